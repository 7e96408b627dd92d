# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Pointing: which finding of an earlier sentence a verdict speaks of - "? liver metastasis. MRI: haemangioma"."""

import re
from functools import cache

from chains.extract.imaging.finding import finding_patterns, is_definite, names_foreign_organ, speaks_of_other
from chains.extract.imaging.spread_sites import Site
from chains.extract.imaging.verdicts import Verdict
from chains.extract.text.page import Page
from chains.extract.text.placed import starting

SENTENCES_BACK = 3
"""How many sentences before a verdict ("MRI: it is a haemangioma") its finding may stand."""
PREFIX_CHARS = 110
"""How long a sentence may be before its verdict and still only point back."""
NEAR_CHARS = 45
"""How near to a site the word for a finding or a doubt stands that belongs to it."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "pointing": re.compile(
            r"^[ →>\"').-]{0,5}$|(?<![a-z])(?:it|it's|its|this|contrast|dedicated|typical|that|these|they|both|mri?|mrt|ct|pet|ceus|us|eus|ebus|vats|biops(?:y|ies|ied)|bx|histology|histo|pathology|path|cytology|fna|hrct|x-?ray|scans?|scan's|scintigraphy|ultrasound|sono[a-z]*|imaging|review|reviewed|second opinion|final|result|repeat|repeated|follow-?up|f/u|control|recheck|re-?staging|later|meanwhile|then|since|now|[a-z]{3,20}ologists?|(?:[a-z]{0,10})surgeons?|orthop[a-z]*|radiolog[a-z]*|[a-z]{3,15}scopy|culture|board|mdt|surgery|operat(?:ion|ed)|[a-z]*ectomy|excision|resection|puncture|aspirat[a-z]+|laparoscop[a-z]*|resected|excised|removed|wedge|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december|(?:19|20)\d\d|(?:lesion|nodule|focus|foci|finding|opacity|shadow|spot|uptake|area|thing|change|mass|node|implant|deposit|tumour|tumor)s?|the same|however|unchanged|stable)(?![a-z])|[=→]"
        ),
        "noun": re.compile(r"(?<![a-z])(?:lesion|nodule|foc|opacit|shadow|spot|uptake|mass|node|implant|deposit|thickening)"),
    }  # fmt: skip


def pointed_at(page: Page, sites: list[Site], verdict: Verdict, low: int) -> Site | None:
    """The site of the finding in one of the sentences before that a verdict speaks of."""
    text = page.folded.text
    if verdict.start - low > PREFIX_CHARS or not _patterns()["pointing"].search(text[low : verdict.start]):
        return None
    here = _between(sites, low, verdict.end)
    own = {site.name for site in here}
    if len(own) > 1 or finding_patterns()["unsure"].search(text, low, verdict.name):
        return None
    name = text[verdict.name : verdict.end]
    if names_foreign_organ(text, low, verdict.start, here) or speaks_of_other(text, low, verdict.name, name):
        return None
    noun = _patterns()["noun"].search(text, low, verdict.start)
    for _ in range(SENTENCES_BACK):
        if low == 0:
            break
        low, high = page.sentence(low - 1)
        named = [site for site in _between(sites, low, high) if not own or site.name in own]
        candidates = [site for site in named if _is_found(page, site, low, high)]
        if noun and len({site.name for site in candidates}) > 1:
            candidates = [site for site in candidates if _has(text, noun.group(), site, low, high)] or candidates
        if candidates:
            return candidates[-1]
        if finding_patterns()["finding"].search(text, low, high) and (
            named or names_foreign_organ(text, low, high, _between(sites, low, high))
        ):
            break  # it may speak of that
    return None


def _between(sites: list[Site], low: int, high: int) -> list[Site]:
    return list(starting(sites, low, high))


def _is_found(page: Page, site: Site, low: int, high: int) -> bool:
    """Whether something was seen at a site, or supposed, that is not told to be a metastasis."""
    if "negated" in page.context(site.start, site.end) or site.name == "other":
        return False
    text, patterns = page.folded.text, finding_patterns()
    begin, end = max(low, site.start - NEAR_CHARS), min(high, site.end + NEAR_CHARS)
    if patterns["doubted"].search(text, begin, end):
        return True
    if patterns["metastases"].search(text, begin, end) or is_definite(text, begin, end):
        return False
    return patterns["finding"].search(text, begin, end) is not None


def _has(text: str, noun: str, site: Site, low: int, high: int) -> bool:
    return noun in text[max(low, site.start - NEAR_CHARS) : min(high, site.end + NEAR_CHARS)]
