# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""General: talk that is of nobody - a guideline, an audit, a stock alert, what a trial found - tells of no treatment given.

A sentence is general where it speaks of patients in the plural, or holds a word of such talk (``status.toml``), and
neither a person nor a word of somebody's course ("since", "cycle 3", "started") stands in it.
"""

import re
from functools import cache

from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import either, table

_OTHERS = re.compile(r"\b(?:patients|participants|subjects|cohorts?|studies|case series)\b(?!')")
_PERSON = re.compile(
    r"\b(?:he|she|his|her|him|hers|patient|pt|mr|mrs|ms|man|woman|lady|gentleman|male|female|we|our|i|my|\d{1,3} ?-?(?:yo|y/o|yrs?|years?)\b|\d{2} ?[mf]\b)\b"
)
_FOLLOWED = re.compile(
    r"\b(?:per|according to|in (?:line|keeping|accordance|agreement) with|following|by)(?: [a-z]+){0,3} $"
)
"""What stands before a guideline by which somebody was treated: "completion hemicolectomy as per the ENETS guideline"."""
LEAD_CHARS = 40


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = table("status")["general"]
    return {name: re.compile(either(list(data[name]))) for name in ("talk", "tally", "course")}


def is_general(page: Page, low: int, high: int) -> bool:
    """Whether the stretch of text speaks of nobody, so that what was given in it was not given to the patient."""
    text, known = page.folded.text, _patterns()
    if known["tally"].search(text, low, high):  # "in our unit 22 had PRRT": here "our" is no word on the patient
        return True
    others = _OTHERS.search(text, low, high) is not None
    if not others and not _is_talk(page, low, high):
        return False
    if _PERSON.search(text, low, high):
        return False
    return others or known["course"].search(text, low, high) is None


def _is_talk(page: Page, low: int, high: int) -> bool:
    """Whether a word of general talk stands here, or the name of a trial."""
    text = page.folded.text
    for word in scan(_patterns()["talk"], text, low, high):
        if not (
            word.group().startswith("guid")
            and _FOLLOWED.search(text, max(low, word.start() - LEAD_CHARS), word.start())
        ):
            return True
    return page.names("terms", "trial", low, high)
