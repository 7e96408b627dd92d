"""What is kept of a thread goes by age, once, with an entry in the trail; what still waits keeps its thread."""

import json
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import URL, Connection, Engine, func, select

import bot.serve  # noqa: F401 - brings in every module that puts tables on the metadata
from bot.database import METADATA, open_database
from bot.inbox import Thread
from bot.quota import Quota, Rates
from bot.retention import DAY_S, Retention
from bot.store import Store
from tests.threads import CASES, ELSEWHERE, HERE, answered, rows, waiting


@pytest.fixture
def engine(database: URL) -> Iterator[Engine]:
    opened = open_database(database)
    yield opened
    opened.dispose()


def test_who_asked_in_a_minute_is_forgotten_after_it_even_where_nobody_asks_again_and_nothing_is_purged(
    engine: Engine,
) -> None:
    store, now = Store(engine), [1_000.0]
    quota = Quota(engine, Rates(person=5, workspace=0), lambda: now[0])
    states = SQLAlchemyOAuthStateStore(expiration_seconds=600, engine=engine)
    assert quota.ask("trigger", "T1", "U0ANNA") is None
    states.issue()
    hourly = Retention(store.erasure, store.trail, 0, clock=lambda: now[0])
    hourly.purge()
    assert counted(engine) == (1, 1)
    now[0] += 61.0
    assert quota.ask("another", "T2", "U0BERT") is None
    hourly.purge()
    assert counted(engine) == (1, 1)  # that of the other workspace
    now[0] = time.time() + 601
    hourly.purge()
    assert counted(engine) == (0, 0)


def counted(engine: Engine) -> tuple[int, int]:
    """How many questions of the minute there are, and how many installations that were begun."""
    with engine.connect() as connection:
        usage, states = (
            connection.execute(select(func.count()).select_from(METADATA.tables[name])).scalar_one()
            for name in ("usage", "slack_oauth_states")
        )
    return usage, states


def test_cases_are_purged_when_nothing_has_happened_in_their_thread_for_so_many_days(engine: Engine) -> None:
    store, now = Store(engine), 100 * DAY_S
    old, talked, new = HERE, ELSEWHERE[1], ELSEWHERE[2]
    for thread, day in ((old, 10), (talked, 10), (talked, 90), (new, 95), (ELSEWHERE[0], 60)):
        answered(store, thread, day * DAY_S)

    assert Retention(store.erasure, store.trail, 30, clock=lambda: now).purge() == 2

    assert (rows(engine, old), rows(engine, ELSEWHERE[0])) == ([], [])
    assert len(rows(engine, talked)) == 7
    assert len(rows(engine, new)) == 4
    assert [(entry.team, entry.event, entry.details) for entry in store.trail.entries()] == [
        ("T1", "purged", '{"days": 30, "threads": 1}'), ("T2", "purged", '{"days": 30, "threads": 1}'),
    ]  # fmt: skip


def test_a_message_that_waits_in_an_old_thread_keeps_it(engine: Engine) -> None:
    store = Store(engine)
    answered(store, HERE, 0.0)
    store.record("next", waiting(HERE, 50 * DAY_S), 50 * DAY_S)
    assert store.erasure.purge(40 * DAY_S) == {}
    assert store.conversation(HERE) is not None


def test_several_workers_purging_at_once_erase_once_and_break_nothing(engine: Engine) -> None:
    store = Store(engine)
    for number in range(40):
        answered(store, Thread(team="T1", channel="C", ts=f"{number}.0"))
    counts: list[int] = []
    failures: list[Exception] = []

    def purge() -> None:
        mine = Store(open_database(engine.url))
        try:
            counts.append(Retention(mine.erasure, mine.trail, 1, clock=lambda: 9 * DAY_S).purge())
        except Exception as error:  # noqa: BLE001 - told below
            failures.append(error)

    workers = [threading.Thread(target=purge) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert sum(counts) == 40
    assert sum(json.loads(entry.details)["threads"] for entry in store.trail.entries()) == 40
    with engine.connect() as connection:
        left = [connection.execute(select(func.count()).select_from(METADATA.tables[name])).scalar() for name in CASES]
    assert left == [0, 0, 0, 0]


def test_what_is_erased_by_age_and_its_entry_in_the_trail_stand_together_or_not_at_all(engine: Engine) -> None:
    store = Store(engine)
    answered(store, HERE)

    def breaks(_connection: Connection, _team: str, _threads: int) -> None:
        raise RuntimeError("the worker is killed before the entry is written")

    with pytest.raises(RuntimeError):
        store.erasure.purge(9 * DAY_S, breaks)
    assert (store.conversation(HERE) is not None, [*store.trail.entries()]) == (True, [])
    assert Retention(store.erasure, store.trail, 1, clock=lambda: 9 * DAY_S).purge() == 1
    assert (store.conversation(HERE), [entry.event for entry in store.trail.entries()]) == (None, ["purged"])


def test_retention_of_zero_days_keeps_everything(engine: Engine) -> None:
    store = Store(engine)
    answered(store, HERE)
    retention = Retention(store.erasure, store.trail, 0, every_s=0.01)
    retention.start()
    retention.stop()
    assert len(rows(engine, HERE)) == 4


def test_the_purge_runs_by_itself_at_the_start_and_again(engine: Engine) -> None:
    store, clock = Store(engine), [9 * DAY_S]
    answered(store, HERE, 0.0)
    answered(store, ELSEWHERE[0], 8.5 * DAY_S)
    retention = Retention(store.erasure, store.trail, 1, every_s=0.02, clock=lambda: clock[0])
    retention.start()
    try:
        assert _soon(lambda: rows(engine, HERE) == [])
        assert rows(engine, ELSEWHERE[0]) != []
        clock[0] = 20 * DAY_S
        assert _soon(lambda: rows(engine, ELSEWHERE[0]) == [])
    finally:
        retention.stop()


def _soon(is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return is_so()
