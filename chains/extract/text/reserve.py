# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Reserve: a treatment that is kept for a progression to come: "PRRT on progression only", "keep everolimus for PD"."""

import re

from chains.extract.text.page import Page
from chains.extract.text.taken import Taken
from knowledge.case import Span

LEAD_CHARS = 60
"""How far before the treatment a word may stand that tells it given, or kept."""
_PROGRESSION = r"(?:(?:the|a|any|first|next|further|clear|future|radiological|radiologic|clinical|disease|tumou?r|documented|confirmed) ){0,4}(?:progression|progressive disease|progress|pd|growth)(?![a-z])"
_BEHIND = re.compile(
    rf",? (?:(?:only|reserved|kept|saved|held|then|would be next|next|as next line) ){{0,3}}\(?(?:on|upon|at|for|when|if|in case of|in the case of|in the event of|once)(?: there is)? {_PROGRESSION}(?P<only> only)?(?= ?(?:[.,;:)|\n]|$))"
)
_GIVEN = re.compile(
    r"(?<![a-z])(?:switch(?:ed)?|start(?:ed|s)?|add(?:ed)?|chang(?:ed|e)|moved|went|began|begun|commenced|initiated|gave|given|receiv(?:ed|es)|had|got|stopp?(?:ed)?|ceased|d/c|discontinued|prior|previous(?:ly)?|then|followed by|after|escalated|increased|re-?started|(?:19|20)\d\d|put|underwent|lines?|history|s/p)(?![a-z])|→|->|>"
)
"""Before a treatment that was begun when the disease progressed: "switched to everolimus on progression"."""
_KEPT = re.compile(
    r"(?<![a-z])(?:keep|kept|reserve[sd]?|reserving|hold|save|saved|next line|as next|plan|outcome|only)(?![a-z])"
)
_GOES_ON = re.compile(r",? ?(?:now|then|currently|→|->|followed|\((?:19|20)\d\d|(?:in )?(?:[a-z]+ )?(?:19|20)\d\d)")
"""Behind the progression, in a list of what was given in turn."""
_AHEAD = re.compile(
    rf"(?<![a-z])(?:next|next line|next step|then|second line|2nd line)? ?(?:on|at|upon|if|when|in case of|once) {_PROGRESSION} ?(?:[:,=]|→|->|then) ?(?:(?:then|consider|go to|switch to|start|next) ){{0,2}}$"
)
"""Right before a treatment: "at PD: CAPTEM"."""


def reserved(page: Page) -> Taken:
    """Where treatments stand that are kept for a progression, each with the words that say so."""
    spans: list[Span] = []
    text = page.folded.text
    for _, start, end in page.named("treatments", "treatment"):
        lead = text[max(page.sentence(start)[0], start - LEAD_CHARS) : start]
        ahead = _AHEAD.search(lead)
        if ahead:
            spans.append((start - len(lead) + ahead.start(), end))
            continue
        behind = _BEHIND.match(text, end)
        if behind is None:
            continue
        kept = behind["only"] or _KEPT.search(lead) or "only" in behind.group()
        if kept or not (_GIVEN.search(lead) or _GOES_ON.match(text, behind.end())):
            spans.append((start, behind.end()))
    return Taken(len(page.text), spans)
