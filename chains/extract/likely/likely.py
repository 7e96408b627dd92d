"""Likely: facts that no rule reads, and the words of a text make likely; each is marked where it is told."""

from collections.abc import Container, Sequence
from typing import Any, NamedTuple

from chains.extract.assembly import assemble
from chains.extract.likely.known import known
from chains.extract.likely.numbers import candidates
from chains.extract.likely.stretches import Seen, Stretch, is_short, of_stretch, seen, stretches_of
from chains.extract.likely.weights import Learned, of_numbers, of_slots, probability
from chains.extract.reading import Conflict
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.treatment.treatments import named_open
from chains.extract.tumour.site import BARE
from knowledge.case import GIVEN, CaseDetails, Metastasis, Span, Treatment

LEAST_FACTS = 1
"""So many facts the rules read in a text in which something is likely: a text without any tells of no patient."""
LEAST_EVIDENCE = 1.0
"""So much, in log-odds, must the sentence that names the slot speak for the value."""
_THERE = GIVEN | {"present"}
_NOT_THERE = frozenset({"negated", "withheld", "not_yet", "asked", "hypothetical", "possible"})
_NOT_THERE |= {"planned", "considered", "declined"}
"""Contexts in which a word tells neither of something that is there nor of something that was done."""


class Likely(NamedTuple):
    """A fact that is likely, and the slot that it fills."""

    slot: str
    fact: Found


def with_likely_facts(
    page: Page, told: Sequence[Found], case: CaseDetails, conflicts: tuple[Conflict, ...], closed: frozenset[str]
) -> CaseDetails:
    """The case with what is likely, and marked so, in slots of which the rules read nothing and that are not closed."""
    if len(case.facts()) < LEAST_FACTS:
        return case
    more = [one for one in _likely(page, closed | case.slots(), case) if not (case.m == "M0" and _is_distant(one.fact))]
    if not more:
        return case
    with_more, clashes = assemble(page, [*told, *(one.fact for one in more)])
    if clashes != conflicts or case.slots() - with_more.slots():
        return case  # what the rules read does not give way
    marks = {one.slot for one in more} & with_more.slots()
    return with_more.model_copy(update={"likely": tuple(sorted(marks))})


def _is_distant(fact: Found) -> bool:
    return fact.field == "metastases" and fact.value.status != "absent"


def _likely(page: Page, closed: Container[str], case: CaseDetails) -> list[Likely]:
    if is_short(page):
        return []
    told: list[Likely] = []
    for slot, own in of_slots().items():
        if slot in closed or (place := _best(seen(page, slot, known(case, slot)), own)) is None:
            continue
        fact = _fact(page, slot, own.values[place], _places(page.kept(stretches_of), slot, own, place))
        if fact is not None:
            told.append(Likely(slot, fact))
    for field, own in of_numbers().items():
        if field not in closed and (number := _number(page, field, own)) is not None:
            told.append(Likely(field, number))
    return told


def _number(page: Page, field: str, own: Learned) -> Found | None:
    """The number of a page that is the likeliest value of a field, where it is likely enough."""
    asked = [one for one in candidates(page, field) if not page.context(*one.span) & _NOT_THERE]
    odds = [own.log_odds(Seen(one.features))[0] for one in asked]
    best, least = max(range(len(odds)), key=odds.__getitem__, default=None), own.least[0]
    if best is None or least is None or probability(odds[best]) < least:
        return None
    return Found(field, asked[best].value, *asked[best].span)


def _best(found: Seen | None, own: Learned) -> int | None:
    """The place of the likeliest value, where it is likely enough."""
    if found is None:
        return None
    odds = own.log_odds(found)
    place = max(range(len(odds)), key=odds.__getitem__)
    least = own.least[place]
    return place if least is not None and probability(odds[place]) >= least else None


def _places(stretches: tuple[Stretch, ...], slot: str, own: Learned, place: int) -> list[Span]:
    """Where the words of the slot stand in sentences that speak for the value, first in the one that does most.

    A sentence that only names the slot ("fatty liver.") tells nothing, whatever else stands in the text.
    """
    said = [(own.evidence(of_stretch(stretch, slot))[place], stretch) for stretch in stretches if slot in stretch.named]
    said = sorted((one for one in said if one[0] > LEAST_EVIDENCE), key=lambda one: -one[0])
    return [stretch.spans[at] for _, stretch in said for at in stretch.named[slot]]


def _fact(page: Page, slot: str, value: str, places: list[Span]) -> Found | None:
    field, _, entry = slot.partition(".")
    if value in _THERE:
        places = [place for place in places if not page.context(*place) & _NOT_THERE]
    if not places:
        return None
    where = places[0]
    if field == "metastases":
        return Found(field, Metastasis.model_validate({"site": entry, "status": value}), *where)
    if field != "treatments":
        return Found(field, value, *where, BARE)
    named = [one for one in named_open(page) if one.kind == entry]
    if value in GIVEN:
        named = [one for one in named if not page.context(one.start, one.end) & _NOT_THERE]
    if not named:
        return None
    one = min(named, key=lambda one: abs(one.start - where[0]))
    body: dict[str, Any] = {"name": one.name, "kind": entry, "status": value}
    return Found(field, Treatment.model_validate(body), one.start, one.end)
