"""Questions that are edited or deleted after they were sent, in every order in which Slack may tell of it."""

import io
import json
import logging
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from bot import log as bot_log
from tests.scenarios.answers import FakeConsultant, survival
from tests.scenarios.changed import buried, deleted, edited, unfurled
from tests.scenarios.conftest import MODES, running
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import BOT_USER, FakeSlack, Fault
from tests.scenarios.payloads import mention, message

CASE = "62F pNET, Ki-67 40%, prognosis?"
BETTER = "62F pNET, Ki-67 4%, prognosis?"
UPDATED = "Updated after an edit of the question."
CALL = f"<@{BOT_USER}> "


def asked(door: Door, slack: FakeSlack, text: str = CASE, **more: Any) -> dict[str, Any]:
    """A question that has been answered."""
    event = mention(slack.new_ts(), text, **more)
    thread = event.get("thread_ts", event["ts"])
    count = len(slack.posts(thread))
    door.event(event)
    slack.wait_for_posts(count + 1, thread)
    return event


def texts(posts: list[Any]) -> list[str]:
    return [post.arguments["text"] for post in posts]


def held_up(door: Door, slack: FakeSlack, consultant: FakeConsultant) -> dict[str, Any]:
    """A question whose answer is being made, until the consultant's gate is opened."""
    consultant.gate = threading.Event()
    event = mention(slack.new_ts(), CASE)
    door.event(event)
    slack.wait(lambda: bool(consultant.asked), 3)
    return event


def test_an_edited_question_is_answered_anew_in_the_place_of_its_answer(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    event = asked(door, slack)
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    (answer,) = slack.wait_until_shown(event["ts"], lambda shown: UPDATED in shown[0])
    assert f"Turn 1 read {BETTER}" in answer.arguments["text"]
    assert UPDATED in answer.blocks_text
    assert CASE not in str(answer.arguments)
    assert consultant.asked == [CASE, BETTER]
    assert len(slack.posts(event["ts"])) == 1


def test_a_redelivered_edit_and_an_edit_that_comes_too_late_change_nothing(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    event = asked(door, slack)
    first, second = slack.new_ts(), slack.new_ts()
    newer = edited(event, CALL + BETTER, second)
    door.event(newer, event_id=f"Ev{second}")
    slack.wait_until_shown(event["ts"], lambda shown: UPDATED in shown[0])
    door.event(newer, event_id=f"Ev{second}", retry=1)
    door.event(edited(event, CALL + "62F pNET, Ki-67 14%", first))
    (answer,) = slack.wait_until_shown(event["ts"], lambda shown: False, 0.5)
    assert BETTER in answer.arguments["text"]
    assert consultant.asked == [CASE, BETTER]


def test_an_edit_before_the_question_itself_arrives_is_answered_once(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    event = mention(slack.new_ts(), CASE)
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    slack.wait_for_posts(1, event["ts"])
    door.event(event)
    door.event(message(event["ts"], CALL + CASE))
    assert len(slack.wait_for_posts(2, event["ts"], 0.5)) == 1
    assert consultant.asked == [BETTER]
    assert UPDATED not in texts(slack.shown(event["ts"]))[0]


def test_an_edit_while_the_answer_is_made_gives_one_reply_to_the_newer_text(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    event = held_up(door, slack, consultant)
    assert consultant.gate is not None
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    consultant.gate.set()
    (post,) = slack.wait_for_posts(1, event["ts"])
    assert f"Turn 1 read {BETTER}" in post.arguments["text"]
    assert UPDATED not in post.arguments["text"]
    assert len(slack.shown(event["ts"])) == 1


def test_an_unfolded_link_and_an_edit_of_another_app_are_no_edits(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    event = asked(door, slack)
    door.event(unfurled(event, slack.new_ts()))
    other = message(slack.new_ts(), "deploy done", bot_id="B0CI", user=None)
    door.event(edited(other, CALL + BETTER, slack.new_ts()))
    time.sleep(0.3)
    assert consultant.asked == [CASE]


def test_an_edit_of_a_message_that_is_not_for_the_bot_is_left_alone(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    talk = message(slack.new_ts(), "pNET clinic at nine")
    asked(door, slack)
    door.event(edited(talk, "pNET clinic at ten", slack.new_ts()))
    time.sleep(0.3)
    assert consultant.asked == [CASE]


def test_a_mention_that_is_added_by_an_edit_is_answered_once_whichever_event_comes_first(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    for first in (0, 1):
        plain = message(slack.new_ts(), CASE)
        events = [
            edited(plain, CALL + CASE, slack.new_ts()),
            mention(plain["ts"], CASE, edited={"user": "U0ANNA", "ts": "1750000000.000000"}),
        ]
        door.event(events[first])
        slack.wait_for_posts(1, plain["ts"])
        door.event(events[1 - first])
        (answer,) = slack.wait_until_shown(plain["ts"], lambda shown: False, 0.4)
        assert UPDATED not in answer.arguments["text"]
    assert consultant.asked == [CASE, CASE]


def test_a_shorter_answer_leaves_none_of_the_parts_of_a_longer_one(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.long = True
    event = asked(door, slack)
    slack.wait(lambda: any("Knowledge base" in post.blocks_text for post in slack.posts(event["ts"])), 15)
    assert len(slack.shown(event["ts"])) > 3
    consultant.long = False
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    (answer,) = slack.wait_until_shown(event["ts"], lambda shown: len(shown) == 1, 15)
    assert BETTER in answer.arguments["text"]
    consultant.long = True
    door.event(edited(event | {"text": CALL + BETTER}, CALL + CASE, slack.new_ts()))
    slack.wait_until_shown(event["ts"], lambda shown: len(shown) > 3, 15)
    slack.wait(lambda: any("Knowledge base" in post.blocks_text for post in slack.shown(event["ts"])), 15)
    posts = slack.shown(event["ts"])
    assert all(f"Statement {n}: " in "\n".join(post.blocks_text for post in posts) for n in range(300))


def test_an_edited_question_counts_as_if_it_had_so_been_written(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.reads = True
    event = asked(door, slack)
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    slack.wait_until_shown(event["ts"], lambda shown: UPDATED in shown[0])
    asked(door, slack, "liver mets, what now?", thread_ts=event["ts"])
    assert "ki67 4," in texts(slack.shown(event["ts"]))[-1]
    assert "ki67 40" not in texts(slack.shown(event["ts"]))[-1]


def test_an_edit_under_which_other_questions_stand_says_so_and_the_next_one_builds_on_it(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.reads = True
    event = asked(door, slack)
    asked(door, slack, "liver mets, what now?", thread_ts=event["ts"])
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    first, second = slack.wait_until_shown(event["ts"], lambda shown: UPDATED in shown[0])
    assert f"Turn 1 read {BETTER}" in first.arguments["text"]
    assert "metastases" not in first.arguments["text"].partition("and knows")[2].partition(".")[0]
    assert "later messages of this thread stand" in first.arguments["text"]
    assert "ki67 40" in second.arguments["text"]
    asked(door, slack, "ECOG 1, and now?", thread_ts=event["ts"])
    last = texts(slack.shown(event["ts"]))[-1]
    assert "Turn 3" in last
    assert "ki67 4," in last
    assert "ki67 40" not in last
    assert "metastases" in last


def test_a_chart_of_the_question_as_it_was_goes_and_can_be_asked_for_again(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.findings = (survival(),)
    event = asked(door, slack)
    post = slack.posts(event["ts"])[0]
    more, chart = (next(one for one in post.buttons if one["action_id"] == name) for name in ("show_more", "chart"))
    reply_ts = next(ts for ts, call in slack.standing.items() if call.arguments["thread_ts"] == event["ts"])
    door.press(chart, post, reply_ts)
    (file,) = slack.wait_for_files(1, event["ts"])
    door.press(more, post, reply_ts)
    slack.wait_for_posts(2, event["ts"])
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    (answer,) = slack.wait_until_shown(event["ts"], lambda shown: len(shown) == 1 and UPDATED in shown[0])
    assert file not in slack.uploads.values()
    door.press(more, answer, reply_ts)
    assert "In full: 62F pNET, Ki-67 4%" in slack.wait_for_posts(3, event["ts"])[-1].arguments["text"]


def test_a_lookup_that_is_edited_is_looked_up_anew(door: Door, slack: FakeSlack, consultant: FakeConsultant) -> None:
    event = asked(door, slack, "grade 8% 3")
    door.event(edited(event, CALL + "grade 30% 3", slack.new_ts()))
    slack.wait_until_shown(event["ts"], lambda shown: "30%" in shown[0])
    assert consultant.looked_up == ["grade 8% 3", "grade 30% 3"]
    assert consultant.asked == []


def test_an_answer_that_somebody_removed_is_posted_again_after_an_edit(door: Door, slack: FakeSlack) -> None:
    event = asked(door, slack)
    slack.standing.clear()
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    assert BETTER in texts(slack.wait_for_posts(2, event["ts"]))[1]


@pytest.mark.parametrize("fault", [Fault(500), Fault(0), Fault(429, {"Retry-After": "1"}, '{"ok": false}')])
def test_a_fault_at_slacks_end_delays_an_update_and_does_not_lose_it(
    fault: Fault, door: Door, slack: FakeSlack
) -> None:
    event = asked(door, slack)
    slack.fail_next("chat.update", fault)
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    assert UPDATED in texts(slack.wait_until_shown(event["ts"], lambda shown: UPDATED in shown[0]))[0]
    assert len(slack.posts(event["ts"])) == 1


def test_an_edit_that_cannot_be_answered_is_told_in_one_sentence_with_an_id(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    event = asked(door, slack)
    consultant.error = RuntimeError(f"could not read {BETTER}")
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    posts = slack.wait_for_posts(2, event["ts"])
    assert posts[1].arguments["text"].startswith("Something went wrong on our side (id ")
    assert "answers it as it was" in posts[1].arguments["text"]
    assert "Ki-67" not in posts[1].arguments["text"]
    consultant.error = None
    door.event(edited(event, CALL + "pNET, Ki-67 14%?", slack.new_ts()))
    shown = texts(slack.wait_until_shown(event["ts"], lambda shown: len(shown) == 1))
    assert len(shown) == 1
    assert "Ki-67 14%" in shown[0]


@pytest.mark.parametrize("mode", MODES)
def test_an_edit_or_a_deletion_that_breaks_leaves_its_id_in_the_log_and_no_text(
    mode: str, slack: FakeSlack, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stream, consultant = io.StringIO(), FakeConsultant()
    caplog.set_level(logging.DEBUG)
    bot_log.configure(stream)
    with running(slack, consultant, data, mode) as (door, _):
        event = asked(door, slack, "Greta Huber, pNET, prognosis?")
        consultant.error = RuntimeError("Greta Huber")
        door.event(edited(event, CALL + "Greta Huber, G3 pNET?", slack.new_ts()))
        posts = slack.wait_for_posts(2, event["ts"])
        slack.fail_next("chat.delete", Fault(200, {}, '{"ok": false, "error": "cant_delete_message"}'))
        door.event(deleted(event, slack.new_ts()))
        posts = slack.wait_for_posts(3, event["ts"])
    bot_log.configure()
    told = [text.split("(id ")[1].split(")")[0] for text in texts(posts[1:])]
    logged = [json.loads(line)["incident"] for line in stream.getvalue().splitlines() if '"failed"' in line]
    assert logged == told
    assert "could not be removed" in texts(posts)[2]
    assert "Greta" not in stream.getvalue() + caplog.text
    assert "pNET" not in stream.getvalue() + caplog.text


def test_a_failed_question_that_is_edited_is_answered_in_the_place_of_the_sentence(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.error = RuntimeError("no")
    event = asked(door, slack)
    consultant.error = None
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    (answer,) = slack.wait_until_shown(event["ts"], lambda shown: BETTER in shown[0])
    assert "went wrong" not in answer.arguments["text"]


@pytest.mark.parametrize("bury", [deleted, buried])
@pytest.mark.parametrize("channel", ["C0TUMOUR", "D0ANNA"])
def test_the_answer_of_a_deleted_question_is_removed(channel: str, bury: Any, door: Door, slack: FakeSlack) -> None:
    event = message(slack.new_ts(), CALL + CASE, channel=channel)
    door.event(event)
    slack.wait_for_posts(1, event["ts"])
    gone = bury(event, slack.new_ts())
    door.event(gone, event_id=f"Ev{gone['ts']}")
    assert slack.wait_until_shown(event["ts"], lambda shown: not shown) == []
    door.event(gone, event_id=f"Ev{gone['ts']}", retry=1)
    door.event(event, retry=1)
    assert slack.wait_until_shown(event["ts"], lambda shown: bool(shown), 0.4) == []


def test_the_answer_of_a_deleted_question_under_which_others_stand_is_marked_and_its_facts_are_not_used(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.reads = True
    event = asked(door, slack)
    asked(door, slack, "liver mets, what now?", thread_ts=event["ts"])
    door.event(buried(event, slack.new_ts()))
    first, _ = slack.wait_until_shown(event["ts"], lambda shown: "was deleted" in shown[0])
    assert first.arguments["text"].startswith("The question was deleted")
    assert "Ki-67" not in str(first.arguments)
    asked(door, slack, "ECOG 1, and now?", thread_ts=event["ts"])
    last = texts(slack.shown(event["ts"]))[-1]
    assert "metastases" in last
    assert "ki67" not in last
    assert "primary_site" not in last


def test_a_deleted_follow_up_leaves_the_case_as_it_was_before_it(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.reads = True
    event = asked(door, slack, BETTER)
    follow = asked(door, slack, "Ki-67 is 40%, not 4%", thread_ts=event["ts"])
    door.event(deleted(follow, slack.new_ts()))
    slack.wait_until_shown(event["ts"], lambda shown: len(shown) == 1)
    asked(door, slack, "ECOG 1, and now?", thread_ts=event["ts"])
    assert "ki67 4," in texts(slack.shown(event["ts"]))[-1]


def test_the_facts_of_a_deleted_question_are_not_used_even_where_its_answer_cannot_be_removed(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.reads = True
    event = asked(door, slack, BETTER)
    follow = asked(door, slack, "Ki-67 is 40%, not 4%", thread_ts=event["ts"])
    slack.fail_next("chat.delete", Fault(200, {}, '{"ok": false, "error": "cant_delete_message"}'))
    door.event(deleted(follow, slack.new_ts()))
    slack.wait_for_posts(3, event["ts"])
    asked(door, slack, "ECOG 1, and now?", thread_ts=event["ts"])
    assert "ki67 4," in texts(slack.shown(event["ts"]))[-1]


def test_a_question_deleted_before_it_is_answered_gets_no_answer(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    event = held_up(door, slack, consultant)
    assert consultant.gate is not None
    door.event(deleted(event, slack.new_ts()))
    consultant.gate.set()
    assert slack.wait_for_posts(1, event["ts"], 0.6) == []


def test_a_deletion_that_comes_before_its_question_leaves_it_unanswered(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    event = mention(slack.new_ts(), CASE)
    door.event(deleted(event, slack.new_ts()))
    door.event(event)
    time.sleep(0.3)
    assert consultant.asked == []


def test_the_bot_takes_no_part_in_a_thread_whose_only_question_was_deleted(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    root = slack.new_ts()
    event = asked(door, slack, thread_ts=root)
    door.event(deleted(event, slack.new_ts()))
    slack.wait_until_shown(root, lambda shown: not shown)
    door.event(message(slack.new_ts(), "who is on call?", thread_ts=root))
    time.sleep(0.3)
    assert consultant.asked == [CASE]


def test_deleting_the_bots_own_answer_asks_for_nothing(door: Door, slack: FakeSlack) -> None:
    event = asked(door, slack)
    own = {"user": BOT_USER, "bot_id": "B0BOT", "text": "…", "ts": slack.new_ts(), "channel": "C0TUMOUR"}
    before = len(slack.calls)
    door.event(deleted(own | {"thread_ts": event["ts"]}, slack.new_ts()))
    time.sleep(0.3)
    assert len(slack.calls) == before


def test_an_answer_that_is_gone_already_needs_no_removing(door: Door, slack: FakeSlack) -> None:
    event = asked(door, slack)
    slack.standing.clear()
    door.event(deleted(event, slack.new_ts()))
    assert len(slack.wait_for_posts(2, event["ts"], 0.5)) == 1


def test_an_edit_survives_a_restart_and_a_slack_that_is_away(
    slack: FakeSlack, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inbox.RETRY_S", 0.2)
    down = Fault(200, {}, '{"ok": false, "error": "internal_error"}')
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        event = asked(door, slack)
        slack.fail_next("chat.update", *[down] * 3)
        door.event(edited(event, CALL + BETTER, slack.new_ts()))
        time.sleep(0.1)
    with running(slack, FakeConsultant(), data, "http"):
        (answer,) = slack.wait_until_shown(event["ts"], lambda shown: UPDATED in shown[0])
    assert BETTER in answer.arguments["text"]


def test_the_words_of_an_edited_or_deleted_question_are_forgotten(slack: FakeSlack, data: Path) -> None:
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        event = asked(door, slack)
        other = asked(door, slack, "70M ileal NET of Bohdan", thread_ts=event["ts"])
        door.event(edited(event, CALL + BETTER, slack.new_ts()))
        slack.wait_until_shown(event["ts"], lambda shown: UPDATED in shown[0])
        door.event(deleted(other, slack.new_ts()))
        slack.wait_until_shown(event["ts"], lambda shown: len(shown) == 1)
        time.sleep(0.2)
    with sqlite3.connect(data / "netboard.db") as connection:
        rows = connection.execute("select state, message from deliveries order by ts").fetchall()
        kept = [json.loads(row[0]) for row in connection.execute("select conversation from turns")]
        everything = str([connection.execute(f"select * from {table}").fetchall() for table in ("answers", "turns")])  # noqa: S608
    assert rows == [("answered", None), ("deleted", None)]
    assert [one["last_text"] for one in kept] == [""]
    assert "Bohdan" not in everything
    assert "40%" not in everything
