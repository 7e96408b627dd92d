"""The database is locked, full or away while the bot runs: nobody is lost, nothing is said twice."""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, create_engine, event, text

from bot.database import DBAPIConnection
from tests import postgres
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import running
from tests.scenarios.door import post_signed
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import event_body, mention

CASE = "62F pNET, Ki-67 8%, prognosis?"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.database.BUSY_TIMEOUT_MS", 200)
    monkeypatch.setattr("bot.database.connect.__kwdefaults__", {"busy_timeout_ms": 200})
    monkeypatch.setattr("bot.inbox.RETRY_S", 0.3)
    monkeypatch.setattr("bot.inbox.LEASE_S", 1.5)
    monkeypatch.setattr("bot.inbox.TICK_S", 0.2)


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Another program holds the only place from which SQLite is written."""
    with sqlite3.connect(data / "netboard.db", isolation_level=None, timeout=10) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def until(is_so: Callable[[], bool], timeout: float = 10.0) -> None:
    deadline = time.monotonic() + timeout
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert is_so()


def test_a_database_that_is_locked_while_the_answer_is_made_delays_it_and_says_nothing_else(
    slack: FakeSlack, data: Path
) -> None:
    consultant = FakeConsultant()
    consultant.gate = threading.Event()
    with running(slack, consultant, data, "http") as (door, _):
        ts = slack.new_ts()
        door.event(mention(ts, CASE))
        until(lambda: bool(consultant.asked))
        with locked(data):
            consultant.gate.set()
            time.sleep(1.0)  # longer than SQLite waits for the lock, several times over
            assert slack.posts(ts) == []
        posts = slack.wait_for_posts(1, ts)
        again = slack.new_ts()
        door.event(mention(again, CASE))
        assert len(slack.wait_for_posts(1, again)) == 1
    assert len(posts) == 1
    assert posts[0].arguments["text"].startswith("Turn 1 read 62F pNET")


def test_a_slash_command_while_the_database_is_locked_is_answered_with_one_sentence(
    slack: FakeSlack, data: Path
) -> None:
    from tests.scenarios.payloads import slash

    consultant = FakeConsultant()
    with running(slack, consultant, data, "socket") as (door, _):
        with locked(data):
            slack.send_envelope("slash_commands", slash("grade 8% 3", slack.response_url()), envelope_id="locked")
        told = slack.answers_to["locked"]["text"]
        slack.responses.clear()
        door.command("grade 8% 3")
        (found,) = slack.wait_for_responses()
    assert told.startswith("Something went wrong on our side (id ")
    assert told.endswith("please ask again.")
    assert "Grade 2" in found.arguments["text"]
    assert consultant.looked_up == ["grade 8% 3"]


class Disk:
    """A disk on which SQLite finds no more room than it has taken, until it is freed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_full = False
        event.listen(engine, "connect", self._limit)

    def fill(self) -> None:
        self._turn(is_full=True)

    def free(self) -> None:
        self._turn(is_full=False)

    def _turn(self, *, is_full: bool) -> None:
        self._is_full = is_full
        self._engine.dispose()  # the limit is one of each connection

    def _limit(self, opened: DBAPIConnection, _entry: object) -> None:
        cursor = opened.cursor()
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()  # type: ignore[func-returns-value]
        cursor.execute(f"PRAGMA max_page_count = {pages if self._is_full else 2**30}")
        cursor.close()


def _redelivered(port: int, body: str) -> bool:
    """Whether one of the deliveries by which Slack tries again, three at most, is acknowledged."""
    for number in ("1", "2", "3"):
        if post_signed(port, body, headers={"X-Slack-Retry-Num": number})[0] == 200:
            return True
        time.sleep(0.5)
    return False


def test_on_a_full_disk_what_is_not_kept_is_not_acknowledged_and_all_is_answered_once_there_is_room(
    slack: FakeSlack, data: Path
) -> None:
    with running(slack, FakeConsultant(), data, "http") as (door, service):
        assert door.port is not None
        disk = Disk(service._store.engine)
        disk.fill()
        sent: dict[str, tuple[str, int]] = {}
        for number in range(12):
            ts = slack.new_ts()
            body = json.dumps(event_body(mention(ts, f"{CASE} {'It is a long letter. ' * 100}"), f"EvFull{number}"))
            sent[ts] = body, post_signed(door.port, body)[0]
        statuses = [status for _, status in sent.values()]
        time.sleep(1.0)
        disk.free()
        for body, status in sent.values():
            if status != 200:
                assert _redelivered(door.port, body)
        for ts in sent:
            (post,) = slack.wait_for_posts(1, ts)
            assert post.arguments["text"].startswith("Turn 1 read 62F pNET")
    assert 500 in statuses
    with sqlite3.connect(data / "netboard.db") as connection:
        assert connection.execute("select distinct state from deliveries").fetchall() == [("answered",)]
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_postgres_that_goes_away_while_the_answer_is_made_delays_it_and_says_nothing_else(
    slack: FakeSlack, data: Path, postgres_server: URL
) -> None:
    url = postgres.empty_database(postgres_server)
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")

    def allow(connections: str) -> None:
        with admin.connect() as connection:
            connection.execute(text(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS {connections}"))
            ended = "select pg_terminate_backend(pid) from pg_stat_activity where datname = :name"
            connection.execute(text(ended), {"name": url.database})

    consultant = FakeConsultant()
    consultant.gate = threading.Event()
    with running(slack, consultant, data, "http", postgres.as_setting(url)) as (door, _):
        ts = slack.new_ts()
        door.event(mention(ts, CASE))
        until(lambda: bool(consultant.asked))
        allow("false")
        consultant.gate.set()
        time.sleep(1.0)
        assert slack.posts(ts) == []
        allow("true")
        posts = slack.wait_for_posts(1, ts, timeout=15)
    admin.dispose()
    assert len(posts) == 1
    assert posts[0].arguments["text"].startswith("Turn 1 read 62F pNET")
