# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Topic: the heading of a report that says what the sentences under it speak of ("Liver: four metastases. …")."""

import re
from bisect import bisect_right
from functools import cache
from operator import itemgetter

from chains.extract.text.opening import scan_at
from chains.extract.text.page import Page
from knowledge.case import Span

TITLE_CHARS = 90
"""A first line up to this long, without a full stop, is a title ("MRI LIVER WITH CONTRAST")."""
_BEGINNING = re.compile(r"[\n.;:](?:(?<=\n)|(?<!\n) )")
"""What stands before a heading that does not begin the text; one class of signs at its head is many times faster."""
_FILL = re.compile(r"[ :-]*")
"""What may stand behind a heading that has its text below it."""
_ITEM = re.compile(r" ?(?:[-+>#]|\d{1,2}[.)]|[a-e][.)]) ?")


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(
        r"(?: ?(?:[-+>#]|\d{1,2}[.)]|[a-e][.)]) ?)?(?P<head>[a-z][a-z0-9/&+,() '-]{1,60}?) ?(?::(?=[ \n]|$)| - (?=[a-z0-9¤]))"
    )


@cache
def _in_front() -> re.Pattern[str]:
    return re.compile(r"(?:in|at|within) the (?P<head>[a-z -]{3,40}?)[,:](?= )")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(r" ?(?P<label>[a-h][.):]|#?\d{1,2}[.)]) ")


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?:19|20)\d\d")


class Topics:
    """The headings of a text, each with what stands under it: the rest of its line, or the list below it."""

    def __init__(self, text: str) -> None:
        self._heads: list[Span] = []
        self._ends: list[int] = []
        starts: dict[int, Span] = {}
        lists: dict[int, int] = {}
        begins = [0, *(match.end() for match in _BEGINNING.finditer(text))]
        for pattern in (_heading(), _in_front()):
            for match in scan_at(pattern, text, begins, len(text)):
                starts.setdefault(match.start("head"), match.span("head"))
        line_end = -1
        for start in sorted(starts):
            head = starts[start]
            if _year().search(text, *head):
                continue
            if line_end < head[1]:
                line_end = text.find("\n", head[1])
                line_end = len(text) if line_end < 0 else line_end
            is_bare = _FILL.match(text, head[1], line_end).end() == line_end  # type: ignore[union-attr] # it matches nothing too
            self._heads.append(head)
            self._ends.append(_below(text, line_end, lists) if is_bare else line_end)
        self._starts = [head[0] for head in self._heads]
        first, _, _ = text.partition("\n")
        self.title: Span | None = (
            (0, len(first)) if len(first) <= TITLE_CHARS and "." not in first.strip(" .") else None
        )

        self._labelled = _labelled(text, [at for at in begins if not at or text[at - 1] == "\n"])

    def heads(self, position: int) -> list[Span]:
        """The headings over a place, the nearest first."""
        at = bisect_right(self._starts, position)
        over = [
            self._heads[place]
            for place in range(at - 1, max(-1, at - 4), -1)
            if self._heads[place][1] <= position <= self._ends[place]
        ]
        line = bisect_right(self._labelled, position, key=itemgetter(0)) - 1
        return over + [first for low, high, first in self._labelled[max(0, line) : line + 1] if low <= position < high]


def find_topics(page: Page) -> Topics:
    """The headings of a page."""
    return Topics(page.folded.text)


def _labelled(text: str, lines: list[int]) -> list[tuple[int, int, Span]]:
    """Lines with the label of an earlier line ("C. Metastatic tumour" under "C. Liver, wedge"), each with that line."""
    first: dict[str, Span] = {}
    again = []
    for match in scan_at(_label(), text, lines, len(text)):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        if match["label"] in first:
            again.append((match.end(), end, first[match["label"]]))
        else:
            first[match["label"]] = (match.end(), end)
    return again


def _below(text: str, line_end: int, lists: dict[int, int]) -> int:
    """Where the list under a heading of its own line ends: before the next line that is no list item.

    ``lists`` keeps where the list ends that goes on behind a line, so that headings within one list do not each walk it.
    """
    if line_end >= len(text):
        return line_end
    passed: list[int] = []
    end = _next_end(text, line_end)
    while end < len(text) and end not in lists:
        passed.append(end)
        if not _ITEM.match(text[end + 1 : end + 6]):
            break
        end = _next_end(text, end)
    end = lists.get(end, end)
    lists.update(dict.fromkeys(passed, end))
    return end


def _next_end(text: str, line_end: int) -> int:
    following = text.find("\n", line_end + 1)
    return len(text) if following < 0 else following
