# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Cycles: a course of which the next cycle is due is not over, wherever the text says so."""

import re
from bisect import bisect_left

from chains.extract.text.opening import scan
from chains.extract.treatment.standing import ENDED, TOLD, Named, Standing

COURSE_CHARS = 300
"""How far back the course may be named of which "the third cycle is due" speaks."""
_GIVEN_IN_CYCLES = {"prrt", "chemo", "targeted", "other"}
_LATER = r"(?:second|third|fourth|fifth|sixth|2nd|3rd|4th|5th|6th)"
_UNIT = r"(?:#|cycles?|doses?|infusions?|administrations?|courses?|rounds?)"
_SEVERAL = r"(?:\d|one|two|three|four|five)"
_WHEN = r"(?:(?:next|this) (?:week|month|mon|tue|wed|thu|fri)[a-z]*|tomorrow|(?:on|for) (?:mon|tue|wed|thu|fri)[a-z]*|in (?:\d|two|three|four|six) weeks)"
_DUE = re.compile(
    rf"(?<![a-z0-9])(?:(?:next|{_LATER}|last|final|remaining)(?: (?:and last|and final|two|planned|scheduled|prrt|chemo)){{0,2}} ?{_UNIT}|(?:#|cycle|dose|c) ?(?:[2-9]|two|three|four|five|six)"
    rf"|{_SEVERAL} (?:further|more|additional|remaining|other)(?: planned| scheduled)?(?: {_UNIT})?|(?:further|more|additional|remaining) {_UNIT})"
    r"(?: of [a-z0-9-]{3,20})?,?(?: (?:is|are|was|were|has|been|now|being|currently|therefore|still|to|be|will)){0,4}"
    rf" ?(?:due|planned|scheduled|booked|pending|awaited|outstanding|postponed|delayed|deferred|on hold|withheld|running|to (?:go|come|follow|be given|receive)|left|remain(?:ing)?|given (?:next|on)|{_WHEN})(?![a-z])"
    rf"|(?<![a-z0-9])(?:currently|now|presently|today)(?: (?:is|has|on|in|at|receiving|having|getting|his|her|the|with)){{0,3}} (?:(?:cycle|c|dose|#) ?\d|{_LATER} {_UNIT})(?! ?(?:of|/) ?\d)(?![a-z0-9])"
    rf"|(?<![a-z0-9])(?:is|are|in|on) (?:(?:his|her|the|their) )?(?:middle of |midst of )?(?:(?:cycle|c) ?\d|{_LATER} cycle)(?: (?:now|currently|at present|today))(?![a-z])"
)
"""A cycle that is due, that is running now, or several that are still to come."""
_BEGUN = re.compile(r"\b(?:started|began|begun|commenced|ago|received|had|tolerated|since|after)\b")
_OVER = re.compile(
    r"\b(?:(?:finished|completed)(?! (?:the |his |her )?(?:first|second|third|1|2|3|one|two|three|cycles? [123])\b)"
    r"|all (?:four|4)|(?:full|whole) course|(?:four|4) (?:cycles|doses|courses)|re-?treatment|re-?challenge|salvage)\b"
)
"""A course that came to its end: what is due after it is another one."""


def _has_begun(text: str, one: Named, own: Standing, due: int) -> bool:
    """Whether a course was read as given, or as planned only because of the cycle that is due."""
    if own.status == "planned":
        return _BEGUN.search(text, max(0, one.start - 20), max(due, one.end)) is not None
    over = _OVER.search(text, max(0, one.start - 30), due)
    return own.status == "done" and own.weight != ENDED and not over


def continue_courses(text: str, named: list[Named], standings: list[Standing]) -> None:
    """Let a course that was read as given run on where its next cycle is said to be due."""
    starts = [one.start for one in named]
    for due in scan(_DUE, text):
        place = bisect_left(starts, due.end()) - 1
        while place >= 0 and due.start() - named[place].end <= COURSE_CHARS:
            if named[place].kind in _GIVEN_IN_CYCLES:
                if _has_begun(text, named[place], standings[place], due.start()):
                    standings[place] = Standing("ongoing", TOLD)
                break
            place -= 1
