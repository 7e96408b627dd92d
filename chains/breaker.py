"""Breaker: after some failures in a row a service is left alone for a while; then one call tries whether it is back."""

import threading
import time
from collections.abc import Callable

FAILURES, REST_SECONDS = 3, 60.0
"""So many failures in a row, and the service rests for so long: a clinician waits for a dead model three times, not
every time."""


class Breaker:
    """Safe to share between threads, and between all that ask one service."""

    def __init__(
        self,
        failures: int = FAILURES,
        rest_seconds: float = REST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = failures
        self._rest = rest_seconds
        self._clock = clock
        self._failed = 0
        self._closed_until = 0.0
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """Whether a call may be made now; after a rest one is let through, and the others wait for its result."""
        with self._lock:
            if self._failed < self._most:
                return True
            if self._clock() < self._closed_until:
                return False
            self._closed_until = self._clock() + self._rest
            return True

    def worked(self) -> None:
        """A call did what it should."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """A call failed, came too late or brought nonsense."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._most:
                self._closed_until = self._clock() + self._rest
