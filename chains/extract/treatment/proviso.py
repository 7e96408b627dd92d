# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Proviso: a condition right before a treatment, on which it hangs, or which tells in passing that it is given."""

import re

from chains.extract.text.page import Page
from chains.extract.treatment.asking import is_left_to_others
from chains.extract.treatment.standing import Named

LEAD_CHARS = 90
"""How far before a treatment its condition may begin."""
_IF_IT_FAILS = re.compile(
    r"\b(?:if|should|when|once|until) (?:he|she|the patient|this patient|pt|mr [a-z]|mrs [a-z]) (?:ever |then |were to |again |does )?progress(?:es)? (?:on|under|despite|through) (?:the |her |his )?$"
)
_CONDITION = re.compile(
    r"\b(?:if|in case of|in the event of|unless|should (?:there|he|she|it|the disease|they))\b[^.;:]{2,64}(?:,|→|then|:) ?(?:then |with |to |for )?$"
)
"""A condition right before a treatment: "if there is progression, PRRT"."""


def is_conditional(page: Page, one: Named) -> bool:
    """Whether a condition stands right before a treatment in its sentence, so that it is only considered."""
    low = max(page.sentence(one.start)[0], one.start - LEAD_CHARS)
    return _CONDITION.search(page.folded.text, low, one.start) is not None


def runs_anyway(page: Page, start: int) -> bool:
    """Whether a condition itself tells of the patient's treatment: "if she progresses on lanreotide", "tell if PRRT …"."""
    lead = page.folded.text[max(0, start - 60) : start]
    return _IF_IT_FAILS.search(lead) is not None or is_left_to_others(page, start)
