"""Summed up: what a report says of itself at its end ("overall PD"), which outranks the mixed picture before it."""

import re

from chains.extract.text.page import Page
from chains.extract.tumour.statement import Statement

OVERALL_CHARS = 40
"""How far before a state the word may stand by which it sums up."""
_OVERALL = re.compile(
    r"(?<![a-z])(?:overall|altogether|all in all|in (?:total|summary|sum|conclusion)|net result|recist(?: ?1\.1)?)"
    r"(?: (?:this|it|that) (?:is|means))?(?: (?:is|=|therefore|thus|however|still))?[:,=-]{0,2} ?"
    r"(?:clear |clearly |definite |slow |an? ){0,2}$"
)


def without_summed_up(page: Page, statements: list[Statement]) -> list[Statement]:
    """The statements without a mixed picture that its report sums up behind it."""
    summed = [
        one.start
        for one in statements
        if one.value != "mixed"
        and _OVERALL.search(page.text, max(page.sentence(one.start)[0], one.start - OVERALL_CHARS), one.start)
    ]
    return [one for one in statements if one.value != "mixed" or not any(one.end < at for at in summed)]
