# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Extent: how far the primary reaches."""

import re
from functools import cache

from chains.extract.found import Found
from chains.extract.page import Page
from chains.extract.vocabulary import LEFT, RIGHT, either, table

_LAYERS = ("submucosa", "muscularis_propria", "subserosa")
"""Layers that a report may just name: "NET 11 mm, submucosa, R0"."""


@cache
def _patterns() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    data = table("extent")
    reach = either(data["reach"])
    between = r"(?:[ ,:]|(?:the|into|to|of|and|up|as|far|wall|its|is|are|deep|deeply|focally|minimally|only|just|at least|through|adjacent|surrounding|direct|directly|beyond|muscle|layer|depth|a|by|with|mucosa|superficial|upper|full thickness|but not (?:through|beyond|penetrating|breaching)(?: the)?|entire)\b){0,9}"
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
def _layers() -> re.Pattern[str]:
    """A layer named on its own, between commas or at the end, as a report lists it."""
    forms = table("extent")["extent"]
    named = "|".join(f"(?P<{name}>{either(forms[name]['forms'])})" for name in _LAYERS)
    return re.compile(
        rf"(?:[,;(] ?|\bin (?:the )?)(?:within |in )?(?:the )?(?:(?:lamina propria|mucosa) (?:and|/|&) (?:the )?)?(?:superficial |deep )?(?:{named})(?: ?\(?sm ?[123]\)?| only)?(?= ?(?:[,;.)\n]|$))"
    )


@cache
def _pancreas() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Growth of a tumour of the ampulla, duodenum or stomach into the pancreas."""
    data = table("extent")
    return (
        re.compile(either(data["beside_the_pancreas"])),
        re.compile(rf"{either(data['enters'])} (?:directly )?(?:the )?(?:head of the )?{either(data['own_pancreas'])}"),
    )


@cache
def _confined() -> re.Pattern[str]:
    return re.compile(
        rf"{LEFT}(?:confined|limited|restricted) to (?:the )?(?:pancreas|pancreatic parenchyma|organ|bowel wall|appendix|ampulla|lung|stomach wall|sphincter of oddi){RIGHT}|{LEFT}organ[ -]confined{RIGHT}"
    )


def read_extent(page: Page) -> list[Found]:
    """The deepest structure reached."""
    found: list[Found] = []
    for match in _confined().finditer(page.text):
        if not page.context(*match.span()) & {"negated", "asked", "possible"}:
            found.append(Found("tumour_extent", "limited", *match.span(), rank=0))
    for name, depth, pattern in _patterns():
        for match in pattern.finditer(page.text):
            if _holds(page, match):
                found.append(Found("tumour_extent", name, *match.span(), rank=depth + 1))
    for match in _layers().finditer(page.text):
        name = next(layer for layer in _LAYERS if match[layer])
        if not page.context(match.start(name), match.end(name)) & {"negated", "asked", "possible"}:
            found.append(Found("tumour_extent", name, *match.span(name), rank=_LAYERS.index(name) + 1))
    beside, grown = _pancreas()
    for match in grown.finditer(page.text):
        if beside.search(page.text, max(0, match.start() - 160), match.start()) and _holds(page, match):
            rank = list(table("extent")["extent"]).index("pancreas_or_peripancreatic_fat") + 1
            found.append(Found("tumour_extent", "pancreas_or_peripancreatic_fat", *match.span(), rank=rank))
    return found


def _holds(page: Page, match: re.Match[str]) -> bool:
    """Whether the growth is told, not denied; "into but not through the muscle" reaches the muscle."""
    if "but not " in match.group():
        return not page.context(match.start(), match.start() + 1) & {"negated", "asked", "possible"}
    return not (
        page.context(match.end() - 1, match.end()) & {"negated", "asked", "possible"}
        or page.context(*match.span()) & {"negated", "asked"}
    )
