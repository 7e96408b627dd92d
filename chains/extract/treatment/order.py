# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Order: what comes before, first or after another treatment, and a drug that a patient "goes on" with a first dose to come.

"Board: PRRT, first cycle 22/10. RT to L3 before that" tells two courses to come; "She had PRRT in 2021, and before that
TACE" two that are over. "Post op she goes on octreotide LAR, first dose on Monday" has not begun.
"""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY, YEARLESS
from chains.extract.text.moment import MONTH
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import SHARED, STARTED, TOLD, UNTOLD, Named, Standing
from knowledge.case import GIVEN

LEAD_CHARS, BEHIND_CHARS, BETWEEN_CHARS = 70, 80, 160
"""How far before a treatment and behind it the words of order may stand, and how far apart two of one order."""
_DRUGS = {"ssa", "targeted", "chemo", "other"}
_PRODUCT = r"(?: (?:lar|autogel|depot|la|sc|s\.c\.?|im|i\.m\.?|monthly|injections?|tablets?|\d{1,4}(?:\.\d)? ?(?:mg|mcg)(?:/m2)?|od|bd|daily|q ?\d{1,2} ?[wd]?|every \d{1,2} (?:days|weeks))){0,5}"
_SOON = (
    rf"(?:tomorrow|tmrw|next (?:week|month|{WEEKDAY}|{MONTH})|{WEEKDAY}|{DATE}|{NTH}|{MONTH})(?![a-z0-9/.]\w){NO_YEAR}"
)
_GOES_ON = re.compile(
    r"\b(?P<will>will |shall |to |should |'ll |can )?(?:then |now |later |afterwards )?(?:go|goes|going)(?: back)? on(?:to)? (?:to )?(?:(?:the|an?|monthly|adjuvant|maintenance) ){0,2}$"
)
_THEN = re.compile(
    r"(?:\b(?:post-?[ ]?op(?:eratively)?|after (?:the )?(?:op(?:eration)?|surgery|discharge|that|this)|afterwards|thereafter|from then|then|next)\b[^.;\n]{0,24}|(?:^|[.;\n] ?)(?:plan|outcome|decision|board|mdt)[^.;\n]{0,20}: ?[^.;\n]{0,20})$"
)
_FIRST_TO_COME = re.compile(
    rf"{_PRODUCT}[ ,;:(–-]{{1,3}}(?:the |with the )?(?:very )?(?:first|1st) (?:dose|injection|inj|shot|jab|tablets?|cycle|infusion|course|one)(?: (?:is|will be|due|planned|booked|on|for|to be given|scheduled|this|coming)){{0,4}},? {_SOON}"
)
_FIRST_AFTER = re.compile(
    rf"{_PRODUCT}[ ,;:(–-]{{1,3}}(?:the |with the )?(?:first|1st) (?:dose|injection|inj|tablets?|cycle|infusion|course|one)(?: (?:is|will be|due|planned|only|to be given|scheduled|this|coming)){{0,4}},? (?:after|once|as soon as|when|until)(?= )"
)
_WAITS_FOR = re.compile(
    r"\b(?:(?:before|once|until|awaiting)|(?:after|following)(?= (?:the|her|his|that|this|planned) ))(?: (?:the|her|his|that|this|planned)){0,2} $"
)
"""What names a treatment as the one that another waits for, or follows; "PD after PRRT" tells of one that was given."""
_FROM_A_DAY = re.compile(
    rf"{_PRODUCT},? (?:(?:(?:c ?#?1|cycle (?:1|one)),? (?:is |due )?(?:on )?|from|starting|on|as of|as from|starts|beginning) )?{_SOON}"
)
_WAS = re.compile(
    r"\b(?:was|were|went|well|tolerated|last|yesterday|ago|given (?:on )?(?:last|yesterday)|had|uneventful|fine|already|since)\b"
)
_BEFORE_IT = re.compile(
    r"[^.;?\n]{0,34}?[ ,(](?:(?:to be )?(?:done|given) )?(?:before (?:that|this|it|then|hand)|prior to (?:that|this|it)|beforehand|first(?! (?:cycle|dose|line|injection|course|fraction|session|in |on |of |one))|upfront)(?= ?(?:[.,;)!\n(]|$))"
)
_BEFORE_IT_LEAD = re.compile(
    r"(?:^|[.,;:\n(] ?|\band )(?:but )?(?:before (?:that|this|it)|prior to (?:that|this)|beforehand|first)[,:]? (?:[a-z]+ (?:check|review|visit) and )?(?:(?:the|an?|palliative|short|he|she|we|gets?|has|give|needs?|will have|do|urgent|elective) ){0,4}$"
)
_AFTER_IT_LEAD = re.compile(
    r"(?:^|[.,;:\n(] ?|\band )(?:after (?:that|this|which)|afterwards|thereafter|subsequently|followed by|then)[,:]? (?:(?:the|an?|adjuvant|maintenance|palliative) ){0,2}$"
)
_AFTER_IT = re.compile(
    r"[^.;?\n]{0,24}?[ ,](?:after (?:that|this|which)|afterwards|thereafter|subsequently)(?= ?(?:[.,;)\n]|$))"
)
_FIRST_THEN = re.compile(
    r" (?:comes |goes |to come )?first(?: \([^()\n]{1,40}\))?,? (?:and )?(?:then|afterwards|followed by|later|only then) (?:(?:the|an?) )?$"
)
_TOLD = re.compile(
    r"\b(?:done|given|completed|finished|received|had|was|were|got|ended|resected|operated|in (?:19|20)\d\d)\b"
)
_BOOKED = re.compile(
    rf"[^.;\n?]{{0,24}}?[.;,(] ?(?:(?:it|this|he|she|now|but|is|has been) ){{0,3}}(?:booked|listed|scheduled|planned|due|arranged|going ahead)(?: (?:in|for|on|now|is))? {YEARLESS}"
)
_BACK_ON = re.compile(
    rf" (?:is|are) (?:now |back |again |still ){{0,2}}(?:on(?: again)?|going ahead)[,:]? (?:on |for )?{YEARLESS}"
)
_NOT_YET = re.compile(r"[^.;\n?]{0,20}? yet(?![a-z])")


def in_order(text: str, named: list[Named], standings: list[Standing]) -> None:
    """Put right what stands in an order with the treatment named before it, or has only its first day to come."""
    by_name: dict[str, list[str | None]] = {}
    for one, own in zip(named, standings, strict=True):
        by_name.setdefault(one.name, []).append(own.status)
    to_come = {name for name, told in by_name.items() if "planned" in told and len(GIVEN.intersection(told)) <= 1}
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        if own.status == "declined":
            continue
        lead = text[max(0, one.start - LEAD_CHARS) : one.start]
        last = standings[place - 1] if place and one.start - named[place - 1].end <= BETWEEN_CHARS else None
        follows = _follows_a_planned(text, one, last, lead, known=one.name in to_come)
        if (own.status == "done" and follows) or _is_to_begin(text, one, own, lead) or _is_booked_now(text, one, own):
            standings[place] = Standing("planned", TOLD)
        elif own.weight <= SHARED and own.status in {"done", None} and place and not is_dated(text, one):
            standings[place] = _beside(text, named[place - 1 : place + 1], standings[place - 1], own, lead)
    for place in range(len(named) - 1):
        _first_then(text, named, standings, place)


def _is_to_begin(text: str, one: Named, own: Standing, lead: str) -> bool:
    """Whether a drug that seems to run has its first dose still to come."""
    if one.kind not in _DRUGS or own.status not in {"ongoing", "done"} or own.weight == STARTED:
        return False
    goes = _GOES_ON.search(lead)
    first = _FIRST_TO_COME.match(text, one.end) or _FIRST_AFTER.match(text, one.end)
    day = first or (_FROM_A_DAY.match(text, one.end) if goes else None)
    if day and not _WAS.search(text, one.end, day.end() + 24):
        return goes is not None or own.weight < TOLD or first is not None
    if goes is None:
        return False
    return bool(goes["will"]) or _THEN.search(lead[: goes.start()] + " " if goes.start() else "") is not None


def _follows_a_planned(text: str, one: Named, last: Standing | None, lead: str, *, known: bool) -> bool:
    """Whether a treatment comes "after that" which is planned, or is itself ``known`` as planned and waited for."""
    if is_dated(text, one) or _WAS.search(text, one.end, one.end + BEHIND_CHARS // 2):
        return False
    if last and _AFTER_IT_LEAD.search(lead):
        return last.status == "planned"
    return known and _WAITS_FOR.search(lead) is not None


def _is_booked_now(text: str, one: Named, own: Standing) -> bool:
    """Whether what was not given yet, or had been called off, has its day: "has not had embolisation yet. Booked Monday"."""
    if own.status is None and own.weight == TOLD and _NOT_YET.match(text, one.end):
        return _BOOKED.match(text, one.end, one.end + BEHIND_CHARS) is not None
    return own.status in {None, "done"} and own.weight <= TOLD and _BACK_ON.match(text, one.end) is not None


def _beside(text: str, pair: list[Named], last: Standing, own: Standing, lead: str) -> Standing:
    """The standing of a treatment that nothing tells but its place before, or behind, the one named before it."""
    last_one, one = pair
    if one.start - last_one.end > BETWEEN_CHARS or _TOLD.search(text, one.end, one.end + BEHIND_CHARS // 4):
        return own
    behind = _BEFORE_IT.match(text, one.end, one.end + BEHIND_CHARS)
    before = _BEFORE_IT_LEAD.search(lead) or (behind and not _TOLD.search(behind.group()))
    after = _AFTER_IT_LEAD.search(lead) or _AFTER_IT.match(text, one.end, one.end + BEHIND_CHARS)
    if last.status == "planned" and (before or after):
        return Standing("planned", TOLD)
    if last.status in GIVEN and _BEFORE_IT_LEAD.search(lead) and own == Standing(None, UNTOLD):
        return Standing("done", SHARED)
    return own


def _first_then(text: str, named: list[Named], standings: list[Standing], place: int) -> None:
    """ "Surgery first, then SSA", of which nothing else is told, tells of no treatment that was given."""
    pair = named[place], named[place + 1]
    if not _FIRST_THEN.fullmatch(text, pair[0].end, pair[1].start):
        return
    for at in (place, place + 1):
        own = standings[at]
        if own.status in {"done", None} and own.weight <= SHARED and not is_dated(text, named[at]):
            planned = any(standings[other].status == "planned" for other in (place, place + 1))
            standings[at] = Standing("planned" if planned else None, TOLD)
