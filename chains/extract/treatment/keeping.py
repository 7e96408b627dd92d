# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Keeping: who asks whether a drug is to be held, stopped or continued tells that it runs: "if we should hold lanreotide"."""

import re

from chains.extract.text.page import Page
from chains.extract.treatment.standing import TOLD, Named, Standing

LEAD_CHARS = 90
"""How far before a drug the question whether it is to be kept may begin."""
_KINDS = {"ssa", "targeted", "chemo", "other"}
_KEEP = re.compile(
    r"\b(?:hold(?! off)|pause|stop|withhold|interrupt|continue|skip|come off|stay on)(?: (?:with|giving|taking|the|his|her|their|my|your|this|monthly|daily|usual|current|next|month's|dose|injections?|of|before|prior)){0,5} $"
)
_WHETHER = re.compile(
    r"\b(?:should|shall|must|do|does|can|could|need|needs|have|has|ok|okay|safe|better|when|how long|whether|if|want us|remember)\b[^.;:\n?]{0,50}$"
)
_OPEN = re.compile(r"\b(?:whether|if|should|shall|(?:how|when) (?:long|early|far|many))\b[^.;:\n?]{0,50}$")
"""What leaves a sentence open that ends without a question mark."""
_PASSIVE = re.compile(
    r"(?: (?:lar|autogel|depot|injections?|treatment))? (?:to )?(?:be |being )?(?:now |also |still )?(?:held|stopped|paused|withheld|interrupted|skipped|continued)\b(?! (?:in|for|because|due|after) (?:19|20)\d\d)"
)
_PASSIVE_LEAD = re.compile(
    r"\b(?:should|shall|must|does|do|need|needs|can|could|whether|if)(?: (?:the|his|her|we|to|monthly)){0,3} $"
)


def is_to_be_kept(page: Page, one: Named, own: Standing | None) -> bool:
    """Whether it is asked what is to be done with a drug that runs, so that it does."""
    if one.kind not in _KINDS or (own is not None and own.status in {"declined", "planned"}):
        return False
    text = page.folded.text
    low = max(page.sentence(one.start)[0], one.start - LEAD_CHARS)
    if _PASSIVE.match(text, one.end) and _PASSIVE_LEAD.search(text, low, one.start):
        return page.is_question(one.start) or _OPEN.search(text, low, one.start) is not None
    keep = _KEEP.search(text, low, one.start)
    if keep is None:
        return False
    return (_WHETHER if page.is_question(one.start) else _OPEN).search(text, low, keep.start()) is not None


def kept(page: Page, one: Named, own: Standing | None) -> Standing | None:
    """The standing of a drug with what a question whether to keep it tells."""
    return Standing("ongoing", TOLD) if is_to_be_kept(page, one, own) else own
