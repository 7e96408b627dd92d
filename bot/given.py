"""Given: what is kept of an answer so that the buttons under it can be served; and whether it is private, or shared."""

from collections.abc import Sequence

from pydantic import ValidationError
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Float,
    String,
    Table,
    delete,
    insert,
    or_,
    select,
    update,
)

from bot import tenure
from bot.database import METADATA
from bot.erasure import AGED_BY
from bot.inbox import Delivery
from bot.sealing import Sealed
from chains.answer import Answer, Meta
from chains.footing import Cited
from knowledge.case import Value

_given = Table(
    "given",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("private_to", String(32)),
    Column("json", Sealed, nullable=False),
    Column("shared_by", String(32)),  # the delivery that shares it, or has shared it
    Column("created_at", Float, nullable=False),
    info={AGED_BY: "created_at"},
)


class Given(Value):
    """An answer that was given."""

    id: str
    team: str
    channel: str
    thread_ts: str | None = None
    """Of a private answer: the thread of the message that it is about; ``None`` for a lookup, which is about none."""
    private_to: str | None = None
    """The only person who sees it; ``None`` when it stands in a thread."""
    meta: Meta
    cited: tuple[Cited, ...] = ()
    parts: int = 1
    """In how many messages it stands."""
    answer: Answer | None = None
    """The whole answer where it can be shared, or belongs to no conversation that could give it again."""

    def seen_by(self, user: str) -> bool:
        """Whether this person may see it, given that they see the channel."""
        return self.private_to in {None, user}


class GivenAnswers:
    """The answers that were given, by id."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, given: Given, now: float, delivery: Delivery | None = None) -> None:
        """Keep an answer; once more for the same id replaces it.

        One that answers a delivery is not kept where that is no longer this claim's.
        """
        row = {
            **given.model_dump(include={"team", "channel", "private_to"}),
            "json": given.model_dump_json(),
            "created_at": now,
        }
        with self._engine.begin() as connection:
            if delivery is not None and not tenure.lasts(connection, delivery):
                return
            if connection.execute(update(_given).where(*_of(given.team, given.id)).values(**row)).rowcount == 0:
                connection.execute(insert(_given).values(id=given.id, **row))

    def find(self, answer_id: str, team: str, channel: str, user: str) -> Given | None:
        """The answer, if it was given in this channel and this person may see it."""
        where = (*_of(team, answer_id), _given.c.channel == channel)
        with self._engine.begin() as connection:
            row = connection.execute(select(_given.c.json).where(*where)).first()
        found = _read(row[0]) if row else None
        return found if found is not None and found.seen_by(user) else None

    def get(self, answer_id: str, team: str) -> Given | None:
        """The answer, for work that was asked for by somebody who may see it."""
        with self._engine.begin() as connection:
            row = connection.execute(select(_given.c.json).where(*_of(team, answer_id))).first()
        return _read(row[0]) if row else None

    def exists(self, answer_id: str, team: str) -> bool:
        """Whether such an answer was given, to whomever."""
        with self._engine.begin() as connection:
            return connection.execute(select(_given.c.id).where(*_of(team, answer_id))).first() is not None

    def claim_share(self, answer_id: str, team: str, delivery_id: str) -> bool:
        """Take it upon this delivery to share the answer. False when another has done so."""
        free = or_(_given.c.shared_by.is_(None), _given.c.shared_by == delivery_id)
        with self._engine.begin() as connection:
            taken = update(_given).where(*_of(team, answer_id), free).values(shared_by=delivery_id)
            return connection.execute(taken).rowcount == 1

    def unclaim_share(self, answer_id: str, team: str, delivery_id: str) -> None:
        """Give up sharing, so that the button can be pressed again."""
        mine = (*_of(team, answer_id), _given.c.shared_by == delivery_id)
        with self._engine.begin() as connection:
            connection.execute(update(_given).where(*mine).values(shared_by=None))


def forget_all(connection: Connection, answer_ids: Sequence[str]) -> None:
    """Forget some answers, in the caller's transaction."""
    connection.execute(delete(_given).where(_given.c.id.in_(answer_ids)))


def _of(team: str, answer_id: str) -> tuple[ColumnElement[bool], ...]:
    return _given.c.team == team, _given.c.id == answer_id


def _read(stored: str) -> Given | None:
    """``None`` for one that an earlier version wrote in another form: its buttons then say that it is gone."""
    try:
        return Given.model_validate_json(stored)
    except ValidationError:
        return None
