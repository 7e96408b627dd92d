# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Choice: what was settled on of several treatments, so that it is to come - "Conclusion MOC: b. Resection of the ileum",
"CAPTEM chosen, cycle 1 on 15/4", "Proposed surgery: right hepatectomy + ileal resection, date 30/05"."""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY, YEARLESS
from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.treatment.appointments import is_over
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import AT_ONCE, ENDED, SHARED, TOLD, Named, Standing

LINE_CHARS, BEHIND_CHARS, OPTION_CHARS, DAY_CHARS, LEAD_CHARS = 240, 150, 160, 240, 60
"""How long the line of a conclusion may be before a treatment, how far behind a treatment its choice may be told, how long
one of several options may be, how far behind what was talked over its day may be told, and how far before it the words."""
_MEETING = r"(?:the |of |our |joint |net |nen |tumou?r ?|cancer ?|mdt|mdm|moc|com|rcp|smdt|boards?|conference|meeting|multidisciplinary|consilium|committee|team|final|overall)"
_HEAD = re.compile(
    rf"(?:^|[\n.] ?)[ >*#-]{{0,3}}(?:\d[.)] )?(?:{_MEETING} ?){{0,3}}(?:conclusion|decision|outcome|consensus|verdict|resolution|result|agreed|vote)s?(?: {_MEETING}){{0,4}}(?: \(?[0-9./ -]{{3,10}}\)?)? ?[:=-] ?(?P<letter>(?:option |variant |plan )?\(?[a-e]\)?[.,;:) -]{{1,3}})?"
)
"""What opens the line of what a meeting settled on, and the letter of the option that it took."""
_TAKEN = re.compile(
    rf"(?:^|[\n.;] ?)[ >*#-]{{0,3}}(?:{_MEETING} ?){{0,3}}(?:conclusion|decision|outcome|consensus|verdict|resolution|agreed|vote)s?(?: {_MEETING}){{0,4}} ?[:=-] ?(?:go (?:for|with) |in favou?r of )?(?:option |variant |plan )?\(?(?P<a>[a-e])\)?(?=[.,;:\n)]| -|$)"
    r"|\b(?:go|going|went|opted|opt|decided|voted|settled) (?:for|with|on) (?:option |variant )\(?(?P<b>[a-e])\)?(?![a-z])"
    r"|\b(?:go|going|went|opted|decided|voted|settled|agreed) (?:for|with|on|upon) (?P<d>[b-e])(?= ?(?:[.,;:)\n]| and | -|$))"
    r"|\b(?:option|variant) \(?(?P<c>[a-e])\)? (?:is |was |has been )?(?:chosen|selected|preferred|agreed|decided|taken|favou?red|accepted)\b"
)
"""Which of several options was taken."""
_OPTION = re.compile(
    r"(?:^|[\n;:.,?] ?)[ *-]{0,3}(?:(?:option|variant) )?(?:\((?P<a>[a-e])\)|(?P<b>[a-e])[.):]) (?=[a-z0-9])"
)
"""The letter of an option, before what it is."""
_LETTERED = re.compile(r"[ \n(*;:.,?-][a-e][.):] ")
"""What every such letter has around it; most texts hold none."""
_CHOSEN = re.compile(
    r"(?:[ ,+/]{1,2}[a-z0-9-]+){0,2}? (?:(?:is|was|has been|being|now|therefore|finally) ){0,2}(?:chosen|selected|preferred|decided(?: on| upon)?|opted for|favou?red|settled on|back on|agreed(?: on| upon)?)(?![a-z])"
)
"""Behind a treatment: it was chosen."""
_BEGINS = re.compile(
    rf"[^\n?]{{0,80}}?(?:[ ,;:(.–-]{{1,3}})(?:to )?(?:(?:first |1st )?(?:c|cycle|course|cure|dose|session) ?(?:#|n°)? ?(?:1|one)?(?: ?d(?:ay)? ?1)?|first (?:cycle|course|dose|cure)|start(?:s|ing)?|begin(?:s|ning)?|date|from|on|op)(?: (?:is|on|in|for|from|the|date|planned|booked|due|set|week of)){{0,3}} ?:? (?:{DATE}|{NTH}|{WEEKDAY}|next (?:week|month)|tomorrow|mid|early|(?:calendar )?week \d|{MONTH})(?![a-z0-9/]){NO_YEAR}|,? {YEARLESS}"
)
"""Behind what was chosen: its first day."""
_GIVEN = re.compile(
    r"\b(?:given|had|received|completed|finished|done|went|tolerat[a-z]+|was (?:started|given|done)|were|continu[a-z]+|since|already|ongoing|stopped|progress[a-z]*|(?:pr|sd|pd|cr)(?= ?[,.;)\n])|(?:19|20)\d\d|ago|yesterday|last|uneventful|pod|pt\d|r[012]|not|no longer|against|never|declined|refused|postponed|cancelled)\b|\?"
)
"""What tells that it was given, or that it came to nothing."""
_HEADED = re.compile(
    r"(?:^|[\n.] ?)[ >*#-]{0,3}(?:proposed|planned|intended|scheduled|elective|upcoming|future|listed|indicated) (?:surgery|surgical procedure|procedure|operation|intervention|op|surgical intervention)(?: \([^()\n]{0,30}\))? ?[:=-] ?"
)
_SETTING = re.compile(
    r"\b(?:an?a?esth(?:etics?|esia|etists?|esiology)|anesthesia|anestesia|anaesthetic|pre-?op(?:erative(?:ly)?)?)\b[^\n]{0,40}?\b(?:assessment|evaluation|consult(?:ation)?|clinic|visit|review|check)\b|\bpre-?an?a?esth(?:etic|esia|esiology) (?:assessment|evaluation|clinic|visit|review|check)\b|\bpre-?(?:assessment|op(?:erative)? assessment)\b"
)
_PROCEDURE = re.compile(
    r"(?:^|\n) ?[ >*#-]{0,3}(?:procedures?|surgery|operations?|op|intervention)(?: name| title)? ?[:=] ?"
)
"""The line that names, for an anaesthetist, what is to be done."""
_JOINED = re.compile(
    r" ?(?:\([^()\n]{0,30}\) ?)?(?:[+&,/]|and|plus|with) ?(?:(?:open|lap|right|left|of|the|one|two|wedge|s\d|s\d/s\d|synchronous|microwave|and|a|an|en bloc) ?){0,4}"
)
_BOOKED = re.compile(
    rf"[^\n?]{{0,{DAY_CHARS}}}?(?:\b(?:c|cycle|course) ?#?(?:1|one)(?: ?d(?:ay)? ?1)?|\bfirst (?:cycle|course|dose|session|infusion)) (?:(?:is|has been|will be|now|to) ){{0,2}}(?:booked|planned|scheduled|set|arranged|start|fixed)(?: (?:for|on|to start))? (?:{YEARLESS}|next week|{MONTH})"
)
_STARTS_ON = re.compile(
    rf"[^\n?]{{0,{DAY_CHARS // 2}}}?\b(?:he|she|they|we|pt|patient) (?:(?:will|is to|shall|should) )?(?:starts?|begins?|commences?)(?: (?:it|this|that|treatment|with it))? (?:on )?{YEARLESS}"
)
"""Behind a course that is wanted: the patient starts on a day to come."""
_OP_DAY = re.compile(
    rf"[^\n?]{{0,{DAY_CHARS // 2}}}?\b(?:or|op|ot|theatre|surgery|surgical|operation|operative|admission|tci) (?:date|slot|day)(?: (?:is|set for|for|given|booked|on)){{0,2}} ?:? (?:{YEARLESS}|{MONTH})"
)
"""Behind an operation that is advised: the day that it has."""
_CANCELLED = re.compile(r"\b(?:cancel[a-z]*|postpone[a-z]*|declin[a-z]*|refus[a-z]*|if|unless|should)\b")
_BACK_ON = re.compile(rf" (?:is )?back on(?: track)?[,:;]? (?:for |on )?{YEARLESS}")
_DOSED = re.compile(
    r"(?: \d{2,4} ?mg(?:/m2)?)?[^.;\n]{0,16}?(?: (?:bd|hs|od|nocte|po|iv|bid|tds))?,? ?d(?:ay)?s? ?\d{1,2} ?(?:-|to) ?\d{1,2}(?![\d/])"
)
"""Behind a drug: the dose and the days on which a regimen gives it."""
_ITS_FIRST = re.compile(r"\b(?:c|cycle|course) ?#?(?:1|one)\b|\bfirst (?:cycle|course|dose)|\bstart|\bbegin")


def chosen(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Make planned what a meeting chose, what an operation is booked as, and what is joined to it."""
    if not named:
        return
    text = page.folded.text
    taken = page.kept(_options_taken)
    ahead = _SETTING.search(text, 0, 400) is not None
    stops = [*(one.start for one in named[1:]), len(text)]
    for place, (one, own, stop) in enumerate(zip(named, standings, stops, strict=True)):
        if own.status in {"declined", "planned"} or own.weight == ENDED or own == Standing(None, TOLD):
            continue
        loose = own.weight <= SHARED and own.status != "ongoing"
        if any(low <= one.start < high for low, high in taken) and (loose or own.status == "considered"):
            settled = not is_dated(text, one)
        elif own.status == "considered" and own.weight == TOLD:
            settled = _has_its_day(text, one) or _is_headed(text, one, ahead=False)
        elif own == Standing("done", TOLD):
            settled = one.kind in AT_ONCE and _is_back_on(text, one)
        elif own.status == "ongoing":
            settled = own.weight <= SHARED and _is_chosen(text, one, stop)
        else:
            settled = loose and (
                _is_concluded(text, one) or _is_chosen(text, one, stop) or _is_headed(text, one, ahead=ahead)
            )
        if settled:
            standings[place] = Standing("planned", TOLD)
    _join(text, named, standings)
    _follow_the_dose(text, named, standings)


def _options_taken(page: Page) -> list[tuple[int, int]]:
    """Where the options stand that a conclusion took by their letter."""
    text = page.folded.text
    if not _LETTERED.search(f"\n{text}"):
        return []
    letters = {(found["a"] or found["b"] or found["c"] or found["d"], found.start()) for found in _TAKEN.finditer(text)}
    if not letters:
        return []
    marks = list(_OPTION.finditer(text))
    spans = []
    for place, mark in enumerate(marks):
        letter = mark["a"] or mark["b"]
        if not any(letter == own and mark.end() < at for own, at in letters):
            continue
        after = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        line = text.find("\n", mark.end(), mark.end() + OPTION_CHARS)
        spans.append((mark.end(), min(after, line if line >= 0 else len(text), mark.end() + OPTION_CHARS)))
    return spans


def _is_concluded(text: str, one: Named) -> bool:
    """Whether the line of a conclusion that took one of several options, or names a day to come, tells of it."""
    line = text.rfind("\n", max(0, one.start - LINE_CHARS), one.start)
    low = max(0, one.start - LINE_CHARS) if line < 0 else line
    head = _HEAD.search(text, low, one.start)
    if head is None or is_dated(text, one) or _GIVEN.search(text, head.end(), one.start):
        return False
    day = _BEGINS.match(text, one.end)
    if head["letter"] is None and (day is None or ". " in text[head.end() : one.start]):
        return False
    end = text.find("\n", one.end, one.end + BEHIND_CHARS)
    clause = text[one.end : end if end >= 0 else one.end + BEHIND_CHARS].partition(". ")[0]
    return not _GIVEN.search(clause)


def _is_chosen(text: str, one: Named, stop: int) -> bool:
    """Whether it was chosen with its first day to come: "CAPTEM chosen, cycle 1 on 15/4", "surgery back on, 5 May"."""
    if is_dated(text, one):
        return False
    if _is_back_on(text, one):
        return True
    choice = _CHOSEN.match(text, one.end)
    day = _BEGINS.match(text, choice.end()) if choice else None
    if day is None:
        return False
    sentence = text[one.end : max(day.end(), min(stop, one.end + BEHIND_CHARS))].partition("\n")[0]
    return not _GIVEN.search(sentence[: day.end() - one.end + 30])


def _is_back_on(text: str, one: Named) -> bool:
    """Whether it is to come after all: "surgery back on, 5 May"."""
    return _BACK_ON.match(text, one.end) is not None and not is_over(text, one.end)


def _is_headed(text: str, one: Named, *, ahead: bool) -> bool:
    """Whether the line on which it stands names the operation to come: "Proposed surgery: ...", for an anaesthetist."""
    if one.kind not in AT_ONCE | {"liver_directed"} or is_dated(text, one):
        return False
    line = text.rfind("\n", max(0, one.start - LINE_CHARS), one.start)
    low = max(0, one.start - LINE_CHARS) if line < 0 else line
    head = _HEADED.search(text, low, one.start) or (_PROCEDURE.search(text, low, one.start) if ahead else None)
    return head is not None and ". " not in text[head.end() : one.start] and not is_over(text, one.end)


def _has_its_day(text: str, one: Named) -> bool:
    """Whether what is advised has its day, told in the sentences behind it."""
    booked = None
    if one.kind == "chemo":
        booked = _BOOKED.match(text, one.end) or _STARTS_ON.match(text, one.end)
    elif one.kind in AT_ONCE:
        booked = _OP_DAY.match(text, one.end)
    return booked is not None and not _CANCELLED.search(booked.group())


def _join(text: str, named: list[Named], standings: list[Standing]) -> None:
    """Make planned what an operation to come is joined to: "open right hepatectomy + ablation of a lesion, 21 June"."""
    for place in range(1, len(named)):
        one, before = named[place], named[place - 1]
        if standings[place - 1] != Standing("planned", TOLD) or before.kind not in AT_ONCE:
            continue
        if one.kind != "liver_directed" or standings[place].weight > SHARED or is_dated(text, one):
            continue
        joined = standings[place].status in {None, "done"} and _JOINED.fullmatch(text, before.end, one.start)
        if joined and not is_over(text, one.end):
            standings[place] = Standing("planned", TOLD)


def _follow_the_dose(text: str, named: list[Named], standings: list[Standing]) -> None:
    """Make planned the doses of a regimen of which the first cycle is to come, wherever its teaching names them."""
    first: int | None = None
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        if one.kind != "chemo":
            continue
        if own == Standing("planned", TOLD) and _ITS_FIRST.search(text, one.end, one.end + LEAD_CHARS):
            first = place
        elif own.status == "ongoing":
            first = None
        elif first is not None and own.status == "done" and own.weight <= SHARED and _DOSED.match(text, one.end):
            standings[place] = Standing("planned", SHARED)
