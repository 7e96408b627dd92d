"""The same conversations with Postgres for a store, in one process and in several."""

import json
import os
import signal
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

from tests import nursery, postgres
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import MODES, running
from tests.scenarios.door import Door, post_signed
from tests.scenarios.fake_slack import APP_TOKEN, BOT_TOKEN, FakeSlack
from tests.scenarios.payloads import event_body, mention, message
from tests.scenarios.test_slack_operations import get
from tests.scenarios.test_slack_process import PROGRAM


@pytest.fixture
def database(postgres_server: URL) -> str:
    return postgres.as_setting(postgres.empty_database(postgres_server))


@pytest.mark.parametrize("mode", MODES)
def test_a_conversation_with_redeliveries_is_answered_once_a_message_and_survives_a_restart(
    mode: str, slack: FakeSlack, data: Path, database: str
) -> None:
    first, second, third = (slack.new_ts() for _ in range(3))
    with running(slack, FakeConsultant(), data, mode, database) as (door, _):
        for retry in range(3):
            door.event(mention(first, "G2 pNET, prognosis?"), event_id="EvPG1", retry=retry)
        slack.wait_for_posts(1, first)
        door.event(message(second, "Ki-67 8 %", thread_ts=first))
        assert len(slack.wait_for_posts(2, first)) == 2
    with running(slack, FakeConsultant(), data, mode, database) as (door, _):
        door.event(mention(first, "G2 pNET, prognosis?"), event_id="EvPG1", retry=3)
        door.event(message(third, "and bone", thread_ts=first))
        posts = slack.wait_for_posts(3, first)
    assert [post.arguments["text"].split(" read ")[0][-6:] for post in posts] == ["Turn 1", "Turn 2", "Turn 3"]
    assert not (data / "netboard.db").exists()


def test_while_the_database_is_away_nothing_is_acknowledged_and_all_of_it_is_answered_when_it_is_back(
    slack: FakeSlack, data: Path, postgres_server: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health.FRESH_S", 0.0)
    url = postgres.empty_database(postgres_server)
    admin = create_engine(postgres_server, isolation_level="AUTOCOMMIT")

    def allow(connections: str) -> None:
        with admin.connect() as connection:
            connection.execute(text(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS {connections}"))
            connection.execute(
                text("select pg_terminate_backend(pid) from pg_stat_activity where datname = :name"),
                {"name": url.database},
            )

    ts = slack.new_ts()
    body = json.dumps(event_body(mention(ts, "G2 pNET?"), "EvAway"))
    with running(slack, FakeConsultant(), data, "http", postgres.as_setting(url)) as (door, service):
        assert door.port is not None
        allow("false")
        status, _ = post_signed(door.port, body)
        ready, page, _ = get(service.port, "/readyz")
        alive = get(service.port, "/healthz")[0]
        figures = get(service.port, "/metrics")
        allow("true")
        assert (status, ready, alive, figures[0]) == (500, 503, 200, 200)
        assert json.loads(page)["parts"]["store"] == "down"
        assert "netboard_queue_depth" not in figures[1]
        assert post_signed(door.port, body, headers={"X-Slack-Retry-Num": "1"})[0] == 200
        assert len(slack.wait_for_posts(1, ts)) == 1
        assert get(service.port, "/readyz")[0] == 200
    admin.dispose()


def start_worker(slack: FakeSlack, data: Path, database: str, delay_s: float) -> nursery.Process:
    connected = slack.connected
    process = nursery.start(
        PROGRAM,
        str(delay_s),
        environment={
            **{name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))},
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_URL": slack.api_url,
            "NETBOARD_DATA": str(data),
            "DATABASE_URL": database,
        },
    )
    slack.wait_for_connection(connected + 1)
    return process


def test_what_a_killed_worker_had_begun_another_one_that_was_running_all_along_finishes_once(
    slack: FakeSlack, data: Path, database: str
) -> None:
    bystander = start_worker(slack, data / "one", database, 0)
    busy = start_worker(slack, data / "two", database, 30)  # the newest connection is the one that Slack sends on
    ts = slack.new_ts()
    Door(slack).event(mention(ts, "G2 pNET, prognosis?"))
    busy.kill()
    busy.communicate()
    posts = slack.wait_for_posts(1, ts, timeout=15)
    bystander.send_signal(signal.SIGTERM)
    bystander.communicate(timeout=15)
    assert len(posts) == 1
    assert bystander.returncode == 0
