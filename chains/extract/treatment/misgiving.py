# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Misgiving: a word beside a treatment that is only named, which may mean that it is still to come or never was.

Notes name what was done ("RLL lobectomy, pT2"), and lists, boards, pharmacies and families name what may yet be. Where no
word says that a treatment was given, and a word of that second kind stands in its sentence, nothing is told of it: a
fact that is missing is asked for, one that is wrong is believed.
"""

import re
from bisect import bisect_left
from functools import cache

from chains.extract.text.day import NO_YEAR, NTH, OF_A_MONTH, WEEKDAY
from chains.extract.text.page import Page
from chains.extract.text.reserve import reserved
from chains.extract.text.vocabulary import either, table
from chains.extract.treatment.appointments import is_over
from chains.extract.treatment.standing import AT_A_SITTING, SHARED, STARTED, TOLD, UNTOLD, Named, Standing

AROUND_CHARS = 160
"""How far from a treatment, within its sentence, a word may stand that raises a doubt."""
AGENDA_CHARS = 500
"""How far from an operation a list or a booking may be named that may be its own."""
LEAD_CHARS = 40
"""How far before a treatment "after" may stand."""
_YEAR = re.compile(r"[^.;\n]{0,24}?\b(?:19|20)\d\d\b|[ ,(]{0,2}'\d\d\b|[ ,(]{0,2}\d{1,2}/(?:\d\d)?(?:1[3-9]|2\d)\b")
"""A year behind a treatment: then it was given, whatever else its sentence says."""
_PLAN = re.compile(
    r"(?:^|[\n|] ?)(?:the |our |mdt |mdm |board |new ){0,2}(?:plan|proposal|recommendation|recommend|rec|suggest|suggestion|advice)s?\b"
)
"""What opens a sentence of what is to come."""
_DAY = re.compile(
    rf"\b(?:{WEEKDAY}|(?:the|on|for|to|from) {NTH}(?! (?:line|cycle|course|dose|time)))\b"
    r"|(?<![\d/.])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/%]| ?(?:nodes?|ln|lymph|pos|involved|mm|cm|mets?)\b)"
    rf"|(?<![a-z])(?:(?:on|for|is|by) {OF_A_MONTH}(?![a-z0-9]){NO_YEAR}|(?:from|as of) {OF_A_MONTH} on(?:wards?)?(?![a-z]))"
    r"|(?<![\d.])\d{1,2}\.(?:/\d{1,2}\.){1,4}"
    r"|(?<![\d:.])(?!0\.)\d{1,2}(?:[:.h]\d\d(?!\.\d| ?(?:mg|mcg|g|mm|cm|gbq)\b)|(?::\d\d)? ?[ap]m)\b"
)
"""A day without its year, or a time of day."""


_AFTERWARDS = re.compile(
    r"\b(?:after|following|post)[ -](?:(?:the|his|her|an?|this|that|your|planned|first) ){0,2}(?:[a-z]+ (?:or|and) )?$"
)


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(either(list(table("status")["misgivings"][name])))


def _agenda(page: Page) -> list[int]:
    """Where a text names a list, a consent or a day of operations or sessions."""
    return [word.start() for word in _words("agenda").finditer(page.text)]


def _is_on_an_agenda(page: Page, one: Named) -> bool:
    """Whether such a word stands so near that it may speak of a treatment; a long document books many other things."""
    places = page.kept(_agenda)
    near = bisect_left(places, one.start - AGENDA_CHARS)
    return near < len(places) and places[near] <= one.end + AGENDA_CHARS


def with_misgivings(page: Page, named: list[Named], standings: list[Standing]) -> list[Standing]:
    """The standings without those that nothing but a bare name tells as given, beside a word that may mean otherwise."""
    return [_open(page, one, own) for one, own in zip(named, standings, strict=True)]


def _open(page: Page, one: Named, own: Standing) -> Standing:
    if own.weight <= TOLD and own.status != "declined" and page.kept(reserved).overlaps(one.start, one.end):
        return Standing("considered", SHARED)
    if own.status not in {"done", "ongoing"} or own.weight > TOLD or _YEAR.match(page.text, one.end):
        return own
    low, high = page.sentence(one.start)
    low, high = max(low, one.start - AROUND_CHARS), min(high, one.end + AROUND_CHARS)
    sentence = page.text[low : one.start] + " ¤ " + page.text[one.end : high]
    if own.weight == TOLD:
        ahead = _PLAN.match(sentence.lstrip()) and not _words("keeping").search(sentence)
        return Standing(None, UNTOLD) if ahead or _is_looked_beyond(page, one, own, sentence) else own
    if own.weight == STARTED:
        return Standing(None, UNTOLD) if _words("opinion").search(sentence) else own
    if is_over(page.text, one.end, high) or _words("over").search(sentence):
        return own
    if _words("opinion").search(sentence) or _words("errand").search(sentence) or _DAY.search(sentence):
        return Standing(None, UNTOLD)
    if one.kind in AT_A_SITTING and own.weight <= SHARED and _is_on_an_agenda(page, one):
        return Standing(None, UNTOLD)
    return own


def _is_looked_beyond(page: Page, one: Named, own: Standing, sentence: str) -> bool:
    """Whether only what will be after a treatment is told, asked or feared: "how soon after SIRT may he fly?"."""
    if own.status != "done" or not _AFTERWARDS.search(page.text, max(0, one.start - LEAD_CHARS), one.start):
        return False
    return _words("prospect").search(sentence) is not None and not _words("retrospect").search(sentence)
