# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Monthly: a drug of which one dose, its supply or its day is told runs: "two weeks before the next octreotide shot".

Who asks for cover of an injection, takes *his* drug, has run out of it, missed it, or has had it since a year is on it,
whatever a question or a word of what is to come makes of the sentence; a first dose and a refusal stay as they are.
"""

import re

from chains.extract.text.day import WEEKDAY
from chains.extract.text.page import Page
from chains.extract.treatment.standing import ENDED, SHARED, TOLD, UNTOLD, Named, Standing

LEAD_CHARS, BEHIND_CHARS = 60, 90
"""How far before a drug, and behind it, the words on one dose of it may stand."""
_DRUGS = {"ssa", "targeted", "chemo", "other"}
_PRODUCT = r"(?:(?: (?:lar|autogel|depot|la|monthly|\d{2,3}(?: ?mg)?)){0,3})"
_DOSE = r"(?:inj(?:ection)?s?\.?|shots?|jabs?|doses?|depot|needle)(?![a-z])"
_ORDINAL = (
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|2nd|3rd|[4-9]th|1\dth|[2-9]\dth|usual|monthly)"
)
_NEXT = re.compile(
    rf"\b(?:before|until|till|for|when(?: is)?|(?P<own>his|her|their)|due|after|to)(?: (?P<of>his|her|their|the))? (?:next|usual|{_ORDINAL}) $"
)
_DUE = re.compile(r"\bdue (?:for )?(?:the |his |her |their )?(?:next |monthly )?$")
_MISSED = re.compile(
    r"\b(?:missed|skipped|forgot|late (?:for|with)|overdue (?:for|with)) (?:the |his |her |their |one |a |last |this |month's ){1,3}$"
)
_HIS = re.compile(r"\b(?:his|her|their|[a-z]{2,20}'s) (?:usual |monthly |daily |regular )?$")
_TAKE = re.compile(
    r"\b(?:take|have|get|receive|inject|miss|skip|delay|postpone|cover|do|give|bring|swallow|need)(?: (?:him|her|them|mr|mrs|ms|[a-z]{2,20}'s|the|a|this|his|their|usual|monthly|month's)){0,3} $"
)
_FIRST = re.compile(
    r"\b(?:first|1st|initial|loading|start(?:s|ed|ing)?|begin(?:s|ning)?|commence|new|whether|if|stop|trial|offer(?:ed)?|advise|decline[ds]?|refuse[ds]?|not|no|never)\b"
)
_ONE_DOSE = re.compile(rf"{_PRODUCT} ?{_DOSE}")
_AT_A_TIME = re.compile(
    rf"{_PRODUCT}(?: {_DOSE})? (?:at \d|today|tomorrow|tmrw|this (?:{WEEKDAY}|morning|afternoon|week)|on {WEEKDAY}|{WEEKDAY}|next (?:week|{WEEKDAY}))"
)
_RAN_OUT = re.compile(
    rf"{_PRODUCT}(?: (?:pa|prior auth[a-z]*|auth[a-z]*|approval|prescription|script|rx|supply|authori[sz]ation))? (?:(?:has|have|is|are|was|will|just) ){{0,2}}(?:ran out|run out|running out|expired|expires?|to be renewed|needs (?:renewing|renewal)|used up)\b"
)
_RENEW = re.compile(
    r"\b(?:renew|renewal of|re-?new|refill(?: of)?|re-?order|repeat (?:script|prescription|rx) (?:of|for)|another (?:script|prescription|rx) for|more)(?: (?:the|his|her|their))? $"
)
_RENEWED = re.compile(rf"{_PRODUCT} (?:rx|script|prescription|refill)(?! (?:new|first))\b")
_SINCE = re.compile(
    r"[^.;?\n]{0,24}?,? (?:which|that) (?:he|she|they|pt|patient) (?:has|have|has had|has been on|is on|takes|gets|receives|has taken|has received)(?: (?:now|already|it|them|taken|had))? (?:since|for (?:\d|many|several|some|over|more|two|three|four|five|six|ten))\b"
)
_SELF = re.compile(
    r"[ ,-]{1,2}self-? ?(?:inject(?:s|ing|ed|ion)?|administ[a-z]+)(?!(?:ion)? (?:train|teach|educ|course|class|less))(?= ?[.,;)\n])"
)
_AFTER_SOME = re.compile(
    r"\bafter (?:only |just |the |his |her )?(?:[123]|one|two|three|first|second|third|1st|2nd|3rd) (?:monthly )?$"
)
_PAUSED = re.compile(
    rf"{_PRODUCT} (?:paused|stopped|held|withheld|interrupted|still paused)\? ?(?:-|–|→|>)? ?(?:no|not at all|nope)[,.;:]? ?(?:last|continues?|continued|given|still|goes on|never paused|as usual|he|she)"
)
_OVER = re.compile(
    r"\b(?:stop(?:ped|s)?|discontinued|ceased|then (?:changed|switched|stopped)|now off|gave up|no longer|until|till)\b"
)


def monthly(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a drug with what is told of one dose, its supply, or since when it is taken."""
    if one.kind not in _DRUGS or own.weight == ENDED or own.status in {"declined", "ongoing"}:
        return own
    text = page.folded.text
    low, high = page.sentence(one.start)
    lead = text[max(low, one.start - LEAD_CHARS) : one.start]
    high = min(max(high, one.end), stop, one.end + BEHIND_CHARS)
    if own.weight <= TOLD and _SINCE.match(text, one.end, high):
        return Standing("ongoing", TOLD)
    if _FIRST.search(lead) and not _PAUSED.match(text, one.end):
        return own
    if one.kind in {"ssa", "targeted"} and (_RAN_OUT.match(text, one.end, high) or _renewed(lead)):
        return Standing("ongoing", TOLD)
    if _PAUSED.match(text, one.end, min(stop, one.end + BEHIND_CHARS)):
        return Standing("ongoing", TOLD)
    open_to_all = own.status in {"considered", "planned"} or own.weight == UNTOLD or own == Standing(None, SHARED)
    if page.is_question(one.start) and open_to_all and one.kind in {"ssa", "targeted"} and _taken(text, one, lead):
        return Standing("ongoing", TOLD)
    if one.kind == "ssa" and not _OVER.search(text, one.end, high) and _is_one_of_many(text, one, own, lead):
        return Standing("ongoing", TOLD)
    return own


def _renewed(lead: str) -> bool:
    """Whether a prescription is renewed: "renew Sandostatin LAR rx"."""
    return _RENEW.search(lead) is not None


def _taken(text: str, one: Named, lead: str) -> bool:
    """Whether a question is of one dose of what is taken: "may he take his lanreotide this Friday?"."""
    if _HIS.search(lead) and _TAKE.search(lead):
        return True
    return one.kind == "ssa" and _TAKE.search(lead) is not None and _AT_A_TIME.match(text, one.end) is not None


def _is_one_of_many(text: str, one: Named, own: Standing, lead: str) -> bool:
    """Whether an injection is told as the next one, a missed one, or one of the first few that did good."""
    dose = _ONE_DOSE.match(text, one.end) is not None
    following = _NEXT.search(lead)
    if following and (dose or following["own"] or following["of"] in {"his", "her", "their"}):
        return True
    if own.status == "planned" and _DUE.search(lead):
        return True
    if own.weight <= SHARED and own.status in {None, "done"} and _SELF.match(text, one.end):
        return True
    if own.status is None and own.weight == UNTOLD and _MISSED.search(lead):
        return True
    return own.status == "done" and dose and _AFTER_SOME.search(lead) is not None
