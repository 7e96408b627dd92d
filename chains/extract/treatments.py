# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Treatments: operations, drugs and procedures, with year and best response - and the primary that an operation implies."""

import re
from functools import cache

from chains.extract.found import Found, entry
from chains.extract.gap import is_light
from chains.extract.naming import find_named
from chains.extract.page import Page
from chains.extract.standing import TOLD, Named
from chains.extract.status import read_standings
from chains.extract.vocabulary import RIGHT, table
from chains.extract.years import read_years
from knowledge.case import Span, Treatment

INFERRED = 1
RESPONSE_CHARS = 170
"""How far behind a treatment its best response may be told."""
_CODE = r"(?:partial (?:response|remission)|complete (?:response|remission)|stable disease|stability|stabili[sz]ation|disease stabili[sz]ation|progressive disease|progression|mixed response|pr|sd|cr|pd)"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    mild = r"(?:a |an |the |only |good |very good |excellent |minor |durable |prolonged |long |confirmed |radiological |radiologic |recist |initial |an initial |a good |his |her )*"
    return {
        "best": re.compile(
            rf"(?:best(?: (?:overall )?(?:response|result))?|response|resp\.?|bor|br)(?: (?:was|of|is|on|to it|achieved|being|to this|to treatment|on ct|by recist))*? ?(?:[:=(,→-] ?)? ?{mild}(?P<code>{_CODE}|partial|complete|stable){RIGHT}"
        ),
        "told": re.compile(
            rf"(?:\bwith|\bw/|achiev(?:ed|ing)|obtain(?:ed|ing)|showing|showed|leading to|resulting in|resulted in|reached|→|=|\(|:|\bhad|- ) ?{mild}(?P<code>{_CODE}){RIGHT}(?! since| now| on (?:the )?(?:last|latest|recent))"
        ),
        "bare": re.compile(
            rf"(?<![a-z0-9])(?P<code>partial (?:response|remission)|complete (?:response|remission)|stable disease|pr|cr|sd){RIGHT}(?! (?:since|now|on (?!ct|mri|pet|imaging|recist)))"
        ),
        "as_best": re.compile(rf"(?P<code>{_CODE}) as (?:the |a )?best (?:response|result)"),
        "before": re.compile(
            r"(?:(?P<code>(?:partial|complete|mixed) (?:response|remission)|pr|cr)(?: \([^)]{0,20}\))? (?:to|with|after|on|from|under)|best response (?:to|on|with|under)) (?:the )?(?:(?:\d|two|three|four|six) ?(?:x|cycles?|doses?) (?:of )?)?$"
        ),
        "later": re.compile(
            r"\b(?:now|then|currently|again|later|until|subsequent(?:ly)?|but|progress|today|latest|last ct|ct)\b"
        ),
    }


def read_treatments(page: Page) -> list[Found]:
    """Every treatment with its status; one that is denied, or belongs to another disease, is left out."""
    found: list[Found] = []
    data = table("treatments")["treatment"]
    named = find_named(page)
    standings = read_standings(page, named)
    years = read_years(page, named, standings)
    for place, (one, standing, year) in enumerate(zip(named, standings, years, strict=True)):
        status = standing.status
        if year and year.closed and year.start >= one.end and status == "ongoing" and standing.weight <= TOLD:
            status = "done"
        if status is None and standing.weight == 0 and year:
            status = "done"
        if status is None:
            continue
        after = named[place + 1].start if place + 1 < len(named) else len(page.text)
        response = _response(page, one, after) if status == "done" else None
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
        if "infers" in body and status in {"done", "ongoing"}:
            found.append(Found("primary_site", body["infers"], one.start, one.end, body.get("strength", INFERRED)))
    return found


def _response(page: Page, one: Named, after: int) -> tuple[str, Span] | None:
    """The best response told of a treatment that was given, and where it stands."""
    patterns = _patterns()
    text = page.folded.text
    before = patterns["before"].search(text, max(0, one.start - 60), one.start)
    if before and before["code"]:
        return _code(before["code"]), before.span("code")
    line = text.find("\n", one.end)
    limit = min(after, one.end + RESPONSE_CHARS, line if line >= 0 else len(text))
    best = patterns["as_best"].search(text, one.end, limit) or patterns["best"].search(text, one.end, limit)
    if best:
        return _code(best["code"]), best.span("code")
    sentence = min(limit, page.sentence(one.start)[1], one.end + 60)
    told = patterns["told"].search(text, one.end, sentence)
    if told and patterns["later"].search(text, one.end, told.start("code")):
        told = None
    bare = patterns["bare"].search(text, one.end, sentence)
    if bare and is_light(text[one.end : bare.start()]) and not (told and told.start() < bare.start()):
        return _code(bare["code"]), bare.span("code")
    return (_code(told["code"]), told.span("code")) if told else None


def _code(words: str) -> str:
    return {
        "partial": "PR",
        "complete": "CR",
        "stable": "SD",
        "stability": "SD",
        "disease": "SD",
        "progressive": "PD",
        "progression": "PD",
        "mixed": "mixed",
    }.get(words.split(maxsplit=1)[0], "SD" if words.startswith("stabili") else words.upper())
