"""Words: the patterns of follow-ups, kept as TOML and compiled once, and the carriers that complete a short answer."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from chains.extract import read_told
from knowledge.case import CaseDetails, Span, Value

FRAGMENT_CHARS = 90
"""A longer message tells its facts itself."""
CLAUSE_CHARS = 60
"""So far from a value the words of its clause are looked at."""


class Carrier(Value):
    """What a short answer may be about, and the words that complete it."""

    field: str
    forms: tuple[str, ...]
    refuses: str | None = None
    """What an answer about this field cannot hold."""
    unasked: str | None = None
    """What shows of itself what it is about, so that it is read without having been asked for."""

    def shows_itself(self, part: str) -> bool:
        """Whether a part of a message needs no question before it to be about this field."""
        return self.unasked is not None and re.fullmatch(self.unasked, part.strip(), re.IGNORECASE) is not None

    def told_at(self, text: str, at: int) -> str:
        """What shows of itself, at a place of a text, that it is about this field; empty where nothing does."""
        match = re.compile(rf"(?:{self.unasked})(?![\w/])", re.IGNORECASE).match(text, at) if self.unasked else None
        return match.group() if match else ""

    def case_of(self, told: str, at: int) -> CaseDetails | None:
        """The case that words at a place of a text tell of this field, by the first form that brings it out."""
        cases = (completed(form, told, at) for form in self.forms if told)
        return next((case for case in cases if self.field in case.facts()), None)


def completed(form: str, part: str, begin: int, unit: str = "") -> CaseDetails:
    """The case that a part of a message, which begins at ``begin``, tells when it is completed by a form and a unit.

    Spans point into the message.
    """
    head = form.index("{}")
    case = read_told(form.format(part + unit)).case
    spans: dict[str, Span] = {}
    for path, (start, end) in case.evidence_spans.items():
        low, high = max(start - head, 0), min(max(end - head, 1), len(part))
        spans[path] = (begin + min(low, high - 1), begin + high)
    return case.model_copy(update={"evidence_spans": spans})


def after_chatter(text: str, at: int = 0) -> int:
    """Where the words that carry no fact end at the head of a message, or of a part of it."""
    while (match := pattern("chatter").match(text, at)) and match.end() > at:
        at = match.end()
    return at


def before_afterthought(text: str) -> int:
    """Where the words that carry no fact begin at the end of a message."""
    match = pattern("afterthought").search(text)
    return len(text[: match.start() if match else len(text)].rstrip(" .!\n"))


def corrects(text: str) -> bool:
    """Whether a short message is worded as a correction."""
    return pattern("correcting").search(text) is not None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("chains.followup").joinpath("followups.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One pattern of ``followups.toml``."""
    return re.compile(_data()[name], re.IGNORECASE)


@cache
def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """A list of patterns of ``followups.toml``."""
    return tuple(re.compile(one, re.IGNORECASE) for one in _data()[name])


@cache
def carriers() -> tuple[Carrier, ...]:
    """Every carrier, in its order."""
    return tuple(Carrier(**entry) for entry in _data()["carrier"])


@cache
def documents() -> dict[str, frozenset[str]]:
    """The fields that a kind of report tells."""
    return {kind: frozenset(names) for kind, names in _data()["document_fields"].items()}


def number_of(words: str) -> float:
    """A number as it is written in a message, with a point or a comma."""
    return float(words.replace(",", "."))


@cache
def fields() -> tuple[tuple[str, str], ...]:
    """The fields by the words that a person names them with."""
    return tuple(_data()["field"].items())


def names_a_field(text: str) -> bool:
    """Whether a message names something that is known or asked of a case: its margin, its size, its nodes."""
    return any(re.search(rf"\b(?:{words})", text, re.IGNORECASE) for _, words in fields())


@cache
def spoken() -> dict[str, str]:
    """What a bare number could be, by field, as it is asked: "the Ki-67"."""
    return dict(_data()["spoken"])
