"""Private answers: only their asker sees them and what comes of them, until they share them with the channel, once."""

import json
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios import fake_modals
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import running
from tests.scenarios.door import Door
from tests.scenarios.fake_modals import ANNA, BEN
from tests.scenarios.fake_slack import Call, FakeSlack, Fault
from tests.scenarios.faults import texts
from tests.scenarios.payloads import mention, message

CASE = "Greta Huber, G2 pNET with Ki-67 3% and liver metastases. Prognosis?"
READ = CASE.replace("Greta Huber", "[name]")


@pytest.fixture(autouse=True)
def _forget_calls(slack: FakeSlack) -> None:
    slack.calls.clear()


def calls(slack: FakeSlack, method: str) -> list[Call]:
    return [call for call in slack.calls if call.method == method]


def labels(call: Call) -> list[str]:
    return [button["text"]["text"] for button in call.buttons]


def looked_up(door: Door, slack: FakeSlack, text: str = "grade 8% 3") -> Call:
    slack.responses.clear()
    door.command(text)
    return slack.wait_for_responses()[-1]


def ask_form(door: Door, slack: FakeSlack, ts: str, text: str = CASE, **more: Any) -> dict[str, Any]:
    """The modal of the shortcut on a message."""
    before = len(calls(slack, "views.open"))
    door.interact(fake_modals.shortcut(text, ts, slack.response_url(), **more))
    slack.wait(lambda: len(calls(slack, "views.open")) > before, 5)
    return calls(slack, "views.open")[-1].arguments["view"]


def asked_privately(door: Door, slack: FakeSlack, ts: str, **more: Any) -> Call:
    slack.responses.clear()
    view = ask_form(door, slack, ts, **more)
    assert door.interact(fake_modals.submit(view, user=more.get("user", ANNA))) == {}
    return slack.wait_for_responses()[-1]


def press(door: Door, slack: FakeSlack, call: Call, label: str, **more: Any) -> None:
    button = next(button for button in call.buttons if button["text"]["text"] == label)
    own = {"private": True, "ts": slack.new_ts(), "action_ts": slack.new_ts()}
    door.interact(fake_modals.press(button, call, slack.response_url(), **(own | more)))


def test_a_lookup_is_private_and_can_be_shared_with_who_shared_it(door: Door, slack: FakeSlack) -> None:
    private = looked_up(door, slack)
    assert labels(private) == ["Show sources", "Share with channel"]
    slack.responses.clear()
    press(door, slack, private, "Share with channel")
    (told,) = slack.wait_for_responses()
    (post,) = slack.posts()
    assert post.arguments["channel"] == "C0TUMOUR"
    assert "thread_ts" not in post.arguments
    assert "Grade 2: grade 8% 3 [1]." in post.blocks_text
    assert texts(post.arguments["blocks"])[0] == "Shared by <@U0ANNA>"
    assert labels(post) == ["Show sources"]
    assert told.arguments["text"] == "You shared this answer with the channel."
    assert told.arguments["replace_original"] is True


def test_an_answer_is_shared_once_however_often_the_button_is_pressed(door: Door, slack: FakeSlack) -> None:
    private = looked_up(door, slack)
    for _ in range(3):
        press(door, slack, private, "Share with channel")
    slack.wait_for_responses(4)
    assert len(slack.posts()) == 1


def test_where_the_bot_is_no_member_the_person_is_told_and_may_share_again(door: Door, slack: FakeSlack) -> None:
    private = looked_up(door, slack)
    slack.responses.clear()
    slack.fail_next("chat.postMessage", Fault(200, {}, '{"ok": false, "error": "not_in_channel"}'))
    press(door, slack, private, "Share with channel")
    (told,) = slack.wait_for_responses()
    assert "invite me with /invite @netboard, then press Share with channel again" in told.arguments["text"]
    press(door, slack, private, "Share with channel")
    slack.wait_for_responses(2)
    assert len(slack.posts()) == 1


def test_a_fault_while_sharing_is_tried_again_and_the_answer_stands_once(door: Door, slack: FakeSlack) -> None:
    private = looked_up(door, slack)
    slack.fail_next(
        "chat.postMessage", Fault(429, {"Retry-After": "1"}, '{"ok": false, "error": "ratelimited"}'), Fault(500)
    )
    press(door, slack, private, "Share with channel")
    slack.wait(lambda: len(slack.posts()) == 1, 8)
    time.sleep(0.2)
    assert len(slack.posts()) == 1


def test_the_sources_of_a_shared_lookup_can_be_shown_by_everybody(door: Door, slack: FakeSlack) -> None:
    press(door, slack, looked_up(door, slack), "Share with channel")
    slack.wait(lambda: len(slack.posts()) == 1, 5)
    time.sleep(0.1)
    press(door, slack, slack.posts()[0], "Show sources", user=BEN, private=False)
    slack.wait(lambda: len(calls(slack, "views.open")) == 1, 5)
    assert "Statement 0" in str(calls(slack, "views.open")[0].arguments["view"])


def test_another_clinician_gets_nothing_of_a_private_answer(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    private = asked_privately(door, slack, ts)
    slack.responses.clear()
    for label in ("Show more", "Show sources", "Correct the case", "Share with channel"):
        press(door, slack, private, label, user=BEN)
        press(door, slack, private, label, user=BEN, private=False)
    time.sleep(0.4)
    assert slack.posts() == []
    assert [call.arguments["text"] for call in slack.responses] == [
        "That answer is no longer stored; please ask again."
    ] * 8
    assert len(calls(slack, "views.open")) == 1  # that of the shortcut itself


def test_the_shortcut_asks_where_the_answer_shall_stand_and_its_modal_holds_no_text(
    door: Door, slack: FakeSlack
) -> None:
    view = ask_form(door, slack, slack.new_ts())
    assert "Only to me; I can share it afterwards" in texts(view["blocks"])
    assert "In the thread of the message, for everybody" in texts(view["blocks"])
    assert list(json.loads(view["private_metadata"])) == ["form"]
    assert "Greta" not in json.dumps(view)


def test_a_private_answer_to_a_message_is_seen_by_its_asker_alone(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    private = asked_privately(door, slack, slack.new_ts())
    assert consultant.asked == [READ]
    assert slack.posts() == []
    assert f"Turn 1 read {READ}" in private.arguments["text"]
    assert labels(private) == ["Show more", "Show sources", "Correct the case", "Share with channel"]


def test_the_text_of_a_message_is_read_as_its_author_typed_it(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    asked_privately(door, slack, slack.new_ts(), text="<@U0CARL> *G2* pNET, Ki-67 &lt;3% &amp; liver mets?")
    assert consultant.asked == ["[account] G2 pNET, Ki-67 <3% & liver mets?"]


def test_show_more_and_a_correction_of_a_private_answer_stay_private(door: Door, slack: FakeSlack) -> None:
    private = asked_privately(door, slack, slack.new_ts())
    slack.responses.clear()
    press(door, slack, private, "Show more")
    (full,) = slack.wait_for_responses()
    assert f"In full: {READ}" in full.arguments["text"]
    slack.responses.clear()
    press(door, slack, private, "Correct the case")
    slack.wait(lambda: len(calls(slack, "views.open")) == 2, 5)
    door.interact(fake_modals.submit(calls(slack, "views.open")[1].arguments["view"], ki67="8 %"))
    (anew,) = slack.wait_for_responses()
    assert "Corrected by hand: Ki-67 8 %. Given anew." in anew.arguments["text"]
    assert "Share with channel" in labels(anew)
    assert slack.posts() == []
    assert calls(slack, "chat.update") == []


def test_a_private_question_is_no_part_of_the_conversation_of_its_thread(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    slack.wait_for_posts(1, ts)
    asked_privately(door, slack, slack.new_ts(), text="73F rectal NET", thread_ts=ts)
    door.event(message(slack.new_ts(), "and R0", thread_ts=ts))
    assert "Turn 2 read and R0" in slack.wait_for_posts(2, ts)[1].arguments["text"]


def test_a_private_question_does_not_make_the_bot_take_part_in_the_thread(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts = slack.new_ts()
    asked_privately(door, slack, ts)
    door.event(message(slack.new_ts(), "what do you all think?", thread_ts=ts))
    time.sleep(0.3)
    assert consultant.asked == [READ]


def test_a_private_answer_is_shared_in_the_thread_of_its_message_as_it_was_read(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts = slack.new_ts()
    private = asked_privately(door, slack, ts)
    consultant.error = RuntimeError("what is shared is not worked out anew")
    press(door, slack, private, "Share with channel")
    (post,) = slack.wait_for_posts(1, ts)
    consultant.error = None
    assert f"Turn 1 read {READ}" in post.arguments["text"]
    assert texts(post.arguments["blocks"])[0] == "Shared by <@U0ANNA>"
    assert labels(post) == ["Show more", "Show sources"]
    press(door, slack, post, "Show more", user=BEN, private=False)
    assert f"In full: {READ}" in slack.wait_for_posts(2, ts)[1].arguments["text"]


def test_a_thread_without_a_case_goes_on_from_what_was_shared_in_it(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    press(door, slack, asked_privately(door, slack, ts), "Share with channel")
    slack.wait_for_posts(1, ts)
    door.event(mention(slack.new_ts(), "and R0", thread_ts=ts))
    assert "Turn 2 read and R0" in slack.wait_for_posts(2, ts)[1].arguments["text"]


def test_in_the_thread_the_answer_is_given_once_however_many_ask(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    for user in (ANNA, BEN):
        view = ask_form(door, slack, ts, user=user)
        door.interact(fake_modals.submit(view, user=user, where="thread"))
    (post,) = slack.wait_for_posts(1, ts)
    assert f"Turn 1 read {READ}" in post.arguments["text"]
    door.event(message(slack.new_ts(), "and R0", thread_ts=ts))
    assert "Turn 2 read and R0" in slack.wait_for_posts(2, ts)[1].arguments["text"]


def test_in_a_channel_without_the_bot_the_asker_is_told_what_to_do(door: Door, slack: FakeSlack) -> None:
    view = ask_form(door, slack, slack.new_ts())
    slack.responses.clear()
    slack.fail_next("chat.postMessage", Fault(200, {}, '{"ok": false, "error": "not_in_channel"}'))
    door.interact(fake_modals.submit(view, where="thread"))
    (told,) = slack.wait_for_responses()
    assert told.arguments["text"].startswith("I cannot write in this thread, as I am not a member of the channel")
    assert slack.posts() == []


def test_a_message_without_text_is_answered_with_a_word_and_an_expired_trigger_with_another(
    door: Door, slack: FakeSlack
) -> None:
    slack.responses.clear()
    door.interact(fake_modals.shortcut("", slack.new_ts(), slack.response_url()))
    (told,) = slack.wait_for_responses()
    assert told.arguments["text"] == "That message has no text that I could read as a case."
    slack.responses.clear()
    slack.fail_next("views.open", Fault(200, {}, '{"ok": false, "error": "expired_trigger_id"}'))
    door.interact(fake_modals.shortcut(CASE, slack.new_ts(), slack.response_url()))
    (told,) = slack.wait_for_responses()
    assert told.arguments["text"].startswith("Slack closed the window before it was open")


def test_a_form_that_is_sent_twice_or_by_somebody_else_asks_once(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    view = ask_form(door, slack, slack.new_ts())
    assert "no longer open" in str(door.interact(fake_modals.submit(view, user=BEN)))
    door.interact(fake_modals.submit(view))
    assert "no longer open" in str(door.interact(fake_modals.submit(view)))
    slack.wait(lambda: bool(consultant.asked), 5)
    time.sleep(0.2)
    assert consultant.asked == [READ]


def test_a_private_question_that_breaks_is_told_privately(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.error = RuntimeError("secret")
    told = asked_privately(door, slack, slack.new_ts())
    assert told.arguments["text"].startswith("Something went wrong on our side (id ")
    assert slack.posts() == []


def test_where_the_address_to_answer_to_has_expired_the_asker_alone_still_gets_the_answer(
    door: Door, slack: FakeSlack
) -> None:
    """As after half an hour in which Slack or the bot was away."""
    view = ask_form(door, slack, ts := slack.new_ts())
    slack.responses.clear()
    slack.fail_next("response_url", Fault(404, {}, "expired_url"))
    door.interact(fake_modals.submit(view))
    slack.wait(lambda: bool(calls(slack, "chat.postEphemeral")), 5)
    (told,) = calls(slack, "chat.postEphemeral")
    assert (told.arguments["user"], told.arguments["channel"]) == (ANNA, "C0TUMOUR")
    assert f"Turn 1 read {READ}" in told.arguments["text"]
    assert slack.wait_for_posts(1, ts, 0.2) == []
    assert slack.responses == []


def test_a_connection_that_breaks_while_a_private_answer_is_sent_delays_it_and_loses_nothing(
    door: Door, slack: FakeSlack
) -> None:
    view = ask_form(door, slack, slack.new_ts())
    slack.responses.clear()
    slack.fail_next("response_url", *(Fault(0) for _ in range(3)))  # once, and as often as the client asks again
    door.interact(fake_modals.submit(view))
    (told,) = slack.wait_for_responses(timeout=20)
    assert f"Turn 1 read {READ}" in told.arguments["text"]


def test_a_private_answer_longer_than_slack_takes_says_so_and_keeps_its_buttons(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.long = True
    asked_privately(door, slack, slack.new_ts())
    responses = slack.wait_for_responses(5)
    assert len(responses) == 5
    assert "The rest does not fit into a private answer" in responses[-1].arguments["text"]
    assert "Share with channel" in labels(responses[-1])


def test_the_text_of_a_message_is_forgotten_once_it_is_asked(slack: FakeSlack, data: Path) -> None:
    consultant = FakeConsultant()
    with running(slack, consultant, data, "http") as (door, _):
        view = ask_form(door, slack, slack.new_ts())
        with sqlite3.connect(data / "netboard.db") as connection:
            forms = str(connection.execute("select json from forms").fetchall())
        assert "G2 pNET" in forms
        assert "Greta" not in forms
        slack.responses.clear()
        door.interact(fake_modals.submit(view))
        slack.wait_for_responses()
    with sqlite3.connect(data / "netboard.db") as connection:
        assert connection.execute("select * from forms").fetchall() == []
        assert connection.execute("select message from deliveries").fetchall() == [(None,)]
