# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Size report: whether a length is that of a pathologist, who had the tumour in his hands, before scans and palpation."""

import re
from functools import cache

from chains.extract.pathology.size_owner import ROW_CHARS
from chains.extract.pathology.size_words import patterns
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import forms

REPORT_CHARS = 320
"""How far before a length the heading of the report may stand."""
BEHIND_CHARS = 70
"""How far behind a length the stage or the margin of the pathologist may stand."""

LINE_CHARS = 140
"""How far before a length, on its line, the operation may stand that heads it: "Rectum, EMR: NET G1. Size 7 mm"."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    told = r"(?:final|anatomical|definitive|definite|formal|surgical|outside|official|post-?op(?:erative)?|the|microscopic|pathologic(?:al)?|pathology)"
    report = r"(?:histo-?pathology|anatomo-?pathology|pathology|patho|path|histology|histo|hpe|anapath|macroscopy|microscopy|macroscopic|microscopic|macro|gross|micro|diagnosis)"
    removal = rf"(?:{forms('sizes', 'removal')}|(?:[a-z-]+ ){{0,3}}resection|(?:bi-?)?lobectomy|segmentectomy|(?:[lr][uml]l )?wedge|[a-z]{{2,20}}ectomy|esd|e?emr|esmr(?:-l)?)"
    return {
        "label": re.compile(
            rf"(?:^|(?<=[\n.;]) ?|(?<=- )|(?<=\d\. ))(?:{told} ){{0,2}}(?P<report>{report})(?: (?:report|result|findings?|description|diagnosis))?(?: ?(?:\([^()\n]{{1,24}}\)|from (?:dr|prof|mr)\.? [a-z]{{2,14}}|\d[\d./-]{{2,9}}|for reference|came back|shows?|showed)){{0,2}}(?: ?[:\n]| -(?= ))"
        ),
        "removed": re.compile(
            rf"(?<![a-z])(?P<removal>{removal})(?: \d[\d./-]{{2,9}}| specimen)? ?: ?[^:;\n]{{0,60}}$"
        ),
        "away": re.compile(
            r"(?<![a-z])(?:clinical (?:details|info|information|data|statement|history|indication)|ct|mri?|mrt|eus|us|ultrasound|pet|pet-ct|scan|imaging|endoscop[a-z]*|colonoscopy|gastroscopy|biops[a-z]+|bx|fna|fnb|core|cytology|residual|remnant|completion|previously|pre-?op[a-z]*)(?![a-z])"
        ),
        "staged_before": re.compile(r"(?<![a-z0-9])y?pt ?[1-4][ab]? ?[^.;:\n]{0,30}$"),
        "staged_next": re.compile(r"\)?\. ?y?pt ?[1-4][ab]?(?![a-z0-9])"),
        "staged": re.compile(r"[^;\n]{0,60}?(?<![a-z])y?pt ?[1-4][ab]?(?![a-z0-9])"),
    }


def is_reported(page: Page, length: re.Match[str]) -> bool:
    """Whether the length of a tumour stands in the report on what was removed."""
    text, known = page.folded.text, _patterns()
    start = length.start()
    low, high = page.sentence(start)
    if known["away"].search(text, low, start) is not None:
        return False
    if known["staged"].match(text, length.end(), min(high, length.end() + BEHIND_CHARS)):
        return True
    if known["staged_before"].search(text, low, start) or (
        known["staged_next"].match(text, length.end())
        and patterns()["in_a_row"].search(text[max(0, start - ROW_CHARS) : start])
    ):
        return True
    line = max(text.rfind("\n", 0, start) + 1, start - LINE_CHARS)
    removed = known["removed"].search(text, line, start)
    if removed and known["away"].search(text, removed.start(), start) is None:
        return True
    if not page.kept(_had_an_operation):
        return False
    first = max(0, start - REPORT_CHARS)
    labels = [match.end() for match in known["label"].finditer(text, first, start)]
    return bool(labels) and known["away"].search(text, labels[-1], start) is None


def _had_an_operation(page: Page) -> bool:
    """Whether a text tells of an operation at all, so that its histology is not that of a biopsy."""
    return patterns()["resected"].search(page.folded.text) is not None or _REMOVED.search(page.folded.text) is not None


_REMOVED = re.compile(
    r"(?<![a-z])(?:esd|emr|esmr|enucleation|enucleated|resected|removed|excised|operated|wedge)(?![a-z])"
)
