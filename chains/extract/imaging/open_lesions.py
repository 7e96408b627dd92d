# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Open lesions: a lesion of an organ of which a later sentence leaves open what it is, and metastases that only others
wrote where the text itself calls them possible."""

import re
from bisect import bisect_right
from functools import cache

from chains.extract.imaging.last_word import is_reported
from chains.extract.imaging.spread_sites import Site, find_sites, spread
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import forms
from knowledge.case import Span

REACH_CHARS = 320
"""How far behind a lesion it may be said that it is left open."""
HARMLESS_CHARS = 80
"""How far before "or metastasis" what is harmless may begin."""
BESIDE_CHARS = 44
"""How far from an organ the word for its lesion, or the size of it, may stand."""
_LESION = re.compile(
    r"(?<![a-z])(?:lesions?|nodules?|foc(?:us|i)|hypodens[a-z]+|hyperdens[a-z]+|low density|shadow|spot|\d{1,2}(?:\.\d)? ?[cm]m|s[1-8]|seg(?:ment)?\.? ?[1-8ivx]{1,4})(?![a-z])"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    met = r"(?:metastas[ei]s|metastatic (?:lesion|deposit|disease)|mets?|(?:peritoneal|omental) (?:seeding|spread|disease|deposits?|carcinosis|carcinomatosis|implants?|metastas[ei]s))"
    harmless = rf"(?:an? |the )?(?:[a-z]+ )?(?:{forms('spread', 'harmless')})"
    return {
        "met_first": re.compile(
            rf"(?<![a-z])(?:{met},?(?: (?:is|are|was|were|seems?|rather|very|considered|unlikely|less likely|possible|improbable|but|though),?){{0,5}} (?:cannot|can not|can't|could not|not to) (?:be )?(?:(?:safely|completely|fully|reliably|definitely|entirely) )?(?:be )?(?:excluded|ruled out)"
            rf"|{met} (?:or|vs\.?|versus) {harmless})(?![a-z])"
        ),
        "or_met": re.compile(rf"(?<![a-z])(?:or|vs\.?|versus) (?:an? |the )?{met}(?![a-z])"),
        "harmless_before": re.compile(rf"(?<![a-z]){harmless} $"),
    }


def _left_open(text: str) -> list[Span]:
    """Where a metastasis is told as what cannot be excluded, or stands beside what is harmless: "cyst or metastasis"."""
    known = _patterns()
    spans = [match.span() for match in scan(known["met_first"], text)]
    for match in scan(known["or_met"], text):
        harmless = known["harmless_before"].search(text, max(0, match.start() - HARMLESS_CHARS), match.start())
        if harmless:
            spans.append((harmless.start(), match.end()))
    return sorted(spans)


def with_open_lesions(page: Page, found: list[Found]) -> list[Found]:
    """The facts with the lesions that are left open as possible, and not as present."""
    sites = page.kept(find_sites)
    out = [one for one in found if one.field != "metastases" or not _is_of_all(page, one)]
    for told in _left_open(page.folded.text):
        if page.context(*told) & {"hypothetical", "asked"}:
            continue
        site = _lesion_before(page, sites, told)
        if site is None:
            continue
        sentence = page.sentence(site.start)
        out = [one for one in out if not _is_of_it(one, site, sentence)]
        out.append(spread(site.name, "possible", *told))
    return _without_others_word(page, out)


_OF_ALL = re.compile(
    r"(?<![a-z])(?:nets|necs|carcinoids|neuro-?endocrine (?:tumou?rs|cancers|carcinomas)|(?:these|such|those) (?:tumou?rs|cancers))(?: (?:can|may|might|could|will|do|usually|often|typically|mostly|commonly|always|sometimes|tend to|like to)){0,2} $"
)
"""Before what such tumours do in general: "he read that NETs spread to the liver"."""


def _is_of_all(page: Page, fact: Found) -> bool:
    """Whether it is told of such tumours in general that they spread."""
    return (
        page.text.startswith(("spread", "metasta", "go", "travel"), fact.start)
        and _OF_ALL.search(page.text, max(page.sentence(fact.start)[0], fact.start - BESIDE_CHARS), fact.start)
        is not None
    )


def _is_of_it(fact: Found, site: Site, told: tuple[int, int]) -> bool:
    """Whether a fact makes a metastasis of the very lesion."""
    return (
        fact.field == "metastases"
        and fact.value.site == site.name
        and fact.value.status == "present"
        and fact.rank < 0
        and told[0] <= fact.start < told[1]
    )


def _lesion_before(page: Page, sites: list[Site], told: Span) -> Site | None:
    """The organ named last before the sentence of what is told, which names none, if a lesion is told in it."""
    text, (low, high) = page.folded.text, page.sentence(told[0])
    at = bisect_right(sites, low, key=lambda one: one.start)
    named = sites[at : bisect_right(sites, high, key=lambda one: one.start)]
    if any(not told[0] <= one.start < told[1] for one in named):  # "metastasis or bone island"
        return None
    site = sites[at - 1] if at else None
    if site is None or site.start < low - REACH_CHARS or site.name == "other" or site.name.startswith("lymph"):
        return None
    if text.count("\n", site.end, low) > 1 or page.context(site.start, site.end) & {"negated", "history"}:
        return None
    begin, end = page.sentence(site.start)
    near = _LESION.search(text, max(begin, site.start - BESIDE_CHARS), min(end, site.end + BESIDE_CHARS))
    return site if near else None


_QUOTED = re.compile(
    r"(?<![a-z])(?:external|outside|referring|referral|foreign|previous|first|local|other|old)(?: [a-z]+)? (?:reports?|readings?|letters?|findings?|radiology|ct|mri|read)(?![a-z])[^\"\n]{0,40}\"[^\"\n]{0,120}$"
)
"""From the report of others to what stands in its quotation marks."""
QUOTED_CHARS = 180


def _is_quoted(page: Page, fact: Found) -> bool:
    """Whether a fact stands within the quoted report of others."""
    return _QUOTED.search(page.folded.text, max(0, fact.start - QUOTED_CHARS), fact.start) is not None


def _without_others_word(page: Page, found: list[Found]) -> list[Found]:
    """The facts without metastases that only others wrote before the text itself calls them possible."""
    doubted = {
        fact.value.site: fact.start
        for fact in found
        if fact.field == "metastases" and fact.value.status == "possible" and not is_reported(page, fact)
    }
    return [
        fact
        for fact in found
        if fact.field != "metastases"
        or fact.value.status != "present"
        or fact.start > doubted.get(fact.value.site, -1)
        or not (is_reported(page, fact) or _is_quoted(page, fact))
    ]
