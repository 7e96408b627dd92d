"""Columns: what the heading of its column says of a treatment in a table: "current tx", "plan", "declined"."""

import re
from bisect import bisect_right

from chains.extract.text.page import Page
from chains.extract.text.rows import tables
from chains.extract.treatment.headings import kind_of_heading
from chains.extract.treatment.standing import Named

MOST_CELLS = 30
ROW_CHARS = 1000
"""How far into its row a treatment may stand."""
_BARE = re.compile(r"\b(?:prior|previous|past|so far|to date|earlier|history|completed|done)\b")
"""Under "tx" alone stands what was given as well as what is given; only these words tell which."""
Kinds = tuple[int, int, tuple[str | None, ...]]
"""Where a row of a table begins and ends in the text as written, and what each of its columns says."""


def column_over(page: Page, one: Named) -> str | None:
    """The status that the heading of its column gives a treatment, if it stands in a table that has one."""
    if "|" not in page.original:
        return None
    start = page.span(one.start, one.end)[0]
    rows = page.kept(_rows)
    place = bisect_right(rows, start, key=lambda row: row[0]) - 1
    if place < 0 or start >= rows[place][1]:
        return None
    low, _, kinds = rows[place]
    if start - low > ROW_CHARS:
        return None
    column = page.original.count("|", low, start)
    return kinds[column] if column < len(kinds) else None


def _rows(page: Page) -> list[Kinds]:
    """The rows of every table below its titles; one bar alone makes no table."""
    rows: list[Kinds] = []
    for table in page.kept(tables):
        kinds: tuple[str | None, ...] | None = None
        for row in table:
            if row.mark != "|" or len(row.cells) < 3:
                kinds = None
            elif kinds is None:
                kinds = tuple([_kind(cell.lower()) for cell in row.cells[:MOST_CELLS]])
            else:
                rows.append((row.start, row.end, kinds))
    return rows


def _kind(cell: str) -> str | None:
    """What a heading says, unless it only names that there are treatments."""
    kind = kind_of_heading(cell) if len(cell) <= 40 else None
    return None if kind == "done" and not _BARE.search(cell) else kind
