# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Course so far: how a course of chemotherapy or PRRT stands by what its text tells around it of its cycles.

A first cycle that was given ("C1 done", "first given 4 Jan", "reviewed on the 28th: 1st cycle ok") makes of a plan a
course that runs; a "4th and final administration" one that is over; "pt had 2 cycles, then stopped" behind what was
recommended one that was given; "start when out of ICU" behind what somebody wants one that is to come.
"""

import re

from chains.extract.text.day import DATE, NO_YEAR, WEEKDAY
from chains.extract.text.page import Page
from chains.extract.treatment.standing import ENDED, SHARED, TOLD, UNTOLD, Named, Standing

LEAD_CHARS, BEHIND_CHARS, JOINED_CHARS = 60, 200, 24
"""How far before a course and behind it its cycles may be told, and how near two drugs of one course stand."""
_LATELY = (
    rf"(?:today|yesterday|this morning|last (?:week|wk|{WEEKDAY})|(?:\d|two|three) (?:days|weeks|wks) ago)(?![a-z])"
)
_GIVEN = r"(?:(?:was |has been |already )?(?:given|done|administered|infused|had|ok|tolerated|completed|uneventful|without problems))(?![a-z])(?! (?:in (?:19|20)))"
_ITS_FIRST = re.compile(
    rf"(?: ?[+/] ?[a-z]{{4,16}})?[ ,:(]{{1,3}}(?:(?:c|cycle|cyc|cycle no\.?) ?#?1(?![\d/.])(?: ?d ?1)?|d ?1|(?:first|1st) (?:cycle|dose|one|course))(?: \([^()]{{0,20}}\))? (?:{_GIVEN}|{_LATELY})"
)
_FIRST_LATER = re.compile(
    rf"[^?]{{0,120}}?(?:\b(?:reviewed|seen|rv|update|addendum|called|phoned)\b[^.?\n]{{0,24}}[:;,.] ?(?:(?:c|cycle) ?#?1(?!\d)|(?:first|1st) (?:cycle|dose)) {_GIVEN}|[,;] ?(?:first|1st|c1|d1) (?:(?:was|dose|cycle) ){{0,2}}given (?:on )?{DATE}{NO_YEAR})"
)
_FIRST_BEFORE = re.compile(r"(?:^ ?|[.;:,(\n] ?)(?:c|cycle) ?#?1(?: of)?(?: with)? $")
_JUST = re.compile(rf"(?: [a-z]{{5,16}})? (?:{_GIVEN}|{_LATELY})")
_OVER = re.compile(
    r"\b(?:stop(?:ped)?|discontinued|abandoned|ceased|last|final|switch(?:ed)?|changed to|only|then (?:pd|progress|surgery|stop)|died|refused|declined|no (?:more|further))\b"
)
_LAST_OF_ALL = r"(?:(?:4th|fourth|iv)(?:,? (?:\(?=? ?)?(?:and |or |= ?|i\.e\. )?(?:last|final)\)?)|(?:last|final),? (?:\(?(?:4th|fourth)\)?))"
_LAST_BEFORE = re.compile(
    rf"\b{_LAST_OF_ALL} (?:cycle|dose|administration|infusion|course|treatment)?(?: of)?(?: with)? ?$"
)
_LAST_BEHIND = re.compile(
    rf"[^.;?\n]{{0,40}}?\b{_LAST_OF_ALL} (?:cycle|dose|administration|infusion|course|treatment)\b(?! (?:is |will |planned|due|to |in \d|next|tomorrow|booked|scheduled|on hold|postponed))"
)
_AHEAD = re.compile(r"\b(?:planned|due|next|will|before|booked|scheduled|tomorrow|postponed?|pending|to be|awaits?)\b")
_IN_FACT = re.compile(
    r"[^.;?\n]{0,40}?[.;,] ?(?:but )?(?:pt|he|she|patient|the patient|they) (?:then |actually |only )?(?:had|got|received|has had|completed|managed|took) (?:only |just )?(?:\d|one|two|three|four|five) (?:cycles?|courses?|of (?:them|these))[^.;\n]{0,40}?\b(?:then|stopped|because|stop|until|discontinued)\b"
)
_SENTENCE = re.compile(r"[;?\n]")
_IN_A_YEAR = re.compile(r"[^.;\n]{0,30}\b(?:19|20)\d\d\b|[^.;\n]{0,16}'\d\d\b")
_STARTS = re.compile(
    rf"[^?\n]{{0,30}}?(?:[;,:] ?|\. )(?:(?:he|she|pt|to) )?(?:starts?|begins?|starting) (?:when|once|as soon as|next (?:week|month|{WEEKDAY})|after|(?:on|in|from) (?:{DATE}|[a-z]{{3,9}})|tomorrow)(?![^.;\n]{{0,30}}(?:19|20)\d\d)"
)
_FIRST_BEGINS = re.compile(
    r"(?: (?:\d|four|six) ?(?:x|cycles?|courses?))? ?[:,;(] ?(?:first|1st|c1|d1)(?: (?:cycle|dose|one|course))? (?:to )?(?:begins?|starts?|due|planned|will)(?![a-z])"
)
_SCREENING = re.compile(r"(?: ?-)? ?(?:screening|check ?-?list|work ?-?up|checks?|bloods|assessment)(?![a-z])")
_IS_PLANNED = re.compile(
    r"[^?]{0,300}?\b(?:(?:approved|planned|accepted|booked|listed) for \d ?x|\d ?x ?\d(?:[.,]\d)?(?: gbq)? (?:planned|approved|booked|from (?!19|20)[a-z])|consent (?:done|signed|given|taken)(?! for))"
)
_UNFIT = re.compile(
    r"\b(?:not (?:suitable|eligible|fit|possible|indicated|a candidate)|unsuitable|ineligible|declin[a-z]*|refus[a-z]*|failed)\b"
)
_FIRST_TO_COME = re.compile(
    r"[^\n]{0,160}?(?:[.;,?\n] ?)(?:(?:he|she|pt) )?(?:starts?|begins?|starting) (?:with )?(?:cycle|c) ?#?1(?![\d/])(?! (?:was|given))"
)


def course_so_far(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Let the courses of a text stand as the cycles told around them make them stand."""
    text = page.folded.text
    for place, one in enumerate(named):
        if one.kind in {"prrt", "chemo"} and not _IN_A_YEAR.match(text, one.end):
            standings[place] = _so_far(page, one, standings[place], _stop(named, place, len(text)))
    for place in range(len(named) - 1, 0, -1):
        first, second = named[place - 1], named[place]
        joined = first.kind == second.kind == "chemo" and second.start - first.end <= 3
        both = first.kind == second.kind and second.start - first.end <= JOINED_CHARS
        refused = (standings[place - 1].status, standings[place].status) == ("considered", "declined")
        if both and refused and not _SENTENCE.search(text, first.end, second.start):
            standings[place - 1] = standings[place]
        if joined and standings[place] == Standing("ongoing", TOLD) and standings[place - 1].status == "done":
            standings[place - 1] = standings[place]


def _stop(named: list[Named], place: int, end: int) -> int:
    """Where the next course is named that is another one."""
    one = named[place]
    for later in named[place + 1 :]:
        if later.kind == one.kind and later.start - one.end > JOINED_CHARS:
            return later.start
    return end


def _so_far(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of one course; what was declined, or ended in words, stays as it is."""
    text = page.folded.text
    if own.status == "declined" or own.weight == ENDED:
        return own
    low = page.sentence(one.start)[0]
    lead = text[max(low, one.start - LEAD_CHARS) : one.start]
    last = min(stop, one.end + BEHIND_CHARS)
    if one.kind == "prrt" and own.status in {None, "ongoing", "done"} and own != Standing(None, TOLD):
        before, behind = _LAST_BEFORE.search(lead), _LAST_BEHIND.match(text, one.end, last)
        if (before or behind) and not _AHEAD.search(
            lead + text[one.end : behind.end() if behind else min(last, one.end + 24)]
        ):
            return Standing("done", ENDED)
    if own.status == "considered":
        if _IN_FACT.match(text, one.end, last):
            return Standing("done", ENDED)
        if own.weight == TOLD and _STARTS.match(text, one.end, min(last, one.end + LEAD_CHARS)):
            return Standing("planned", TOLD)
        if own.weight <= SHARED and _FIRST_TO_COME.match(text, one.end, last):
            return Standing("planned", TOLD)
        return own
    if own.status == "done" and own.weight <= SHARED and _FIRST_BEGINS.match(text, one.end, last):
        return Standing("planned", TOLD)
    if one.kind == "prrt" and own.status is None and _SCREENING.match(text, one.end):
        planned = _IS_PLANNED.match(text, one.end)
        return Standing("planned", TOLD) if planned and not _UNFIT.search(planned.group()) else own
    if own.status in {"done", "planned"} or own == Standing(None, UNTOLD):
        begun = (
            _ITS_FIRST.match(text, one.end, last)
            or _FIRST_LATER.match(text, one.end, last)
            or (_JUST.match(text, one.end, last) if _FIRST_BEFORE.search(lead) else None)
        )
        if begun and not _OVER.search(text, begun.start(), min(last, begun.end() + LEAD_CHARS)):
            return Standing("ongoing", TOLD)
    return own
