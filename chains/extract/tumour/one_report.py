# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""One report: several findings of one examination, organ by organ, of which growth in any is the course.

"Liver: known lesions are larger. Mesenteric mass unchanged." is progression, however far apart the two stand; and what a
report sums up at its end ("overall PD") outranks the mixed picture before it.
"""

import re

from chains.extract.text.moment import MONTH, find_moments
from chains.extract.text.page import Page
from chains.extract.tumour.statement import NEAR, SEEN, Statement

REPORT_CHARS = 1200
"""How far behind growth in one organ, in the same report, another organ may be told that stayed as it was."""
_ANOTHER_EXAM = re.compile(
    rf"(?<![a-z])(?:cts?|mri?s?|mr|pet|scans?|imaging|ultrasound|re-?staging|follow-?up|control|{MONTH}|today|now|currently|since then|meanwhile|after|then|started|switched|cycles?)(?![a-z])"
)
"""Between two findings: another examination, or time that went by."""
_OVERALL = re.compile(
    r"(?<![a-z])(?:overall|altogether|all in all|in (?:total|summary|sum|conclusion)|net result|recist(?: ?1\.1)?)(?: (?:this|it|that) (?:is|means))?(?: (?:is|=|therefore|thus|however|still))?[:,=-]{0,2} ?(?:clear |clearly |definite |slow |an? ){0,2}$"
)
OVERALL_CHARS = 40


def without_summed_up(page: Page, statements: list[Statement]) -> list[Statement]:
    """The statements without a mixed picture that its report sums up behind it."""
    summed = [
        one.start
        for one in statements
        if one.value != "mixed"
        and _OVERALL.search(page.text, max(page.sentence(one.start)[0], one.start - OVERALL_CHARS), one.start)
    ]
    return [one for one in statements if one.value != "mixed" or not any(one.end < at for at in summed)]


def grown_beside(page: Page, chosen: Statement | None, statements: list[Statement]) -> Statement | None:
    """Growth in one organ, where what was chosen is only another organ of the same report that stayed as it was."""
    if chosen is None or chosen.value != "stable" or chosen.weight >= NEAR or chosen.strength > SEEN:
        return chosen
    for one in reversed(statements):
        if one.value != "progressive" or not 0 < chosen.start - one.end <= REPORT_CHARS:
            continue
        if one.era < chosen.era or one.strength < chosen.strength or one.moment.is_before(chosen.moment):
            continue
        # the sentence of the growth itself may compare with an earlier examination
        begin = min(page.sentence(one.start)[1], chosen.start)
        if not _ANOTHER_EXAM.search(page.text, begin, chosen.start) and not find_moments(
            page.folded.text, begin, chosen.start
        ):
            return one
    return chosen
