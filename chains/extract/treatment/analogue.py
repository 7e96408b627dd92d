# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Analogue: an analogue that was begun on a day, is given since one, goes on, or was given for some months."""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY
from chains.extract.text.moment import MONTH
from chains.extract.treatment.standing import ENDED, SHARED, TOLD, UNTOLD, Named, Standing

BEHIND_CHARS, LEAD_CHARS = 120, 60
_DOSE = r"(?: ?\(?(?:lar|autogel|depot|s\.?c\.?|sq|im|i\.m\.|iv|inj(?:ection)?s?|form|\d{1,4}(?:[.,]\d)? ?(?:mg|mcg|ug|µg|micrograms?|g)?|\dx\d{2,3}|x ?\d|tid|tds|bd|daily|monthly|\d{1,2} ?-?(?:hourly|weekly)|(?:every|per|each|q) ?\d{0,2} ?(?:d|w|h|days?|weeks?|hours?|month)?|/ ?\d{0,2} ?(?:d|w|days?|weeks?|month)|dose|therapy|treatment)\)?,?){0,7}"
_WHEN = rf"(?:{DATE}{NO_YEAR}|{NTH}|{WEEKDAY}|{MONTH}|yesterday|last (?:week|month|night)|admission|day \d)"
_BEGUN = re.compile(
    rf"{_DOSE},? (?:was |were |has been |is )?(?:then |therefore |also |now |already )?(?<!be )(?:started|begun|began|commenced|initiated|introduced)(?: (?:by (?:you|us|me|the [a-z]+)|here|again|at home|subcutaneously|elsewhere)){{0,2}} (?:on |in |since |from )?{_WHEN}(?![a-z0-9/])"
)
"""What was begun on a day without its year."""
_SINCE = re.compile(rf"{_DOSE} since (?:the )?{_WHEN}(?![a-z0-9/])")
_NEXT = re.compile(rf"{_DOSE},? ?[(,;] ?next (?:one |dose |inj(?:ection)? )?(?:is )?(?:due )?(?:on )?{_WHEN}")
"""The next one of what is given again and again."""
_IS_NEXT = re.compile(
    r"(?:^|[.;,:\n(-] ?|\b(?:the|his|her|give|for|book|move) )next (?:dose of |injection of |inj\.? )?$"
)
_ITS_DAY = re.compile(rf"{_DOSE}(?: (?:is|was|due|originally|planned|on|for|booked|moved to|in)){{0,4}} {_WHEN}")
_BEGINS = re.compile(
    r"\b(?:start[a-z]*|begin[a-z]*|commence[a-z]*|initiat[a-z]*|introduc[a-z]*|plan(?:ned)?|propos[a-z]*|new)\b[^.;\n]{0,40}$"
)
_GOES_ON = re.compile(
    rf"{_DOSE} (?:(?:is|are|was|were|will be|to be|being|should be|is to be|has been) )?(?:continued|continues|carried on|maintained|unchanged|kept(?: on)?)(?= (?:because|due|for|as|in|at|with|every|unchanged|under|until|by|on|since|after|during|throughout|lifelong|indefinitely|meanwhile)\b| ?[.,;)\n]|$)"
)
_FOR_MONTHS = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several) (?:months?|weeks?|years?|yrs?|cycles?|courses?)(?: of)?(?: treatment)?(?: of| with) (?:the )?$"
)
_NOT_YET = re.compile(
    r"\b(?:plan(?:ned|s)?|will|would|should|could|if|after|further|more|another|next|for|to|propos[a-z]*|recommend[a-z]*|suggest[a-z]*|consider[a-z]*|trial of|try|offer[a-z]*|about|advis[a-z]*|give|need[a-z]*|not|no|never|least|minimum|within|in)\b"
)
_ENDS = re.compile(r"\b(?:stop[a-z]*|discontinu[a-z]*|until|ceased|switch[a-z]*|replaced|but not|then)\b")


def analogue(text: str, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of an analogue with what tells right behind it that it was begun, or goes on."""
    if own.status in {"declined", "considered"} or own.weight == ENDED:
        return own
    if one.kind in {"ssa", "targeted", "chemo"} and own == Standing(None, UNTOLD):
        lead = text[max(0, one.start - LEAD_CHARS) : one.start].rpartition(". ")[2]
        months = _FOR_MONTHS.search(lead)
        if months and not _NOT_YET.search(lead, 0, months.start()):
            return Standing("done", SHARED)
    if one.kind != "ssa":
        return own
    last = min(stop, one.end + BEHIND_CHARS)
    if _IS_NEXT.search(text, max(0, one.start - LEAD_CHARS), one.start) and _ITS_DAY.match(text, one.end, last):
        return Standing("ongoing", TOLD)
    for pattern in (_BEGUN, _SINCE, _GOES_ON, _NEXT):
        found = pattern.match(text, one.end, last)
        if found is None or (pattern is not _BEGUN and own.status == "planned" and own.weight >= TOLD):
            continue
        if pattern is _NEXT and _BEGINS.search(text, max(0, one.start - LEAD_CHARS), one.start):
            continue
        rest = text[found.end() : last].partition("\n")[0].partition(". ")[0]
        if not _ENDS.search(rest):
            return Standing("ongoing", TOLD)
    return own
