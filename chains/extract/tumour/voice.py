# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Voice: whether a state of the disease is told as found, asked for, or only believed by somebody."""

import re

from chains.extract.text.page import Page

BELIEF_CHARS = 110
"""How far before a state the words may stand that make it somebody's belief."""
_YES_OR_NO = re.compile(r"(?:is|are|does|do|did|was|were|has|have|any|could|would|can) ")
_BELIEF = re.compile(
    r"\b(?:patient|pt|he|she|wife|husband|daughter|son|mother|father|family|carer|relatives?)(?:'s)? (?:message|portal message|writes|wrote|says?|said|thinks?|believes?|fears?|feels?|worr(?:ies|ied)|afraid|convinced|is (?:convinced|afraid|worried|sure)|claims?|reports? that|googled)\b"
)


def is_believed(page: Page, start: int) -> bool:
    """Whether the state is what a patient or a relative says or fears, not what was found."""
    low = max(0, start - BELIEF_CHARS)
    text = page.folded.text
    quoted = text.count('"', page.sentence(start)[0], start) % 2 == 1
    return any(
        quoted or not re.search(r"[.;\n]", text[cue.end() : start]) for cue in _BELIEF.finditer(text, low, start)
    )


def is_asked(page: Page, start: int, end: int) -> bool:
    """Whether a question asks for the state itself: "progressive?", "is this PD?"; not "CT: PD, what next?"."""
    if not page.is_question(start):
        return False
    text = page.folded.text
    low, high = page.sentence(start)
    clause = re.split(r"[,;:→]| - ", text[low:start])[-1].lstrip()
    asks = re.match(r" ?\?", text[end:high]) or _YES_OR_NO.match(clause)
    return asks is not None and not re.search(r"\b(?:for|in|with|after|under|on|given|that|because|since|as) ", clause)
