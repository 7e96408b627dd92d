"""What edits, deletions, corrections, buttons and private answers do to one another."""

import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from bot.inbox import APART
from tests.scenarios import fake_modals
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.changed import deleted, edited
from tests.scenarios.conftest import running
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import BOT_USER, Call, FakeSlack
from tests.scenarios.payloads import mention
from tests.scenarios.test_slack_home import choose, whispers

CASE = "62F pNET, Ki-67 40%, prognosis?"
BETTER = "62F pNET, Ki-67 4%, prognosis?"
CALL = f"<@{BOT_USER}> "
UNDONE = "What was corrected by hand under the earlier answer no longer counts"


@pytest.fixture(autouse=True)
def _forget_calls(slack: FakeSlack) -> None:
    slack.calls.clear()


@pytest.fixture
def person(slack: FakeSlack) -> str:
    """Somebody who has chosen nothing yet."""
    return f"U{slack.new_ts().replace('.', '')}"


def asked(door: Door, slack: FakeSlack, text: str = CASE, **more: Any) -> tuple[dict[str, Any], Call]:
    event = mention(slack.new_ts(), text, **more)
    thread = event.get("thread_ts", event["ts"])
    count = len(slack.posts(thread))
    door.event(event)
    return event, slack.wait_for_posts(count + 1, thread)[-1]


def press(door: Door, slack: FakeSlack, post: Call, label: str) -> None:
    button = next(button for button in post.buttons if button["text"]["text"] == label)
    door.interact(fake_modals.press(button, post, slack.response_url(), ts=slack.new_ts()))


def correct(door: Door, slack: FakeSlack, post: Call, **filled: Any) -> None:
    before = len([call for call in slack.calls if call.method == "views.open"])
    press(door, slack, post, "Correct the case")
    slack.wait(lambda: len([call for call in slack.calls if call.method == "views.open"]) > before, 5)
    view = [call for call in slack.calls if call.method == "views.open"][-1].arguments["view"]
    assert door.interact(fake_modals.submit(view, **filled)) == {}


def corrected(door: Door, slack: FakeSlack, consultant: FakeConsultant) -> dict[str, Any]:
    """A question whose case was put right by hand: the Ki-67 is 8 %."""
    consultant.reads = True
    event, post = asked(door, slack)
    correct(door, slack, post, ki67="8 %")
    slack.wait_until_shown(event["ts"], lambda shown: len(shown) == 2 and "Given anew" in shown[0])
    return event


def texts(posts: list[Call]) -> list[str]:
    return [post.arguments["text"] for post in posts]


def test_an_edit_takes_back_what_was_corrected_by_hand_and_says_so(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    event = corrected(door, slack, consultant)
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    (answer,) = slack.wait_until_shown(event["ts"], lambda shown: len(shown) == 1 and BETTER in shown[0])
    assert UNDONE in answer.arguments["text"]
    assert "ki67 4," in answer.arguments["text"]
    _, follow = asked(door, slack, "ECOG 1, and now?", thread_ts=event["ts"])
    assert "ki67 4," in follow.arguments["text"]


def test_an_edit_takes_back_a_correction_also_where_others_have_gone_on_from_it(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    event = corrected(door, slack, consultant)
    _, follow = asked(door, slack, "ECOG 1, and now?", thread_ts=event["ts"])
    assert "ki67 8," in follow.arguments["text"]
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    slack.wait_until_shown(event["ts"], lambda shown: UNDONE in shown[0])
    _, last = asked(door, slack, "R0, and now?", thread_ts=event["ts"])
    assert "ki67 4," in last.arguments["text"]
    assert "ecog" in last.arguments["text"]


def test_an_edit_of_an_answer_that_nobody_corrected_speaks_of_no_correction(door: Door, slack: FakeSlack) -> None:
    event, _ = asked(door, slack)
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    (answer,) = slack.wait_until_shown(event["ts"], lambda shown: BETTER in shown[0])
    assert UNDONE not in answer.arguments["text"]


def test_a_deleted_question_takes_along_its_corrections_and_all_that_its_buttons_gave(
    slack: FakeSlack, data: Path
) -> None:
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        event, post = asked(door, slack)
        correct(door, slack, post, ki67="8 %")
        (corrected, _) = slack.wait_until_shown(event["ts"], lambda shown: len(shown) == 2)
        press(door, slack, corrected, "Show more")
        slack.wait_until_shown(event["ts"], lambda shown: len(shown) == 3)
        door.event(deleted(event, slack.new_ts()))
        slack.wait(lambda: not slack.shown(event["ts"]), 8)
        time.sleep(0.3)
    with sqlite3.connect(data / "netboard.db") as connection:
        assert connection.execute("select state from deliveries").fetchall() == [("deleted",)]
        for table in ("answers", "given", "posts", "turns"):
            assert connection.execute(f"select count(*) from {table}").fetchone() == (0,), table  # noqa: S608
        (stored,) = connection.execute("select json from conversations").fetchone()
    assert '"pancreas"' not in stored


def test_a_question_that_was_answered_privately_stays_private_when_it_is_edited(
    door: Door, slack: FakeSlack, person: str
) -> None:
    choose(door, person, private=True)
    event = mention(slack.new_ts(), CASE, user=person)
    door.event(event)
    whispers(slack, person, 1)
    choose(door, person, private=False)
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    assert BETTER in whispers(slack, person, 2)[-1].arguments["text"]
    door.event(deleted(event, slack.new_ts()))
    time.sleep(0.3)
    assert slack.posts() == []
    assert len(whispers(slack, person, 2)) == 2


def test_a_question_that_was_answered_before_everybody_is_updated_there_whatever_was_chosen_since(
    door: Door, slack: FakeSlack, person: str
) -> None:
    event, _ = asked(door, slack, user=person)
    choose(door, person, private=True)
    door.event(edited(event, CALL + BETTER, slack.new_ts()))
    (answer,) = slack.wait_until_shown(event["ts"], lambda shown: BETTER in shown[0])
    assert answer.method == "chat.update"
    assert whispers(slack, person, 0) == []


def test_nobody_sees_that_a_private_answer_is_being_made(door: Door, slack: FakeSlack, person: str) -> None:
    choose(door, person, private=True)
    door.event(mention(slack.new_ts(), CASE, user=person))
    whispers(slack, person, 1)
    time.sleep(0.2)
    told = [call for call in slack.calls if call.method.startswith("assistant.threads")]
    assert [call for call in told if str(call.arguments.get("thread_ts")).startswith(APART)] == []
    assert told == []


def test_a_refusal_is_not_counted_as_an_answer(slack: FakeSlack, data: Path) -> None:
    with running(slack, FakeConsultant(), data, "http", NETBOARD_CHANNELS="C0OTHER") as (door, _):
        asked(door, slack)
        time.sleep(0.2)
    with sqlite3.connect(data / "netboard.db") as connection:
        assert connection.execute("select state from deliveries").fetchall() == [("refused",)]
