# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Other tumour: metastases of another cancer of the patient, which are none of the neuroendocrine tumour."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.mask import BLANK
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, index

NEAR_CHARS = 40
"""How far from its word for metastasis a site of the other cancer may stand."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "metastasis": re.compile(rf"{LEFT}(?:metasta[a-z]+|mets?|secondaries|deposits?|filiae){RIGHT}"),
        "neuroendocrine": re.compile(
            rf"{forms('masks', 'neuroendocrine')}|(?:dota[a-z-]*|sstr|octreo ?scan)(?: pet)?[ -](?:positive|avid|uptake)|krenning|ki ?-?67"
        ),
        "tracer": re.compile(rf"{LEFT}psma{RIGHT}"),
        "not_on_tracer": re.compile(rf"{LEFT}psma[ -](?:pet )?(?:negative|neg){RIGHT}|(?:no|without|negative (?:on|for)) psma"),
    }  # fmt: skip


def without_other_tumour(page: Page, found: list[Found]) -> list[Found]:
    """The facts without sites that the text gives to another cancer: told of it before, or taking up PSMA."""
    foreign = _sites(page)
    if not foreign and "psma" not in page.text:
        return found
    first: dict[str, int] = {}
    for fact in found:
        if fact.field == "metastases" and fact.value.status != "absent":
            first[fact.value.site] = min(fact.start, first.get(fact.value.site, fact.start))
    return [
        fact
        for fact in found
        if fact.field != "metastases"
        or fact.value.status == "absent"
        or not (_is_foreign(page, fact) or foreign.get(fact.value.site, len(page.text)) < first[fact.value.site])
        or _patterns()["neuroendocrine"].search(page.text, *page.sentence(fact.start))
    ]


def _sites(page: Page) -> dict[str, int]:
    """The sites of metastases in what is said of another cancer, each with its first place."""
    if page.text == page.person:
        return {}
    others = "".join(own if seen == BLANK else " " for own, seen in zip(page.person, page.text, strict=True))
    places: dict[str, int] = {}
    for match in _patterns()["metastasis"].finditer(others):
        low, high = max(0, match.start() - NEAR_CHARS), match.end() + NEAR_CHARS
        for site, start, _ in index("spread", "site").find(others, low, min(len(others), high)):
            places.setdefault(site, start)
    return places


def _is_foreign(page: Page, fact: Found) -> bool:
    """Whether the lesions of a site take up PSMA, as those of a prostate cancer do."""
    sentence = page.sentence(fact.start)
    seen = _patterns()["tracer"].search(page.text, *sentence)
    return seen is not None and not _patterns()["not_on_tracer"].search(page.text, *sentence)
