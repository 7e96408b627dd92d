# ruff: noqa: E501 - a pattern is checked more easily on one line
"""Nodes listed: counts of several places in one list ("0/12 on the left, 2/9 on the right"), of which none is the whole."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.pathology.nodes_bare import may_be_date
from chains.extract.pathology.nodes_words import REGION, node_word, one_of
from chains.extract.text.page import Page

BEFORE_CHARS, BEHIND_CHARS = 40, 24
"""How far around a list the word for nodes may stand, and how far before a count the name of its place may begin."""


class Listed(NamedTuple):
    """The counts of one list: the sum where each has a place of its own, and where the list stands."""

    total: tuple[int, int] | None
    start: int
    end: int
    counts: int
    """How many counts it holds."""


class _Count(NamedTuple):
    positive: int
    examined: int
    start: int
    end: int
    place: str | None
    dated: bool


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    node, whole = one_of("node"), one_of("no_station")
    place = rf"(?:left|right|upper|lower|[lr](?= )|{one_of('station')}|{REGION}(?= (?:lymph )?{node}))(?:[ -](?:sided?|fields?|compartments?|groups?|stations?))?(?: (?:lymph )?{node})?"
    return {
        "count": re.compile(r"(?<![\d/.,+-])(?P<a>\d{1,2}) ?/ ?(?P<b>\d{1,3})(?![\d/%])(?!\.\d)(?! ?(?:mm|cm|hpf|cycles))"),
        "name": re.compile(rf"(?<![a-z0-9])(?P<place>{place}) ?[:=(]? ?$"),
        # "lesser curve 2/9, station 8a 1/3", "N1 stations 2/6, 2R/4R 0/5": whatever stands between two commas names a place
        "named": re.compile(rf"(?:[,;:(]|{node}(?![a-z])) ?(?P<place>(?!(?:[^,;:(]{{0,24}}(?<![a-z]))?{whole})[a-z0-9][a-z0-9 /+.-]{{1,23}}?) ?[:=(]? ?$"),
        "behind": re.compile(rf"(?: ?\( ?| )(?:(?:on|in|at|from|of|along) )?(?:the )?(?P<place>{place})(?![a-z0-9])\)?"),
        # "left 1/4, right 0/3, all others 0/8": a count more, of which no place is told
        "one_more": re.compile(r"[ ,;]{1,3}(?:(?:the|in|of|and) )?(?:all |any )?(?:others?|rest|remaining|remainder|elsewhere|additional|separate|further)(?![a-z])[a-z ]{0,16}[:=(]? ?\d"),
        "gap": re.compile(r"[ ,;)]{0,3}(?P<joined>\+|&|and|plus)? ?"),
        "node_before": re.compile(rf"(?<![a-z]){node}(?:[ :=(,-]|(?:positive|pos|involved|status|were|found|count|ratio)\b){{0,6}}$"),
        "node_behind": re.compile(rf" ?(?:positive |involved |lymph )?{node}(?![a-z])"),
    }  # fmt: skip


def listed_counts(page: Page, first: int, last: int) -> list[Listed]:
    """Every list of two counts or more that are of nodes."""
    lists: list[Listed] = []
    run: list[_Count] = []
    for one in [*_counts(page.text, first, last), None]:
        if one is not None and run and _goes_on(page.text, run[-1], one):
            run.append(one)
            continue
        if len(run) > 1 and _of_nodes(page.text, run):
            told = _listed(run)
            lists.append(told._replace(total=None) if _patterns()["one_more"].match(page.text, told.end) else told)
        run = [one] if one is not None else []
    return lists


def _counts(text: str, first: int, last: int) -> list[_Count]:
    """The counts with the place that is named before or behind each."""
    known, found, low = _patterns(), [], first
    for count in known["count"].finditer(text, first, last):
        if int(count["a"]) > int(count["b"]):
            continue
        window = max(low, count.start() - BEHIND_CHARS)
        before = text[window : count.start()]
        names = [one for key in ("name", "named") if (one := known[key].search(before))]
        name = min(names, key=lambda one: one.start("place"), default=None)
        behind = None if name else known["behind"].match(text, count.end())
        place = name or behind
        start = window + name.start("place") if name else count.start()
        low = behind.end() if behind else count.end()
        dated = place is None and may_be_date(count["a"], count["b"])
        found.append(_Count(int(count["a"]), int(count["b"]), start, low, place and place["place"], dated))
    return found


def _goes_on(text: str, before: _Count, after: _Count) -> bool:
    """Whether a count goes on with the list of the one before; a date behind a comma does not."""
    if after.start - before.end > BEHIND_CHARS:
        return False
    gap = _patterns()["gap"].fullmatch(text, before.end, after.start)
    return gap is not None and (gap["joined"] is not None or not after.dated)


def _of_nodes(text: str, run: list[_Count]) -> bool:
    """Whether the counts of a list are of nodes."""
    known, start, end = _patterns(), run[0].start, run[-1].end
    return (
        known["node_before"].search(text[max(0, start - BEFORE_CHARS) : start]) is not None
        or known["node_behind"].match(text, end) is not None
        or node_word().search(text, start, end) is not None
    )


def _listed(run: list[_Count]) -> Listed:
    places = [one.place for one in run]
    apart = None not in places and len(set(places)) == len(places) and all(one.examined for one in run)
    total = (sum(one.positive for one in run), sum(one.examined for one in run)) if apart else None
    return Listed(total, run[0].start, run[-1].end, len(run))
