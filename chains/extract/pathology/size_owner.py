# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Size owner: whether what is measured is the tumour itself, or the node, the organ or the other growth that it is told with."""

import re
from bisect import bisect_left
from operator import itemgetter

from chains.extract.pathology.size_words import THINGS, Hit, patterns
from chains.extract.text.mask import cancers_in
from chains.extract.text.vocabulary import table

_TUMOUR = r"(?:tumou?rs?|lesions?|mass(?:es)?|nodules?|nets?|p-?nets?|nec|neuro-?endocrine|carcinoids?|carcinomas?|neoplas[a-z]+|polyps?|primary|insulinomas?|gastrinomas?|growth|node|primaries)"
_MACROSCOPY = re.compile(
    rf"\b(?:macro(?:scop[a-z]+)?|gross(?:ly| description)?|specimens?|received|fixed|formalin|submitted|resectate|consist(?:s|ing)|comprising|[a-z]*ectomy|whipple)\b(?:(?!\b{_TUMOUR}\b)[^.;\n]){{0,90}}?\b(?:pancreas|pancreatic|tail|body|corpus|head|lobe|stomach|colon|bowel|ileum|duodenum|appendix|rectum|segment)(?:[ ,/&+]{{1,2}}(?:and|of|with|the|pancreas|pancreatic|tail|body|corpus|head|including|part|specimen)){{0,4}}(?: ?[:=(,]| (?:measuring|measures|measured|of|is|was|length))? ?$"
)
"""A specimen whose own part stands right before its length: "Macroscopy: tail and body 11 cm"."""
_OWN_LENGTH = re.compile(rf"[^.;,\n]{{0,30}}\b(?:{_TUMOUR})\b")
ROW_CHARS = 14
"""How far before a length the mark may stand that sets it apart in a row."""
ORGAN_MM = 40
"""From which length on the part of a specimen may be measured itself; a shorter one is rather that of the tumour."""
MACROSCOPY_CHARS = 150
"""How far before a length the specimen may be named that is measured."""
OLD_NODULE_MM = 10
"""Up to which length a nodule of the lung that does not change is not taken for a tumour that nobody calls one."""
_OLD = r"(?:unchanged|stable|known|old|constant|static|no change|not changed|(?:as|since) (?:before|20\d\d|last|previous[a-z]*)|indeterminate|non-?specific|unspecific|calcified|perifissural|subpleural|granuloma[a-z]*|follow-?up)"
_OF_THE_LUNG = re.compile(
    rf"(?=.*\bnodules?\b)(?=.*\b(?:lung|pulmonary|[lr][uml]l|(?:upper|lower|middle) lobe|lingula)\b)(?=.*\b{_OLD}\b)(?!.*\b(?:tumou?rs?|nets?|carcinoids?|carcinomas?|nec|lcnec|sclc|neuro-?endocrine|primary|biops[a-z]+|avid|resect[a-z]+|dipnech|tumou?rlets?|krenning)\b)[^\n]*"
)
_NEUROENDOCRINE = re.compile(r"\b(?:neuro-?endocrine|p?-?nets?|nec|minen|carcinoid)\b")

_CLAUSE_END = re.compile(r"[.;)\n]")
BEHIND_CHARS = 200
"""How far behind a length a cancer may be named as what was measured."""


def lies_in_a_node(text: str, thing: Hit, hits: list[Hit]) -> bool:
    """Whether what is measured lies in a node or another organ: "nodes positive (one 25 mm)", "omentum with NET, 8 mm"."""
    before = next((hit for hit in reversed(hits) if hit.end <= thing.start and hit.kind in {*THINGS, "other"}), None)
    if before is None:
        return False
    named = text[before.start : before.end]
    is_node = re.match(r"lymph|node|ln|nodal", named) is not None
    if text[thing.start : thing.end] in {"one", "ones"}:
        return is_node
    if thing.kind != "tumour" or not patterns()["holding"].search(text, before.end, thing.start):
        return False
    place = next((hit for hit in reversed(hits) if hit.end <= before.start and before.start - hit.end <= 3), None)
    away = before.kind == "other" or (before.kind == "lesion" and place is not None and place.kind == "other")
    near = re.search(r"[.;,]|\d", text[before.end : thing.start]) is None
    return near and (
        is_node or (away and not named.startswith("splen") and "and" not in text[before.end : thing.start].split())
    )


def is_of_the_tumour_itself(text: str, thing: Hit, length: re.Match[str]) -> bool:
    """Whether no other cancer is named for the thing that is measured: "sigmoid tumour 50 mm: adenocarcinoma"."""
    if re.search(r"net|nec|neuro|carcinoid|noma|minen", text[thing.start : thing.end]) or thing.kind not in {
        *("tumour", "lesion", "polyp"),
    }:
        return True
    cancers = cancers_in(text)
    first = bisect_left(cancers, thing.end, key=itemgetter(1))
    for _, start, over in cancers[first:]:
        if start > length.end() + BEHIND_CHARS:
            break
        stop = _CLAUSE_END.search(text, over)
        end = stop.start() if stop else len(text)
        within = thing.end <= start and over <= length.start()
        behind = length.end() <= start <= end and re.fullmatch(
            r"(?:[ ,:(-]{1,3}|\. (?:[a-z]+ ){0,2}[a-z]*(?:ectomy|resection|biops(?:y|ies)|histology|path)(?: \d[\d./-]{2,9})?: (?:[a-z]+[ -])??)(?:(?:which|this|that|was|is|an?|the|proved|turned|out|to|be|ductal|well|moderately|poorly|differentiated|invasive|primary|histology|path|pathology) ?:?){0,5} ?(?:[a-z]+ )?",
            text[max(length.end(), thing.end) : start],
        )
        if (within or behind) and not _NEUROENDOCRINE.search(text, start, end):
            return False
    return True


def is_of_another_organ(text: str, length: re.Match[str], thing: Hit, hits: list[Hit]) -> bool:
    """Whether another organ itself stands right before a length: "NET with a spleen of 12 cm"."""
    place = next(
        (hit for hit in reversed(hits) if hit.kind == "other" and thing.end < hit.start < length.start()), None
    )
    if place is None or not re.fullmatch(
        r"[ :(]*(?:(?:of|is|was|measur(?:es|ed|ing)) )?", text[place.end : length.start()]
    ):
        return False
    return (
        re.search(r"\b(?:in|of|at|within|from|to|into) (?:the |an? )?(?:[a-z]+ )?$", text[thing.end : place.start])
        is None
    )


def is_an_old_nodule(text: str, length: re.Match[str], low: int, high: int) -> bool:
    """Whether a length is that of a small nodule of the lung that did not change: "5 mm nodule RLL unchanged"."""
    factor = 10 if length["unit"].startswith("c") else 1
    if float(length["a"]) * factor > OLD_NODULE_MM:
        return False
    return _OF_THE_LUNG.match(text, low, high) is not None


def is_of_the_specimen(text: str, length: re.Match[str], low: int) -> bool:
    """Whether a part of a specimen itself is measured, not the tumour in it: "Macroscopy: tail and body 11 cm"."""
    factor = 10 if length["unit"].startswith("c") else 1
    if float(length["a"]) * factor < ORGAN_MM or _OWN_LENGTH.match(text, length.end()):
        return False
    return _MACROSCOPY.search(text, max(low, length.start() - MACROSCOPY_CHARS), length.start()) is not None


def is_in_a_staged_row(text: str, length: re.Match[str], low: int) -> bool:
    """Whether a length stands between marks, with the stage of the pathologist beside it: "... G2. 58 mm. pT4a"."""
    known, start, end = patterns(), length.start(), length.end()
    if (
        known["in_a_row"].search(text[max(0, start - ROW_CHARS) : start]) is None
        or known["clause_end"].match(text, end) is None
    ):
        return False
    return bool(known["staged_next"].match(text, end) or known["staged_before"].search(text, low, start))


def is_too_long_for(organ: str, length: re.Match[str]) -> bool:
    """Whether a length is rather that of an organ, by its name or that of its operation, than of a tumour in it."""
    return any(
        re.match(stem, organ) and length_mm(length) >= least for stem, least in table("sizes")["organ_from_mm"].items()
    )


def length_mm(length: re.Match[str]) -> float:
    """The longest dimension in mm."""
    return max(float(length[name]) for name in "abc" if length[name]) * (10 if length["unit"].startswith("c") else 1)
