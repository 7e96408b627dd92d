# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Taken back: a denial of metastases that the same sentence takes back - "none seen on CT, but the surgeon felt nodules"."""

import re
from functools import cache

from chains.extract.imaging.finding import names_foreign_organ
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import forms, index

BUT_CHARS = 150
"""How far behind a denial the clause may reach that takes it back."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lesion = r"(?:nodules?|lesions?|deposits?|implants?|metasta[a-z]+|mets|foci|frozen section|nets?|neuro-?endocrine|(?:is |was |are )?(?:clearly |strongly )?(?:positive|avid|hot) (?:in|at))"
    return (
        re.compile(
            rf"[^.;\n]{{0,70}}?(?<![a-z])(?:but|however|although|though|yet)(?![a-z])(?P<clause>[^.;\n]{{0,80}}?(?<![a-z]){lesion}(?![a-z]))"
        ),
        re.compile(rf"(?<![a-z])(?:no|not|without|nor)(?![a-z])|{forms('spread', 'harmless')}"),
    )


def is_taken_back(page: Page, denial: Found) -> bool:
    """Whether a lesion is found behind the denial in its sentence, at no other site and in no other organ."""
    text = page.folded.text
    back, harmless = _patterns()
    high = min(page.sentence(denial.start)[1], denial.end + BUT_CHARS)
    match = back.match(text, denial.end, high)
    if match is None:
        return False
    low, end = match.span("clause")
    if harmless.search(text, low, end) or names_foreign_organ(text, low, end, []):
        return False
    if denial.value.site == "other":
        return True  # a denial of metastases anywhere
    return all(site == denial.value.site for site, _, _ in index("spread", "part").find(text, low, end))
