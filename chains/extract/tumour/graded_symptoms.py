# ruff: noqa: E501 - a pattern is checked more easily on one line
"""Graded symptoms: one symptom of tumour or hormones with its grade - "flushing grade 1" - and no toxicity of a drug."""

import re
from bisect import bisect_left
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from chains.extract.text.found import Found
from chains.extract.text.number import ROMAN
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.unmasked import unmasked
from chains.extract.text.vocabulary import either, table

HINTS = ("diarrh", "flush", "wheez", "bronchosp", "cramp", "pain", "hypoglyc", "steator")
"""Parts of the names of the symptoms; without one nothing longer is tried."""
BEFORE_CHARS = 40
_DROPPED = {"asked", "possible", "planned", "negated", "history"}
_NOT_GIVEN = {"asked", "possible", "planned", "negated", "hypothetical", "considered"}
_HARMLESS = {"surgery", "transplant"}
"""Kinds of treatment whose toxicity is none of these symptoms."""
_EASING = {"telotristat", "diazoxide"}
"""Drugs that are given for such symptoms."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("symptoms")["graded"]
    symptom = either([*words["hormonal"], *words["either_way"]])
    return {
        "symptom_first": re.compile(f"(?P<symptom>{symptom}){words['grade_behind']}"),
        "grade_first": re.compile(f"{words['grade_before']}(?P<symptom>{symptom})"),
        "hormonal": re.compile(either(words["hormonal"])),
        **{
            name: re.compile(words[name])
            for name in ("of_tumour_before", "of_tumour_after", "changed", "earlier_before", "syndrome", "cause")
        },
        "despite": re.compile(r"(?<![a-z])(?:despite|in spite of|refractory to|not controlled (?:by|with))(?![a-z])"),
        **{name: re.compile(table("symptoms")["grade"][name]) for name in ("range_after", "toxicity")},
    }


def read_graded_symptoms(page: Page) -> list[Found]:
    """The highest grade that is told of such a symptom, as one fact."""
    text, known = page.kept(unmasked), _patterns()
    if not any(hint in text for hint in HINTS):
        return []
    found = [
        Found("symptom_grade", grade, *match.span(), 1)
        for name in ("symptom_first", "grade_first")
        for match in scan(known[name], text)
        if (grade := _grade(match["grade"])) is not None and _holds(page, text, match)
    ]
    return [max(found, key=lambda fact: fact.value)] if found else []


def _grade(told: str) -> int | None:
    grade = int(told) if told.isdigit() else ROMAN.get(told)
    return grade if grade is not None and grade <= 4 else None


def _holds(page: Page, text: str, match: re.Match[str]) -> bool:
    """Whether a grade is that of the symptom now: not of the tumour, of the past, or of what a drug does."""
    known = _patterns()
    low, high = page.sentence(match.start())
    before = text[max(low, match.start() - BEFORE_CHARS) : match.start()]
    if page.context(*match.span()) & _DROPPED or text[match.end() : match.end() + 1] == "?":
        return False
    if known["of_tumour_before"].search(before) or known["earlier_before"].search(before):
        return False
    if any(known[name].match(text, match.end(), high) for name in ("range_after", "of_tumour_after", "changed")):
        return False
    if known["range_after"].match(text, match.end("grade")) or known["toxicity"].search(text, low, high):
        return False
    return not _may_be_toxicity(page, match)


class Given(NamedTuple):
    """A treatment that was given and may cause such a symptom, and whether words before it tell that it did."""

    start: int
    kind: str
    caused: bool


def given_in(page: Page) -> list[Given]:
    """The treatments of a text that may cause such a symptom, in their order; found once."""
    text, known, data = page.kept(unmasked), _patterns(), table("treatments")["treatment"]
    found = []
    for name, start, end in page.named("treatments", "treatment"):
        kind = data[name]["kind"]
        if kind in _HARMLESS or name in _EASING or page.context(start, end) & _NOT_GIVEN:
            continue
        lead = text[max(page.sentence(start)[0], start - BEFORE_CHARS) : start]
        if not known["despite"].search(lead):
            found.append(Given(start, kind, known["cause"].search(lead) is not None))
    return found


def _names_the_syndrome(page: Page) -> bool:
    return _patterns()["syndrome"].search(page.kept(unmasked)) is not None


def _may_be_toxicity(page: Page, match: re.Match[str]) -> bool:
    """Whether a drug that was given may have caused it; an analogue causes diarrhoea, but no flushing."""
    low, high = page.sentence(match.start())
    hormonal = _patterns()["hormonal"].fullmatch(match["symptom"]) is not None
    given = page.kept(given_in)
    if not hormonal and any(one.kind != "ssa" for one in given):
        return True
    first, last = (bisect_left(given, place, key=attrgetter("start")) for place in (low, high))
    syndrome = hormonal or page.kept(_names_the_syndrome)
    return any(one.caused or one.kind != "ssa" or not syndrome for one in given[first:last])
