# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Running: a drug or a course that goes on by what stands beside it, though a word of the past or a question says otherwise.

A depot of last week works on ("had his lanreotide 8 days ago"), week 5 of a tablet is no past, and neither is the first of
four cycles two hours ago. What ended, was the last one, or belongs to a year long ago stays as it was read.
"""

import re

from chains.extract.text.day import WEEKDAY
from chains.extract.text.page import Page
from chains.extract.treatment.cycles import latest_cycle
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import ENDED, SHARED, TOLD, UNTOLD, Named, Standing

LEAD_CHARS, BEHIND_CHARS, FAR_CHARS = 80, 70, 160
"""How far before a treatment, behind it, and behind it in the next sentences the words may stand by which it runs."""
_LONG = {"ssa", "targeted"}
_DRUGS = {"ssa", "targeted", "chemo"}
_N = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a few|a couple of)"
_FEW_WEEKS = r"(?:[1-6]|one|two|three|four|five|six|a|a few|a couple of)"
_PRODUCT = r"(?: (?:lar|autogel|depot|la|sc|s\.c\.?|im|i\.m\.?|iv|deep|monthly|inj(?:ection)?s?\.?|shot|jab|dose|acetate|\d{2,4}(?: ?(?:mg|mcg|µg|ug))?)){0,5}"
_OWNED = r"(?:the|his|her|their|last|latest|usual|monthly|own|first|second|third|fourth|1st|2nd|3rd|\d{1,2}th|next|long|acting|long-acting|depot|lar|inj(?:ection)?|dose|shot|jab|of|im|sc|only)"
_JUST_NOW = rf"(?:{_N} (?:d|days?|nights?|h|hrs?|hours?) (?:ago|back|before|earlier)|{_FEW_WEEKS} (?:w|wks?|weeks?) (?:ago|back|before|earlier)|yest(?:erday)?|today|this (?:morning|week|afternoon)|last (?:night|week|{WEEKDAY})|(?:on )?{WEEKDAY})(?![a-z])"
_HAD = re.compile(
    rf"\b(?:had|got|gotten|received|given|has had|administered|injected|after|post|since|following)(?: {_OWNED}){{0,5}} $"
)
_LATELY = re.compile(
    rf"{_PRODUCT}[ ,(]{{1,2}}(?:(?:only|just|about|approx\.?|ca\.?|~|some|already|given|at the gp) ?){{0,2}}{_JUST_NOW}"
)
_DAYS_AFTER = re.compile(
    rf"(?:\b(?:day|d|night) ?\+?\d{{1,2}}|(?<![\d.]){_N} ?(?:d|days?|h|hrs?|hours?)|(?<![\d.]){_FEW_WEEKS} ?(?:w|wks?|weeks?)) ?(?:post|after|since|following|p)(?: {_OWNED}){{0,5}} ?-?$"
)
"""What tells before an injection how long ago it was: "day 1 post", "2 days after her"."""
_OVER = re.compile(
    r"\b(?:stop(?:ped|s)?|discontinu[a-z]*|ceased|abandon[a-z]*|last|final|complet[a-z]*|finish[a-z]*|end(?:ed)?|no (?:more|further|longer)|switch[a-z]*|changed|until|till|now on|withdr[a-z]*|off|declin[a-z]*|refus[a-z]*|gave up|quit|never|failed|previously|formerly|(?:19|20)\d\d|'\d\d|years? ago|months? ago|died)\b"
)
_LAST_ONE = re.compile(r"\b(?:last|final) (?:and |ever )?$|\b(?:final|last ever|stopp?[a-z]*|end of|no|not|never)\b")
_WEEK = re.compile(
    r"[ ,:(-]{1,3}(?:\d{1,3}(?:\.\d{1,2})? ?mg(?: (?:od|bd|daily))?,? ?)?(?:now )?(?:in )?(?:wk|week|month|mth|mo|day)s? ?#?\d{1,3}(?![\d./-]|\s?(?:to|until) )"
)
"""Behind a drug the week of it that this is: "cabozantinib week 5"."""
_BY_NOW = re.compile(
    r"(?:\b(?:since|from)|(?P<result>\b(?:after|post|following)))(?: (?:the|his|her))? (?:(?:re-?)?start(?:ing)?|initiation|initiating|commencement|commencing|beginning|introduction|introducing)(?: (?:of|on|with))?(?: (?:the|his|her|\d{1,3} ?mg))? $"
)
_AFTER = re.compile(r"\b(?:after|post|since|following)(?: (?:the|his|her))? $")
_START = re.compile(r"(?: \d{1,3} ?mg)? (?:start|initiation|commencement|introduction|begin(?:ning)?)(?![a-z])")
_STILL = re.compile(
    r"[^.;?\n]{0,70}?(?:[,;(–-] ?|\band )(?:(?:he|she|pt|they|patient|and|but|is|are|he's|she's) ){0,3}(?:still|stays?|remains?|currently|now)(?: still)? (?:on (?:it|this|that)|(?:gets?|takes?|has|having|taking|getting|receiving|gets) (?:it|this|them))(?![a-z])"
)
_TELLS_NO = re.compile(
    r" ?\?{1,2} ?(?:- ?|→ ?)?no\b[^.;?\n]{0,40}?\b(?:continu[a-z]*|takes?|taking|still|on it|goes on|has it|gets it|carries on)\b"
)
"""What is answered to "has she stopped it?": she goes on."""
_REVIEW = re.compile(
    r"\b(?:review|check|adjust|titrate|up-?titrate|increase|reduce|confirm|clarify|re-?chart|re-?write|re-?prescribe)(?: (?:the|his|her|my|dose|rate|of|current|sc|iv|mr|mrs|[a-z]{2,14}'s)){0,4} $"
)
_ITS_DOSE = re.compile(rf"{_PRODUCT} (?:dose|dosing|rate|inf(?:usion)?|order|chart|pump)(?![a-z])")
_DOSE_NOW = re.compile(
    r"[^.;?\n]{0,30}?(?:\b(?:now|currently|at present|presently)(?: at| on)? \d{2,4}(?! ?(?:%|mm|cm))|\d{2,4} ?(?:mcg|mg|µg|ug)?(?:/h| ?/ ?24 ?h)?(?: (?:x ?\d|\dx|tds|tid|bd|sc|daily|od)){0,3} now(?![a-z]))"
)
_SINCE = re.compile(
    rf"[^.;?\n]{{0,40}}? (?:up |running |on )?(?:since|from) (?:yest(?:erday)?|last night|this morning|today|last {WEEKDAY}|{WEEKDAY})(?![a-z])"
)
_ORDERED = re.compile(
    r"(?: \d{1,3}(?:\.\d)? ?mg)? (?:order|charted|(?:is )?(?:on|in) (?:the|his|her) (?:drug |med(?:ication)? )?(?:chart|list))(?![a-z])(?![^.;\n]{0,30}\bnot (?:yet )?(?:started|given|taken))"
)
_REDUCED = re.compile(r"[^?\n]{0,120}?\b(?:hold|stop|pause|interrupt|reduc(?:e|ed)|down|lower|skip)\b")
_BETTER = re.compile(
    r"\b(?:better|improv(?:ed|ing|es)|settl(?:ed|ing)|resolv(?:ed|ing)|controlled|gone|normali[sz]ed|less)(?: (?:now|a lot|much|already|again|nicely|well)){0,2} (?:with|w/|w|on|under|since)(?: (?:the|his|her|starting))? $"
)
_UNREAL = re.compile(
    r"\b(?:would|could|might|may|should|can|will|if|when|until|once|not|never|hop(?:e|es|ing)|expect[a-z]*|whether|had|were|was)\b|n't\b|\?"
)
_ON_A_DOSE = re.compile(
    r"[^?\n]{0,150}?\b(?:stable|well|sd|controlled|fine|is|been|now|yrs?|years?|months?)(?: [a-z0-9]+){0,3} on (?:60|90|120|10|20|30|40) ?mg,? (?:q ?\d{1,2} ?(?:d|w)|every|monthly|4-? ?weekly|/ ?4 ?w)"
)
"""An interval behind a dose tells that the analogue before it runs: "lanreotide shortage … stable on 120 mg q28d"."""
_HIS_MONTHLY = re.compile(
    r"\b(?:his|her|their|[a-z]{2,14}'s) (?:usual |regular )?(?:monthly|(?:\d|four|three)[ -]?week(?:ly|s)|q ?\d{1,2} ?[dw]|every (?:4|four) weeks) $"
)
_STABLE_ON = re.compile(
    r"\b(?:stable|sd|well|controlled)(?: (?:for|since|now|disease|\d{1,2}|[a-z]+ (?:yrs?|years?|months?)|yrs?|years?|months?|(?:19|20)\d\d)){0,4} on \d{2,3} ?mg (?:of )?$"
)
_EARLY = r"(?:first|second|third|1st|2nd|3rd)"
_FRESH = re.compile(
    rf"(?:(?<![\d.]){_N} ?(?:h|hrs?|hours?|d|days?)|(?<![\d.])(?:[1-9]|10|one|two|three|four|five|six|eight|ten) ?(?:w|wks?|weeks?)|\b(?:day|d|wk|week) ?\+?\d{{1,2}}) ?(?:post|after|since|following)(?: (?:the|his|her|my)){{0,1}}(?P<n> {_EARLY}(?: (?:cycle|dose|course|infusion|round))?| (?:cycle|c|dose) ?#?[123])?(?: of)?(?: the| his| her)? ?-?$"
)
_CYCLE = re.compile(
    rf"[ ,(-]{{1,3}}(?:(?:{_EARLY}) (?:cycle|dose|course|infusion|round)|(?:cycle|c|dose|#) ?#?[123](?![\d/.]))(?! ?(?:of|/) ?\d)"
)
_A_CALL = re.compile(
    r"[^.;\n]{0,40}?\b(?:d|day|wk|week) ?\+?\d{1,2},? ?\(?(?:after |of |post )?(?:cycle|c|dose) ?#?[123](?![\d/.])(?! ?(?:of|/) ?\d)"
)
_POST = re.compile(r"\b(?:post|after|since|following)[ -]$")
_HAD_ONE = re.compile(
    r"(?:\b(?:had|got|received|after|given|gave)|[:,;(]) (?:only )?(?:c|cycle) ?#?(?P<n>[1-5])(?![\d/.])|(?:^|[.;\n:] ?)(?:c|cycle) ?#?(?P<m>[1-5]) (?:was )?(?:given|had|done|ok|in)\b"
)
_FROM_NEXT = re.compile(r"\b(?:from|with|for|at|before|as of|in) (?:c|cycle) ?#?(?P<n>[2-6])(?![\d/]|\.\d)")
_NUMBERED = re.compile(r"(?<![a-z0-9])(?:c|cycle) ?#?[1-3](?: of)? $")
_GIVEN = re.compile(r" (?:was |has been |is )?(?:given|infused|in|well tolerated|tolerated)(?= ?(?:[.,;)\n]|$))")
_PAPER = re.compile(
    r"\b(?:script|prescription|order|rx|chart|bag|protocol|order form)s?(?: (?:for|of|the|his|her)){1,2} $"
)
_A_LATER = re.compile(
    r"(?: (?:therapy|treatment|infusion))?(?:[ ,(]{1,2}(?:cycle|cyc|c|#|no\.?|nr\.?)|#) ?#?(?P<n>[2-9]|1\d)(?![\d/.])"
)
_LATER_ONES = re.compile(
    r"[ ,(]{1,2}(?:cycles?|c|courses?|cures?) ?#?(?:[3-9]|1\d) ?(?:-|–|to|and|&) ?(?:c ?)?(?:[4-9]|1\d)(?![\d/.])"
)
"""Behind a course that is to come: only its later cycles are ("CAPTEM cycle 7-8, then stop")."""
_ANEW = re.compile(r"\b(?:re-?challenge|re-?treat[a-z]*|again|if|consider[a-z]*|after|would|could|should)\b")
_UNDER_WAY = re.compile(
    r"(?: \(?\d{1,2} ?/ ?\d{1,2}\)?| ?\d{1,2} ?gy)?,? (?:is |now |still )?(?:under ?way|running|in progress)(?![a-z])|,? (?:now )?in (?:week|wk) \d"
)
_GOES_ON = re.compile(r"\b(?:continue|keep|carry on|go on)(?: (?:with|on|the|his|her|giving)){0,2} $")
_BEGINS = re.compile(r"\b(?:start|begin|initiat|commenc|introduc)")


def running(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a systemic treatment with what tells beside it that it runs; ``stop``: where the next one is named."""
    text = page.folded.text
    if one.kind == "targeted" and own.weight <= SHARED and own.status in {"done", "ongoing"} and _is_ordered(text, one):
        return Standing("ongoing", TOLD)
    if one.kind == "ssa" and own == Standing("ongoing", SHARED):
        stable = _STABLE_ON.search(text, max(0, one.start - LEAD_CHARS), one.start)
        return Standing("ongoing", TOLD) if stable else own
    if own.status in {"ongoing", "declined"} or is_dated(text, one):
        return own
    low, high = page.sentence(one.start)
    lead = text[max(low, one.start - LEAD_CHARS) : one.start]
    high = min(max(high, one.end), stop, one.end + BEHIND_CHARS)
    far = min(stop, one.end + FAR_CHARS)
    if one.kind in _DRUGS and _TELLS_NO.match(text, one.end, far):
        return Standing("ongoing", TOLD)
    if own.weight == ENDED or own == Standing(None, TOLD):
        return own
    if own.status == "planned":
        return Standing("ongoing", TOLD) if _is_under_way(text, one, lead) else own
    runs = (
        (one.kind == "ssa" and _is_a_depot(text, one, lead, high, far))
        or (one.kind in _LONG and _is_taken(page, one, own, lead, high))
        or (one.kind in _DRUGS and _has_begun(page, one, own, lead, far))
        or (one.kind in {"prrt", "chemo", "radiotherapy"} and _in_a_course(text, one, own, lead, high, far))
    )
    return Standing("ongoing", TOLD) if runs else own


def _is_under_way(text: str, one: Named, lead: str) -> bool:
    """Whether what was read as planned has begun: a later cycle is ordered, or it is to be continued."""
    if one.kind in {"chemo", "prrt"} and _PAPER.search(lead) and _A_LATER.match(text, one.end):
        return True
    if one.kind in {"chemo", "prrt"} and not _ANEW.search(lead):
        later = _A_LATER.match(text, one.end)
        if later and int(later["n"]) <= latest_cycle(one.kind):
            return True
    if one.kind == "chemo" and _LATER_ONES.match(text, one.end) and not _ANEW.search(lead):
        return True
    if one.kind in _DRUGS and _since_begun(lead):
        return True
    return one.kind in _LONG and _GOES_ON.search(lead) is not None and not _BEGINS.search(lead)


def _since_begun(lead: str) -> bool:
    """Whether something is told since a drug was started."""
    begun = _BY_NOW.search(lead)
    return begun is not None and not begun["result"]


def _is_a_depot(text: str, one: Named, lead: str, high: int, far: int) -> bool:
    """Whether an injection of an analogue was given within its interval, or its dose is told with one."""
    dose = _ON_A_DOSE.match(text, one.end, far)
    if dose and not _OVER.search(dose.group()):
        return True
    if _HIS_MONTHLY.search(lead) and not _OVER.search(text, one.end, high):
        return True
    had, days = _HAD.search(lead), _DAYS_AFTER.search(lead)
    lately = _LATELY.match(text, one.end, high) if had else None
    if lately is None and days is None:
        return False
    told = (had or days).group() if lately else days.group()  # type: ignore[union-attr]
    if _LAST_ONE.search(told.replace("last inj", "inj").replace("last dose", "dose")):
        return False
    return not _OVER.search(text, lately.end() if lately else one.end, high)


def _is_taken(page: Page, one: Named, own: Standing, lead: str, high: int) -> bool:
    """Whether a drug is taken by its dose of today, its order, its review, or what it made better."""
    text = page.folded.text
    if own.status == "considered" and own.weight > UNTOLD and not _BETTER.search(lead):
        return False
    if _BETTER.search(lead) and not _UNREAL.search(lead) and text[high - 1 : high] != "?":
        return True
    if own.status == "considered":
        return False
    if _REVIEW.search(lead) and _ITS_DOSE.match(text, one.end):
        return True
    if one.kind == "ssa" and own.weight <= TOLD:
        for pattern in (_DOSE_NOW, _SINCE):
            found = pattern.match(text, one.end, high)
            if found and not _OVER.search(text, one.end, min(high + 1, found.end() + 20)):
                return True
    return False


def _is_ordered(text: str, one: Named) -> bool:
    """Whether the order of a tablet is told with a question of its dose: "cabozantinib 60 mg charted, letter says 40"."""
    ordered = _ORDERED.match(text, one.end)
    return ordered is not None and _REDUCED.match(text, ordered.end(), ordered.end() + FAR_CHARS) is not None


def _has_begun(page: Page, one: Named, own: Standing, lead: str, far: int) -> bool:
    """Whether the week of a drug is told, what came since its start, or that the patient is still on it."""
    text = page.folded.text
    if own.status == "considered":
        return False
    if own.weight <= SHARED and _WEEK.match(text, one.end):
        return not _OVER.search(lead[-30:]) and not _OVER.search(text, one.end, min(far, one.end + BEHIND_CHARS))
    begun = _BY_NOW.search(lead) or (_AFTER.search(lead) and _START.match(text, one.end))
    if begun and (own.status == "done" or _since_begun(lead)):
        return not _OVER.search(text, one.end, min(far, one.end + BEHIND_CHARS))
    return own.status == "done" and _STILL.match(text, one.end, far) is not None


def _in_a_course(text: str, one: Named, own: Standing, lead: str, high: int, far: int) -> bool:
    """Whether an early cycle of a course was given just now, or a radiation is in one of its weeks."""
    if one.kind == "radiotherapy" or own.status != "done":
        return one.kind != "prrt" and own.weight <= TOLD and _UNDER_WAY.match(text, one.end) is not None
    if one.kind == "chemo" and _goes_on_with_the_next(text, one, far):
        return True
    if _OVER.search(text, one.end, far) or _LAST_ONE.search(lead[-40:]):
        return False
    if one.kind == "chemo":
        return bool(_UNDER_WAY.match(text, one.end) or (_NUMBERED.search(lead) and _GIVEN.match(text, one.end)))
    fresh = _FRESH.search(lead)
    if fresh and (fresh["n"] or _CYCLE.match(text, one.end, high)):
        return True
    return _POST.search(lead) is not None and _A_CALL.match(text, one.end, high) is not None


def _goes_on_with_the_next(text: str, one: Named, far: int) -> bool:
    """Whether one cycle was had and something is told of the next: "had C1, switch to carbo from C2"."""
    low = max(0, one.start - BEHIND_CHARS)
    following = _FROM_NEXT.search(text, one.end, far)
    had = _HAD_ONE.search(text, low, far) if following else None
    return bool(had and following) and int(had["n"] or had["m"]) + 1 == int(following["n"])  # type: ignore[index]
