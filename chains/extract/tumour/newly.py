# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Newly: a lesion that is new beside others that shrank or stayed, so that the course is neither responding nor stable.

Source: RECIST 1.1 (Eisenhauer 2009): a new lesion is progression whatever the others do. A text that gives no verdict of
its own leaves the course open here, because whether a new lesion is one of the tumour is for the board to say.
"""

import re

from chains.extract.text.moment import MONTH
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT
from chains.extract.tumour.said_of import is_harmless
from chains.extract.tumour.statement import Statement
from chains.extract.tumour.voice import is_asked, is_believed, is_talked_of

NEAR_CHARS = 220
"""How far a new lesion may stand from what shrank or stayed, to belong to the same examination."""
LEAD_CHARS = 40
_OPEN = {"negated", "asked", "possible", "hypothetical", "planned", "history"}
_SITE = r"(?:liver|hepatic|bone|bony|osseous|skeletal|vertebral|nodal|node|lung|pulmonary|peritoneal|brain|cerebral|ovarian|adrenal|[ctls] ?\d{1,2}|seg(?:ment)?\.? ?[0-9iv]{1,4}[ab]?|s\d[ab]?)"
_SIZE = r"(?:\d{1,3}(?:[.,]\d)? ?(?:mm|cm))"
_WORD = rf"(?:{_SITE}|{_SIZE}|small|tiny|large|single|solitary|enhancing|arterial|hypervascular|avid|positive|metastatic|target|(?:ga-?68 |68-?ga |sstr ?|fdg |dotatate |dotatoc |dotanoc )(?:pet )?[ -]?(?:positive|avid|pos))"
_NEW = re.compile(
    rf"{LEFT}(?:(?:one|two|three|four|five|several|another|\d{{1,2}}|an?|some|the) )?new(?:ly)? (?:{_WORD} ){{0,4}}(?:lesions?|mets?|metastas[ei]s|foc(?:us|i)|deposits?|nodules?|nodes?|uptake)(?![a-z])(?!\)? ?[:=-]{{1,2}} ?(?:none|no\b|nil|0|not|absent|-))"
    rf"|{LEFT}(?:(?:one|two|three|four|five|another) )new(?: one)?,? \(?{_SIZE}"
    rf"|{LEFT}(?:(?:one|two|three|four|five|another|and an?|but an?|plus an?) )new(?: ones?)? (?:in|at|of) (?:the )?{_SITE}"
    rf"|{LEFT}new (?:in|at) {_SITE}"
    rf"|{LEFT}(?:lesions?|mets?|metastas[ei]s|deposits?|nodes?|nodules?|foc(?:us|i)),? (?:is |are |were |was )?new(?= ?(?:[,.;)\n]|$| (?:on|in|at|since|vs|versus|compared|today|now)(?![a-z])))"
)
_DOUBTED = re.compile(
    r"[^.;\n]{0,60}?(?:\?|(?<![a-z])(?:suspicious|suspected|probabl[ey]|possibl[ey]|likely|indeterminate|equivocal|query|uncertain|unclear|too small|non-?specific|cysts?|ha?emangiomas?|benign|fnh|adenomas?|granulomas?|reactive|inflamm[a-z]+|post-?operative|fractures?|to be (?:clarified|confirmed))(?![a-z]))"
)
"""What leaves open whether a new lesion is one of the tumour, or says that it is none."""
_ELSEWHERE = re.compile(
    r" ?(?:(?:of|with) (?:focal )?(?:uptake|avidity) )?(?:(?:in|of|on|at) (?:the |his |her )?(?:left |right )?(?:lobe of the )?(?:thyroid|breast|kidney|renal|prostate|parotid|skin|uter|bladder|pituitary|testis|oesophag|esophag|tonsil|tongue|scalp|back\b|arm\b|leg\b)|(?:from|of|in|since) (?:(?:19|20)\d\d|last time|the last (?:ct|mri|scan)))"
)
"""Behind a new finding: an organ that the tumour has no part in, or an earlier year."""
_MATERIAL = re.compile(r"(?:positive|avid|pos|confirmed|proven|biops[a-z]+)(?![a-z])")
_SINCE = re.compile(
    rf"\b(?:since|then|therefore|hence|thus|after which|now|currently|meanwhile|started|switched|{MONTH}|(?:19|20)\d\d)\b"
)
"""Between a new lesion and a later state: time went by."""


def has_new_lesion(page: Page, chosen: Statement) -> bool:
    """Whether a lesion is told as new beside what shrank or stayed, in the same examination."""
    text = page.folded.text
    if chosen.value not in {"stable", "responding"} or "new" not in text:
        return False
    low, high = max(0, chosen.start - NEAR_CHARS), min(len(text), chosen.end + NEAR_CHARS)
    return any(_is_beside(page, match, chosen) for match in scan(_NEW, text, low, high))


def _is_beside(page: Page, match: re.Match[str], chosen: Statement) -> bool:
    """Whether a new lesion is told as found, and at the time of ``chosen``."""
    text, (start, end) = page.folded.text, match.span()
    high = page.sentence(start)[1]
    if (
        page.context(start, end) & _OPEN
        or is_asked(page, start, end)
        or is_believed(page, start)
        or is_talked_of(page, start)
    ):
        return False
    if _ELSEWHERE.match(text, end, high):
        return False
    sure = _MATERIAL.search(text, start, min(high, end + LEAD_CHARS))
    if is_harmless(text, end, high) or (not sure and _DOUBTED.match(text, end, high)):
        return False
    first, last = (end, chosen.start) if start < chosen.start else (chosen.end, start)
    if first > last:
        return False
    if start < chosen.start and (
        _SINCE.search(text, first, last) or page.names("treatments", "treatment", first, last)
    ):
        return False
    return text.count("\n", first, last) < 2
