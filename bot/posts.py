"""Posts: what stands in Slack for a delivery, part by part, so that it can be replaced or removed."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Column, Connection, Engine, Integer, String, Table, delete, insert, select, update

from bot.database import METADATA

_posts = Table(
    "posts",
    METADATA,
    Column("delivery", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),  # 1 is the first part
    Column("team", String(32), nullable=False),
    Column("place", String(64), nullable=False),  # the ts of a message, or the id of a file (F…); begun: see BEGUN
)
BEGUN = "?"
"""How the place begins of a part that Slack was asked to post, as long as it is not known whether it did; the id of its
file follows where it has one."""


class Posts:
    """The queries over posts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, delivery_id: str) -> Mapping[int, str]:
        """The parts of a reply, each with where it stands."""
        return {number: place for number, place in self._all(delivery_id).items() if not place.startswith(BEGUN)}

    def begun(self, delivery_id: str) -> Mapping[int, str]:
        """The parts of a reply of which it is not known whether they stand in Slack; a file has its id."""
        found = self._all(delivery_id).items()
        return {number: place.removeprefix(BEGUN) for number, place in found if place.startswith(BEGUN)}

    def _all(self, delivery_id: str) -> dict[int, str]:
        query = select(_posts.c.number, _posts.c.place).where(_posts.c.delivery == delivery_id)
        with self._engine.begin() as connection:
            return {row.number: row.place for row in connection.execute(query.order_by(_posts.c.number))}

    def found(self, delivery_id: str, number: int, place: str) -> None:
        """A part that was begun stands in Slack."""
        where = (_posts.c.delivery == delivery_id, _posts.c.number == number)
        with self._engine.begin() as connection:
            connection.execute(update(_posts).where(*where).values(place=place))

    def forget(self, delivery_id: str, number: int) -> None:
        """A part no longer stands in Slack."""
        gone = delete(_posts).where(_posts.c.delivery == delivery_id, _posts.c.number == number)
        with self._engine.begin() as connection:
            connection.execute(gone)


def begin(connection: Connection, delivery_id: str, team: str, number: int, file_id: str = "") -> None:
    """Note that a part is about to be posted, in the caller's transaction."""
    note(connection, delivery_id, team, number, f"{BEGUN}{file_id}")


def note(connection: Connection, delivery_id: str, team: str, number: int, place: str) -> None:
    """Note where a part stands, in the caller's transaction."""
    where = (_posts.c.delivery == delivery_id, _posts.c.number == number)
    if connection.execute(update(_posts).where(*where).values(place=place)).rowcount == 0:
        row = {"delivery": delivery_id, "number": number, "team": team, "place": place}
        connection.execute(insert(_posts).values(row))


def forget_all(connection: Connection, delivery_ids: Sequence[str]) -> None:
    """Forget the parts of some deliveries, in the caller's transaction."""
    connection.execute(delete(_posts).where(_posts.c.delivery.in_(delivery_ids)))
