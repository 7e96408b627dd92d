# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""FDG uptake: tumour that takes up FDG somewhere in a report, which outweighs the organs there that do not.

"SUVmax 14 in the mass, no uptake in nodes" is a positive FDG PET; "FDG PET negative" stays what it is.
"""

import re
from collections.abc import Iterator

from chains.extract.imaging.fdg_time import EARLIER, time_of
from chains.extract.imaging.modality import Exam, Modalities
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table

CLAUSE_CHARS = 90
"""How far around an SUV the tumour is looked for that has it."""
REPORT_CHARS = 600
"""How far behind the name of the examination, beside another tracer's, a figure may be told of it."""
PARTIAL = -1
"""The rank of a result that is told of one organ only."""
_SUV = re.compile(
    r"(?<![a-z])suv ?-?(?:max|mean|peak|bw|lbm)?(?: ?(?:=|:|~|>|of|up to|is|was|values?|at|to|about)){0,3} ?\(?(?P<value>\d{1,2}(?:\.\d{1,2})?)(?!\d)"
    r"|(?<![\d.a-z])(?P<ahead>\d{1,2}(?:\.\d{1,2})?) suv(?:max)?(?= ?(?:[.,;)\n]|$))"
)
_HYPERMETABOLIC = re.compile(
    r"(?<![a-z])(?:hypermetabolic|(?:strongly|intensely|moderately|markedly|highly|very) (?:fdg[ -])?(?:avid|active))(?![a-z])"
)
_BREAK = re.compile(
    r"[.;\n](?!\d)|, (?=(?:no|without|but|physiolog[a-z]*|(?:the )?(?:rest|others?|remaining|remainder))(?![a-z]))|(?<![a-z])(?:while|whereas|but)(?![a-z])"
)
_TUMOUR = re.compile(
    r"(?<![a-z])(?:p-?nets?|nets?|necs?|nens?|carcinoids?|metasta[a-z]+|mets|liver|hepatic|primary|tumou?rs?|mass(?:es)?|lesions?|deposits?|lymph|nod(?:e|es|al)|lymphadenopathy|adenopathy|disease|bon[ey]s?|osseous|skelet[a-z]+|vertebra[a-z]*|pancrea[a-z]*|peritone[a-z]+|recurrence|scapula|ribs?|sacr(?:um|al)|ili(?:um|ac)|femur|humerus|sternum|spine|segments?)(?![a-z])"
)
_NOT_TUMOUR = re.compile(
    r"(?<![a-z])(?:physiolog[a-z]*|background|blood ?pool|reference|normal|same (?:uptake )?as|isometabolic|thyroid|tooth|teeth|dental|tonsil[a-z]*|muscles?|brown fat|fractures?|arthr[a-z]+|joints?|polyps?|adenomas?|granulom[a-z]*|sarcoid[a-z]*|reactive|inflammat[a-z]*|infect[a-z]*|pneumon[a-z]*|abscess[a-z]*|degenerat[a-z]*|prostat[a-z]*|breast|parotid|warthin[a-z']*|cut-?off|threshold|dota[a-z]+|ga-?68|68 ?-?ga|postop[a-z]*|post-op[a-z]*|anastomosis|scars?|lymphoma|melanoma|blood glucose)(?![a-z])"
)
_ORGAN = r"(?:lymph|nod(?:e|es|al)|bon[ey]s?|osseous|skelet[a-z]+|liver|hepatic|lungs?|pulmonary|pleura[a-z]*|thora[a-z]+|chest|hil[a-z]+|mediastin[a-z]+|axill[a-z]+|cervical|abdom[a-z]+|femur|spine|ribs?|peritone[a-z]+|pelvi[a-z]+|adrenals?|brain|head|neck)"
_OF_A_PART = re.compile(
    rf"(?: (?:uptake|activity|avidity|avid|foci|focus|active))?(?: (?:seen|noted|found|present))? (?:in|of|at|within|on) (?:the |any |her |his |other |both |all )?(?:[a-z-]+ ){{0,3}}?(?:{_ORGAN}|distant|rest|remainder|remaining)(?![a-z])"
    rf"|[ -](?:avid |active |positive )?(?:[a-z]+ or )?{_ORGAN} (?:or [a-z]+ )?(?:lesions?|nodules?|nodes?|foc(?:us|i)|uptake|disease|adenopathy|mets|metasta[a-z]+|mass(?:es)?)(?![a-z])"
    r"|,? (?:else|elsewhere|outside|beyond|further|other|besides|apart|beside|new)(?![a-z])"
)
"""Behind a denial: the part of the body that it is told of, or that it is told of what there is beside the tumour."""
_HEADED = re.compile(
    rf"[ *>-]{{0,4}}(?:the )?{_ORGAN}(?:(?: |/|, ?|& ?| and )(?:{_ORGAN}|nodes|wall|bones?)){{0,3}} ?[:–]"
)
"""The organ at the head of a line of a report: "Chest: no FDG-avid lesion"."""
_REST = re.compile(
    r"(?<![a-z])(?:no|without|not any) (?:[a-z]+(?: |/|, )){0,4}?(?:nodal|distant|other|further|additional|extra-?hepatic|extra-?thoracic|extra-?pulmonary|else|hilar|mediastinal|osseous|bone|hepatic|contralateral)(?![a-z])"
)
"""A denial of what there is beside the tumour: "no nodal or distant FDG-avid disease"."""

_BESIDE = re.compile(
    r"(?: ?[-:(,/]| |ct|pet|positive|pos|avid|with|\+|\d{1,2}/(?:20)?\d\d|(?:rect(?:um|al)|anal|gastric|stomach|oesophag[a-z]+|esophag[a-z]+|duoden[a-z]+|ile[a-z]+|ca?ec[a-z]+|colon[a-z]*|sigmoid|thym[a-z]+|mediastin[a-z]+|lung|wall)(?![a-z])){0,8}"
)
"""Between an examination and a figure that is its result by itself: "FDG SUV 7", "FDG PET: rectum SUV 19"."""
_YET = re.compile(
    r", ?(?:but |while |whereas |only |and )?(?:the |his |her ){0,1}[^,;.()]{0,40}?(?<![a-z])(?:still|remain(?:s|ed|ing)?|glow(?:s|ing)?|hot|avid|lights?|shows?|lit)(?![a-z])[^,;.]{0,24}$"
)
"""Before a figure: what is told of the tumour behind a denial of something else: "no uptake in liver, primary still hot"."""


def is_of_a_part(page: Page, start: int, end: int) -> bool:
    """Whether a negative result is told of one organ, or of what there is beside the tumour."""
    low, high = page.sentence(start)
    if _OF_A_PART.match(page.text, end, high) or _HEADED.match(page.text, low, start):
        return True
    return _REST.search(page.text, max(low, start - CLAUSE_CHARS), end) is not None


def with_uptake(page: Page, modalities: Modalities, found: list[Found]) -> list[Found]:
    """The results, with the uptake of tumour that a report tells by figures; what is negative as a whole stays."""
    if any(fact.value == "positive" or fact.rank >= 0 for fact in found) or not modalities.fdg:
        return found
    uptake = next(_uptakes(page, modalities), None)
    if uptake is None:
        return found
    own = time_of(page, uptake.start, uptake.end)
    if own == EARLIER or any(time_of(page, fact.start, fact.end) > own > 0 for fact in found):
        return found
    return [*found, uptake]


def _uptakes(page: Page, modalities: Modalities) -> Iterator[Found]:
    first, least = modalities.fdg[0], table("imaging")["fdg_figure"]["least_suv"]
    for match in scan(_SUV, page.folded.text, first.start):
        if float(match["value"] or match["ahead"]) >= least and _is_of_tumour(
            page, modalities, match.start(), match.end()
        ):
            yield Found("fdg", "positive", match.start(), match.end())
    if modalities.receptor:
        return
    for match in scan(_HYPERMETABOLIC, page.text, first.start):
        if _is_of_tumour(page, modalities, match.start(), match.end()):
            yield Found("fdg", "positive", match.start(), match.end())


def _is_of_tumour(page: Page, modalities: Modalities, start: int, end: int) -> bool:
    """Whether a tracer's uptake is FDG's, in what is tumour, and asserted."""
    tracer = modalities.last_tracer(start)
    if (
        tracer is None
        or tracer.kind != "fdg"
        or page.context(start, end) & {"asked", "planned", "considered", "hypothetical"}
        or _is_denied(page, start, end)
    ):
        return False
    if modalities.receptor and _leaves_the_report(page, modalities, tracer, start):
        return False
    low, high = page.sentence(start)
    text = page.text
    begin = max([low, *(stop.end() for stop in _BREAK.finditer(text, max(low, start - CLAUSE_CHARS), start))])
    yet = _YET.search(text, max(begin, tracer.end), start)
    begin = yet.start() if yet else begin
    stop = _BREAK.search(text, end, min(high, end + CLAUSE_CHARS))
    clause = text[begin : stop.start() if stop else min(high, end + CLAUSE_CHARS)]
    beside = _BESIDE.fullmatch(text, tracer.end, start) is not None
    if beside and tracer.start > begin:
        clause = clause[tracer.start - begin :]  # "dotatate negative, FDG SUV 14"
    return (beside or _TUMOUR.search(clause) is not None) and _NOT_TUMOUR.search(clause) is None


def _is_denied(page: Page, start: int, end: int) -> bool:
    """Whether a figure is denied, by more than a denial of something else that a comma ends before it."""
    denial = page.covering("negated", start, end) if "negated" in page.context(start, end) else None
    if denial is None:
        return False
    yet = _YET.search(page.folded.text, max(page.sentence(start)[0], start - CLAUSE_CHARS), start)
    return yet is None or yet.start() < denial.trigger[1] or _TUMOUR.search(page.text, yet.start(), start) is None


def _leaves_the_report(page: Page, modalities: Modalities, tracer: Exam, start: int) -> bool:
    """Whether another examination begins a line between an FDG PET and a figure, or it stands too far behind."""
    if start - tracer.end > REPORT_CHARS:
        return True
    others = modalities.between(tracer.end, start)
    return any(exam.kind == "other" and page.text[exam.start - 1] in "\n-" for exam in others)
