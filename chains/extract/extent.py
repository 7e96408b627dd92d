# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Extent: how far the primary reaches, and the year of diagnosis."""

import re
from functools import cache

from chains.extract.found import Found
from chains.extract.number import YEAR
from chains.extract.page import Page
from chains.extract.vocabulary import LEFT, RIGHT, either, table


@cache
def _patterns() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    data = table("extent")
    reach = either(data["reach"])
    between = r"(?:[ ,:]|(?:the|into|to|of|and|up|as|far|wall|its|is|deep|deeply|focally|minimally|only|through|adjacent|surrounding|direct|directly|beyond|muscle|layer|depth|a|by|with)\b){0,9}"
    return tuple(
        (
            name,
            depth,
            re.compile(
                rf"{reach}{between}{either(body['forms'])}|{either(body['forms'])}{between}(?:is |was |are )?(?:invaded|infiltrated|involved|invasion|infiltration|breached|involvement|penetrated){RIGHT}"
            ),
        )
        for depth, (name, body) in enumerate(data["extent"].items())
    )


@cache
def _confined() -> re.Pattern[str]:
    return re.compile(
        rf"{LEFT}(?:confined|limited|restricted) to (?:the )?(?:pancreas|pancreatic parenchyma|organ|bowel wall|appendix|ampulla|lung|stomach wall|sphincter of oddi){RIGHT}|{LEFT}organ[ -]confined{RIGHT}"
    )


@cache
def _years() -> re.Pattern[str]:
    month = r"(?:(?:early|late|mid)[ -])?(?:\d{1,2}[./])?(?:\d{1,2}[./])?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? ?)?"
    thing = r"(?:(?!liver|recurren|metasta|progress)[a-z0-9-]+[ ,]{1,2}){0,5}?"
    return re.compile(
        rf"{LEFT}(?:(?:first |initially |originally |newly )?diagnos(?:ed|is)(?: (?:made|established|of {thing}|with {thing}|as {thing}|date|year))?|dx(?:'?d)?|initial diagnosis|year of diagnosis|date of diagnosis)(?: (?:in|on|was|since|year|of)|[ :=(,])*{month}(?P<year>{YEAR})"
        rf"|(?P<before>{YEAR}):? (?:initial |first )?(?:diagnosis|diagnosed|dx){RIGHT}"
    )


def read_extent(page: Page) -> list[Found]:
    """The deepest structure reached, and the year of the diagnosis."""
    found: list[Found] = []
    for match in _confined().finditer(page.text):
        if not page.context(*match.span()) & {"negated", "asked", "possible"}:
            found.append(Found("tumour_extent", "limited", *match.span(), rank=0))
    for name, depth, pattern in _patterns():
        for match in pattern.finditer(page.text):
            if not page.context(match.end() - 1, match.end()) & {"negated", "asked", "possible"} and not page.context(
                *match.span()
            ) & {"negated", "asked"}:
                found.append(Found("tumour_extent", name, *match.span(), rank=depth + 1))
    for match in _years().finditer(page.text):
        name = "year" if match["year"] else "before"
        found.append(Found("diagnosis_year", int(match[name]), match.start(name), match.end(name)))
    return found
