"""Veil: what is left of a text that leaves the machine - the words and numbers known to tell nobody, and no other.

The sieve of ``chains.identifiers`` takes what it finds and leaves the rest; here it is the other way about, because a
model may stand outside the house. A word stays if it is one of the field's, of plain English or a cited name of it, a
number if it is short; what is in no list is taken, be it a rare abbreviation: a model then knows less, and that is all.
"""

import re
from functools import cache
from typing import get_args

from chains.extract.text.moment import MONTH
from chains.identifiers import Kind, redacted
from chains.name_words import (
    bare_of,
    is_common,
    is_known,
    is_of_the_field,
    is_place,
    is_taken_by_the_field,
    names_table,
)

_TAKEN = "[…]"
_KEPT = rf"\[(?:{'|'.join(kind.replace('_', ' ') for kind in get_args(Kind))}|…)\]"
"""What was taken already."""
_MONTH = re.compile(
    rf"(?:(?<=\d )|(?<=\bin )|(?<=\bsince )|(?<=\bfrom )|(?<=\buntil )|(?<=\blast )|(?<=\bnext )){MONTH}\b"
    rf"|\b{MONTH}(?=\.? ?(?:19|20)?\d\d\b)",
    re.IGNORECASE,
)
"""A month where a date stands or a time is told; elsewhere April may be somebody."""
_GROUPED = re.compile(r"(?<![\w.])\+?\(?\d(?:[ ()./-]{0,2}\d){6,}(?!\w)")
"""Seven digits and more with what parts them: a phone, a record number, a day."""
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/–] ?(?:(?:19|20)?\d\d)|\d\d?[/.](?:19|20)\d\d|\d{1,3}(?:st|nd|rd|th)")
"""Years from and to, a month of a year, an ordinal number."""
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_TOKEN = re.compile(rf"{_KEPT}|{_YEARS.pattern}|{_DAY}|{_GROUPED.pattern}|[^\W_](?:[^\W_]|['’._/-](?=[^\W_]))*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_NUMBER = 4
"""Digits in a row or in a word of letters and digits; a record number, a phone or a post code has more."""
_LONGEST_ABBREVIATION = 5


def veiled(text: str) -> str:
    """The text without identifiers and without every word and number that is not known to be none: "[…]" instead."""
    sieved = redacted(text)
    months = {match.span() for match in _MONTH.finditer(sieved)}
    return _TOKEN.sub(lambda match: match[0] if match.span() in months else _left(match[0]), sieved)


def _left(token: str) -> str:
    if token.startswith("[") or _YEARS.fullmatch(token):
        return token
    if re.fullmatch(_DAY, token):
        year = _YEAR.search(token)
        return f"{_TAKEN} {year[0]}" if year else _TAKEN
    if sum(map(str.isdigit, token)) > _LONGEST_NUMBER:
        return _TAKEN
    return token if _stays(token) or all(map(_stays, _parts(token))) else _TAKEN


def _parts(token: str) -> list[str]:
    """The words of a token that is made of several: "DOTATATE-avid", "and/or", "177Lu"."""
    return re.findall(r"[^\W\d_](?:[^\W\d_]|['’](?=\w))*", token)


def _stays(word: str) -> bool:
    """Whether a word tells nobody. One with a capital that is a name as well as a word is taken: "Young", "Grace"."""
    if len(word) == 1 or word in _units() or is_taken_by_the_field(word):
        return True
    if not bare_of(word).islower() and (is_known(word) or is_place(word)):
        return False
    short = word.isupper() and len(word) <= _LONGEST_ABBREVIATION
    return short or is_common(word) or is_of_the_field(word)


@cache
def _units() -> frozenset[str]:
    """Units and abbreviations that name persons as well where they are longer or have a capital."""
    return frozenset(names_table()["units"])
