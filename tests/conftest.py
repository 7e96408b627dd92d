"""What every test may use: one consultant over one store, built once for the whole run."""

import json
import os
import subprocess
import sys
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
from tests import postgres

if TYPE_CHECKING:
    from chains.consult import Consultant

settings.register_profile("ci", derandomize=True, deadline=None)
"""In CI the same examples every time, so that a change is judged by what it changed; at a desk new ones each run."""
if os.environ.get("CI"):
    settings.load_profile("ci")


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


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(data: Path, consultant: "Consultant") -> Run:
    """Runs ``python -m bot`` as a person would, over the same store and with nothing else set."""

    def start(*arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=Path(__file__).parent.parent,
            env={**kept, "NETBOARD_DATA": str(data), "PYTHONUTF8": "1", **settings},
        )

    return start


@pytest.fixture
def ask_json(run: Run) -> Callable[[str], dict[str, Any]]:
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
