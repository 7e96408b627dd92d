"""Database: the engine, the one set of tables, and the migrations that bring a database up to it."""

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.fairness import line_up

BUSY_TIMEOUT_MS = 2_000
"""Under Slack's three seconds: a store that cannot be written to means no acknowledgement, and Slack sends again."""
MIGRATION_TIMEOUT_MS = 30_000
"""How long a worker that starts waits for the one that brings a SQLite file up to date."""
STATEMENT_TIMEOUT_MS = 10_000
"""No query of the bot takes so long; one that does waits for something that will not come."""
AWAY = (OperationalError, InterfaceError, PoolTimeoutError)
"""What a database raises that is locked, full, restarting or not there: none of it is the question's fault, and the
same may succeed later."""
SQLITE_CONNECTIONS = 24
"""Of one process that are kept open: as many as it has threads that ask; opening one takes longer than asking."""
METADATA = MetaData()
"""Every table of the bot; each noun (deliveries, feedback, …) puts its own here, in its own module."""
_MIGRATIONS = Path(__file__).parent / "migrations"
WAL_RETRY_S = 0.05
_FIRST = "0001"
_MIGRATING = 0x6E6574626F617264  # "netboard": the lock that workers starting at once on Postgres wait for
_VERSIONS = "alembic_version"


def database_url(data: Path, setting: str | None) -> URL:
    """The database to use: DATABASE_URL, else a SQLite file in the data folder.

    Hosts hand out ``postgres://`` and ``postgresql://``; both mean the driver that netboard comes with. Raises
    ArgumentError for what is no address, without a word of it: where a password holds an @ or a :, a part of it stands
    where the port would be.
    """
    if not setting:
        return URL.create("sqlite", database=str(data / "netboard.db"))
    try:
        url = make_url(setting)
    except (ArgumentError, ValueError):
        raise ArgumentError("not an address") from None
    return url.set(drivername="postgresql+psycopg") if url.drivername in {"postgres", "postgresql"} else url


class NewerDatabaseError(Exception):
    """A later netboard made this database; this one does not know its tables."""


def open_database(url: URL) -> Engine:
    """Connect and bring the schema up to date.

    Raises SQLAlchemyError when the database cannot be used, NewerDatabaseError when its schema is not known here.
    """
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:" and "uri" not in url.query:
        _make_private(Path(url.database))
        patient = connect(url, busy_timeout_ms=MIGRATION_TIMEOUT_MS)
        try:
            migrate(patient)
        finally:
            patient.dispose()
        return connect(url)
    engine = connect(url)
    migrate(engine)
    return engine


def is_private(file: Path) -> bool:
    """Whether nobody but its owner (and an administrator) can read a SQLite file."""
    return os.name != "posix" or not file.stat().st_mode & 0o077


def _make_private(file: Path) -> None:
    """Make the file for its owner alone; its journal gets the same rights. One that is there keeps what it has."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def connect(url: URL, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> Engine:
    """An engine for a database as it is; nothing is read or changed yet. The time to wait is SQLite's."""
    engine = create_engine(url, hide_parameters=True, **_patience(url))  # an error may be printed, a case may not
    if engine.dialect.name == "sqlite":
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", lambda opened, _entry: _set_up_sqlite(opened, busy_timeout_ms))
        line_up(engine, busy_timeout_ms / 1000)
    return engine


def is_current(engine: Engine) -> bool:
    """Whether the schema is the newest one; an older or empty one is brought up to it at the next start.

    Raises SQLAlchemyError when the database does not answer, NewerDatabaseError when its schema is not known here.
    """
    scripts = ScriptDirectory(str(_MIGRATIONS))
    with engine.begin() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
    known = {script.revision for script in scripts.walk_revisions()}
    if not known.issuperset(found):
        raise NewerDatabaseError
    return set(found) == set(scripts.get_heads())


def _patience(url: URL) -> dict[str, Any]:
    """How long a server may take, so that a call ends within Slack's three seconds; SQLite has a pragma for it."""
    if url.get_backend_name() != "postgresql":
        is_file = url.database not in {None, "", ":memory:"}
        return {"pool_size": SQLITE_CONNECTIONS} if is_file else {}
    options = f"-c lock_timeout={BUSY_TIMEOUT_MS} -c statement_timeout={STATEMENT_TIMEOUT_MS}"
    seconds = BUSY_TIMEOUT_MS / 1000
    connect = {"connect_timeout": int(seconds), "options": options}
    return {"pool_pre_ping": True, "pool_timeout": seconds, "connect_args": connect}


def migrate(engine: Engine) -> None:
    """Apply the migrations that this database has not had, in one transaction; of several workers one does it."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # a migration may take its time, and so may the worker that waits for another's
            connection.execute(text("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        if _is_older_than_migrations(connection):
            command.stamp(config, _FIRST)
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise NewerDatabaseError from None


def _is_older_than_migrations(connection: Connection) -> bool:
    """Whether the tables are those of a netboard from before it kept account of its schema."""
    names = set(inspect(connection).get_table_names())
    return "deliveries" in names and _VERSIONS not in names


def _set_up_sqlite(connection: DBAPIConnection, busy_timeout_ms: int) -> None:
    """Transactions are ours (BEGIN IMMEDIATE, so that a claim cannot lose an upgrade); readers do not block writers."""
    connection.isolation_level = None
    _execute(connection, f"PRAGMA busy_timeout={busy_timeout_ms}")
    _switch_to_wal(connection, time.monotonic() + busy_timeout_ms / 1000)
    # secure_delete: what is erased is overwritten in the file
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        _execute(connection, f"PRAGMA {pragma}")


def _switch_to_wal(connection: DBAPIConnection, until: float) -> None:
    """The switch itself does not wait by SQLite's own timeout where several open a new file at once."""
    while True:
        try:
            _execute(connection, "PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() >= until:
                raise
            time.sleep(WAL_RETRY_S)
        else:
            return


def _execute(connection: DBAPIConnection, statement: str) -> None:
    cursor = connection.cursor()
    cursor.execute(statement)
    cursor.close()
