"""ATRX and DAXX: whether their nuclear expression is lost, or kept for both, as the immunohistochemistry tells."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, table
from chains.extract.tumour.voice import is_asked

BEFORE_CHARS, AFTER_CHARS = 50, 60


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = {name: "|".join(forms) for name, forms in table("tissue")["genes"].items()}
    gene = rf"{LEFT}(?:atrx|daxx)(?:(?: ?[/,&+] ?| and | or | nor )(?:atrx|daxx)){{0,1}}{RIGHT}"
    return {
        "gene": re.compile(gene),
        "lost_after": re.compile(rf"[ -]?[:=]? ?(?:{words['lost_after']})"),
        "kept_after": re.compile(rf"[ -]?[:=]? ?(?:{words['kept_after']})"),
        "lost_before": re.compile(rf"{LEFT}(?:{words['lost_before']})"),
        "kept_before": re.compile(rf"{LEFT}(?:{words['kept_before']})"),
        "denied": re.compile(rf"{LEFT}(?:{words['denied_before']})"),
        "denied_lost": re.compile(rf"{LEFT}(?:{words['denied_lost']})"),
    }


def read_atrx_daxx(page: Page) -> list[Found]:
    """``lost`` where either of the two is lost, ``retained`` where both are told to be kept."""
    text = page.text
    if "atrx" not in text and "daxx" not in text:
        return []
    lost: list[Found] = []
    kept: dict[str, Found] = {}
    for match in scan(_patterns()["gene"], text):
        fact = _verdict(page, *match.span())
        if fact is None:
            continue
        for gene in ("atrx", "daxx"):
            if gene in match.group() and fact.value == "retained":
                kept.setdefault(gene, fact)
        lost += [fact] if fact.value == "lost" else []
    if lost:
        gone = {gene for gene in ("atrx", "daxx") if any(gene in text[one.start : one.end] for one in lost)}
        return [] if gone & kept.keys() else lost[:1]
    return [kept["atrx"]] if len(kept) == 2 else []


def _verdict(page: Page, start: int, end: int) -> Found | None:
    """What is told of a gene, with the words that tell it."""
    text, known = page.text, _patterns()
    low, high = page.sentence(start)
    last, begin = min(high, end + AFTER_CHARS), max(low, start - BEFORE_CHARS)
    kept, lost = (known[name].match(text, end, last) for name in ("kept_after", "lost_after"))
    told = kept or lost
    before = known["kept_before"].search(text, begin, start) or known["lost_before"].search(text, begin, start)
    first, over = (start, told.end()) if told else (before.start() if before else start, end)
    if page.context(start, end) & {"asked", "possible", "planned"} or is_asked(page, first, over):
        return None
    if kept:
        return Found("atrx_daxx", "retained", first, over)
    if lost:
        if known["denied_lost"].search(text, begin, start) is None:
            return Found("atrx_daxx", "lost", first, over)
        return None if "mut" in lost.group() else Found("atrx_daxx", "retained", first, over)
    if before is None or known["denied"].search(text, begin, before.start()):
        return None
    retained = known["kept_before"].search(text, begin, start) is not None
    return Found("atrx_daxx", "retained" if retained else "lost", first, over)
