"""Budget: how many questions a day a workspace may put to the chat model; then the deterministic writer answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

import structlog
from sqlalchemy import Column, Engine, Integer, String, Table, delete, insert, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.database import METADATA

log = structlog.get_logger()

_model_calls = Table(
    "model_calls",
    METADATA,
    Column("team", String(32), primary_key=True),
    Column("day", String(10), primary_key=True),  # of UTC
    Column("calls", Integer, nullable=False),
)
_spend: ContextVar[Callable[[], bool] | None] = ContextVar("spend", default=None)


class Budget:
    """Counts in the database, so over all workers. Safe to share between threads."""

    def __init__(self, engine: Engine, calls_a_day: int, clock: Callable[[], float]) -> None:
        """``calls_a_day`` of 0 is no limit."""
        self._engine = engine
        self._most = calls_a_day
        self._clock = clock

    @contextmanager
    def of(self, team: str) -> Iterator[None]:
        """Inside the block the model is asked on the account of this workspace."""
        before = _spend.set(lambda: self.spend(team))
        try:
            yield
        finally:
            _spend.reset(before)

    def spend(self, team: str) -> bool:
        """Take one call of today's. False where none is left, or where that cannot be told."""
        if not self._most:
            return True
        try:
            return self._take(team, datetime.fromtimestamp(self._clock(), UTC).date().isoformat())
        except SQLAlchemyError as error:
            log.warning("budget_unknown", error=type(error).__name__)
            return False

    def _take(self, team: str, day: str) -> bool:
        table = _model_calls
        today = (table.c.team == team, table.c.day == day)
        more = update(table).where(*today, table.c.calls < self._most).values(calls=table.c.calls + 1)
        with self._engine.begin() as connection:
            if connection.execute(more).rowcount:
                return True
        try:
            with self._engine.begin() as connection:
                connection.execute(delete(table).where(table.c.team == team, table.c.day < day))
                connection.execute(insert(table).values(team=team, day=day, calls=1))
        except IntegrityError:  # the day is used up, or another worker began it meanwhile
            with self._engine.begin() as connection:
                return bool(connection.execute(more).rowcount)
        return True


def allowed() -> bool:
    """Whether the model may be asked once more, on the account of whoever is being answered; it counts the call."""
    spend = _spend.get()
    return spend is None or spend()
