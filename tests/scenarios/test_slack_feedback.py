"""Two thumbs under an answer: one vote a person, with the versions that answered; words only where that is allowed."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.database import database_url, open_database
from bot.feedback import Feedback, Tally
from tests.scenarios import fake_modals
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import MODES, running
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import Call, FakeSlack
from tests.scenarios.faults import texts
from tests.scenarios.payloads import mention

CASE = "Greta Huber, G2 pNET with Ki-67 3% and liver metastases. Prognosis?"


@pytest.fixture(params=MODES)
def bot(request: pytest.FixtureRequest, slack: FakeSlack, data: Path) -> Iterator[Door]:
    """A bot with a database of its own, so that votes can be counted."""
    slack.calls.clear()
    slack.problems.clear()
    slack.responses.clear()
    with running(slack, FakeConsultant(), data, request.param) as (door, _):
        yield door
    assert slack.problems == []


def answered(bot: Door, slack: FakeSlack, text: str = CASE) -> Call:
    ts = slack.new_ts()
    bot.event(mention(ts, text))
    return slack.wait_for_posts(1, ts)[0]


def votes(bot: Door, slack: FakeSlack, post: Call, name: str, user: str = fake_modals.ANNA, **more: str) -> None:
    bot.interact(fake_modals.press(fake_modals.thumb(post, name), post, slack.response_url(), user=user, **more))


def reasons_form(slack: FakeSlack, count: int = 1) -> dict[str, Any]:
    slack.wait(lambda: sum(call.method == "views.open" for call in slack.calls) >= count, 5)
    return [call for call in slack.calls if call.method == "views.open"][-1].arguments["view"]


def tally(data: Path) -> Tally:
    engine = open_database(database_url(data, None))
    (found,) = Feedback(engine).tallies()
    engine.dispose()
    return found


def test_a_thumb_up_is_counted_with_the_versions_that_answered(bot: Door, slack: FakeSlack, data: Path) -> None:
    votes(bot, slack, answered(bot, slack), "positive")
    found = tally(data)
    assert (found.good, found.bad, found.comments) == (1, 0, ())
    assert (found.knowledge_version, found.rules_version, found.writer) == ("k1", "r1", "deterministic")
    assert not any(call.method == "views.open" for call in slack.calls)


def test_a_thumb_down_counts_at_once_and_asks_why(bot: Door, slack: FakeSlack, data: Path) -> None:
    votes(bot, slack, answered(bot, slack), "negative")
    form = reasons_form(slack)
    assert tally(data).bad == 1
    assert {"A fact is wrong", "The source does not say so", "Too long", "Something else"} <= set(texts(form["blocks"]))
    sent = fake_modals.submit(form, reasons=["wrong_fact", "too_long"], comment="Stage is IIIB", keep=[])
    assert bot.interact(sent) == {}
    assert tally(data).reasons == {"wrong_fact": 1, "too_long": 1}


def test_words_are_kept_only_where_the_person_ticks_that_they_may_be(bot: Door, slack: FakeSlack, data: Path) -> None:
    post = answered(bot, slack)
    votes(bot, slack, post, "negative")
    form = reasons_form(slack)
    bot.interact(fake_modals.submit(form, reasons=["other"], comment="Greta's stage is IIIB", keep=[]))
    assert tally(data).comments == ()
    with sqlite3.connect(data / "netboard.db") as connection:
        assert "IIIB" not in str(connection.execute("select * from feedback").fetchall())
    bot.interact(fake_modals.submit(form, reasons=["other"], comment="The stage is IIIB", keep=["keep"]))
    assert tally(data).comments == ("The stage is IIIB",)


def test_a_person_has_one_vote_on_an_answer_and_may_change_it(bot: Door, slack: FakeSlack, data: Path) -> None:
    post = answered(bot, slack)
    for name in ("positive", "negative", "positive", "positive"):
        votes(bot, slack, post, name)
    votes(bot, slack, post, "negative", user=fake_modals.BEN)
    found = tally(data)
    assert (found.good, found.bad, found.reasons) == (1, 1, {})


def test_neither_the_case_nor_who_voted_can_be_read_in_the_votes(bot: Door, slack: FakeSlack, data: Path) -> None:
    votes(bot, slack, answered(bot, slack), "positive")
    with sqlite3.connect(data / "netboard.db") as connection:
        kept = str(connection.execute("select * from feedback").fetchall())
    assert not any(word in kept for word in ("Greta", "pNET", "U0ANNA"))


def test_a_lookup_is_voted_on_too(bot: Door, slack: FakeSlack, data: Path) -> None:
    votes(bot, slack, answered(bot, slack, "grade 8% 3"), "positive")
    assert tally(data).good == 1


def test_a_vote_from_another_channel_or_on_an_unknown_answer_is_not_counted(
    bot: Door, slack: FakeSlack, data: Path
) -> None:
    post = answered(bot, slack)
    votes(bot, slack, post, "positive", channel="C0OTHER")
    (told,) = slack.wait_for_responses()
    assert told.arguments["text"] == "That answer is no longer stored; please ask again."
    engine = open_database(database_url(data, None))
    assert Feedback(engine).tallies() == ()
