# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Lately: a course of which an injection, a cycle or a pack was given these days runs, whatever word of the past says so.

"Lanreotide given 14/1, ongoing", "PRRT #1 was given 15 Jan", "c2 FOLFOX given 9 d ago", "fever after the third cycle of EP":
what is told with its number or its day, and of which no word says that it was the last, goes on.
"""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY
from chains.extract.text.page import Page
from chains.extract.treatment.cycles import full_course
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import SHARED, TOLD, Named, Standing, may_be_given

LEAD_CHARS, BEHIND_CHARS, AROUND_CHARS, NEAR_CHARS = 50, 110, 120, 30
"""How far before a treatment its number may stand, how far behind it its day, and how far around it, or right before it,
that it ended."""
_AGO = (
    r"(?:(?:\d{1,2}|a few|two|three|four|five|six) ?(?:d|days?|w|wks?|weeks?) ago|today|yesterday|this (?:morning|afternoon|week)|last (?:week|night)|(?:last |this |on )?"
    + WEEKDAY
    + r"(?![a-z]))"
)
_DAY = rf"(?:on )?(?:the )?(?:{DATE}{NO_YEAR}(?![\d/])|{NTH}(?! (?:cycle|dose|line|course|injection)))"
_WHEN = rf"(?:{_AGO}|{_DAY}|\d{{1,2}}[:.]\d\d(?!\d))"
_GIVEN = r"(?:ran|given|injected|administered|infused|received|started|done|had|went in|went ahead|took place)"
_SITE = r"(?:l|r|left|right|rt|lt|upper|outer|deep|im|sc|s\.c\.|i\.m\.|buttock|glute(?:us|al)?|thigh|by|the|practice|district|nurse|gp|in|at|clinic|here|home|wife|husband|self|lot|exp)"
_PRODUCT = r"(?:lar|autogel|depot|inj(?:ection)?\.?|jab|shot|dose|monthly|q ?\d ?w(?:k|eeks?)?|q28d|\d{2,3}(?: ?mg)?|im|sc|deep|#\d{1,2}|(?:no|nr)\.? ?\d{1,2})"
_INJECTED = re.compile(
    rf"(?: {_PRODUCT}){{0,4}},? (?:(?:was|has been|is) )?(?:last )?(?:given|injected|administered)(?:[ ,]{{1,2}}{_SITE}){{0,5}}(?:(?<= by) [a-z]{{2,14}})?[ ,:(]{{1,3}}(?:at )?{_WHEN}"
)
_INJECTED_NEXT = re.compile(
    rf"(?: {_PRODUCT}){{0,4}},? (?:(?:was|has been|is) )?(?:given|injected|administered)(?:[ ,]{{1,2}}{_SITE}){{0,5}}[^;\n]{{0,40}}?[,.;-] ?(?:next (?:in |one |inj |dose |due |is ){{0,3}}(?:\d|{DATE}|{WEEKDAY})|ongoing|to (?:be )?continued?|continues?(?! with)|cont\b)"
)
_HAS_HAD = re.compile(
    rf"(?: {_PRODUCT}){{0,4}} (?:was|were|has been) (?:started|commenced|begun|initiated)[^.;\n]{{0,30}}? and (?:(?:he|she|they|the patient|pt) )?(?:has|have) (?:now |already |so far |since )?had (?:\d{{1,2}}|two|three|four|five|six|several) (?:injections|doses|jabs|shots)"
)
_GOES_ON = re.compile(
    r"[^;?\n]{0,120}?\. (?:he|she|they|the patient|patient|pt) (?:remains?|stays?|continues?|goes on|carries on|is kept)(?: on| with){0,2} (?:the )?(?:\d{2,3} ?mg|q ?\d|q28|4[ -]?weekly|monthly|every (?:\d|four|three))"
)
"""What says, in the next sentence, that the injections go on: only the dose that was asked for was refused."""
_NUMBER = r"(?:\d{1,2}|first|second|third|fourth|fifth|sixth|1st|2nd|3rd|[4-9]th)"
_NUMBERED_BEFORE = re.compile(
    rf"(?:(?<![a-z0-9])(?:cycle|c|#|course|dose|infusion)(?: no\.?)? ?#?(?P<n>\d{{1,2}})(?: d ?\d{{1,2}})?|\b(?P<nth>{_NUMBER})(?: (?:cycle|dose|course|infusion|round|administration))?)(?: of)?(?: the| his| her)? $"
)
_NUMBERED_BEHIND = re.compile(
    r"[ ,(]{1,2}(?:cycle|c|#|course|no\.?|dose|infusion) ?#?(?P<n>\d{1,2})(?![\d/.]|\s?(?:of|/) ?\d)\)?"
)
_WAS_GIVEN = re.compile(
    rf"(?: (?:cycle|dose|infusion|treatment|therapy))?,? (?:(?:was|has been|is) )?(?:{_GIVEN} (?:ok |well |here )?{_WHEN}|(?:{_DAY} |{_AGO} )?(?:went well|tolerated|well tolerated|uneventful)|(?:{_AGO})(?! (?:is|are|will)\b))"
)
_AFTER_A_CYCLE = re.compile(
    rf"\b(?:after|post|following|since)(?: the| his| her)? (?:(?:cycle|c) ?#?(?P<n>\d{{1,2}})|(?P<nth>{_NUMBER}) (?:cycle|dose|course|round))(?: of)?(?: the| his| her)? $"
)
_AFTER = re.compile(r"\b(?:after|post|following|since)(?: the| his| her)? $")
_ACUTE = re.compile(
    r"\b(?:fever|febrile|neutrop[a-z]*|neutrophils?|admitted|admission|mucositis|vomit[a-z]*|nadir|platelets|plts?|anc|wbc|thrombocytop[a-z]*|pancytop[a-z]*|sepsis|septic|reaction|rash|nausea|in er|er\b|a&e)"
)
_DISPENSED = re.compile(
    r"[^;?]{0,40}?(?:(?<![a-z0-9])(?:cycle|c|pack|box|month|script|refill) ?#?(?:[2-9]|1\d)|\b(?:second|third|fourth|fifth|sixth|next|2nd|3rd|[4-9]th) (?:cycle|pack|box|month|script|supply)) (?:(?:was|has been|is|were) )?(?:now )?(?:collected|dispensed|picked up|issued|supplied|released|delivered)\b"
)
_ENDED = re.compile(
    r"\b(?:stop[a-z]*|discontinu[a-z]*|ceased|abandon[a-z]*|last (?:cycle|one|dose)|final|complet[a-z]*|finish[a-z]*|no (?:more|further)|progress[a-z]*|pd|palliative|bsc|switch[a-z]*|changed|then|until|till|now on|surveillance|withdr[a-z]*|off|declin[a-z]*|refus[a-z]*|(?:19|20)\d\d|'\d\d|years? ago|months? ago|died|held|cancel[a-z]*)\b"
)
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}


def lately(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a course that was read as given, with the number or the day that tells that it goes on."""
    text = page.folded.text
    packed = one.kind in {"chemo", "targeted"} and own.weight <= SHARED and may_be_given(own)
    if packed and _DISPENSED.match(text, one.end, min(stop, one.end + BEHIND_CHARS)) and not is_dated(text, one):
        return Standing("ongoing", TOLD)
    if one.kind == "ssa" and own.weight <= TOLD and _GOES_ON.match(text, one.end, stop):
        return Standing("ongoing", TOLD)
    if own.status != "done" or own.weight > TOLD or is_dated(text, one):
        return own
    last = min(stop, one.end + BEHIND_CHARS)
    runs = _injected(text, one, last) if one.kind == "ssa" else _in_cycles(page, one, stop)
    return Standing("ongoing", TOLD) if runs else own


def _injected(text: str, one: Named, last: int) -> bool:
    """Whether an injection was given these days, the next one is told of, or several were given since a start."""
    for pattern in (_INJECTED, _INJECTED_NEXT, _HAS_HAD):
        found = pattern.match(text, one.end, last)
        if found and not _ENDED.search(text, found.start(), min(last, found.end() + LEAD_CHARS)):
            return True
    return False


def _in_cycles(page: Page, one: Named, stop: int) -> bool:
    """Whether a numbered cycle was given these days, or did harm just now, and no word says that it was the last."""
    if one.kind not in {"chemo", "prrt"}:
        return False
    text = page.folded.text
    low, high = page.sentence(one.start)
    low, high = max(low, one.start - AROUND_CHARS), min(high, one.end + AROUND_CHARS, stop)
    lead = text[max(low, one.start - LEAD_CHARS) : one.start]
    before = _NUMBERED_BEFORE.search(lead)
    behind = _NUMBERED_BEHIND.match(text, one.end, high)
    number = before or behind
    if number is None or (one.kind == "prrt" and _value(number) >= full_course("prrt")):
        return False
    if _ENDED.search(lead[-NEAR_CHARS:]) or _ENDED.search(text, one.end, high):
        return False
    if _WAS_GIVEN.match(text, behind.end() if behind else one.end, high):
        return True
    after = _AFTER_A_CYCLE.search(lead) or (behind if _AFTER.search(lead) else None)
    return after is not None and _value(after) < full_course("chemo") and _ACUTE.search(text, low, high) is not None


def _value(number: re.Match[str]) -> int:
    """The number of a cycle."""
    word = number["n"] or number.groupdict().get("nth") or "0"
    return _ORDER.get(word, int(re.sub(r"\D", "", word) or 0))
