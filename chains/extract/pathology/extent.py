# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Extent: how far the primary reaches."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, either, index, table
from knowledge.case import Span

_LAYERS = ("submucosa", "muscularis_propria", "subserosa")
"""Layers that a report may just name: "NET 11 mm, submucosa, R0"."""


_ORGANS = {"duodenum_or_bile_duct", "adjacent_organ", "large_vessel"}
"""Neighbours: here only words of growth count ("FNA through the duodenum" is none)."""


@cache
def _growth() -> dict[str, re.Pattern[str]]:
    """What stands before a structure that is reached ("invades the"), and what stands behind it ("is breached")."""
    between = r"(?:[ ,:/]|(?:the|into|to|of|and|up|as|far|wall|its|is|are|deep|deeply|focally|minimally|only|just|at least|through|adjacent|surrounding|direct|directly|beyond|muscle|layer|depth|a|by|with|mucosa|superficial|upper|full thickness|but not (?:through|beyond|penetrating|breaching)(?: the)?|entire)\b){0,9}"
    data = table("extent")
    return {
        "layer": re.compile(rf"{either(data['reach'])}{between}$"),
        "organ": re.compile(rf"{either([*data['enters'], *data['takes_in']])}{between}$"),
        "and": re.compile(r" ?(?:,|and|,? and|as well as|/|&|plus) (?:the |into the |into |then )?$"),
        "spared": re.compile(
            r"[ :]{1,2}(?:is |was |are |were |remains? |appears? )?(?:intact|uninvolved|free|not|clear|spared|preserved|normal|unremarkable|smooth|negative|uninfiltrated)\b"
        ),
        "behind": re.compile(
            rf"{between}(?:is |was |are )?(?:invaded|infiltrated|involved|reached|invasion|infiltration|breached|involvement|penetrated){RIGHT}"
        ),
    }


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
        re.compile(
            rf"{either(data['enters'])} (?:directly )?(?:into )?(?:the )?(?:head of the )?{either(data['own_pancreas'])}"
        ),
    )


@cache
def _confined() -> re.Pattern[str]:
    return re.compile(
        rf"{LEFT}(?:confined|limited|restricted) to (?:the )?(?:pancreas|pancreatic parenchyma|organ|bowel wall|appendix|ampulla|lung|stomach wall|sphincter of oddi){RIGHT}|{LEFT}organ[ -]confined{RIGHT}"
    )


def read_extent(page: Page) -> list[Found]:
    """The deepest structure reached."""
    found: list[Found] = []
    for match in scan(_confined(), page.text):
        if not page.context(*match.span()) & {"negated", "asked", "possible"}:
            found.append(Found("tumour_extent", "limited", *match.span(), rank=0))
    depths = list(table("extent")["extent"])
    known = _growth()
    last: Span | None = None
    every = index("extent", "extent").find(page.text)
    for name, start, end in every:
        low = max(page.sentence(start)[0], start - 80)
        before = known["organ" if name in _ORGANS else "layer"].search(page.text[low:start])
        after = None if before else known["behind"].match(page.text, end)
        if known["spared"].match(page.text, end):
            continue
        place = (low + before.start(), end) if before else (start, after.end()) if after else None
        if place is None and last and last[1] >= low and known["and"].fullmatch(page.text[last[1] : start]):
            place = last = (last[0], end)  # "infiltrates the muscularis propria and the subserosal fat"
        if place and _holds(page, place):
            last = place if before or last == place else None
            found.append(Found("tumour_extent", name, *place, rank=depths.index(name) + 1))
    named = {name for name, _, _ in every}
    for match in _layers().finditer(page.text) if named.intersection(_LAYERS) else ():
        name = next(layer for layer in _LAYERS if match[layer])
        if not page.context(match.start(name), match.end(name)) & {"negated", "asked", "possible"}:
            found.append(Found("tumour_extent", name, *match.span(name), rank=_LAYERS.index(name) + 1))
    beside, grown = _pancreas()
    for match in scan(grown, page.text):
        if beside.search(page.text, max(0, match.start() - 160), match.start()) and _holds(page, match.span()):
            rank = depths.index("pancreas_or_peripancreatic_fat") + 1
            found.append(Found("tumour_extent", "pancreas_or_peripancreatic_fat", *match.span(), rank=rank))
    return found


def _holds(page: Page, place: Span) -> bool:
    """Whether the growth is told, not denied; "into but not through the muscle" reaches the muscle."""
    start, end = place
    if "but not " in page.text[start:end]:
        return not page.context(start, start + 1) & {"negated", "asked", "possible"}
    return not (
        page.context(end - 1, end) & {"negated", "asked", "possible"} or page.context(start, end) & {"negated", "asked"}
    )
