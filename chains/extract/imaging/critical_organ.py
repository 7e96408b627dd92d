"""Critical organ: whether tumour touches or impairs the heart, cord, brain, airway, a large vessel or a ureter."""

import re
from functools import cache

from chains.extract.imaging.spread_status import is_answered_no
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, index, table
from chains.extract.tumour.voice import is_asked

BEFORE_CHARS, AFTER_CHARS = 40, 50
_RANKS = {"none": 0, "abutting": 1, "compromised": 2}
"""What is worst counts."""
_DROPPED = {"asked", "possible", "history", "planned"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("lesions")["critical_words"]
    return {
        "else": re.compile(words["else"]),
        "removed_after": re.compile(words["removed_after"]),
        "denied_after": re.compile(words["denied_after"]),
        "near_before": re.compile(f"{LEFT}(?:{words['near_before']})"),
    }


def read_critical_organ(page: Page) -> list[Found]:
    """What tumour does to a critical organ; a vessel that was dissected free is nothing."""
    text, known = page.text, _patterns()
    found = []
    for value, start, end in index("lesions", "critical").find(text):
        low, high = page.sentence(start)
        contexts = page.context(start, end)
        if (
            is_asked(page, start, end)
            or contexts & _DROPPED
            or (value != "none" and "negated" in contexts)
            or text[end : end + 1] == "?"
        ):
            continue
        if known["near_before"].search(text, max(low, start - BEFORE_CHARS), start):
            continue
        if value != "none" and (
            known["denied_after"].match(text, end)
            or is_answered_no(page, end)
            or known["else"].search(text, max(low, start - BEFORE_CHARS), min(high, end + AFTER_CHARS))
            or known["removed_after"].match(text, end, min(high, end + AFTER_CHARS))
        ):
            continue
        found.append(Found("critical_organ", value, start, end, _RANKS[value]))
    return found
