"""Database: the engine, the one set of tables, and the migrations that bring a database up to it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT_MS = 2_000
"""Under Slack's three seconds: a store that cannot be written to means no acknowledgement, and Slack sends again."""
METADATA = MetaData()
"""Every table of the bot; each noun (deliveries, feedback, …) puts its own here, in its own module."""
_MIGRATIONS = Path(__file__).parent / "migrations"
_FIRST = "0001"
_MIGRATING = 0x6E6574626F617264  # "netboard": the lock that workers starting at once on Postgres wait for
_VERSIONS = "alembic_version"


def database_url(data: Path, setting: str | None) -> URL:
    """The database to use: DATABASE_URL, else a SQLite file in the data folder."""
    return make_url(setting) if setting else URL.create("sqlite", database=str(data / "netboard.db"))


def open_database(url: URL) -> Engine:
    """Connect and bring the schema up to date. Raises SQLAlchemyError when the database cannot be used."""
    engine = create_engine(url, pool_pre_ping=not url.drivername.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    migrate(engine)
    return engine


def migrate(engine: Engine) -> None:
    """Apply the migrations that this database has not had, in one transaction; of several workers one does it."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        if _is_older_than_migrations(connection):
            command.stamp(config, _FIRST)
        command.upgrade(config, "head")


def _is_older_than_migrations(connection: Connection) -> bool:
    """Whether the tables are those of a netboard from before it kept account of its schema."""
    names = set(inspect(connection).get_table_names())
    return "deliveries" in names and _VERSIONS not in names


def _set_up_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Transactions are ours (BEGIN IMMEDIATE, so that a claim cannot lose an upgrade); readers do not block writers."""
    connection.isolation_level = None
    # secure_delete: what is erased is overwritten in the file
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
