"""Tenure: whether a worker still has the delivery that it works on.

A worker that was held up for longer than its lease may find, when it goes on, that another one has answered, or that
the case was erased meanwhile. What it writes is written only while the delivery is its own; the check locks the row,
so that nobody can take the delivery in between.
"""

from sqlalchemy import ColumnElement, Connection, select

from bot.database import METADATA
from bot.inbox import Delivery


def held(delivery: Delivery) -> tuple[ColumnElement[bool], ...]:
    """The row of a delivery, where it is still this claim's."""
    table = METADATA.tables["deliveries"]
    return (table.c.id == delivery.id, table.c.owner == delivery.owner, table.c.state == "claimed")


def of(delivery: Delivery) -> tuple[ColumnElement[bool], ...]:
    """The row of a delivery, where it is still this claim's and was neither edited nor deleted since."""
    return (*held(delivery), METADATA.tables["deliveries"].c.revision == delivery.revision)


def lasts(connection: Connection, delivery: Delivery) -> bool:
    """Whether the delivery is still this claim's, until the end of the caller's transaction."""
    query = select(METADATA.tables["deliveries"].c.id).where(*of(delivery)).with_for_update()
    return connection.execute(query).first() is not None
