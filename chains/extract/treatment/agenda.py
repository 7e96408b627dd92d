# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Agenda: a treatment that a list, a consent form or a board names with a day to come, or on which opinions differ, is not done."""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY, YEARLESS
from chains.extract.text.page import Page
from chains.extract.treatment.appointments import is_over
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import (
    AT_A_SITTING,
    AT_ONCE,
    ENDED,
    SHARED,
    TOLD,
    UNTOLD,
    Named,
    Standing,
    may_be_given,
)

LEAD_CHARS, BEHIND_CHARS, NEAR_CHARS = 70, 130, 30
"""How far before a treatment the list or the consent may be named, how far behind it its day; and what stands near."""
_CLOCK = r"(?:\d{1,2}[:.h]\d\d(?: ?(?:am|pm|h|hrs|uhr))?|\d{1,2} ?(?:am|pm|uhr))(?!\d)"
_DAY_OF_TEN = re.compile(rf",? \(?{DATE}{NO_YEAR}(?![a-z0-9/])")
"""A day of the last months, which looks like a month with its year: "2/12"."""
_IN_A_LIST = re.compile(
    rf"(?:^|\n) ?(?:[-•*] ?|\d{{1,2}}[.)] ?)?{_CLOCK}[ :,-]{{1,3}}(?:(?!post|pod|s/p|after|had|day|review|scan|ct|mri|pet)[a-z.]+[ ,:-]{{1,3}}){{0,5}}$"
)
"""A time of day at the head of a line: "08:30 Whipple", "13:00 Mrs Boyd, TACE"."""
_CLOCK_BEHIND = re.compile(
    rf"[^\n?]{{0,90}}?(?:[.;,:(-] ?|\b(?:on|for|booked|date|slot|theatre|knife to skin|starts?|list) )(?:on |this |next |coming )?(?:{WEEKDAY}|tomorrow|tmrw|{DATE}|{NTH}),? (?:at )?{_CLOCK}"
)
_ANOTHER = re.compile(
    r"\b(?:clinic|opd|review|scans?|ct|mri|pet|visit|bloods?|labs?|discharge|seen|fup?|f/u|follow|appointment|appt|mdt|mdm|board|meeting|echo|endoscopy|colonoscopy|transfusion|call|phone|physio|dietitian|drain|clips|until|again|letter|cycle \d|c\d)\b"
)
"""What else a day behind a treatment may be that of."""
_DATE_IS = re.compile(
    rf"[^?\n]{{0,60}}?[ ,:;(]{{1,2}}(?:(?:ir|op|or|theatre|surgery|surgical|operation|tci|admission|procedure|list|provisional|new) )?date(?! of (?:birth|histolog|report|diagnos|scan|biops|discharg))(?: (?!was|done|given)[a-z]+){{0,5}}(?: ?[=:] ?| ){YEARLESS}"
)
_CONSENT = re.compile(
    r"\b(?:consent(?:ed)?|consent form|form [1-4])(?: (?:signed|taken|obtained|given|done|completed|form|ok|in notes|yesterday|today|[1-4])){0,4} ?(?:[:-] ?|for (?:an? |the )?)(?:[a-z-]+ ){0,3}$"
)
_BOARD = re.compile(
    r"\b(?:board|mdt|mdm|tumou?r board|conference|meeting)(?: (?!not|no|never|asked|if|whether)[a-z]+)?(?: (?:says?|said|wants?|votes?|voted|plans?|proposes|suggests?))?:? ?(?:(?:yes|ok)[,:]? )?(?:(?:now|to|for|then) ){0,2}(?:add |start |give |do )?(?:[a-z0-9/-]+ (?:and|plus|\+) )?$"
)
_ADD = re.compile(r"\b(?:now|add|to add|start|then|next|plan)[:,]? (?:the )?$")
_FIRST_DAY = re.compile(
    rf"[^.;?\n]{{0,50}}?[ ,(-]{{1,2}}(?:first|1st) (?:cycle|infusion|dose|injection|course|session|stage|sitting|side|lobe|part|fraction|tablet)(?: (?:is|on|will be|planned|booked|due|for|set|provisionally)){{0,3}}:? {YEARLESS}"
)
_GIVEN = re.compile(
    r"\b(?:given|had|since|complet[a-z]+|finished|done|was|were|last|tolerat[a-z]+|went|ago|yesterday|post ?-?op|pod|(?:19|20)\d\d|response|histolog[a-z]*|specimen|p ?t[1-4]|r[012]|stopped|removed|second (?:stage|session|side|lobe|cycle)|2nd (?:stage|session|side|lobe|cycle)|cycle [2-9]|c[2-9])\b"
)
_WHO = r"(?:surgeons?|surgery|hpb|thoracics?|oncolog[a-z]+|oncs?|cardiolog[a-z]+|cardiac|an(?:a)?esth[a-z]+|gas man|radiolog[a-z]+|ir|gastro[a-z]*|hepatolog[a-z]+|nephrolog[a-z]+|nuc(?:lear)? ?med[a-z]*|endocrin[a-z]+|endo|geriatric[a-z]*|respiratory|board|team|family|wife|husband|daughter|son|gp|some|half|one|others|everyone|nobody|patient|pt|he|she|we|i)"
_VIEW = r"(?:favou?rs?|in favou?r|warns?|hesitat[a-z]+|hesitant|against|for it|keen|reluctan[a-z]+|objects?|oppos[a-z]+|prefers?|wants?(?! (?:[a-z]+ )?(?:no|nothing|none|not)\b)|would|unsure|undecided|split|argues?|supports?|advises?|doubts?|sceptical|skeptical|cautious|worried|concerned|disagrees?|not convinced|not sure|unhappy|in two minds)"
_OPINIONS = re.compile(
    rf"(?: [a-z0-9-]+){{0,6}}(?: \([^()\n]{{0,30}}\))? ?[:,–-] ?(?:the )?{_WHO}(?: (?:is|are|was|were|strongly|still|rather|clearly|all|very)){{0,2}} {_VIEW}(?![a-z])"
)
_ARRIVES = re.compile(
    rf"[^?\n]{{0,90}}?[.;:,] ?(?:the |first |1st )?(?:tablets?|capsules?|drug|pack|box|parcel|delivery|supply|vial|dose) (?:(?:to |will |is |are |should )?(?:arrives?|comes?|due|expected|arriving|coming|ordered)|in transit)(?: on| by| from)? {YEARLESS}"
)
_MOVED = re.compile(
    rf"(?: (?:day|d|c|cycle) ?#?1)?(?: of (?:mr|mrs|ms|dr)\.? [a-z'-]+)?,? (?:(?:is|was|has been|had to be|now|will be|therefore|again) ){{0,3}}(?:pushed(?: back)?|shifted|moved|postponed|re-?scheduled|put back|brought forward|delayed|deferred|goes|going|slips?|slipped|(?:stays?|still|remains?|all)(?: still| now| firmly| set){{0,2}} (?:on|set|fixed|down|booked|listed|planned)|set|fixed|down) (?:to|on|until|till|for) (?:the )?(?:{DATE}|{NTH}|(?:this |next |coming )?{WEEKDAY}|tomorrow|next (?:week|month))(?![a-z0-9/]){NO_YEAR}"
    r"|,? (?:(?:we|they|i|will|to|be|is|was|has|been|now|therefore) ){1,4}(?:shift|push|move|postpone|defer|delay|put off|reschedule)(?:d|ed|red)?(?: it)?(?: (?:to|until|till))? after\b"
)
"""A day to which a treatment was moved that was not given yet."""
_OFF = re.compile(
    r"(?: (?:#|cycle|c|dose) ?(?:1|one))? (?:(?:is|was|now|therefore|so) ){0,2}(?:off for good|off the table|out of the question|not on the table|out for (?:her|him|this|them|now)|off(?= ?[.,;!)])(?<=1 off))"
)
"""What is not to be had: "SIRT is off for good", "Lu cycle 1 off"."""
_SCARCE = re.compile(r"\b(?:shortage|short supply|unavailability|lack|stocks?) of (?:the )?$")
_OUT_OF_STOCK = re.compile(
    r"(?: (?:lar|autogel|\d+(?:\.\d)? ?mg|caps(?:ules)?|tabs|tablets|vials?|syringes?|depot)){0,3} (?:(?:is|are|still|now|currently) ){0,2}(?:on back ?-?order|out of stock|not in stock|un-?available|sold out)\b"
)
"""What nobody can get tells of nothing given."""
_THEN_SEE = re.compile(
    r"(?: ?\(?(?:x ?\d|\d ?x|\d cycles)\)?)?,? (?:and )?then (?:we )?(?:re-?assess|re-?stage|re-?scan|re-?image|re-?evaluate|re-?discuss|decide|see\b|review|(?:ct|mri|pet|scan)(?= ?(?:[.,;)\n]|$)))(?!d)"
)
"""What is to be looked at once a course was given: "cis/etop x4 then reassess for surgery"."""
_RUNS_ON = re.compile(r"\b(?:next|second|2nd|third|last|remaining|monthly|injection of|(?:cycle|c|#) ?[2-9]) (?:of )?$")
_RUNS = re.compile(
    r"\b(?:refill|repeat|next|second|2nd|since|takes|taking|continu[a-z]+|daily|od|bd|monthly|usual|again|restart|on|under)\b"
)


def on_agenda(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a treatment with the list, the consent, the board or the opinions around it; nothing is told given."""
    text = page.folded.text
    if not may_be_given(own):
        return own
    near = text[max(0, one.start - NEAR_CHARS) : one.start]
    if _OFF.match(text, one.end) and not is_dated(text, one):
        return Standing(None, TOLD)
    if _SCARCE.search(near) or (own.weight <= SHARED and _OUT_OF_STOCK.match(text, one.end)):
        return Standing(None, UNTOLD)
    if own.weight == ENDED:
        return own
    movable = own.weight <= SHARED or one.kind in AT_ONCE
    if movable and not _RUNS_ON.search(near) and _MOVED.match(text, one.end):
        return Standing("planned", TOLD)
    line = text.find("\n", one.end, one.end + BEHIND_CHARS)
    end = min(stop, line if line >= 0 else len(text), one.end + BEHIND_CHARS)
    lead = text[max(0, one.start - LEAD_CHARS) : one.start]
    if own.status == "done" and own.weight <= SHARED and _THEN_SEE.match(text, one.end, end):
        return Standing("planned", SHARED)
    if is_dated(text, one):
        to_come = own.weight <= SHARED and _DAY_OF_TEN.match(text, one.end) and _is_listed(text, one, lead)
        return Standing("planned", TOLD) if to_come else own
    if own.weight <= SHARED and one.kind in AT_A_SITTING:
        if _is_listed(text, one, lead) or _has_its_hour(text, one, end):
            return Standing("planned", TOLD)
        opinions = _OPINIONS.match(text, one.end, end)
        if opinions and not _GIVEN.search(text, opinions.end(), end):
            return Standing("considered", TOLD)
    if own.weight <= SHARED and _ARRIVES.match(text, one.end, end) and one.kind not in AT_A_SITTING:
        return own if _RUNS.search(near) or _GIVEN.search(text, one.end, end) else Standing("planned", TOLD)
    if own.weight <= SHARED or (own.status == "ongoing" and lead.endswith("now ")):
        return _of_a_board(page, one, own, lead, end)
    return own


def _is_listed(text: str, one: Named, lead: str) -> bool:
    """Whether a treatment stands behind a time of day in a list, or on a consent form."""
    head = _IN_A_LIST.search(lead) or (_CONSENT.search(lead) if one.kind in AT_A_SITTING else None)
    return head is not None and not is_over(text, one.end)


def _has_its_hour(text: str, one: Named, end: int) -> bool:
    """Whether a day with its hour, or "date = 19/8", stands behind a treatment and is that of nothing else."""
    for pattern in (_CLOCK_BEHIND, _DATE_IS, _FIRST_DAY):
        day = pattern.match(text, one.end, end)
        if day is None or is_over(text, day.end(), end):
            continue
        gap = text[one.end : day.end()]
        if not _GIVEN.search(gap) and (pattern is _FIRST_DAY or not _ANOTHER.search(gap)):
            return True
    return False


def _of_a_board(page: Page, one: Named, own: Standing, lead: str, end: int) -> Standing:
    """What a board says is now to be done, or what is told with the day of its first cycle, is planned."""
    text = page.folded.text
    said = _BOARD.search(lead)
    # what goes on behind a board's words is of something else
    end = max(one.end, min(end, page.sentence(one.start)[1]))
    day = _FIRST_DAY.match(text, one.end, end) or _DATE_IS.match(text, one.end, end)
    if day and (said or _ADD.search(lead)):
        given = _GIVEN.search(text, one.end, day.end()) or is_over(text, day.end(), end)
        return own if given else Standing("planned", TOLD)
    if said and own.weight <= SHARED and not _GIVEN.search(text, one.end, end):
        return Standing("planned", SHARED)
    return own
