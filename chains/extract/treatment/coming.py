# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Coming: a treatment told beside a day to come, with no word that any of it was given, is planned.

"Carbo etop dose reduced c1 tomorrow", "Chemo ed done (cape/tem). Starts 9/3", "For subtotal gastrectomy 19/10": whatever
word of the past stands by, none of this was given yet.
"""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY
from chains.extract.text.page import Page
from chains.extract.treatment.appointments import is_over
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import AT_ONCE, ENDED, SHARED, TOLD, UNTOLD, Named, Standing, may_be_given

LEAD_CHARS, BEHIND_CHARS, AFTER_CHARS = 60, 110, 45
"""How far before a treatment, and behind it, its day may be told, and how far behind the day that it was given."""
_SOON = rf"(?:tomorrow|tmrw|tmw|tonight|(?:(?:next|this coming|on|coming) )?{WEEKDAY}|next week)(?![a-z0-9/])"
"""A day that can only be one to come beside a first cycle."""
_DAY = rf"(?:{_SOON}|(?:{DATE}|{NTH})(?![a-z0-9/.]\w)(?!\d){NO_YEAR})"
_FIRST = r"(?:c ?#?1(?: ?d ?1)?|cycle (?:1|one)|#1|(?:very )?(?:1st|first|initial) (?:one|cycle|dose|inj(?:ection)?|infusion|course|session|jab|shot|tablet))"
_JOIN = r"(?:[ ,:(-]{1,3}(?:(?:is|are|on|due|booked|planned|scheduled|set|for|date|from|this) ?){0,3})"
_STARTS = re.compile(
    rf"(?:starts|begins|commences|starting|beginning|(?:to|will|can|should) (?:start|begin|commence)|start(?: date)?)(?: {_FIRST})?(?: \d{{1,4}}(?:\.\d)? ?mg(?: (?:od|bd|daily))?)?{_JOIN}{_DAY}"
)
_FIRST_SOON = re.compile(rf"(?<![a-z0-9]){_FIRST}{_JOIN}{_SOON}")
_FIRST_DAY = re.compile(rf"(?<![a-z0-9]){_FIRST}{_JOIN}{_DAY}")
_GIVEN = re.compile(
    r"\b(?:given|had|since|complet[a-z]+|finished|(?:cycles?|c) ?#?(?:[2-9]|1\d)\b|\d planned|of (?:\d|four|six)\b|stay(?:s|ing)? on|last|done|started|restart[a-z]*|was|were|x ?\d|continu[a-z]+|already|tolerat[a-z]+|ongoing|refill|next (?:cycle|dose|inj|injection|infusion)|stopped|then|progress[a-z]*|pd|pr|sd|response|(?:19|20)\d\d|yesterday|ago|today|nadir|went|gone|well|fine|without|uneventful[a-z]*|infused|neutropeni[a-z]*|nausea|if|once)\b|\?"
)
"""What tells that some of it was given, or that the day is that of another matter or on a condition."""
_THEN = re.compile(r"^,? (?:and )?then\b")
"""What comes after the first cycle: "C1 Mon then chemoRT"."""
_RUNS = re.compile(
    r"\b(?:on|continu[a-z]+|under|since|currently|current|receiving|after|post|s/p|had|received|completed|finished|prior|previous|failed|(?:cycles?|c) ?#?(?:[2-9]|1\d)|despite|next|off|stopped|no|not|never)(?: (?:the|his|her|of|with|on))? $"
)
_ANOTHER = re.compile(
    r"\b(?:trial|study|work|school|physio|dental(?! (?:check|review|clearance|assessment|exam|ok))|dialysis|diet|antibiotics|steroids|hospice)\b"
)
_FOR = re.compile(
    r"(?:^|[.;:\n] ?|- )(?:(?:now|then|he is|she is|listed|booked|planned|accepted) )?for (?:(?:an?|elective|open|lap(?:aroscopic|\.)?|robotic|subtotal|total|partial|distal|right|left|urgent|completion) ){0,3}$"
)
_ON_A_DAY = re.compile(rf"[^.;?\n]{{0,25}}?[ ,(-](?:date(?: is| set| for|:)? )?{_DAY}")
_REPORTED = re.compile(r" ?[:-]")
"""Behind the day: what was found in the operation."""
_DATE_SET = re.compile(rf",? date(?: is| set| for|:){{0,2}} {_DAY}")
_SURGEONS = re.compile(
    r"(?:^|[.;\n] ?)(?:surg(?:ical|\.)? ?onc(?:ology|\.)?|(?:hpb |thoracic )?surge(?:ons?|ry)|thoracics?|hpb|theatre)(?: (?:plan|date|says?))?: (?:for )?(?:[a-z]+ )?$"
)
_RESECTABLE = re.compile(r"(?:resectab|operab)le")
_IN_A_WEEK = re.compile(
    r"(?: \d{1,3} ?mg(?:/m2)?)?[ ,(:;-]{1,3}(?:to )?(?:begin|start|beginn|starts|begins|starting|beginning)(?: (?:in|on|from))? (?:calendar |cal\.? )?(?:week|wk|cw|kw)\.? ?\d{1,2}(?![\d/])"
)
"""Behind a course the calendar week in which it begins: "cisplatin/etoposide, begin calendar week 23"."""
_FIRST_TO_START = re.compile(
    r"[^;\n]{0,140}?(?<![a-z0-9])(?:c|cycle) ?#?(?:1|one) (?:is |will |due |planned |scheduled ){0,2}(?:to )?(?:start|begin|commence)s?\b"
)
"""Behind the first drug of several: "temozolomide + capecitabine for Mr Hale, cycle 1 to start 4 Nov"."""
_BEGIN = re.compile(r"(?:^|[.;:\n] ?|- )(?:to )?(?:re-?start|start|begin|resume|re-?commence)(?: (?:on|with))? $")
_TAKEN_UP = re.compile(rf",? (?:\d+ ?mg )?(?:lar |depot |autogel )?(?:on |from )?{_DAY}")
_CYCLE_NOW = re.compile(
    r"(?: ?[/+-] ?[a-z]{3,14})?,? ?\(?(?:c|cycle) ?#?(?:[2-9]|1\d)(?: ?d ?\d{1,2})? (?:today|now|this week|yesterday)\b"
)
_WENT_AHEAD = re.compile(
    rf",? ?{_FIRST} (?:(?:was|has been) )?(?:went ahead|went in|went well|given|infused|administered|happened|went through)(?: (?:ok|well|fine))? (?:today|yesterday|this (?:morning|week|afternoon))\b"
)
_REDUCE = re.compile(
    r"[^?\n]{0,70}?\b(?:reduce|lower|drop|cut)(?:d)? (?:(?:the )?dose )?(?:down )?to \d{1,4}(?:\.\d)? ?mg\b"
)
_LONG = {"ssa", "targeted", "chemo"}
_ON_IT = re.compile(
    r"[^\n]{0,110}?\b(?:he|she|pt|patient|they)(?:'s| is| has been| have been)(?: already| now)? on (?:it|this) (?:since|for (?:\d|one|two|three|four|five|six|years|months|many|over|a ))"
)
"""What tells behind a question of the dose that the drug runs: "30->40? She's on it since 2022"."""
_AT_ONE_SITTING = re.compile(
    r"[^.;\n]{0,12}?(?:single (?:fraction|fx|shot)|in (?:one|1) (?:fraction|fx))[^.;\n]{0,40}?\b(?:yesterday|given|done|last (?:week|month)|(?:\d|two|three) (?:days|weeks) ago)\b"
)
_STOPPED = re.compile(r"\b(?:stop|stopped|off|hold|held|discontinu[a-z]+|d/c|switch[a-z]*|cease[a-z]*)\b")


def coming(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a treatment with the day to come that is told beside it; ``stop`` is where the next one is named."""
    text = page.folded.text
    if own.weight == ENDED or own.status == "declined" or own == Standing(None, TOLD):
        return own
    lead = text[max(page.sentence(one.start)[0] - 1, one.start - LEAD_CHARS, 0) : one.start]
    if runs := _runs(text, one, own, stop):
        return runs
    if one.kind in AT_ONCE:
        return Standing("planned", TOLD) if _is_for_a_day(text, one, own, lead) else own
    if own.status in {"done", "ongoing", "considered"} or own == Standing(None, UNTOLD):
        if own.status == "done" and own.weight <= SHARED and not is_dated(text, one) and _is_a_first(text, one):
            return Standing("planned", TOLD)
        if _BEGIN.search(lead) and may_be_given(own) and _TAKEN_UP.match(text, one.end):
            return Standing("planned", TOLD)
        if not is_dated(text, one) and not _RUNS.search(lead) and _begins_later(page, one, own, stop):
            return Standing("planned", TOLD)
    return own


def _is_a_first(text: str, one: Named) -> bool:
    """Whether the calendar week, or the first cycle, of a course to come stands behind it."""
    if _IN_A_WEEK.match(text, one.end):
        return True
    first = _FIRST_TO_START.match(text, one.end) if one.kind == "chemo" else None
    return first is not None and not _GIVEN.search(text, one.end, first.end())


def _begins_later(page: Page, one: Named, own: Standing, stop: int) -> bool:
    """Whether a start on a day to come stands behind a treatment, and nothing that was given before it."""
    text = page.folded.text
    line = text.find("\n", one.end, one.end + BEHIND_CHARS)
    end = min(stop, line if line >= 0 else len(text), one.end + BEHIND_CHARS)
    patterns = [_FIRST_DAY, _STARTS] if own.status == "considered" else [_FIRST_SOON, _STARTS]
    for pattern in patterns:
        day = pattern.search(text, one.end, end)
        if day is None:
            continue
        gap = text[one.end : day.start()]
        if gap.count(". ") > 1 or _GIVEN.search(gap) or _ANOTHER.search(gap):
            continue
        if own.weight >= TOLD and own.status in {"done", "ongoing"} and ". " in gap:
            continue  # what is told in words to be given is not undone by another sentence
        behind = re.split(r"[.;\n] ?", text[day.end() : min(stop, day.end() + AFTER_CHARS)], maxsplit=1)[0]
        if not _GIVEN.search(_THEN.sub("", behind)) and not _ANOTHER.search(behind):
            return True
    return False


def _is_for_a_day(text: str, one: Named, own: Standing, lead: str) -> bool:
    """Whether an operation is told with the day for which it is booked: "for TEMS 4/7", "resectable - date 22/9"."""
    if own.status not in {None, "considered"} and own.weight > SHARED:
        return False
    day = _ON_A_DAY.match(text, one.end)
    if day is None or _REPORTED.match(text, day.end()) or is_over(text, day.end()):
        return False
    if _RESECTABLE.fullmatch(text, one.start, one.end) or _DATE_SET.match(text, one.end):
        return True
    return _FOR.search(lead) is not None or _SURGEONS.search(lead) is not None


def _runs(text: str, one: Named, own: Standing, stop: int) -> Standing | None:
    """A course of which a cycle was given today, or a drug of which only the dose comes down, runs."""
    cycles = one.kind in {"chemo", "prrt"} and own.weight <= SHARED and own.status in {"done", None, "considered"}
    if cycles and own.status == "done" and _CYCLE_NOW.match(text, one.end, stop):
        return Standing("ongoing", TOLD)
    if cycles and _WENT_AHEAD.match(text, one.end, stop):
        return Standing("ongoing", TOLD)
    if (
        one.kind in _LONG
        and own.weight <= SHARED
        and own.status in {"considered", None}
        and _ON_IT.match(text, one.end, stop)
    ):
        return Standing("ongoing", TOLD)
    if one.kind == "radiotherapy" and own == Standing("ongoing", SHARED) and _AT_ONE_SITTING.match(text, one.end, stop):
        return Standing("done", SHARED)
    if one.kind in {"targeted", "chemo"} and own == Standing("done", UNTOLD) and not is_dated(text, one):
        less = _REDUCE.match(text, one.end, stop)
        if less and not _STOPPED.search(text, one.end, less.end()):
            return Standing("ongoing", SHARED)
    return None
