"""Preferences: how a person wants to be answered, chosen on the Home tab."""

import hashlib
from typing import Literal

from sqlalchemy import Column, ColumnElement, Engine, Float, Integer, String, Table, insert, select, update

from bot.database import METADATA
from bot.inbox import APART, Message
from knowledge.case import Value

Length = Literal["short", "full"]
_preferences = Table(
    "preferences",
    METADATA,
    Column("team", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("length", String(8), nullable=False),
    Column("private", Integer, nullable=False),
    Column("updated_at", Float, nullable=False),
)


class Preference(Value):
    """What one person chose; the defaults hold for everybody else."""

    length: Length = "short"
    private: bool = False
    """Whether answers in channels are shown to the asker alone."""


class Preferences:
    """What everybody chose. Holds ids and two choices, nothing of any case."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, team: str, user: str) -> Preference:
        """What a person chose, or the defaults."""
        query = select(_preferences.c.length, _preferences.c.private).where(*_whose(team, user))
        with self._engine.begin() as connection:
            row = connection.execute(query).first()
        if row is None:
            return Preference()
        return Preference(length="full" if row.length == "full" else "short", private=bool(row.private))

    def keep(self, team: str, user: str, preference: Preference, now: float) -> None:
        """Write down what a person chose."""
        row = {"length": preference.length, "private": int(preference.private), "updated_at": now}
        with self._engine.begin() as connection:
            changed = connection.execute(update(_preferences).where(*_whose(team, user)).values(**row)).rowcount
            if changed == 0:
                connection.execute(insert(_preferences).values(team=team, user=user, **row))

    def applied(self, message: Message) -> Message:
        """A message as its asker wants it answered: privately, where they chose so and others would read along.

        What is asked privately in one thread is a conversation of its own, apart from that of the thread.
        """
        if message.kind == "forget":  # it erases the case of the thread, which everybody there is told
            return message
        if not message.user or message.channel.startswith("D") or not self.of(message.team, message.user).private:
            return message
        return message.model_copy(
            update={
                "only_for": message.user,
                "about": message.thread_ts,
                "thread_ts": apart(message.user, message.thread_ts),
                "joins": False,
            }
        )


def apart(user: str, thread_ts: str) -> str:
    """The ts of the conversation that a person has privately about a thread."""
    return f"{APART}{hashlib.sha256(f'{user}:{thread_ts}'.encode()).hexdigest()[:20]}"


def _whose(team: str, user: str) -> tuple[ColumnElement[bool], ...]:
    return (_preferences.c.team == team, _preferences.c.user == user)
