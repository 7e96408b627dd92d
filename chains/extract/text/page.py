"""Page: one text made ready for reading - folded, cut into sentences, with contexts and what must not be read."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

from chains.extract.text.boxes import without_empty_boxes
from chains.extract.text.context import Scope, find_scopes
from chains.extract.text.fold import fold
from chains.extract.text.mask import blank, blank_family, blank_passages
from chains.extract.text.vocabulary import index, table
from knowledge.case import Span

T = TypeVar("T")
_DIED = re.compile(r" (?:of|from|at|in|aged|due|(?:19|20)\d\d)(?![a-z])")
"""Behind "d.", which tells that somebody died: "brother d. of lung cancer"."""
SENTENCE_CHARS = 600
"""A sentence longer than this is cut, so that no scope grows with the text."""


_IN_A_YEAR = re.compile(r" (?:in )?(?:19|20)\d\d(?!\d)")


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(table("context")["abbreviations"])


@cache
def _sentence_end() -> re.Pattern[str]:
    return re.compile(
        # one class of signs at its head: many times faster to look for than branches
        r"[\n;!?.](?:(?<=\n)|(?:(?<=[;!])|(?<=\?)(?<!, \?)(?<!^\?)(?<!\n\?)(?<![:-] \?))(?=[ \n)\"]|$)"
        r"|(?<=\.)(?=[ \n\")]|$)"
        r"(?!(?<=[ .](?:s\.c|i\.m|i\.v|p\.o)\.) (?:\d|(?:in|tid|tds|bd|od|daily|every|monthly|weekly|q|x|since|for"
        r"|with|and|as|ongoing|until|begun|started|running|via|now|given|was|is|has|twice|three|stopped|on|continu[a-z]+|last)\b)))"
    )


class Page:
    """A text ready for reading. ``text`` has the same length as the folded text, with dangerous passages blanked;
    ``plain`` still holds what is said of relatives and of other
    cancers, ``person`` what is said of other cancers."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.folded = fold(without_empty_boxes(original))
        self.sentences = _sentences(self.folded.text)
        self._starts = [start for start, _ in self.sentences]
        self.plain = blank_passages(self.folded.text)
        self.person = blank_family(self.plain, self.folded.text, self.sentences)
        self.text = blank(self.plain, self.folded.text, self.sentences)
        self.scopes = find_scopes(self.folded.text, self.sentences)
        self._scopes_of: list[list[Scope]] = [[] for _ in self.sentences]
        for scope in self.scopes:
            self._scopes_of[self._place(scope.start)].append(scope)
        self._contexts: dict[Span, frozenset[str]] = {}
        self._indexed: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
        self._kept: dict[object, Any] = {}

    def span(self, start: int, end: int) -> Span:
        """A span of the folded text as a span of the original."""
        return self.folded.origin(start, end)

    def sentence(self, position: int) -> Span:
        """The sentence that holds a position of the folded text."""
        if not self.sentences:
            return 0, len(self.text)
        place = bisect_right(self._starts, position)
        return self.sentences[place - 1 if place else 0]

    def named(self, name: str, section: str) -> list[tuple[str, int, int]]:
        """What an index finds in ``plain``; found once, whoever asks."""
        key = (name, section)
        if key not in self._indexed:
            self._indexed[key] = index(name, section).find(self.plain)
        return self._indexed[key]

    def named_within(self, name: str, section: str, low: int, high: int) -> list[tuple[str, int, int]]:
        """What an index finds in ``plain`` that starts from ``low`` to before ``high``; quick in a long text."""
        found = self.named(name, section)
        first = bisect_left(found, low, key=itemgetter(1))
        return found[first : bisect_left(found, high, lo=first, key=itemgetter(1))]

    def names(self, name: str, section: str, low: int, high: int) -> bool:
        """Whether an index finds something in ``plain`` that starts from ``low`` to before ``high``."""
        return bool(self.named_within(name, section, low, high))

    def kept(self, make: Callable[["Page"], T]) -> T:
        """What a function makes of this page; made once, whoever asks."""
        if make not in self._kept:
            self._kept[make] = make(self)
        made: T = self._kept[make]
        return made

    def _place(self, position: int) -> int:
        place = bisect_right(self._starts, position)
        return place - 1 if place else 0

    def _near(self, start: int, end: int) -> list[Scope]:
        if not self.scopes:
            return self.scopes
        first = self._place(start)
        near = self._scopes_of[first]
        if end <= self.sentences[first][1] and start < end:
            return near
        last = self._place(end - 1)
        return near if first == last else [*near, *self._scopes_of[last]]

    def context(self, start: int, end: int) -> frozenset[str]:
        """The categories of context that cover the passage: negated, possible, history, hypothetical, planned …"""
        known = self._contexts.get((start, end))
        if known is None:
            near = self._near(start, end)
            known = frozenset([scope.category for scope in near if scope.start < end and start < scope.end])
            self._contexts[start, end] = known
        return known

    def covering(self, category: str, start: int, end: int) -> Scope | None:
        """The nearest scope of a category over the passage."""
        hits = [s for s in self._near(start, end) if s.category == category and s.start < end and start < s.end]
        return max(hits, key=lambda scope: scope.start, default=None)

    def is_question(self, position: int) -> bool:
        """Whether the sentence at a position ends in a question mark."""
        _, end = self.sentence(position)
        return self.folded.text[end - 1 : end] == "?"


def _sentences(text: str) -> list[Span]:
    spans: list[Span] = []
    start = 0
    ends = [match.end() for match in _sentence_end().finditer(text) if not _abbreviates(text, match.start())]
    ends.append(len(text))
    for end in ends:
        while end - start > SENTENCE_CHARS:
            cut = text.rfind(" ", start + 1, start + SENTENCE_CHARS)
            cut = cut + 1 if cut > start else start + SENTENCE_CHARS
            spans.append((start, cut))
            start = cut
        if end > start:
            spans.append((start, end))
            start = end
    return spans


def _abbreviates(text: str, position: int) -> bool:
    """Whether the full stop at a position belongs to a shortened word."""
    if text[position] != ".":
        return False
    word = text[max(0, position - 8) : position].rsplit(None, 1)
    if not word:
        return False
    last = word[-1].lstrip("(,:;/")
    if last == "d" and _DIED.match(text, position + 1):
        return True
    if last in {"op", "oper"} and _IN_A_YEAR.match(text, position + 1):
        return True  # "lung carcinoid, op. 2017"
    return last in _abbreviations() or (last == "c" and text[position + 1 : position + 3].strip().isdigit())
