"""What machines ask of a running bot: alive, ready, figures; what its log holds; how it ends."""

import io
import json
import logging
import re
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from bot import log as bot_log
from bot.metrics import Metrics
from bot.serve import Service, start
from bot.settings import SetupError
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import MODES, running, settings_for
from tests.scenarios.door import Door, post_signed
from tests.scenarios.fake_slack import FakeSlack, Fault
from tests.scenarios.payloads import mention, message

QUESTIONS = (
    "Quastelberg, born in Krummholz, grade 2 neuroendocrine tumour of the pancreas, prognosis?",
    "Zwirnhuber has Ki-67 8 % and a liver lesion since Novembertag",
    "what about everolimus for Quastelberg",
)
LOOKUP = "grade 8% 3 Fuchsenfeld"


def get(port: int | None, path: str, method: str = "GET") -> tuple[int, str, str]:
    """Status, body and content type."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode(), answer.headers["content-type"]
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers["content-type"]


@contextmanager
def observed(
    slack: FakeSlack, consultant: FakeConsultant, data: Path, mode: str
) -> Iterator[tuple[Door, Service, Metrics]]:
    """A bot with a port for health and figures, in either mode."""
    settings = settings_for(slack, data, mode).model_copy(update={"metrics_port": 0})
    metrics, connected = Metrics(), slack.connected
    bot_log.configure(io.StringIO(), metrics.count)
    service = start(settings, consultant, metrics)  # type: ignore[arg-type]
    try:
        if mode == "socket":
            slack.wait_for_connection(connected + 1)
        yield Door(slack, service.port), service, metrics
    finally:
        service.stop()
        bot_log.configure()


@pytest.mark.parametrize("mode", MODES)
def test_a_running_bot_is_alive_and_ready_and_names_its_parts(mode: str, slack: FakeSlack, data: Path) -> None:
    with observed(slack, FakeConsultant(), data, mode) as (_, service, metrics):
        for port in {service.metrics_port, service.port} - {None}:
            assert get(port, "/healthz")[:2] == (200, '{"status": "ok"}')
            status, body, kind = get(port, "/readyz")
            assert (status, kind) == (200, "application/json")
            assert json.loads(body) == {
                "status": "ready",
                "parts": {"store": "ok", "knowledge": "ok", "slack": "ok"},
            }
            assert get(port, "/healthz", "POST")[0] == 405
            assert get(port, "/nothing")[0] == 404
            assert get(port, "/healthz", "HEAD")[:2] == (200, "")
        assert metrics.value("netboard_part_up", part="store") == 1


@pytest.mark.parametrize("mode", MODES)
def test_a_part_that_is_away_makes_the_bot_not_ready_but_leaves_it_alive(
    mode: str, slack: FakeSlack, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health.FRESH_S", 0.0)
    consultant = FakeConsultant()
    with observed(slack, consultant, data, mode) as (_, service, metrics):
        port = service.metrics_port
        consultant.library.error = OSError(f"no server at {data}")
        status, body, _ = get(port, "/readyz")
        assert (status, json.loads(body)["parts"]["knowledge"]) == (503, "down")
        assert str(data) not in body
        assert metrics.value("netboard_part_up", part="knowledge") == 0
        consultant.library.error = None
        with sqlite3.connect(data / "netboard.db", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            status, body, _ = get(port, "/readyz")
            other.execute("ROLLBACK")
        assert (status, json.loads(body)["status"]) == (503, "not ready")
        assert json.loads(body)["parts"]["store"] in {"down", "late"}
        assert get(port, "/healthz")[0] == 200
        deadline = time.monotonic() + 5
        while get(port, "/readyz")[0] != 200 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert get(port, "/readyz")[0] == 200


def test_a_bot_without_its_connection_to_slack_is_not_ready_until_it_is_back(
    slack: FakeSlack, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health.FRESH_S", 0.0)
    with observed(slack, FakeConsultant(), data, "socket") as (_, service, _metrics):
        slack.fail_next("apps.connections.open", *[Fault(200, {}, '{"ok": false, "error": "internal_error"}')] * 1)
        cut = threading.Thread(target=slack.cut_connection)
        cut.start()
        seen = set()
        deadline = time.monotonic() + 8
        while time.monotonic() < deadline and seen != {"ok", "down"}:
            state = json.loads(get(service.metrics_port, "/readyz")[1])["parts"]["slack"]
            if state == "down" or "down" in seen:
                seen.add(state)
            time.sleep(0.01)
        cut.join()
        assert seen == {"ok", "down"}


def test_an_http_bot_to_which_slack_does_not_answer_is_not_ready(slack: FakeSlack, data: Path) -> None:
    slack.fail_next("api.test", Fault(200, {}, '{"ok": false, "error": "internal_error"}'))
    with observed(slack, FakeConsultant(), data, "http") as (_, service, _metrics):
        status, body, _ = get(service.port, "/readyz")
        assert (status, json.loads(body)["parts"]["slack"]) == (503, "down")


@pytest.mark.parametrize("mode", MODES)
def test_the_figures_tell_what_was_asked_and_answered(mode: str, slack: FakeSlack, data: Path) -> None:
    consultant = FakeConsultant()
    with observed(slack, consultant, data, mode) as (door, service, metrics):
        ts = slack.new_ts()
        slack.fail_next("chat.postMessage", Fault(429, {"Retry-After": "0"}, '{"ok": false, "error": "ratelimited"}'))
        door.event(mention(ts, QUESTIONS[0]), event_id="EvM1")
        assert len(slack.wait_for_posts(1, ts)) == 1
        door.event(mention(ts, QUESTIONS[0]), event_id="EvM1", retry=1)
        consultant.error = RuntimeError("broken")
        door.event(message(slack.new_ts(), QUESTIONS[1], thread_ts=ts))
        assert len(slack.wait_for_posts(2, ts)) == 2
        page = get(service.metrics_port, "/metrics")
    assert page[0] == 200
    assert page[2].startswith("text/plain; version=0.0.4")
    assert metrics.value("netboard_answers_total", kind="question", outcome="answered") == 1
    assert metrics.value("netboard_answers_total", kind="question", outcome="failed") == 1
    assert metrics.value("netboard_received_total", kind="question", new="false") == 1
    assert metrics.value("netboard_slack_rate_limited_total") == 1
    for word in ("Quastelberg", "Krummholz", "Zwirnhuber", "C0TUMOUR", "U0ANNA", "T0NET", ts):
        assert word.lower() not in page[1].lower()


def test_the_figures_are_on_slacks_port_only_where_no_other_is_set(slack: FakeSlack, data: Path) -> None:
    with running(slack, FakeConsultant(), data, "http") as (_, service):
        assert get(service.port, "/metrics")[0] == 200
        assert service.metrics_port is None
    with observed(slack, FakeConsultant(), data, "http") as (_, service, _metrics):
        assert get(service.port, "/metrics")[0] == 404
        assert get(service.metrics_port, "/metrics")[0] == 200


def test_slacks_own_path_is_not_on_the_port_of_the_figures(slack: FakeSlack, data: Path) -> None:
    with observed(slack, FakeConsultant(), data, "http") as (_, service, _metrics):
        assert service.metrics_port is not None
        assert post_signed(service.metrics_port, "{}")[0] == 404


def test_a_port_that_is_taken_is_named(slack: FakeSlack, data: Path) -> None:
    with running(slack, FakeConsultant(), data / "one", "http") as (_, service):
        taken = settings_for(slack, data / "two", "socket").model_copy(
            update={"metrics_port": service.port, "metrics_host": "0.0.0.0"}  # noqa: S104 - the one that is taken
        )
        with pytest.raises(SetupError, match=r"^NETBOARD_METRICS_PORT: "):
            start(taken, FakeConsultant())  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", MODES)
def test_the_log_of_a_whole_scenario_has_no_word_of_what_was_asked_or_answered(
    mode: str, slack: FakeSlack, data: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    stream, consultant = io.StringIO(), FakeConsultant()
    caplog.set_level(logging.DEBUG)
    bot_log.configure(stream)
    with running(slack, consultant, data, mode) as (door, _):
        ts = slack.new_ts()
        door.event(mention(ts, QUESTIONS[0]))
        (post,) = slack.wait_for_posts(1, ts)
        door.press(post.buttons[0], post, "1750000999.000001")
        slack.wait_for_posts(2, ts)
        door.event(message(slack.new_ts(), f"!{LOOKUP}", thread_ts=ts))
        slack.wait_for_posts(3, ts)
        slack.fail_next("chat.postMessage", Fault(429, {"Retry-After": "0"}), Fault(500), Fault(0))
        door.event(message(slack.new_ts(), QUESTIONS[1], thread_ts=ts))
        slack.wait_for_posts(4, ts)
        slack.responses.clear()
        door.command(LOOKUP)
        slack.wait_for_responses()
        consultant.error = RuntimeError(QUESTIONS[2])
        door.event(message(slack.new_ts(), QUESTIONS[2], thread_ts=ts))
        slack.wait_for_posts(5, ts)
        door.command(LOOKUP)
        slack.wait_for_responses(2)
    with capfd.disabled():
        bot_log.configure()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    written = (stream.getvalue() + caplog.text + "".join(capfd.readouterr())).lower()
    assert {"received", "answered", "failed", "looked_up", "stopped"} <= {line["event"] for line in lines}
    for text in (*QUESTIONS, LOOKUP, "Statement Outcome Strosberg"):
        words = {word.lower() for word in re.findall(r"[^\W\d]{5,}", text)}
        assert {word for word in words if re.search(rf"\b{word}\b", written)} == set()


def test_a_bot_that_is_told_to_stop_keeps_its_lease_until_the_last_answer_stands(
    slack: FakeSlack, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inbox.LEASE_S", 0.6)
    monkeypatch.setattr("bot.inbox.TICK_S", 0.1)
    slow, other = FakeConsultant(), FakeConsultant()
    slow.delay_s = 2.5
    with ExitStack() as stack:
        with running(slack, slow, data, "http") as (door, _):
            ts = slack.new_ts()
            door.event(mention(ts, "G2 pNET, prognosis?"))
            deadline = time.monotonic() + 5
            while not slow.asked and time.monotonic() < deadline:
                time.sleep(0.01)
            # another worker waits for a lease that runs out; this one is told to stop while it thinks
            stack.enter_context(running(slack, other, data, "http"))
        posts = slack.wait_for_posts(1, ts)
    assert len(posts) == 1
    assert other.asked == []
