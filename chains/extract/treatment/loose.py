"""Loose: what the words around a treatment tell of it where none of them is tied to it by its place.

A treatment of which nothing is said was given, in the shorthand of notes ("Whipple 2019, pT3"). In a sentence it is not
so: there a word that nobody foresaw may well say that it never was. So the nearest word of any kind decides, two kinds
that do not go together decide nothing, and a sentence without such a word tells of no treatment at all.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from chains.extract.text.vocabulary import Index, table
from chains.extract.treatment.standing import Named

AROUND_CHARS = 130
"""How far from a treatment, and not beyond the next one, a word about it may stand."""
ONGOING_CHARS = 90
"""How far behind a treatment a word may stand that says that it runs; further on, or in another sentence, it may be of
another one ("then either PRRT or CAPTEM; she's on octreotide")."""
NEXT_CHARS = 24
"""How close behind a word of another sentence the next treatment is named, of which it speaks then."""
_BREAK = re.compile(r"\n|\.(?= |$)")
_CLAUSE = re.compile(r"[;:\n()→]|\.(?= |$)|, |\b(?:but|however|although|because|while)\b")
_DATED = re.compile(
    r"[ ,:(]{0,3}(?:(?:in|of|on|from|since|until|to|[a-z]{3,9}\.?|\d{1,2}[./-]|\d{1,2}) ?){0,3}(?:19|20)\d\d\b"
    r"|[ ,:(]{0,3}(?:\d{1,2}/\d\d\b|x ?\d\b|\d ?x\b|\d ?#(?!\d))"
    r"|[ ,:(]{0,3}(?:\d|two|three|four|six) (?:cycles|courses|doses|sessions)"
    r"|[ ,:(]{0,3}(?:and [a-z -]{4,30})?[ ,:(]{0,3}(?:yp?t\d|pt\d|p?n\d|r[012]\b)"
)
"""Behind a treatment: a year, a count, or what a specimen of it showed - so it was given."""
_GIVEN, _NOT_GIVEN = {"done", "ongoing"}, {"denied", "declined"}


class Word(NamedTuple):
    """A word about some treatment, and how far it stands from this one."""

    status: str
    distance: int
    apart: bool = False
    """Whether a sentence ends between them."""


@cache
def _words() -> Index:
    return Index({name: list(body["forms"]) for name, body in table("status")["loose"].items()})


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(table("status")["words"]["of_a_sentence"])


def is_dated(text: str, one: Named) -> bool:
    """Whether a year, a count or the stage of a specimen right behind a treatment tells that it was given."""
    return _is_dated(text, one.end)


@lru_cache(maxsize=256)
def _is_dated(text: str, end: int) -> bool:
    """The same by the place; many rules ask."""
    return _DATED.match(text, end) is not None


def loosely(text: str, one: Named, low: int, high: int) -> str | None:
    """The status that the words between ``low`` and ``high`` give: ``unclear`` where they differ, else ``None``."""
    found = _around(text, one, low, high)
    if not found:
        return None
    kinds = {word.status for word in found}
    if kinds & _NOT_GIVEN:
        return "declined" if "declined" in kinds else "denied"
    if kinds & _GIVEN and kinds - _GIVEN:
        return "unclear"
    nearest = min(found, key=lambda word: word.distance)
    if nearest.status == "ongoing" and (nearest.distance > ONGOING_CHARS or nearest.apart):
        return "unclear"
    return nearest.status


def in_a_sentence(text: str, one: Named) -> bool:
    """Whether the clause of a treatment is part of a sentence with a verb."""
    stops = [stop.end() for stop in _CLAUSE.finditer(text, max(0, one.start - AROUND_CHARS), one.start)]
    start = stops[-1] if stops else max(0, one.start - AROUND_CHARS)
    stop = _CLAUSE.search(text, one.end, one.end + AROUND_CHARS)
    clause = text[start : one.start] + "¤" + text[one.end : stop.start() if stop else one.end + AROUND_CHARS]
    return _sentence().search(clause) is not None


def _around(text: str, one: Named, low: int, high: int) -> list[Word]:
    """The words about a treatment: those of its clause, and behind it firm ones of the clauses that follow."""
    found = []
    for name, _, end in _words().find(text, max(low, one.start - AROUND_CHARS), one.start):
        if not _CLAUSE.search(text, end, one.start):
            found.append(Word(name.removesuffix("_firm"), one.start - end))
    for name, start, end in _words().find(text, one.end, min(high, one.end + AROUND_CHARS)):
        if name.endswith("_firm") or not _CLAUSE.search(text, one.end, start):
            apart = _BREAK.search(text, one.end, start) is not None
            if not (apart and _is_of_the_next(text, end, high)):
                found.append(Word(name.removesuffix("_firm"), start - one.end, apart))
    return found


def _is_of_the_next(text: str, end: int, high: int) -> bool:
    """Whether a word of another sentence leads to the treatment named at ``high``: "She has refused lanreotide"."""
    return high < len(text) and high - end <= NEXT_CHARS and _BREAK.search(text, end, high) is None
