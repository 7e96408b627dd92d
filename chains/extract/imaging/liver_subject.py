"""Liver subject: whether a number, a length or a share in the text speaks of the liver or of something else."""

import re
from bisect import bisect_left
from functools import cache

from chains.extract.text.page import Page
from chains.extract.text.topic import find_topics
from chains.extract.text.vocabulary import index

BACK = 3
"""How many sentences back the subject of a sentence without one is looked for."""
AHEAD = 40
"""How far after a number its subject may stand, in characters."""


@cache
def _after() -> re.Pattern[str]:
    return re.compile(r"[^.;,]*")


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(r"(?:[<>] ?|(?:than|above|below) (?:the |normal )?)$")


@cache
def _in() -> re.Pattern[str]:
    return re.compile(r"(?<![a-z])(?:in|of|at|within|on) (?:the |a |his |her )?(?:left |right )?$")


class Subjects:
    """What a text speaks of, place by place: the liver or something else."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._topics = page.kept(find_topics)
        found = index("liver", "subject").find(page.folded.text)
        self._hits = [
            hit
            for hit in found
            if hit[0] != "neutral"
            and (page.text[hit[1]] != "¤" or page.plain[hit[1]] == "¤")
            and not _compared().search(page.folded.text, max(0, hit[1] - 16), hit[1])
        ]
        self._starts = [start for _, start, _ in self._hits]
        self.speaks_of_liver = any(name == "liver" for name, _, _ in self._hits)

    def of(self, start: int, end: int) -> tuple[str, int] | None:
        """``liver`` or ``other`` with the place where it is named: before in the sentence, close after, in the heading,
        in the sentences before, in the title."""
        low, high = self._page.sentence(start)
        before = self._last(low, start)
        if before:
            return before
        after = self._first(end, min(high, end + AHEAD))
        if after and _after().fullmatch(self._page.folded.text, end, after[1]):
            return after
        for head in self._topics.heads(start):
            named = self._last(*head)
            if named:
                return named
        for _ in range(BACK):
            if low == 0:
                break
            low, high = self._page.sentence(low - 1)
            named = self._last(low, high)
            if named:
                return named
        title = self._topics.title
        return self._only(*title) if title else None

    def ahead(self, position: int) -> str | None:
        """What is named after a place in its clause."""
        _, high = self._page.sentence(position)
        clause = _after().match(self._page.folded.text, position, min(high, position + 70))
        named = self._first(position, clause.end() if clause else position)
        return named[0] if named else None

    def lies_elsewhere(self, position: int) -> bool:
        """Whether what follows says "in the peritoneum" or in another place that is not the liver."""
        _, high = self._page.sentence(position)
        clause = _after().match(self._page.folded.text, position, min(high, position + 60))
        named = self._first(position, clause.end() if clause else position)
        return bool(named and named[0] == "other" and _in().search(self._page.folded.text, position, named[1]))

    def within(self, start: int, end: int, name: str) -> bool:
        """Whether a stretch of the text names this subject."""
        at = bisect_left(self._starts, start)
        while at < len(self._hits) and self._hits[at][1] < end:
            if self._hits[at][0] == name:
                return True
            at += 1
        return False

    def _last(self, low: int, high: int) -> tuple[str, int] | None:
        at = bisect_left(self._starts, high) - 1
        return self._hits[at][:2] if at >= 0 and self._starts[at] >= low else None

    def _first(self, low: int, high: int) -> tuple[str, int] | None:
        at = bisect_left(self._starts, low)
        return self._hits[at][:2] if at < len(self._hits) and self._starts[at] < high else None

    def _only(self, low: int, high: int) -> tuple[str, int] | None:
        names = {name for name, start, _ in self._hits if low <= start < high}
        return self._last(low, high) if names == {"liver"} else None
