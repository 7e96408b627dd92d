# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Appointments: a treatment of which only a day of these weeks is told ("surgery 22nd", "Whipple Thursday") is to come."""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY
from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.treatment.standing import AT_ONCE, Named

PAST_CHARS = 90
"""How far behind the day it may be told that it is over: "Whipple on Monday, pT2 N0"."""
LEAD_CHARS = 90
"""How far before an operation its day may be told."""
LAST_CHARS = 4
"""How little may stand behind the last word of a text."""
RISK = r"(?<!risk of r[012])(?<!danger of r[012])(?! ?[/-]? ?(?:r[012] )?(?:resection )?(?:is |was |seems )?(?:risk|likely|expected|possible|probable|feared|anticipated|to be expected|danger|inevitable|unavoidable|at best|aimed|intended)\b)"
"""What must not follow the code of a margin that is only feared of an operation to come: "R1 risk"."""
_LEAD = r"(?: ?[+&] ?[a-z]+(?: [a-z]+)?)?\)?(?: \([^()]{0,30}\))?[ ,:(-]{1,3}(?:(?:(?:1st|2nd|3rd|first|second|third) (?:session|cycle|side|lobe|dose|round)|c ?1(?: ?d ?1)?|(?:cycle|day) (?:1|one)|op|operation|procedure|session|admission|cycle|date|is|on|from|this|coming|for|will be|come) ){0,3}"
_SOON = rf"(?:{WEEKDAY}(?![a-z0-9/]| ?- ?[a-z]| to )|{NTH}(?= ?(?:[.,;:()?!\n]|$)| (?:at|in|with|by|under|if|so) ))"
_YEARLESS = rf"{DATE}{NO_YEAR}(?![a-z0-9/])"
_DAY = re.compile(_LEAD + _SOON)
"""A weekday, or a day without its month: nobody tells so of what is long over."""
_DATE = re.compile(_LEAD + _YEARLESS)
"""A date without its year: it is to come only where something else says so."""
_ASIDE = re.compile(
    r" (?:(?:(?:with|by|under) )?(?:mr|mrs|ms|dr|prof)\.? [a-z'-]{2,20}|(?:(?:of|to|in|via) )?(?:the )?(?:right|left|both|r|l) (?:(?:liver |hepatic )?lobes?|side|(?:liver|hepatic)(?: artery)?)|(?:of|to) (?:the )?(?:right|left) (?:lobe|liver)|under ga)(?=[ ,:(])"
)
"""Who does it, or on which side, before its day: "enucleation with Mr Lee 9 Dec", "TACE right lobe 14/6"."""
_IN_A_MONTH = re.compile(rf"[ ,(]{{1,2}}(?:in )?{MONTH}(?![a-z])(?! ?(?:'?\d\d|(?:19|20)\d\d))(?! \d)")
_OPERATED = re.compile(
    rf"\b(?:y?pt\d|p ?t\d|pn\d|r[012]{RISK}|specimens?|(?:re|un)?sected|resections?|post ?-?op(?:erative)?|s/p|margins?|nodes? \d{{1,2}}/\d|removed|excised|recurrence|relapse|underwent|follow ?-?up|surveillance|had)\b"
)
_AFTERWARDS = re.compile(
    rf"{_OPERATED.pattern}|\b(?:path(?:ology)?|histolog[a-z]*|frozen|fistula|leak|uneventful|complicat[a-z]+|drain|pod ?\d)\b"
)
_COMING = re.compile(rf"\b(?:on|for|from|this|next|coming) (?:{_SOON}|{_YEARLESS})")
_PAST = re.compile(
    rf"\b(?:yp?t\d|p ?t\d|p ?n\d|r[012]{RISK}|(?:histolog[a-z]*|path(?:ology)?|specimens?)(?![a-z])(?! (?:[a-z]+ ){{0,2}}(?:none|not|pending|awaited|outstanding|to follow|will|then)\b)|went|uneventful|uncomplicated|complicat|post ?-?op|pod|drain|discharged|recover|was|(?<!not )had|did|(?<!consent )(?<!consents )(?<!bloods )(?<!labs )(?<!workup )(?<!mapping )(?<!assessment )(?<!review )(?<!ecg )(?<!echo )done|removed|resected|showed|found|(?<!consent )(?<!leaflet )(?<!slot )(?<!date )given|tolerated|last|ago|since|leak|wound|margins?|lns?\b|(?<!no )(?<!suspicious )(?<!enlarged )(?<!pathological )nodes?\b|\d{{1,2}}/\d{{1,2}} (?:ln|nod))"
)
_AHEAD = re.compile(r"\b(?:will|would|shall|planned|to follow|thereafter|depend[a-z]*)\b")
"""From here on a text tells what is to come: "thymectomy on Dec 4; RT will depend on the margin"."""
_BEFORE_NOW = re.compile(r"\b(?:s/p|after|post|pod ?\d|day \d|last|since|had|underwent|following)\b[^.;,\n]{0,30}$")
_DAY_BEFORE = re.compile(
    rf"(?:^|[.;:,(\n-] ?)(?:(?:(?:op|surgery|surgical|operation|procedure|admission) (?:date|slot|day|list|booking)|(?:or|ot|theatre|theater|tci)(?: ?#?\d{{1,2}})?(?: (?:date|slot|day|list|booking))?|(?:on|booked (?:on|for)) the (?:list|theatre list|or list))(?: ?(?:is|set for|for|on|:|-) ?)?|(?:pre ?-?op(?:erative)?|pre ?-?assessment|pre ?-?admission)(?: (?:clinic|visit|assessment|check|review|bloods?)){{0,2}}[^\n]{{0,60}}?) ?(?:{_SOON}|{_YEARLESS})(?: ?,?(?: (?:am|pm|\d{{1,2}}(?:[.:]\d\d)? ?(?:am|pm|h)?|first(?: case| on (?:the )?list)?|1st(?: case)?|second case|morning|afternoon|all day)){{1,2}})? ?[,:;-]{{0,2}} ?(?:(?!after|post|since|following)[a-z]+ ){{0,2}}$"
)
"""The day of an operation, told before its name: "Op date 17 Oct, distal panc", "OR Tuesday: Whipple"; not "Operation 4 June:", which heads what was done."""
_FIRST = re.compile(
    r"\b(?:first|1st|now|next|plan(?:ned)?|then)(?: (?:cycle|dose|round|course|infusion) (?:of )?|:? )(?:[a-z]+ ?[:+&] ?)?(?:[a-z]+ )?$|\b(?:procedure|operation|intervention|surgery) (?:is|will be) (?:an? |the )?$"
)
"""What makes of a date without its year one that is to come: "first PRRT 3 Dec", "now surgery: Whipple on 12 Aug"."""


def is_appointed(page: Page, one: Named, low: int, heading: str | None) -> bool:
    """Whether the day beside a treatment that no word speaks of is one to come."""
    text = page.folded.text
    aside = _ASIDE.match(text, one.end)
    day = _DAY.match(text, one.end) or (_DAY.match(text, aside.end()) if aside else None)
    if one.kind in AT_ONCE and _DAY_BEFORE.search(text, max(0, one.start - LEAD_CHARS), one.start):
        return not is_over(text, one.end) and page.kept(_last_of_an_operation) < one.end
    lead = text[max(low, one.start - 40) : one.start]
    expected = heading in {"planned", "considered"} or _FIRST.search(lead) is not None
    day = day or (_DATE.match(text, one.end) if expected else None)
    if day is None or _BEFORE_NOW.search(lead):
        return False
    return not is_over(text, day.end())


def has_a_bare_date(text: str, one: Named) -> bool:
    """Whether a date without its year stands behind a treatment, and nothing tells that it is over: past or to come?"""
    aside = _ASIDE.match(text, one.end)
    end = aside.end() if aside else one.end
    day = _DATE.match(text, end) or (_IN_A_MONTH.match(text, end) if one.kind in AT_ONCE else None)
    if day is None:
        return False
    return not is_over(text, day.end())


def is_last_word(page: Page, one: Named) -> bool:
    """Whether a text of which nothing tells of an operation ends on the month of one: "… Brain MRI normal. Op in January."."""
    text = page.folded.text
    if text[page.sentence(one.start)[0] : one.start].strip(" -"):
        return False
    month = _IN_A_MONTH.match(text, one.end)
    if month is None or len(text) - month.end() > LAST_CHARS or text[month.end() :].strip(" .!)"):
        return False
    return not page.kept(_tells_of_an_operation)


def _tells_of_an_operation(page: Page) -> bool:
    """Whether anything in the text stems from an operation: a stage, a margin, a specimen, a recovery."""
    return _OPERATED.search(page.folded.text) is not None


def _last_of_an_operation(page: Page) -> int:
    """Where the last word stands that tells what an operation gave, or how it went; -1 where none does."""
    return max((found.start() for found in _AFTERWARDS.finditer(page.folded.text)), default=-1)


def is_over(text: str, end: int, stop: int | None = None) -> bool:
    """Whether the line goes on, behind a day and up to ``stop``, with what tells that the treatment is over."""
    line = text.find("\n", end, end + PAST_CHARS)
    limit = line if line >= 0 else min(end + PAST_CHARS, len(text))
    limit = limit if stop is None else min(limit, stop)
    ahead = _AHEAD.search(text, end, limit)
    return _PAST.search(text, end, ahead.start() if ahead else limit) is not None


def is_now_appointed(text: str, one: Named, high: int) -> bool:
    """Whether "now surgery" is told with a day of these weeks: "now surgery: Whipple + metastasectomy on 12 Aug"."""
    day = _COMING.search(text, one.end, min(high, one.end + PAST_CHARS))
    if day is None:
        return False
    stop = text.find(". ", day.end(), high)
    return _PAST.search(text, one.end, stop if stop >= 0 else high) is None
