"""Age row: the age of the patient in the column of a table that is headed so."""

import re
from typing import NamedTuple

from chains.extract.text.page import Page
from chains.extract.text.rows import folded_span, tables

_HEAD = re.compile(r"age(?: ?(?:\(y(?:rs?|ears)?\)|in years|/ ?(?:sex|gender)))?")
_CELL = re.compile(r" *(?P<age>[1-9]\d)(?: ?(?:y|yrs?|years?|yo|/ ?[mfw]|[mfw]))? *", re.IGNORECASE)


class AgeCell(NamedTuple):
    """An age, and where it stands in the folded text."""

    age: float
    start: int
    end: int


def ages_in_rows(page: Page) -> list[AgeCell]:
    """The age of the one patient of a table; the rows of several are of several patients."""
    found: list[AgeCell] = []
    for table in page.kept(tables):
        column = None
        for row in table:
            named = [at for at, cell in enumerate(row.cells) if _HEAD.fullmatch(cell.strip(" *").lower())]
            if named:
                column = named[0]
            elif column is not None and len(row.cells) > column:
                cell = _CELL.fullmatch(row.cells[column])
                if cell:
                    start = row.within(column)[0] + cell.start("age")
                    found.append(AgeCell(float(cell["age"]), *folded_span(page, start, start + len(cell["age"]))))
    return found if len(found) == 1 else []
