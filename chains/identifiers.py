"""Identifiers: what in a text tells who a person is, found by patterns, and the text without it.

The kinds are those of the Safe Harbor rule (45 CFR 164.514(b)(2)); the patterns are data in
``plans/identifiers.toml``, names are found by ``person_names``. This is a sieve, no proof of anonymity.

Of dates, a birth is taken whole; of an admission, a discharge, a visit, an appointment or a death the day and the month
go and the year stays. Dates of scans, operations, specimens and treatments stay, because the growth rate and the order
of events are read from them: a text that is left is therefore no Safe Harbor data set. Ages stay up to 89.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import field_validator

from chains.name_words import is_common, is_of_the_field, is_of_the_vocabulary, is_place, is_usual
from chains.person_names import person_names
from chains.word_starts import compiled, matches, word_starts
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

_DIGITS = 4
"""A number that a label points at has so many digits at least; fewer count things."""
_BEFORE = 24
"""So many signs before a find are read for what rules it out."""
_SHORT = 5
"""A word in capitals that has fewer letters is an abbreviation, no place."""
_AGE_BEHIND_A_NAME = re.compile(r"(?:,? \(|, | is )(?:aged? )?(?P<id>9\d|10\d)(?=\)|,|;| ?[MFmf]\b| and | with )")
_OF_NO_WIDTH = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_PLAIN = {"\t": " ", "|": ":"} | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
"""A cell of a table follows its label as a colon does."""
_PLAIN_SIGNS = str.maketrans(_PLAIN)


class Identifier(Value):
    """One stretch of a text that tells who a person is: [start, end) in the text as it was written."""

    kind: Kind
    start: int
    end: int


class Pattern(Value):
    """How one kind of identifier is written: the part ``id`` of the form is taken."""

    kind: Kind
    form: str
    at: frozenset[str] = frozenset()
    """Every word in small letters that it can begin with, where it begins with a word."""
    needs: str = ""
    """What a text holds, as a pattern, in which it is found."""
    unless: str = ""
    """What stands right before it where it is none, as a pattern that ends with the text."""
    sort: Literal["any", "number", "place", "street", "unusual", "prefixed"] = "any"
    """What is asked of what was found: four digits, a known place, a street or a place that is no word of the field, a
    number behind letters that are no abbreviation of it."""

    @field_validator("at", mode="before")
    @classmethod
    def _of_words(cls, value: str) -> frozenset[str]:
        return frozenset(value.split())

    def is_ruled_out(self, text: str, start: int) -> bool:
        """Whether what stands before it says that it is something else: the day of an operation."""
        before = text[max(0, start - _BEFORE) : start]
        return bool(self.unless) and compiled(self.unless).search(before) is not None

    def fits(self, said: str) -> bool:
        """Whether what was found is no handle of the field, and what this pattern asks for."""
        words = re.findall(r"[^\W\d_][\w'’-]*", said)
        if self.kind == "account" and self.sort == "unusual":
            bare = said.lstrip("@")
            return not (is_common(bare) if bare.islower() else is_usual(bare))
        if self.sort == "prefixed":
            return not is_of_the_field(words[0]) and not is_of_the_vocabulary(words[0])
        if self.kind == "account":
            return "-" in said or not is_of_the_field(said.lstrip("@"))
        if self.sort == "number":
            return sum(map(str.isdigit, said)) >= _DIGITS
        if self.sort == "place":
            return any(is_place(word) for word in words)
        if self.sort == "street":
            return not any(is_of_the_field(word) for word in words[1:2])
        if self.sort == "unusual":
            odd = [word for word in words if not is_usual(word) and not (word.isupper() and len(word) < _SHORT)]
            return bool(odd) and not is_of_the_field(words[0])
        return True


def identifiers(text: str) -> tuple[Identifier, ...]:
    """Every identifier in a text, in order, none overlapping another."""
    plain, places = _plain(text)
    found = [
        one.model_copy(update={"start": places[one.start], "end": places[one.end - 1] + 1}) for one in _found(plain)
    ]
    return _apart(found)


def _found(text: str) -> tuple[Identifier, ...]:
    starts = word_starts(text)
    found = [
        Identifier(kind=pattern.kind, start=match.start("id"), end=match.end("id"))
        for pattern in _patterns()
        if not pattern.needs or compiled(pattern.needs).search(text)
        for match in matches(pattern.form, text, starts, pattern.at)
        if match["id"] and pattern.fits(match["id"]) and not pattern.is_ruled_out(text, match.start("id"))
    ]
    names = person_names(text, starts, [(one.start, one.end) for one in found])
    found += [Identifier(kind="name", start=start, end=end) for start, end in names]
    ages = (_AGE_BEHIND_A_NAME.match(text, end) for _, end in names)
    found += [Identifier(kind="age", start=age.start("id"), end=age.end("id")) for age in ages if age]
    return _apart(found)


def redacted(text: str) -> str:
    """The text with each identifier replaced by its kind in brackets: "[name]". What is left is as it was."""
    return without(text, identifiers(text))


def without(text: str, found: tuple[Identifier, ...]) -> str:
    """The text with these identifiers replaced by their kinds."""
    parts, at = [], 0
    for one in found:
        said = _oldest(text[one.start : one.end]) if one.kind == "age" else f"[{one.kind.replace('_', ' ')}]"
        parts += [text[at : one.start], said, " " if text[one.end : one.end + 1].isalnum() else ""]
        at = one.end
    return "".join([*parts, text[at:]])


def _oldest(said: str) -> str:
    """What stands in the place of an age over 89, with the sex that was written as one with it: "93M"."""
    return _OLDEST + {"m": " male", "f": " female"}.get(said[-1].lower(), "")


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text in plain spaces, digits and dashes and without signs of no width; each character with its place."""
    kept: Sequence[int] = range(len(text))
    if text.isascii():
        chars = list(text.translate(_PLAIN_SIGNS))
    else:
        kept = [place for place, char in enumerate(text) if char not in _OF_NO_WIDTH]
        chars = [_plain_char(text[place]) for place in kept]
    for after, char in enumerate(chars[1:], start=1):
        if char == "\n" and chars[after - 1] == ":":  # a label over its value
            chars[after] = " "
    return "".join(chars), kept


@cache
def _plain_char(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if char != "\n" and unicodedata.category(char) == "Zs":
        return " "
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


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
def _patterns() -> tuple[Pattern, ...]:
    table = tomllib.loads((files("chains") / "plans" / "identifiers.toml").read_text(encoding="utf-8"))
    return tuple(Pattern.model_validate(row | {"form": _whole(row["form"], table["part"])}) for row in table["pattern"])


def _whole(form: str, parts: dict[str, str]) -> str:
    """A form with its parts in the places of their names; a part may hold others."""
    while (name := next((name for name in parts if f"<{name}>" in form), None)) is not None:
        form = form.replace(f"<{name}>", parts[name])
    return form
