# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Awaited: what is done ahead of a treatment tells that it is to come: "staging before chemotherapy"."""

import re

from chains.extract.treatment.appointments import has_a_bare_date
from chains.extract.treatment.cues import Cue
from chains.extract.treatment.standing import Named

LEAD_CHARS = 70
"""How far before "before" what is done ahead of the treatment may stand."""
_AHEAD_OF = re.compile(r"before|prior to|ahead of|until")
_ON_A_DAY = re.compile(r" on \S")
_ERRAND = re.compile(
    r"\b(?:(?:re ?-?)?staging|baseline|work-?up|check-?list|bloods|vaccinat[a-z]+|clearance|pre-?assessment|echo(?:cardiogra[a-z]+)?|dental check|pet(?:[ /-]ct)?|ct|mri|scan|imaging|stent|port)(?: [a-z/-]+){0,2} $"
)
_OVER = re.compile(r"\b(?:had|was|were|has|have|showed|shows|did|done|revealed|found|been|last|ago|(?:19|20)\d\d)\b")
_END = re.compile(r",? ?(?:please|pls|next (?:week|month)|this week|then|soon)? ?(?:[.;:?\n]|$)")


def is_awaited(text: str, one: Named, cue: Cue, low: int) -> bool:
    """Whether something is only told to be ahead of a treatment, on its day to come or as its errand, and nothing is past."""
    if not _AHEAD_OF.fullmatch(text, cue.start, cue.end):
        return False
    start = max(low, cue.start - LEAD_CHARS)
    if _ON_A_DAY.match(text, one.end) and has_a_bare_date(text, one):  # "until the resection on 8 July"
        return not _OVER.search(text, start, cue.start)
    if not _END.match(text, one.end):
        return False
    return _ERRAND.search(text, start, cue.start) is not None and not _OVER.search(text, start, cue.start)
