"""Health: whether what an answer needs is there - the store, the knowledge, Slack - asked seldom and never for long."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Literal

import structlog

from knowledge.case import Value

LIMIT_S = 2.5
"""A part that has not answered by then is down for now; probes of a balancer wait a few seconds."""
FRESH_S = 2.0
"""How long a result stands: whoever may ask, the parts are not asked more often."""

State = Literal["ok", "down", "late"]
Check = Callable[[], None]
"""Returns where a part is there; raises anything where it is not."""
log = structlog.get_logger()


class Readiness(Value):
    """The state of each part."""

    parts: dict[str, State]

    @property
    def ready(self) -> bool:
        """Whether questions can be answered."""
        return all(state == "ok" for state in self.parts.values())


class Health:
    """Asks the parts, each in a thread of its own. Safe to share between threads."""

    def __init__(
        self, parts: Mapping[str, Check], *, limit_s: float = LIMIT_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._parts = dict(parts)
        self._limit_s = limit_s
        self._clock = clock
        self._lock = threading.Lock()
        self._asking: dict[str, _Asking] = {}
        self._known: Readiness | None = None
        self._known_at = 0.0

    def readiness(self) -> Readiness:
        """The state of each part, at most so old as a result stands. Never raises."""
        with self._lock:
            if self._known is None or self._clock() - self._known_at >= FRESH_S:
                self._known = self._ask()
                self._known_at = self._clock()
            return self._known

    def _ask(self) -> Readiness:
        for name, check in self._parts.items():
            before = self._asking.get(name)
            if before is None or before.done.is_set():  # one that hangs is not asked a second time meanwhile
                self._asking[name] = _Asking(name, check)
        until = time.monotonic() + self._limit_s
        states: dict[str, State] = {}
        for name, asking in self._asking.items():
            came = asking.done.wait(max(0.0, until - time.monotonic()))
            states[name] = asking.state if came else "late"
        return Readiness(parts=states)


class _Asking:
    """One question to one part, under way."""

    def __init__(self, name: str, check: Check) -> None:
        self.done = threading.Event()
        self.state: State = "down"
        self._name = name
        self._check = check
        threading.Thread(target=self._run, name=f"health-{name}", daemon=True).start()

    def _run(self) -> None:
        try:
            self._check()
            self.state = "ok"
        except Exception as error:  # noqa: BLE001 - whatever it was, the part is not there
            log.warning("part_down", part=self._name, error=type(error).__name__)
        finally:
            self.done.set()


class DownError(Exception):
    """A part is not there."""


def remembered(check: Check, seconds: float, clock: Callable[[], float] = time.monotonic) -> Check:
    """The same check, asked again only when its last success is so old: for a service that counts calls."""
    last: list[float] = []

    def ask() -> None:
        if last and clock() - last[0] < seconds:
            return
        check()
        last[:] = [clock()]

    return ask
