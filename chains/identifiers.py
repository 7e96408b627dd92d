"""Identifiers: what in a text tells who a person is, found by patterns, and the text without it.

The kinds are those of the Safe Harbor rule (45 CFR 164.514(b)(2)); the patterns are data in
``plans/identifiers.toml``. Words of the field that were once names (Whipple, Krenning) stay. A name that nothing
points to (no title, no label, no known given name) is not found: this is a sieve, no proof of anonymity.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from knowledge.case import Value

Kind = Literal[
    "name", "birth_date", "record_number", "phone", "email", "address", "web_address", "ip_address", "account", "age"
]
_WORD = r"[A-ZÀ-ÖØ-ÝŁŚŻČŠŽ][\w'’À-ÿ-]{1,24}"
_ANY_WORD = r"[A-Za-zÀ-ÿ][\w'’À-ÿ-]{1,24}"
_INITIAL = r"[A-Z]\.(?: ?[A-Z]\.)?"
_PARTICLE = r"(?:von|van|de|der|den|del|della|da|dos|di|la|le|bin|ibn|al|el|zu|zur|Ó|Ní)"
_AFTER = re.compile(
    r"(?P<id>\b(?:[A-Z][\w'’À-ÿ-]{1,24})(?:,? (?:[A-Z]\.? )?[A-Z][\w'’À-ÿ-]{1,24}){1,2})"
    r"(?=,? ?\(?(?:is an? )?(?:a )?(?:\d{1,3} ?-?(?:[mMfF]\b|y|Y)|[Dd][Oo][Bb]|\*\d|MRN|NHS|born\b))"
)
"""A name before an age, a date of birth or a record number: "Jane Doe, 58F"."""


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
    ]
    names = _names(text)
    known = {
        word
        for one in names
        for word in re.findall(_WORD, text[one.start : one.end])
        if len(word) > 2 and not _is_of_the_field(word)
    }
    if known:
        again = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(known)))})(?![\w-])")
        names += [Identifier(kind="name", start=m.start(), end=m.end()) for m in again.finditer(text)]
    return _apart(found + names)


def redacted(text: str) -> str:
    """The text with each identifier replaced by its kind in brackets: "[name]". What is left is as it was."""
    parts, at = [], 0
    for one in identifiers(text):
        parts += [text[at : one.start], f"[{one.kind.replace('_', ' ')}]"]
        at = one.end
    return "".join([*parts, text[at:]])


def _names(text: str) -> list[Identifier]:
    spans: list[tuple[int, int]] = []
    for before, word, least, eponyms in _name_patterns():
        for match in before.finditer(text):
            end = _name_from(text, match.end(), word, eponyms=eponyms)
            if end is not None and len(re.findall(r"\w+", text[match.end() : end])) >= least:
                spans.append((match.end(), end))
    for match in _given().finditer(text):
        if not any(_is_of_the_field(word) for word in re.findall(r"[\w'’-]+", match["id"])[1:2]):
            spans.append(match.span("id"))
    for match in _AFTER.finditer(text):
        words = re.findall(r"[\w'’-]+", match["id"])
        if not any(_is_of_the_field(word) for word in words) and not all(word.isupper() for word in words):
            spans.append(match.span("id"))
    return [Identifier(kind="name", start=start, end=end) for start, end in spans]


def _name_from(text: str, start: int, word: str, *, eponyms: bool) -> int | None:
    """Where a name that begins here ends: up to three words and initials, none of them a word of the field."""
    end, at, words = None, start, 0
    token = re.compile(rf"(?P<initial>{_INITIAL})|(?P<particle>{_PARTICLE}) |(?P<word>{word})")
    while words < 3 and (match := token.match(text, at)) is not None:
        said = match["word"]
        if said and (said.lower().strip("'’") in _no_names() or any(c.isdigit() for c in said)):
            break
        if said and not eponyms and _is_of_the_field(said):
            break
        if not match["particle"]:
            end, words = match.end() - (2 if said and said.endswith(("'s", "’s")) else 0), words + 1
            if said and said.endswith(("'s", "’s")):
                break
        if said and said[0].islower() and words >= 2:
            break
        gap = re.compile(r",? |(?<=\.)").match(text, match.end() - (1 if match["particle"] else 0))
        if gap is None:
            break
        at = gap.end()
        word_after_title = re.compile(rf"(?P<initial>{_INITIAL})|(?P<particle>{_PARTICLE}) |(?P<word>{_WORD})")
        token = word_after_title if said and said[0].isupper() else token
    return end


def _is_of_the_field(word: str) -> bool:
    bare = re.sub(r"['’]s$", "", word)
    if re.fullmatch(r"[\w-]*(?:NET|NEN|NEC)s?", bare):
        return True
    return bare in _eponyms() or bare.lower() in _no_names() or bare.replace("-", "").lower() in _no_names()


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
def _table() -> dict[str, list[str]]:
    return tomllib.loads((files("chains") / "plans" / "identifiers.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((entry["kind"], re.compile(entry["form"])) for entry in _table()["pattern"])  # type: ignore[index,misc]


@cache
def _name_patterns() -> tuple[tuple[re.Pattern[str], str, int, bool], ...]:
    rows: list[dict[str, object]] = _table()["name"]  # type: ignore[assignment]
    return tuple(
        (
            re.compile(str(row["before"])),
            _ANY_WORD if row.get("any_case") else _WORD,
            int(str(row.get("capitals", 1))),
            bool(row.get("eponyms")),
        )
        for row in rows
    )


@cache
def _given() -> re.Pattern[str]:
    given = "|".join(sorted(_table()["given_names"], key=len, reverse=True))
    second = rf"(?:{_INITIAL} ?|{_PARTICLE} ){{0,2}}{_WORD}"
    return re.compile(rf"(?<![\w-])(?P<id>(?:{given})(?:[ -](?:{given}))? {second})")


@cache
def _no_names() -> frozenset[str]:
    return frozenset(_table()["no_names"])


@cache
def _eponyms() -> frozenset[str]:
    return frozenset(_table()["eponyms"])
