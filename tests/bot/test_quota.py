"""Quota and budget: counted in the database, so that several workers hold to one limit."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import URL, func, select, text

from bot.budget import Budget, allowed
from bot.database import METADATA, connect, open_database
from bot.quota import Quota, Rates
from bot.settings import MAX_CHARACTERS, Settings, SetupError
from chains import refusal


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def quota(database: URL, clock: Clock, person: int = 3, workspace: int = 0) -> Quota:
    return Quota(open_database(database), Rates(person=person, workspace=workspace), clock)


def test_a_person_is_refused_after_so_many_messages_until_a_minute_has_passed_since_the_first(database: URL) -> None:
    clock = Clock()
    mine = quota(database, clock)
    for number in range(3):
        assert mine.ask(f"m{number}", "T", "U1") is None
        clock.now += 10
    refused = mine.ask("m3", "T", "U1")
    assert refused is not None
    assert (refused.limit, refused.most, refused.wait_s) == ("person", 3, 30)
    assert refused.sentence.startswith("You have asked 3 times within a minute")
    assert "in 30 seconds" in refused.sentence
    assert mine.ask("m4", "T", "U2") is None
    assert mine.ask("m5", "T2", "U1") is None
    clock.now += 30
    assert mine.ask("m6", "T", "U1") is None


def test_what_was_refused_does_not_count_so_that_asking_on_does_not_lengthen_the_wait(database: URL) -> None:
    clock = Clock()
    mine = quota(database, clock, person=1)
    assert mine.ask("first", "T", "U1") is None
    for number in range(50):
        clock.now += 1
        assert mine.ask(f"m{number}", "T", "U1") is not None
    clock.now = 1_060.0
    assert mine.ask("later", "T", "U1") is None


def test_a_message_that_is_worked_on_twice_counts_once_and_gets_the_same_verdict(database: URL) -> None:
    clock = Clock()
    mine = quota(database, clock, person=1)
    assert mine.ask("a", "T", "U1") is None
    assert mine.ask("a", "T", "U1") is None
    first = mine.ask("b", "T", "U1")
    assert first is not None
    clock.now += 59.5
    assert mine.ask("b", "T", "U1") is not None


def test_a_workspace_has_a_limit_over_all_its_people_and_no_other_workspaces(database: URL) -> None:
    mine = quota(database, Clock(), person=0, workspace=4)
    assert [mine.ask(f"m{n}", "T", f"U{n}") for n in range(4)] == [None] * 4
    refused = mine.ask("m4", "T", "U4")
    assert refused is not None
    assert refused.sentence.startswith("This workspace has asked 4 times")
    assert mine.ask("other", "T2", "U1") is None


def test_nobodys_minute_is_kept_longer_than_it_counts(database: URL) -> None:
    clock = Clock()
    mine = quota(database, clock)
    for number in range(3):
        mine.ask(f"m{number}", "T", "U1")
    clock.now += 60
    mine.ask("m9", "T", "U2")
    with connect(database).begin() as connection:
        assert connection.execute(select(func.count()).select_from(METADATA.tables["usage"])).scalar() == 1


def test_eight_workers_at_once_admit_as_many_as_one_would(database: URL) -> None:
    engines = [open_database(database) for _ in range(8)]
    admitted: list[str] = []

    def work(number: int) -> None:
        mine = Quota(engines[number], Rates(person=10, workspace=0), lambda: 1_000.0)
        for n in range(5):
            if mine.ask(f"{number}-{n}", "T", "U1") is None:
                admitted.append(f"{number}-{n}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for engine in engines:
        engine.dispose()
    assert len(admitted) == 10


def test_a_workspace_spends_so_many_calls_a_day_however_many_workers_ask(database: URL) -> None:
    clock = Clock()
    budgets = [Budget(open_database(database), 20, clock) for _ in range(4)]
    given: list[bool] = []

    def work(budget: Budget) -> None:
        given.extend(budget.spend("T") for _ in range(10))

    threads = [threading.Thread(target=work, args=(budget,)) for budget in budgets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given.count(True) == 20
    assert budgets[0].spend("T2")
    clock.now = (datetime.fromtimestamp(clock.now, UTC) + timedelta(days=1)).timestamp()
    assert budgets[0].spend("T")
    with connect(database).begin() as connection:
        days = connection.execute(text("select team, calls from model_calls order by team")).all()
    assert [tuple(row) for row in days] == [("T", 1), ("T2", 1)]


def test_the_model_is_asked_on_the_account_of_the_workspace_that_is_being_answered(database: URL) -> None:
    budget = Budget(open_database(database), 1, Clock())
    assert allowed()
    with budget.of("T"):
        assert allowed()
        assert not allowed()
        with budget.of("T2"):
            assert allowed()
        assert not allowed()
    assert allowed()


def test_a_budget_that_cannot_be_read_is_not_spent(database: URL) -> None:
    budget = Budget(connect(database), 1, Clock())  # no tables
    assert not budget.spend("T")


def test_no_limit_asks_the_database_nothing(database: URL) -> None:
    engine = connect(database)  # no tables
    assert Quota(engine, Rates(person=0, workspace=0), Clock()).ask("a", "T", "U1") is None
    assert Budget(engine, 0, Clock()).spend("T")


def test_a_message_may_be_set_shorter_than_the_reader_takes_and_never_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal.MAX_CHARACTERS == MAX_CHARACTERS
    monkeypatch.setenv("NETBOARD_MAX_CHARACTERS", str(MAX_CHARACTERS + 1))
    with pytest.raises(SetupError, match=r"^NETBOARD_MAX_CHARACTERS"):
        Settings.load()
