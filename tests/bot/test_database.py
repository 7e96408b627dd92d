"""The database: what the migrations make is what the code's tables say, whatever stood there before."""

import threading
from importlib import import_module

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import URL, create_engine, insert, inspect, select, text

import bot.serve  # noqa: F401 - brings in every module that puts tables on the metadata
from bot.database import METADATA, open_database


def test_the_migrations_make_exactly_the_tables_of_the_code(database: URL) -> None:
    engine = open_database(database)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_database_of_before_the_migrations_is_taken_over_with_what_it_holds(database: URL) -> None:
    old = create_engine(database)
    conversations = METADATA.tables["conversations"]
    place = {"team": "T1", "channel": "C1", "thread_ts": "1.0"}
    first = import_module("bot.migrations.versions.0001_deliveries")
    with old.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        first.upgrade()  # the tables of then, which the first migration repeats
        connection.execute(insert(conversations).values(**place, json="{}", updated_at=1.0))
    old.dispose()

    engine = open_database(database)

    with engine.connect() as connection:
        assert connection.execute(select(conversations.c.team)).scalars().all() == ["T1"]
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_opening_twice_changes_nothing_and_five_at_once_all_succeed(database: URL) -> None:
    failures: list[Exception] = []

    def start() -> None:
        try:
            open_database(database).dispose()
        except Exception as error:  # noqa: BLE001 - told below
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    engine = open_database(database)
    assert set(inspect(engine).get_table_names()) == {*METADATA.tables, "alembic_version"}
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from alembic_version")).scalar() == 1
