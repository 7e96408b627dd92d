# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Specimens: which specimen a place in the text speaks of, so that a figure goes to the one it stands under."""

import re
from functools import cache

from chains.extract.pathology.sampling import Specimen, read_place, read_specimens
from chains.extract.text.labels import Labels
from chains.extract.text.number import YEAR
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import forms
from knowledge.case import Span

REACH = 420
"""How many characters a specimen speaks for what follows it."""
NEAR = 120
"""How far a biopsy speaks for a sentence that does not mention it."""
HEAD = 70
"""How much of a labelled part says what it is."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "colon": re.compile(r"[^.;:\n]{0,40}:"),
        "finding": re.compile(forms("specimens", "finding")),
        "reset": re.compile(
            rf"[.;:\n,] ?(?:-|in |on |the )?{forms('specimens', 'resets')}|\n ?(?:\d{{1,2}}[./])?(?:\d{{1,2}}[./])?{YEAR}|\n ?since "
        ),
    }


class Specimens:
    """The specimens of one text, in order, and the labels under which they are listed."""

    def __init__(self, page: Page) -> None:
        self._text = page.folded.text
        self._page = page
        self._labels = Labels(page)
        named = read_specimens(page)
        for start, end in self._labels.parts():
            if not any(start <= one.start < min(end, start + HEAD) for one in named):
                place = read_place(self._text, start, end)
                named += [place] if place else []
        self._found = sorted(named, key=lambda one: one.start)

    def at(self, position: int) -> Specimen | None:
        """The specimen that a place in the text speaks of, when the text tells."""
        part, label = self._labels.part(position)
        own = self._last(position, part)
        if label is None or (own is not None and (own.liver or own.kind != "metastasis")):
            return own
        for start, end in self._labels.parts(label):
            listed = [one for one in self._found if start <= one.start < end] if start < part else []
            if listed and (own is None or own.kind == listed[-1].kind):
                return listed[-1]
        return own

    def year_of_the_operation(self) -> tuple[int | None, Span | None]:
        """The year of the operation on the primary, when the text gives just one."""
        years = {one.year: one.year_span for one in self._found if one.kind == "primary" and one.year and one.operation}
        return next(iter(years.items())) if len(years) == 1 else (None, None)

    def within(self, start: int, end: int) -> Specimen | None:
        """The first specimen named within a passage."""
        return next((one for one in self._found if start <= one.start < end), None)

    def _last(self, position: int, low: int) -> Specimen | None:
        """The specimen named last before a place; one told in brackets, closed since, gives way to the one outside."""
        aside: Specimen | None = None
        for one in reversed(self._found):
            if one.start >= position:
                continue
            if (
                one.start < low
                or position - one.end > REACH
                or _patterns()["reset"].search(self._text, one.end, position)
                or self._unlinked(one, position)
            ):
                break
            if self._closed(one.start, position):
                aside = aside or one
                continue
            same = aside and one.kind == aside.kind and not (one.year and aside.year and one.year != aside.year)
            return aside if same and aside and aside.year and not one.year else one
        return aside

    def _unlinked(self, one: Specimen, position: int) -> bool:
        """Whether a place stands in a later sentence of a letter that says nothing of what was found in the specimen."""
        text, end = self._text, one.end
        if _patterns()["colon"].match(text, end) or (one.biopsy and position - end <= NEAR):
            return False
        start = self._page.sentence(position)[0]
        return (
            start > end
            and text[start - 1] == "."
            and "\n" not in text[end:position]
            and not _patterns()["finding"].search(text, start, position)
        )

    def _closed(self, start: int, position: int) -> bool:
        """Whether a place stands in brackets that close before another."""
        close = self._text.find(")", start, position)
        return close >= 0 and "(" not in self._text[start:close]
