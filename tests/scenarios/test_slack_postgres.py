"""The same conversations with Postgres for a store, in one process and in several."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests import postgres
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import MODES, running
from tests.scenarios.fake_slack import APP_TOKEN, BOT_TOKEN, Door, FakeSlack, mention, message
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


def start_worker(slack: FakeSlack, data: Path, database: str, delay_s: float) -> subprocess.Popen[bytes]:
    connected = slack.connected
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(delay_s)],
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))},
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_URL": slack.api_url,
            "NETBOARD_DATA": str(data),
            "DATABASE_URL": database,
        },
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
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
