"""Ki-67 rows: the values listed under a heading, or in the column of a table, each described by its row."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from chains.extract.pathology.ki67_words import patterns
from chains.extract.text.number import PERCENT
from chains.extract.text.page import Page
from chains.extract.text.rows import folded_span, tables
from knowledge.case import Span

ROWS = 12
"""How many lines under a heading or a column title are read."""


class KiValue(NamedTuple):
    """A number beside the name of the index, and the words before and after it that describe it."""

    match: re.Match[str]
    name: Span
    lead: Span
    tail: Span
    recount: bool = False
    """Whether the words say that it was counted again."""


def listed(page: Page, name: re.Match[str]) -> Iterator[KiValue]:
    """The values in the lines under a heading "Ki-67 over time:", each with its year or its specimen."""
    known, text = patterns(), page.text
    low, end = page.sentence(name.start())
    if not re.search(r":[ \n]*$", text[name.end() : end]) and end < len(text):
        return
    for _ in range(ROWS):
        low, end = page.sentence(end)
        if low < name.end() or end - low > 120:
            return
        value = next((m for m in known["value"].finditer(text, low, end) if re.search(PERCENT, m.group())), None)
        line = text[low:end]
        if (
            value is None
            or known["other"].search(line)
            or not (known["year"].search(line) or known["specimen"].search(line))
        ):
            return
        yield KiValue(value, (low, low), (low, value.start()), (value.end(), end))
        if end >= len(text):
            return


def columns(page: Page) -> Iterator[KiValue]:
    """The values in the column of a table that the name of the index heads, each described by its row."""
    known = patterns()
    for table in page.kept(tables):
        column, rows = None, 0
        for row in table:
            named = [at for at, cell in enumerate(row.cells) if known["name"].search(cell.lower())]
            if named and not any(re.search(r"\d ?%", cell) for cell in row.cells):
                column, rows = named[0], 0
            elif column is None:
                continue
            elif len(row.cells) <= column or rows >= ROWS:
                column = None
            else:
                rows += 1
                start, end = folded_span(page, *row.within(column))
                first, last = folded_span(page, row.start, row.end)
                value = known["value"].search(page.text, start, end)
                if value and not page.text[start : value.start()].strip(" ,"):
                    yield KiValue(value, (first, first), (first, value.start()), (value.end(), last))
