# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Lung nodule: whether a possible metastasis of the lung may just be the primary of a tumour of the lung."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.page import Page


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    doubt = r"(?:suspicious|suspected|suspicion|possibl[ey]|quer(?:y|ied)|worrisome|concerning|may|might|could|cannot|likely|probabl[ey]|presumed|\?)"
    return {
        "metastasis": re.compile(
            rf"(?<![a-z]){doubt}[^.;\n]{{0,40}}?(?:metasta|mets?(?![a-z])|m1a)|(?:metasta[a-z]+|mets?)(?: [a-z]+){{0,3}} ?(?:\?|not excluded|cannot be)|(?:lung|pulmonary) (?:metasta[a-z]+|mets?)(?![a-z])"
        ),
        "contralateral": re.compile(
            r"(?<![a-z])(?:contralateral|opposite|other (?:lung|side)|both lungs|bilateral)(?![a-z])"
        ),
        "left": re.compile(r"(?<![a-z])(?:left|l[ul]l|lingula)(?![a-z])"),
        "right": re.compile(r"(?<![a-z])(?:right|r[uml]l|middle lobe)(?![a-z])"),
    }


def may_be_primary(page: Page, fact: Found, primary: Found) -> bool:
    """Whether a possible lung metastasis is neither called one nor lies on the other side from the primary."""
    if fact.field != "metastases" or (fact.value.site, fact.value.status) != ("lung", "possible"):
        return False
    sentence = page.sentence(fact.start)
    if any(_patterns()[name].search(page.folded.text, *sentence) for name in ("metastasis", "contralateral")):
        return False
    here, there = _sides(page, fact), _sides(page, primary)
    return not (here and there and here.isdisjoint(there))


def _sides(page: Page, fact: Found) -> set[str]:
    return {
        side for side in ("left", "right") if _patterns()[side].search(page.folded.text, *page.sentence(fact.start))
    }
