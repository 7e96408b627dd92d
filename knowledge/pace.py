"""Pace: how fast a public service may be asked; its requests are spaced, never sent in a burst."""

from collections.abc import Callable


class Pace:
    """Spaces requests evenly, so that a published limit holds in every window of a second or a minute."""

    def __init__(self, per_second: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """``clock`` gives monotonic seconds; ``sleep`` waits for seconds."""
        self._interval_s = 1 / per_second
        self._clock = clock
        self._sleep = sleep
        self._next_s: float | None = None

    def wait(self) -> None:
        """Return when the next request may be sent."""
        now = self._clock()
        if self._next_s is not None and self._next_s > now:
            self._sleep(self._next_s - now)
            now = self._next_s
        self._next_s = now + self._interval_s
