# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""FDG time: which of two FDG results that contradict one another is the later one."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.page import Page

CHANGED, NOW, EARLIER, UNDATED = 10_000, 9999, -1, 0
"""Where a result stands in time when a word tells it, not a year, and when nothing does."""
BEFORE_CHARS, AFTER_CHARS = 30, 40
"""How far around a result, in its sentence, its time may be told."""
CENTURY = 2000
OLD = -2
"""The rank of a result that a later one has replaced."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "now": re.compile(r"(?<![a-z])(?:now|today'?s?|current(?:ly)?|latest|most recent|recent|this (?:week|month|year|time)|meanwhile|repeat(?:ed)?|at progression|last (?:week|month)|follow-?up|again|restaging|by now|at present|converted|became|turned|has become)(?![a-z])"),
        "earlier": re.compile(r"(?<![a-z])(?:at (?:first |initial |primary )?(?:diagnosis|baseline|presentation)|initial(?:ly)?|previous(?:ly)?|prior|earlier|formerly|before|baseline|first|old|last year|(?:was|had been) (?:still )?)(?![a-z])"),
        "year": re.compile(r"(?<![\d.])(?:20(?P<year>[0-4]\d)|(?:0?[1-9]|1[0-2])[/.](?P<short>[12]\d))(?!\d|%|\.\d)"),
        "border": re.compile(r"[,;(→]|(?<![a-z])(?:but|and|while|whereas|to (?=pos|neg|\+))(?![a-z])"),
        "changed_to": re.compile(r"(?:→|(?<![a-z])(?:to|then|later)) ?$"),
    }  # fmt: skip


def latest(page: Page, found: list[Found]) -> list[Found]:
    """The results, those that a later one contradicts with a lower rank."""
    top = max((fact.rank for fact in found), default=0)
    if len({fact.value for fact in found if fact.rank == top}) < 2:
        return found
    times = {fact: time_of(page, fact.start, fact.end) for fact in found}
    newest = max(times[fact] for fact in found if fact.rank == top)
    if newest == UNDATED and EARLIER not in times.values():
        return found
    return [fact if times[fact] == newest else fact._replace(rank=OLD) for fact in found]


def time_of(page: Page, start: int, end: int) -> int:
    """When a result was found: a year, or a word for now or for before; 0 if nothing tells."""
    text, patterns = page.folded.text, _patterns()
    low, high = page.sentence(start)
    if patterns["changed_to"].search(text, max(low, start - BEFORE_CHARS), start):
        return CHANGED
    after = patterns["border"].search(text, end, high)
    begin, stop = max(low, start - BEFORE_CHARS), min(high, end + AFTER_CHARS, after.start() if after else high)
    for border in patterns["border"].finditer(text, begin, start):
        begin = border.end()
    if patterns["now"].search(text, begin, stop):
        return NOW
    years = [int(year["year"] or year["short"]) + CENTURY for year in patterns["year"].finditer(text, begin, stop)]
    if years:
        return max(years)
    return EARLIER if patterns["earlier"].search(text, begin, stop) else UNDATED
