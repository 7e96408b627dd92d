# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Resolved: a treatment that was thought of, and of which the first day is told further on; and one that is applied for.

"PRRT now? We have applied for four cycles, first planned in May", "I offered carboplatin and etoposide; he wants to try, so
we'll start next Thursday"; "Drug requested: cabozantinib 60 mg" on a form tells of no drug that is taken.
"""

import re
from bisect import bisect_left

from chains.extract.text.day import YEARLESS
from chains.extract.text.hint import Hint
from chains.extract.text.moment import MONTH
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import TOLD, UNTOLD, Named, Standing

FAR_CHARS, LEAD_CHARS, CLAUSE_CHARS, LINE_CHARS = 420, 90, 60, 110
"""How far before its first day a course may be named, how far before one its heading, and how far around a day the words
may stand that undo it."""
_COURSES = {"prrt", "chemo", "targeted"}
_DAY = rf"(?:(?:the )?{YEARLESS}|(?:early |mid |late |mid-|end of )?{MONTH}(?![a-z])(?!,? ?(?:'?\d\d|(?:19|20)\d\d)|-)|next (?:week|month)|(?:the )?week of the \d)"
_FIRST = r"(?:first|1st)(?: (?:cycle|dose|course|infusion|session|administration|one))?"
_FIRST_DAY = re.compile(
    rf"(?<![a-z0-9])(?:{_FIRST} (?:(?:is|has been|already|now|provisionally|being|will be) ){{0,3}}(?:booked|planned|scheduled|set|fixed|foreseen|confirmed|arranged|pencilled in|due|intended)(?: provisionally)?(?: (?:for|on|in|from|at))? {_DAY}"
    rf"|first (?:one )?(?:(?:in|on) )?(?:early|mid|late)[ -]{MONTH}(?![a-z])(?! ?(?:'\d\d|(?:19|20)\d\d))"
    rf"|(?:(?:1st|first) (?:dose|cycle)) (?:wk|week) of the \d"
    rf"|(?:provisional|preliminary|starting|planned) date(?: is| for| on)?:? {_DAY}"
    rf"|(?:we|he|she|they|pt|patient|oncolog(?:ist|y)(?: agrees)?)(?:'ll| will| shall| are going to| is going to| agrees? to| plans? to)? (?:now )?start(?: (?:it|this|that|treatment|her|him))?(?: (?:on|from))? (?:next {YEARLESS}|{YEARLESS}|next week)"
    rf"|oncolog(?:ist|y) agrees start(?: on)? {YEARLESS})"
)
_FIRSTS = Hint("first|1st|date|start")
_UNDONE = re.compile(
    r"\b(?:cancel[a-z]*|postpone[a-z]*|declin[a-z]*|refus[a-z]*|if|unless|scan|imaging|review|clinic|appointment|follow-?up|visit|surgery|operation|biopsy|not|could|would|whether)\b|n't\b"
)
_GIVEN = re.compile(r"\b(?:went well|tolerated|was given|has been given|done|uneventful|had)\b")
_WITH_ANOTHER = re.compile(r" (?:with|on) (?!(?:it|this|that|his|her|the)\b)[a-z]")
_HEAD = re.compile(
    r"(?:^|\n)[ >*•-]{0,3}(?:(?P<bare>request)|requested (?:drug|treatment|therapy|medication|medicine|regimen)|(?:drug|treatment|therapy|medication|medicine|regimen) (?:requested|applied for|sought)|application for (?:reimbursement|funding|approval|coverage)(?: of)?|(?:funding|approval|authori[sz]ation|coverage) (?:is )?(?:sought|requested|request|application)(?: for)?) ?[:=-] ?(?:[a-z]+ ){0,2}$"
)
"""The heading of what is applied for."""
_TO_BE_PAID = Hint(
    r"insur|reimburs|funding|authori|pre-auth|compassionate|named patient|coverage|off-label|cost approval"
)
_RENEWED = re.compile(
    r"\b(?:renew[a-z]*|continu[a-z]*|extension|extend|ongoing|already|since|repeat|refill|stopped|done|given|completed|further|next)\b"
)


def resolved(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Make planned what has its first day further on, and what stands under the heading of an application."""
    text = page.folded.text
    if not named:
        return
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        if (
            one.kind in _COURSES
            and own.status in {"done", "ongoing", None, "considered"}
            and _is_applied_for(text, one)
        ):
            standings[place] = Standing("planned", TOLD)
    if not _FIRSTS.stands_in(text):
        return
    settled = {
        one.kind
        for one, own in zip(named, standings, strict=True)
        if own.status not in {None, "considered", "planned"} and not _is_open(text, one, own)
    }
    starts = [one.start for one in named]
    for day in scan(_FIRST_DAY, text):
        at = _course_of(named, bisect_left(starts, day.start()) - 1, day.start())
        if at is None or named[at].kind in settled or not _is_open(text, named[at], standings[at]):
            continue
        if not _is_undone(text, day):
            standings[at] = Standing("planned", TOLD)


def _is_open(text: str, one: Named, own: Standing) -> bool:
    """Whether it is only thought of, or no more is told of a treatment than its name."""
    if own.status == "considered":
        return True
    return own in {Standing(None, UNTOLD), Standing("done", UNTOLD)} and not is_dated(text, one)


def _course_of(named: list[Named], place: int, start: int) -> int | None:
    """The course named last before a place, where it is near and no injection is named behind it."""
    while place >= 0 and start - named[place].end <= FAR_CHARS:
        if named[place].kind in _COURSES:
            return place
        if named[place].kind == "ssa":
            return None
        place -= 1
    return None


def _is_undone(text: str, day: re.Match[str]) -> bool:
    """Whether the clause of a first day asks, depends on something, or tells that it is over."""
    low = max(text.rfind(". ", 0, day.start()), text.rfind("\n", 0, day.start()), day.start() - CLAUSE_CHARS, 0)
    if _UNDONE.search(text, low, day.start()):
        return True
    behind = re.split(r"[.;\n]", text[day.end() : day.end() + CLAUSE_CHARS], maxsplit=1)[0]
    return _GIVEN.search(behind) is not None or "?" in behind or _WITH_ANOTHER.match(behind) is not None


def _is_applied_for(text: str, one: Named) -> bool:
    """Whether a drug stands right behind the heading of an application, and none is told to be renewed."""
    head = _HEAD.search(text, max(0, one.start - LEAD_CHARS), one.start)
    if head is None or (head["bare"] and not _TO_BE_PAID.stands_in(text)):
        return False
    end = text.find("\n", one.end, one.end + LINE_CHARS)
    behind = text[one.end : end if end >= 0 else one.end + LINE_CHARS]
    return not _RENEWED.search(re.split(r"[;.] ", behind, maxsplit=1)[0])
