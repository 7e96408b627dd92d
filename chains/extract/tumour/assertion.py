# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Assertion: a statement of the course that a text makes - not asked, planned, only possible or to come - with its time."""

import re

from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.tumour.demand import is_demanded, is_untold
from chains.extract.tumour.statement import LEAD_CHARS, Statement, has_ended, when
from chains.extract.tumour.voice import is_asked, is_believed, is_revised, is_talked_of

ADJACENT_CHARS = 4
_DROPPED = {"asked", "possible"}
_SUPPOSING = re.compile(r"whether|would|could|should|may be|vs\.?|versus|discuss|indicat|benefit|effic|outcome")
_TO_COME = re.compile(
    r"(?<![a-z])(?:may|might|could|can|will|would|should|shall|'ll|(?:expected|likely|going|bound|prone|tends?|about|yet|unlikely) to)(?: (?:well|also|still|eventually|later|soon|then|now|even|only|always|one day)){0,2} $"
)
"""Before a bare verb: what may yet come ("stable in March, may progress")."""
_WHENEVER = re.compile(
    r"(?<![a-z])(?:when(?:ever)?|once|until|till|as soon as|the moment|before|if) (?:(?:or if|and if) )?(?:he|she|it|they|this|the disease|the tumou?r|the cancer|pt|the pt|patient|the patient)(?: (?:ever|eventually|then|next|really|clearly))? $"
)
"""Before a verb in the present: what may come one day ("when he progresses: PRRT"); "when he progressed" is told."""
_PRESENT = re.compile(r"progress(?:es)?|grows?(?: slowly)?|responds?|shrinks?")
_EARLIER = re.compile(
    rf"\.? ?(?:the |his |her )?(?:{MONTH}|\d|last|previous|prior|baseline|before|earlier|old|summer|spring|winter|autumn)"
)
"""What an examination is compared with: "stable vs. Feb"; not "stable vs progressive"."""


def assertion(page: Page, value: str, start: int, end: int, strength: int, *, denial: bool) -> Statement | None:
    """A statement with its time; ``None`` where it is asked, planned or only possible."""
    contexts = page.context(start, end)
    planned = page.covering("planned", start, end)
    if (
        contexts & _DROPPED
        or _TO_COME.search(page.text, max(page.sentence(start)[0], start - LEAD_CHARS), start)
        or (
            _PRESENT.fullmatch(page.text, start, end)
            and _WHENEVER.search(page.text, max(page.sentence(start)[0], start - LEAD_CHARS), start)
            and "hypothetical" not in contexts
        )
        or is_asked(page, start, end)
        or is_believed(page, start)
        or is_talked_of(page, start, end)
        or is_demanded(page, start, end)
        or is_untold(page, start, end)
        or has_ended(page.text, value, end)
        or (value == "progressive" and is_revised(page, start, end))
        or (planned and planned.trigger[0] < start)
    ):
        return None
    considered = page.covering("considered", start, end)
    if considered and _SUPPOSING.match(page.folded.text, considered.trigger[0]):
        compares = page.folded.text.startswith(("vs", "versus"), considered.trigger[0])
        beside = min(abs(considered.trigger[0] - end), abs(start - considered.trigger[1])) < ADJACENT_CHARS
        if not compares or (beside and not _EARLIER.match(page.folded.text, considered.trigger[1])):
            return None
    if "negated" in contexts and not denial:
        if value != "progressive" or re.match(r"enlarg|bigger|larger|new", page.text[start:end]):
            return None
        value = "stable"
    era, moment = when(page, value, start, end)
    return Statement(value, start, end, strength, era, moment)
