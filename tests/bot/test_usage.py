"""Counts of use: of one workspace, and counts only."""

from datetime import date
from pathlib import Path

from bot.database import database_url, open_database
from bot.inbox import Message
from bot.store import Store
from bot.usage import WEEK_S, usage
from chains.conversation import Conversation

NOW = 1_750_000_000.0


def test_the_counts_are_those_of_the_workspace(tmp_path: Path) -> None:
    store = Store(open_database(database_url(tmp_path, None)))
    asked = [
        ("T1", "C1", "answered", NOW),
        ("T1", "C1", "answered", NOW - 2 * WEEK_S),
        ("T1", "C2", "answered", NOW),
        ("T1", "D1", "answered", NOW),
        ("T1", "C3", "failed", NOW),
        ("T2", "C9", "answered", NOW),
    ]
    for number, (team, channel, state, at) in enumerate(asked):
        message = Message(
            team=team, channel=channel, ts=f"{number}.0", thread_ts=f"{number}.0", event_id=f"E{number}",
            kind="question", text="58M pNET",
        )  # fmt: skip
        store.record(f"d{number}", message, at)
        delivery = store.claim(message.thread, "me", NOW, NOW + 1)
        assert delivery is not None
        store.finish(delivery, state, Conversation(last_text="58M pNET") if state == "answered" else None, at)
    waiting = Message(
        team="T1", channel="C1", ts="99.0", thread_ts="99.0", event_id="E99", kind="question", text="58M pNET"
    )
    store.record("d99", waiting, NOW)

    found = usage(store.engine, "T1", NOW)

    assert (found.answered, found.answered_this_week, found.failed, found.waiting) == (4, 3, 1, 1)
    assert (found.channels, found.more_channels, found.direct) == (("C1", "C2"), 0, 1)
    assert found.threads == 4
    assert found.oldest == date(2025, 6, 1)
    assert "58M" not in found.model_dump_json()


def test_a_workspace_that_asked_nothing_has_noughts(tmp_path: Path) -> None:
    found = usage(open_database(database_url(tmp_path, None)), "T1", NOW)
    assert (found.answered, found.channels, found.threads, found.oldest) == (0, (), 0, None)
