# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Bystander: whoever is named beside the patient - the staff, a child, whom she is married to - with an age and a sex
that are not hers."""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.text.opening import Several
from chains.extract.text.vocabulary import either, table
from knowledge.case import Span

BEFORE_CHARS = 24
"""How far before a relative his age may begin: "my 12-year-old son"."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = table("masks")["bystander"]
    owner, staff = either(data["owners"]), either(data["staff"])
    age = r"\d{1,2}(?: ?(?:years?|yrs?|y/?o|y)(?:[ -](?:old|of age))?)?"
    return {
        "bracket": re.compile(
            rf"{owner} (?:(?!retired|former|old|young|ill)[a-z-]+ )?{staff}(?: [a-z.]{{1,14}}){{0,2}}? ?(?P<told>\((?:(?:male|female|man|woman|[mfw]|aged?|years?|yrs?|yo|old|y|himself|herself|\d\d)[ ,/.-]{{0,2}}){{1,5}}\))"
        ),
        "apposition": re.compile(
            rf"{owner} (?:(?!retired|former|old|young|ill)[a-z-]+ )?{staff}(?P<told>, ?(?:(?:who is|he is|she is|he's|she's|himself|herself|aged|an?|now|only|just|a man of|a woman of)[ ,]{{1,2}}){{0,3}}{age}(?![\d%.]| ?[cm]m)[^,.;\n]{{0,30}})(?=[,.;])"
        ),
        "pronoun": re.compile(rf"(?<![a-z])(?P<told>(?:he|she) \({owner} {staff}[^()\n]{{0,20}}\))"),
        "saying": re.compile(
            rf"{owner} (?:[a-z-]+ )?{staff} (?:(?:also|now|has|had|have|therefore|then|still|already) ){{0,2}}{either(data['saying'])}(?: (?:me|us))?(?: that)? (?P<told>he|she)(?![a-z])"
        ),
        "kind": re.compile(rf"(?<![a-z])(?P<told>(?:fe)?male|lady|woman) (?!student|resident|trainee)(?:{staff})(?! of)"),
        "kin": re.compile(
            rf"(?:his|her|my|their|our) (?P<told>\d{{1,2}}(?:[ -](?:years?|yrs?|months?)[ -]olds?| ?-?y/?o))(?! (?:[a-z-]+ )?{either(data['patients'])})"
        ),
        "married": re.compile(
            r"(?:married (?:to|with)|cares for|caring for|carer of|lives with|living with|looks after|widow(?:er)? of|engaged to) (?P<told>an? (?:[a-z-]+ )?(?:\d{2}[ -]years?[ -]old )?(?:m[ae]n|woman|lady|gentleman|boy|girl|baby|child|toddler|[a-z]+)(?: of \d{1,2}|,? aged? \d{1,2}| \(\d{1,2}\))?)(?![a-z])"
        ),
        "aged": re.compile(r"\d{1,2}[ -](?:years?|yrs?|months?)[ -]old (?:[a-z]+ )?$"),
    }  # fmt: skip


@cache
def _scanned() -> Several:
    return Several(body for name, body in _patterns().items() if name != "aged")


def bystander_spans(text: str) -> Iterator[Span]:
    """The ages, pronouns and words for a man or a woman that are told of somebody beside the patient."""
    for matches in _scanned().scan(text):
        yield from (match.span("told") for match in matches)


def aged_behind(text: str, end: int) -> int:
    """Where the age in brackets behind a relative ends ("according to the daughter (45)"), else the same place."""
    aged = re.compile(r"(?: [a-z]{2,14})? ?\(\d{1,2}(?: ?(?:years?|yrs?|y)(?:[ -]old)?)?\)").match(text, end)
    return aged.end() if aged else end


def aged_before(text: str, low: int, start: int) -> int:
    """Where the age in front of a relative begins ("my 12-year-old son"); the place of the relative where none is."""
    aged = _patterns()["aged"].search(text, max(low, start - BEFORE_CHARS), start)
    return aged.start() if aged else start
