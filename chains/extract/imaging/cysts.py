# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Cysts: harmless findings of an organ that are all a text finds there - "no hepatic lesions other than two cysts"."""

import re
from functools import cache

from chains.extract.imaging.spread_sites import spread
from chains.extract.text.context import WITHHELD
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, index

_HINTS = ("cyst", "angioma", "fnh", "granuloma", "hamartoma", "bone island")
"""One of these harmless things is named in every such text."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    organ = r"(?P<organ>hepatic|livers?|bones?|bony|osseous|lungs?|pulmonary)"
    harmless = r"(?:cysts?|ha?emangiomas?|fnh|granulomas?|hamartomas?|bone islands?)(?![a-z])"
    no_met = r"(?:no|not an?|none (?:is an? )?|not) (?:liver |hepatic |distant )?(?:mets?|metasta[a-z]+|secondar(?:y|ies))(?= ?(?:[.,;)\n]|$))"
    return (
        re.compile(
            rf"{LEFT}no (?:suspicious |focal |other |further )?{organ} (?:lesions?|deposits?|findings?|abnormalit(?:y|ies)|mets?|metasta[a-z]+) (?:other than|apart from|except(?: for)?|besides|but(?: for)?|save(?: for)?) (?:[a-z0-9]+ ){{0,4}}?{harmless}(?![^.;\n]{{0,60}}(?:{LEFT}(?:mets?|metasta[a-z]+|lesions?|nodules?){RIGHT}))"
        ),
        re.compile(
            rf"{LEFT}{organ} {harmless}[^.;\n]{{0,60}}?(?:,|-|\(|:) ?(?:(?:clearly|certainly|definitely|benign|but|and|so) ){{0,2}}{no_met}"
        ),
        re.compile(
            rf"{LEFT}{organ} {harmless}[^;\n.]{{0,70}}?(?:benign|simple|harmless|typical)?[^;\n.]{{0,20}}\.[ \n]{no_met}"
        ),
    )


def read_cysts(page: Page) -> list[Found]:
    """Organs in which nothing but a harmless finding is told, with a denial of metastases beside it."""
    found: list[Found] = []
    if not any(hint in page.text for hint in _HINTS):
        return found
    for pattern in _patterns():
        for match in scan(pattern, page.text):
            if page.context(match.start("organ"), match.end("organ")) & {"asked", "hypothetical", WITHHELD}:
                continue
            named = index("spread", "site").find(page.text, *match.span("organ"))
            found += [spread(site, "absent", *match.span()) for site, _, _ in named[:1]]
    return found
