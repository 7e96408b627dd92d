"""Sealing: what a case says is encrypted before the database gets it, with a key from the environment.

A column of type ``Sealed`` is written under the first key and read under any; without a key it is plain. Each key that
has written leaves a canary (a known word under that key), so that a missing key is noticed at the start, and not by a
case that cannot be read.
"""

import hashlib
import time
from collections.abc import Sequence
from contextlib import suppress
from weakref import WeakKeyDictionary

import structlog
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import (
    Column,
    Dialect,
    Engine,
    Float,
    String,
    Table,
    Text,
    TypeDecorator,
    delete,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.database import METADATA

log = structlog.get_logger()
SETTING = "NETBOARD_KEY"
MAKE_ONE = 'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
UNREADABLE = ""
"""What a value reads as whose key is not there: no conversation and no message can be made of it."""
_PREFIX, _CANARY = "sealed:", "netboard"
_seals = Table(
    "seals",
    METADATA,
    Column("fingerprint", String(16), primary_key=True),  # of a key that has written
    Column("canary", Text, nullable=False),
    Column("created_at", Float, nullable=False),
)


class SealError(Exception):
    """The keys do not fit what is stored, or are none; the message says what would be right."""


class Sealing:
    """Keys, the newest first."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raises SealError for a key that is none."""
        try:
            self._keys = [Fernet(key) for key in keys]
        except ValueError:
            raise SealError(
                f"{SETTING} is not a key: make one with {MAKE_ONE}; several are separated by commas, the newest first."
            ) from None
        self._any = MultiFernet(self._keys)
        self.fingerprint = hashlib.sha256(keys[0].encode()).hexdigest()[:16]

    def close(self, text: str) -> str:
        """A text under the first key."""
        return _PREFIX + self._any.encrypt(text.encode()).decode()

    def open(self, stored: str) -> str | None:
        """A stored text as it was written; ``None`` where none of the keys fits."""
        try:
            return self._any.decrypt(stored.removeprefix(_PREFIX).encode()).decode()
        except InvalidToken:
            return None

    def is_newest(self, stored: str) -> bool:
        """Whether a stored text is under the first key."""
        try:
            self._keys[0].decrypt(stored.removeprefix(_PREFIX).encode())
        except InvalidToken:
            return False
        return stored.startswith(_PREFIX)


_SEALINGS: WeakKeyDictionary[Dialect, Sealing] = WeakKeyDictionary()
"""The keys of each engine that is open; a column type knows nothing of its engine but the dialect."""


class Sealed(TypeDecorator[str]):
    """A text column that is sealed where its engine has keys."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """On its way into the database."""
        sealing = _SEALINGS.get(dialect)
        return value if value is None or sealing is None else sealing.close(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """On its way out; what was written before there was a key is plain."""
        if value is None or not value.startswith(_PREFIX):
            return value
        sealing = _SEALINGS.get(dialect)
        opened = sealing.open(value) if sealing else None
        return UNREADABLE if opened is None else opened


def keys_of(setting: str) -> tuple[str, ...]:
    """The keys that a setting names."""
    return tuple(key.strip() for key in setting.split(",") if key.strip())


def told(keys: Sequence[str]) -> str:
    """What is to be said of the keys, in one sentence."""
    if not keys:
        return f"Cases are stored as plain text: set {SETTING} to have them encrypted; make a key with {MAKE_ONE}."
    return f"Cases are stored encrypted ({len(keys)} {'key' if len(keys) == 1 else 'keys'})."


def report(keys: Sequence[str]) -> None:
    """Log at the start whether cases are encrypted."""
    if keys:
        log.info("stored_sealed", keys=len(keys))
    else:
        log.warning("stored_plain", setting=SETTING)


def fit(engine: Engine, keys: Sequence[str]) -> None:
    """Hold these keys against what a database has, and change nothing. Raises SealError where they do not fit."""
    _fitting(engine, keys)


def seal(engine: Engine, keys: Sequence[str]) -> None:
    """Have an open database sealed with these keys. Raises SealError where they do not fit what it holds."""
    sealing, known = _fitting(engine, keys)
    if sealing is None:
        return
    if sealing.fingerprint not in known:
        row = {"fingerprint": sealing.fingerprint, "canary": sealing.close(_CANARY), "created_at": time.time()}
        with suppress(IntegrityError), engine.begin() as connection:  # another worker may have written it meanwhile
            connection.execute(insert(_seals).values(row))
    _SEALINGS[engine.dialect] = sealing


def _fitting(engine: Engine, keys: Sequence[str]) -> tuple[Sealing | None, set[str]]:
    """The sealing of these keys, and the fingerprints of those that have written."""
    sealing = Sealing(keys) if keys else None
    with engine.begin() as connection:
        canaries = connection.execute(select(_seals.c.fingerprint, _seals.c.canary)).all()
    if canaries and sealing is None:
        raise SealError(
            f"{SETTING} is not set, but stored cases are encrypted: give the key that they were written with."
        )
    if sealing is not None and any(sealing.open(row.canary) != _CANARY for row in canaries):
        raise SealError(
            f"{SETTING}: some stored cases were encrypted with a key that is not among those given; put that key "
            "behind the new one, separated by a comma."
        )
    return sealing, {row.fingerprint for row in canaries}


def reseal(engine: Engine) -> int:
    """Put every sealed column under the newest key, so that older keys can go; how many texts were written anew.

    Raises SealError where no key is set. Workers may go on meanwhile: a text that changed under way is left.
    """
    sealing = _SEALINGS.get(engine.dialect)
    if sealing is None:
        raise SealError(f"{SETTING} is not set: there is no key to encrypt with.")
    done, left = 0, 0
    for table in METADATA.sorted_tables:
        for column in (one for one in table.columns if isinstance(one.type, Sealed)):
            raw = type_coerce(column, Text)
            with engine.begin() as connection:
                rows = connection.execute(select(*table.primary_key.columns, raw).where(column.is_not(None))).all()
            for row in (row for row in rows if not sealing.is_newest(row[-1])):
                opened = sealing.open(row[-1]) if row[-1].startswith(_PREFIX) else row[-1]
                if opened is None:
                    left += 1
                    continue
                same = [one == value for one, value in zip(table.primary_key.columns, row, strict=False)]
                with engine.begin() as connection:
                    changed = update(table).where(*same, raw == row[-1]).values({column: opened})
                    done += connection.execute(changed).rowcount
    if not left:
        with engine.begin() as connection:
            connection.execute(delete(_seals).where(_seals.c.fingerprint != sealing.fingerprint))
    return done
