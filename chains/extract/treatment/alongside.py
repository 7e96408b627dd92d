# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Alongside: a drug that is named because of something beside it - a herb, a vaccine, a side effect, a stop before an operation - runs.

"May she take St John's wort w/ sunitinib? I said no" refuses the herb; "could it be the lanreotide?" asks of a cause, and
"stop everolimus how long before?" is asked of somebody who takes it.
"""

import re
from functools import cache

from chains.extract.text.page import Page
from chains.extract.text.vocabulary import either, table
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import ENDED, SHARED, TOLD, Named, Standing

LEAD_CHARS, BEHIND_CHARS, FAR_CHARS = 90, 60, 170
"""How far before a drug the other thing may be named, and how far behind it its stop, within a sentence and beyond."""
_DRUGS = {"ssa", "targeted", "chemo"}
_LONG = {"ssa", "targeted"}
_PRODUCT = r"(?: (?:lar|autogel|depot|injections?|tablets?|treatment|\d{1,3}(?:\.\d)?(?: ?mg)?)){0,3}"
_CAUSE = re.compile(
    r"(?:\b(?:could|can|may|might) (?:it|this|that|these|they|all this) (?:(?:also|just|really|all) )?(?:be|come from)(?: (?:due to|caused by|because of|related to|from|a side ?-?effect of|an effect of|down to|secondary to))? (?:(?:only|just) )?(?:the|his|her|their)"
    r"|\b(?:is|are|was|could|can|might|may)\b[^.;?\n]{2,50}\b(?:due to|caused by|because of|related to|from|a side ?-?effect of|down to|secondary to)(?: (?:the|his|her|their))?) $"
)
_WITH = r"(?:with|w/|w|and|&|\+|plus|together with|alongside|on top of|under|during|while on|whilst on|on)(?: (?:the|his|her|their|current))? $"
_WANTED = re.compile(
    r"\b(?:consider[a-z]*|options?|start[a-z]*|add(?:ed|ing)?|plan[a-z]*|offer[a-z]*|trial|switch[a-z]*|recommend[a-z]*|suggest[a-z]*|before|prior to|propos[a-z]*)\b"
)
_STOP_AHEAD = re.compile(
    r"(?:(?:^ ?|[.;:,(\n→-] ?)|\b(?:and|pls|please|then|to|must|should|needs?|will|would|also|we|i) )(?:stop|hold|pause|withhold|discontinue|interrupt)(?: (?:the|his|her|s\.?c\.?|short[ -]acting|daily|taking)){0,3} $"
)
_TIME_BEFORE = re.compile(
    rf"{_PRODUCT},?[^.;?\n]{{0,12}}?\b(?:\d{{1,2}}|an?|one|two|three|four|six|few)(?: ?-? ?\d{{1,2}})? ?-?(?:h|hrs?|hours?|d|days?|w|wks?|weeks?|months?)(?: at least)? (?:before|prior|pre|ahead|in advance)(?![a-z])"
)
_WHEN_TO_STOP = re.compile(
    r"[^?\n]{0,130}?\b(?:(?:stop|hold|pause|interrupt|withhold)(?: (?:it|this|the (?:drug|tablets?|treatment)))? (?:how (?:long|many|early)|when)|how (?:long|many|early|far)(?: [a-z]+){0,4}? (?:off|stop(?:ped)?|pause|hold|held)|when (?:to|should (?:we|he|she|i)|do (?:we|i)|must (?:we|he|she)) (?:stop|hold|pause|interrupt)|(?:hold|pause|stop|interrupt|skip)(?: (?:the )?(?:drug|it|tablets?|treatment|therapy|dose|medication)| or (?:reduce|continue))(?: [a-z]+){0,4})[^?\n]{0,25}\?"
)
"""A question behind a drug, in its sentence or the next, of when it is to be stopped, or whether it is to be held."""
_OVER = re.compile(
    r"\b(?:stopped|discontinued|ceased|previous(?:ly)?|prior|after|failed|until|till|finished|completed|switched|declin[a-z]*|refus[a-z]*|no longer|never|start[a-z]*|begin|plan(?:ned)?|consider[a-z]*|option)\b"
)
_PAPER = re.compile(
    r"\b(?:prescription|script|rx|supply|pack|box|tablets|authori[sz]ation|approval)(?: (?:for|of|the|his|her)){1,2} $"
)
_RUNS_OUT = re.compile(
    rf"{_PRODUCT}(?: (?:od|bd|daily))?(?: (?:prescription|script|rx|supply|pack|box|tablets))? (?:(?:has|have|is|are|will|just|only) ){{0,2}}(?:runs? out|ran out|running out|run out|expires?|expired|finish(?:es)?|lasts?|ends?)(?= (?:on|by|this|next|today|tomorrow|sunday|[a-z]{{3,6}}day|until|in|soon|for)|[ ?]?[.,;)\n?])"
)
_TAG = re.compile(
    r"\((?=[^()\n]{0,70}\b(?:(?:p|pan|si)?-?nets?|carcinoids?|neuroendocrine|insulinoma|gastrinoma|glucagonoma|vipoma)\b)[^();:?\n]{3,90}[,+/] ?(?:now )?(?:on |under |with )?$"
)
_TAG_ENDS = re.compile(
    r"(?: (?:lar|autogel|depot|\d{1,3}(?:\.\d)?(?: ?mg)?|monthly|od|daily|q ?\d ?w?(?:k|eeks)?|q28d)){0,4} ?\)(?! ?:)"
)
_DATED_PAST = re.compile(r"[^,(]*(?:(?:19|20)\d\d|'\d\d|\bx ?\d)[^,(]*")
"""An item of such a bracket with its year: "(pNET, Whipple 2021, lanreotide)"."""
_HISTORY = re.compile(
    r"[a-z](?:ectomy|mus|nib|tem)\b|\b(?:prrt|tace|sirt|chemo|rfa|surgery|op|s/p|after|post|prior|previous|had|failed|stopped|resect[a-z]*|operated|then|no|not|declined|refused|plan[a-z]*|for|candidate|\?)\b"
)
_NOW_WORSE = re.compile(r" ?\)? ?(?:now )?(?:progress|pd\b|new (?:liver|lesion|met)|growing|relaps|recurr)")


@cache
def _things() -> re.Pattern[str]:
    return re.compile(either(list(table("status")["alongside"]["things"])) + rf"(?: [a-z0-9'-]+){{0,4}}? ?{_WITH}")


def alongside(page: Page, one: Named, own: Standing, stop: int) -> Standing:
    """The standing of a drug with what stands beside it that is told only of somebody who takes it."""
    text = page.folded.text
    if one.kind not in _DRUGS or own.status == "ongoing" or own == Standing(None, TOLD) or is_dated(text, one):
        return own
    low = page.sentence(one.start)[0]
    lead = text[max(low, one.start - LEAD_CHARS) : one.start]
    if _STOP_AHEAD.search(text, max(0, one.start - LEAD_CHARS), one.start) and _TIME_BEFORE.match(
        text, one.end, one.end + BEHIND_CHARS
    ):
        return Standing("ongoing", TOLD)
    if own.weight == ENDED:
        return own
    if one.kind in _LONG and _runs_out(text, one, lead):
        return Standing("ongoing", TOLD)
    if own.status == "planned":
        return own
    beside = _things().search(lead)
    if beside and not _WANTED.search(lead[: beside.end()]):
        return Standing("ongoing", TOLD)
    if own.status == "declined":
        return own
    if page.is_question(one.start) and _CAUSE.search(lead) and own.weight <= TOLD:
        return Standing("ongoing", TOLD)
    if own.weight <= SHARED and own.status != "considered" and one.kind in _LONG and _is_tag(page, one):
        return Standing("ongoing", SHARED)
    if own.weight <= SHARED and not _OVER.search(lead[-40:]):
        asked = _WHEN_TO_STOP.match(text, one.end, min(stop, one.end + FAR_CHARS))
        if asked and not _OVER.search(asked.group()):
            return Standing("ongoing", TOLD)
    return own


def _runs_out(text: str, one: Named, lead: str) -> bool:
    """Whether the supply of a drug comes to its end, so that there was one."""
    named = _RUNS_OUT.match(text, one.end, one.end + BEHIND_CHARS)
    if named is None:
        return False
    return (
        _PAPER.search(lead) is not None
        or re.search(r"prescription|script|\brx|supply|pack|box|tablets|out", named.group()) is not None
    )


def _is_tag(page: Page, one: Named) -> bool:
    """Whether a drug ends the bracket that says what patient it is: "Mr Costa (pNET, Whipple 2021, everolimus)"."""
    text = page.folded.text
    tag = _TAG.search(text, max(0, one.start - LEAD_CHARS - BEHIND_CHARS), one.start)
    if tag is None or not _TAG_ENDS.match(text, one.end) or _NOW_WORSE.match(text, one.end):
        return False
    return not _HISTORY.search(_DATED_PAST.sub("", tag.group()))
