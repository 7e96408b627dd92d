# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Timepoint: a treatment named again only as a point in time is as it was told: "lutetium tomorrow … next LAR after it"."""

import re

from chains.extract.text.vocabulary import table
from chains.extract.treatment.loose import is_dated
from chains.extract.treatment.standing import SHARED, TOLD, UNTOLD, Named, Standing

LEAD_CHARS = 70
"""How far before a treatment its clause is looked at."""
_CLAUSE = re.compile(r"[.;:\n(]|, ")
_AFTER = re.compile(r"\b(?:after|following|post|once|until|till)(?: (?:the|his|her|this|that|their|said))? $")
_TO_COME = re.compile(
    r"\b(?:next|again|then|scan|ct|mri|pet|review|repeat|re-?stag[a-z]*|re-?start|resume|continue|carry on|due|will|to|see|follow|plan|book|wait|clinic|appointment|imaging|bloods?|(?:weeks?|wks?|months?|days?))\b"
)
_PAST = re.compile(
    r"\b(?:had|was|were|developed|showed|went|did|has|have|since|now|ago|19\d\d|20\d\d|[a-z]{3,}(?<!ne)(?<!schedul)(?<!plann)(?<!book)ed)\b"
)


def refer_back(text: str, named: list[Named], standings: list[Standing]) -> None:
    """A treatment that is planned, or whose day alone is told, is not given because something is to follow it."""
    ahead = {one.kind for one, own in zip(named, standings, strict=True) if own == Standing("planned", TOLD)}
    open_yet: dict[str, Standing] = {}
    for place, (one, own) in enumerate(zip(named, standings, strict=True)):
        if own.status == "planned" or own == Standing(None, UNTOLD):
            open_yet.setdefault(one.name, own)
            open_yet.setdefault(one.kind, own)
        elif own.status in {"done", "ongoing"}:
            earlier = open_yet.get(one.name) or open_yet.get(one.kind)
            if is_dated(text, one):
                continue
            if earlier and _is_a_time(text, one):
                standings[place] = earlier._replace(weight=min(earlier.weight, SHARED))
            elif one.kind in ahead and _is_generic(one) and _is_a_time(text, one, to_come=False):
                standings[place] = Standing("planned", SHARED)


def _is_generic(one: Named) -> bool:
    """Whether only the kind of a treatment is named ("surgery")."""
    return bool(table("treatments")["treatment"][one.name].get("generic"))


def _is_a_time(text: str, one: Named, *, to_come: bool = True) -> bool:
    """Whether a treatment is named behind "after", in a clause that tells of nothing in the past, but of what is to come."""
    lead = _CLAUSE.split(text[max(0, one.start - LEAD_CHARS) : one.start])[-1]
    if not _AFTER.search(lead) or _PAST.search(lead):
        return False
    return not to_come or _TO_COME.search(lead) is not None
