# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Ahead: a text written ahead of an operation or a session - by the pre-assessment, the ward, theatre - tells one to come.

"Preop clinic … Whipple 11/12" names the operation for which the clinic is held: its day looks like a month with its year,
and is one of the next weeks. What such a text tells of an earlier operation has its year, its word ("s/p") or its result.
"""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY, YEARLESS
from chains.extract.text.moment import MONTH
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import either, table
from chains.extract.treatment.appointments import RISK, is_over
from chains.extract.treatment.standing import AT_A_SITTING, AT_ONCE, SHARED, TOLD, UNTOLD, Named, Standing

OTHER_CHARS, NEAR_CHARS, LEAD_CHARS, BEHIND_CHARS, ASIDE_CHARS = 60, 130, 50, 90, 30
"""How near to the visit the other operation is named that it is for; how near to it an operation without a day counts; how
far before a treatment, behind it and before its day the words are looked at."""
LIST_CHARS = 170
"""How long a list of what is to come may be before the operation that it names."""
_DAY_BEHIND = re.compile(
    rf"[^.;:?\n]{{0,{ASIDE_CHARS}}}?[ ,:(-]{{1,3}}(?:(?:on|for|date|is|planned|booked|this|next|coming|early|mid|late) ){{0,3}}(?:{DATE}|{NTH}|{WEEKDAY})(?![a-z0-9/]){NO_YEAR}(?! ?:)"
)
_YEAR_BEHIND = re.compile(r"[^.;\n]{0,24}?(?:\b(?:19|20)\d\d\b|'\d\d\b|\b(?:\d{1,2}/)?\d{1,2}/(?:1[3-9]|2\d|3[2-9])\b)")
"""A year, or what may be one ("3/19")."""
_ITS_MONTH = re.compile(r"[ ,(]{1,2}(?:0?[1-9]|1[0-2])/\d\d\b")
_EARLIER = re.compile(
    r"\b(?:pmh|psh|hx|history|past|prev(?:ious(?:ly)?)?|prior|earlier|known|after|since|s/p|sp|post|status|z\.? ?n\.?|underwent|had|has had|received|old|initial|first)\b[^.;:\n]{0,30}$"
)
_FOUND = re.compile(rf",? \(?(?:in |on )?(?:{DATE}|{MONTH})\)? ?:")
"""A day with its colon, behind which stands what was found: "appendectomy Sept: NET 25 mm"."""
_RESULT = re.compile(
    rf"\b(?:y?p ?t[0-4x]|p ?n[0-3]|r[012]{RISK}|(?:lns?|nodes?) \d{{1,3}} ?/ ?\d{{1,3}}|\d{{1,3}} ?/ ?\d{{1,3}} (?:lns?|nodes?)|popf|tpn|ng tube|ileus|ebl|extubated|ambulating|clips out|staples|step-?down|mobili[sz](?:ed|ing)|creon|post ?-?op(?:erative)?(?! (?:icu|itu|hdu|bed|analgesia|plan|chemo))|pod ?\d|wound|drains?|fistula|leak|discharged|uneventful|uncomplicated|recover(?:ed|ing|y from)|histolog[a-z]* (?:show|confirm|reveal)[a-z]*|specimen show[a-z]*|residual|recurrence|recurred|relapse|since then)\b"
)
"""What only an operation that is over leaves."""
_RECOVERING = re.compile(
    r"\b(?:wounds? (?:is |are )?(?:dry|healed|healing|clean|ok|fine|check|infect[a-z]*)|pod ?\d|post-?op(?:erative)? day|clips (?:out|removed)|drains? (?:out|in|removed|amylase)|popf|ng tube|tpn)\b"
)
"""What only a patient who has been operated on has, wherever it is told."""
_CLAUSE = re.compile(r"[.;,](?: |$)|\n")
_OFF = re.compile(
    r" (?:(?:is|was|will|has been|now) ){0,2}(?:not|no longer|cancelled|canceled|off|declined|refused|abandoned)\b"
)
_FOUND_IN_IT = re.compile(
    rf"[ ,(]{{1,2}}(?:on )?{DATE}\)?[.;,:]? ?(?:final )?(?:histolog[a-z]*|histo|path(?:ology)?) ?[:=-]? ?(?![^.\n]{{0,30}}(?:biops|bx|fna|eus|pending|await|to follow|outstanding|pre-?op))[^.\n]{{0,40}}?\b(?:nets?|nec|g[1-3]|p?t[1-4]|\d mm|r[0-2]|\d+/\d+)\b"
)
"""A day and what was found in the specimen: "Distal pancreatectomy 3/12. Path: 28 mm NET"."""
_AFTER_IT = re.compile(
    rf"{_RESULT.pattern}|\b(?:then|now|since|later|until|adjuvant|follow ?-?up|surveillance|progress[a-z]*|pd|stable|again|(?:19|20)\d\d|\d{{1,2}}/(?:1[3-9]|2\d)|'\d\d|nodes?|lns?|histolog[a-z]*|path(?:ology)?|margins?|rec|mets|yrs?|years?|months?|was|were)\b"
)
"""What stands behind an operation of years ago, that nobody would write of one to come."""
_TWO_WAYS = re.compile(r"[ ,(]{1,2}(?:on )?(?:0?[1-9]|1[0-2])/1[0-2](?![\d/]|\.\d)")
"""A month of 2010 to 2012, or a day of these months: "Whipple 12/11"."""
_ARRANGED = re.compile(
    rf"(?: \([a-z ]{{3,40}}\))? (?:(?:is|has been|will|now) ){{0,2}}(?:takes? place|follows?|to follow|confirmed|re-?dated(?: to)?|approved|authori[sz]ed|arranged)(?: for| on)? {YEARLESS}|,? \(?(?:on )?{YEARLESS}\)?[.,]? (?:is )?confirmed\b"
)
_TAKES_PLACE = re.compile(
    rf"(?:\)| \([a-z ]{{3,40}}\))? (?:(?:is|will|should|shall|now) ){{0,2}}(?:(?:to )?takes? place|taking place|(?:to )?happens?|happening|goes ahead|go ahead)(?: (?:on|in|at|from))? (?:the )?(?:{YEARLESS}|next (?:week|month)|this (?:week|month|afternoon)|soon|(?:in )?(?:\d{{1,2}}|two|three|four|a few) (?:days|weeks))"
)
"""Behind an operation: its day, in the present or the future tense."""
_ABSENT = re.compile(
    rf"\b(?:off work|off sick|sick ?-?(?:leave|note|list(?:ed)?)|fit note|(?:leave|absence|absent|away)(?: (?:from|of) (?:work|absence))?|(?:un|not )able to work|not working|no work|not available|certificate(?: of (?:incapacity|absence))?|incapacit[a-z]+|cannot work|can't work|stops work(?:ing)?)(?: (?:is|written|issued|given|needed|will be|due))? (?:from|as of|starting(?: on)?|beginning|from the) {YEARLESS} ?[,:;(-]{{0,2}} ?(?:(?:onwards?|for|because of|due to|as|since|reason|for the|operation|op|surgery|is|then|having|has|an?|his|her|lung|open|lap|robotic|elective) ?[:(,-]? ?){{0,5}}$"
)
"""The day from which somebody will be away from work, before the operation that is the reason."""
_ON_A_LIST = re.compile(
    rf"(?:^|[.;\n] ?|\b(?:on|for) )(?:(?:today|tomorrow|{WEEKDAY})'?s?|(?:thoracic|theatre|theater|or|ot|operating|operation|surgical|hpb|elective|colorectal|op)) (?:(?:theatre|operating|or|op|surgical) )?(?:list|slate|programme)(?: (?:(?:for|on) )?(?:{WEEKDAY}|tomorrow|today|next week|{DATE}))? ?[:-] ?(?:[^;\n]{{0,50}}\d[.)] ?|\d[.)] ?)?(?:[a-z.]+ ){{0,3}}$"
)
"""A list of theatre, before what stands on it."""
_ITEMS = r"(?:(?!(?:was|were|had|has|have|after|before|s/p|since|post|showed|shows|done|underwent|status|following|because|but|who|which|despite|previous|prior|no|not|until|if|last|ago|on)\b)[a-z0-9/&+-]+(?:, ?| ))"
_LIST_TO_COME = re.compile(
    rf"\b(?<!not )(?:scheduled|booked|planned|arranged|upcoming|coming up|to come|still to do|outstanding)(?: (?:now|next week|next month|this month|for [a-z]+|in [a-z]+))?(?: (?:is|are|were|now))?(?: ?: ?| )(?={_ITEMS}{{0,20}}$)[^\n]*, ?(?:and )?(?:[a-z]+ ){{0,3}}$"
)
"""What stands before the last of a list of what is to come."""
_LIST_IS_TO_COME = re.compile(
    rf",? (?:{_ITEMS}){{0,6}}(?:(?:is|are|all|both|have been|has been|now) ){{0,3}}(?<!not )(?:scheduled|booked|planned|arranged)\b(?! (?:by|as))"
)
_LIST_BEFORE = re.compile(r"(?:[^,.;:\n]{2,40}, ?){1,12}(?:and )?(?:[a-z]+ ){0,3}$")
_CONFIRMED = re.compile(
    r"\b(?:surgeons?|hpb|thoracics|surgery|theatres?|insurance|insurer|health plan|dr [a-z]+|mr [a-z]+|prof [a-z]+|team|needs? [a-z ]{2,20} then|want(?:s|ed)? to do) (?:(?:has|have|now) )?(?:confirms|confirmed|approved|approves|authori[sz]ed|ok'?d|offers|offered|can do|an?|books|booked)? ?(?:(?:the|his|her|an?) )?$"
)
_BEFORE = re.compile(r"\b(?:before|until|ahead of|prior to)(?: (?:the|his|her|my))? ?$")
_LOOKED_BACK = re.compile(r"\b(?:had|was|were|showed|seen|last|did|done|since|started|stopped|years?|ago|ki ?-?67)\b")
_PAPERS = re.compile(
    r"\b(?:consent(?:ing)?|consent form|counsel+ing|aufklarung|education|teaching|marking|vetting|booking|premed(?:ication)?)(?: for| to)?(?: (?:the|his|her|an?))? $"
)
_SIGNED = re.compile(r" (?:is |was |now )?(?:done|completed|given|signed|obtained|taken|ok|finished)(?![a-z])")
"""Behind an operation: its paper is done, not it."""
_HAS = re.compile(
    r"(?:(?:^|[.;,\n] ?)has(?= (?:his|her|the) (?:op|surgery|operation) )|\b(?:he|she|pt|patient|who) (?:has|gets|is having|is getting|is for)|gets|having)(?: (?:an?|his|her|the))?(?: (?:op|surgery|operation) (?:on )?[0-9./]{3,6} ?\()? ?$"
)
_WENT = re.compile(
    r"(?:(?:^|[.;:,\n] ?|- ?)|\b(?:he|she|pt|patient|who|and|lady|man|woman|gentleman) )(?:(?:has|have|had|was|then|just|finally) )?(?:went|gone|taken|wheeled|been)(?: (?:in|off|down|up|over|back|abroad|across))?(?: to (?!see |clinic|meet|the clinic|pre)[a-z]{3,14}(?: [a-z]{3,12})?)? for (?:(?:an?|his|her|the|elective|open|lap(?:aroscopic)?|robotic) ){0,2}$"
)
_OF_WE = r"(?:we|they|i|(?:the |our )?surgeons?|surgery|hpb|thoracics|ir)"
_WE_DO = re.compile(
    rf" (?:which )?{_OF_WE} (?:will |shall |would )?(?:then |now |only |later |first )?(?:do|make|perform|plan|foresee|schedule|carry out)(?! not|n't)(?: it| this)?(?: later| now| then)?(?= ?(?:[.,;)\n]|$)| (?:after|before|on|in|next|once|when|at|only|later|then|tomorrow)\b)"
)
"""An operation put before its verb, as foreign writers do: "right hemicolectomy we do after PRRT"."""
_WE_OPERATE = re.compile(
    rf"\b{_OF_WE} (?:operates?|do|does|make|perform)(?: (?:him|her|them|it|on|the|this|pt|patient|mr|mrs|ms|[a-z-]+)){{0,3}} {YEARLESS} ?[,:;(-]{{0,2}} ?(?:(?!after|post|since|following)[a-z]+ ){{0,2}}$"
)


class Setting(NamedTuple):
    """Where a text tells that it is written ahead of an operation, and whether so plainly that no day is needed."""

    start: int
    end: int


def ahead(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Make planned what a text written ahead of an operation only names, with its day; without one it is not told done."""
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        if one.kind in AT_ONCE and own != Standing(None, TOLD):
            standings[place] = _by_its_words(page, one, own)
    open_ones = [place for place, pair in enumerate(zip(named, standings, strict=True)) if _is_open(page, *pair)]
    settings = page.kept(_settings) if open_ones else []
    booked = {one.name for one, own in zip(named, standings, strict=True) if _is_booked(one, own)}
    for place in _of_the_visit(page, settings, named, open_ones) if settings else []:
        if not booked or named[place].name in booked:
            standings[place] = _to_come(page, named[place], standings[place], settings)
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        if one.kind in AT_ONCE and own.weight <= SHARED and own.status in {None, "done"} and _is_two_ways(page, one):
            standings[place] = Standing(None, TOLD)  # what its year would make of it is not believed


def _by_its_words(page: Page, one: Named, own: Standing) -> Standing:
    """The standing of an operation with the words right beside it: "we do after PRRT", "went for", "consent … done"."""
    text = page.folded.text
    over = is_over(text, one.end) or page.kept(_last_result) > one.end
    begin = max(0, one.start - LEAD_CHARS - ASIDE_CHARS)
    listed = own.weight <= SHARED and own.status in {None, "done"} and _ON_A_LIST.search(text, begin, one.start)
    if not over and (listed or _ABSENT.search(text, begin, one.start)):
        return Standing("planned", TOLD)
    if own.weight <= SHARED and own.status != "declined" and not over and _is_in_a_list_to_come(page, one):
        return Standing("planned", TOLD)
    if own.weight <= TOLD and (_in_the_present(page, one, own) or _is_of_the_papers(text, one)):
        return Standing("planned", TOLD)
    if own.status == "planned" and _went(text, one):
        return Standing("done", TOLD)
    if own.weight <= SHARED and own.status in {None, "done"} and _FOUND_IN_IT.match(text, one.end):
        return Standing("done", TOLD)
    if own.weight <= TOLD and own.status in {None, "done", "considered"}:
        return _by_its_day(page, one, own)
    return own


def _settings(page: Page) -> list[Setting]:
    """The words of a visit, an order or a list ahead of an operation, unless it is told to be for another disease."""
    text, words, others = page.folded.text, _words("visit"), _words("other")
    if _RECOVERING.search(text):
        return []
    found = []
    for word in scan(words, text):
        around = max(0, word.start() - OTHER_CHARS), min(len(text), word.end() + OTHER_CHARS)
        low, high = page.sentence(word.start())
        if not others.search(text, max(low, around[0]), min(high, around[1])):
            found.append(Setting(word.start(), word.end()))
    return found


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(either(list(table("status")["ahead"][name])))


def _is_booked(one: Named, own: Standing) -> bool:
    """Whether a text says in words which operation is to come."""
    return own.status == "planned" and own.weight >= TOLD and one.kind in AT_A_SITTING and one.name != "surgery"


def _is_open(page: Page, one: Named, own: Standing) -> bool:
    """Whether nothing but its name tells a treatment, and nothing that it is over."""
    text = page.folded.text
    if one.kind not in AT_A_SITTING or own.weight > SHARED or own.status not in {None, "done"}:
        return False
    low = max(page.sentence(one.start)[0], one.start - LEAD_CHARS)
    if (
        _FOUND.match(text, one.end)
        or _EARLIER.search(text, low, one.start)
        or _RESULT.search(text, one.end, one.end + BEHIND_CHARS)
    ):
        return False
    clause = _CLAUSE.search(text, one.end, one.end + BEHIND_CHARS)
    if is_over(text, one.end, clause.start() if clause else None) or _OFF.match(text, one.end):
        return False
    return page.kept(_last_result) < one.end and not text.startswith("?", one.end)


def _last_result(page: Page) -> int:
    """Where the last word stands that only an operation which is over leaves; -1 where none does."""
    return max((found.start() for found in scan(_RESULT, page.folded.text)), default=-1)


def _of_the_visit(page: Page, settings: list[Setting], named: list[Named], places: list[int]) -> list[int]:
    """Which of the open ones the visit is for: those named from its sentence on, else the last one before it."""
    low = page.sentence(settings[0].start)[0]
    behind = [place for place in places if named[place].start >= low]
    return behind or places[-1:]


def _to_come(page: Page, one: Named, own: Standing, settings: list[Setting]) -> Standing:
    text = page.folded.text
    if _YEAR_BEHIND.match(text, one.end):
        # "Whipple 3/19" in a pre-assessment: the 19th of March, or March of 2019
        unclear = own.status == "done" and own.weight == UNTOLD and _ITS_MONTH.match(text, one.end)
        return Standing(None, UNTOLD) if unclear else own
    near = any(abs(one.start - spot.end) <= NEAR_CHARS or abs(spot.start - one.end) <= NEAR_CHARS for spot in settings)
    if _DAY_BEHIND.match(text, one.end) or near:
        return Standing("planned", TOLD)
    return Standing(None, UNTOLD) if own.status == "done" else own


def _in_the_present(page: Page, one: Named, own: Standing) -> bool:
    """Whether "we do", "they operate on Monday" tells an operation: the present tense of what is to come."""
    if own.status not in {None, "done"} or page.is_question(one.start):
        return False
    text = page.folded.text
    if _WE_DO.match(text, one.end):
        return True
    low = max(page.sentence(one.start)[0], one.start - NEAR_CHARS)
    return _WE_OPERATE.search(text, low, one.start) is not None


def _by_its_day(page: Page, one: Named, own: Standing) -> Standing:
    """What a day without its year makes of an operation: to come where it is arranged, unclear where it is two things."""
    text = page.folded.text
    if _TAKES_PLACE.match(text, one.end):
        return Standing("planned", TOLD)
    arranged = own.weight <= SHARED and _ARRANGED.match(text, one.end)
    if arranged and not _AFTER_IT.search(text, arranged.end(), arranged.end() + BEHIND_CHARS):
        return Standing("planned", TOLD)
    if not _TWO_WAYS.match(text, one.end) and not _DAY_BEHIND.match(text, one.end):
        return own
    low = max(page.sentence(one.start)[0], one.start - LEAD_CHARS)
    if _AFTER_IT.search(text, one.end, one.end + BEHIND_CHARS) or _EARLIER.search(text, low, one.start):
        return own
    lead = text[max(0, one.start - LEAD_CHARS) : one.start]
    loose = own.weight <= SHARED
    waits = loose and _BEFORE.search(lead) and not _LOOKED_BACK.search(text, low, one.start)
    if _HAS.search(lead) or waits or (loose and _CONFIRMED.search(lead)):
        return Standing("planned", TOLD)
    return own


def _is_two_ways(page: Page, one: Named) -> bool:
    """Whether "12/11" behind an operation may be its month or its day, and nothing tells that it is over."""
    text = page.folded.text
    if not _TWO_WAYS.match(text, one.end) or page.kept(_last_result) > one.end:
        return False
    if text.endswith(("ed", "out"), one.start, one.end):
        return False  # "resected 11/12"
    low = max(page.sentence(one.start)[0], one.start - LEAD_CHARS)
    after = _AFTER_IT.search(text, one.end, one.end + BEHIND_CHARS)
    return not after and not _EARLIER.search(text, low, one.start)


def _is_in_a_list_to_come(page: Page, one: Named) -> bool:
    """Whether an operation stands in a list of what is scheduled, however long: "scheduled: echo, CT chest, lobectomy"."""
    text, (low, high) = page.folded.text, page.sentence(one.start)
    head = _LIST_TO_COME.search(text, max(low, one.start - LIST_CHARS), one.start)
    if head is not None:
        return True
    tail = _LIST_IS_TO_COME.match(text, one.end, min(high, one.end + BEHIND_CHARS))
    return tail is not None and _LIST_BEFORE.search(text, max(low, one.start - LIST_CHARS), one.start) is not None


def _is_of_the_papers(text: str, one: Named) -> bool:
    """Whether it is the consent to an operation that is done: "consent Whipple done"."""
    return _PAPERS.search(text, max(0, one.start - LEAD_CHARS), one.start) is not None and (
        _SIGNED.match(text, one.end) is not None
    )


def _went(text: str, one: Named) -> bool:
    """Whether the patient went for an operation, of which a day would otherwise make one to come."""
    return _WENT.search(text, max(0, one.start - LEAD_CHARS), one.start) is not None
