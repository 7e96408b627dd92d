"""Metrics: what the log tells is counted, in Prometheus's form, and nothing of what anybody wrote."""

import io
import json
from collections.abc import Iterator

import pytest
import structlog
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import URL
from sqlalchemy.exc import OperationalError

from bot import log as bot_log
from bot.backlog import Backlog, backlog
from bot.database import open_database
from bot.inbox import Message
from bot.metrics import Metrics
from bot.store import Store


@pytest.fixture
def metrics() -> Iterator[Metrics]:
    counted = Metrics()
    bot_log.configure(io.StringIO(), counted.count)
    yield counted
    bot_log.configure()


def test_an_answer_counts_by_kind_with_its_time_to_think_and_to_post(metrics: Metrics) -> None:
    log = structlog.get_logger()
    log.info("answered", delivery="d", channel="C1", kind="question", parts=1, think_ms=20, total_ms=520)
    log.info("answered", delivery="e", channel="C1", kind="chart", parts=1, think_ms=20, total_ms=20)
    assert metrics.value("netboard_answers_total", kind="question", outcome="answered") == 1
    assert metrics.value("netboard_think_seconds_sum", kind="question") == pytest.approx(0.02)
    assert metrics.value("netboard_post_seconds_sum", kind="question") == pytest.approx(0.5)
    assert metrics.value("netboard_post_seconds_count", kind="chart") == 1


def test_a_failure_counts_once_and_as_an_outcome_where_a_message_was_asked(metrics: Metrics) -> None:
    log = structlog.get_logger()
    log.error("failed", incident="i", error="ValueError", kind="question", delivery="d")
    log.error("failed", incident="j", error="ValueError", surface="home")
    assert metrics.value("netboard_failures_total") == 2
    assert metrics.value("netboard_answers_total", kind="question", outcome="failed") == 1


def test_a_question_to_the_model_of_which_nothing_is_used_is_a_fallback(metrics: Metrics) -> None:
    log = structlog.get_logger()
    log.info("wording", outcome="answered", sections=2)
    log.info("wording", outcome="answered", sections=0)
    log.info("filling", outcome="late", filled=0)
    assert metrics.value("netboard_model_questions_total", task="wording", outcome="answered") == 2
    assert metrics.value("netboard_model_fallbacks_total", task="wording") == 1
    assert metrics.value("netboard_model_fallbacks_total", task="filling") == 1


def test_no_label_is_a_channel_a_person_a_workspace_or_a_text(metrics: Metrics) -> None:
    log = structlog.get_logger()
    log.info("received", channel="C0SECRET", ts="1.0", kind="question", new=True, user="U0SECRET", text="Greta SECRET")
    log.info("answered", channel="C0SECRET", team="T0SECRET", kind="question", think_ms=1, total_ms=2)
    log.info("something_else", text="SECRET")
    page = metrics.page().decode()
    assert "SECRET" not in page
    labels = {
        label
        for family in text_string_to_metric_families(page)
        if family.name.startswith("netboard")
        for sample in family.samples
        for label in sample.labels
    }
    assert labels <= {"kind", "new", "outcome", "task", "part", "limit", "state", "le", "version"}


def test_the_log_itself_stays_as_it_was() -> None:
    stream = io.StringIO()
    bot_log.configure(stream, Metrics().count)
    structlog.get_logger().info("received", kind="question", new=False)
    bot_log.configure()
    line = json.loads(stream.getvalue())
    assert (line["event"], line["kind"], line["new"], line["level"]) == ("received", "question", False, "info")


def test_a_database_that_is_away_leaves_its_figures_out_and_keeps_the_others(metrics: Metrics) -> None:
    def read() -> Backlog:
        raise OperationalError("select", {}, Exception("gone"))

    metrics.watch(read)
    page = metrics.page().decode()
    assert "netboard_queue_depth" not in page
    assert "netboard_failures_total" in page


def test_the_backlog_tells_what_waits_what_is_worked_on_and_what_is_postponed(database: URL, metrics: Metrics) -> None:
    engine = open_database(database)
    store = Store(engine)
    assert backlog(engine, 50.0) == Backlog(waiting=0, working=0, postponed=0, oldest_s=0.0)
    for number in range(4):
        message = Message(
            team="T", channel="C", ts=f"{number}.0", thread_ts=f"{number}.0", event_id=f"E{number}",
            kind="question", text="G2 pNET?",
        )  # fmt: skip
        store.record(f"d{number}", message, 10.0 + number)
    threads = sorted(store.waiting(20.0), key=lambda thread: thread.ts)
    first = store.claim(threads[0], "me", 20.0, 26.0)
    second = store.claim(threads[1], "me", 20.0, 26.0)
    third = store.claim(threads[2], "me", 20.0, 26.0)
    assert first is not None
    assert second is not None
    assert third is not None
    store.finish(first, "answered", None, 21.0)
    store.release(second, 30.0)
    now = backlog(engine, 25.0)
    assert now == Backlog(waiting=1, working=1, postponed=1, oldest_s=14.0)
    metrics.watch(lambda: backlog(engine, 25.0))
    assert metrics.value("netboard_open_messages", state="postponed") == 1
    assert metrics.value("netboard_queue_depth") == 2
    assert metrics.value("netboard_oldest_open_seconds") == 14.0
    store.close()
