# ruff: noqa: E501 - a pattern is checked more easily on one line
"""Size series: two lengths of different times - "100 mm in January, 104 mm 3 months later" - and whether a thing is named
that they are of."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.pathology.size_words import hits_of
from chains.extract.text.moment import MONTH, YEAR_OF_FOUR
from chains.extract.text.number import DIGITS
from chains.extract.text.opening import scan
from chains.extract.text.page import Page

OF_THE_TUMOUR = frozenset({"tumour", "lesion", "polyp", "primary", "lung"})
OF_THE_LIVER = frozenset({"spread", "lesion", "liver"})
"""What names the thing that a series is of."""
_NAMED_CHARS = 60


class Length(NamedTuple):
    """One length of a series, in mm, and where it stands."""

    mm: float
    start: int
    end: int


class Series(NamedTuple):
    """Two lengths of which the second is the later one."""

    first: Length
    second: Length
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    count = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|a|half a)"
    lapse = rf"(?:{count}[ -](?:months?|mo|mths?|weeks?|wks?|years?|yrs?)|(?:some|a few) (?:months|weeks|years))"
    time = (
        rf"\(?(?:(?:in |on |at |from |by )?(?:early |late |mid )?(?:\d{{1,2}}\.? )?(?:{MONTH}(?![a-z])\.?(?:[ ,]{{1,2}}{YEAR_OF_FOUR})?|{YEAR_OF_FOUR}|\d{{1,2}}[./]\d{{2,4}}|baseline)"
        rf"|{lapse} (?:later|after(?:wards)?|on|ago|before|earlier)|(?:after|at) {lapse}|(?:now|today|currently|later))\)?"
    )
    joint = r"[ ,;→/-]{1,3}(?:(?:and|then|but|now|to|grown to|increased to) ){0,2}"
    first, second = (rf"(?<![\d.x])(?P<{name}>{DIGITS}) ?(?P<{name}unit>mm|cm)(?![a-z²])" for name in "ab")
    return (
        re.compile(rf"{first} {time}{joint}{second} {time}"),
        re.compile(rf"(?<![a-z0-9]){time}[ :=]{{1,3}}{first}{joint}{time}[ :=]{{1,3}}{second}"),
    )


def size_series(page: Page) -> list[Series]:
    """Every pair of lengths over time."""
    text = page.folded.text
    if text.count("mm") + text.count("cm") < 2:
        return []
    return [
        Series(_length(match, "a"), _length(match, "b"), *match.span())
        for match in (*_patterns()[0].finditer(text), *scan(_patterns()[1], text))
    ]


def is_unnamed(page: Page, position: int, things: frozenset[str]) -> bool:
    """Whether a length belongs to a series before which none of these things is named: it may be a sum, or of a node."""
    return any(one.start <= position < one.end and not _named(page, one, things) for one in page.kept(size_series))


def _named(page: Page, one: Series, things: frozenset[str]) -> bool:
    text = page.folded.text
    low, _ = page.sentence(one.start)
    hits, _ = page.kept(hits_of)
    before = next((hit for hit in reversed(hits) if hit.end <= one.first.start), None)
    if before is None or before.start < max(low, one.start - _NAMED_CHARS) or before.kind not in things:
        return False
    if re.match(r"lesions|(?:target|index)", text[before.start : before.end]):
        return False
    return re.search(r"[,;]|\.(?= )|\b(?:with|sums?|and|target)\b", text[before.end : one.start]) is None


def _length(match: re.Match[str], name: str) -> Length:
    mm = float(match[name]) * (10 if match[f"{name}unit"] == "cm" else 1)
    return Length(round(mm, 2), match.start(name), match.end(f"{name}unit"))
