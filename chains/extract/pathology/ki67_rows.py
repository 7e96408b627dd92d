"""Ki-67 rows: the values listed under a heading, or in the column of a table, each described by its row."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from chains.extract.pathology.ki67_words import patterns
from chains.extract.text.number import PERCENT
from chains.extract.text.page import Page
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
    if "|" not in page.original and "\t" not in page.original:
        return
    column, offset, rows = None, 0, 0
    for line in page.original.splitlines(keepends=True):
        mark = "|" if "|" in line else "\t"
        cells = line.strip("\n").split(mark)
        named = [at for at, cell in enumerate(cells) if patterns()["name"].search(cell.lower())]
        if len(cells) >= 2 and named and not re.search(r"\d ?%", line):
            column, rows = named[0], 0
        elif column is not None and (len(cells) <= column or rows > ROWS):
            column = None
        elif column is not None:
            rows += 1
            start = offset + sum(len(cell) + 1 for cell in cells[:column])
            cell = tuple(bisect_left(page.folded.starts, at) for at in (start, start + len(cells[column])))
            row = tuple(bisect_left(page.folded.starts, at) for at in (offset, offset + len(line)))
            value = patterns()["value"].search(page.text, *cell)
            if value and not page.text[cell[0] : value.start()].strip(" ,"):
                yield KiValue(value, (row[0], row[0]), (row[0], value.start()), (value.end(), row[1]))
        offset += len(line)
