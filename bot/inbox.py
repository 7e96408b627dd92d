"""Inbox: every message answered once, whatever is redelivered, killed or asked twice.

A message is written down before Slack is told that it arrived. A worker claims it under a lease that is renewed while
the work runs; when the process dies, the lease runs out and another worker, a redelivery or the next start takes it.
Messages of one thread are answered one after the other, as each builds on the case before it.
"""

import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Literal, Protocol

import structlog

from knowledge.case import Value

WORKERS = 8
"""Answers that one process makes at a time."""
LEASE_S = 6.0
TICK_S = 1.5
"""How often leases are renewed and messages without a worker are looked for."""
RETRY_S = 5.0
MAX_CLAIMS = 4
"""A message that ends the process this often is not tried again."""
MAX_AGE_S = 7_200.0
"""How long a reply that Slack does not take is tried again: an hour and more, even where the clock is put forward by
one meanwhile."""

NEVER_REFUSED = frozenset({"told", "refusal", "forget", "deleted", "more", "chart", "sheet", "correct", "share"})
"""Kinds for which there is always room: a sentence to be posted, something taken back or erased, and what a button or
its form does for an answer that was given. A refused button could not be pressed again, a refused form is lost."""

log = structlog.get_logger()


APART = "apart:"
"""How the ts of a thread begins that stands nowhere in Slack: of a private answer, or one at the top of a channel."""


class Thread(Value):
    """A thread: where a conversation is."""

    team: str
    channel: str
    ts: str

    def columns(self) -> dict[str, str]:
        """As columns of the store."""
        return {"team": self.team, "channel": self.channel, "thread_ts": self.ts}


class Message(Value):
    """One thing that was asked of the bot in a thread."""

    team: str
    channel: str
    ts: str
    thread_ts: str
    event_id: str
    kind: Literal[
        "question", "lookup", "more", "chart", "sheet", "correct", "share", "deleted", "refusal", "forget", "told"
    ]
    text: str
    """What was asked, in plain text; for a button the id of the answer; for a correction what was filled in; for a
    refusal its reason; where only a sentence is to be told, that sentence; else empty."""
    has_files: bool = False
    """Whether files or images came with the text."""
    revision: str = ""
    """The ts of the edit or deletion; empty for a message as it was first written."""
    joins: bool = True
    """Whether the bot takes part in the thread from here on."""
    user: str = ""
    """Who asked: the id of the person in Slack."""
    only_for: str = ""
    """Who alone may see the reply; empty where it stands in the thread."""
    about: str = ""
    """Of a private question: the thread of the message that it is about, where its answer may be shared."""
    response_url: str = ""
    """Where the person can be told something privately."""
    removed: tuple[str, ...] = ()
    """The kinds of identifiers of a person that were taken out of the text."""

    @property
    def thread(self) -> Thread:
        """The thread that the reply goes to."""
        return Thread(team=self.team, channel=self.channel, ts=self.thread_ts)

    @property
    def under(self) -> str | None:
        """The message in Slack that the reply stands under; ``None`` where it stands under none."""
        return None if self.thread_ts.startswith(APART) else self.thread_ts


class Delivery(Value):
    """A message that this process has claimed."""

    id: str
    message: Message
    owner: str = ""
    """Of this claim alone: whoever has another one no longer has the delivery, be it in the same process."""
    claims: int
    """How often it was claimed, this time included."""
    parts_posted: int
    created_at: float
    revision: str = ""
    """The edit or deletion that was claimed."""


class Ledger(Protocol):
    """What the inbox needs of the store."""

    def record(self, delivery_id: str, message: Message, now: float) -> bool: ...
    def revise(self, message: Message, now: float, *, is_new_to_us: bool = False) -> Thread | None: ...
    def reopen(self, delivery: Delivery) -> None: ...
    def claim(self, thread: Thread, owner: str, now: float, until: float) -> Delivery | None: ...
    def hold(self, claims: list[tuple[str, str]], until: float) -> int: ...
    def keep(self, delivery: Delivery, until: float) -> bool: ...
    def release(self, delivery: Delivery, retry_at: float) -> None: ...
    def waiting(self, now: float) -> tuple[Thread, ...]: ...


class TryLater(Exception):  # noqa: N818 - a state of the work, not an error of the program
    """The reply could not be delivered now; the same work is to be done again later."""


Work = Callable[[Delivery, Callable[[], bool]], None]
"""Answers a delivery. Its second argument says whether the delivery is still this worker's, and renews the lease."""


class Inbox:
    """Takes messages and has each answered once."""

    def __init__(
        self,
        ledger: Ledger,
        work: Work,
        *,
        workers: int = WORKERS,
        clock: Callable[[], float] = time.time,
        instead: Callable[[], str | None] = lambda: None,
    ) -> None:
        """``instead`` gives the sentence that a new message gets in place of an answer, while there is no room."""
        self._ledger = ledger
        self._work = work
        self._clock = clock
        self._held: set[tuple[str, str]] = set()
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="answer")
        self._instead = instead
        self._told = ThreadPoolExecutor(max_workers=2, thread_name_prefix="told")
        self._lined_up: set[tuple[Thread, ThreadPoolExecutor]] = set()
        """Threads that wait to be looked at: once is enough, however often something of them comes."""
        self._lining_up = threading.Lock()
        self._stopping = threading.Event()
        self._drained = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="inbox", daemon=True)

    def start(self) -> None:
        """Begin to renew leases and to take up what an earlier process left."""
        self._keeper.start()

    def stop(self) -> None:
        """Let the work under way finish; what has not begun stays in the store for the next start."""
        self._stopping.set()
        self._told.shutdown(wait=True, cancel_futures=True)
        self._pool.shutdown(wait=True, cancel_futures=True)  # leases are renewed until the last one is done
        self._drained.set()
        self._keeper.join()

    def receive(self, message: Message) -> bool:
        """Write a message down and see that it is answered. False for one that is known already."""
        pool, sentence = self._pool, None if message.kind in NEVER_REFUSED else self._instead()
        if sentence is not None:  # not behind the questions for which there is no room
            pool, message = self._told, message.model_copy(update={"kind": "told", "text": sentence})
        is_new = self._ledger.record(uuid.uuid4().hex, message, self._clock())
        log.info("received", channel=message.channel, ts=message.ts, kind=message.kind, new=is_new)
        self._begin(message.thread, pool)
        return is_new

    def change(self, message: Message, *, was_for_us: bool, is_for_us: bool) -> bool:
        """A message was edited or deleted: see that its answer is made anew or removed. False where nothing follows.

        One that is not known is written down where it is for the bot, as its first delivery may still come.
        """
        newly = is_for_us and not was_for_us
        thread = self._ledger.revise(message, self._clock(), is_new_to_us=newly)
        if thread is None and (was_for_us or is_for_us):
            if self._ledger.record(uuid.uuid4().hex, message, self._clock()):
                thread = message.thread
            else:  # it came meanwhile, or this change is not new
                thread = self._ledger.revise(message, self._clock(), is_new_to_us=newly)
        log.info("changed", channel=message.channel, ts=message.ts, kind=message.kind, new=thread is not None)
        if thread is not None:
            self._begin(thread, self._pool)
        return thread is not None

    def _begin(self, thread: Thread, pool: ThreadPoolExecutor) -> None:
        with self._lining_up:
            if self._stopping.is_set() or (thread, pool) in self._lined_up:
                return
            self._lined_up.add((thread, pool))
        with suppress(RuntimeError):  # the pool was shut down meanwhile; the message is in the store
            pool.submit(self._answer_all, thread, pool)

    def _answer_all(self, thread: Thread, pool: ThreadPoolExecutor) -> None:
        """Answer what waits in a thread, in order, until another worker has it or nothing is left."""
        with self._lining_up:  # what comes from here on is not seen for certain, and lines up again
            self._lined_up.discard((thread, pool))
        try:
            while not self._stopping.is_set():
                now = self._clock()
                delivery = self._ledger.claim(thread, uuid.uuid4().hex, now, now + LEASE_S)
                if delivery is None:
                    return
                self._answer(delivery)
        except Exception as error:  # noqa: BLE001 - a worker must not die silently; the keeper begins anew
            log.error("worker_failed", error=type(error).__name__)

    def _answer(self, delivery: Delivery) -> None:
        self._held.add((delivery.id, delivery.owner))
        try:
            self._work(delivery, lambda: self._ledger.keep(delivery, self._clock() + LEASE_S))
        except TryLater:
            self._ledger.release(delivery, self._clock() + RETRY_S)
        finally:
            self._held.discard((delivery.id, delivery.owner))
            self._ledger.reopen(delivery)

    def _keep(self) -> None:
        while True:
            try:
                if held := list(self._held):
                    self._ledger.hold(held, self._clock() + LEASE_S)
                for thread in self._ledger.waiting(self._clock()):
                    self._begin(thread, self._pool)
            except Exception as error:  # noqa: BLE001 - the store may be away for a while; the next round tries again
                log.error("inbox_keeper_failed", error=type(error).__name__)
            if self._drained.wait(TICK_S):
                return
