"""Usage: how much the bot is used in a workspace, as counts; nothing that anybody wrote."""

from datetime import UTC, date, datetime

from sqlalchemy import Engine, func, select

from bot.database import METADATA
from knowledge.case import Value

WEEK_S = 7 * 86_400.0
MOST_CHANNELS = 20


class Usage(Value):
    """Counts of one workspace."""

    answered: int
    answered_this_week: int
    failed: int
    waiting: int
    channels: tuple[str, ...]
    """Ids of the channels in which it answered, the busiest first; direct messages are not among them."""
    more_channels: int
    """How many channels beyond those."""
    direct: int
    """In how many direct messages it answered."""
    threads: int
    """Threads of which a case is kept."""
    oldest: date | None
    """When the longest untouched of these was last touched."""


def usage(engine: Engine, team: str, now: float) -> Usage:
    """The counts of a workspace."""
    deliveries, conversations = METADATA.tables["deliveries"], METADATA.tables["conversations"]
    ours = deliveries.c.team == team
    states = select(deliveries.c.state, func.count()).where(ours).group_by(deliveries.c.state)
    recent = select(func.count()).where(ours, deliveries.c.state == "answered", deliveries.c.created_at >= now - WEEK_S)
    places = (
        select(deliveries.c.channel)
        .where(ours, deliveries.c.state == "answered")
        .group_by(deliveries.c.channel)
        .order_by(func.count().desc(), deliveries.c.channel)
    )
    kept = select(func.count(), func.min(conversations.c.updated_at)).where(conversations.c.team == team)
    with engine.begin() as connection:
        counts = {state: int(count) for state, count in connection.execute(states)}
        this_week = int(connection.execute(recent).scalar() or 0)
        found = [str(channel) for channel in connection.execute(places).scalars()]
        threads, oldest = connection.execute(kept).one()
    channels = [channel for channel in found if not channel.startswith("D")]
    return Usage(
        answered=counts.get("answered", 0),
        answered_this_week=this_week,
        failed=counts.get("failed", 0),
        waiting=counts.get("pending", 0) + counts.get("claimed", 0),
        channels=tuple(channels[:MOST_CHANNELS]),
        more_channels=max(0, len(channels) - MOST_CHANNELS),
        direct=len(found) - len(channels),
        threads=int(threads),
        oldest=datetime.fromtimestamp(oldest, UTC).date() if oldest else None,
    )
