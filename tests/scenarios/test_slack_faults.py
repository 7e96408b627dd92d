"""What goes wrong: the consultant, the process, the connection, the settings."""

import io
import json
import logging
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from bot import log as bot_log
from bot.database import database_url, open_database
from bot.inbox import LEASE_S, Message
from bot.serve import check, start
from bot.settings import Settings, SetupError
from bot.store import Store
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import MODES, running, settings_for
from tests.scenarios.door import Door, post_signed
from tests.scenarios.fake_slack import TEAM, FakeSlack, Fault
from tests.scenarios.payloads import event_body, mention, message

CASE = "Prognosis for Greta Huber, G2 pNET?"


@pytest.mark.parametrize("mode", MODES)
def test_a_failure_is_one_sentence_with_an_id_and_the_log_has_no_case_text(
    mode: str, slack: FakeSlack, data: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    stream, consultant = io.StringIO(), FakeConsultant()
    caplog.set_level(logging.DEBUG)
    bot_log.configure(stream)
    consultant.error = RuntimeError(f"could not read {CASE}")
    with running(slack, consultant, data, mode) as (door, _):
        ts = slack.new_ts()
        door.event(mention(ts, CASE))
        posts = slack.wait_for_posts(1, ts)
    bot_log.configure()
    assert len(posts) == 1
    text = posts[0].arguments["text"]
    assert text.startswith("Something went wrong on our side (id ")
    incident = text.split("(id ")[1].split(")")[0]
    failed = [json.loads(line) for line in stream.getvalue().splitlines() if '"failed"' in line]
    assert [(line["incident"], line["error"]) for line in failed] == [(incident, "RuntimeError")]
    assert "answers.py:" in failed[0]["place"]
    everything = stream.getvalue() + caplog.text + "".join(capfd.readouterr())
    assert "Greta" not in everything
    assert "pNET" not in everything


def test_libraries_do_not_log_what_slack_sent(slack: FakeSlack, data: Path) -> None:
    stream = io.StringIO()
    bot_log.configure(stream)
    for name in ("slack_bolt.App", "slack_sdk.web.base_client", "slack_bolt.RequestVerification", "waitress"):
        logging.getLogger(name).error("body: %s", CASE)
        try:
            raise ValueError(CASE)
        except ValueError:
            logging.getLogger(name).exception("failed on %s", CASE)
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)
    bot_log.configure()
    assert "Greta" not in stream.getvalue()
    assert stream.getvalue().count("ValueError") == 4


@pytest.mark.parametrize("mode", MODES)
def test_a_message_recorded_before_a_restart_is_answered_after_it(mode: str, slack: FakeSlack, data: Path) -> None:
    ts = slack.new_ts()
    store = Store(open_database(database_url(data, None)))
    recorded = Message(
        team=TEAM,
        channel="C0TUMOUR",
        ts=ts,
        thread_ts=ts,
        event_id=f"Ev{ts}",
        kind="question",
        text="G2 pNET, prognosis?",
    )
    assert store.record("a" * 32, recorded, time.time())
    store.close()
    consultant = FakeConsultant()
    with running(slack, consultant, data, mode) as (door, _):
        door.event(mention(ts, "G2 pNET, prognosis?"), event_id=f"Ev{ts}", retry=1)
        assert len(slack.wait_for_posts(1, ts)) == 1
    with running(slack, consultant, data, mode) as (door, _):
        door.event(mention(ts, "G2 pNET, prognosis?"), event_id=f"Ev{ts}", retry=2)
        door.event(message(slack.new_ts(), "and Ki-67 9%?", thread_ts=ts))
        posts = slack.wait_for_posts(2, ts)
    assert len(posts) == 2
    assert "Turn 2 read and Ki-67 9%?" in posts[1].arguments["text"]


def test_a_message_claimed_by_a_process_that_died_is_answered_when_its_lease_runs_out(
    slack: FakeSlack, data: Path
) -> None:
    ts = slack.new_ts()
    store = Store(open_database(database_url(data, None)))
    recorded = Message(
        team=TEAM, channel="C0TUMOUR", ts=ts, thread_ts=ts, event_id="Ev1", kind="question", text="G2 pNET?"
    )
    now = time.time()
    store.record("a" * 32, recorded, now)
    assert store.claim(recorded.thread, "dead", now, now + 1.0) is not None
    store.close()
    assert LEASE_S < 10
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        door.event(mention(ts, "G2 pNET?"), event_id="Ev1", retry=1)
        assert slack.posts(ts) == []
        assert len(slack.wait_for_posts(1, ts)) == 1


def test_a_reply_posted_in_part_goes_on_where_it_stopped(
    slack: FakeSlack, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inbox.RETRY_S", 0.2)
    consultant = FakeConsultant()
    consultant.long = True
    refused = Fault(200, {}, '{"ok": false, "error": "fatal_error"}')
    with running(slack, consultant, data, "http") as (door, _):
        ts = slack.new_ts()
        original = slack.called

        def after_two(method: str, arguments: dict[str, object], token: str) -> tuple[int, dict[str, str], str]:
            if method == "chat.postMessage" and len(slack.posts(ts)) == 2 and not outage.is_set():
                outage.set()
                return refused.status, refused.headers, refused.body
            return original(method, arguments, token)

        outage = threading.Event()
        slack.called = after_two  # type: ignore[method-assign]
        door.event(mention(ts, "G2 pNET, prognosis?"))
        slack.wait(lambda: any("Knowledge base" in post.blocks_text for post in slack.posts(ts)), 15)
        slack.called = original  # type: ignore[method-assign]
        posts = slack.wait_for_posts(3, ts)
    parts = [post.arguments["metadata"]["event_payload"]["part"] for post in posts]
    assert outage.is_set()
    assert parts == list(range(1, len(posts) + 1))


def test_the_text_of_a_question_is_forgotten_once_it_is_answered(slack: FakeSlack, data: Path) -> None:
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        ts = slack.new_ts()
        door.event(mention(ts, CASE))
        slack.wait_for_posts(1, ts)
    with sqlite3.connect(data / "netboard.db") as connection:
        rows = connection.execute("select state, message, reply_ts is not null from deliveries").fetchall()
    assert rows == [("answered", None, 1)]


def test_an_archived_channel_ends_the_matter(slack: FakeSlack, data: Path) -> None:
    archived = Fault(200, {}, '{"ok": false, "error": "is_archived"}')
    slack.fail_next("chat.postMessage", archived, archived)
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        door.event(mention(slack.new_ts(), CASE))
        time.sleep(0.4)
    with sqlite3.connect(data / "netboard.db") as connection:
        assert connection.execute("select state, message from deliveries").fetchall() == [("failed", None)]


def test_socket_mode_survives_a_refresh_and_answers_once(slack: FakeSlack, data: Path) -> None:
    consultant = FakeConsultant()
    consultant.delay_s = 0.5
    with running(slack, consultant, data, "socket") as (door, _):
        ts = slack.new_ts()
        door.event(mention(ts, CASE))
        slack.refresh_connection()
        assert len(slack.wait_for_posts(1, ts)) == 1
        after = slack.new_ts()
        assert door.event(mention(after, CASE)) < 1
        assert len(slack.wait_for_posts(1, after)) == 1
        door.event(mention(ts, CASE), retry=1)
        assert len(slack.wait_for_posts(1, ts)) == 1


def test_socket_mode_comes_back_after_the_connection_was_cut_in_mid_answer(slack: FakeSlack, data: Path) -> None:
    consultant = FakeConsultant()
    consultant.delay_s = 0.5
    with running(slack, consultant, data, "socket") as (door, _):
        ts = slack.new_ts()
        door.event(mention(ts, CASE))
        slack.fail_next("apps.connections.open", Fault(500))
        slack.cut_connection()
        assert len(slack.wait_for_posts(1, ts)) == 1
        door.event(mention(ts, CASE), retry=1)
        assert len(slack.wait_for_posts(1, ts)) == 1


def test_a_stop_lets_the_answer_under_way_finish(slack: FakeSlack, data: Path) -> None:
    consultant = FakeConsultant()
    consultant.delay_s = 0.6
    with running(slack, consultant, data, "http") as (door, _):
        ts = slack.new_ts()
        door.event(mention(ts, CASE))
        time.sleep(0.1)
    assert len(slack.posts(ts)) == 1


def test_a_store_that_cannot_be_written_means_no_acknowledgement_and_a_later_redelivery_is_answered(
    slack: FakeSlack, data: Path
) -> None:
    with running(slack, FakeConsultant(), data, "http") as (door, _):
        assert door.port is not None
        ts = slack.new_ts()
        body = json.dumps(event_body(mention(ts, CASE), "EvLOCKED"))
        with sqlite3.connect(data / "netboard.db", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            status, _ = post_signed(door.port, body)
            other.execute("ROLLBACK")
        assert status == 500
        assert post_signed(door.port, body, headers={"X-Slack-Retry-Num": "1"})[0] == 200
        assert len(slack.wait_for_posts(1, ts)) == 1


def test_a_store_that_is_locked_while_an_answer_is_made_delays_it_and_does_not_lose_it(
    slack: FakeSlack, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inbox.LEASE_S", 1.0)
    monkeypatch.setattr("bot.inbox.TICK_S", 0.2)
    monkeypatch.setattr("bot.inbox.RETRY_S", 0.2)
    consultant, ts = FakeConsultant(), slack.new_ts()
    consultant.gate = threading.Event()
    with running(slack, consultant, data, "http") as (door, _):
        door.event(mention(ts, CASE))
        until = time.monotonic() + 10
        while not consultant.asked and time.monotonic() < until:
            time.sleep(0.01)
        with sqlite3.connect(data / "netboard.db", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            consultant.gate.set()
            time.sleep(3)  # longer than anybody waits for it
            assert slack.posts(ts) == []
            other.execute("ROLLBACK")
        posts = slack.wait_for_posts(1, ts, 20)
    assert ["Turn 1 read" in post.arguments["text"] for post in posts] == [True]


def _settings(**changes: object) -> Settings:
    values: dict[str, object] = {
        "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": None, "SLACK_SIGNING_SECRET": "s",
        "SLACK_API_URL": None, "DATABASE_URL": None, "PORT": 0,
    }  # fmt: skip
    return Settings(_env_file=None, **(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (_settings(SLACK_BOT_TOKEN=None), "SLACK_BOT_TOKEN"),
        (_settings(SLACK_BOT_TOKEN=" "), "SLACK_BOT_TOKEN"),
        (_settings(SLACK_SIGNING_SECRET=None), "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET"),
        (_settings(SLACK_API_URL="slack.com"), "SLACK_API_URL"),
        (_settings(SLACK_API_URL="https://slack.com:port/api"), "SLACK_API_URL"),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_named_in_one_line(settings: Settings, named: str) -> None:
    with pytest.raises(SetupError) as refused:
        check(settings)
    assert str(refused.value).startswith(named)
    assert "\n" not in str(refused.value)


def test_tokens_that_slack_does_not_accept_and_a_slack_that_is_not_there_are_named(
    slack: FakeSlack, data: Path
) -> None:
    good = settings_for(slack, data, "socket")
    wrong = {
        "SLACK_BOT_TOKEN": good.model_copy(
            update={"slack_bot_token": _settings(SLACK_BOT_TOKEN="xoxb-no").slack_bot_token}
        ),
        "SLACK_APP_TOKEN": good.model_copy(
            update={"slack_app_token": _settings(SLACK_BOT_TOKEN="xapp-no").slack_bot_token}
        ),
        "SLACK_API_URL": good.model_copy(update={"slack_api_url": "http://127.0.0.1:9/api"}),
        "DATABASE_URL": good.model_copy(update={"database_url": "nonsense"}),
        "NETBOARD_DATA": good.model_copy(update={"data": Path("/proc/nowhere")}),
    }
    for name, settings in wrong.items():
        with pytest.raises(SetupError) as refused:
            start(settings, FakeConsultant())  # type: ignore[arg-type]
        assert str(refused.value).startswith(name)
        assert "\n" not in str(refused.value)
    # a password with signs of an address in it is taken apart wrongly, and no part of it is told
    split = good.model_copy(update={"database_url": "postgresql://u:p@ss:hunter2@host/x"})
    with pytest.raises(SetupError, match=r"^DATABASE_URL is not an address") as told:
        start(split, FakeConsultant())  # type: ignore[arg-type]
    assert "hunter2" not in str(told.value)
    hidden = good.model_copy(update={"slack_api_url": "http://u:hunter2@127.0.0.1:9/api"})
    with pytest.raises(SetupError, match=r"^SLACK_API_URL: Slack's Web API at 127\.0\.0\.1:9 does not") as told:
        start(hidden, FakeConsultant())  # type: ignore[arg-type]


def test_an_api_address_is_honoured_with_and_without_its_last_slash(slack: FakeSlack, data: Path) -> None:
    settings = settings_for(slack, data, "http").model_copy(update={"slack_api_url": f"{slack.api_url}/"})
    service = start(settings, FakeConsultant())  # type: ignore[arg-type]
    ts = slack.new_ts()
    Door(slack, service.port).event(mention(ts, CASE))
    assert len(slack.wait_for_posts(1, ts)) == 1
    service.stop()
    assert slack.problems == []


def test_a_database_driver_that_is_not_installed_is_named_with_what_installs_it(slack: FakeSlack, data: Path) -> None:
    settings = settings_for(slack, data, "http", "postgresql+pg8000://user@localhost/netboard")
    with pytest.raises(SetupError) as refused:
        start(settings, FakeConsultant())  # type: ignore[arg-type]
    assert "pg8000" in str(refused.value)
    assert "netboard[postgres]" in str(refused.value)
