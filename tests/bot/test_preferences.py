"""What a person chose: kept for them alone, and applied to what they ask."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.database import database_url, open_database
from bot.inbox import APART, Message
from bot.preferences import Preference, Preferences


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(database_url(tmp_path, None))


@pytest.fixture
def preferences(engine: Engine) -> Preferences:
    return Preferences(engine)


def asked(user: str = "U1", channel: str = "C1", thread_ts: str = "1.0") -> Message:
    return Message(
        team="T1", channel=channel, ts="2.0", thread_ts=thread_ts, event_id="E1", kind="question", text="x", user=user
    )


def test_who_chose_nothing_has_the_defaults(preferences: Preferences) -> None:
    assert preferences.of("T1", "U1") == Preference(length="short", private=False)


def test_what_was_chosen_last_holds_for_that_person_in_that_workspace(preferences: Preferences) -> None:
    preferences.keep("T1", "U1", Preference(length="full"), 1.0)
    preferences.keep("T1", "U1", Preference(length="full", private=True), 2.0)
    assert preferences.of("T1", "U1") == Preference(length="full", private=True)
    assert preferences.of("T1", "U2") == Preference()
    assert preferences.of("T2", "U1") == Preference()


def test_a_private_question_is_a_conversation_of_its_own_that_goes_on_in_its_thread(preferences: Preferences) -> None:
    preferences.keep("T1", "U1", Preference(private=True), 1.0)
    first, second = preferences.applied(asked()), preferences.applied(asked())
    assert (first.only_for, first.about, first.joins) == ("U1", "1.0", False)
    assert first.thread_ts.startswith(APART)
    assert len(first.thread_ts) <= 32
    assert first.thread == second.thread
    assert preferences.applied(asked(thread_ts="9.0")).thread != first.thread


def test_two_people_who_ask_privately_in_one_thread_do_not_share_a_case(preferences: Preferences) -> None:
    for user in ("U1", "U2"):
        preferences.keep("T1", user, Preference(private=True), 1.0)
    assert preferences.applied(asked("U1")).thread != preferences.applied(asked("U2")).thread


def test_a_direct_message_is_private_as_it_is(preferences: Preferences) -> None:
    preferences.keep("T1", "U1", Preference(private=True), 1.0)
    message = asked(channel="D1")
    assert preferences.applied(message) == message


def test_who_did_not_choose_to_be_answered_privately_is_answered_in_the_thread(preferences: Preferences) -> None:
    preferences.keep("T1", "U1", Preference(length="full"), 1.0)
    assert preferences.applied(asked()) == asked()
    assert preferences.applied(asked(user="")) == asked(user="")
