"""Backlog: how much is asked and not yet answered, over all workers of one database."""

from sqlalchemy import Engine, and_, case, func, select

from bot.database import METADATA
from knowledge.case import Value

_OPEN = ("pending", "claimed")


class Backlog(Value):
    """Counts of messages, and the age of the oldest one."""

    waiting: int
    """Nobody has begun them."""
    working: int
    """A worker has claimed them."""
    postponed: int
    """Slack did not take the reply; they are tried again."""
    oldest_s: float
    """Seconds since the oldest of all these was written down; 0 where there is none."""

    @property
    def queued(self) -> int:
        """What the workers have before them now; what waits for Slack keeps nobody busy."""
        return self.waiting + self.working


def backlog(engine: Engine, now: float) -> Backlog:
    """The state of the database at a moment. Raises SQLAlchemyError."""
    table = METADATA.tables["deliveries"]
    pending = table.c.state == "pending"
    counts = (
        func.count(case((and_(pending, table.c.lease_until <= now), 1))),
        func.count(case((table.c.state == "claimed", 1))),
        func.count(case((and_(pending, table.c.lease_until > now), 1))),
        func.min(table.c.created_at),
    )
    with engine.begin() as connection:
        waiting, working, postponed, oldest = connection.execute(select(*counts).where(table.c.state.in_(_OPEN))).one()
    age = 0.0 if oldest is None else max(0.0, now - oldest)
    return Backlog(waiting=waiting, working=working, postponed=postponed, oldest_s=age)
