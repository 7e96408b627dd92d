"""Retention: cases are erased when nothing has happened in their thread for so many days, and what counts for a minute
or two when these are over."""

import threading
import time
from collections.abc import Callable

import structlog
from sqlalchemy import Connection

from bot.erasure import Erasure
from bot.trail import Trail

log = structlog.get_logger()
DAY_S = 86_400.0
EVERY_S = 3_600.0


class Retention:
    """Purges once an hour. Several workers may do so at once: what one has erased the next does not find."""

    def __init__(
        self,
        erasure: Erasure,
        trail: Trail,
        days: int,
        *,
        every_s: float = EVERY_S,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """``days`` 0 keeps cases until they are forgotten; what counts for minutes goes all the same."""
        self._erasure = erasure
        self._trail = trail
        self._days = days
        self._every_s = every_s
        self._clock = clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="retention", daemon=True)

    def start(self) -> None:
        """Begin: at once, as the bot may have been down for long."""
        self._thread.start()

    def stop(self) -> None:
        """Let a purge under way finish."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def purge(self) -> int:
        """Erase what is too old now; how many threads."""
        self._erasure.sweep(self._clock())
        if not self._days:
            return 0
        erased = self._erasure.purge(self._clock() - self._days * DAY_S, self._note)
        if erased:
            log.info("purged", threads=sum(erased.values()), days=self._days)
        return sum(erased.values())

    def _note(self, connection: Connection, team: str, threads: int) -> None:
        self._trail.purged(team, threads, self._days, connection)

    def _keep(self) -> None:
        while True:
            try:
                self.purge()
            except Exception as error:  # noqa: BLE001 - the store may be away for a while; the next round tries again
                log.error("purge_failed", error=type(error).__name__)
            if self._stopping.wait(self._every_s):
                return
