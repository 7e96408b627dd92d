# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Labels: the labelled parts of a report ("A. Ileum", "C. Liver segment 3"), which come back under the same label."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from chains.extract.text.page import Page
from knowledge.case import Span

_LINE_END = re.compile(r"\n")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "label": re.compile(
            r"[ -]{0,3}(?:(?:specimen|pot|part|jar|container|slide|block)s? ?)?(?P<label>[a-h]|\d{1,2}(?:-\d{1,2})?|[ivx]{1,4})(?:[.):]|,(?= (?:[a-z]+ ){1,3}))(?= |\n)"
        ),
        "inline": re.compile(r"(?:^|(?<=[\n ]))\((?P<label>[a-h]|[1-9])\)(?= )"),
        "closing": re.compile(
            r"\n ?(?:overall|summary|conclusion|comment|note|diagnos[ie]s|final|impression|ki-?67|addendum|background|ihc|immuno[a-z]*|stage|tnm|pt\d)"
        ),
    }


class Labels:
    """The labels of one text; a single one is no list."""

    def __init__(self, page: Page) -> None:
        self._text = page.folded.text
        lines = [0, *(match.end() for match in _LINE_END.finditer(self._text))]
        of_lines = [(at, match["label"]) for at in lines if (match := _patterns()["label"].match(self._text, at))]
        inline = (
            [(match.start(), match["label"]) for match in _patterns()["inline"].finditer(self._text)]
            if not of_lines and ("(a)" in self._text or "(1)" in self._text)
            else []
        )
        self._labels = next((labels for labels in (of_lines, inline) if len(labels) > 1), [])
        self._starts = [start for start, _ in self._labels]

    def part(self, position: int) -> tuple[int, str | None]:
        """The start and the label of the labelled part that holds a place."""
        at = bisect_right(self._starts, position) - 1
        if at < 0:
            return 0, None
        start, label = self._labels[at]
        closing = _patterns()["closing"].search(self._text, start, position)
        return (closing.start(), None) if closing else (start, label)

    def parts(self, label: str | None = None) -> Iterator[Span]:
        """Every labelled part, or those under one label."""
        for (start, name), (end, _) in pairwise([*self._labels, (len(self._text), "")]):
            if label in {None, name}:
                yield start, end
