# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Injections: a somatostatin analogue that runs because its last injection was lately, or because it tags the patient."""

import re

from chains.extract.text.day import DATE, NO_YEAR, WEEKDAY
from chains.extract.treatment.standing import Named

LEAD_CHARS, TAG_CHARS = 40, 60
"""How far before a drug "last" may stand, and the bracket that tells of the patient may open."""
_LAST = re.compile(
    r"\b(?:last|latest|most recent)(?: (?:had|got|received|given|dose|injection|depot|inj\.?|jab|shot)){0,2}(?: of)?(?: (?:the|her|his|monthly))? $"
)
_LATELY = re.compile(
    r"(?: (?:depot|lar|autogel|\d{2,3} ?mg|dose|injection|inj\.?|jab|shot|given|was|on|administered|had|is)){0,5}[ :,(]{1,2}(?:on |about |approx |around |ca |~ ?)?"
    r"(?:(?:\d|[1-3]\d|4[0-5]|a few|ten|twelve) ?(?:d|days?)(?: (?:ago|back|prior|earlier)|(?= ?[.,;)]| before))|(?:[1-6]|one|two|three|four|five|six|a few) ?(?:(?:w|wks?|weeks?) (?:ago|back|prior|before|earlier)|/ ?52(?: (?:ago|back))?)|(?:1|one|a) month (?:ago|back)|today|yesterday|this (?:week|morning|month)"
    rf"|last (?:week|month|{WEEKDAY})(?![a-z])|(?:on )?(?:{WEEKDAY}(?![a-z])|{DATE}{NO_YEAR}))"
)
_OVER = re.compile(
    r"[^;\n]{0,60}?\b(?:stop|stopped|discontinued|ended|final|off|ceased|not (?:re ?started|continued))\b"
)
_TAG = re.compile(
    r"\((?=[^()\n]{0,50}\b(?:(?:p|pan|si)?-?nets?|carcinoid|neuroendocrine|insulinoma|gastrinoma)\b)[^();:?\n]{3,50}[,+/] ?(?:on |under |with )?$"
)
_TAG_ENDS = re.compile(r"(?: (?:lar|autogel|depot|\d{2,3}(?: ?mg)?|monthly|q ?\d ?w?(?:k|eeks)?|q28d)){0,4} ?\)")
_HISTORY = re.compile(
    r"(?:19|20)\d\d|[a-z](?:ectomy|mus|nib|tem)\b|\b(?:prrt|tace|sirt|chemo|rfa|surgery|op|s/p|after|post|prior|previous|had|failed|stopped|resect[a-z]*|operated|then|no|not|declined|refused)\b"
)


def is_recent(text: str, one: Named) -> bool:
    """Whether the last injection was a few weeks ago at most, and nothing tells that it was the last one of all."""
    if not _LAST.search(text, max(0, one.start - LEAD_CHARS), one.start):
        return False
    lately = _LATELY.match(text, one.end)
    return lately is not None and _OVER.match(text, lately.end()) is None


def is_tag(text: str, one: Named) -> bool:
    """Whether an analogue ends the bracket that says what patient it is: "(ileal NET, lanreotide)"."""
    tag = _TAG.search(text, max(0, one.start - TAG_CHARS), one.start)
    return tag is not None and _TAG_ENDS.match(text, one.end) is not None and not _HISTORY.search(tag.group())
