"""Proof: a value that a model claims, read once more from its own quote by rules; what is not proven is not said."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from chains.extract.filling.figures import Figure, figures, lone, number_claimed, percent_amount, plain_amount
from chains.extract.filling.suggestion import allowed, word_of
from chains.extract.pathology.mitoses import Area, mitotic_count
from chains.extract.text.fold import fold
from chains.extract.text.found import legal
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, either, forms, index, table
from chains.extract.tumour.grade import grades_something_else
from knowledge.case import Ki67, Nodes, Span

_WHOLE_NUMBERS = {"stated_grade": "stated_grade", "ecog": "ecog", "age_years": "age_years"}
_ROMAN_NUMERALS = ("", "I", "II", "III", "IV")
_LEXICONS: dict[str, tuple[tuple[str, str], ...]] = {
    "primary_site": (("sites", "whole"), ("sites", "site")),
    "histology": (("histology", "histology"),),
    "differentiation": (("histology", "differentiation"),),
    "fdg": (("imaging", "fdg_result"),),
    "progression": (("course", "stated"), ("course", "change")),
    "functioning": (("hormones", "functioning"),),
    "syndrome": (("hormones", "syndrome"),),
    "hereditary": (("patient", "hereditary"),),
}
"""Where the word lists of the reader hold the words for a field's values."""


class Proof(NamedTuple):
    """A value that stands in the quote, with its own characters in the folded text."""

    value: Any
    start: int
    end: int
    denies: bool = False
    """Whether the value's own words hold a negation ("not avid")."""


def prove(page: Page, field: str, claim: str, quote: Span) -> Proof | None:
    """The claimed value as the quote states it, or None when the quote does not state that and only that."""
    claimed = fold(claim).text.strip()
    if field in _WHOLE_NUMBERS:
        return _whole_number(page, field, claimed, quote)
    if field in _CODES:
        return _code(page, field, claimed, quote)
    return _OTHERS.get(field, _word)(page, field, claimed, quote)


def _whole_number(page: Page, field: str, claimed: str, quote: Span) -> Proof | None:
    roman = field == "stated_grade"
    figure = lone(page, field, quote, roman=roman)
    if figure is None or number_claimed(claimed, roman=roman) != figure.value or not figure.value.is_integer():
        return None
    if roman and grades_something_else(page, *quote):
        return None
    value = figure.value if field == "age_years" else int(figure.value)
    return Proof(value, figure.start, figure.end) if legal(_WHOLE_NUMBERS[field], figure.value) else None


def _year(page: Page, field: str, claimed: str, quote: Span) -> Proof | None:
    figure = lone(page, field, quote)
    if figure is None or not 1950 <= figure.value <= 2049 or claimed != f"{figure.value:.0f}":
        return None
    return Proof(int(figure.value), figure.start, figure.end)


def _length(page: Page, field: str, claimed: str, quote: Span) -> Proof | None:
    figure = lone(page, field, quote)
    unit = _unit().match(page.text, figure.end, quote[1]) if figure else None
    if figure is None or unit is None:
        return None
    size = round(figure.value * _factor(unit), 2)
    told = number_claimed(claimed)
    unit_told = _unit().search(claimed)
    if told is None or round(told * (_factor(unit_told) if unit_told else 1), 2) != size:
        return None
    return Proof(size, figure.start, unit.end()) if legal("tumour_size_mm", size) else None


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[ -]?(?P<unit>mm|cm|millimet(?:er|re)s?|centimet(?:er|re)s?){RIGHT}(?!\^?2)")


def _factor(unit: re.Match[str]) -> int:
    return 10 if unit["unit"].startswith("c") else 1


def _index(page: Page, field: str, claimed: str, quote: Span) -> Proof | None:
    read = percent_amount(page, field, quote)
    if read is None or not _same_numbers(claimed, read.figures):
        return None
    low, high = read.amount.low, 100.0 if read.amount.high is None else read.amount.high
    if not legal("ki67", low, high):
        return None
    return Proof((Ki67(low=low, high=high, operator=read.amount.operator),), read.start, read.end)


def _mitoses(page: Page, field: str, claimed: str, quote: Span) -> Proof | None:
    read = plain_amount(page, field, quote)
    area = _area().search(page.text, *quote)
    if read is None or not legal("mitoses", read.amount.low, read.amount.high):
        return None
    per: Area | None = None if area is None else "10hpf" if "10" in area["area"] else "2mm2"
    numbers = figures(_area().sub(" ", claimed))
    if [n.value for n in numbers] != [n.value for n in read.figures]:
        return None
    value = mitotic_count(read.amount, per)
    return Proof(value, read.start, read.end)


@cache
def _area() -> re.Pattern[str]:
    return re.compile(f"(?P<area>{either(table('fill')['field']['mitoses']['names'])})")


def _same_numbers(claimed: str, told: tuple[Figure, ...]) -> bool:
    return [figure.value for figure in figures(claimed)] == [figure.value for figure in told]


def _nodes(page: Page, _field: str, claimed: str, quote: Span) -> Proof | None:
    found = figures(page.text, *quote)
    if len(found) != 2 or not _same_numbers(claimed, found):
        return None
    between = page.text[found[0].end : found[1].end]
    if not re.match(r" ?/|(?: [a-z]+){0,4} (?:of|out of|from|among)(?: the)?(?: [a-z]+){0,2} ", between):
        return None
    positive, examined = (figure.value for figure in found)
    if not (positive.is_integer() and examined.is_integer() and positive <= examined and legal("nodes", examined)):
        return None
    return Proof(Nodes(positive=int(positive), examined=int(examined)), found[0].start, found[1].end)


_CODES = {
    "t": re.compile(
        rf"{LEFT}(?:y?[cpr])? ?(?P<code>t ?-?(?P<v>[0-9](?:[abd]|c(?![nm]))?))(?=[nm]?[^a-z0-9]|n[0-3x]|$)"
    ),
    "n": re.compile(r"(?<![a-z])(?:y?[cpr])? ?(?P<code>n ?-?(?P<v>[0-9](?:[ab]|c(?!m))?))(?=[^a-z0-9]|m[01x]|$)"),
    "m": re.compile(r"(?<![a-z])(?:y?[cpr])? ?(?P<code>m ?-?(?P<v>[0-9][abc]?))(?![a-z0-9])"),
    "stated_stage": re.compile(
        rf"{LEFT}(?P<code>(?P<v>iv|iii|ii|i|[1-4]|one|two|three|four) ?(?P<sub>[abc](?![a-z0-9]))?){RIGHT}"
        r"(?! ?(?:-|/|to |or )[ivx0-9])"
    ),
}
"""The categories and the stage group where they stand by themselves."""


def _code(page: Page, field: str, claimed: str, quote: Span) -> Proof | None:
    names = _names(field)
    taken = [match.span() for match in names.finditer(page.text, *quote)] if names else []
    found = [
        match
        for match in _CODES[field].finditer(page.text, *quote)
        if not any(a < match.end("code") and match.start("code") < b for a, b in taken)
    ]
    told = _CODES[field].search(f" {claimed.removeprefix('stage').strip()} ")
    if len(found) != 1 or told is None:
        return None
    value = _code_value(field, found[0])
    if value is None or value != _code_value(field, told) or re.match(r" ?\?", page.folded.text[found[0].end() :]):
        return None
    return Proof(value, *found[0].span("code"))


def _code_value(field: str, match: re.Match[str]) -> str | None:
    if field == "stated_stage":
        level = number_claimed(match["v"], roman=True)
        return f"{_ROMAN_NUMERALS[int(level)]}{(match['sub'] or '').upper()}" if level else None
    return f"{field.upper()}{match['v']}" if legal(field, float(match["v"][0])) else None


@cache
def _names(field: str) -> re.Pattern[str] | None:
    names = table("fill")["field"][field].get("names")
    return re.compile(either(names)) if names else None


def _word(page: Page, field: str, claimed: str, quote: Span) -> Proof | None:
    """A value of a closed list: its words stand in the quote, and no words for another value do."""
    value = next(
        (one for one in allowed(field) if word_of(one).lower() == claimed.replace("-", "_").replace(" ", "_")), None
    )
    hits = list(_words(page.text, field, *quote))
    whole = [hit for hit in hits if not any(_inside(hit, other) for other in hits)]
    if value is None or {hit[0] for hit in whole} != {word_of(value)}:
        return None
    _, start, end = min(whole, key=lambda hit: hit[1])
    return Proof(value, start, end, f"{field}.{word_of(value)}" in table("fill")["denials"])


def _inside(hit: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    """Whether a hit is only a part of the words of another one: "grown" in "not grown"."""
    return other[1] <= hit[1] and hit[2] <= other[2] and other[2] - other[1] > hit[2] - hit[1]


def _words(text: str, field: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for name, section in _LEXICONS.get(field, ()):
        for entry, low, high in index(name, section).find(text, start, end):
            yield (
                entry
                if field == "primary_site"
                else entry.partition("_of_")[0].removesuffix("_none").removesuffix("_new"),
                low,
                high,
            )
    if field == "carcinoid_heart_disease":
        for match in re.finditer(forms("patient", field), text[:end]):
            if match.start() >= start:
                yield ("true", *match.span())
    for value, pattern in _own_words(field):
        for match in pattern.finditer(text, start, end):
            yield (value, *match.span())


@cache
def _own_words(field: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = table("fill")["value"].get(field, {})
    return tuple((value, re.compile(either(list(body["forms"])))) for value, body in entries.items())


_OTHERS = {
    "diagnosis_year": _year,
    "tumour_size_mm": _length,
    "ki67": _index,
    "mitoses": _mitoses,
    "nodes": _nodes,
}
