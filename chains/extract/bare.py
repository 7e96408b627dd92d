"""Bare: sites of spread named without saying what is there ("yes, bone too", "peritoneum clear")."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.text.fold import fold
from chains.extract.text.vocabulary import index


class BareSites(NamedTuple):
    """Which words name the sites, as [start, end) of the text, and the words that complete them."""

    form: str
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    there = r"(?P<there>too|as well|also|yes|involved|positive|pos|affected|\+)"
    clean = r"clear|negative|neg|free|normal|uninvolved|not involved|unremarkable|ok|fine|clean"
    clear = rf"(?P<clear>(?:is |are |was |were |all )?(?:{clean}))"
    none = r"(?P<no>(?:no|not|nothing in(?: the)?|none in(?: the)?) )?"
    head = rf"{none}(?:in )?(?:the )?(?:(?:mri|ct|pet) (?:of )?(?:the )?)?(?:left |right )?"
    state = rf"(?:[ ,]*(?:(?:is|are|was|were) )?(?:{there}|{clear}))?"
    scan = r"(?: (?:scan|mri|ct|pet|scintigraphy|imaging))?(?: (?:(?:is|was|came) )?(?:back|in|done))?(?: ?:)?"
    return (
        re.compile(rf"{head}(?P<sites>[a-z ,&/+-]{{2,40}}?){scan}{state}"),
        re.compile(r"(?:[ ,&/+-]|\band\b|\bor\b|\bthe\b|\balso\b){0,12}"),
    )


def bare_sites(text: str) -> BareSites | None:
    """The sites of spread that make up the whole text, or None where it says anything else."""
    folded = fold(text)
    whole, between = _patterns()
    match = whole.fullmatch(folded.text.strip())
    if match is None or not (match["no"] or match["there"] or match["clear"]):
        return None
    offset = len(folded.text) - len(folded.text.lstrip())
    sites, at = match["sites"], 0
    found = index("spread", "site").find(sites)
    for _, start, end in found:
        if not between.fullmatch(sites[at:start]):
            return None
        at = end
    if not found or not between.fullmatch(sites[at:]):
        return None
    start, end = folded.origin(match.start("sites") + offset, match.end("sites") + offset)
    return BareSites("no {} metastases" if match["no"] or match["clear"] else "{} metastases", start, end)
