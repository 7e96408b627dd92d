"""Unweighed: what a message tells of the patient that bears on treatment and that no rule here weighs.

It is named in the answer to that message and, in fewer words, in later answers of the thread that bear on treatment.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import Field

from knowledge.case import Value
from knowledge.rules.vocabulary import listed

BACK_CHARS = 40


class Limit(Value):
    """From which value on a measure is named."""

    measures: tuple[str, ...]
    """Regular expressions for its names."""
    below: float | None = None
    above: float | None = None
    unit: str
    source: str | None = None
    """Key of the statement that gives the limit."""
    checked: bool

    def passed(self, text: str) -> list[re.Match[str]]:
        """Where the text gives a value beyond the limit."""
        found = _measured(self.measures).finditer(text)
        return [hit for hit in found if self._beyond(float(hit["value"]))]

    def _beyond(self, value: float) -> bool:
        return (self.below is not None and value < self.below) or (self.above is not None and value > self.above)


class Condition(Value):
    """One condition: the words that name it, and how a text tells it."""

    words: str
    patterns: tuple[str, ...]
    limits: tuple[Limit, ...] = Field(default=(), alias="limit")

    def told(self, text: str) -> bool | None:
        """Whether a text tells it; False where it only denies it, None where it says nothing."""
        found = [*_named(self.patterns).finditer(text), *(hit for limit in self.limits for hit in limit.passed(text))]
        stated = [not _denied().search(text[max(0, hit.start() - BACK_CHARS) : hit.start()]) for hit in found]
        return any(stated) if stated else None


def conditions_after(known: Sequence[str], text: str) -> tuple[str, ...]:
    """The conditions of a patient once a message has been read: those told before or now, without what it denies."""
    told = {condition.words: condition.told(text) for condition in conditions()}
    return tuple(words for words, said in told.items() if said or (said is None and words in known))


def unweighed(text: str, known: Sequence[str] = ()) -> tuple[str, ...]:
    """What is said of the conditions of a patient: of those that the message tells, and of those ``known`` before."""
    now = conditions_after((), text)
    earlier = [words for words in conditions_after(known, text) if words not in now]
    said = [f"Told, but weighed by no rule here: {listed(now)}. Ask what a drug label states on it."] if now else []
    return (*said, *([f"Told earlier and not weighed here either: {listed(earlier)}."] if earlier else []))


@cache
def conditions() -> tuple[Condition, ...]:
    """Every condition that is named, in the order in which it is told."""
    return tuple(Condition.model_validate(one) for one in _data()["condition"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("chains").joinpath("plans/unweighed.toml").read_text(encoding="utf-8"))


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(_data()["denied"], re.IGNORECASE)


@cache
def _named(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(patterns)})", re.IGNORECASE)


@cache
def _measured(measures: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![a-z0-9])(?:{'|'.join(measures)})(?: ?(?:is|are|was|of|now|at|only|about|down to|[=:<~]))* ?"
        r"(?P<value>\d+(?:\.\d+)?)(?![.,]?\d)",
        re.IGNORECASE,
    )
