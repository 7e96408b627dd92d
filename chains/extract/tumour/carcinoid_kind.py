# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Carcinoid kind: typical or atypical, told by itself behind the tumour of the chest: "lung NET, LLL, typical"."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table

NAMED_CHARS = 100
"""How far before its kind the tumour may be named."""
REVISED = 8
"""The rank of what a review tells, over those of the two in ``lexicon/histology.toml``."""
_DROPPED = {"negated", "asked", "possible", "history", "hypothetical"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "kind": re.compile(
            r"(?<![a-z-])(?:(?P<word>a?typical)(?= ?(?:[,;)\n]|\.(?!\d)|$)| by mitos| \(\d| [1-9] mitos)|(?<=\()(?P<short>tc|ac)(?=\)))"
        ),
        "alone": re.compile(
            r"(?:[,;:.?(\n–-] ?|(?<!\d)\d{2} ?[mfw] |(?<![a-z])(?:histolog[a-z]+|histo|path|type|subtype|variant|is|was|as|to|now|called|calls it|called it|call it|calls this|says|reads|revised|amended|final|reviewed|pathology|lab|review) )$"
        ),
        "revised": re.compile(
            r"(?<![a-z])(?:revised|amended|final|reviewed|(?:our|second|central|expert|own|slide|reference)? ?(?:review|reading)[^.;:\n]{0,30}(?=:)|review|reclassified|second opinion|reference(?: pathology)?)(?: (?:report|diagnosis|as|to|is|it is|was)){0,6}[ :,]{0,2}$"
        ),
        "outside": re.compile(
            r"(?<![a-z])(?:outside|local|external|referring|referral|peripheral|first|initial|submitted|other)(?: (?:hospital|lab|laboratory|path[a-z]*|histo[a-z]*|report|diagnosis|reading|opinion|said|says|called it|it|was|is|as)){0,4}[ :,]{0,2}$"
        ),
        "chest": re.compile(r"(?<![a-z])(?:lungs?|(?:endo)?bronch[a-z]*|pulmonary|thym(?:us|ic|oma)|[lr][uml]l)(?![a-z])"),
        "tumour": re.compile(r"(?<![a-z])(?:nets?|carcinoids?|neuro-?endocrine tumou?rs?)(?![a-z])(?! (?:syndrome|symptom|heart|crisis))"),
        "elsewhere": re.compile(
            r"pancrea|pnet|colon|rect|gastric|stomach|ileum|ileal|jejun|duoden|ca?ecum|ca?ecal|ampull|append|small bowel|midgut|ovar"
        ),
    }  # fmt: skip


def carcinoid_kinds(page: Page) -> list[Found]:
    """The kind of a carcinoid of the chest, where it stands by itself behind its tumour."""
    text, known = page.text, _patterns()
    if "typical" not in text and "(tc)" not in text and "(ac)" not in text:
        return []
    if known["elsewhere"].search(text) or not known["chest"].search(text):
        return []
    found: list[Found] = []
    for kind in scan(known["kind"], text):
        low = max(0, kind.start() - NAMED_CHARS)
        if not known["tumour"].search(text, low, kind.start()) or page.context(*kind.span()) & _DROPPED:
            continue
        if kind["word"] and not known["alone"].search(text, low, kind.start()):
            continue
        name = kind["word"] or {"tc": "typical", "ac": "atypical"}[kind["short"]]
        value = f"{name}_carcinoid"
        if known["outside"].search(text, low, kind.start()):
            continue
        revised = known["revised"].search(text, low, kind.start()) is not None
        rank = REVISED if revised else int(table("histology")["histology"][value]["rank"])
        found.append(Found("histology", value, *kind.span(), rank))
    return found
