"""Pool: threads for work that Slack need not wait for, and how much of it there is."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any


class Pool(ThreadPoolExecutor):
    """An executor that knows how many of its tasks are not done."""

    def __init__(self, workers: int, name: str) -> None:
        super().__init__(max_workers=workers, thread_name_prefix=name)
        self._open = 0
        self._counting = threading.Lock()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As the executor's own."""
        future = super().submit(fn, *args, **kwargs)
        with self._counting:
            self._open += 1
        future.add_done_callback(self._done)
        return future

    @property
    def open(self) -> int:
        """Tasks that wait or run."""
        with self._counting:
            return self._open

    def _done(self, _: Future[Any]) -> None:
        with self._counting:
            self._open -= 1
