# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Ticked sites: a list of sites of spread, each with a yes or no of its own behind it: "Mets: liver Y, bone N"."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.imaging.spread_phrases import sites_named
from chains.extract.imaging.spread_sites import spread
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page

LIST_CHARS = 240
"""How far behind its heading the list may reach, at most."""
_ANSWERS = {
    "present": r"y|yes|pos|positive|\+{1,3}|✓|ja|oui|si",
    "absent": r"n|no|neg|negative|none|nil|-{1,2}|nein|non",
}


class Ticked(NamedTuple):
    """The sites of one list with their answers, and the stretch in which nothing else is told of them."""

    found: list[Found]
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    answers = "|".join(rf"(?P<{name}>{forms})" for name, forms in _ANSWERS.items())
    return (
        re.compile(
            r"(?<![a-z])(?:(?:distant |sites? of |current |known )?(?:mets?|metastas[ei]s|metastatic sites?|spread|secondaries)(?: sites?)?) ?(?:[:=|–-]|\? ?) ?"
        ),
        re.compile(
            rf"(?:[,;/|+&] ?|and ){{0,2}}(?P<site>[a-z][a-z /]{{2,20}}?)(?: ?[:=-] ?| ?\( ?| )(?:{answers}) ?\)?(?= ?(?:[,;/|.\n]|$))[,;/|]? ?"
        ),
    )


def ticked_sites(page: Page) -> list[Ticked]:
    """Every such list of two or more sites."""
    out: list[Ticked] = []
    text = page.folded.text
    heading, entry = _patterns()
    for match in scan(heading, text):
        at, found = match.end(), list[Found]()
        limit = min(len(text), at + LIST_CHARS)
        while told := entry.match(text, at, limit):
            status = "present" if told["present"] else "absent"
            named = sites_named().find(text, *told.span("site"))
            if not named:
                break
            found += [spread(site, status, start, end) for site, start, end in named if site != "other"]
            at = told.end()
        if len(found) > 1:
            out.append(Ticked(found, match.start(), at))
    return out


def with_ticked(page: Page, found: list[Found]) -> list[Found]:
    """The facts with the answers of such lists in the place of what else was read of them."""
    lists = page.kept(ticked_sites)
    if not lists:
        return found
    kept = [
        one
        for one in found
        if one.field != "metastases" or not any(each.start <= one.start < each.end for each in lists)
    ]
    return kept + [one for each in lists for one in each.found]
