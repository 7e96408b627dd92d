# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Pondered: a treatment that a document only raises - for a meeting, as a question, as a second plan, as one to be thought
of, as what a work-up was for - or on which a meeting has decided."""

import re

from chains.extract.text.day import DATE
from chains.extract.text.page import Page
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import AT_ONCE, ENDED, SHARED, TOLD, UNTOLD, Named, Standing

LEAD_CHARS, BEHIND_CHARS = 90, 110
_MEETING = r"(?:tumou?r ?boards?|boards?|mdts?|mdms?|meeting|conference|council|konsey|committee|panel|colloquium|case discussion)"
_RAISED = re.compile(
    r"\b(?:question|issue|topic|possibility|idea|merits?|role|pros and cons|timing and role) (?:of|about|is) (?:(?:starting|giving|adding|beginning|adjuvant|neoadjuvant|a|an|the|whether to start|palliative|maintenance|up ?front) ){0,3}$"
    rf"|\b{_MEETING}\b[^.;:\n]{{0,25}}? (?:re|about|regarding|concerning|to discuss|for discussion of|to consider):? (?:(?:the|starting|possible|whether|a|an) ){{0,2}}$"
    r"|\b(?:requirements?|criteria|prerequisites?|conditions|suitability|eligibility) for (?:the |an? )?$"
    r"|\b(?:plan|option) (?:b|c|2|3)\b[^;\n]{0,30}?[:=-] ?$"
    r"|\b(?:if|should) (?:pd|progression|progressing|progressive|he progresses|she progresses|growth|worse)[^.;\n]{0,20}?(?:->|→|:|,|>|=|-|then) ?(?:consider |then |would )?$"
)
"""What stands before a treatment that is only raised."""
_TO_BE_THOUGHT_OF = re.compile(
    r"(?: [a-z-]+){0,3}?,? (?:(?:is|are|will|needs?|has|have|ought|still|should) ){0,2}(?:to )?be(?:ing)? (?:again |then |further |later )?(?:thought (?:about|of)|considered|discussed|weighed(?: up)?|debated|kept in mind|looked (?:at|into)|explored|reserved)"
    rf"|[^.?\n]{{0,60}}?[;:,(-] ?(?:to be|will be|for|needs? to be|should be) (?:discuss(?:ed|ion)|presented|reviewed|decided) (?:in|at|by|with) (?:the |our |your |next )?(?:nets? |multidisciplinary |hpb |local )?{_MEETING}"
    rf"|(?: [a-z]+){{0,2}} (?:is|are|will be|remains?|stays?) (?:the |a )?(?:matter|subject|question|topic|task) (?:of|for) (?:the |our |your )?(?:[a-z]+ )?{_MEETING}"
    r"|(?: [a-z]+){0,2},? (?:is|are|remains?|stays?|being|would be|as) (?:left |kept |held |another |still |only |also )?(?:an? |the |our |another |in )?(?:alternative|(?:later |further |future |reasonable |valid )?option|possibility|reserve|fallback|fall-?back|back-?up|next (?:option|step|line))(?![a-z])"
    r"|(?: [a-z]+){0,2} (?:kept )?in reserve(?![a-z])"
)
_DECIDED = re.compile(
    rf"\b{_MEETING}\b[^.;\n]{{0,30}}?\b(?:agreed|agrees|recommend(?:ed|s)|decided|decides|approved|advised|opted for|in favou?r of|voted for|consensus)(?: (?:on|for|to|give|start|offer|proceed with|with|that|giving|is)){{0,6}}:? (?:(?!no\b|not\b|against\b|continu)[a-z-]+ ){{0,3}}$"
)
"""What a meeting decided, right before a treatment."""
_GOING_ON = re.compile(r"\b(?:continu[a-z]*|already|since|still|stay[a-z]*|further|remain[a-z]*|after|against|not?)\b")
_IS_GIVEN = re.compile(
    r"\b(?:given|had|was|were|since|complet[a-z]*|received|done|tolerat[a-z]*|ongoing|started|continues?)\b"
)
_WORK_UP = re.compile(
    r"[ -](?:pre-?)?(?:screening|work-?up|evaluation|eligibility|candidacy|suitability|feasibility)(?![a-z])"
)
_RULED_OUT = re.compile(
    r"(?:[^\n?.]|\.(?! )){0,90}?(?:->|→|[:,;=-]|\bbut|\bso|\btherefore)[ -]?(?:(?:so|hence|therefore|thus|was|is|were|he is|she is) ){0,2}not (?:offered|eligible|suitable|possible|feasible|a candidate|given|pursued|indicated|recommended|done)(?![a-z])"
)
_COST = re.compile(
    r"\b(?:costs?|price|pricing|quote|quotation|funding|reimbursement|budget|coverage) (?:of|for)(?: the)?(?: [a-z-]+)? $"
)
_RANGE = re.compile(
    r" ?(?:x ?|, )?[2-6] ?(?:-|to) ?[3-8](?: ?(?:cycles?|courses?|x))?(?![\d/]|\.\d)(?! ?(?:mg|weeks|years|months|%))"
)
_SYNDROME = re.compile(r"[ -](?:syndrome|fever|pain)(?![a-z])")
_RISKS = re.compile(
    r"\b(?:risks?|complications?|explain(?:ed|ing)|explanation|including|such as|warned|possible|expected?|counsel+ed)\b[^.;\n]{0,60}$"
)
"""Before what may follow from a treatment: "the risks (post-embolisation syndrome, ulcer)"."""
_IN_CYCLES = re.compile(
    r"[^?]{0,260}?\b(?:four|three|two|[2-4]) (?:cycles|courses|administrations|infusions) (?:of|at|with|x|a) (?:about |approx\. ?)?[\d.]+ ?(?:gbq|mci)[^.;\n]{0,60}? (?:is|are) (?:planned|foreseen|intended|scheduled|requested|proposed)\b"
)
_STARTS = re.compile(
    r"(?: \d{1,3}(?:\.\d)? ?mg)?[^.?\n]{0,60}?[,;(-] ?(?:to )?(?:start|begin)(?:s|ing)? (?:when|once|as soon as|on|after|next|tomorrow|~|in \d)"
)
_ON_THE_LIST = re.compile(
    r"[^?]{0,380}?\b(?<!please )(?<!could you )(?:(?:put|placed|added|have listed|listed) (?:her|him|them)(?: (?:on|onto|to) (?:my|the|our) (?:waiting |operating |theatre |surgical |urgent )?list| for (?:this|it|theatre|surgery))|(?:booked|listed) (?:her|him) (?:in |on |for ))"
)
"""Behind an operation that was talked over: the surgeon has put the patient on the list for it."""
_MAPPING = re.compile(
    rf"[^?]{{0,330}}?\b(?:work-?up|mapping|maa|planning|preparatory|simulation) (?:angiogra[a-z]*|study|procedure|session|scan)[^.;?\n]{{0,30}}? (?:(?:is|has been) )?(?:fixed|booked|scheduled|planned|set|arranged) (?:on|for) {DATE}"
)
"""Behind an embolisation that was talked over: its first step has its day."""
_HOLDS = re.compile(
    r"\b(?:hold|holding|held|delay|postpone|re-?schedule|move|defer|push back)(?:d|ed|ing)? (?:the |his |her )?$"
)
_A_LATER = re.compile(r"[ ,(]{1,2}(?:cycle|c|#|no\.?|dose) ?#?[2-9](?![\d/.])")
_AGREED = re.compile(r"[ .,;:(-]{1,3}(?:this was |all |it was )?(?:agreed|accepted|consensus|recommended|all agree)\b")


def pondered(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Settle the treatments that nothing but a question, a meeting or a work-up names."""
    text = page.folded.text
    stops = [*(one.start for one in named[1:]), len(text)]
    for place, (one, own, stop) in enumerate(zip(named, standings, stops, strict=True)):
        if own.weight == ENDED or own.status == "declined":
            continue
        standings[place] = _pondered(page, text, one, own, stop)


def _pondered(page: Page, text: str, one: Named, own: Standing, stop: int) -> Standing:
    low = max(page.sentence(one.start)[0], one.start - LEAD_CHARS)
    lead = text[low : one.start]
    line = text.find("\n", one.end, one.end + BEHIND_CHARS)
    last = min(line if line >= 0 else len(text), one.end + BEHIND_CHARS)
    loose = own.weight <= SHARED
    if _WORK_UP.match(text, one.end) and own.status in {None, "done", "ongoing"} and loose:
        return Standing(None, TOLD)
    if own.status in {None, "done"} and loose and _RULED_OUT.match(text, one.end, min(stop, last)):
        return Standing(None, TOLD)
    if own.status == "done" and _SYNDROME.match(text, one.end) and _RISKS.search(lead):
        return Standing(None, TOLD)
    if one.kind == "prrt" and own.status is None and _IN_CYCLES.match(text, one.end):
        return Standing("planned", TOLD)
    if own.status == "done" and loose and _COST.search(lead):
        return Standing(None, UNTOLD)
    if one.kind in {"chemo", "prrt"} and own.status in {None, "done", "ongoing"} and loose:
        several = _RANGE.match(text, one.end, last)
        if several:
            return Standing("planned", TOLD) if _AGREED.match(text, several.end()) else Standing(None, UNTOLD)
    if (
        one.kind in {"chemo", "prrt"}
        and own.status != "ongoing"
        and _HOLDS.search(lead)
        and _A_LATER.match(text, one.end)
    ):
        return Standing("ongoing", TOLD)
    if is_dated(text, one) or own.status == "ongoing":
        return own
    to_begin = one.kind in {"ssa", "targeted", "chemo"} and own.status in {None, "considered"} and loose
    if to_begin and _STARTS.match(text, one.end, min(stop, last)):
        return Standing("planned", TOLD)
    if one.kind in AT_ONCE and own.status == "considered" and _ON_THE_LIST.match(text, one.end):
        return Standing("planned", TOLD)
    decided = _DECIDED.search(lead) if own.status in {None, "done"} else None
    if (
        decided
        and not _GOING_ON.search(decided.group())
        and not _IS_GIVEN.search(text, one.end, min(stop, one.end + 30))
    ):
        return Standing("planned", TOLD)
    if one.kind == "liver_directed" and own.status == "considered" and loose and _MAPPING.match(text, one.end):
        return Standing("planned", TOLD)
    open_yet = own.status in {None, "planned"} or (own.status == "done" and loose)
    if not open_yet or own == Standing(None, TOLD):
        return own
    raised = _RAISED.search(lead) or _TO_BE_THOUGHT_OF.match(text, one.end, last)
    return Standing("considered", TOLD) if raised else own
