"""The database: what the migrations make is what the code's tables say, whatever stood there before."""

import threading
from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import URL, Column, MetaData, create_engine, insert, inspect, select, text

import bot.serve  # noqa: F401 - brings in every module that puts tables on the metadata
from bot.database import _MIGRATIONS, METADATA, is_current, open_database


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


REVISIONS = sorted(file.name[:4] for file in _MIGRATIONS.glob("versions/*.py"))


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_every_earlier_version_is_brought_up_to_date_with_each_row_as_it_was(
    revision: str, database: URL
) -> None:
    old = create_engine(database)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with old.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    tables = MetaData()
    tables.reflect(old)
    before: dict[str, dict[str, object]] = {}
    with old.begin() as connection:
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                before[table.name] = {column.name: something(column) for column in table.columns}
                connection.execute(insert(table).values(before[table.name]))
    old.dispose()

    engine = open_database(database)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        after = MetaData()
        after.reflect(connection)
        for name, row in before.items():
            (kept,) = connection.execute(select(*(after.tables[name].c[column] for column in row))).all()
            assert dict(kept._mapping) == row
    engine.dispose()
    assert len(before) >= 3
    assert is_current(open_database(database))


def something(column: Column[Any]) -> object:
    """A value that the column takes."""
    kind = column.type.python_type
    if kind is str:
        return column.name[: getattr(column.type, "length", None) or 30]
    return {int: 7, float: 7.5, bool: True, datetime: datetime(2026, 1, 2, 3, 4, 5)}[kind]


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
