"""Site claims: which sites of the primary a text names without holding them - an origin that a stain only suggests, or
what somebody believed before another site was found."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import either, table

CLAIM_CHARS = 110
"""How far before a site the words may begin that make it a claim."""
CORRECTED_CHARS = 260
"""How far behind a claim the site may stand that corrects it."""
_SEEN = re.compile(r"(?<![a-z])(?:known|resected|previous|visible|seen|proven|confirmed)(?![a-z])")
"""In a supposed origin: the organ was seen after all ("compatible with the known ileal primary")."""


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
        "swapped": re.compile(words["swapped"]),
        **{
            name: re.compile(words[name])
            for name in ("of_the_tumour", "claimed_elsewhere", "elsewhere_after", "origin_label")
        },
    }  # fmt: skip


def is_supposed_origin(page: Page, start: int, end: int) -> bool:
    """Whether a site is only the origin that a specimen suggests: "CDX2 positive, compatible with midgut origin"."""
    patterns, text = _patterns(), page.text
    low, high = page.sentence(start)
    before, after = text[max(low, start - CLAIM_CHARS) : start], text[end : min(high, end + CLAIM_CHARS)]
    if after[:1] == "?" and patterns["origin_label"].search(before):
        return True
    origin = patterns["origin_after"].match(after)
    if origin and patterns["supposed_after"].match(after, origin.end()):
        return not patterns["examined"].search(before)
    supposed = patterns["supposed_before"].search(before)
    if supposed is None or patterns["examined"].search(before) or _SEEN.search(before, supposed.start()):
        return bool(origin and patterns["queried"].search(before)) and not patterns["examined"].search(before)
    return origin is not None or patterns["origin_before"].search(before, supposed.start()) is not None


def is_claimed(page: Page, start: int) -> bool:
    """Whether a site is told as what somebody wrote or believed: "previously labelled CUP", "you wrote that ..."."""
    patterns, text = _patterns(), page.text
    low, _ = page.sentence(start)
    before = text[max(low, start - CLAIM_CHARS) : start]
    if patterns["claimed_elsewhere"].search(before) and patterns["elsewhere_after"].match(text, start):
        return True
    return patterns["claimed"].search(before) is not None


def is_correction(page: Page, start: int) -> bool:
    """Whether a site is what corrects a claim before it: "it was in fact the pancreas", "not pancreas but duodenum"."""
    patterns, text = _patterns(), page.text
    low, high = page.sentence(start)
    before = text[max(low, start - CLAIM_CHARS) : start]
    if patterns["swapped"].search(before) and patterns["of_the_tumour"].search(text, low, high):
        return True
    corrected = patterns["corrected"].search(before)
    if corrected is None:
        return False
    begin = start - len(before) + corrected.start()
    claims = patterns["claim"].finditer(text, max(0, start - CORRECTED_CHARS), start)
    return any(claim.end() <= begin or claim.start() == begin for claim in claims)  # "change the primary from x to y"


def without_claims(page: Page, found: list[Found], lowest: int) -> list[Found]:
    """The candidates without a claim that another site of rank ``lowest`` or above, told behind it, corrects."""
    claims = {fact for fact in found if is_claimed(page, fact.start) and not is_correction(page, fact.start)}
    if not claims:
        return found
    held = [fact for fact in found if fact not in claims and fact.rank >= lowest]
    return [
        fact
        for fact in found
        if fact not in claims or not any(one.value != fact.value and one.start > fact.start for one in held)
    ]
