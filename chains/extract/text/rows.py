"""Rows: the tables of a text, line by line, each line with its cells and where they stand."""

import re
from bisect import bisect_left
from typing import NamedTuple

from chains.extract.text.page import Page
from knowledge.case import Span

_RULER = re.compile(r"[\s|:+=-]*")
"""The line that divides the titles of a table from its rows."""


class Row(NamedTuple):
    """A line of a table as it was written."""

    start: int
    """Where it begins in the text as written."""
    mark: str
    """What divides its cells: a bar or a tabulator."""
    cells: tuple[str, ...]

    @property
    def end(self) -> int:
        """Where it ends in the text as written, before its line break."""
        return self.start + sum(map(len, self.cells)) + len(self.cells) - 1

    def within(self, column: int) -> Span:
        """Where a cell stands in the text as written."""
        start = self.start + sum(len(cell) + 1 for cell in self.cells[:column])
        return start, start + len(self.cells[column])


def tables(page: Page) -> list[list[Row]]:
    """Every run of lines with two cells or more, without those that only divide; ask for it by ``page.kept``."""
    found: list[list[Row]] = []
    if "|" not in page.original and "\t" not in page.original:
        return found
    run: list[Row] = []
    offset = 0
    for line in page.original.splitlines(keepends=True):
        mark = "|" if "|" in line else "\t"
        bare = line.rstrip("\n")
        if mark not in bare:
            run = []
        elif not _RULER.fullmatch(bare):
            if not run:
                found.append(run)
            run.append(Row(offset, mark, tuple(bare.split(mark))))
        offset += len(line)
    return found


def folded_span(page: Page, start: int, end: int) -> Span:
    """A passage of the text as written as one of the folded text."""
    starts = page.folded.starts
    return bisect_left(starts, start), bisect_left(starts, end)
