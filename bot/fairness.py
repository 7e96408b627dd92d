"""Fairness: threads of this process take their transactions on a SQLite file one after the other, in their order.

SQLite takes one at a time anyway; but who waits for it sleeps and tries again, and under load may try for longer than
it has patience while others come and go.
"""

import sqlite3
import threading
from collections import deque
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

_HAS_TURN = "has_turn"


class Line:
    """Who waits, first come, first served."""

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self) -> bool:
        """Wait for one's turn. False when it did not come in time."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            called = threading.Event()
            self._waiting.append(called)
        if called.wait(self._patience_s):
            return True
        with self._lock:
            if called.is_set():  # it came at the last moment
                return True
            self._waiting.remove(called)
            return False

    def give(self) -> None:
        """The turn is over: the next one's begins."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


def line_up(engine: Engine, patience_s: float) -> None:
    """Have each transaction of an engine wait for its turn; who waits longer is told that the database is locked."""
    line = Line(patience_s)

    def begin(connection: Connection) -> None:
        if not line.take():
            raise OperationalError(None, None, sqlite3.OperationalError("database is locked"))
        connection.info[_HAS_TURN] = True
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # so that a claim cannot lose an upgrade

    def end(info: dict[Any, Any]) -> None:
        if info.pop(_HAS_TURN, False):
            line.give()

    event.listen(engine, "begin", begin)
    event.listen(engine, "commit", lambda connection: end(connection.info))
    event.listen(engine, "rollback", lambda connection: end(connection.info))
    event.listen(engine, "checkin", lambda _, entry: end(entry.info))  # whatever ended it
