"""Store: deliveries, conversations and answers, in SQLite or in any database of DATABASE_URL."""

from collections.abc import Sequence

import structlog
from pydantic import ValidationError
from sqlalchemy import (
    Column,
    ColumnElement,
    Engine,
    Float,
    Index,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.database import METADATA
from bot.erasure import Erasure
from bot.inbox import Delivery, Message, Thread
from bot.sealing import Sealed
from bot.trail import Trail
from chains.conversation import Conversation

log = structlog.get_logger()

_OPEN = ("pending", "claimed")

_deliveries = Table(
    "deliveries",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("event_id", String(128), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("joins", Integer, nullable=False),
    Column("message", Sealed),  # emptied once answered
    Column("state", String(16), nullable=False),  # pending -> claimed -> answered | failed
    Column("owner", String(32)),
    Column("lease_until", Float, nullable=False, default=0.0),
    Column("claims", Integer, nullable=False, default=0),
    Column("claimed_at", Float),
    Column("parts_posted", Integer, nullable=False, default=0),
    Column("reply_ts", String(32)),
    Column("created_at", Float, nullable=False),
    UniqueConstraint("team", "event_id"),
    UniqueConstraint("team", "channel", "ts"),
    Index("deliveries_by_thread", "team", "channel", "thread_ts"),
    Index("deliveries_by_state", "state"),
)
_conversations = Table(
    "conversations",
    METADATA,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("thread_ts", String(32), primary_key=True),
    Column("json", Sealed, nullable=False),
    Column("updated_at", Float, nullable=False),
)
_answers = Table(
    "answers",
    METADATA,
    Column("id", String(32), primary_key=True),  # the id of the delivery that it answers
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("conversation", Sealed, nullable=False),
    Column("created_at", Float, nullable=False),
)


class Store:
    """Every query of the bot, one method each; each is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.erasure = Erasure(engine)
        self.trail = Trail(engine)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def record(self, delivery_id: str, message: Message, now: float) -> bool:
        """Write a message down, once. False when it was there already, by event or by place."""
        row = {
            **message.model_dump(include={"team", "event_id", "channel", "ts", "thread_ts", "joins"}),
            "id": delivery_id,
            "message": message.model_dump_json(),
            "state": "pending",
            "created_at": now,
        }
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(_deliveries).values(row))
        except IntegrityError:
            return False
        return True

    def takes_part(self, thread: Thread) -> bool:
        """Whether the bot was asked in this thread before."""
        query = select(_deliveries.c.id).where(*_in(_deliveries, thread), _deliveries.c.joins == 1).limit(1)
        with self.engine.begin() as connection:
            return connection.execute(query).first() is not None

    def claim(self, thread: Thread, owner: str, now: float, until: float) -> Delivery | None:
        """Take the thread's earliest unanswered message; ``None`` when there is none, or another holds or delays it."""
        table = _deliveries
        query = select(table).where(*_in(table, thread), table.c.state.in_(_OPEN)).order_by(table.c.ts).limit(1)
        with self.engine.begin() as connection:
            row = connection.execute(query.with_for_update()).first()
            if row is None or row.lease_until > now:
                return None
            delivery = _delivery(row)  # one that cannot be read here is not claimed: another worker may have its key
            taken = {"state": "claimed", "owner": owner, "lease_until": until, "claimed_at": now}
            connection.execute(update(table).where(table.c.id == row.id).values(**taken, claims=row.claims + 1))
        return delivery

    def hold(self, delivery_ids: Sequence[str], owner: str, until: float) -> int:
        """Lengthen the lease of what this owner still has; how many those are."""
        table = _deliveries
        mine = (table.c.id.in_(delivery_ids), table.c.owner == owner, table.c.state == "claimed")
        with self.engine.begin() as connection:
            return connection.execute(update(table).where(*mine).values(lease_until=until)).rowcount

    def posted(self, delivery_id: str, parts: int, ts: str) -> None:
        """Note that this many parts of the reply are in the thread; ``ts`` is that of the last."""
        self._change(delivery_id, parts_posted=parts, reply_ts=ts)

    def release(self, delivery_id: str, retry_at: float) -> None:
        """Give a message back, to be tried again later; what failed was not the message."""
        self._change(delivery_id, state="pending", owner=None, lease_until=retry_at, claims=_deliveries.c.claims - 1)

    def finish(self, delivery: Delivery, state: str, conversation: Conversation | None, now: float) -> None:
        """Close a message and keep the conversation as it stands after it; the message's text is forgotten."""
        with self.engine.begin() as connection:
            closed = {"state": state, "owner": None, "message": None}
            connection.execute(update(_deliveries).where(_deliveries.c.id == delivery.id).values(**closed))
            if conversation is None:
                return
            kept = {"json": conversation.model_dump_json(), "updated_at": now}
            where = _in(_conversations, delivery.message.thread)
            if connection.execute(update(_conversations).where(*where).values(**kept)).rowcount == 0:
                connection.execute(insert(_conversations).values(**delivery.message.thread.columns(), **kept))

    def waiting(self, now: float) -> tuple[Thread, ...]:
        """Threads with an unanswered message that nobody holds."""
        table = _deliveries
        columns = (table.c.team, table.c.channel, table.c.thread_ts)
        query = select(*columns).where(table.c.state.in_(_OPEN), table.c.lease_until <= now).distinct()
        with self.engine.begin() as connection:
            return tuple(Thread(team=row[0], channel=row[1], ts=row[2]) for row in connection.execute(query))

    def conversation(self, thread: Thread) -> Conversation | None:
        """The case of a thread, if there is one."""
        query = select(_conversations.c.json).where(*_in(_conversations, thread))
        with self.engine.begin() as connection:
            row = connection.execute(query).first()
        return _conversation(row[0]) if row else None

    def keep_answer(self, delivery: Delivery, conversation: Conversation, now: float) -> None:
        """Keep what "Show more" under this answer will need."""
        row = {"conversation": conversation.model_dump_json(), "created_at": now}
        where = _answers.c.id == delivery.id
        with self.engine.begin() as connection:
            if connection.execute(update(_answers).where(where).values(**row)).rowcount == 0:
                values = {"id": delivery.id, **delivery.message.thread.columns(), **row}
                connection.execute(insert(_answers).values(values))

    def answered_conversation(self, answer_id: str, thread: Thread) -> Conversation | None:
        """The conversation as it stood after an answer; only for the thread that holds the answer."""
        query = select(_answers.c.conversation).where(_answers.c.id == answer_id, *_in(_answers, thread))
        with self.engine.begin() as connection:
            row = connection.execute(query).first()
        return _conversation(row[0]) if row else None

    def answer_thread(self, answer_id: str, team: str, channel: str) -> Thread | None:
        """The thread of an answer, if it was given in this channel."""
        table = _answers
        where = (table.c.id == answer_id, table.c.team == team, table.c.channel == channel)
        with self.engine.begin() as connection:
            row = connection.execute(select(table.c.thread_ts).where(*where)).first()
        return Thread(team=team, channel=channel, ts=row[0]) if row else None

    def _change(self, delivery_id: str, **values: object) -> None:
        with self.engine.begin() as connection:
            connection.execute(update(_deliveries).where(_deliveries.c.id == delivery_id).values(**values))


def _in(table: Table, thread: Thread) -> tuple[ColumnElement[bool], ...]:
    return (table.c.team == thread.team, table.c.channel == thread.channel, table.c.thread_ts == thread.ts)


def _conversation(stored: str) -> Conversation | None:
    """A stored conversation; ``None`` for one that an earlier version wrote in another form: the thread begins anew."""
    try:
        return Conversation.model_validate_json(stored)
    except ValidationError:
        log.warning("conversation_unreadable")
        return None


def _delivery(row: Row[tuple[object, ...]]) -> Delivery:
    return Delivery(
        id=row.id,
        message=Message.model_validate_json(row.message),
        claims=row.claims + 1,
        parts_posted=row.parts_posted,
        created_at=row.created_at,
    )
