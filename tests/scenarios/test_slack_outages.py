"""Slack's Web API is down for ten minutes: every reply is posted once, when Slack takes it."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import running
from tests.scenarios.fake_slack import FakeSlack, Fault
from tests.scenarios.payloads import mention, message
from tests.scenarios.test_slack_store import until

CASE = "62F pNET, Ki-67 8%, prognosis?"
TEN_MINUTES_S, OUTAGE_S = 600.0, 1.5
"""The outage as the bot's clock tells it, and as it takes here."""


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four hundred times as fast: the clock by which replies are given up, and the pause between two tries."""
    began, hurry = time.time(), TEN_MINUTES_S / OUTAGE_S
    clock = SimpleNamespace(time=lambda: began + (time.time() - began) * hurry, monotonic=time.monotonic)
    monkeypatch.setattr("bot.poster.time", clock)
    monkeypatch.setattr("bot.inbox.RETRY_S", 0.2)
    monkeypatch.setattr("bot.inbox.TICK_S", 0.1)


@contextmanager
def down(slack: FakeSlack, fault: Fault, *, but: frozenset[str] = frozenset()) -> Iterator[list[str]]:
    """While Slack answers every call so; which calls came."""
    original, tried = slack.called, list[str]()

    def called(method: str, arguments: dict[str, object], token: str) -> tuple[int, dict[str, str], str]:
        if method in but:
            return original(method, arguments, token)
        tried.append(method)
        return fault.status, fault.headers, fault.body

    slack.called = called  # type: ignore[method-assign]
    try:
        yield tried
    finally:
        slack.called = original  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("mode", "fault"),
    [
        ("http", Fault(503, {}, "upstream is down")),
        ("socket", Fault(0)),
        ("socket", Fault(200, {}, '{"ok": false, "error": "fatal_error"}')),
    ],
)
def test_after_ten_minutes_without_slack_each_question_has_its_reply_once_and_in_order(
    mode: str, fault: Fault, slack: FakeSlack, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.webapi._retries", lambda: [])  # what the SDK tries by itself would only take time
    consultant = FakeConsultant()
    with running(slack, consultant, data, mode) as (door, _):
        threads = [slack.new_ts() for _ in range(4)]
        with down(slack, fault) as tried:
            for number, ts in enumerate(threads):
                assert door.event(mention(ts, CASE), event_id=f"EvOut{mode}{fault.status}{number}") < 3
            follows = slack.new_ts()
            door.event(message(follows, "and bone mets?", thread_ts=threads[0]))
            time.sleep(OUTAGE_S)
            for number, ts in enumerate(threads):
                door.event(mention(ts, CASE), event_id=f"EvOut{mode}{fault.status}{number}", retry=1)
            # tried again: a look whether it stands there already, or the reply once more
            assert sum(method.startswith(("chat.", "conversations.")) for method in tried) > 2 * len(threads)
            assert not [post for ts in threads for post in slack.posts(ts)]
        posts = [slack.wait_for_posts(2 if ts == threads[0] else 1, ts, timeout=20) for ts in threads]
        until(lambda: consultant.asked.count(CASE) >= len(threads))
    told = [[post.arguments["text"].split(" read ")[0] for post in of_thread] for of_thread in posts]
    assert told == [["Turn 1", "Turn 2"], ["Turn 1"], ["Turn 1"], ["Turn 1"]]
    assert slack.problems == []


def test_a_question_whose_workspace_has_lost_its_token_meanwhile_ends_and_is_not_tried_for_ever(
    slack: FakeSlack, data: Path
) -> None:
    lost = Fault(200, {}, '{"ok": false, "error": "token_revoked"}')
    with running(slack, FakeConsultant(), data, "http") as (door, service):
        ts = slack.new_ts()
        with down(slack, lost) as tried:
            door.event(mention(ts, CASE))
            until(lambda: tried.count("chat.postMessage") >= 1)
            until(lambda: not service._store.waiting(time.time() + 60))
            trail = [json.loads(entry.details) for entry in service._store.trail.entries() if entry.event == "failed"]
        assert tried.count("chat.postMessage") == 2  # the answer, and the sentence that it could not be posted
    assert [bool(entry["incident"]) for entry in trail] == [True]
