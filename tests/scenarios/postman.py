"""Postman: brings events to workers as Slack does - again until they are acknowledged, and many although they were.

A mention comes as two events. Conversations come in any order; within one, the next message is written when the one
before it was acknowledged.
"""

import json
import random
import threading
import time
from collections import deque
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any

from tests.scenarios.door import post_signed
from tests.scenarios.payloads import event_body

Event = dict[str, Any]


class Postman:
    """Several senders to several workers behind their ports; ``repeats`` is how often an event comes once more."""

    def __init__(self, ports: Sequence[int], seed: int, *, repeats: float = 1.0, senders: int = 4) -> None:
        self.brought = 0
        """Requests that were acknowledged."""
        self.refused = 0
        """Requests that were not: nobody listened, or the worker was killed."""
        self._ports = ports
        self._chance = random.Random(seed)  # noqa: S311 - chosen, not hidden
        self._repeats = repeats
        self._first: list[deque[Event]] = []
        self._again: list[tuple[Event, str, int]] = []
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._busy = 0
        self._senders = [threading.Thread(target=self._run, daemon=True) for _ in range(senders)]
        for sender in self._senders:
            sender.start()

    def bring(self, conversations: Sequence[Sequence[Event]]) -> None:
        """Take in conversations; each is a list of messages."""
        with self._lock:
            self._first.extend(deque(one) for one in conversations)

    def bring_again(self, events: Sequence[Event]) -> None:
        """Bring messages once more, that were acknowledged long ago."""
        with self._lock:
            self._again.extend((event, _id(event), 3) for event in events)

    def wait(self, timeout: float) -> None:
        """Until all is acknowledged."""
        until = time.monotonic() + timeout
        while self.left:
            assert time.monotonic() < until, f"{self.left} events are not acknowledged"
            time.sleep(0.05)

    @property
    def left(self) -> int:
        """What is not acknowledged yet, repetitions included."""
        with self._lock:
            return sum(map(len, self._first)) + len(self._again) + self._busy

    def stop(self) -> None:
        """Bring nothing more."""
        self._stopping.set()
        for sender in self._senders:
            sender.join(timeout=10)

    def _run(self) -> None:
        while not self._stopping.is_set():
            taken = self._take()
            if taken is None:
                time.sleep(0.01)
                continue
            event, event_id, retry, rest = taken
            acknowledged = self._send(event, event_id, retry)
            with self._lock:
                self._busy -= 1
                if acknowledged:
                    self.brought += 1
                    if rest is not None:
                        self._repeat(event, event_id)
                elif rest is None:
                    self._again.append((event, event_id, retry))
                else:
                    rest.appendleft(event)
                if rest:
                    self._first.append(rest)
            if not acknowledged:
                self.refused += 1
                time.sleep(0.2)

    def _take(self) -> tuple[Event, str, int, deque[Event] | None] | None:
        with self._lock:
            pools = [pool for pool in (self._first, self._again) if pool]
            if not pools:
                return None
            pool = self._chance.choice(pools)
            index = self._chance.randrange(len(pool))
            pool[index], pool[-1] = pool[-1], pool[index]  # type: ignore[index]
            self._busy += 1
            if pool is self._first:
                rest = self._first.pop()
                event = rest.popleft()
                return event, _id(event), 0, rest
            event, event_id, retry = self._again.pop()
            return event, event_id, retry, None

    def _repeat(self, event: Event, event_id: str) -> None:
        for retry in range(1, 4):
            if self._chance.random() < self._repeats / 3:
                self._again.append((event, event_id, retry))
        if event["type"] == "app_mention":
            self._again.append((event | {"type": "message", "channel_type": "channel"}, f"{event_id}M", 0))

    def _send(self, event: Event, event_id: str, retry: int) -> bool:
        body = json.dumps(event_body(event, event_id))
        headers = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {}
        try:
            return post_signed(self._chance.choice(self._ports), body, headers=headers)[0] == 200
        except (OSError, HTTPException):
            return False


def _id(event: Event) -> str:
    return f"Ev{event['ts']}"
