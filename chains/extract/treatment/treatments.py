# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Treatments: operations, drugs and procedures, with year and best response - and the primary that an operation implies."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.text.found import Found, entry
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import forms, table
from chains.extract.treatment.misgiving import with_misgivings
from chains.extract.treatment.naming import find_named
from chains.extract.treatment.resection import infer_resection
from chains.extract.treatment.response import best_response
from chains.extract.treatment.standing import STARTED, TOLD, Named, Standing
from chains.extract.treatment.status import read_standings
from chains.extract.treatment.years import read_years
from knowledge.case import Treatment

INFERRED = 1
_AGAIN = re.compile(r"\)?,? (?:and |then |but ){0,2}(?:re ?-?start|resum|re ?-?challeng|again|re ?-?introduc)")
"""What says after a range that the treatment did not stay over: "2015-2017, restarted 2021"."""
_ANOTHER_LOBE = re.compile(r"(?<![a-z])(?:liver|hepatic|thyroid|parotid|brain|temporal|frontal)(?![a-z])")


class _Told(NamedTuple):
    """The treatments that a page names, and how each stands by its words, and beside what raises a misgiving."""

    named: list[Named]
    first: list[Standing]
    standings: list[Standing]


def _told(page: Page) -> _Told:
    named = find_named(page)
    first = read_standings(page, named)
    return _Told(named, first, with_misgivings(page, named, first))


def named_only(page: Page) -> list[Named]:
    """The treatments that nothing but a misgiving keeps from being told as given, the first of each kind."""
    silenced: dict[str, Named] = {}
    for one, first, own in zip(*page.kept(_told), strict=True):
        if own.status is None and first.status is not None:
            silenced.setdefault(one.kind, one)
    return list(silenced.values())


def named_untold(page: Page) -> list[Named]:
    """The treatments that are named and of which no state is told, whatever keeps it from being told."""
    told = page.kept(_told)
    return [one for one, own in zip(told.named, told.standings, strict=True) if own.status is None]


def named_open(page: Page) -> list[Named]:
    """The treatments that are named and of which nothing is told, of kinds of which none is told as not given."""
    told = page.kept(_told)
    both = list(zip(told.named, told.standings, strict=True))
    denied = {one.kind for one, own in both if own.status is None and own.weight >= TOLD}
    return [one for one, own in both if own.status is None and one.kind not in denied]


def read_treatments(page: Page) -> list[Found]:
    """Every treatment with its status; one that is denied, or belongs to another disease, is left out."""
    found: list[Found] = []
    data = table("treatments")["treatment"]
    named, _, standings = page.kept(_told)
    years = read_years(page, named, standings)
    for place, (one, standing, year) in enumerate(zip(named, standings, years, strict=True)):
        status = standing.status
        over = year and year.closed and year.start >= one.end and not _AGAIN.match(page.folded.text, year.end)
        if over and status == "ongoing" and standing.weight <= TOLD:
            status = "done"
        if status is None and standing.weight == 0 and year:
            status = "done"
        if status is None:
            continue
        after = named[place + 1].start if place + 1 < len(named) else len(page.text)
        response = best_response(page, one, after) if status == "done" or _may_be_over(one, standing) else None
        if response and status == "ongoing":
            status = "done"
        treatment = Treatment(
            name=one.name,
            kind=data[one.name]["kind"],
            status=status,
            year=year.year if year else None,
            best_response=response[0] if response else None,
        )
        found.append(
            entry(
                "treatments",
                treatment,
                one.start,
                one.end,
                name=(one.start, one.end),
                year=(year.start, year.end) if year else None,
                best_response=response[1] if response else None,
            )._replace(rank=standing.weight)
        )
        body = data[one.name]
        site = body.get("infers") or (body.get("infers_for") if _was_for(page, one.start, one.end) else None)
        if site and status in {"done", "ongoing"}:
            found.append(Found("primary_site", site, one.start, one.end, body.get("strength", INFERRED)))
    return found + infer_resection(page, found)


@cache
def _for_a_tumour() -> re.Pattern[str]:
    return re.compile(
        r"(?: \(?(?:in |on |done |performed |dated )?(?:[a-z]{3,9} )?\d{1,4}(?:[./-]\d{1,4}){0,2}\)?| (?:last (?:week|month|year)|\d{1,2} (?:days|weeks|months|years) ago)){0,2}"
        r"(?: ?[:=,→-]{1,2} ?| for (?:an? |the |his |her )?| show(?:ed|s|ing) (?:an? )?| with (?:an? )?)(?:histo(?:logy)?:? |path(?:ology)?:? )?"
        r"(?:(?!(?:mets?|metasta[a-z]*|liver|hepatic|ileal|ileum|small|bowel|pancrea[a-z]*|gastric|rectal|appendi[a-z]*|no|not)(?![a-z]))[a-z0-9.%-]{1,16},? ){0,4}?"
        + forms("sites", "net_words")
        + r"(?![^.;\n]{0,30}(?<![a-z])(?:mets?|metasta[a-z]*|deposits?)(?![a-z]))"
    )


def _was_for(page: Page, start: int, end: int) -> bool:
    """Whether an operation on an organ that may hold other tumours too was one for the NET: "sigmoid resection for NEC"."""
    told = _for_a_tumour().match(page.text, end)
    return told is not None and _ANOTHER_LOBE.search(page.text, page.sentence(start)[0], told.end()) is None


def _may_be_over(one: Named, standing: Standing) -> bool:
    """Whether only a start is told of a course that comes to an end by itself, so that its best response ends it."""
    return standing.status == "ongoing" and standing.weight == STARTED and one.kind in {"prrt", "chemo"}
