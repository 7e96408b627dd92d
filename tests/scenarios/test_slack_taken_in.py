"""Whatever way a text comes in, what tells who a patient is does not stay: edits, shortcut, forms, words on a vote."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.desk import FORGOTTEN
from bot.home import PRIVATE
from bot.inbox import Thread
from bot.serve import Service
from chains.gaps import gap_of
from tests.scenarios import fake_modals
from tests.scenarios.answers import FakeConsultant, clinical
from tests.scenarios.changed import edited
from tests.scenarios.conftest import MODES, running
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import TEAM, Call, FakeSlack
from tests.scenarios.forms import send, typed
from tests.scenarios.payloads import mention

PLAIN, CASE = "G2 pNET with Ki-67 8%?", "Mr John Whitfield, G2 pNET with Ki-67 8%?"
LEFT, SECRET = "Mr [name], G2 pNET with Ki-67 8%?", "Whitfield"
Running = tuple[Door, Service, FakeConsultant]


@pytest.fixture(params=MODES)
def bot(request: pytest.FixtureRequest, slack: FakeSlack, data: Path) -> Iterator[Running]:
    """A bot with a database of its own, which is looked through at the end."""
    slack.calls.clear()
    slack.responses.clear()
    consultant = FakeConsultant()
    with running(slack, consultant, data, request.param) as (door, service):
        yield door, service, consultant
        assert [file.name for file in data.iterdir() if SECRET.encode() in file.read_bytes()] == []
    assert SECRET not in str([call.arguments for call in slack.calls + slack.responses])
    assert slack.problems == []


def calls(slack: FakeSlack, method: str, count: int = 1) -> list[Call]:
    """The calls of a method, once there are so many."""
    slack.wait(lambda: sum(call.method == method for call in slack.calls) >= count, 5)
    return [call for call in slack.calls if call.method == method]


def test_an_edit_is_answered_without_identifiers_and_its_writer_is_told(bot: Running, slack: FakeSlack) -> None:
    door, service, consultant = bot
    asked = mention(slack.new_ts(), PLAIN)
    door.event(asked)
    slack.wait_for_posts(1, asked["ts"])
    door.event(edited(asked, CASE, slack.new_ts()))
    (note,) = calls(slack, "chat.postEphemeral")
    slack.wait(lambda: len(consultant.asked) == 2, 5)
    assert consultant.asked[-1] == LEFT
    assert "a name" in note.arguments["text"]
    calls(slack, "chat.update")
    told = [entry.details for entry in service._store.trail.entries() if entry.event == "answered"]
    assert len(told) == 2  # the question as it was, and as it is
    assert '"identifiers": ["name"]' in told[1]


@pytest.mark.parametrize(("reader", "count"), [("U0CARL", 1), (fake_modals.ANNA, 0)], ids=["own", "of another"])
def test_the_shortcut_asks_without_identifiers_and_tells_who_wrote_them(
    bot: Running, slack: FakeSlack, reader: str, count: int
) -> None:
    door, _, consultant = bot
    ts = slack.new_ts()
    door.interact(fake_modals.shortcut(CASE, ts, slack.response_url(), user=reader))  # on what U0CARL wrote
    view = calls(slack, "views.open")[-1].arguments["view"]
    door.interact(fake_modals.submit(view, user=reader, where="thread"))
    slack.wait_for_posts(1, ts)
    assert consultant.asked == [LEFT]
    if count:
        calls(slack, "chat.postEphemeral")
    time.sleep(0.2)
    assert [call.arguments["user"] for call in slack.calls if call.method == "chat.postEphemeral"] == [reader] * count


def test_what_is_typed_into_the_form_of_a_question_is_read_without_identifiers(
    bot: Running, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    door, _, consultant = bot
    gap = gap_of("ki67")
    assert gap is not None
    monkeypatch.setattr(consultant, "given", lambda reply: clinical(reply, questions=(gap.ask,)))
    ts = slack.new_ts()
    door.event(mention(ts, PLAIN))
    post = slack.wait_for_posts(1, ts)[0]
    (button,) = [one for one in post.buttons if one["action_id"] == "asked:ki67"]
    door.press(button, post, slack.new_ts())
    send(door, calls(slack, "views.open")[-1], typed("8 %, Mr John Whitfield"))
    slack.wait_for_posts(2, ts)
    assert consultant.asked[-1] == "Ki-67 8 %, Mr [name]"


def test_the_words_on_a_vote_are_kept_without_identifiers(bot: Running, slack: FakeSlack, data: Path) -> None:
    door, _, _ = bot
    ts = slack.new_ts()
    door.event(mention(ts, PLAIN))
    post = slack.wait_for_posts(1, ts)[0]
    door.interact(fake_modals.press(fake_modals.thumb(post, "negative"), post, slack.response_url()))
    view = calls(slack, "views.open")[-1].arguments["view"]
    door.interact(fake_modals.submit(view, reasons=["other"], comment="Mr John Whitfield has stage IV", keep=["keep"]))
    with sqlite3.connect(data / "netboard.db") as connection:
        assert connection.execute("select comment from feedback").fetchall() == [("Mr [name] has stage IV",)]


def test_an_age_over_89_that_is_filled_in_by_hand_is_kept_as_90(bot: Running, slack: FakeSlack) -> None:
    door, service, _ = bot
    ts = slack.new_ts()
    door.event(mention(ts, PLAIN))
    post = slack.wait_for_posts(1, ts)[0]
    (button,) = [one for one in post.buttons if one["action_id"] == "correct_case"]
    door.interact(fake_modals.press(button, post, slack.response_url()))
    view: dict[str, Any] = calls(slack, "views.open")[-1].arguments["view"]
    assert door.interact(fake_modals.submit(view, age_years="97")) == {}
    slack.wait_for_posts(2, ts)
    slack.wait(lambda: _age(service, ts) is not None, 5)
    assert _age(service, ts) == 90


def test_forget_erases_what_was_asked_privately_about_the_thread_too_and_is_said_to_all(
    bot: Running, slack: FakeSlack
) -> None:
    door, service, consultant = bot
    ts = slack.new_ts()
    door.event(mention(ts, PLAIN))
    slack.wait_for_posts(1, ts)
    team, who = TEAM, mention(ts, PLAIN)["user"]
    chosen = {"type": "checkboxes", "action_id": PRIVATE, "selected_options": [{"value": "private"}]}
    door.interact({"type": "block_actions", "team": {"id": team}, "user": {"id": who, "team_id": team},
                   "view": {"type": "home"}, "container": {"type": "view"}, "actions": [chosen]})  # fmt: skip
    door.event(mention(slack.new_ts(), "and with a G3?", thread_ts=ts))
    calls(slack, "chat.postEphemeral")
    with service._store.engine.connect() as connection:
        slack.wait(lambda: len(_threads(connection)) == 2, 5)
    door.event(mention(slack.new_ts(), "forget", thread_ts=ts))
    assert slack.wait_for_posts(2, ts)[1].arguments["text"] == FORGOTTEN
    with service._store.engine.connect() as connection:
        assert _threads(connection) == []
    assert len(consultant.asked) == 2


def _age(service: Service, ts: str) -> float | None:
    conversation = service._store.conversation(Thread(team=TEAM, channel="C0TUMOUR", ts=ts))
    return conversation.case.age_years if conversation else None


def _threads(connection: Any) -> list[str]:
    found = [row[0] for row in connection.exec_driver_sql("select thread_ts from conversations")]
    connection.rollback()
    return found
