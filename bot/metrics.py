"""Metrics: the log's events counted for Prometheus; kinds and outcomes only, never a text, a channel or a person.

Every figure comes from a line of the log (`bot.log` hands each event over), so that the two cannot differ and no other
module has to count. What stands in the database is read when Prometheus asks.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from bot.backlog import Backlog
from bot.health import Readiness

__all__ = ["CONTENT_TYPE", "Metrics"]
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Buckets: an answer without a model takes some 20 ms, one with a model at most 31 s."""


class Metrics:
    """The figures of one process. Safe to share between threads."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        own = self._registry
        self._received = Counter(
            "netboard_received", "Messages written down; new is false for a redelivery.", ["kind", "new"], registry=own
        )
        self._answered = Counter(
            "netboard_answers",
            "Messages closed, by what was asked and what came of it.",
            ["kind", "outcome"],
            registry=own,
        )
        self._thinking = Histogram(
            "netboard_think_seconds",
            "From the claim of a message to its answer.",
            ["kind"],
            buckets=SECONDS,
            registry=own,
        )
        self._posting = Histogram(
            "netboard_post_seconds",
            "From the answer to Slack's word that it stands.",
            ["kind"],
            buckets=SECONDS,
            registry=own,
        )
        self._looked_up = Histogram(
            "netboard_slash_seconds", "From a slash command to its answer.", buckets=SECONDS, registry=own
        )
        self._failures = Counter("netboard_failures", "Faults on our side, each with an id in the log.", registry=own)
        self._rate_limited = Counter("netboard_slack_rate_limited", "Calls that Slack answered with 429.", registry=own)
        self._unavailable = Counter(
            "netboard_slack_unavailable", "Replies that Slack did not take at once.", registry=own
        )
        self._model = Counter(
            "netboard_model_questions",
            "Questions to the chat model, by task and outcome.",
            ["task", "outcome"],
            registry=own,
        )
        self._fallbacks = Counter(
            "netboard_model_fallbacks", "Questions after which the deterministic text stood.", ["task"], registry=own
        )
        self._limited = Counter("netboard_limited", "Messages refused by a limit.", ["limit"], registry=own)
        self._part = Gauge(
            "netboard_part_up", "1 where a part is there, as of the last /readyz.", ["part"], registry=own
        )
        Info("netboard", "Which netboard runs.", registry=own).info({"version": version("netboard")})
        ProcessCollector(registry=self._registry)
        self._counting: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
            "received": self._on_received,
            "answered": self._on_answered,
            "looked_up": lambda event: self._looked_up.observe(event["total_ms"] / 1000),
            "failed": self._on_failed,
            "slack_rate_limited": lambda _: self._rate_limited.inc(),
            "slack_unavailable": lambda _: self._unavailable.inc(),
            "filling": lambda event: self._on_model("filling", event, used=bool(event.get("filled"))),
            "wording": lambda event: self._on_model("wording", event, used=bool(event.get("sections"))),
            "limited": lambda event: self._limited.labels(event["limit"]).inc(),
        }

    def count(self, event: Mapping[str, Any]) -> None:
        """Count one event of the log; one that means nothing here is passed over."""
        counting = self._counting.get(str(event.get("event")))
        if counting is not None:
            counting(event)

    def watch(self, backlog: Callable[[], Backlog]) -> None:
        """Read the backlog whenever the figures are asked for."""
        self._registry.register(_Waiting(backlog))

    def ready(self, readiness: Readiness) -> None:
        """Note the state of each part."""
        for part, state in readiness.parts.items():
            self._part.labels(part).set(state == "ok")

    def page(self) -> bytes:
        """Everything, in Prometheus's text format."""
        return generate_latest(self._registry)

    def value(self, name: str, **labels: str) -> float:
        """One figure, as a scrape would read it; 0 where nothing was counted."""
        return self._registry.get_sample_value(name, labels) or 0.0

    def _on_received(self, event: Mapping[str, Any]) -> None:
        self._received.labels(event["kind"], str(bool(event["new"])).lower()).inc()

    def _on_answered(self, event: Mapping[str, Any]) -> None:
        kind, think_s = event["kind"], event["think_ms"] / 1000
        self._answered.labels(kind, "answered").inc()
        self._thinking.labels(kind).observe(think_s)
        self._posting.labels(kind).observe(max(0.0, event["total_ms"] / 1000 - think_s))

    def _on_failed(self, event: Mapping[str, Any]) -> None:
        self._failures.inc()
        if "kind" in event:
            self._answered.labels(event["kind"], "failed").inc()

    def _on_model(self, task: str, event: Mapping[str, Any], *, used: bool) -> None:
        self._model.labels(task, event["outcome"]).inc()
        if not used:
            self._fallbacks.labels(task).inc()


class _Waiting(Collector):
    """The backlog, read at the moment of asking; left out while the database does not answer."""

    def __init__(self, read: Callable[[], Backlog]) -> None:
        self._read = read

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            now = self._read()
        except SQLAlchemyError:
            return
        states = GaugeMetricFamily(
            "netboard_open_messages", "Messages not yet answered, all workers.", labels=["state"]
        )
        for state, count in (("waiting", now.waiting), ("working", now.working), ("postponed", now.postponed)):
            states.add_metric([state], count)
        yield states
        yield GaugeMetricFamily("netboard_queue_depth", "What the workers have before them.", value=now.queued)
        yield GaugeMetricFamily("netboard_oldest_open_seconds", "Age of the oldest open message.", value=now.oldest_s)

    def describe(self) -> list[GaugeMetricFamily]:
        """Names nothing at registration, when the database may not be there yet."""
        return []
