# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Asked first: a diagnosis or a grade that is only asked about, where the text goes on to tell what was found."""

import re
from collections.abc import Container

from chains.extract.text.found import Found

LEAD_CHARS = 50
"""How far before what was found the words may begin that tell where it is from."""
_ASKED = re.compile(r"(?: g[123])?[\"')]?(?:[^.;,:?\n]|\.(?=\d)){0,30}?(?<!or)(?<!vs)(?<!vs\.) ?\?{1,3}")
_OR_ELSE = re.compile(r"[\"')]? ?\?{1,3},? ?(?:or|vs\.?|versus|/)(?![a-z])")
_FOUND = re.compile(
    r"(?<![a-z])(?:(?:(?:the|final|surgical|definitive|resection|our) ){0,2}(?:path(?:ology)?|histo(?:logy|pathology)?|biopsy|bx|review|report|specimen|consult|dx|diagnosis|result|final|resection)(?: (?:path|histo|report|result|from pathology|now|is|was|says?|said|shows?|showed|came|back|as|then|confirms?|confirmed|changed|revised|amended|reclassified|to)){0,4} ?[:=→,-]{0,2}|turn(?:s|ed) out(?: to be| as)?|no,? (?:it is|it's)) ?(?:an? |(?:well|poorly)[ -]diff[a-z.]* |(?:(?:duodenal|gastric|ileal|pancreatic|rectal|colonic|lung|large|small|cell|neuro-?endocrine|pan|p)[ -]?){1,3})?$"
)


def without_asked(text: str, found: list[Found], field: str) -> list[Found]:
    """The facts without those of a field that were asked where another one is what was found: "NEC? Path: NET G3"."""
    if "?" not in text:
        return found
    known = [one for one in found if one.field == field]
    values = {one.value for one in known}
    if len(values) < 2:
        return found
    asked = [one for one in known if _ASKED.match(text, one.end) and not _OR_ELSE.match(text, one.end)]
    open_places = {(one.start, one.end) for one in asked}
    last: dict[object, int] = {}
    for one in known:
        if (one.start, one.end) not in open_places and _FOUND.search(text, max(0, one.start - LEAD_CHARS), one.start):
            last[one.value] = max(one.start, last.get(one.value, 0))
    gone = {
        (one.start, one.end)
        for one in asked
        if any(start > one.end for value, start in last.items() if value != one.value)
    }
    return [one for one in found if one.field != field or (one.start, one.end) not in gone] if gone else found


def without_answered(text: str, found: list[Found], carcinomas: Container[str]) -> list[Found]:
    """The facts without a carcinoma that was asked about where another one is the answer: "SCLC? Review: LCNEC"."""
    known = [one for one in found if one.field == "histology" and one.value in carcinomas]
    asked = {(one.start, one.end) for one in known if text.startswith(("?", " ?"), one.end)}
    last = max((one.start for one in known if one.rank > 0 and (one.start, one.end) not in asked), default=-1)
    gone = {place for place in asked if place[1] < last and not _OR_ELSE.match(text, place[1])}
    return [one for one in found if (one.start, one.end) not in gone] if gone else found
