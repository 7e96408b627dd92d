"""Agreement: a treatment given, or a grade, is told only where the second reader does not speak against it."""

from typing import NamedTuple

from chains.extract.second.surroundings import surroundings
from chains.extract.second.weights import log_odds, words_of_page
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.treatment.standing import SHARED
from chains.extract.tumour.grade import STATED
from knowledge.case import GIVEN

NAMED_AT_LEAST = 0.0
"""Log-odds that a treatment needs which is only named, or shares what is told of another: even."""
TOLD_AT_LEAST = -1.0
"""Log-odds that a treatment needs of which words tell that it was given: three to one against it are too much."""
GRADE_AT_LEAST = -1.0
"""Log-odds that a grade needs to be that of the tumour."""
LEAST_WORDS = 10
"""Fewer words than these around a passage tell too little: a short message is understood from what it answers."""


class Agreed(NamedTuple):
    """The facts that both readers tell, and those that only the rules told."""

    facts: list[Found]
    doubted: list[Found]


def agreed(page: Page, found: list[Found]) -> Agreed:
    """Part the facts by the second reader; a place that only a doubted operation implied goes with it."""
    facts: list[Found] = []
    doubted: list[Found] = []
    for fact in found:
        (doubted if _is_doubted(page, fact) else facts).append(fact)
    higher = [one.value for one in doubted if one.field == "stated_grade" and one.rank >= STATED]
    if higher:  # of two grades the lower one does not stand where the higher is only doubted
        facts = [one for one in facts if one.field != "stated_grade" or one.value >= max(higher)]
    operations = {(fact.start, fact.end) for fact in doubted if fact.field == "treatments"}
    if operations:
        facts = [fact for fact in facts if fact.field != "primary_site" or (fact.start, fact.end) not in operations]
    return Agreed(facts, doubted)


def _is_doubted(page: Page, fact: Found) -> bool:
    treatment = fact.field == "treatments" and fact.value.status in GIVEN
    if not treatment and fact.field != "stated_grade":
        return False
    near = page.kept(words_of_page).around(fact.start, fact.end)
    if near.words < LEAST_WORDS:
        return False
    if not treatment:
        return log_odds(fact.field, surroundings(near, fact.field)) < GRADE_AT_LEAST
    firm = fact.rank > SHARED or fact.value.year is not None
    seen = surroundings(near, fact.value.kind, fact.value.name)  # never what the rules make of it
    return log_odds(fact.field, seen) < (TOLD_AT_LEAST if firm else NAMED_AT_LEAST)
