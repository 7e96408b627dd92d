# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Cued: how a treatment stands by the cues of its own, the one before it and the one after it."""

import re

from chains.extract.treatment.answered import is_answered_no
from chains.extract.treatment.appointments import is_now_appointed
from chains.extract.treatment.awaited import is_awaited
from chains.extract.treatment.cues import Cue
from chains.extract.treatment.injections import is_recent
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.papers import on_paper
from chains.extract.treatment.standing import AT_ONCE, SHARED, TOLD, UNTOLD, Named, Standing, standing
from knowledge.case import Span

_DONE_TO = {*AT_ONCE, "liver_directed"}
"""What nobody is "on"."""
_REPORTED_ON = re.compile(
    r"\b(?:histolog[a-z]*|path(?:olog[a-z]*)?|report(?:ed)?|ki ?-?67|mib ?-?1|counts?|carcinoid|nets?|specimens?|performed|done|found|seen|measured|stain[a-z]*|confirmed|shown|proven|nodes?|margins?)\b[^.;?\n]{0,30}$"
)
"""What is told of the specimen of an operation: "typical carcinoid on the wedge"."""
NEAR_CHARS = 24
"""How close "planned" must follow to overrule "had" before: "he had surgery planned"."""
_FURTHER = re.compile(
    r"\b(?:second|third|fourth|2nd|3rd|4th|next|remaining|last|final|two more|another|further)(?: and (?:last|final))? (?:cycles?|doses?|courses?|injections?|administrations?) of (?:the |her |his )?$"
)
_FURTHER_COURSE = re.compile(
    rf"{_FURTHER.pattern}|\b(?:second|third|fourth|2nd|3rd|4th) (?:and (?:last|final) )?$|(?<![a-z0-9])(?:c|cycle|#) ?#?[2-9] (?:of (?:the |her |his )?)?$"
)
_NEXT_INJECTION = re.compile(r"(?:is |was |now ){0,12}(?:due|next due|next (?:one|dose|injection))(?! to)")
"""What is due again and again: "his lanreotide is due on Thursday"."""
_FIRST_DOSE = re.compile(r"\b(?:first|1st|loading|initial) (?:dose|injection|jab|shot) of (?:the |her |his )?$")
_FIRST_INJECTION = re.compile(r"\b(?:first|1st|loading|initial) (?:dose|injection|inj|jab|shot)\b")
_DATED = re.compile(
    r"(?: specimen| resection)?,? \(?(?:of |in |from |done in |performed in )?(?:[a-z]{3,9} |\d{1,2}[./])?(?:19|20)\d\d\b"
)
_COUNTED = re.compile(r"\b(?:cycles?|courses?|doses|sessions?)\b|\dx|x ?\d")
_UNDECIDED = re.compile(r"(?:[^;:?]{0,60} )?(?:if|whether)\b")
"""What leaves open, before a treatment, whether it is needed: "not sure if PRRT is needed"."""
_ADVISED = re.compile(r"recommend(?:ed|s)?|advis(?:ed|es)|favou?r(?:ed|s)|propos(?:ed|es)")
_BEGUN_WITH = re.compile(r"(?:to )?(?:start|begin|commence)")
_AS_FIRST = re.compile(r"\b(?:first|1st|initial) $")
_CONSULT = re.compile(r"[a-z]+ (?:consult|opinion|review|eval)[a-z]* [a-z]+")
_OPEN = re.compile(r"(?:is |still )?(?:pending|awaited|outstanding|requested|due)")
_BOARD = re.compile(
    r"\b(?:meeting|board|mdt|mdm|conference|panel|committee|colloquium|multidisciplinary team)\b[^.;:?\n]{0,60}$"
)
_SHALL = re.compile(r"should\b|in favou?r of")
_AGREED = re.compile(
    r"\b(?:agreed|decided|decision (?:was|is)|consensus (?:was|is)|outcome (?:was|is))\b[^.;:?\n]{0,50}$"
)
_EVER = re.compile(
    r"[ \n*-]*(?:(?:has|had|did|have|was) (?:he|she|they|the patient|pt) )?(?:ever |already )?(?:had|have|received|undergone|been given|given|got|previous|prior)\b"
)
"""How a sentence begins that asks whether a treatment was given."""
_GIVEN_BY_NOW = re.compile(r"\b(?:given|administered|injected|received|had)\b")
"""What is to begin, and was given, has begun."""
_ON_HOLD = re.compile(r"\b(?:on hold|held|holding|paused|withheld|suspended)\b")
_NOT_YET = re.compile(r"(?:the |his |her )?(?:first|1st)\b[^.;\n]{0,30}\b(?:not yet|outstanding|awaited|pending)\b")
_LATER_CYCLE = re.compile(
    r"[ ,(]{1,3}(?:cycle|c|dose|course|no\.?)? ?#?(?:[2-9]|1\d)(?![\d/]|\.\d| ?(?:mg|gbq|weeks|days))(?![a-z])"
)
_CONTINUES = re.compile(r"continu(?:es|ing|ed)\b|(?:stays?|remains?|still|goes) on\b")
"""What runs is not to come because of the place or the day of its next dose."""
_LATER_ONE = re.compile(r"[ ,(]{1,2}(?:cycle|c|#|dose|no\.?) ?#?(?:[2-9]|1\d)(?![\d/]|\.\d| ?(?:mg|gbq))")
_INJECTIONS = re.compile(r" (?:the |any |all |further |more |monthly )?(?:injections?|shots?|depots?|jabs?)(?![a-z])")
_SINCE_A_YEAR = re.compile(r"since (?:early |late |mid |[a-z]{3,9} )?(?:19|20)\d\d [a-z]")
_ABOUT_DOSE = re.compile(r"(?:at )?(?:reduced |low |full |half |lower )?(?:the )?dose(?![a-z])")
"""What tells of the dose alone runs as well in a plan."""


def cued(text: str, one: Named, within: Span, before: Cue | None, after: Cue | None) -> Standing | None:
    """What the cues of a treatment itself say; what comes after it weighs more than what comes before."""
    if after and after.status == "declined" and one.kind != "ssa" and _INJECTIONS.match(text, after.end):
        after = None  # "ablation of both, planned wk 34. She refused injections"
    if papers := on_paper(text, one, before, after):
        return papers
    if text.startswith("?", one.end) and _EVER.match(text, within[0], one.start):
        return Standing(None, TOLD)  # "Had RFA? The report says no ablation performed"
    if is_answered_no(text, one, within[1]):
        return Standing(None, TOLD)
    if before and before.status == "came":
        if came := _came_for(text, one, after):
            return came
        before = before._replace(status="planned")
    if one.kind == "ssa" and not (after and after.status in {"ended", "denied", "declined"}) and is_recent(text, one):
        return Standing("ongoing", TOLD)
    cue = after if after and not after.weak else before
    if before is None and after and after.weak and after.status == "considered":
        return standing(after.status, one.kind)
    if before and after and _is_opinion_awaited(text, before, after):
        return Standing("considered", TOLD)
    if before and after and after.status == "planned" and _UNDECIDED.match(text, before.start, before.end):
        return Standing("considered", TOLD)
    if cue is before and before and is_awaited(text, one, before, within[0]):
        return Standing("planned", TOLD)
    if after and one.kind == "ssa" and after.status == "planned" and _is_next(text, one, before, after):
        first = _FIRST_INJECTION.search(text, one.end, after.start)
        if first or _FIRST_DOSE.search(text, max(0, one.start - 30), one.start):
            return Standing("planned", TOLD)
        return standing("ongoing", one.kind)
    if before and _holds(before, after):
        cue = before
    elif before and before.status == "ended" and after and text.startswith("since", after.start):
        cue = before  # "off CAPTEM since March"
    elif before and before.status == "planned" and after and after.status in {"ongoing", "begun"} and after.firm:
        given = _GIVEN_BY_NOW.search(text, after.start, after.end)
        cue = after if given else before  # "start octreotide LAR next Monday"
    elif before and before.status == "planned" and after and _NOT_YET.match(text, after.start, after.end):
        cue = before  # "start lanreotide next Monday, first dose not yet given"
    elif before and before.status == "planned" and after and _ABOUT_DOSE.match(text, after.start, after.end):
        cue = before  # "switch to CAPTEM, dose reduced"
    elif before and after and after.status == "ongoing" and is_dated(text, one) and _is_prior(text, one, before):
        cue = before  # "prior PRRT x4, so dose reduced"
    elif before and after and after.status == "planned" and _CONTINUES.match(text, before.start, before.end):
        cue = before  # "continues octreotide LAR, to be given at your surgery"
    elif before and before.status == "planned" and after and after.status == "considered":
        cue = after if text[after.start : after.end].startswith("v") else before
    elif before and before.status in {"done", "ended"} and after and after.status in {"considered", "planned"}:
        had = text[before.start : before.end] in {"had", "has had"}
        cue = after if had and after.start - one.end <= NEAR_CHARS else before
    if cue is None:
        return None
    further = _FURTHER_COURSE if one.kind in {"prrt", "chemo", "ssa"} else _FURTHER
    if (
        cue.status == "ongoing"
        and cue is before
        and one.kind in {"liver_directed", "radiotherapy"}
        and is_dated(text, one)
    ):
        return Standing("done", TOLD)  # "metastases since 2019, treated with RFA x2 in 2019 and 2021"
    later = cue is after and cue.status == "ongoing" and _SINCE_A_YEAR.match(text, cue.start) is not None
    if (
        later
        and one.kind in {"liver_directed", "radiotherapy"}
        and text[one.end : cue.start].rstrip()[-1:] in {",", ";"}
    ):
        return Standing("done", TOLD)  # "mediastinum irradiated 50 Gy, since 2023 bone metastases"
    if cue.status == "planned" and cue is after and one.kind in {"prrt", "chemo"} and _LATER_ONE.match(text, one.end):
        return Standing("ongoing", TOLD)  # "PRRT cycle 2 moved to 24/4"
    if cue.status == "planned" and further.search(text, max(0, one.start - 40), one.start):
        return standing("started", one.kind)
    if text[cue.start : cue.end] in {"on", "under"} and one.kind in _DONE_TO:
        reported = _REPORTED_ON.search(text, max(0, cue.start - 60), cue.start)
        return Standing("done", SHARED) if reported else Standing(None, UNTOLD)  # "his views on surgery"
    if text[cue.start : cue.end] == "now" and one.kind in AT_ONCE and is_now_appointed(text, one, within[1]):
        return Standing("planned", TOLD)
    if cue.status == "unsaid" and one.kind in {"prrt", "chemo"} and _is_before_a_later_one(text, one, cue):
        return Standing("ongoing", TOLD)
    if cue.status == "ended" and one.kind in _DONE_TO and _ON_HOLD.search(text, cue.start, cue.end):
        return Standing(None, TOLD)  # "Whipple is on hold": what is done at once has not begun
    if cue.status == "considered" and cue.start < one.start and _is_decided(text, cue):
        return Standing("planned", TOLD)
    if cue.status == "compared":
        happened = one.kind in AT_ONCE or _DATED.match(text, one.end)
        return Standing("done" if happened else "considered", TOLD)
    if cue.status == "present" and _COUNTED.search(text, cue.end, one.start):
        return Standing("done", TOLD)
    return standing(cue.status, one.kind)


def _is_opinion_awaited(text: str, before: Cue, after: Cue) -> bool:
    """Whether it is the opinion that is to come, not the treatment: "surgical consult for resection pending"."""
    if after.status != "planned" or not _CONSULT.fullmatch(text, before.start, before.end):
        return False
    return _OPEN.fullmatch(text, after.start, after.end) is not None


def _is_next(text: str, one: Named, before: Cue | None, after: Cue) -> bool:
    """Whether the injection to come is only the next one: "lanreotide is due", "lanreotide due next week"."""
    if before and _BEGUN_WITH.match(text, before.start, before.end):
        return False  # "start lanreotide, due next week"
    if _AS_FIRST.search(text, max(0, one.start - 30), one.start):
        return False
    due = before is None and text[one.end : after.start].strip() in {"due", "is due", "next due"}
    return due or _NEXT_INJECTION.match(text, after.start) is not None


def _came_for(text: str, one: Named, after: Cue | None) -> Standing | None:
    """Whether what a patient came in for runs: an injection, or a later cycle; else it may be for the first time."""
    if after and after.status in {"ended", "denied", "declined", "off", "broken_off", "unsaid"}:
        return None
    if one.kind in _DONE_TO and is_dated(text, one):
        return Standing("done", TOLD)
    if one.kind == "ssa" or _LATER_CYCLE.match(text, one.end):
        return Standing("ongoing", TOLD)
    return None


def _holds(before: Cue, after: Cue | None) -> bool:
    """Whether a cue before a treatment holds against the one after it: a denial, "despite", "cycle 2 of 4 … given"."""
    if after is None or (before.status == "denied" and after.status == "declined"):
        return after is None and before.status in {"denied", "declined"}
    if before.status in {"denied", "declined"}:
        return True
    if before.status == "present":
        return after.status in {"considered", "planned", "started", "denied"}
    return after.status in before.firm


def _is_prior(text: str, one: Named, cue: Cue) -> bool:
    """Whether "prior" stands right before a treatment."""
    return one.start - cue.end <= 1 and text[cue.start : cue.end] in {"prior", "previous"}


def _is_decided(text: str, cue: Cue) -> bool:
    """Whether "recommended" is told of a board, or "should have" of what was agreed."""
    before = text[max(0, cue.start - 80) : cue.start]
    return bool(
        (_ADVISED.match(text, cue.start) and _BOARD.search(before))
        or (_SHALL.match(text, cue.start) and _AGREED.search(before))
    )


def _is_before_a_later_one(text: str, one: Named, cue: Cue) -> bool:
    """Whether it is told what comes before a later cycle: "creatinine before PRRT #2", "bloods before cycle 3 CAPTEM"."""
    if not text.startswith(("before", "prior to", "ahead of", "pre"), cue.start):
        return False
    return _LATER_ONE.match(text, one.end) is not None or _FURTHER_COURSE.search(text, cue.end, one.start) is not None
