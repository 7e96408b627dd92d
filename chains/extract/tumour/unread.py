"""Unread: a carcinoma that a text names and that nobody read, where all that was read is a NET.

An NEC that is taken for a NET is the worst misreading there is: such a text tells no histology.
"""

import re
from collections.abc import Callable
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import LEFT, RIGHT, either, table

_TUMOURS = {"net", "typical_carcinoid", "atypical_carcinoid"}
_SET_ASIDE = {"negated", "asked", "possible", "hypothetical", "history"}
"""Contexts for which a carcinoma is known not to be what the patient has."""

LEAD_CHARS = 70
"""How far before a carcinoma the words may begin that set it aside."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = table("histology")["unread"]
    return (
        re.compile(rf"{either(words['carcinoma'])}(?!{'|'.join(words['otherwise'])})"),
        re.compile(rf"{LEFT}(?:{'|'.join(words['before'])})$"),
        re.compile(rf"(?:{'|'.join(words['behind'])}){RIGHT}"),
    )


def without_unread(page: Page, found: list[Found], taken: Taken, set_aside: Callable[[int, int], bool]) -> list[Found]:
    """The facts without the NET where the text also names a carcinoma of the patient that nobody read.

    ``taken`` holds the diagnoses that were read or set aside, ``set_aside`` knows the reasons for which one is.
    """
    kinds = {one.value for one in found if one.field == "histology" and one.rank > 0}
    if not kinds or kinds - _TUMOURS:
        return found
    degrees = {one.value for one in found if one.field == "differentiation"}
    if degrees == {"poor"} or _names_one(page, taken, set_aside):
        return [one for one in found if one.field != "histology"]
    return found


def _names_one(page: Page, taken: Taken, set_aside: Callable[[int, int], bool]) -> bool:
    carcinoma, before, behind = _patterns()
    for one in scan(carcinoma, page.text):
        start, end = one.span()
        if taken.overlaps(start, end) or page.context(start, end) & _SET_ASIDE or set_aside(start, end):
            continue
        low = max(page.sentence(start)[0], start - LEAD_CHARS)
        if before.search(page.folded.text, low, start) is None and behind.match(page.folded.text, end) is None:
            return True
    return False
