# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Milestone: a treatment that one part of a document plans, considers or rules out, and another only counts from.

"1st Lutathera scheduled 10/28 … next injection after Lutathera": what is told of the time after it, of its cost or of its
cycles, tells of no other course than the one that is to come.
"""

import re

from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import ENDED, SHARED, TOLD, Named, Standing
from knowledge.case import GIVEN

LEAD_CHARS, FAR_CHARS = 50, 110
_COUNTED_FROM = re.compile(
    r"\b(?:after|following|post|once|until|till|before|end of|completion of|start of|(?:est(?:imated)?\.? )?(?:costs?|price|funding|coverage|approval|budget) (?:of|for)|(?:days?|weeks?|hours?|h|months?) (?:after|from))(?: (?:the|his|her|first|1st|any|each|every|adjuvant)){0,3}[ -]$"
)
"""What stands before a treatment that only serves as a point in time, or as something to be paid."""
_COUNTED_INTO = re.compile(
    r"\b(?:see|review|reassess|scan|ct|mri|imaging|echo|bloods|check|meet|speak|appointment|clinic|visit)\b[^.;?\n]{0,50}?\b(?:weeks?|months?|cycles?|doses?|days) (?:into|after starting|after commencing|of)(?: the| his| her)? $"
)
"""Before a drug: so far into it there will be a visit or a scan."""
_AHEAD = re.compile(r"\b(?:will|shall|to|plan(?:ned)?|book(?:ed)?|next|due)\b|'ll\b")
_BRIDGED = re.compile(r"\b(?:till|until|before|pending|ahead of|bridg(?:e|ing) to)(?: (?:the|his|her|start of))? $")
_FIRM = {Standing("planned", TOLD), Standing("ongoing", TOLD)}


def counted_from(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Take back what is only counted from where all else that is told of its kind is that it was not given yet."""
    text = page.folded.text
    for kind in {one.kind for one in named}:
        own = [(place, one) for place, one in enumerate(named) if one.kind == kind]
        if len(own) < 2:
            continue
        _only_ahead(page, own, standings)
        given = [
            (place, one) for place, one in own if standings[place].status in GIVEN and standings[place] not in _FIRM
        ]
        firm = [one for place, one in own if standings[place] in _FIRM]
        if not given or not firm:
            continue
        names = {one.name for one in firm}
        if all(
            standings[place].weight != ENDED and _may_be_the_same(one, names) and _is_counted_from(text, one)
            for place, one in given
        ):
            for place, _ in given:
                standings[place] = Standing(None, TOLD)


def _only_ahead(page: Page, own: list[tuple[int, Named]], standings: list[Standing]) -> None:
    """Take back what is only looked ahead to where it is planned or thought of before: "I'll see him 4 weeks into it"."""
    text = page.folded.text
    seen: set[str] = set()
    for place, one in own:
        status = standings[place].status
        if status in {"planned", "considered"}:
            seen.add(one.name)
        elif status in GIVEN and seen and _may_be_the_same(one, seen) and not is_dated(text, one):
            low = max(page.sentence(one.start)[0], one.start - FAR_CHARS)
            into = _COUNTED_INTO.search(text, low, one.start)
            bridged = standings[place].weight <= SHARED and _BRIDGED.search(text, low, one.start)
            if bridged or (into and _AHEAD.search(text, low, into.end())):
                standings[place] = Standing(None, TOLD)
        elif status in GIVEN:
            seen.discard(one.name)


def _may_be_the_same(one: Named, names: set[str]) -> bool:
    """Whether a treatment is one of these, or one of the two is only a word for the kind."""
    data = table("treatments")["treatment"]
    return one.name in names or any(data[name].get("generic") for name in (one.name, *names))


def _is_counted_from(text: str, one: Named) -> bool:
    """Whether only a point in time is named, with no year of its own."""
    lead = text[max(0, one.start - LEAD_CHARS) : one.start]
    return _COUNTED_FROM.search(lead) is not None and (not is_dated(text, one) or "cost" in lead)
