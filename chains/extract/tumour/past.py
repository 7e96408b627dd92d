# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Past: an earlier tumour that a list of past illnesses names beside the one a text is about."""

import re

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.treatment.comorbidity import is_listed_apart
from knowledge.case import Span

STATED = 9
"""From which rank on the site of the tumour is told, not only its organ."""
CLAUSE_CHARS = 160
"""How far a clause of a list of past illnesses may reach."""
_OF_A_TUMOUR = frozenset({"primary_site", "histology", "differentiation", "stated_grade", "ki67", "tumour_size_mm", "t", "n", "m", "margin", "nodes"})  # fmt: skip
_HEAD = re.compile(
    r"(?<![a-z0-9])(?:pmhx?|p\.?m\.?h\.?|pm/shx?|past (?:medical |surgical |oncologic(?:al)? )?(?:history|illnesses)|past|medical history|other (?:medical )?(?:history|conditions|diagnoses|illnesses)|previous (?:illnesses|diseases|history|malignanc(?:y|ies))|comorbidit(?:y|ies)|comorbid|co-?morbid conditions|psh|antecedents|secondary diagnos[ei]s|side diagnos[ei]s|concomitant(?: diseases)?|other)(?: history)? ?:"
)
_OPENS = re.compile(r"(?:^|\n)[ *#>-]{0,3}\Z")
_ENDS = re.compile(r"[;,\n]|\.(?= |\n|$)")
_STOPS = re.compile(r"[;\n]|\.(?= |\n|$)")
_TUMOUR = re.compile(r"(?<![a-z])(?:nets?|carcinoids?|neuro-?endocrine|nec|insulinoma|gastrinoma)(?![a-z])")
_DONE = re.compile(
    r"(?<![a-z])(?:(?:19|20)\d\d|removed|resected|excised|polypectomy|emr|esd|appendic?ectomy|cured|years ago|discharged)(?![a-z])"
)


def without_past(page: Page, found: list[Found]) -> list[Found]:
    """The facts without those of an earlier tumour in a list of past illnesses, where the text tells the site of
    another one outside of it: "Small cell lung cancer ... PMH: rectal carcinoid 4 mm removed 2013"."""
    lines = page.kept(_lines)
    sites = [one for one in found if one.field == "primary_site" and one.rank >= STATED]
    inside = [one for one in sites if any(low <= one.start < high for low, high in lines)]
    outside = {one.value for one in sites if one not in inside} - {"unknown_primary"}
    found = [
        one
        for one in found
        if one.field != "primary_site" or one.rank >= STATED or not is_listed_apart(page, one.start)
    ]
    gone = [_clause(page, one) for one in inside if outside and one.value not in outside and _is_over(page, one)]
    if not gone:
        return found
    return [
        one for one in found if one.field not in _OF_A_TUMOUR or not any(low <= one.start < high for low, high in gone)
    ]


def _lines(page: Page) -> list[Span]:
    """The lines that list past illnesses."""
    text = page.folded.text
    lines: list[Span] = []
    for head in scan(_HEAD, text):
        if not _OPENS.search(text, max(0, head.start() - 4), head.start()):
            continue
        end = text.find("\n", head.end())
        lines.append((head.end(), end if end >= 0 else len(text)))
    return lines


def _clause(page: Page, site: Found) -> Span:
    """The words on a site, from the sign before it to the end of the sentence or the semicolon behind."""
    text = page.folded.text
    low = max(site.start - CLAUSE_CHARS, 0)
    begins = [match.end() for match in _ENDS.finditer(text, low, site.start)]
    end = _STOPS.search(text, site.end, site.end + CLAUSE_CHARS)
    return (begins[-1] if begins else low), (end.start() if end else min(len(text), site.end + CLAUSE_CHARS))


def _is_over(page: Page, site: Found) -> bool:
    """Whether the tumour of a site is told as one that was removed, or by the year in which it was found."""
    low, high = _clause(page, site)
    text = page.folded.text
    return _TUMOUR.search(text, low, high) is not None and _DONE.search(text, low, high) is not None
