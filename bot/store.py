"""Store: deliveries and conversations, in SQLite or in any database of DATABASE_URL."""

from collections.abc import Sequence

import structlog
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    Index,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot import given, memory, posts, tenure, turns
from bot.answers import Answers
from bot.database import METADATA
from bot.erasure import Erasure
from bot.inbox import APART, Delivery, Message, Thread
from bot.memory import ANSWERS, CONVERSATIONS, conversation_of, in_thread
from bot.posts import Posts
from bot.render.buttons import CHART, CORRECT, SHEET, SHOW_MORE
from bot.sealing import Sealed
from bot.trail import Trail
from chains.conversation import Conversation

log = structlog.get_logger()

_OPEN = ("pending", "claimed")
LONGEST_LEASE_S = 300.0
"""A lease that ends later than this was given before the clock was put back, and holds nobody off. Machines whose
clocks differ by less do not take it for one of those."""

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
    Column("state", String(16), nullable=False),  # pending -> claimed -> answered | failed | refused | deleted
    Column("owner", String(32)),  # a claim, not a process: one that claims again is another owner
    Column("lease_until", Float, nullable=False, default=0.0),
    Column("claims", Integer, nullable=False, default=0),
    Column("claimed_at", Float),
    Column("parts_posted", Integer, nullable=False, default=0),
    Column("reply_ts", String(32)),
    Column("created_at", Float, nullable=False),
    Column("revision", String(32), nullable=False, default="", server_default=""),  # ts of the last edit or deletion
    Column("about", String(32), nullable=False, default="", server_default=""),  # of a private one: the thread's ts
    UniqueConstraint("team", "event_id"),
    UniqueConstraint("team", "channel", "ts"),
    Index("deliveries_by_thread", "team", "channel", "thread_ts"),
    Index("deliveries_by_state", "state"),
)


class Store:
    """Every query of the bot, one method each; each is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.answers = Answers(engine)
        self.erasure = Erasure(engine)
        self.posts = Posts(engine)
        self.trail = Trail(engine)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def record(self, delivery_id: str, message: Message, now: float) -> bool:
        """Write a message down, once. False when it was there already, by event or by place."""
        is_gone = message.kind == "deleted"
        columns = {"team", "event_id", "channel", "ts", "thread_ts", "joins", "revision", "about"}
        row = {
            **message.model_dump(include=columns),
            "id": delivery_id,
            "message": None if is_gone else message.model_dump_json(),
            "state": "deleted" if is_gone else "pending",
            "created_at": now,
        }
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(_deliveries).values(row))
        except IntegrityError:
            return False
        return True

    def revise(self, message: Message, now: float, *, is_new_to_us: bool = False) -> Thread | None:
        """Put an edited or deleted message in the place of what was written; its thread, where there is work to do.

        ``None`` for a message that is not known, and for a change that is not newer than the one known; also for an
        edit that made the message a question (``is_new_to_us``), which has then come as a mention already.
        """
        table = _deliveries
        where = (table.c.team == message.team, table.c.channel == message.channel, table.c.ts == message.ts)
        with self.engine.begin() as connection:
            row = connection.execute(select(table).where(*where).with_for_update()).first()
            if row is None or row.state == "deleted" or row.revision >= message.revision:
                return None
            if is_new_to_us and not row.revision:
                return None
            kept = {"event_id": row.event_id, "thread_ts": row.thread_ts, "joins": bool(row.joins), "only_for": ""}
            if row.thread_ts.startswith(APART):  # what was answered privately stays so, whatever was chosen since
                kept |= {"only_for": message.user, "about": message.about or message.thread_ts}
            values: dict[str, object] = {
                "message": message.model_copy(update=kept).model_dump_json(),
                "revision": message.revision,
                "parts_posted": 0,
                "claims": 0,
                "created_at": now,
            }
            if row.state != "claimed":  # else the worker that has it finds out, and gives it back
                values |= {"state": "pending", "owner": None, "lease_until": 0.0}
            connection.execute(update(table).where(table.c.id == row.id).values(**values))
        return Thread(team=row.team, channel=row.channel, ts=row.thread_ts)

    def reopen(self, delivery: Delivery) -> None:
        """Give back a message that was edited or deleted while this claim worked on it, to be worked on at once.

        Where its workspace was purged meanwhile, its answer goes too.
        """
        table = _deliveries
        again = {"state": "pending", "owner": None, "lease_until": 0.0, "parts_posted": 0}
        with self.engine.begin() as connection:
            changed = table.c.revision != delivery.revision
            connection.execute(update(table).where(*tenure.held(delivery), changed).values(**again))
            if not _is_kept(connection, delivery):
                _forget_answers(connection, [delivery.id])

    def takes_part(self, thread: Thread, before: str | None = None) -> bool:
        """Whether the bot was asked in this thread; with ``before``, earlier than that message."""
        table = _deliveries
        query = select(table.c.id).where(*in_thread(table, thread), table.c.joins == 1, table.c.state != "deleted")
        query = query if before is None else query.where(table.c.ts < before)
        with self.engine.begin() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def claim(self, thread: Thread, owner: str, now: float, until: float) -> Delivery | None:
        """Take the thread's earliest unanswered message; ``None`` when there is none, or another holds or delays it."""
        table = _deliveries
        query = select(table).where(*in_thread(table, thread), table.c.state.in_(_OPEN)).order_by(table.c.ts)
        with self.engine.begin() as connection:
            rows = connection.execute(query.with_for_update()).all()
            row = rows[0] if rows else None
            # an earlier message that was edited waits until the one under way is done
            busy = any(one.state == "claimed" and _is_leased(one, now) for one in rows)
            if row is None or busy or _is_leased(row, now):
                return None
            # one that cannot be read here is not claimed: another worker may have its key
            delivery = _delivery(row, owner)
            taken = {"state": "claimed", "owner": owner, "lease_until": until, "claimed_at": now}
            connection.execute(update(table).where(table.c.id == row.id).values(**taken, claims=row.claims + 1))
        return delivery

    def hold(self, claims: Sequence[tuple[str, str]], until: float) -> int:
        """Lengthen the lease of those claims (delivery and owner) that still have their message; how many those are."""
        table = _deliveries
        ids, owners = zip(*claims, strict=True)
        held = (table.c.id.in_(ids), table.c.owner.in_(owners), table.c.state == "claimed")
        with self.engine.begin() as connection:
            return connection.execute(update(table).where(*held).values(lease_until=until)).rowcount

    def keep(self, delivery: Delivery, until: float) -> bool:
        """Lengthen the lease of one claim. False where it has the message no longer, or that was edited or deleted."""
        return self._change(delivery, lease_until=until)

    def posting(self, delivery: Delivery, part: int, file_id: str = "") -> bool:
        """Note that a part is about to be posted, before Slack is asked to. False where it is not this claim's to do.

        Should this process end before it knows what became of it, another one looks in Slack.
        """
        with self.engine.begin() as connection:
            if not tenure.lasts(connection, delivery):
                return False
            posts.begin(connection, delivery.id, delivery.message.team, part, file_id)
            return True

    def posted(self, delivery: Delivery, parts: int, place: str) -> bool:
        """Note that this many parts of the reply are in the thread, and where the last stands.

        False where the message is no longer this claim's: whoever has it looks for what stands in Slack.
        """
        with self.engine.begin() as connection:
            noted = {"parts_posted": parts, "reply_ts": place}
            is_ours = connection.execute(update(_deliveries).where(*tenure.of(delivery)).values(**noted)).rowcount == 1
            # one that was edited meanwhile is answered anew by this process, in the place of what stands
            held = select(_deliveries.c.id).where(*tenure.held(delivery))
            if is_ours or connection.execute(held.with_for_update()).first() is not None:
                posts.note(connection, delivery.id, delivery.message.team, parts, place)
            return is_ours

    def release(self, delivery: Delivery, retry_at: float) -> None:
        """Give a message back, to be tried again later; what failed was not the message."""
        again = {"state": "pending", "owner": None, "lease_until": retry_at, "claims": _deliveries.c.claims - 1}
        self._change(delivery, **again)

    def finish(self, delivery: Delivery, state: str, conversation: Conversation | None, now: float) -> bool:
        """Close a message and keep the conversation as it stands after it; the message's text is forgotten.

        Does nothing and gives False where the message is no longer this claim's: another worker has taken it over, its
        case was erased, or it was edited or deleted and is worked on again.
        """
        table = _deliveries
        with self.engine.begin() as connection:
            closed = {"state": state, "owner": None, "message": None}
            if connection.execute(update(table).where(*tenure.of(delivery)).values(**closed)).rowcount == 0:
                return False
            is_gone = delivery.message.kind == "deleted"
            if delivery.revision and (state != "failed" or is_gone):
                _undo(connection, delivery, now)
            told = turns.stored(connection, delivery.id)
            if told is not None and (state != "failed" or is_gone):
                memory.told_otherwise(connection, delivery, conversation_of(told), conversation, now)
            elif conversation is not None:
                turns.note(connection, delivery, conversation)
                memory.keep(connection, delivery.message.thread, conversation, now)
            if is_gone:
                _forget_answers(connection, [delivery.id])
            return True

    def dependents(self, delivery: Delivery) -> tuple[str, ...]:
        """What was made of an answer: the ids of what its buttons gave, and of its corrections."""
        with self.engine.begin() as connection:
            return (*_given_by_buttons(connection, delivery), *_corrections(connection, delivery))

    def corrections(self, delivery: Delivery) -> tuple[str, ...]:
        """How the case was put right by hand under an answer: the ids of those deliveries, in their order."""
        with self.engine.begin() as connection:
            return _corrections(connection, delivery)

    def drop(self, delivery: Delivery) -> None:
        """Forget what the buttons under an answer gave, so that they can be pressed again."""
        with self.engine.begin() as connection:
            _drop(connection, _given_by_buttons(connection, delivery))

    def is_followed(self, delivery: Delivery) -> bool:
        """Whether other questions stand in the thread after this one."""
        table = _deliveries
        with self.engine.begin() as connection:
            of_it = (*_given_by_buttons(connection, delivery), *_corrections(connection, delivery))
            query = select(table.c.id).where(
                *in_thread(table, delivery.message.thread),
                table.c.ts > delivery.message.ts,
                table.c.state != "deleted",
                table.c.id.not_in(of_it),
            )
            return connection.execute(query.limit(1)).first() is not None

    def waiting(self, now: float) -> tuple[Thread, ...]:
        """Threads with an unanswered message that nobody holds."""
        table = _deliveries
        columns = (table.c.team, table.c.channel, table.c.thread_ts)
        is_free = or_(table.c.lease_until <= now, table.c.lease_until > now + LONGEST_LEASE_S)
        query = select(*columns).where(table.c.state.in_(_OPEN), is_free).distinct()
        with self.engine.begin() as connection:
            return tuple(Thread(team=row[0], channel=row[1], ts=row[2]) for row in connection.execute(query))

    def conversation(self, thread: Thread) -> Conversation | None:
        """The case of a thread, if there is one."""
        query = select(CONVERSATIONS.c.json).where(*in_thread(CONVERSATIONS, thread))
        with self.engine.begin() as connection:
            row = connection.execute(query).first()
        return conversation_of(row[0]) if row else None

    def conversation_for(self, delivery: Delivery) -> Conversation | None:
        """What a message builds on: the case of its thread; for one that is answered anew, the case before it."""
        with self.engine.begin() as connection:
            if turns.stored(connection, delivery.id) is not None:
                earlier = turns.before(connection, delivery)
                return conversation_of(earlier[1]) if earlier else None
        return self.conversation(delivery.message.thread)

    def _change(self, delivery: Delivery, **values: object) -> bool:
        with self.engine.begin() as connection:
            return connection.execute(update(_deliveries).where(*tenure.of(delivery)).values(**values)).rowcount == 1


def _is_leased(row: Row[tuple[object, ...]], now: float) -> bool:
    """Whether somebody works on a message, or it waits for its time."""
    return bool(now < row.lease_until <= now + LONGEST_LEASE_S)


def _is_kept(connection: Connection, delivery: Delivery) -> bool:
    """Whether a delivery is still in the store: its workspace may have been purged while it was worked on."""
    return connection.execute(select(_deliveries.c.id).where(_deliveries.c.id == delivery.id)).first() is not None


def _given_by_buttons(connection: Connection, delivery: Delivery) -> tuple[str, ...]:
    """What the buttons under an answer gave, under what these gave, and under corrections of it."""
    return tuple(one for one, event_id in _made_of(connection, delivery).items() if not _is_correction(event_id))


def _corrections(connection: Connection, delivery: Delivery) -> tuple[str, ...]:
    return tuple(one for one, event_id in _made_of(connection, delivery).items() if _is_correction(event_id))


def _made_of(connection: Connection, delivery: Delivery) -> dict[str, str]:
    """The deliveries that were asked for by the buttons under an answer, or under one of them: id to event id."""
    table, found, newest = _deliveries, dict[str, str](), [delivery.id]
    while newest:
        asked_for = [
            table.c.event_id == f"{button}:{answer_id}" for button in (SHOW_MORE, CHART, SHEET) for answer_id in newest
        ]
        asked_for += [table.c.event_id.startswith(f"{CORRECT}:{answer_id}:", autoescape=True) for answer_id in newest]
        query = select(table.c.id, table.c.event_id).where(table.c.team == delivery.message.team, or_(*asked_for))
        rows = connection.execute(query.order_by(table.c.created_at)).all()
        newest = [row.id for row in rows if row.id not in found]
        found |= {row.id: row.event_id for row in rows}
    return found


def _is_correction(event_id: str) -> bool:
    return event_id.startswith(f"{CORRECT}:")


def _undo(connection: Connection, delivery: Delivery, now: float) -> None:
    """Take back what was put right by hand under an answer that is made anew: it belongs to the question as it was."""
    corrections = _corrections(connection, delivery)
    for correction in reversed(corrections):
        if (stored := turns.stored(connection, correction)) is not None:
            undone = delivery.model_copy(update={"id": correction})
            memory.told_otherwise(connection, undone, conversation_of(stored), None, now)
    _drop(connection, corrections)


def _drop(connection: Connection, delivery_ids: Sequence[str]) -> None:
    posts.forget_all(connection, delivery_ids)
    _forget_answers(connection, delivery_ids)
    connection.execute(delete(_deliveries).where(_deliveries.c.id.in_(delivery_ids)))


def _forget_answers(connection: Connection, delivery_ids: Sequence[str]) -> None:
    connection.execute(delete(ANSWERS).where(ANSWERS.c.id.in_(delivery_ids)))
    given.forget_all(connection, delivery_ids)


def _delivery(row: Row[tuple[object, ...]], owner: str) -> Delivery:
    return Delivery(
        id=row.id,
        owner=owner,
        message=Message.model_validate_json(row.message),
        claims=row.claims + 1,
        parts_posted=row.parts_posted,
        created_at=row.created_at,
        revision=row.revision,
    )
