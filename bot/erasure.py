"""Erasure: the case of a thread leaves every table that holds something of it, on request or by age.

Which tables those are is read from the one set of tables: those with the columns of a thread, and those that name a
delivery of it. A table whose texts may be empty keeps its rows without them (a delivery must stay known, so that it is
not answered twice); of any other the rows go. What is append-only says so in its ``info`` and holds no case.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    String,
    Table,
    Text,
    delete,
    func,
    or_,
    select,
    update,
)

from bot.database import METADATA
from bot.inbox import Thread

APPEND_ONLY = "append_only"
AGED_BY = "aged_by"
"""In the ``info`` of a table whose rows may belong to no thread, as private lookups do: the column of their age."""
BRIEF = "brief"
"""In the ``info`` of a table whose rows count for a short time and hold no case: the column of their time, and how many
seconds later they go. What stands in them may tell who asks how often."""
_PLACE = ("team", "channel", "thread_ts")
_NAMES_A_DELIVERY = ("delivery", "answer_id", "id")
_OPEN = ("pending", "claimed")
_AT_ONCE = 5
"""How many threads are erased by age in one transaction: few, as others wait for it a few seconds at most."""
Noted = Callable[[Connection, str, int], None]
"""Told, within a transaction, of which workspace how many threads it erases."""


class Erasure:
    """Erases cases; each erasure is one transaction, and may be done again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def forget(self, thread: Thread, by: str = "") -> None:
        """Erase the case of a thread, and what anybody was told of it privately, as that goes on from the same case.

        Messages of it that wait for an answer are kept: they begin a new case. So does one that is being answered, as
        that answer builds on what is erased; except the delivery ``by`` which this is asked for.
        """
        deliveries = METADATA.tables["deliveries"]
        here = (deliveries.c.team == thread.team, deliveries.c.channel == thread.channel)
        anew = {"state": "pending", "owner": None, "lease_until": 0.0}
        with self._engine.begin() as connection:
            private = select(deliveries.c.thread_ts).where(*here, deliveries.c.about == thread.ts).distinct()
            told = {thread.ts, *connection.execute(private).scalars()}
            for one in (thread.model_copy(update={"ts": ts}) for ts in sorted(told)):
                under_way = (*_in(deliveries, one), deliveries.c.state == "claimed", deliveries.c.id != by)
                connection.execute(update(deliveries).where(*under_way).values(**anew))
                for table, mine in _tables(one):
                    _take_texts(connection, table, mine)
        self._wipe()

    def purge(self, before: float, noted: Noted | None = None) -> dict[str, int]:
        """Erase every thread in which nothing happened since then; how many of which workspace.

        ``noted`` is told, within each transaction, how many threads of a workspace it erases: what is written of it
        stands if they are gone, and only then.
        """
        deliveries, conversations = METADATA.tables["deliveries"], METADATA.tables["conversations"]
        last = func.max(deliveries.c.created_at) < before
        of = [deliveries.c[name] for name in _PLACE]
        there = select(deliveries.c.id).where(*(deliveries.c[name] == conversations.c[name] for name in _PLACE))
        alone = select(*(conversations.c[name] for name in _PLACE)).where(
            conversations.c.updated_at < before, ~there.exists()
        )
        with self._engine.begin() as connection:
            old = {*connection.execute(select(*of).group_by(*of).having(last)), *connection.execute(alone)}
        erased: dict[str, int] = {}
        for team, some in _batches(old):
            with self._engine.begin() as connection:
                count = sum(_erase_whole(connection, thread, before) for thread in some)
                if count and noted is not None:
                    noted(connection, team, count)
            if count:
                erased[team] = erased.get(team, 0) + count
        loose = self._erase_loose(before)
        if erased or loose:
            self._wipe()
        return erased

    def sweep(self, now: float) -> int:
        """Take out the rows whose short time is over, of every workspace; how many."""
        count = 0
        with self._engine.begin() as connection:
            for table in METADATA.sorted_tables:
                if (brief := table.info.get(BRIEF)) is not None:
                    name, seconds = brief
                    until = now - seconds
                    is_date = isinstance(table.c[name].type, DateTime)
                    over = table.c[name] < (
                        datetime.fromtimestamp(until, UTC).replace(tzinfo=None) if is_date else until
                    )
                    count += connection.execute(delete(table).where(over)).rowcount
        return count

    def _erase_loose(self, before: float) -> int:
        """Erase what is so old and belongs to no thread of which anything is left; in how many rows."""
        ids, count = select(METADATA.tables["deliveries"].c.id), 0
        with self._engine.begin() as connection:
            for table in METADATA.sorted_tables:
                if (age := table.info.get(AGED_BY)) is not None:
                    loose = [column.not_in(ids) for column in _names(table)]
                    count += _take_texts(connection, table, _all(table.c[age] < before, *loose))
        return count

    def _wipe(self) -> None:
        """Have SQLite's journal hold nothing of what was erased; the file itself is overwritten (secure_delete)."""
        if self._engine.dialect.name != "sqlite":
            return
        raw = self._engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()


def _batches(places: Iterable[Sequence[str]]) -> Iterator[tuple[str, list[Thread]]]:
    """Threads of one workspace after the other, in the order in which every worker takes them."""
    for team, here in groupby(sorted(tuple(place) for place in places), key=itemgetter(0)):
        threads = [Thread(team=team, channel=channel, ts=ts) for _, channel, ts in here]
        for start in range(0, len(threads), _AT_ONCE):
            yield team, threads[start : start + _AT_ONCE]


def _erase_whole(connection: Connection, thread: Thread, before: float) -> bool:
    """Erase a thread that is so old; False where another worker has, or a message came meanwhile."""
    deliveries = METADATA.tables["deliveries"]
    newer = select(deliveries.c.id).where(*_in(deliveries, thread), deliveries.c.created_at >= before)
    if connection.execute(newer).first() is not None:
        return False
    touched = 0
    for table, mine in _tables(thread):
        if table is deliveries or not _texts(table):
            touched += connection.execute(delete(table).where(mine)).rowcount
        else:
            touched += _take_texts(connection, table, mine)
    return touched > 0


def _tables(thread: Thread) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Every table with something of a thread, and which of its rows; deliveries last, as others are found by them."""
    deliveries = METADATA.tables["deliveries"]
    ids = select(deliveries.c.id).where(*_in(deliveries, thread))
    for table in METADATA.sorted_tables:
        if table is deliveries or table.info.get(APPEND_ONLY) or "team" not in table.c:
            continue
        if set(_PLACE) <= set(table.c.keys()):
            yield table, _all(*_in(table, thread))
        elif named := _names(table):
            yield table, _all(table.c.team == thread.team, or_(*(column.in_(ids) for column in named)))
    yield deliveries, _all(*_in(deliveries, thread))


def _take_texts(connection: Connection, table: Table, mine: ColumnElement[bool]) -> int:
    """Erase the texts of some rows; in how many that was."""
    texts = _texts(table)
    if not texts:
        return 0
    empty = [column for column in texts if column.nullable]
    if not empty:
        return connection.execute(delete(table).where(mine)).rowcount
    closed = mine & table.c.state.not_in(_OPEN) if "state" in table.c else mine
    full = closed & or_(*(column.is_not(None) for column in empty))
    return connection.execute(update(table).where(full).values(dict.fromkeys(empty))).rowcount


def _names(table: Table) -> list[Column[str]]:
    """The columns that may hold the id of a delivery."""
    return [table.c[name] for name in _NAMES_A_DELIVERY if name in table.c and isinstance(table.c[name].type, String)]


def _texts(table: Table) -> list[Column[str]]:
    """The columns that may hold what somebody wrote, sealed or not."""
    return [column for column in table.columns if isinstance(column.type, Text) or _is_sealed(column)]


def _is_sealed(column: Column[str]) -> bool:
    return isinstance(getattr(column.type, "impl_instance", None), Text)


def _in(table: Table, thread: Thread) -> tuple[ColumnElement[bool], ...]:
    return (table.c.team == thread.team, table.c.channel == thread.channel, table.c.thread_ts == thread.ts)


def _all(first: ColumnElement[bool], *more: ColumnElement[bool]) -> ColumnElement[bool]:
    for one in more:
        first = first & one
    return first
