"""Quota: how much one person, and one workspace, may ask in a minute; counted in the database, so over all workers."""

import zlib
from collections.abc import Callable
from typing import Literal

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    Index,
    Integer,
    String,
    Table,
    delete,
    func,
    insert,
    or_,
    select,
    text,
)

from bot.database import METADATA
from bot.erasure import BRIEF
from knowledge.case import Value

WINDOW_S = 60.0

_usage = Table(
    "usage",
    METADATA,
    Column("id", String(64), primary_key=True),  # of the delivery, or of a slash command's trigger
    Column("team", String(32), nullable=False),
    Column("person", String(32), nullable=False),
    Column("at", Float, nullable=False),
    Column("admitted", Integer, nullable=False),
    Index("usage_by_person", "team", "person", "at"),
    info={BRIEF: ("at", WINDOW_S)},  # also of a workspace where nobody asks any more
)


class Rates(Value):
    """Messages within a minute; 0 is no limit."""

    person: int
    workspace: int


class Refused(Value):
    """Which limit was reached, and after how many seconds there is room again."""

    limit: Literal["person", "workspace"]
    most: int
    wait_s: int

    @property
    def sentence(self) -> str:
        """What the asker reads."""
        who = "You have" if self.limit == "person" else "This workspace has"
        return (
            f"{who} asked {self.most} times within a minute, which is as often as is answered. "
            f"This was not answered; please ask again in {self.wait_s} seconds."
        )


class Quota:
    """Admits or refuses; the same message gets the same verdict again. Safe over threads and workers."""

    def __init__(self, engine: Engine, rates: Rates, clock: Callable[[], float]) -> None:
        self._engine = engine
        self._rates = rates
        self._clock = clock

    def ask(self, message_id: str, team: str, person: str) -> Refused | None:
        """``None`` where the message may be answered. Raises SQLAlchemyError."""
        if not (self._rates.person or self._rates.workspace):
            return None
        now = self._clock()
        with self._engine.begin() as connection:
            _alone(connection, team)
            # nobody's minute is kept longer than it counts; one to come was counted before the clock was put back
            over = or_(_usage.c.at <= now - WINDOW_S, _usage.c.at > now + WINDOW_S)
            connection.execute(delete(_usage).where(_usage.c.team == team, over))
            known = connection.execute(select(_usage.c.admitted).where(_usage.c.id == message_id)).scalar()
            if known == 1:
                return None
            refused = self._full(connection, team, person, now)
            if known is None:
                row = {"id": message_id, "team": team, "person": person, "at": now, "admitted": int(refused is None)}
                connection.execute(insert(_usage).values(row))
                return refused
            # refused before: so it stays, or a reply that was begun with the refusal would go on with an answer
            return refused or self._once_more()

    def _once_more(self) -> Refused:
        if self._rates.person:
            return Refused(limit="person", most=self._rates.person, wait_s=1)
        return Refused(limit="workspace", most=self._rates.workspace, wait_s=1)

    def _full(self, connection: Connection, team: str, person: str, now: float) -> Refused | None:
        mine = (_usage.c.team == team, _usage.c.person == person)
        for limit, most, where in (
            ("person", self._rates.person if person else 0, mine),
            ("workspace", self._rates.workspace, mine[:1]),
        ):
            if not most:
                continue
            counted = select(func.count(), func.min(_usage.c.at)).where(*where, _usage.c.admitted == 1)
            count, oldest = connection.execute(counted).one()
            if count >= most:
                wait_s = max(1, round(oldest + WINDOW_S - now))
                return Refused.model_validate({"limit": limit, "most": most, "wait_s": wait_s})
        return None


def _alone(connection: Connection, team: str) -> None:
    """Of several workers one counts for a workspace at a time; SQLite lets one write at a time anyway."""
    if connection.dialect.name == "postgresql":
        key = zlib.crc32(f"quota:{team}".encode())
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
