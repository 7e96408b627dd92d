# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Followed: what the words behind a treatment, in its sentence or the next ones, make of it: a board's yes, a new date.

"PRRT x4 - and yes, tumour board approved, first cycle 17 Dec" tells of a course to come, and so does "c1 cancelled today …
rebooked for 12th"; an operation named by its verb ("resect the primary?") is never one that was done.
"""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY
from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import AT_ONCE, SHARED, TOLD, UNTOLD, Named, Standing

BEHIND_CHARS, REBOOKED_CHARS, LEAD_CHARS, REPORT_CHARS = 120, 220, 60, 250
"""How far behind a treatment its approval, its new date and the report on it may stand; and how far before it its verb."""
GAP_CHARS = 8
"""How far before a sentence the question may end that it goes on with."""
_YEARLESS = rf"(?:{WEEKDAY}|{DATE}|{NTH}|{MONTH}|next [a-z]+|tomorrow)(?![a-z0-9/]){NO_YEAR}"
_CANCELLED = re.compile(
    r"(?P<first>,? ?(?:c ?#?1|cycle (?:1|one)|(?:1st|first|initial) (?:cycle|dose|session|infusion)))?,? (?:(?:was|is|has been|had to be|got|just) ){0,2}(?:cancelled|canceled|called off|postponed|deferred|put off)(?! (?:his|her|their|my)\b)"
)
_AGAIN = re.compile(
    rf"\b(?:re-?(?:booked|scheduled|listed|arranged)|(?:new|next) (?:date|slot|appointment)|now (?:on|for|booked for|planned for) {_YEARLESS}|moved to {_YEARLESS})"
)
_GIVEN_LATER = re.compile(r"\b(?:given|done|received|started|went ahead)\b")
_APPROVED = re.compile(
    rf"[^;?\n]{{0,60}}?\b(?:the )?(?:tumou?r ?)?(?:board|mdt|mdm) (?:(?:has|have|had|also|already|now) ){{0,2}}(?:approved|agreed|said yes|says yes|accepted|ok'?d|okayed|endorsed)(?= ?(?:it|this|too|also|already|today|yesterday|last week|on {WEEKDAY})? ?(?:[.,;:)!\n]|$|-|and (?:first|1st|will|slot|date)))"
)
_FIRST_CYCLE = re.compile(
    rf"[^;?\n]{{0,80}}?\b(?:first|1st) (?:cycle|dose|course|infusion|session)(?: (?:is|on|will be|planned|booked|due|for|set)){{0,3}}:? {_YEARLESS}"
)
_PAST = re.compile(
    r"(?:19|20)\d\d|'\d\d|\b(?:done|given|completed|finished|ago|since|had|was|were|last|tolerated|went|uneventful|response|then|stopped)\b"
)
_AGREED_TO = re.compile(
    r"(?<!not )(?<!n't )(?<!never )\b(?:agreed|agrees|consented|consents|said yes|says yes) to (?:have |undergo |start )?(?:an? |the |this )?$"
)
_KEPT = re.compile(
    r"[^?\n]{0,110}?\b(?:(?:would|will|do|does|should|shall)(?:n't| ?not)|no (?:reason|need|plan|indication) to|not going to|rather not) (?:change|switch|alter|modify|touch) (?:(?:the|her|his|current|any|this|present) ){0,2}(?:therap(?:y|ies)|treatments?|anything|drugs?|medication|regimen)"
)
_WE_BEGIN = re.compile(
    r"(?:^|[.;:\n,)] ?|\band |\bso )(?:we|i) (?:begin|start|initiate|commence)(?: with| on)? (?:the )?$"
)
_LATER = re.compile(
    rf"[^.;\n]{{0,40}}?(?:\?|\b(?:next|tomorrow|after|once|when|if|from|soon|later|in \d|in (?:one|two|three|four)|on {WEEKDAY}|{MONTH})\b)"
)
_OR_OPENS = re.compile(
    r"[\n ]*or (?:just |rather |should we |shall we |do we |simply )?(?:start|begin|add|go (?:for|to|with)|switch to|give|use|try) (?:the |with |on )?$"
)
_VERB = re.compile(
    r"(?:resect(?:ing)?|debulk(?! surg)|operate|emboli[sz]e|remov(?:e|ing)|tak(?:e|ing) out|excis(?:e|ing))(?![a-z])"
)
_TO_COME = re.compile(
    r"\b(?:will|going to|plan(?:s|ned|ning)? to|decided to|agreed to|(?:booked|scheduled|listed|due|set) to|we'll|they'll|to then) (?:now |then |also |electively )?$"
)
_ONCE = re.compile(
    r"\b(?:after|once|when|as soon as|until|before|following)(?: (?:we|they|i|you|surgeons|the surgeons))? $"
)
"""Before a verb: what waits for the operation, which is to come."""
_DENIED = re.compile(
    r"\b(?:not|never|cannot|can't|won't|wouldn't|n't|no need to|no reason to|no plan to|nothing to|unable to|refus(?:es|ed) to|declin(?:es|ed) to)(?: to| now| really)? $"
)
_THOUGHT = re.compile(
    r"\b(?:would|could|should|shall|can|may|might|happy to|willing to|able to|keen to|ready to|prepared to|or|consider|option to|whether to|offer(?:ed|s)? to|wants? to|wish(?:es)? to|possible to|feasible to|propose[sd]? to|prefers? to|like to|sense to|rather|better to|worth|you|we|i|surgeons?)(?: (?:still|now|also|first|then|you|we|i|they|he|she|even|just|ever|rather|really|try to|and)){0,3} $"
)
_DAY_BOOKED = re.compile(
    rf"[^.;\n]{{0,20}}?(?:on |this )?{_YEARLESS}[ ,(-]{{0,3}}(?:booked|planned|agreed|confirmed|scheduled)"
)
_THEN = re.compile(
    r" ?(?:first|now)?,? ?(?:and|then|and then|,|\+|followed by|plus|→){0,3} ?(?:then )?(?:do |give |start )?"
)
_FROM_A_DAY = re.compile(
    r",? (?:starts? |starting )?from (?:the )?\d{1,2}[./](?:0?[1-9]|1[0-2])\.?(?![\d./])(?! ?(?:-|to|until|till|through|→))"
)
_UNDECIDED = re.compile(
    r"[^\n]{0,90}?\b(?:instead|alternatives?|objections?|objects?|anyone against|agree|ok with)\b[^.\n]{0,30}\?"
)
"""What is still put to others behind a day without its year: the day is to come."""
_DATE_SET = re.compile(rf"[^.;\n?]{{0,40}}?\bdate (?:(?:is|set|fixed|for|on|=) ){{0,3}}{_YEARLESS}")
_OPERATION = re.compile(r"(?:^|[.;\n(] ?)(?:op|operation|procedure|surgery|intervention) ?[:=] ?$")
_REPORTED = re.compile(
    r"\b(?:histolog[a-z]*|path(?:ology)?(?! (?:pending|awaited|to follow))|specimen|p ?t[1-4]|r[012]|lns?|nodes|discharged|post-?op|drain)\b(?! ?:? ?(?:pending|awaited|to follow|outstanding))"
)
_ASKED_ANY = re.compile(
    r"\bany (?:adjuvant|maintenance|consolidation|(?:role|place|need|indication|benefit) (?:for|of|in|from)(?: an?)?)(?: (?:adjuvant|maintenance|further|systemic))? $"
)


def followed(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a treatment with what the words up to ``stop``, where the next treatment begins, tell of it."""
    text = page.folded.text
    line = text.find("\n", one.end, stop)
    stop = line if line >= 0 else stop
    if _VERB.match(text, one.start, one.end):
        return _of_a_verb(page, one, own, stop)
    if cancelled := _CANCELLED.match(text, one.end, stop):
        if _AGAIN.search(text, cancelled.end(), min(len(text), cancelled.end() + REBOOKED_CHARS)):
            return Standing("planned", TOLD)
        given = _GIVEN_LATER.search(text, cancelled.end(), min(len(text), cancelled.end() + LEAD_CHARS))
        return Standing(None, TOLD) if cancelled["first"] and not given else own
    if own.status == "planned":
        low = page.sentence(one.start)[0]
        opens = _OR_OPENS.fullmatch(text, low, one.start) is not None
        asked = opens and text[max(0, low - GAP_CHARS) : low].rstrip().endswith("?")
        return Standing("considered", TOLD) if asked else _begun(text, one, own)
    if own.status in {None, "considered"} or (own.status == "done" and own.weight <= SHARED):
        return _settled(page, one, own, stop)
    return own


def _settled(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """What an approval, a first date, a patient's yes or a report on it makes of a treatment that stands loosely."""
    text = page.folded.text
    last = min(stop, one.end + BEHIND_CHARS)
    for pattern in (_APPROVED, _FIRST_CYCLE) if own.status != "done" else ():
        found = pattern.match(text, one.end, last)
        if found and not _PAST.search(text, one.end, found.end()):
            return Standing("planned", TOLD)
    lead = text[max(0, one.start - LEAD_CHARS) : one.start]
    if own.status is None and own.weight == UNTOLD:
        if _AGREED_TO.search(lead):
            return Standing("planned", TOLD)
        if page.is_question(one.start) and _ASKED_ANY.search(lead):
            return Standing("considered", TOLD)
        if _is_put_to_others(text, one):
            return Standing("planned", SHARED)
        reported = one.kind in AT_ONCE and _OPERATION.search(lead)
        if reported and _REPORTED.search(text, one.end, one.end + REPORT_CHARS):
            return Standing("done", SHARED)
    if own == Standing("done", UNTOLD) and one.kind in {"ssa", "targeted"} and _KEPT.match(text, one.end, stop):
        return Standing("ongoing", UNTOLD)
    return own


def _is_put_to_others(text: str, one: Named) -> bool:
    """Whether a course "from 4/12" is told with a question whether anybody would do otherwise."""
    day = _FROM_A_DAY.match(text, one.end) if one.kind in {"chemo", "prrt", "targeted"} else None
    return day is not None and _UNDECIDED.match(text, day.end()) is not None


def _begun(text: str, one: Named, own: Standing) -> Standing:
    """Whether "we begin octreotide LAR", with no day to come, tells of an injection that is given."""
    lead = text[max(0, one.start - LEAD_CHARS) : one.start]
    if one.kind == "ssa" and _WE_BEGIN.search(lead) and not _LATER.match(text, one.end):
        return Standing("ongoing", TOLD)
    return own


def _of_a_verb(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """How an operation stands that its verb names: planned, thought of, or not told; the verb alone never tells it done."""
    text = page.folded.text
    if own.status not in {None, "done", "ongoing"} or is_dated(text, one):
        return own
    lead = text[max(page.sentence(one.start)[0], one.start - LEAD_CHARS) : one.start]
    if own.status == "done" and own.weight >= TOLD and not _ONCE.search(lead):
        return own
    if _DENIED.search(lead):
        return Standing(None, TOLD)
    if _TO_COME.search(lead) and not page.is_question(one.start):
        return Standing("planned", TOLD)
    if _DAY_BOOKED.match(text, one.end, stop) or _DATE_SET.match(text, one.end, stop):
        return Standing("planned", TOLD)
    if page.is_question(one.start) or _THOUGHT.search(lead) or _ONCE.search(lead) or not lead.strip(" -*>\n"):
        return Standing("considered", TOLD)
    return Standing(None, UNTOLD)


def after_a_verb(text: str, named: list[Named], standings: list[Standing]) -> None:
    """What only follows an operation named by its verb is no more done than that: "resect the primary, then PRRT"."""
    for place in range(1, len(named)):
        before, one = named[place - 1], named[place]
        verb = _VERB.match(text, before.start, before.end) and standings[place - 1].status in {"considered", "planned"}
        if (
            verb
            and standings[place] in {("done", UNTOLD), ("done", SHARED)}
            and _THEN.fullmatch(text, before.end, one.start)
        ):
            standings[place] = standings[place - 1]
