# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Pancreas part: whether a primary tumour of the pancreas lies in its head, uncinate process, neck, body or tail."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, index, table

BEFORE_CHARS, AFTER_CHARS = 90, 70
"""How far before and behind a part its tumour may be named."""
FRAGMENT_CHARS = 40
"""A text no longer than this may be an answer that names the part and nothing else."""
NAMED, BARE, ALONE = 3, 2, 1
"""Ranks: "NET of the pancreatic tail" over "pNET in the tail" over a part that stands alone between marks."""
_DROPPED = {"negated", "asked", "possible"}
_HINTS = ("panc", "pnet", "p-net", "pan-net", "uncinat", "insulinoma", "glucagonoma", "vipoma", "pankreas", "hop")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("pancreas")["words"]
    either = {
        name: f"{LEFT}(?:{'|'.join(sorted(words[name], key=len, reverse=True))}){RIGHT}"
        for name in ("organ", "net", "tumour", "filler")
    }
    anything = f"(?:{either['net']}|{either['tumour']})"
    between = rf"(?:[ ,:(-]{{1,2}}{either['filler']}){{0,8}}"
    stop = r"(?:and|with|without|no|not|normal|unremarkable|resection|margin|cyst[a-z]*|but|metasta[a-z]*|mets?|uptake|after|liver|node[a-z]*|physiolog[a-z]*)\b"
    return {
        "organ": re.compile(either["organ"]),
        "net": re.compile(either["net"]),
        "after": re.compile(rf"[ ,()/:-]{{0,3}}(?:(?!{stop})[a-z0-9.()/%-]{{1,18}},?[ -]){{0,4}}?{anything}"),
        "beside": re.compile(rf"[ -]\(?{anything}"),
        "before": re.compile(
            rf"{anything}\)?{between}[ ,:(]{{0,2}} ?(?:in|of|from|at|within)(?: the| her| his| a)?(?: (?:region of the|distal|proximal|very))? $|{LEFT}but (?:is |lies |sits |rather )?(?:in|of|at) (?:the )?$"
        ),
        "joined": re.compile(rf"{either['net']}\)?{between}[ ,:(-]{{1,2}}$"),
        "edge_before": re.compile(r"(?:^ ?|[,;:.\n(] ?)$"),
        "edge_after": re.compile(r" ?(?:$|[,;.\n):]|\d{1,3}(?:\.\d)? ?(?:mm|cm)\b|g ?[123]\b)"),
        "second_after": re.compile(words["second_after"]),
        "not_after": re.compile("|".join(words["not_after"])),
        "not_before": re.compile(rf"{LEFT}(?:{'|'.join(words['not_before'])})"),
    }


def read_pancreas_part(page: Page) -> list[Found]:
    """The part of the pancreas that holds the primary; nothing where two parts are told."""
    text = page.text
    if not any(hint in text for hint in _HINTS):
        return []
    found: list[Found] = []
    taken: set[int] = set()
    for part, start, end in index("pancreas", "named").find(text):
        taken |= set(range(start, end))
        rank = _rank(page, start, end, named=True)
        if rank:
            found.append(Found("pancreas_part", part, start, end, rank))
    for part, start, end in index("pancreas", "bare").find(text):
        if start in taken or not _of_the_pancreas(page, part, start):
            continue
        rank = _rank(page, start, end, named=False)
        if rank:
            found.append(Found("pancreas_part", part, start, end, rank))
    return _one(found)


def _of_the_pancreas(page: Page, part: str, start: int) -> bool:
    """Whether a bare part is one of the pancreas; a head is, only where its sentence names the organ."""
    if part in {"head", "unclear"}:
        return _patterns()["organ"].search(page.text, *page.sentence(start)) is not None
    return page.kept(_tells_the_organ)


def _tells_the_organ(page: Page) -> bool:
    return _patterns()["organ"].search(page.text) is not None


def _tells_a_tumour(page: Page) -> bool:
    return _patterns()["net"].search(page.text) is not None


def _rank(page: Page, start: int, end: int, *, named: bool) -> int:
    """How well the wording says that the primary lies in a part, 0 not at all."""
    text, known = page.text, _patterns()
    low, high = page.sentence(start)
    before = text[max(low, start - BEFORE_CHARS) : start]
    if page.context(start, end) & _DROPPED or text[end : end + 1] == "?":
        return 0
    if known["not_after"].match(text, end, high) or known["not_before"].search(before):
        return 0
    if known["second_after"].match(text, end, high):
        return 0
    after = known["after"] if named else known["beside"]
    if (
        after.match(text, end, min(high, end + AFTER_CHARS))
        or known["before"].search(before)
        or known["joined"].search(before)
    ):
        return NAMED if named else BARE
    alone = known["edge_before"].search(before) and known["edge_after"].match(text, end)
    return ALONE if named and alone and (len(text) <= FRAGMENT_CHARS or page.kept(_tells_a_tumour)) else 0


def _one(found: list[Found]) -> list[Found]:
    """The one part that is told best; the uncinate process is part of the head, and a body goes with its tail."""
    best = max((one.rank for one in found), default=0)
    top = [one for one in found if one.rank == best]
    values = {one.value for one in top}
    if values == {"head", "uncinate"}:
        return [one for one in top if one.value == "uncinate"][:1]
    if values == {"body", "tail"}:
        return [one for one in top if one.value == "body"][:1]
    return top[:1] if len(values) == 1 and "unclear" not in values else []
