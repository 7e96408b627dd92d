# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Prescription: a drug that was written up and not fetched, or stopped before its first dose, was never taken."""

import re

from chains.extract.text.hint import Hint
from chains.extract.text.page import Page
from chains.extract.treatment.standing import SHARED, TOLD, Named, Standing, may_be_given

LEAD_CHARS, BEHIND_CHARS = 60, 130
"""How far before a drug its stop may be told, and how far behind it that it was not fetched."""
_DRUGS = {"ssa", "targeted", "chemo", "other"}
_NOT = r"(?:(?:has|have|had|is|was|were|did|does|do|could|be|been)(?: ?n't| not)(?: yet)?(?: been| be)?|not(?: yet)?(?: been)?|never(?: yet)?(?: been)?|yet to be|still (?:not|to be)|remains to be)"
_NOT_FETCHED = re.compile(
    rf"\b(?:{_NOT} (?:yet )?(?:picked (?:it |them |this )?up|pick(?:ed)? (?:it |them |this )?up|collect(?:ed)?|fetch(?:ed)?|dispensed|filled|fill|delivered|arrived|shipped|obtained|bought|got it|received it|redeemed|cashed)(?: (?:it|them))?(?: yet)?"
    r"|(?:still|waiting|sits|sitting|lying|left|ready) (?:at|in|with) (?:the |his |her )?pharmacy|awaiting (?:delivery|pick ?-?up|collection|dispensing|shipment|(?:prior )?auth[a-z]*|insurance|funding|approval|copay|specialty pharmacy)|waiting (?:for|on) (?:the )?(?:delivery|prior auth[a-z]*|insurance|funding|approval|copay|pharmacy|shipment)"
    r"|pending (?:delivery|pick ?-?up|collection|prior auth[a-z]*|insurance|approval)|(?:to be|needs to be|will be|must be) (?:picked up|collected|dispensed|delivered)|(?:box|bottle|pack|packet|blister|vial)s? (?:still |is |are |remains? ){0,9}(?:un-?opened|sealed|intact|full)|un-?opened|not (?:yet )?(?:started|begun|commenced|taking it|taken (?:it|any)|on it)(?: yet)?(?! (?:on|with) (?!it))|(?:has|have)(?:n't| not) (?:yet )?(?:started|begun|commenced)(?: (?:it|yet|taking it|them))?(?= ?(?:[.,;)\n]|$)| as | because | due )|(?:wants?|will|would like|prefers?|wishes|asked|decided) to wait|hesitates|(?:is )?hesitant|thinking (?:it|this) over)"
)
_NEVER_TAKEN = re.compile(
    r"\b(?:never (?:filled|fetched|collected|picked (?:it |them )?up|redeemed|dispensed|started|began|begun|took|taken|swallowed|opened|used|injected)(?: (?:it|them|any|one|a (?:single )?(?:dose|tablet|pill)))?|(?:not|n't|never) (?:actually |ever |yet )?(?:taken|took|take|swallowed) (?:a single|any|one|even one|a)(?: (?:dose|tablet|pill|capsule|of (?:it|them)))?|(?:insurance|insurer|funding|health plan|payer|cost) (?:was |has |had |then |again ){0,2}(?:denied|declined|refused|rejected|would(?:n't| not) (?:pay|cover))|not covered|could(?:n't| not) afford|returned (?:it |the (?:box|bottle|pack|tablets) |them )?(?:unopened|unused|to the pharmacy)|binned it)"
)
_AT_HAND = re.compile(
    r"(?: ?\d+ ?mg)?(?: (?:lar|autogel|depot|syringes?|tablets?|box(?:es)?|pens?|injections?|ampoules?|is|are|still|lying|sitting|unopened|unused|remains?)){1,4} (?:still )?in (?:his|her|the|their) (?:fridge|refrigerator|drawer|cupboard|bag|cabinet)|[^.;\n]{0,30}?\b(?:on paper only|only on paper)|[^.;\n]{0,40}?\b(?:drug|tablets|medication|box|parcel|shipment|supply) (?:(?:has|have|is|are|was|were) ?(?:n't| not)(?: yet)? (?:arrived|been delivered|delivered|come|here)|never (?:arrived|came))"
)
"""What lies unused, or never came, whoever prescribed it."""
_NO_ACTIVITY = re.compile(
    r"[^;\n]{0,80}?\b(?:no (?:activity|drug|dose|radioactivity|lutetium|chemo|treatment) (?:was )?(?:given|injected|infused|delivered|administered)|nothing (?:was )?(?:given|infused|injected|administered))\b"
)
_FIRST_CYCLE = re.compile(
    r"\b(?:(?:first|1st|initial)(?: (?:cycle|dose|course|infusion|injection))?(?: of)?|(?:cycle|c|dose)[ #]?(?:1|one))(?: (?:the|her|his))? $"
)
_WRITTEN = re.compile(
    r"\b(?:prescri[a-z]+|script(?:s|ed)?|rx'?d?|issued(?: with)?|ordered|e-?prescribed|written up(?: for)?|wrote)(?: (?:for|of|him|her|an?|the|with|trial|\d+ ?mg|pt|patient|last week|yesterday|today|new|of)){0,4} $"
)
_WRITTEN_BEHIND = re.compile(
    r"(?: ?\d+(?:\.\d)? ?(?:mg|mcg)(?: (?:od|bd|daily|q4w|monthly))?| (?:lar|autogel|depot|tablets?|capsules?|injections?|(?:is|are|was|were|has been|have been|in (?:his|her) drawer|at home))){0,9},? ?(?:prescri(?:bed|ption)|script|rx|e-?prescribed|ordered|issued|written up|to be (?:picked up|collected)|tablets|box)\b"
)
_NEW = re.compile(
    r"(?:^|[.;:,(\n-] ?|\b(?:with|got|has) (?:an? )?)new (?:rx|prescription|script|start|drug)s?(?: ?:| of| for| -)? $"
)
_NEW_BEHIND = re.compile(
    r"(?:,? ?\d+(?:\.\d)? ?(?:mg|mcg)(?: (?:od|bd|daily|q4w|monthly))?)?,? ?[(:-]? ?new (?:rx|prescription|script|start)(?= (?:for|before|pending|to)(?![a-z])| ?[.,;:)\n]|$)"
)
"""A drug that is written up for the first time."""
_ANEW = re.compile(
    r"\b(?:refill|repeat|next|second|2nd|third|more|renew(?:al|ed)?|another|further|new (?:box|pack|supply)|since (?:19|20)\d\d|continu[a-z]+|on it since|takes|taking|tolerat[a-z]+|restart(?:ed)?|again|started(?! yet))\b"
)
"""What tells that the drug runs, and that only its next supply is told of."""
_FIRST = r"(?:(?:the |his |her |its |even (?:the |his |her )?|a |any )?(?:very )?(?:first|1st|initial|single) (?:tablet|dose|cycle|injection|infusion|capsule|pill|session|course|shot|jab|treatment|administration|fraction|day|one)\b(?! of (?!it)[a-z]+)|(?:cycle|c|dose|day|d)[ #]?(?:1|one)(?!\d|\.\d)\b|c1d1|(?:it|this|that|treatment|therapy|he|she|they|we|drug|the drug) (?:(?:even|was|were|ever|had|could|had been|actually|been|be) ){0,4}(?:start(?:ed)?|beg[aiu]n|taken|given|take|commenced)(?: (?:it|any|with it))?\b|(?:ever |even |actually )?(?:starting|beginning|commencing|taking|getting|receiving)(?: (?:it|them|any|with it|treatment))?(?= ?(?:[.,;)\n]|$)| as | because | due | for )|(?:it|any) (?:was |could be |had been )?given)"
_STOPPED = r"(?:stopped|suspended|revoked|retracted|put on hold|stop|discontinued|d/c'?d?|dc'?d|cancelled|canceled|withdrawn|withdrew|abandoned|aborted|called off|came off|pulled|dropped|ended|ceased|terminated|halted|taken off|off|(?:changed|switched|replaced)(?: (?:to|by|with|for) [a-z]+)?|died|deteriorated)"
_BEFORE_IT = re.compile(
    rf"(?:'s)?[^.;\n]{{0,70}}?\b{_STOPPED}(?: [a-z]+){{0,3}} (?:before|prior to|ahead of|without|already before) {_FIRST}"
)
_BEFORE_ONLY = re.compile(rf"(?: [a-z]+){{0,3}} (?:before|prior to|ahead of|without) {_FIRST}")
_STOPPING = re.compile(
    rf"\b(?:{_STOPPED}|(?:took|take|taken) (?:himself|herself|him|her|themselves) off)(?: (?:the|his|her|this|from)){{0,9}} $"
)
_HINT = Hint(
    r"prescri|script|rx|issued|order|written up|wrote|picked up|collect|fridge|refrigerator|drawer|cupboard|cabinet|bag|paper|arriv|never came|deliver| come|before|prior to|ahead of|without|no activity|no drug|no dose|no radio|no lut|no chemo|no treat|nothing|box"
)
_GIVEN_ALREADY = re.compile(
    r"(?<!prescribed in )(?:19|20)\d\d|\bx ?\d|\b\d (?:cycles|doses)\b|\bafter (?:\d|two|three|four|a (?:week|month))"
)


def _hints(page: Page) -> bool:
    """Whether the text holds a word for a prescription, or for a stop before the first dose."""
    return _HINT.stands_in(page.folded.text)


def not_taken(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a drug with what is told of its prescription, and of a course stopped before it was begun."""
    if own.status in {"declined", "considered"} or not page.kept(_hints):
        return own
    text = page.folded.text
    low = max(page.sentence(one.start)[0], one.start - LEAD_CHARS)
    lead = text[low : one.start]
    line = text.find("\n", one.end, one.end + BEHIND_CHARS)
    end = min(stop, line if line >= 0 else len(text), one.end + BEHIND_CHARS)
    if may_be_given(own):
        before = _BEFORE_IT.match(text, one.end, one.end + BEHIND_CHARS) or (
            _STOPPING.search(lead) and _BEFORE_ONLY.match(text, one.end, one.end + BEHIND_CHARS)
        )
        if before and not _GIVEN_ALREADY.search(before.group()):
            return Standing(None, TOLD)
    if may_be_given(own) and _FIRST_CYCLE.search(lead) and _NO_ACTIVITY.match(text, one.end, end):
        return Standing(None, TOLD)
    if one.kind not in _DRUGS:
        return own
    if own.status is not None and _AT_HAND.match(text, one.end, end) and not _ANEW.search(lead):
        return Standing("planned", TOLD)
    first = own.status == "ongoing" and own.weight <= SHARED
    if first and not _ANEW.search(lead) and (_NEW.search(lead) or _NEW_BEHIND.match(text, one.end, end)):
        return Standing("planned", TOLD)
    written = _WRITTEN.search(lead) or _WRITTEN_BEHIND.match(text, one.end, end)
    if not written or _ANEW.search(lead):
        return own
    never = _NEVER_TAKEN.search(text, one.end, end)
    fetched = never or _NOT_FETCHED.search(text, one.end, end)
    if fetched is None or _ANEW.search(text, one.end, fetched.start()):
        return own
    return Standing(None if never else "planned", TOLD)
