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
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lesion = r"(?:nodules?|lesions?|deposits?|implants?|metasta[a-z]+|mets|foci|frozen section|nets?|neuro-?endocrine|(?:is |was |are )?(?:clearly |strongly )?(?:positive|avid|hot) (?:in|at)|(?:is|are|remains?|stays?) (?:still |rather |somewhat )?(?:unclear|indeterminate|suspicious|equivocal|not clear|unexplained|open))"
    return (
        re.compile(
            rf"[^.;\n]{{0,70}}?(?:(?<![a-z])(?:but|however|although|though|yet)(?![a-z])|, ?(?=(?:washings?|lavage|cytology|peritoneal fluid) (?:is |was |were |are )?positive))(?P<clause>[^.;\n]{{0,80}}?(?<![a-z]){lesion}(?![a-z]))"
        ),
        re.compile(
            r"[^.;\n]{0,40}?[, ](?:but |and )?(?:(?:are |were )?(?:later |then |finally )?(?:found|seen|detected|confirmed|diagnosed|present|there|visible|proven) (?:again )?(?:in|on|since|by|from) (?:\w+ ){0,2}?(?:19|20)\d\d|(?:now|today|meanwhile|since then|since|later|afterwards|in the meantime|then)(?: \w+){0,2}? (?:there (?:are|is|were)(?! no(?![a-z])| not| still no)|they (?:are|have)(?! not| no(?![a-z]))|(?:appeared|developed|emerged|found|came|several|multiple|one|two|three|four|five|six|many|\d{1,2})(?![a-z0-9]))|(?:one|two|three|four|five|six|seven|eight|several|multiple|many|some|\d{1,2}) (?:now|today|this (?:year|time)|in (?:\w+ )?(?:19|20)\d\d|since|by now|at present|on the (?:second|latest|current|new))(?![a-z0-9])|(?:they |these |it )?(?:appeared|developed|emerged|came up|occurred)(?: later| then| since| in))"
        ),
        re.compile(rf"(?<![a-z])(?:no|not|without|nor)(?![a-z])|{forms('spread', 'harmless')}"),
    )


def is_taken_back(page: Page, denial: Found) -> bool:
    """Whether a lesion is found behind the denial in its sentence, at no other site and in no other organ."""
    text = page.folded.text
    back, later, harmless = _patterns()
    high = min(page.sentence(denial.start)[1], denial.end + BUT_CHARS)
    if denial.value.site != "other" and later.match(text, denial.end, high):
        return True
    match = back.match(text, denial.end, high)
    if match is None:
        return False
    low, end = match.span("clause")
    if harmless.search(text, low, end) or names_foreign_organ(text, low, end, []):
        return False
    if denial.value.site == "other":
        return True  # a denial of metastases anywhere
    return all(site == denial.value.site for site, _, _ in index("spread", "part").find(text, low, end))
