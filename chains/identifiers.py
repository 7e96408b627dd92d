"""Identifiers: what in a text tells who a person is, found by patterns, and the text without it.

The kinds are those of the Safe Harbor rule (45 CFR 164.514(b)(2)); the patterns are data in
``plans/identifiers.toml``, names are found by ``person_names``. This is a sieve, no proof of anonymity.

Of dates, a birth is taken whole; of an admission, a discharge, a visit, an appointment or a death the day and the month
go and the year stays. Dates of scans, operations, specimens and treatments stay, because the growth rate and the order
of events are read from them: a text that is left is therefore no Safe Harbor data set. Ages stay up to 89.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from chains.person_names import is_of_the_field, person_names
from knowledge.case import Value

Kind = Literal[
    "name",
    "birth_date",
    "date",
    "record_number",
    "phone",
    "email",
    "address",
    "web_address",
    "ip_address",
    "account",
    "age",
    "device",
    "vehicle",
    "photo",
]

_OLDEST = "90+"
"""Ages over 89 are one category in the rule."""


class Identifier(Value):
    """One stretch of a text that tells who a person is: [start, end) in the text as it was written."""

    kind: Kind
    start: int
    end: int


def identifiers(text: str) -> tuple[Identifier, ...]:
    """Every identifier in a text, in order, none overlapping another."""
    found = [
        Identifier(kind=kind, start=match.start("id"), end=match.end("id"))
        for kind, pattern in _patterns()
        for match in pattern.finditer(text)
        if kind != "account" or not is_of_the_field(match["id"].lstrip("@"))
    ]
    beside = [(one.start, one.end) for one in found]
    names = [Identifier(kind="name", start=start, end=end) for start, end in person_names(text, beside)]
    return _apart(found + names)


def redacted(text: str) -> str:
    """The text with each identifier replaced by its kind in brackets: "[name]". What is left is as it was."""
    return without(text, identifiers(text))


def without(text: str, found: tuple[Identifier, ...]) -> str:
    """The text with these identifiers replaced by their kinds."""
    parts, at = [], 0
    for one in found:
        said = _OLDEST if one.kind == "age" else f"[{one.kind.replace('_', ' ')}]"
        parts += [text[at : one.start], said, " " if text[one.end : one.end + 1].isalnum() else ""]
        at = one.end
    return "".join([*parts, text[at:]])


def _apart(found: list[Identifier]) -> tuple[Identifier, ...]:
    """In order and without overlap; the one that begins first, and of these the longest, is kept."""
    kept: list[Identifier] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end:
            kept[-1] = kept[-1].model_copy(update={"end": one.end})
    return tuple(kept)


@cache
def _patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    table = tomllib.loads((files("chains") / "plans" / "identifiers.toml").read_text(encoding="utf-8"))
    return tuple((entry["kind"], re.compile(entry["form"])) for entry in table["pattern"])
