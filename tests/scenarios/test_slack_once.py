"""A reply that Slack took, and of which nobody noted it: it is found before anything is posted again."""

import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from bot.database import database_url, open_database
from bot.inbox import Message
from bot.store import Store
from tests.scenarios.answers import FakeConsultant, survival
from tests.scenarios.conftest import running
from tests.scenarios.fake_slack import BOT_USER, PERSON, TEAM, Call, FakeSlack, Fault
from tests.scenarios.payloads import mention, message
from tests.scenarios.test_slack_private import looked_up, press

CASE = "G2 pNET, prognosis?"
LOST = Fault(0)
"""The connection is cut."""


class Deaf:
    """A Slack that does what it is asked, and whose answers are lost."""

    def __init__(self, slack: FakeSlack, method: str, after: int = 0, times: int = 1, fault: Fault = LOST) -> None:
        self._slack, self._method, self._fault = slack, method, fault
        self._skip, self._left = after, times
        self._answer = slack.called
        slack.called = self  # type: ignore[method-assign]

    def __call__(self, method: str, arguments: dict[str, Any], token: str) -> tuple[int, dict[str, str], str]:
        answer = self._answer(method, arguments, token)
        if method != self._method:
            return answer
        if self._skip:
            self._skip -= 1
            return answer
        if not self._left:
            return answer
        self._left -= 1
        return self._fault.status, self._fault.headers, self._fault.body

    def end(self) -> None:
        self._slack.called = self._answer  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.inbox.RETRY_S", 0.1)
    monkeypatch.setattr("bot.inbox.TICK_S", 0.1)


def lookups(slack: FakeSlack, since: int) -> list[Call]:
    return [call for call in slack.calls[since:] if call.method.startswith("conversations.")]


def states(data: Path) -> list[str]:
    with sqlite3.connect(data / "netboard.db") as connection:
        return [row[0] for row in connection.execute("select state from deliveries order by created_at")]


def wait_until_closed(data: Path, count: int, timeout: float = 15.0) -> None:
    until = time.monotonic() + timeout
    while time.monotonic() < until:
        found = states(data)
        if len(found) == count and not set(found) & {"pending", "claimed"}:
            return
        time.sleep(0.05)
    raise AssertionError(states(data))


@pytest.mark.parametrize(
    "fault",
    [
        LOST,
        Fault(502, {}, "bad gateway"),
        Fault(200, {}, '{"ok": false, "error": "fatal_error"}'),
        Fault(200, {}, "<html>Please wait</html>"),
        Fault(200, {"Content-Length": "5000"}, '{"ok": tr'),
    ],
    ids=["cut", "502", "fatal_error", "a page of something on the way", "half an answer"],
)
def test_a_reply_whose_confirmation_was_lost_is_found_and_not_posted_again(
    fault: Fault, slack: FakeSlack, data: Path
) -> None:
    ts, since = slack.new_ts(), len(slack.calls)
    deaf = Deaf(slack, "chat.postMessage", fault=fault)
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        door.event(mention(ts, CASE))
        wait_until_closed(data, 1)
        door.event(message(slack.new_ts(), "and Ki-67 9%?", thread_ts=ts))
        posts = slack.wait_for_posts(2, ts)
    deaf.end()
    assert [post.arguments["text"].split(" read ")[0][-6:] for post in posts] == ["Turn 1", "Turn 2"]
    assert len(lookups(slack, since)) == 1
    assert slack.problems == []


def test_a_long_reply_goes_on_from_the_part_that_was_found_on_a_later_page_of_the_thread(
    slack: FakeSlack, data: Path
) -> None:
    slack.page_size = 2
    consultant, ts, since = FakeConsultant(), slack.new_ts(), len(slack.calls)
    consultant.long = True
    deaf = Deaf(slack, "chat.postMessage", after=3)
    with running(slack, consultant, data, "http") as (door, _):
        door.event(mention(ts, CASE))
        wait_until_closed(data, 1)
    deaf.end()
    slack.page_size = 15
    parts = [post.arguments["metadata"]["event_payload"]["part"] for post in slack.posts(ts)]
    assert len(parts) > 4
    assert parts == list(range(1, len(parts) + 1))
    assert [call.arguments.get("cursor") for call in lookups(slack, since)] == [None, "2", "4"]


def test_what_slack_surely_did_not_take_is_posted_without_looking(slack: FakeSlack, data: Path) -> None:
    since, ts = len(slack.calls), slack.new_ts()
    slack.fail_next("chat.postMessage", *[Fault(429, {"Retry-After": "0"}, "slow down")] * 6)
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        door.event(mention(ts, CASE))
        wait_until_closed(data, 1)
    assert len(slack.posts(ts)) == 1
    assert lookups(slack, since) == []


def test_while_slack_cannot_be_asked_nothing_is_posted_again(slack: FakeSlack, data: Path) -> None:
    ts = slack.new_ts()
    deaf = Deaf(slack, "chat.postMessage")
    slack.fail_next("conversations.replies", *[Fault(503, {}, "down")] * 3)
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        door.event(mention(ts, CASE))
        wait_until_closed(data, 1, 40)
    deaf.end()
    assert len(slack.posts(ts)) == 1


@pytest.mark.parametrize("code", ["missing_scope", "not_allowed_token_type", "not_in_channel"])
def test_where_nobody_can_look_the_reply_is_posted_rather_than_lost(code: str, slack: FakeSlack, data: Path) -> None:
    ts = slack.new_ts()
    slack.fail_next("chat.postMessage", LOST)  # Slack did not take this one
    slack.fail_next("conversations.replies", Fault(200, {}, f'{{"ok": false, "error": "{code}"}}'))
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        door.event(mention(ts, CASE))
        wait_until_closed(data, 1)
    assert states(data) == ["answered"]
    assert len(slack.posts(ts)) == 1


def test_a_thread_that_is_gone_holds_no_reply(slack: FakeSlack, data: Path) -> None:
    ts = slack.new_ts()
    slack.fail_next("chat.postMessage", LOST)
    slack.fail_next("conversations.replies", Fault(200, {}, '{"ok": false, "error": "thread_not_found"}'))
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        door.event(mention(ts, CASE))
        wait_until_closed(data, 1)
    assert len(slack.posts(ts)) == 1


def test_the_reply_of_another_question_in_the_thread_is_not_taken_for_this_ones(slack: FakeSlack, data: Path) -> None:
    ts = slack.new_ts()
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        door.event(mention(ts, CASE))
        slack.wait_for_posts(1, ts)
        slack.fail_next("chat.postMessage", LOST)
        door.event(message(slack.new_ts(), "and Ki-67 9%?", thread_ts=ts))
        wait_until_closed(data, 2)
    assert len(slack.posts(ts)) == 2


def test_an_edit_replaces_the_reply_whose_confirmation_was_lost(slack: FakeSlack, data: Path) -> None:
    ts, consultant = slack.new_ts(), FakeConsultant()
    old = {"type": "message", "user": PERSON, "text": f"<@{BOT_USER}> {CASE}", "ts": ts}
    revision = slack.new_ts()
    edit = {
        "type": "message", "subtype": "message_changed", "hidden": True, "channel": "C0TUMOUR",
        "channel_type": "channel", "previous_message": old, "ts": revision, "event_ts": revision,
        "message": {**old, "text": f"<@{BOT_USER}> G3 pNET?", "edited": {"user": PERSON, "ts": revision}},
    }  # fmt: skip
    slack.fail_next("conversations.replies", *[Fault(503, {}, "down")] * 3)
    deaf = Deaf(slack, "chat.postMessage")
    with running(slack, consultant, data, "http") as (door, _):
        door.event(mention(ts, CASE))
        slack.wait_for_posts(1, ts)
        door.event(edit)
        shown = slack.wait_until_shown(ts, lambda texts: any("G3 pNET?" in text for text in texts), 20)
    deaf.end()
    assert ["G3 pNET?" in call.arguments["text"] for call in shown] == [True]


def test_a_file_whose_confirmation_was_lost_stands_in_the_thread_once(slack: FakeSlack, data: Path) -> None:
    consultant, ts = FakeConsultant(), slack.new_ts()
    consultant.findings = (survival(),)
    with running(slack, consultant, data, "http") as (door, _):
        door.event(mention(ts, CASE))
        (post,) = slack.wait_for_posts(1, ts)
        (button,) = [one for one in post.buttons if one["text"]["text"] == "Tumour-board sheet"]
        deaf = Deaf(slack, "files.completeUploadExternal")
        door.press(button, post, slack.new_ts())
        wait_until_closed(data, 2, 30)
        deaf.end()
    standing = [one for one in slack.uploads.values() if one.shared and one.shared["thread_ts"] == ts]
    assert len(standing) == 1
    assert len([call for call in slack.calls if call.method == "files.completeUploadExternal"]) == 2
    assert slack.problems == []


def test_an_answer_shared_at_the_top_of_a_channel_is_found_there(slack: FakeSlack, data: Path) -> None:
    since = len(slack.calls)
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        private = looked_up(door, slack)
        deaf = Deaf(slack, "chat.postMessage")
        press(door, slack, private, "Share with channel")
        wait_until_closed(data, 1)
        deaf.end()
    shared = [call for call in slack.calls[since:] if call.method == "chat.postMessage"]
    assert len(shared) == 1
    assert [call.method for call in lookups(slack, since)] == ["conversations.history"]


def test_what_a_dead_process_posted_and_did_not_note_another_one_finds(slack: FakeSlack, data: Path) -> None:
    ts = slack.new_ts()
    store = Store(open_database(database_url(data, None)))
    asked = Message(
        team=TEAM, channel="C0TUMOUR", ts=ts, thread_ts=ts, event_id="EvDead", kind="question", text="G2 pNET?"
    )
    now = time.time()
    store.record("d" * 32, asked, now)
    dead = store.claim(asked.thread, "dead", now, now + 0.5)
    assert dead is not None
    assert store.posting(dead, 1)
    store.close()
    ids = {"delivery": dead.id, "part": 1, "revision": ""}
    left = {
        "channel": "C0TUMOUR", "thread_ts": ts, "text": "Left behind", "blocks": [],
        "metadata": {"event_type": "netboard_reply", "event_payload": ids},
    }  # fmt: skip
    slack.standing[slack.new_ts()] = Call("chat.postMessage", left, time.monotonic())
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        door.event(mention(ts, "G2 pNET?"), event_id="EvDead", retry=1)
        wait_until_closed(data, 1)
    assert slack.posts(ts) == []
    assert [call.arguments["text"] for call in slack.shown(ts)] == ["Left behind"]


def test_a_worker_that_comes_too_late_takes_its_own_reply_out_again(slack: FakeSlack, data: Path) -> None:
    """A process that is halted between its last look at the lease and Slack, and goes on when another has answered."""
    ts, halted, go_on = slack.new_ts(), threading.Event(), threading.Event()
    answer = slack.called

    def halting(method: str, arguments: dict[str, Any], token: str) -> tuple[int, dict[str, str], str]:
        if method == "chat.postMessage" and not halted.is_set():
            halted.set()
            go_on.wait(20)
        return answer(method, arguments, token)

    slack.called = halting  # type: ignore[method-assign]
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        door.event(mention(ts, CASE))
        assert halted.wait(10)
        with sqlite3.connect(data / "netboard.db") as connection:  # as if its lease had run out
            connection.execute("update deliveries set owner = 'nobody', lease_until = 0")
        wait_until_closed(data, 1)
        first = [call.arguments["text"] for call in slack.shown(ts)]
        go_on.set()
        slack.wait(lambda: any(call.method == "chat.delete" for call in slack.calls), 10)
        time.sleep(0.2)
    slack.called = answer  # type: ignore[method-assign]
    assert len(first) == 1
    assert [call.arguments["text"] for call in slack.shown(ts)] == first


def test_metadata_is_read_by_who_asks_for_it_alone_and_holds_ids_only(slack: FakeSlack, data: Path) -> None:
    ts = slack.new_ts()
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        door.event(mention(ts, CASE))
        (post,) = slack.wait_for_posts(1, ts)
    assert set(post.arguments["metadata"]["event_payload"]) == {"delivery", "part", "revision"}
    plain = slack._read({"channel": "C0TUMOUR", "ts": ts})
    whole = slack._read({"channel": "C0TUMOUR", "ts": ts, "include_all_metadata": "1"})
    assert ["metadata" in one for one in plain["messages"]] == [False, False]
    assert ["metadata" in one for one in whole["messages"]] == [False, True]
