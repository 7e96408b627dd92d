"""The clock of the machine is put back or forward by an hour while the bot runs: nothing is lost or said twice.

Over the websocket; over HTTP a request is only taken while Slack's clock and the bot's agree to five minutes.
"""

import json
import threading
import time
from pathlib import Path

import pytest

from bot.inbox import Inbox
from bot.retention import DAY_S
from bot.trail import check
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import running
from tests.scenarios.door import post_signed
from tests.scenarios.fake_slack import FakeSlack, Fault
from tests.scenarios.payloads import event_body, mention, message
from tests.scenarios.test_slack_store import until

CASE = "62F pNET, Ki-67 8%, prognosis?"
HOUR_S = 3_600.0
DOWN = Fault(503, {}, "upstream is down")


class Clock:
    """The wall clock of the whole process, which a test puts back or forward."""

    def __init__(self) -> None:
        self._real = time.time
        self.shift_s = 0.0

    def __call__(self) -> float:
        return self._real() + self.shift_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr("time.time", found)
    monkeypatch.setitem(Inbox.__init__.__kwdefaults__, "clock", found)
    monkeypatch.setattr("bot.inbox.RETRY_S", 0.3)
    monkeypatch.setattr("bot.inbox.TICK_S", 0.2)
    return found


@pytest.mark.parametrize("jump_s", [-HOUR_S, HOUR_S])
def test_what_is_under_way_and_what_waits_is_answered_once(
    jump_s: float, clock: Clock, slack: FakeSlack, data: Path
) -> None:
    consultant = FakeConsultant()
    consultant.gate = threading.Event()
    with running(slack, consultant, data, "socket") as (door, service):
        under_way, follows, waits = (slack.new_ts() for _ in range(3))
        door.event(mention(under_way, CASE))
        until(lambda: bool(consultant.asked))
        door.event(message(follows, "and bone mets?", thread_ts=under_way))
        clock.shift_s = jump_s
        door.event(mention(waits, CASE), event_id="EvWaits")
        time.sleep(1.0)  # several rounds of whoever renews leases and looks for what nobody has
        consultant.gate.set()
        assert len(slack.wait_for_posts(2, under_way)) == 2
        assert len(slack.wait_for_posts(1, waits)) == 1
        door.event(mention(waits, CASE), event_id="EvWaits", retry=1)
        trail = check(service._store.trail.entries())
    assert (trail.broken, trail.entries) == (None, 3)
    assert [len(slack.posts(ts)) for ts in (under_way, waits)] == [2, 1]


@pytest.mark.parametrize("jump_s", [-HOUR_S, HOUR_S])
def test_a_reply_that_slack_did_not_take_is_posted_once_soon_after(
    jump_s: float, clock: Clock, slack: FakeSlack, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.webapi._retries", lambda: [])
    with running(slack, FakeConsultant(), data, "socket") as (door, _):
        ts = slack.new_ts()
        slack.fail_next("chat.postMessage", *[DOWN] * 6)
        door.event(mention(ts, CASE))
        until(lambda: len(slack._faults["chat.postMessage"]) < 6)
        clock.shift_s = jump_s
        assert len(slack.wait_for_posts(1, ts)) == 1
    assert slack.posts(ts)[0].arguments["text"].startswith("Turn 1 read")


def test_nobody_waits_an_hour_for_a_minute_that_was_counted_before_the_clock_was_put_back(
    clock: Clock, slack: FakeSlack, data: Path
) -> None:
    with running(slack, FakeConsultant(), data, "socket", NETBOARD_PERSON_RATE=1) as (door, _):
        first, second, third = (slack.new_ts() for _ in range(3))
        for ts in (first, second):
            door.event(mention(ts, CASE))
            slack.wait_for_posts(1, ts)
        clock.shift_s = -HOUR_S
        door.event(mention(third, CASE))
        posts = [slack.wait_for_posts(1, ts)[0].arguments["text"] for ts in (first, second, third)]
    assert [text.startswith("You have asked 1 times") for text in posts] == [False, True, False]


def test_a_request_that_slack_signed_an_hour_off_is_not_taken_and_taken_once_the_clocks_agree(
    slack: FakeSlack, data: Path
) -> None:
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        assert door.port is not None
        ts = slack.new_ts()
        body = json.dumps(event_body(mention(ts, CASE), "EvOff"))
        assert [post_signed(door.port, body, age_s=int(off))[0] for off in (HOUR_S, -HOUR_S)] == [401, 401]
        assert post_signed(door.port, body, headers={"X-Slack-Retry-Num": "1"})[0] == 200
        assert len(slack.wait_for_posts(1, ts)) == 1


def test_cases_are_kept_when_the_clock_is_put_forward_and_go_when_they_are_old(
    clock: Clock, slack: FakeSlack, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(slack, FakeConsultant(), data, "socket") as (door, service):
        ts = slack.new_ts()
        door.event(mention(ts, CASE))
        slack.wait_for_posts(1, ts)
        monkeypatch.setattr(service._retention, "_clock", clock)
        for shift_s in (HOUR_S, -HOUR_S, 0.0):
            clock.shift_s = shift_s
            assert service._retention.purge() == 0
        door.event(message(slack.new_ts(), "and bone mets?", thread_ts=ts))
        assert slack.wait_for_posts(2, ts)[1].arguments["text"].startswith("Turn 2 read")
        clock.shift_s = 30 * DAY_S + HOUR_S
        assert service._retention.purge() == 1
        assert check(service._store.trail.entries()).broken is None
