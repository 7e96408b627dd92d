"""Who waits for a SQLite file is served in order, whatever ends the transaction before."""

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.database import connect, database_url
from bot.fairness import Line


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    opened = connect(database_url(tmp_path, None), busy_timeout_ms=500)
    with opened.begin() as connection:
        connection.execute(text("create table one (number integer primary key)"))
    return opened


def test_turns_come_in_the_order_in_which_they_were_asked_for() -> None:
    line, served, waiting = Line(10.0), list[int](), list[threading.Thread]()
    assert line.take()

    def wait(number: int) -> None:
        assert line.take()
        served.append(number)
        line.give()

    for number in range(8):
        waiting.append(threading.Thread(target=wait, args=(number,)))
        waiting[-1].start()
        until = time.monotonic() + 5
        while len(line._waiting) <= number and time.monotonic() < until:
            time.sleep(0.001)
    line.give()
    for one in waiting:
        one.join(timeout=5)
    assert served == list(range(8))


def test_who_waits_too_long_leaves_the_line_and_the_next_one_is_served() -> None:
    line = Line(0.05)
    assert line.take()
    assert not line.take()
    line.give()
    assert line.take()


@pytest.mark.parametrize("ending", ["commit", "error", "refused", "closed"])
def test_a_turn_ends_with_its_transaction_however_that_ends(ending: str, engine: Engine) -> None:
    if ending == "commit":
        with engine.begin() as connection:
            connection.execute(text("insert into one values (1)"))
    elif ending == "error":
        with pytest.raises(RuntimeError), engine.begin():
            raise RuntimeError
    elif ending == "refused":
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text("insert into one values (1), (1)"))
    else:
        with engine.connect() as connection:
            connection.execute(text("select 1"))
    with engine.begin() as connection:
        assert connection.execute(text("select count(*) from one")).scalar() == (ending == "commit")


def test_another_process_that_holds_the_file_is_said_to_lock_it_and_the_line_goes_on(
    engine: Engine, tmp_path: Path
) -> None:
    other = connect(database_url(tmp_path, None))
    with other.begin(), pytest.raises(OperationalError, match="locked"), engine.begin():
        pass
    with engine.begin() as connection:
        connection.execute(text("insert into one values (1)"))
    other.dispose()
