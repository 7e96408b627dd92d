"""Turns: the conversation as each message of a thread left it, so that one can be edited or deleted later.

A turn holds the case and what was asked back, not the words of the message.
"""

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from bot.database import METADATA
from bot.inbox import Delivery, Thread
from bot.sealing import Sealed
from chains.conversation import Conversation

_turns = Table(
    "turns",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),  # in the order in which they were answered
    Column("delivery", String(32), nullable=False, unique=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("conversation", Sealed, nullable=False),
    Index("turns_by_thread", "team", "channel", "thread_ts"),
)


def note(connection: Connection, delivery: Delivery, conversation: Conversation) -> None:
    """Keep the conversation as a delivery left it; one that is answered anew keeps its place in the order."""
    kept = {"conversation": conversation.model_copy(update={"last_text": ""}).model_dump_json()}
    where = _turns.c.delivery == delivery.id
    if connection.execute(update(_turns).where(where).values(**kept)).rowcount == 0:
        row = {"delivery": delivery.id, **delivery.message.thread.columns(), **kept}
        connection.execute(insert(_turns).values(row))


def remove(connection: Connection, delivery_id: str) -> None:
    """Forget a turn."""
    connection.execute(delete(_turns).where(_turns.c.delivery == delivery_id))


def stored(connection: Connection, delivery_id: str) -> str | None:
    """The conversation as a delivery left it, as JSON; ``None`` where it left none."""
    return connection.execute(select(_turns.c.conversation).where(_turns.c.delivery == delivery_id)).scalar()


def before(connection: Connection, delivery: Delivery) -> tuple[str, str] | None:
    """The turn before that of a delivery which was answered: its delivery and its conversation as JSON."""
    own = select(_turns.c.number).where(_turns.c.delivery == delivery.id).scalar_subquery()
    query = select(_turns.c.delivery, _turns.c.conversation).where(*_in(delivery.message.thread), _turns.c.number < own)
    row = connection.execute(query.order_by(_turns.c.number.desc()).limit(1)).first()
    return (row.delivery, row.conversation) if row else None


def later(connection: Connection, delivery: Delivery) -> dict[str, str]:
    """The turns after that of a delivery: delivery to conversation as JSON."""
    own = select(_turns.c.number).where(_turns.c.delivery == delivery.id).scalar_subquery()
    query = select(_turns.c.delivery, _turns.c.conversation).where(*_in(delivery.message.thread), _turns.c.number > own)
    return {row.delivery: row.conversation for row in connection.execute(query.order_by(_turns.c.number))}


def change(connection: Connection, delivery_id: str, conversation: Conversation) -> None:
    """Put another conversation in the place of one that a delivery left."""
    values = {"conversation": conversation.model_copy(update={"last_text": ""}).model_dump_json()}
    connection.execute(update(_turns).where(_turns.c.delivery == delivery_id).values(**values))


def _in(thread: Thread) -> tuple[ColumnElement[bool], ...]:
    return (_turns.c.team == thread.team, _turns.c.channel == thread.channel, _turns.c.thread_ts == thread.ts)
