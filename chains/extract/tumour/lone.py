# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Lone: a bare "stable" or "progressive" that a treatment, a time or a report beside it makes one of the disease."""

import re

from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.tumour.statement import course_words

BESIDE_CHARS, REPORT_CHARS = 44, 400
"""How far behind "stable" what lasts may be named; and how far back the examination of which a bare "Stable." speaks."""
_LASTING = re.compile(
    r" ?(?:for|over|since|x|by|through)? ?[>~]? ?(?:the )?(?:(?:past|last|more than|about|at least) )?(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many) ?(?:consecutive )?(?:months?|mo|mths?|mnths?|yrs?|years?|y|scans?|cts?|mris?|gastroscop[a-z]+|endoscop[a-z]+|controls?|follow ?-?ups?)\b"
)
"""How long something stayed as it was: said so barely, it is the disease ("stable > 12 months")."""
_SIZED = re.compile(
    r"\b\d{1,3}(?:\.\d)? ?(?:mm|cm)(?: (?:in |of )?(?:the )?(?:head|tail|body|neck|uncinate|lesion|tumou?r|net|mass|nodule|primary|ileum|rectum|fundus|antrum|lobe))?[, ]{1,2}$"
)
_SINCE_WHEN = re.compile(rf" since (?:early |late )?(?:{MONTH} )?(?:19|20)\d\d")
"""A size and since when it is stable: "17 mm head, stable since 2021" is told of the tumour."""


def stands_alone(page: Page, low: int, start: int, end: int) -> bool:
    """Whether a bare word is told of the disease by what stands beside it: a treatment, a time, a report."""
    text, words = page.text, course_words()
    if _on_treatment(page, end):
        return True
    if _LASTING.match(text, end):
        return not words["other"].search(text, low, min(page.sentence(start)[1], end + BESIDE_CHARS))
    sentence, stop = page.sentence(start)
    if _SINCE_WHEN.match(text, end) and _SIZED.search(text, sentence, start):
        return True
    if text[max(sentence, low - 2) : low].strip() == "→":
        return page.names("treatments", "treatment", sentence, start)
    if text[end:stop].strip(" .;!\n") or text[sentence:start].strip():
        return False
    before = page.sentence(max(0, sentence - 2))[0]
    told = words["imaging"].search(text, max(0, sentence - REPORT_CHARS), sentence)
    return told is not None and not words["other"].search(text, before, sentence)


def _on_treatment(page: Page, end: int) -> bool:
    """Whether a treatment follows: "stable on lanreotide" is said of the disease."""
    link = re.match(
        r" (?:(?:again|now|slowly|further|clearly|steadily|for now) )?(?:on|under|with|since|despite) ",
        page.text[end : end + 18],
    )
    place = end + link.end() if link else -1
    return page.names("treatments", "treatment", place, place + 1)


def is_since_treatment(page: Page, end: int) -> bool:
    """Whether "since" and a treatment follow: "progressive in 2022, stable since PRRT"."""
    since = re.compile(r" since (?:the |his |her |starting |start of |first |second |last ){0,3}").match(page.text, end)
    return since is not None and page.names("treatments", "treatment", since.end(), since.end() + 1)
