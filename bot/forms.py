"""Forms: what a modal that is open will need when it is submitted; the modal itself holds the id alone.

What Slack keeps in ``private_metadata`` can be read by others, so the text of a message and addresses to answer to
wait here. What comes of a form comes once, however often it is sent; it is forgotten after an hour.
"""

import uuid

from sqlalchemy import Column, Engine, Float, String, Table, delete, insert, select

from bot.database import METADATA
from bot.erasure import AGED_BY
from bot.sealing import Sealed
from knowledge.case import Value

MAX_AGE_S = 3_600.0
"""An address to answer to is good for half an hour; a modal that stays open longer has lost its trigger anyway."""

_forms = Table(
    "forms",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("user", String(32), nullable=False),
    Column("channel", String(32), nullable=False, server_default=""),
    Column("thread_ts", String(32), nullable=False, server_default=""),
    Column("json", Sealed, nullable=False),
    Column("created_at", Float, nullable=False),
    info={AGED_BY: "created_at"},
)


class Form(Value):
    """One modal that is open, for the person who opened it."""

    team: str
    user: str
    channel: str
    ts: str
    """The message that it was opened on."""
    thread_ts: str
    answer_id: str = ""
    """The answer that it is about; empty where it asks a new question."""
    text: str = ""
    """The text of the message, where that is what will be asked."""
    about: str = ""
    """Of a private answer: the thread where it may be shared."""
    private: bool = False
    """Whether what comes of it is for this person alone."""
    response_url: str = ""
    """Where the person can be answered privately."""
    removed: tuple[str, ...] = ()
    """The kinds of identifiers of a person that were taken out of the text."""
    is_own: bool = False
    """Whether the person wrote that message."""


class Forms:
    """The forms that are open."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self, form: Form, now: float) -> str:
        """Keep a form; its id. Old ones are forgotten."""
        form_id = uuid.uuid4().hex
        row = {
            **form.model_dump(include={"team", "user", "channel", "thread_ts"}),
            "id": form_id,
            "json": form.model_dump_json(),
            "created_at": now,
        }
        with self._engine.begin() as connection:
            connection.execute(delete(_forms).where(_forms.c.created_at < now - MAX_AGE_S))
            connection.execute(insert(_forms).values(row))
        return form_id

    def find(self, form_id: str, team: str, user: str) -> Form | None:
        """The form, for the person who opened it."""
        where = (_forms.c.id == form_id, _forms.c.team == team, _forms.c.user == user)
        with self._engine.begin() as connection:
            row = connection.execute(select(_forms.c.json).where(*where)).first()
        return Form.model_validate_json(row[0]) if row else None

    def close(self, form_id: str) -> None:
        """Forget a form."""
        with self._engine.begin() as connection:
            connection.execute(delete(_forms).where(_forms.c.id == form_id))
