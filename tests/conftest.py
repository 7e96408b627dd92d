"""What every test may use: one consultant over one store, built once for the whole run."""

import gc
import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from sqlalchemy import URL

from bot.compose import consultant as compose
from bot.database import database_url
from bot.settings import Settings
from tests import command, postgres

if TYPE_CHECKING:
    from chains.consult import Consultant

settings.register_profile("desk", deadline=None)
settings.load_profile("desk")
"""No property test is a timed one: what is slow shows itself in `make bench`, not beside other tests."""
settings.register_profile("ci", derandomize=True, deadline=None)
"""In CI the same examples every time, so that a change is judged by what it changed; at a desk new ones each run."""
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Scenarios, which mostly wait, begin at once in every other worker, beside what computes in the rest.

    Workers get the tests in equal runs of this order; file by file, as the fixtures of a module are made once.
    """
    waiting = [item for item in items if "scenarios" in item.path.parts]
    computing = [item for item in items if "scenarios" not in item.path.parts]
    files = list(dict.fromkeys(item.path for item in waiting))
    first = set(files[::2])
    half = len(items) // 2 - sum(item.path in first for item in waiting)
    items[:] = [
        *(item for item in waiting if item.path in first),
        *computing[:half],
        *(item for item in waiting if item.path not in first),
        *computing[half:],
    ]


def pytest_collection_finish() -> None:
    """What was collected stays for the whole run: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the embedded stores."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def real_consultant(stores: Path) -> "Consultant":
    """A consultant over the packaged rules and register, and a real store."""
    return compose(Settings(NETBOARD_DATA=stores))


@pytest.fixture(scope="session")
def data(stores: Path) -> Path:
    """The same folder; scenarios have one of their own."""
    return stores


@pytest.fixture(scope="session")
def consultant(real_consultant: "Consultant") -> "Consultant":
    """The same consultant; scenarios have a small one that answers at once."""
    return real_consultant


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """A real Postgres for the whole run, started by the first test that asks for it."""
    with postgres.running() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """An empty database: the same test runs on SQLite and on Postgres."""
    if request.param == "sqlite":
        return database_url(tmp_path, None)
    return postgres.empty_database(request.getfixturevalue("postgres_server"))


@pytest.fixture
def run(data: Path, consultant: "Consultant") -> command.Run:
    """Runs a command line as a person would type it, over the same store and with nothing else set, in this process."""

    def start(*words: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        return command.within(words, {**command.kept(), "NETBOARD_DATA": str(data), **settings}, stdin)

    return start


@pytest.fixture
def run_apart(data: Path, consultant: "Consultant") -> command.Run:
    """Runs the same in a process of its own, for what this process cannot show: its start, its streams, its end."""

    def start(*words: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        return command.apart(words, {**command.kept(), "NETBOARD_DATA": str(data), **settings}, stdin)

    return start


@pytest.fixture
def ask_json(run: command.Run) -> Callable[[str], dict[str, Any]]:
    """The JSON object that ``ask --json`` prints for a text."""

    def ask(text: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(run("ask", text, "--json").stdout)
        return answer

    return ask


@pytest.fixture
def stalled() -> Iterator[threading.Event]:
    """Set when the stalled calls of a scripted model may end."""
    event = threading.Event()
    yield event
    event.set()
