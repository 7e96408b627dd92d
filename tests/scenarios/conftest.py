"""A fake Slack, a fake consultant and the real bot between them, in Socket Mode and over signed HTTP."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot import log as bot_log
from bot.serve import Service, start
from bot.settings import Settings
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, FakeSlack

MODES = ("socket", "http")


def settings_for(slack: FakeSlack, data: Path, mode: str, database: str | None = None, **more: object) -> Settings:
    """Settings of a bot for this Slack, as the environment would give them."""
    values: dict[str, object] = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN if mode == "socket" else None,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": slack.api_url,
        "NETBOARD_DATA": data,
        "DATABASE_URL": database,
        "PORT": 0,
        # tests ask faster than people: what a limit does, the tests of limits show with limits of their own
        "NETBOARD_PERSON_RATE": 10_000,
        "NETBOARD_WORKSPACE_RATE": 10_000,
    }
    return Settings(_env_file=None, **(values | more))  # type: ignore[arg-type]


@contextmanager
def running(
    slack: FakeSlack,
    consultant: FakeConsultant,
    data: Path,
    mode: str,
    database: str | None = None,
    **settings: object,
) -> Iterator[tuple[Door, Service]]:
    """A bot that runs for the length of the block."""
    connected = slack.connected
    service = start(settings_for(slack, data, mode, database, **settings), consultant)
    try:
        if mode == "socket":
            slack.wait_for_connection(connected + 1)
        yield Door(slack, service.port), service
    finally:
        service.stop()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the bot logs meanwhile."""
    stream = io.StringIO()
    bot_log.configure(stream)
    yield stream
    bot_log.configure()


@pytest.fixture(scope="module")
def slack() -> Iterator[FakeSlack]:
    server = FakeSlack()
    yield server
    server.close()


@pytest.fixture(scope="module")
def consultant() -> FakeConsultant:
    return FakeConsultant()


@pytest.fixture(scope="module", params=MODES)
def shared_door(
    request: pytest.FixtureRequest,
    slack: FakeSlack,
    consultant: FakeConsultant,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Door]:
    with running(slack, consultant, tmp_path_factory.mktemp(request.param), request.param) as (door, _):
        yield door


@pytest.fixture
def door(shared_door: Door, slack: FakeSlack, consultant: FakeConsultant) -> Iterator[Door]:
    """The running bot in each mode; nothing that Slack would refuse may have been sent by the end of a test."""
    consultant.__init__()  # type: ignore[misc]
    slack.responses.clear()
    slack.problems.clear()
    yield shared_door
    assert slack.problems == []
