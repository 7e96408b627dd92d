"""Memory: the conversation of each thread and of each answer, also when an earlier message is edited or deleted."""

import structlog
from pydantic import ValidationError
from sqlalchemy import Column, ColumnElement, Connection, Float, String, Table, insert, select, update

from bot import turns
from bot.database import METADATA
from bot.inbox import Delivery, Thread
from bot.sealing import Sealed
from chains.conversation import Conversation
from chains.rebase import rebased

log = structlog.get_logger()

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("thread_ts", String(32), primary_key=True),
    Column("json", Sealed, nullable=False),
    Column("updated_at", Float, nullable=False),
)
ANSWERS = Table(
    "answers",
    METADATA,
    Column("id", String(32), primary_key=True),  # the id of the delivery that it answers
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("conversation", Sealed, nullable=False),
    Column("created_at", Float, nullable=False),
)


def in_thread(table: Table, thread: Thread) -> tuple[ColumnElement[bool], ...]:
    """The rows of a table that are of a thread."""
    return (table.c.team == thread.team, table.c.channel == thread.channel, table.c.thread_ts == thread.ts)


def conversation_of(stored: str) -> Conversation | None:
    """A stored conversation; ``None`` for one that an earlier version wrote in another form: the thread begins anew."""
    try:
        return Conversation.model_validate_json(stored)
    except ValidationError:
        log.warning("conversation_unreadable")
        return None


def keep(connection: Connection, thread: Thread, conversation: Conversation, now: float) -> None:
    """Keep the conversation of a thread."""
    kept = {"json": conversation.model_dump_json(), "updated_at": now}
    if connection.execute(update(CONVERSATIONS).where(*in_thread(CONVERSATIONS, thread)).values(**kept)).rowcount == 0:
        connection.execute(insert(CONVERSATIONS).values(**thread.columns(), **kept))


def told_otherwise(
    connection: Connection, delivery: Delivery, old: Conversation | None, new: Conversation | None, now: float
) -> None:
    """Keep what an edited message leads to, and without a deleted one what stood before it; later turns change too."""
    thread, followed = delivery.message.thread, turns.later(connection, delivery)
    earlier = turns.before(connection, delivery)
    known = (conversation_of(earlier[1]) if earlier else None) or Conversation()
    if new is not None:
        turns.note(connection, delivery, new)
    else:
        turns.remove(connection, delivery.id)
    if not followed:
        if new is None and earlier is not None:
            query = select(ANSWERS.c.conversation).where(ANSWERS.c.id == earlier[0])  # with the words of its question
            new = conversation_of(connection.execute(query).scalar() or earlier[1])
        keep(connection, thread, new or Conversation(), now)
        return
    leads_to = new or known
    for delivery_id, stored in followed.items():
        if old is not None and (later := conversation_of(stored)) is not None:
            turns.change(connection, delivery_id, rebased(later, known.turns, old, leads_to))
    held = [(CONVERSATIONS, CONVERSATIONS.c.json, in_thread(CONVERSATIONS, thread))]
    held += [(ANSWERS, ANSWERS.c.conversation, (ANSWERS.c.id == delivery_id,)) for delivery_id in followed]
    for table, column, where in held:
        stored_here = connection.execute(select(column).where(*where)).scalar()
        if old is not None and stored_here and (later := conversation_of(stored_here)) is not None:
            changed = rebased(later, known.turns, old, leads_to).model_dump_json()
            connection.execute(update(table).where(*where).values({column.name: changed}))
