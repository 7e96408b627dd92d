"""Feedback: what people said of answers, one vote a person, with the versions that answered.

Nothing of the question or the answer is kept. Who voted is kept as a digest that differs from answer to answer, so
that a vote can be changed but a person's votes cannot be gathered. Free words are kept only where the person agrees.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Column, Engine, Float, RowMapping, String, Table, Text, delete, insert, select

from bot.database import METADATA
from bot.erasure import AGED_BY
from bot.sealing import Sealed
from bot.vote import REASONS, Vote
from chains.answer import Meta
from knowledge.case import Value

_feedback = Table(
    "feedback",
    METADATA,
    Column("team", String(32), primary_key=True),
    Column("answer_id", String(32), primary_key=True),
    Column("voter", String(64), primary_key=True),
    Column("opinion", String(8), nullable=False),
    Column("reasons", Text, nullable=False),
    Column("comment", Sealed),
    Column("knowledge_version", String(64), nullable=False),
    Column("rules_version", String(64), nullable=False),
    Column("writer", String(128), nullable=False),
    Column("prompts", Text, nullable=False),
    Column("voted_at", Float, nullable=False),
    info={AGED_BY: "voted_at"},
)
_VERSIONS = ("knowledge_version", "rules_version", "writer", "prompts")


class Tally(Value):
    """The votes on the answers of one state of the program."""

    knowledge_version: str
    rules_version: str
    writer: str
    prompts: tuple[str, ...]
    good: int
    bad: int
    reasons: dict[str, int]
    comments: tuple[str, ...]


class Feedback:
    """The votes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def cast(self, vote: Vote, meta: Meta, now: float) -> None:
        """Keep a vote; a person's later vote on the same answer takes the place of the earlier one."""
        key = {"team": vote.team, "answer_id": vote.answer_id, "voter": _voter(vote)}
        row = {
            "opinion": vote.opinion,
            "reasons": json.dumps(vote.reasons),
            "comment": vote.comment,
            **meta.model_dump(include={"knowledge_version", "rules_version", "writer"}),
            "prompts": json.dumps(meta.prompts),
            "voted_at": now,
        }
        with self._engine.begin() as connection:
            connection.execute(delete(_feedback).where(*(_feedback.c[name] == value for name, value in key.items())))
            connection.execute(insert(_feedback).values(**key, **row))

    def tallies(self) -> tuple[Tally, ...]:
        """The votes counted by the versions that answered, the newest first."""
        query = select(_feedback).order_by(_feedback.c.voted_at.desc())
        with self._engine.begin() as connection:
            rows = connection.execute(query).mappings().all()
        versions = dict.fromkeys(tuple(row[name] for name in _VERSIONS) for row in rows)
        return tuple(
            _tally([row for row in rows if tuple(row[name] for name in _VERSIONS) == version]) for version in versions
        )


def _tally(votes: Sequence[RowMapping]) -> Tally:
    """The votes of one state of the program, counted."""
    opinions = Counter(row["opinion"] for row in votes)
    reasons = Counter(reason for row in votes for reason in json.loads(row["reasons"]))
    first = votes[0]
    return Tally(
        knowledge_version=first["knowledge_version"],
        rules_version=first["rules_version"],
        writer=first["writer"],
        prompts=tuple(json.loads(first["prompts"])),
        good=opinions["good"],
        bad=opinions["bad"],
        reasons={reason: reasons[reason] for reason in REASONS if reasons[reason]},
        comments=tuple(row["comment"] for row in votes if row["comment"]),
    )


def _voter(vote: Vote) -> str:
    return hashlib.sha256(f"{vote.team}/{vote.answer_id}/{vote.user}".encode()).hexdigest()
