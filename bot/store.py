"""Store: deliveries, conversations and answers, in SQLite or in any database of DATABASE_URL."""

from collections.abc import Sequence
from pathlib import Path

import structlog
from pydantic import ValidationError
from sqlalchemy import (
    URL,
    Column,
    ColumnElement,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    insert,
    make_url,
    select,
    update,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.inbox import Delivery, Message, Thread
from chains.conversation import Conversation

log = structlog.get_logger()

BUSY_TIMEOUT_MS = 2_000
"""Under Slack's three seconds: a store that cannot be written to means no acknowledgement, and Slack sends again."""
_OPEN = ("pending", "claimed")

_metadata = MetaData()
_deliveries = Table(
    "deliveries",
    _metadata,
    Column("id", String(32), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("event_id", String(128), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("joins", Integer, nullable=False),
    Column("message", Text),  # emptied once answered
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
    _metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("thread_ts", String(32), primary_key=True),
    Column("json", Text, nullable=False),
    Column("updated_at", Float, nullable=False),
)
_answers = Table(
    "answers",
    _metadata,
    Column("id", String(32), primary_key=True),  # the id of the delivery that it answers
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("conversation", Text, nullable=False),
    Column("created_at", Float, nullable=False),
)


def database_url(data: Path, setting: str | None) -> URL:
    """The database to use: DATABASE_URL, else a SQLite file in the data folder."""
    return make_url(setting) if setting else URL.create("sqlite", database=str(data / "netboard.db"))


class Store:
    """Every query of the bot, one method each; each is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: URL) -> "Store":
        """Connect and create what is missing. Raises SQLAlchemyError when the database cannot be used."""
        engine = create_engine(url, pool_pre_ping=not url.drivername.startswith("sqlite"))
        if engine.dialect.name == "sqlite":
            if url.database and url.database != ":memory:":
                Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        _metadata.create_all(engine)
        return cls(engine)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

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
            with self._engine.begin() as connection:
                connection.execute(insert(_deliveries).values(row))
        except IntegrityError:
            return False
        return True

    def takes_part(self, thread: Thread) -> bool:
        """Whether the bot was asked in this thread before."""
        query = select(_deliveries.c.id).where(*_in(_deliveries, thread), _deliveries.c.joins == 1).limit(1)
        with self._engine.begin() as connection:
            return connection.execute(query).first() is not None

    def claim(self, thread: Thread, owner: str, now: float, until: float) -> Delivery | None:
        """Take the thread's earliest unanswered message; ``None`` when there is none, or another holds or delays it."""
        table = _deliveries
        query = select(table).where(*_in(table, thread), table.c.state.in_(_OPEN)).order_by(table.c.ts).limit(1)
        with self._engine.begin() as connection:
            row = connection.execute(query.with_for_update()).first()
            if row is None or row.lease_until > now:
                return None
            taken = {"state": "claimed", "owner": owner, "lease_until": until, "claimed_at": now}
            connection.execute(update(table).where(table.c.id == row.id).values(**taken, claims=row.claims + 1))
        return _delivery(row)

    def hold(self, delivery_ids: Sequence[str], owner: str, until: float) -> int:
        """Lengthen the lease of what this owner still has; how many those are."""
        table = _deliveries
        mine = (table.c.id.in_(delivery_ids), table.c.owner == owner, table.c.state == "claimed")
        with self._engine.begin() as connection:
            return connection.execute(update(table).where(*mine).values(lease_until=until)).rowcount

    def posted(self, delivery_id: str, parts: int, ts: str) -> None:
        """Note that this many parts of the reply are in the thread; ``ts`` is that of the last."""
        self._change(delivery_id, parts_posted=parts, reply_ts=ts)

    def release(self, delivery_id: str, retry_at: float) -> None:
        """Give a message back, to be tried again later; what failed was not the message."""
        self._change(delivery_id, state="pending", owner=None, lease_until=retry_at, claims=_deliveries.c.claims - 1)

    def finish(self, delivery: Delivery, state: str, conversation: Conversation | None, now: float) -> None:
        """Close a message and keep the conversation as it stands after it; the message's text is forgotten."""
        with self._engine.begin() as connection:
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
        with self._engine.begin() as connection:
            return tuple(Thread(team=row[0], channel=row[1], ts=row[2]) for row in connection.execute(query))

    def conversation(self, thread: Thread) -> Conversation | None:
        """The case of a thread, if there is one."""
        query = select(_conversations.c.json).where(*_in(_conversations, thread))
        with self._engine.begin() as connection:
            row = connection.execute(query).first()
        return _conversation(row[0]) if row else None

    def keep_answer(self, delivery: Delivery, conversation: Conversation, now: float) -> None:
        """Keep what "Show more" under this answer will need."""
        row = {"conversation": conversation.model_dump_json(), "created_at": now}
        where = _answers.c.id == delivery.id
        with self._engine.begin() as connection:
            if connection.execute(update(_answers).where(where).values(**row)).rowcount == 0:
                values = {"id": delivery.id, **delivery.message.thread.columns(), **row}
                connection.execute(insert(_answers).values(values))

    def answered_conversation(self, answer_id: str, thread: Thread) -> Conversation | None:
        """The conversation as it stood after an answer; only for the thread that holds the answer."""
        query = select(_answers.c.conversation).where(_answers.c.id == answer_id, *_in(_answers, thread))
        with self._engine.begin() as connection:
            row = connection.execute(query).first()
        return _conversation(row[0]) if row else None

    def answer_thread(self, answer_id: str, team: str, channel: str) -> Thread | None:
        """The thread of an answer, if it was given in this channel."""
        table = _answers
        where = (table.c.id == answer_id, table.c.team == team, table.c.channel == channel)
        with self._engine.begin() as connection:
            row = connection.execute(select(table.c.thread_ts).where(*where)).first()
        return Thread(team=team, channel=channel, ts=row[0]) if row else None

    def _change(self, delivery_id: str, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(_deliveries).where(_deliveries.c.id == delivery_id).values(**values))


def _set_up_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Transactions are ours (BEGIN IMMEDIATE, so that a claim cannot lose an upgrade); readers do not block writers."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


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
