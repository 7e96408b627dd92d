"""Age row: the age of the patient in the column of a table that is headed so."""

import re
from bisect import bisect_left
from typing import NamedTuple

from chains.extract.text.page import Page

_HEAD = re.compile(r"age(?: ?(?:\(y(?:rs?|ears)?\)|in years|/ ?(?:sex|gender)))?")
_CELL = re.compile(r" *(?P<age>[1-9]\d)(?: ?(?:y|yrs?|years?|yo|/ ?[mfw]|[mfw]))? *", re.IGNORECASE)
_RULE = re.compile(r"[ |:\t-]*")


class AgeCell(NamedTuple):
    """An age, and where it stands in the folded text."""

    age: float
    start: int
    end: int


def ages_in_rows(page: Page) -> list[AgeCell]:
    """The age of the one patient of a table; the rows of several are of several patients."""
    if "|" not in page.original and "\t" not in page.original:
        return []
    column, offset = None, 0
    found: list[AgeCell] = []
    for line in page.original.splitlines(keepends=True):
        mark = "|" if "|" in line else "\t"
        cells = line.strip("\n").split(mark)
        named = [at for at, cell in enumerate(cells) if _HEAD.fullmatch(cell.strip(" *").lower())]
        if len(cells) >= 2 and named:
            column = named[0]
        elif column is not None and len(cells) > column and not _RULE.fullmatch(line.strip("\n")):
            cell = _CELL.fullmatch(cells[column])
            if cell:
                start = offset + sum(len(one) + 1 for one in cells[:column]) + cell.start("age")
                places = (bisect_left(page.folded.starts, at) for at in (start, start + len(cell["age"])))
                found.append(AgeCell(float(cell["age"]), *places))
        elif column is not None and len(cells) < 2:
            column = None
        offset += len(line)
    return found if len(found) == 1 else []
