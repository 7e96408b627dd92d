# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Depot: an analogue that runs, or ended, by what is told of its dose, its last or next injection, or what it did.

"Sandostatin LAR raised to 60 mg", "start Somatuline yesterday", "on it for 14 years, last given 3 weeks ago", "her
lanreotide injections" and "after three months of lanreotide 5-HIAA 140" all tell of one that runs, whatever a word of
the past, a plan or a question around it says; "last dose 4 May, no more to follow" tells of one that is over.
"""

import re

from chains.extract.text.day import DATE, NO_YEAR, NTH, WEEKDAY
from chains.extract.text.page import Page
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import ENDED, SHARED, TOLD, UNTOLD, Named, Standing

LEAD_CHARS, BEHIND_CHARS, FAR_CHARS = 60, 130, 320
"""How far before an analogue, behind it, and behind it in the next sentences the words on it may stand."""
_PRODUCT = r"(?:,? ?\(?(?:lar|autogel|depot|la|s\.?c\.?|i\.?m\.?|inj(?:ection)?s?\.?|shots?|jabs?|dose|the|\d{1,3}(?: ?mg)?|q ?\d{1,2} ?[dw]?|monthly|/ ?\d ?-?w(?:k|eeks?)?|every (?:4|28|four) (?:weeks|days))\)?(?![a-z0-9])){0,5}"
_LATELY = rf"(?:today|yesterday|this (?:week|morning|month)|last (?:night|week|{WEEKDAY})|(?:\d|10|one|two|three|four|five|six|a few) ?(?:d|days|w|wks?|weeks?) ago|(?:1|one|a) (?:week|month) ago)(?![a-z])"
_RAISED = re.compile(
    rf"{_PRODUCT} (?:(?:was|is|has been|now|then|already) ){{0,2}}(?:raised|increased|upped|escalated|doubled|stepped up|put up|brought up|turned up)(?: (?:from|to|at|dose|up))?(?: to)? ?\d"
)
_BEGINS = re.compile(
    r"\b(?:start|starts|started|begin|begins|began|begun|commence|commenced|gave|given|inject(?:ed)?|new)(?: (?:on|with|of|the|her|him|s\.?c\.?))? ?:? ?$"
)
_JUST_BEGUN = re.compile(
    rf"{_PRODUCT},? (?:yesterday|last (?:night|week|{WEEKDAY})|(?:\d|two|three) (?:days|weeks|wks) ago)(?![a-z])"
)
_NEXT = re.compile(
    rf"{_PRODUCT}[ ,(;:]{{1,2}}next (?:(?:one|dose|inj(?:ection)?|is|due|on) ){{0,3}}(?:{DATE}{NO_YEAR}|{NTH}|\d{{1,2}}(?= ?(?:[.,;)\n]|$)))"
)
_LAST = re.compile(
    rf"{_PRODUCT}[^.;\n]{{0,30}}?,? ?[,;(-] ?(?:the )?last (?:one |dose |injection |inj\.? |depot )?(?:was |has been |given |had |injected |administered |received |on ){{0,3}}(?P<when>{_LATELY}|{DATE}{NO_YEAR})"
)
_NO_MORE = re.compile(
    r"[^.;\n]{0,60}?\b(?:last|final) (?:dose|injection|inj\.?|shot|depot|one)\b[^.;\n]{0,40}?[,;(–-] ?(?:then )?(?:no more|none|no further|nothing more|not to be)\b"
)
_AFTER_MONTHS = re.compile(
    r"\b(?:after|since|within) (?:about |only |just |some |the (?:first )?)?(?:\d{1,2}|an?|one|two|three|four|five|six|eight|nine|ten|twelve) (?:months?|mths?|mo|weeks?|wks?|years?|yrs?|injections?|shots?|doses?|depots?)(?: of)?(?: (?:the|her|his|treatment with|therapy with))? $"
    r"|\bafter (?:the |her |his )?(?:\d|first|second|third|fourth|[1-9](?:st|nd|rd|th)) (?:injections?|inj\.?|shots?|doses?|depots?|jabs?) (?:of |with )?$"
)
_DID_GOOD = re.compile(
    r"(?:[ :,-]{1,3}\(?(?!and then)[^.;\n]{0,60}?(?:\b(?:flush(?:es|ing)?|diarrho?ea|stools?|bm|bo|5-?hiaa|cga|symptoms?|cramps?|wheez(?:e|ing)|gastrin|glucose|hypos?)\b[^.;\n]{0,40}?\b(?:less|fewer|better|gone|down|improved|settled|controlled|halved|reduced|normal|from \d{1,3} to \d|only|rare|much)\b|: ?\d))"
)
_ENDS = re.compile(
    r"\b(?:stop(?:ped)?(?! of)|discontinu[a-z]*|ceased|switch[a-z]*|changed|replaced|then (?:everolimus|prrt|captem|chemo|pd)|pd|progress[a-z]*|no longer|instead|had been|was on|years ago|off)\b|(?:19|20)\d\d"
)
_GOES_ON = re.compile(
    r"[^?\n]{0,300}?\b(?:no stop of (?:the |her |his )?(?:injections?|ssa|lar)|(?<!no )(?:injections?|shots?|jabs?|depot|ssa|lar) (?:(?:is|are|will|to|will be|should) )?(?:goes? on|continues?|continued|unchanged|to continue|as before|carry on)|(?:i )?(?:told|advised|asked)(?: (?:him|her|them))?(?: to)? (?:stay|keep|continue|carry) on(?: (?:it|them|this|the injections?))?)(?![a-z])"
)
_FIRST = re.compile(r"\b(?:first|1st) (?:injection of |dose of |inj\.? of |depot of )?$")
_GIVEN = re.compile(rf"{_PRODUCT} (?:was |has been |already )?(?:given|injected|administered|received|had)(?![a-z])")
_STARTED_BEHIND = re.compile(
    rf"[^.;?\n]{{0,24}}[.;,] (?:(?:rx|it|this|so|was|therefore|therapy|treatment|has|been|\d{{2,3}} ?mg|/|\d{{1,2}} ?d|q ?\d{{1,2}} ?[dw]) ?){{0,6}}(?:started|begun|commenced)(?: on)? (?:{DATE}{NO_YEAR}|{_LATELY}|on {NTH}|{WEEKDAY})"
)
_HERS = re.compile(r"\b(?:his|her|their) (?:monthly |usual |4-weekly |regular )?$")
_INJECTIONS = re.compile(
    r"(?: (?:lar|autogel|depot))? (?:injections|shots|jabs)(?![a-z])(?! (?:were|was|have been|had been|until|till|in (?:19|20)))"
)
_NO = re.compile(
    r"\b(?:not|no|never|stopp?[a-z]*|without|declin[a-z]*|refus[a-z]*|would|could|whether|start(?:ing)? (?:his|her|their)|end(?:ed)?|before|if|last|gave up|quit|off)\b"
)
_ITS_DOSE = re.compile(
    r"(?: (?:lar|autogel|depot))? (?:dose|dosage|interval)[^.?\n]{0,20}\? ?(?:(?:is|was|now|she|he|is on|on|has) ){0,3}(?:\d{2,3} ?(?:mg)?,? ?(?:q ?\d|every|monthly|/ ?\d|each))"
)
_PLAN = re.compile(
    r"(?: (?:lar|autogel|depot|\d{2,3}(?: ?mg)?)){0,2} (?:\+|and|&|with|plus) (?:(?:control|follow ?-?up|re-?scan|imaging|scan|ct|mri|review|re-?stag(?:e|ing)|check|surveillance) ){1,2}(?:in |at |after |every )?\(?\d{1,2} ?-?(?:m|mo|mnths?|mths?|months?|w|wks?|weeks?)(?![a-z])"
)
_OPENS = re.compile(r"(?:\A|[.;:\n→] ?|- )\Z")
_OPEN = re.compile(
    r"(?: lar| autogel)? (?:is |was |has been )?not (?:yet )?(?:been )?(?:started|begun|given|introduced|added)(?: yet| so far)? ?[,;:(–-]{1,2} ?(?:but |and |will |we |they |to be |he |she |this |shall |i ){0,4}(?:decid[a-z]*|discuss[a-z]*|consider[a-z]*|depends|think)\b"
)
_OFF = re.compile(
    rf"{_PRODUCT} (?:is |was |now |taken |goes )?off (?:according|as per|per|for|as|by|under|in)(?![a-z])"
)


def depot(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Let an analogue run, or end, by what stands right beside it; what was declined or stopped stays as it is."""
    text = page.folded.text
    for place, one in enumerate(named):
        if one.kind == "ssa":
            stop = named[place + 1].start if place + 1 < len(named) else len(text)
            standings[place] = _of_a_depot(page, one, standings[place], stop)


def _of_a_depot(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of one analogue; ``stop``: where the next treatment is named."""
    text = page.folded.text
    if own.status == "declined" or own.weight == ENDED:
        return own
    last = min(stop, one.end + BEHIND_CHARS)
    if _NO_MORE.match(text, one.end, min(len(text), one.end + BEHIND_CHARS)) and own.status in {"done", "ongoing"}:
        return Standing("done", ENDED)
    if own.status != "planned" and _OPEN.match(text, one.end, last):
        return Standing("considered", TOLD)
    if own.status in {None, "ongoing"} and own.weight <= TOLD and _OFF.match(text, one.end, last):
        return Standing("done", ENDED)
    if own.status == "ongoing" or own == Standing(None, TOLD):
        return own
    low = page.sentence(one.start)[0]
    lead = text[max(low, one.start - LEAD_CHARS) : one.start]
    if _runs(text, one, own, lead, last, stop):
        return Standing("ongoing", TOLD)
    if own.weight == UNTOLD and _OPENS.search(text[: one.start][-3:]) and _PLAN.match(text, one.end, last):
        return Standing("planned", TOLD)
    return own


def _runs(text: str, one: Named, own: Standing, lead: str, last: int, stop: int) -> bool:
    """Whether a dose, an injection, or what it did tells that an analogue runs."""
    if _NO.search(lead):
        return False
    if _RAISED.match(text, one.end, last) or (_HERS.search(lead) and _INJECTIONS.match(text, one.end, last)):
        return True
    if _BEGINS.search(lead) and _JUST_BEGUN.match(text, one.end, last):
        return True
    if own.status == "planned" and own.weight <= SHARED and _NEXT.match(text, one.end, last):
        return _FIRST.search(lead) is None and _BEGINS.search(lead) is None
    if own.status == "considered":
        return bool(_STARTED_BEHIND.match(text, one.end, last) or _ITS_DOSE.match(text, one.end, last))
    if own.status != "done" or is_dated(text, one):
        return False
    if _LAST.match(text, one.end, last) or (_FIRST.search(lead) and _GIVEN.match(text, one.end, last)):
        return True
    if _AFTER_MONTHS.search(lead) and not _ENDS.search(text, one.end, last):
        far = min(stop, one.end + FAR_CHARS)
        return bool(_DID_GOOD.match(text, one.end, last) or _GOES_ON.match(text, one.end, far))
    return False
