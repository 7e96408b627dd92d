"""Workers in processes of their own on one real Postgres: starting at once, claiming at once, holding on to a row."""

import json
import os
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, text
from sqlalchemy.exc import OperationalError

import bot.serve  # noqa: F401 - brings in every module that puts tables on the metadata
from bot.database import METADATA, database_url, open_database
from bot.inbox import Message, Thread
from bot.store import Store
from tests import nursery, postgres

START = """
import sys
from pathlib import Path
import bot.serve
from bot.database import database_url, open_database

sys.stdin.readline()
open_database(database_url(Path("."), sys.argv[1])).dispose()
"""
CLAIM = """
import json, sys, time
from pathlib import Path
from bot.database import database_url, open_database
from bot.store import Store

store = Store(open_database(database_url(Path("."), sys.argv[1])))
print("ready", flush=True)
sys.stdin.readline()
taken, empty = [], 0
while empty < 3:
    threads = store.waiting(time.time())
    empty = 0 if threads else empty + 1
    for thread in threads:
        delivery = store.claim(thread, sys.argv[2], time.time(), time.time() + 60)
        if delivery is not None:
            taken.append(delivery.message.ts)
            store.finish(delivery, "answered", None, time.time())
    time.sleep(0.01)
print(json.dumps(taken))
"""


@pytest.fixture
def url(postgres_server: URL) -> URL:
    return postgres.empty_database(postgres_server)


def worker(program: str, *arguments: str) -> nursery.Process:
    return nursery.start(program, *arguments, environment=os.environ)


def asked(number: int) -> Message:
    return Message(
        team="T",
        channel="C",
        ts=f"{number}.0",
        thread_ts=f"{number % 11}.0",
        event_id=f"E{number}",
        kind="question",
        text="G2 pNET?",
    )


def test_five_workers_that_start_at_once_on_an_empty_database_all_start_and_make_it_once(url: URL) -> None:
    workers = [worker(START, postgres.as_setting(url)) for _ in range(5)]
    for one in workers:  # each waits for this line, so that none is ahead
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    ended = [(one.communicate(timeout=60)[1], one.returncode) for one in workers]
    assert [code for _, code in ended] == [0] * 5, ended
    engine = open_database(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        assert connection.execute(text("select count(*) from alembic_version")).scalar() == 1
    engine.dispose()


def test_two_processes_that_claim_from_the_same_threads_never_take_the_same_message(url: URL) -> None:
    store = Store(open_database(url))
    numbers = range(100, 300)
    for number in numbers:
        assert store.record(f"{number}", asked(number), 0.0)
    workers = [worker(CLAIM, postgres.as_setting(url), name) for name in ("one", "two")]
    for one in workers:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in workers:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    taken = [json.loads(one.communicate(timeout=60)[0]) for one in workers]
    store.close()
    assert Counter(taken[0] + taken[1]) == Counter(f"{number}.0" for number in numbers)
    assert all(taken), "one process did all the work: nothing was contended for"


def test_a_row_that_another_transaction_holds_is_given_up_within_slacks_three_seconds(url: URL) -> None:
    store, other = Store(open_database(url)), open_database(url)
    store.record("a", asked(1), 0.0)
    with other.begin() as connection:
        connection.execute(text("select * from deliveries for update"))
        begun = time.monotonic()
        with pytest.raises(OperationalError):
            store.claim(Thread(team="T", channel="C", ts="1.0"), "one", 1.0, 7.0)
        assert time.monotonic() - begun < 3
    assert store.claim(Thread(team="T", channel="C", ts="1.0"), "one", 1.0, 7.0) is not None
    store.close()
    other.dispose()


def test_a_worker_that_waits_for_anothers_migration_waits_longer_than_for_a_row(url: URL) -> None:
    open_database(url).dispose()
    holder, opened = open_database(url), threading.Event()

    def start() -> None:
        open_database(url).dispose()
        opened.set()

    with holder.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": 0x6E6574626F617264})
        starting = threading.Thread(target=start)
        starting.start()
        assert not opened.wait(2.5)
    starting.join(timeout=20)
    holder.dispose()
    assert opened.is_set()


def test_connections_that_the_server_dropped_are_made_anew(url: URL) -> None:
    store = Store(open_database(url))
    store.record("a", asked(1), 0.0)
    other = open_database(url)
    with other.begin() as connection:
        connection.execute(
            text(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where datname = current_database() and pid <> pg_backend_pid()"
            )
        )
    other.dispose()
    assert store.takes_part(Thread(team="T", channel="C", ts="1.0"))
    store.close()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_the_addresses_that_hosts_hand_out_are_opened_with_the_driver_that_netboard_comes_with(
    scheme: str, tmp_path: Path
) -> None:
    assert database_url(tmp_path, f"{scheme}://user@host/netboard").drivername == "postgresql+psycopg"
