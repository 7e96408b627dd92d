"""Unlikely: what a rule reads and the words of a text speak against is named and not told."""

from typing import NamedTuple

from chains.extract.likely.known import known
from chains.extract.likely.stretches import is_short, seen, stretches_of
from chains.extract.likely.weights import of_slots, probability
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken
from knowledge.case import ENTRIES, GIVEN, CaseDetails

LEAST = 0.02
"""The probability below which what a rule reads is not told."""
WEIGHED = ("treatments.", "metastases.liver", "metastases.bone")
"""The slots that are weighed, or how they begin: those of which many texts tell. Of rare ones (brain metastases, an
appendiceal primary, a response) what is told plainly looked unlikely. Of treatments only what was given is."""


class Parted(NamedTuple):
    """The facts that are told, and those that are too unlikely to be."""

    facts: list[Found]
    unlikely: list[Found]


def without_unlikely(page: Page, told: list[Found], case: CaseDetails) -> Parted:
    """Part the facts by how likely the words of the page, and what the case tells beside them, make them."""
    if is_short(page):
        return Parted(told, [])
    by_slot: dict[str, list[Found]] = {}
    for fact in told:
        slot = slot_of(fact)
        if slot.startswith(WEIGHED) and (fact.field != "treatments" or fact.value.status in GIVEN):
            by_slot.setdefault(slot, []).append(fact)
    out: set[int] = set()
    for slot, own in by_slot.items():
        if len({_status(fact) for fact in own}) > 1:
            continue  # without the one the other would be told
        learned = of_slots().get(slot)
        found = seen(page, slot, known(case, slot)) if learned else None
        if learned is None or found is None:
            continue
        odds = dict(zip(learned.values, map(probability, learned.log_odds(found)), strict=True))
        doubted = [fact for fact in own if _probability(fact, odds) < LEAST]
        if doubted:
            named = _named(page, slot)
            out.update(id(fact) for fact in doubted if named.overlaps(fact.start, fact.end))
    return Parted([fact for fact in told if id(fact) not in out], [fact for fact in told if id(fact) in out])


def slot_of(fact: Found) -> str:
    """The slot that a fact fills."""
    named = ENTRIES.get(fact.field)
    return f"{fact.field}.{getattr(fact.value, named)}" if named else fact.field


def _named(page: Page, slot: str) -> Taken:
    """Where the known words of a slot stand: of any other words nothing was learned."""
    stretches = page.kept(stretches_of)
    return Taken(len(page.text), [one.spans[at] for one in stretches for at in one.named.get(slot, ())])


def _status(fact: Found) -> frozenset[str]:
    """What a fact tells of its slot; a treatment that is over tells the same as one that runs."""
    value = str(getattr(fact.value, "status", fact.value))
    return GIVEN if value in GIVEN else frozenset({value})


def _probability(fact: Found, odds: dict[str, float]) -> float:
    """How likely a fact is; one whose value was learned from no text is as likely as any."""
    learned = [odds[one] for one in _status(fact) if one in odds]
    return sum(learned) if learned else 1.0
