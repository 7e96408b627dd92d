"""Weighed: a diagnosis that was only thought of, or is a name of the past, where the text comes to another one."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, pattern, table
from knowledge.case import Span

BEFORE_CHARS = 70
"""How far before a diagnosis the words may begin by which it was only weighed."""


@cache
def _weighing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table("histology")["weighed"]
    before, behind = ("|".join(pattern(word) for word in words[name]) for name in ("before", "behind"))
    return re.compile(rf"{LEFT}(?:{before}) ?['\"]?$"), re.compile(rf"(?:{behind}){RIGHT}")


def is_only_weighed(page: Page, start: int, end: int) -> bool:
    """Whether a diagnosis was only weighed, or is a name of the past: "MiNEN was discussed", "the term NEC"."""
    before, behind = _weighing()
    low = max(page.sentence(start)[0], start - BEFORE_CHARS)
    return before.search(page.folded.text, low, start) is not None or behind.match(page.text, end) is not None


def without_weighed(found: list[Found], weighed: list[Span]) -> list[Found]:
    """The facts without a diagnosis that was only weighed where the text comes to another one."""
    kinds = {fact.value for fact in found if fact.field == "histology" and (fact.start, fact.end) not in weighed}
    gone = {
        (fact.start, fact.end)
        for fact in found
        if fact.field == "histology" and (fact.start, fact.end) in weighed and kinds - {fact.value}
    }
    return [fact for fact in found if (fact.start, fact.end) not in gone]
