# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Clause: the words around a statement of the course up to the next break, and whether they name tumour, scan or uptake."""

import re

from chains.extract.text.page import Page
from chains.extract.tumour.course_words import course_words
from knowledge.case import Span

_BREAK = re.compile(
    r"[;:(\n→]|(?<!\bca)(?<!\bapprox)(?<!\bprev)(?<!\bmax)\.(?= |$)|\b(?:but|however|whereas|while|yet|although|though)\b"
)
_ANATOMICAL = re.compile(
    r"\b(?:(?:ce|ncc?)?ct|mri?|size[sd]?|recist|mm|cm|radiologic(?:al|ally)?|radiographic(?:al|ally)?|morpholog(?:ic|ical|ically)|anatomical(?:ly)?)\b"
)


def is_of_the_disease(told: str) -> bool:
    """Whether a conclusion names what it is told of by itself: "stable disease", "progression of the metastases"."""
    words = course_words()
    return words["tumour"].search(told) is not None and words["uptake"].search(told) is None


def clause_around(page: Page, start: int, end: int) -> tuple[Span, int]:
    """The clause around a statement, between commas, and where the clauses before it in its sentence begin."""
    low, high = page.sentence(start)
    text = page.text
    first = max(low, start - 110)
    for stop in _BREAK.finditer(text, first, start):
        if stop.group() != "(" or ")" not in text[stop.end() : start]:
            first = stop.end()
    stop_after = _BREAK.search(text, end, min(high, end + 60))
    last = stop_after.start() if stop_after else min(high, end + 60)
    comma = text.rfind(",", first, start) + 1
    after = text.find(",", end, last)
    return (max(first, comma), after if after >= 0 else last), first


def names_tumour_or_scan(clause: str) -> bool:
    """Whether a clause names the tumour or anatomical imaging."""
    words = course_words()
    return words["imaging"].search(clause) is not None or words["tumour"].search(clause) is not None


def is_of_uptake_alone(clause: str) -> bool:
    """Whether a clause names uptake, markers or symptoms and nothing of anatomical imaging or size."""
    return course_words()["uptake"].search(clause) is not None and not _ANATOMICAL.search(clause)


def is_about_uptake(clause: str, near: str) -> bool:
    """Whether a clause speaks of uptake, markers or symptoms and not of size; ``near`` stands beside the word."""
    near = ",".join(re.split(r"[,;()]", near)[:2])
    return course_words()["uptake"].search(near) is not None and not _ANATOMICAL.search(clause)
