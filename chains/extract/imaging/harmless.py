# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Harmless findings: a lesion that the text itself explains as a cyst, a haemangioma, a scar … is no metastasis."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.imaging.spread_sites import Site, headed, spread, told_of_others
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, index

BACK_CHARS = 150
"""How far before its explanation a finding may stand in one sentence."""
LINK_CHARS = 110
"""How long the words may be that link a finding to its explanation ("with fill-in on the late phase, in keeping with")."""
NAME_CHARS = 80
"""How far before the name of the harmless thing the linking word may begin ("is a small, typical ...")."""
DOUBT_CHARS = 40
"""How far before the word metastasis it may be called into question ("what was reported as bone metastasis")."""
SENTENCES_BACK = 3
"""How many sentences before an explanation ("MRI: it is a haemangioma") its finding may stand."""


class Harmless(NamedTuple):
    """A stretch of text, from a finding to its explanation, in which a site is no site of spread."""

    site: str
    start: int
    end: int
    tells: bool
    """Whether it also tells that the site is free of tumour, as far as this finding goes."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    adjectives = r"(?:(?:an?|the|typical|known|old|small|tiny|benign|simple|likely|most|just|only|merely|probably|rather|clearly|calcified|focal|biopsy-?proven|proven|[0-9.]{1,4} ?[mc]m|[a-z]{3,20}(?:ic|al|ous|ar|ed))[ -]){0,5}"
    link = r"(?<![a-z])(?:is|are|was|were|be|represent(?:s|ed|ing)?|correspond(?:s|ed|ing)? (?:to|with)|(?:consistent|compatible|in keeping|in line) with|(?:typical|characteristic|diagnostic|suggestive) (?:of|for)|appearances? of|turn(?:ed|s) out(?: to be| as)?|prov(?:ed|es|en)(?: to be)?|show(?:s|ed|ing)?|reveal(?:s|ed)|confirm(?:s|ed)(?: as| to be)?|(?:diagnosed|identified|characteri[sz]ed|interpreted|classified|read|seen) as|due to|after all|now|on (?:mri?|ct|us|ceus|pet|biopsy|histology|review))|[=:→]| -"
    metastasis = r"met(?:astas[ie]s|s)?"
    finding = rf"(?:lesions?|nodules?|foc(?:us|i)|spots?|opacit(?:y|ies)|shadows?|densit(?:y|ies)|uptake|hypodensit(?:y|ies)|mass(?:es)?|thing|findings?|deposits?|thickening|nodes?|{metastasis})"
    return {
        "kind": re.compile(forms("spread", "harmless")),
        "link": re.compile(rf"(?:{link}) ?{adjectives}$"),
        "finding": re.compile(rf"{LEFT}(?:{finding}{RIGHT}|\d{{1,2}}(?:\.\d)? ?[mc]m{RIGHT})|\?(?= ?[a-z])"),
        "metastasis": re.compile(metastasis),
        "metastases": re.compile(rf"{LEFT}(?:metasta[a-z]+|mets?){RIGHT}"),
        "carcinoma": re.compile(r"carcinoma|cancer|lymphoma"),
        "uptake": re.compile(r"uptake"),
        "unsure": re.compile(r"(?<![a-z])(?:or|vs\.?|versus|cannot|can't|ddx?|d/d|differential|possibl[ey]|perhaps|may|might|could|not|no|never|unlikely|rather than|less likely|inconclusive|equivocal|unclear|(?:one|two|three|some|several|most|\d{1,2}) (?:of (?:them|these|which|the)|is|are|was|were|in|\())(?![a-z])|\?"),
        "unsure_after": re.compile(r"[^.;\n]{0,12}(?:(?<![a-z])(?:or|vs\.?|versus|unlikely|excluded|less likely|cannot|not(?! (?:an? )?(?:met|susp|malig)))(?![a-z])|\?)|/"),
        "other_subject": re.compile(rf"(?:[,;]|(?<![a-z])(?:and|plus|also|but|while)) ?(?:with )?(?:the|another|other|further|an?|one) (?:[a-z]+ ){{0,3}}?(?:{finding}|ones?)(?![a-z])"),
        "pointing": re.compile(
            r"[ →>\"')-]{0,4}$|[ →>\"')-]{0,4}(?:(?:on|at|after|with|by|in|following) [^,.;:\n]{0,50}?[,:]? ?)?(?:(?:it|this|that|these|they|both|the (?:lesion|nodule|focus|finding|opacity|shadow|spot|uptake)s?|mri?|ct|pet|ceus|us|eus|vats|biopsy|bx|histology|pathology|hrct|review|final(?: report)?|result)(?![a-z])|=|→)[^.;\n]{0,60}$"
        ),
        "doubted": re.compile(
            r"\?|(?<![a-z])(?:suspicious|suspected|suspicion|indeterminate|equivocal|unclear|possibl[ey]|query|(?:was|were|been) (?:called|read|reported|thought|taken|considered|labelled|described|interpreted)|(?:taken|mistaken) for|cannot|uncertain|worrisome|concerning)(?![a-z])"
        ),
    }  # fmt: skip


def find_harmless(page: Page, sites: list[Site]) -> list[Harmless]:
    """Every finding that is explained as no tumour, in its own sentence or in one of the next."""
    out = []
    patterns, text = _patterns(), page.folded.text
    for match in scan(patterns["kind"], text):
        low, high = page.sentence(match.start())
        link = patterns["link"].search(text, max(low, match.start() - NAME_CHARS), match.start())
        if link is None or patterns["unsure_after"].match(text, match.end(), high):
            continue
        if page.context(match.start(), match.end()) & {"asked", "hypothetical", "negated"}:
            continue
        if told_of_others(page, match.start()):
            continue
        found = _in_sentence(page, sites, link, match, low)
        if found is None:
            found = _pointed_at(page, sites, link.start(), match.end(), low)
        if found:
            out.append(found)
    return out


def without_harmless(found: list[Found], harmless: list[Harmless]) -> list[Found]:
    """The facts without the findings that are explained as no tumour."""
    return [
        fact
        for fact in found
        if fact.field != "metastases"
        or fact.value.status == "absent"
        or not any(one.site == fact.value.site and one.start < fact.end <= one.end for one in harmless)
    ]


def absences(harmless: list[Harmless]) -> list[Found]:
    """What the explained findings tell: no metastasis there, as far as they go."""
    return [spread(one.site, "absent", one.start, one.end) for one in harmless if one.tells and one.site != "other"]


def _in_sentence(page: Page, sites: list[Site], link: re.Match[str], kind: re.Match[str], low: int) -> Harmless | None:
    """The finding before its explanation: "lesion in segment 7, unchanged, in keeping with a haemangioma"."""
    text, patterns = page.folded.text, _patterns()
    start = link.start()
    begin = max(low, start - BACK_CHARS)
    seen = list(patterns["finding"].finditer(text, begin, start))
    if not seen:
        return None
    finding = seen[-1]
    near = [site for site in sites if begin <= site.start and site.end <= start]
    site = near[-1] if near else headed(page, sites, start)
    if site is None:
        return None
    first, last = finding.span()
    if near:
        first, last = min(first, site.start), max(last, site.end)
        if site.end < finding.start() and _changes_subject(text, site.end, finding.end(), finding.start()):
            return None
    if (
        start - last > LINK_CHARS
        or patterns["unsure"].search(text, last, kind.start())
        or _changes_subject(text, last, start)
    ):
        return None
    if patterns["metastasis"].match(finding.group()) and not patterns["doubted"].search(
        text, max(low, first - DOUBT_CHARS), start
    ):
        return None  # "the liver metastases show fibrosis"
    for one in reversed(near[:-1]):  # "lung nodule, 4 mm, right upper lobe: granuloma"
        if one.name != site.name or _changes_subject(text, one.end, first):
            break
        if patterns["metastases"].search(text, one.start, first) and not patterns["doubted"].search(text, low, first):
            break  # "liver metastases, lesion in segment 4 is a haemangioma"
        first = one.start
    untold = patterns["uptake"].match(finding.group()) if site.name == "liver" else None
    return Harmless(site.name, first, kind.end(), untold is None and not patterns["carcinoma"].search(kind.group()))


def _pointed_at(page: Page, sites: list[Site], start: int, end: int, low: int) -> Harmless | None:
    """A doubt of a sentence before, explained by this one: "? liver metastasis. MRI: haemangioma"."""
    text, patterns = page.folded.text, _patterns()
    if not patterns["pointing"].match(text[low:start]):
        return None
    if any(low <= site.start < end for site in sites):
        return None  # it speaks of a place of its own
    place = low
    for _ in range(SENTENCES_BACK):
        if place == 0:
            return None
        place, high = page.sentence(place - 1)
        named = [site for site in sites if place <= site.start < high]
        if named:
            doubted = patterns["doubted"].search(text, place, high)
            alone = len({site.name for site in named}) == 1
            return Harmless(named[-1].name, place, end, True) if doubted and alone else None
    return None


def _changes_subject(text: str, low: int, high: int, organs_to: int | None = None) -> bool:
    """Whether another lesion, or up to ``organs_to`` another organ, is named: then what follows is not told of the first."""
    if _patterns()["other_subject"].search(text, low, high):
        return True
    organs = index("liver", "subject").find(text, low, high if organs_to is None else organs_to)
    return any(name == "other" for name, _, _ in organs)
