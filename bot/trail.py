"""Trail: who asked when and where, and which sources and versions answered; never what was asked or answered.

One chain a workspace: each entry holds the hash of the one before and is hashed over all that it says, so that an entry
which was changed, taken out or put in between is found. Triggers of the database refuse to change or delete entries.
What a chain cannot show is that its end was cut off, or that all of it was written anew; whoever must exclude that
keeps the last hash, which ``netboard audit verify`` prints, somewhere else.
"""

import hashlib
import json
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Column, Connection, Engine, Integer, String, Table, Text, UniqueConstraint, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.database import METADATA
from bot.erasure import APPEND_ONLY
from knowledge.case import Value

if TYPE_CHECKING:
    from bot.inbox import Delivery
    from bot.slash import Asker
    from chains.answer import Answer

Event = Literal["answered", "failed", "forgotten", "purged", "exported"]
FIRST = "0" * 64
"""What stands for the hash before the first entry."""
_TRIES = 20
_HASHED = ("team", "number", "at", "event", "person", "channel", "thread_ts", "subject", "details", "previous")
_audit = Table(
    "audit",
    METADATA,
    Column("team", String(32), primary_key=True),  # a chain a workspace
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 …
    Column("at", String(32), nullable=False),  # UTC
    Column("event", String(16), nullable=False),
    Column("person", String(64), nullable=False),  # the id of whoever asked, in Slack
    Column("channel", String(32), nullable=False),
    Column("thread_ts", String(64), nullable=False),
    Column("subject", String(64), nullable=False),  # the delivery; one entry of an event for each
    Column("details", Text, nullable=False),  # JSON: kind, sources, versions, kinds of identifiers
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("team", "event", "subject"),
    info={APPEND_ONLY: True},
)


class Entry(Value):
    """One entry as it is stored; ``details`` is JSON as it was hashed."""

    team: str
    number: int
    at: str
    event: str
    person: str
    channel: str
    thread_ts: str
    subject: str
    details: str
    previous: str
    hash: str

    def right_hash(self) -> str:
        """The hash that this entry must have."""
        return _hash(self.model_dump())

    def line(self) -> str:
        """The entry as one line of an export."""
        return json.dumps(self.model_dump(), ensure_ascii=False)


class Checked(Value):
    """What became of a check: how many entries, the last hash of each chain, and the first that is broken."""

    entries: int
    heads: dict[str, str]
    broken: str | None = None


class Trail:
    """Writes entries and reads them back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def answered(self, delivery: "Delivery", answer: "Answer | None") -> None:
        """Who was answered, by which sources and versions; once a delivery, before the answer is posted."""
        self._of(delivery, "answered", _versions(answer) if answer is not None else {})

    def failed(self, delivery: "Delivery", incident: str) -> None:
        """Who was not answered, and under which id that stands in the log."""
        self._of(delivery, "failed", {"incident": incident})

    def looked_up(self, asker: "Asker", answer_id: str, answer: "Answer") -> None:
        """Who was answered after a slash command, by which sources and versions; before the answer is shown."""
        self._of_asker(asker, "answered", answer_id, _versions(answer))

    def lookup_failed(self, asker: "Asker", incident: str) -> None:
        """Whose slash command was not answered, and under which id that stands in the log."""
        self._of_asker(asker, "failed", incident, {"incident": incident})

    def forgotten(self, team: str, channel: str, thread_ts: str, *, person: str, subject: str) -> None:
        """Who had the case of a thread erased."""
        self.note(team, "forgotten", person=person, channel=channel, thread_ts=thread_ts, subject=subject)

    def purged(self, team: str, threads: int, days: int, within: Connection) -> None:
        """How many threads are erased by age; ``within`` the transaction that erases them, so that both or none are."""
        self.note(team, "purged", details={"threads": threads, "days": days}, within=within)

    def exported(self, team: str, entries: int) -> None:
        """That this chain was exported."""
        self.note(team, "exported", details={"entries": entries})

    def note(
        self,
        team: str,
        event: Event,
        *,
        person: str = "",
        channel: str = "",
        thread_ts: str = "",
        subject: str = "",
        details: Mapping[str, Any] | None = None,
        within: Connection | None = None,
    ) -> bool:
        """Append an entry. False where this event of this subject is there already.

        ``within`` is a transaction of which it becomes a part; without one it has its own, and is tried again.
        """
        said = {
            "team": team,
            "at": datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="milliseconds"),
            "event": event,
            "person": person,
            "channel": channel,
            "thread_ts": thread_ts,
            "subject": subject or uuid.uuid4().hex,
            "details": json.dumps(details or {}, ensure_ascii=False, sort_keys=True),
        }
        if within is not None:
            return _append(within, said)
        for tried in range(1, _TRIES + 1):
            try:
                with self._engine.begin() as connection:
                    return _append(connection, said)
            except IntegrityError:  # another process took this number: the next one is ours
                if tried == _TRIES:
                    raise
        return False

    def entries(self, team: str | None = None) -> Iterator[Entry]:
        """Every entry in order, of one workspace or chain after chain."""
        query = select(_audit).order_by(_audit.c.team, _audit.c.number)
        query = query if team is None else query.where(_audit.c.team == team)
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=500).execute(query):
                yield Entry(**row._mapping)

    def _of_asker(self, asker: "Asker", event: Event, subject: str, details: Mapping[str, Any]) -> None:
        said = {**_kinds("slash", asker.removed), **details}
        self.note(asker.team, event, person=asker.user, channel=asker.channel, subject=f"slash:{subject}", details=said)

    def _of(self, delivery: "Delivery", event: Event, details: Mapping[str, Any]) -> None:
        message = delivery.message
        # a message that was edited is answered anew, and has an entry for each wording that was answered
        subject = f"{delivery.id}:{delivery.revision}" if delivery.revision else delivery.id
        self.note(
            message.team,
            event,
            person=message.user,
            channel=message.channel,
            thread_ts=message.thread_ts,
            subject=subject,
            details={**_kinds(message.kind, message.removed), **details},
        )


def check(entries: Iterable[Entry]) -> Checked:
    """Whether each chain is whole; stops at the first entry that is not."""
    heads: dict[str, str] = {}
    numbers: dict[str, int] = {}
    count = 0
    for entry in entries:
        previous, number = heads.get(entry.team, FIRST), numbers.get(entry.team, 0) + 1
        wrong = None
        if entry.number != number:
            wrong = f"entry {number} is missing"
        elif entry.hash != entry.right_hash():
            wrong = f"entry {entry.number} was changed"
        elif entry.previous != previous:
            wrong = f"entry {entry.number} does not follow the one before it"
        if wrong is not None:
            return Checked(entries=count, heads=heads, broken=f"workspace {entry.team}: {wrong}")
        heads[entry.team], numbers[entry.team] = entry.hash, number
        count += 1
    return Checked(entries=count, heads=heads)


def _append(connection: Connection, said: Mapping[str, str]) -> bool:
    mine = _audit.c.team == said["team"]
    if connection.dialect.name == "postgresql":  # SQLite's transactions are one after the other anyway
        key = int.from_bytes(hashlib.sha256(f"audit {said['team']}".encode()).digest()[:8], signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(key)))
    known = select(_audit.c.number).where(mine, _audit.c.event == said["event"], _audit.c.subject == said["subject"])
    if connection.execute(known).first() is not None:
        return False
    last = connection.execute(
        select(_audit.c.number, _audit.c.hash).where(mine).order_by(_audit.c.number.desc()).limit(1)
    ).first()
    row = {**said, "number": last.number + 1 if last else 1, "previous": last.hash if last else FIRST}
    connection.execute(insert(_audit).values(**row, hash=_hash(row)))
    return True


def _hash(row: Mapping[str, Any]) -> str:
    said = json.dumps([row[name] for name in _HASHED], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _kinds(kind: str, removed: Sequence[str]) -> dict[str, Any]:
    return {"kind": kind, **({"identifiers": list(removed)} if removed else {})}


def _versions(answer: "Answer") -> dict[str, Any]:
    meta = answer.meta
    return {
        "intent": answer.question.intent,
        "sources": [reference.id for reference in answer.references],
        "knowledge": meta.knowledge_version,
        "rules": meta.rules_version,
        "writer": meta.writer,
        "prompts": list(meta.prompts),
        "refused": answer.refused,
        **({"unsearched": True} if answer.unsearched else {}),
    }
