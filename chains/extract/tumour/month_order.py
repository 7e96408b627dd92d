"""Month order: two states of the disease, each with a month and no year: "Scan in March: PD. Scan in May: stable."

Where the months go on, the one told last is later, however strong the one before it; where they do not, the list may be
told backwards or a year may lie between, so that nothing is told.
"""

import re

from chains.extract.text.moment import MONTH, MONTHS, NEVER
from chains.extract.text.page import Page
from chains.extract.tumour.statement import CURRENT, Statement

_MONTH = re.compile(rf"(?<![a-z0-9])(?P<month>{MONTH})(?![a-z])(?! ?(?:of )?'?(?:19|20)?\d\d(?!\d| ?(?:mm|cm)))")
_NO_MONTH = re.compile(r"may (?:be|have|need|not|also|well|represent|benefit|start|want|get|suggest|consider)")


def in_order(page: Page, chosen: Statement | None, statements: list[Statement]) -> Statement | None:
    """The statement that holds among those of scans of other months; None where their order is not sure."""
    if chosen is None or chosen.moment != NEVER or chosen.era >= CURRENT:
        return chosen
    own = _month(page, chosen)
    if own is None:
        return chosen
    for one in statements:
        month = _month(page, one)
        if one.value == chosen.value or month in (None, own) or one.era >= CURRENT:
            continue
        if one.start < chosen.start:
            if one.value == "progressive" and month > own:
                return None  # "CT June: PD. CT March: SD" may be told backwards
            continue  # what is told last holds
        if month < own:
            return None
        chosen, own = one, month
    return chosen


def _month(page: Page, statement: Statement) -> int | None:
    """The month without a year that stands in the sentence of a statement before it, from 1 to 12."""
    low, _ = page.sentence(statement.start)
    text = page.folded.text
    found = [m for m in _MONTH.finditer(text, low, statement.start) if not _NO_MONTH.match(text, m.start())]
    return MONTHS.index(found[-1]["month"][:3]) + 1 if found else None
