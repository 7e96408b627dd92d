# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Site claims: which sites of the primary a text names without holding them - an origin that a stain only suggests, or
what somebody believed before another site was found."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import either, index, table
from knowledge.case import Span

CLAIM_CHARS = 110
"""How far before a site the words may begin that make it a claim."""
CORRECTED_CHARS = 260
"""How far behind a claim the site may stand that corrects it."""
_SPREAD = re.compile(
    r"[ -](?:metasta[a-z]+|mets?|lesions?|nodules?|deposits?|secondar[a-z]+|nod(?:es|al)|lymph|involve[a-z]+)(?![a-z])"
)
"""Behind a site: it is one of spread ("now lung metastases")."""
EITHER_CHARS = 44
"""How far from a site the other one may stand of "either … or"."""
_SEEN = re.compile(
    r"(?<![a-z])(?:known|resected|previous|visible|seen|proven|confirmed|metasta[a-z]+ (?:of|from))(?![a-z])"
)
"""In a supposed origin: the organ was seen after all ("compatible with the known ileal primary"), or it is
the metastasis that is diagnosed ("consistent with metastasis of an ileal primary")."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("sites")
    claimed, corrected = either(words["claimed"]), either(words["corrected"])
    return {
        "supposed_before": re.compile(words["supposed_before"]),
        "origin_before": re.compile(words["origin_before"]),
        "origin_after": re.compile(words["origin_after"]),
        "supposed_after": re.compile(words["supposed_after"]),
        "queried": re.compile(words["queried"]),
        "examined": re.compile(words["examined"]),
        "claimed": re.compile(rf"{claimed}[^.;:,\n]{{0,40}}?$"),
        "claim": re.compile(claimed),
        "corrected": re.compile(rf"{corrected} ?(?:(?:in|of|at|from|as|the|an?|its|to) ){{0,3}}(?:(?:mid|distal|proximal|terminal|left|right|head|tail|body|wall) (?:of the )?){{0,2}}$"),
        "or": re.compile(r" ?,? or (?:(?:an?|the|in|of|from|rather|perhaps|possibly|even) ){0,3}"),
        "swapped": re.compile(words["swapped"]),
        **{
            name: re.compile(words[name])
            for name in ("of_the_tumour", "claimed_elsewhere", "elsewhere_after", "origin_label", "known_before", "known_after", "plural", "of_many", "queried_label", "past_cancer_before", "past_cancer_after")
        },
    }  # fmt: skip


def is_supposed_origin(page: Page, start: int, end: int) -> bool:
    """Whether a site is only the origin that a specimen suggests: "CDX2 positive, compatible with midgut origin"."""
    patterns, text = _patterns(), page.text
    low, high = page.sentence(start)
    before, after = text[max(low, start - CLAIM_CHARS) : start], text[end : min(high, end + CLAIM_CHARS)]
    if after[:1] == "?" and patterns["origin_label"].search(before):
        return True
    if patterns["queried_label"].search(before):
        return True  # "?primary ileum"
    origin = patterns["origin_after"].match(after)
    if origin and patterns["supposed_after"].match(after, origin.end()):
        return not patterns["examined"].search(before)
    supposed = patterns["supposed_before"].search(before)
    if supposed is None or patterns["examined"].search(before) or _SEEN.search(before, supposed.start()):
        return bool(origin and patterns["queried"].search(before)) and not patterns["examined"].search(before)
    return origin is not None or patterns["origin_before"].search(before, supposed.start()) is not None


def is_denied_unknown(text: str, start: int, end: int) -> bool:
    """Whether an unknown primary is told to be known by now: "no longer a CUP", "unknown primary? No - pancreas"."""
    patterns = _patterns()
    before = text[max(0, start - CLAIM_CHARS) : start]
    return patterns["known_before"].search(before) is not None or patterns["known_after"].match(text, end) is not None


def is_past_cancer(page: Page, start: int, end: int) -> bool:
    """Whether a cancer that names its organ is one of the past: "small cell lung cancer of 2010 is cured"."""
    patterns, text = _patterns(), page.text
    low, high = page.sentence(start)
    if patterns["past_cancer_before"].search(text, max(low, start - EITHER_CHARS), start):
        return True
    return patterns["past_cancer_after"].match(text, end, high) is not None


def is_unsaid(page: Page, start: int, end: int) -> bool:
    """Whether a site is one of two of which the text does not say which: "pancreatic or duodenal primary"."""
    patterns, text = _patterns(), page.text
    low, high = page.sentence(start)
    if " or " not in text[low:high] or not patterns["of_the_tumour"].search(text, low, high):
        return False
    sites = index("sites", "site").find(text, max(low, start - EITHER_CHARS), min(high, end + EITHER_CHARS))
    of_it = next((site for site, first, _ in sites if first == start), None)
    return any(
        site != of_it
        and (
            patterns["or"].fullmatch(text, last, start) if last <= start else patterns["or"].fullmatch(text, end, first)
        )
        for site, first, last in sites
    )


def is_claimed(page: Page, start: int) -> bool:
    """Whether a site is told as what somebody wrote or believed: "previously labelled CUP", "you wrote that ..."."""
    patterns, text = _patterns(), page.text
    low, _ = page.sentence(start)
    before = text[max(low, start - CLAIM_CHARS) : start]
    if patterns["claimed_elsewhere"].search(before) and patterns["elsewhere_after"].match(text, start):
        return True
    return patterns["claimed"].search(before) is not None


def _claims(page: Page) -> list[Span]:
    """Every claim of a text, whatever it is of."""
    return [match.span() for match in scan(_patterns()["claim"], page.text)]


def is_correction(page: Page, start: int, end: int) -> bool:
    """Whether a site is what corrects a claim before it: "it was in fact the pancreas", "not pancreas but duodenum"."""
    patterns, text = _patterns(), page.text
    low, high = page.sentence(start)
    before = text[max(low, start - CLAIM_CHARS) : start]
    if _SPREAD.match(text, end):
        return False
    if (
        " not " in f" {before}"
        and patterns["swapped"].search(before)
        and patterns["of_the_tumour"].search(text, low, high)
    ):
        return True
    claims = [claim for claim in page.kept(_claims) if start - CORRECTED_CHARS <= claim[0] and claim[1] <= start]
    corrected = patterns["corrected"].search(before) if claims else None
    if corrected is None:
        return False
    begin = start - len(before) + corrected.start()
    return any(last <= begin or first == begin for first, last in claims)  # "change the primary from x to y"


def without_claims(page: Page, found: list[Found], lowest: int) -> list[Found]:
    """The candidates without a claim that another site of rank ``lowest`` or above, told behind it, corrects."""
    others = [fact for fact in found if fact.rank >= lowest and not _is_general(page, fact)]
    found = [fact for fact in found if not _is_general(page, fact) or all(one.value == fact.value for one in others)]
    claims = {fact for fact in found if is_claimed(page, fact.start) and not is_correction(page, fact.start, fact.end)}
    if not claims:
        return found
    held = [fact for fact in found if fact not in claims and fact.rank >= lowest]
    return [
        fact
        for fact in found
        if fact not in claims or not any(one.value != fact.value and one.start > fact.start for one in held)
    ]


def _is_general(page: Page, fact: Found) -> bool:
    """Whether a site is that of tumours in general: "unlike pancreatic NETs", "used mainly in pancreatic NETs"."""
    patterns, text = _patterns(), page.text
    low, _ = page.sentence(fact.start)
    return (
        patterns["plural"].match(text, fact.end) is not None
        and patterns["of_many"].search(text, max(low, fact.start - EITHER_CHARS), fact.start) is not None
    )
