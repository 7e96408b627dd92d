"""Progress: what the bot is doing, shown in the thread while it works; it never delays or breaks an answer.

Slack clears a status when the app posts in the thread or after two minutes; an answer that is replaced in place posts
nothing, so the status is cleared here in every case.
"""

from collections.abc import Mapping
from concurrent.futures import Executor
from contextlib import suppress
from threading import Lock

import structlog

from bot.failure import slack_code
from bot.inbox import Thread
from bot.poster import Clients

log = structlog.get_logger()

STATUS: Mapping[str, str] = {"read": "Reading the case", "assess": "Applying rules", "write": "Searching evidence"}
"""The steps of the pipeline that are shown, each with its words; never a word of the case."""


class Progress:
    """Shows progress in threads, by workers of its own."""

    def __init__(self, clients: Clients, executor: Executor) -> None:
        """``clients`` must not wait and try again: what is late is of no use."""
        self._clients = clients
        self._executor = executor

    def of(self, thread: Thread) -> "Showing":
        """What is shown in one thread, for one answer."""
        return Showing(self._clients, self._executor, thread)

    def entitle(self, thread: Thread, title: str) -> None:
        """Name the thread, where it is one of a direct message and there is a name."""
        if title and thread.channel.startswith("D"):
            with suppress(RuntimeError):  # the bot is stopping
                self._executor.submit(_entitle, self._clients, thread, title)


class Showing:
    """One status: only the newest is sent, one call at a time, so that the last one sent is the last one meant."""

    def __init__(self, clients: Clients, executor: Executor, thread: Thread) -> None:
        self._clients = clients
        self._executor = executor
        self._thread = thread
        self._lock = Lock()
        self._next: str | None = None
        self._is_sending = self._is_refused = self._was_begun = self._was_shown = False

    def step(self, name: str) -> None:
        """A step of the pipeline begins."""
        if name in STATUS:
            self._was_begun = True
            self._say(STATUS[name])

    def end(self) -> None:
        """Nothing is being done any more."""
        if self._was_begun:
            self._say("")

    def _say(self, status: str) -> None:
        with self._lock:
            if self._is_refused and not (self._was_shown and not status):
                return  # where Slack takes none, none is tried again; but one that it took is cleared
            self._next = status
            if self._is_sending:
                return
            self._is_sending = True
        with suppress(RuntimeError):  # the bot is stopping
            self._executor.submit(self._send)

    def _send(self) -> None:
        while True:
            with self._lock:
                status, self._next = self._next, None
                if status is None:
                    self._is_sending = False
                    return
            try:
                self._clients(self._thread.team).assistant_threads_setStatus(
                    channel_id=self._thread.channel, thread_ts=self._thread.ts, status=status
                )
            except Exception as error:  # noqa: BLE001 - a status is a courtesy
                log.info("no_status", channel=self._thread.channel, error=type(error).__name__, slack=slack_code(error))
                with self._lock:
                    self._is_refused = True
            else:
                self._was_shown = True


def _entitle(clients: Clients, thread: Thread, title: str) -> None:
    """Name a thread of a direct message."""
    try:
        clients(thread.team).assistant_threads_setTitle(channel_id=thread.channel, thread_ts=thread.ts, title=title)
    except Exception as error:  # noqa: BLE001 - a title is a courtesy
        log.info("no_title", channel=thread.channel, error=type(error).__name__, slack=slack_code(error))
