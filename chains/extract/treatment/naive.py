"""Naive: whether the text says that no systemic treatment was given so far - not that one kind of it was not."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, either, table

BEFORE_CHARS = 30


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("symptoms")["naive"]
    return {
        "none_given": re.compile(either(words["none_given"])),
        "alone": re.compile(rf"(?:(?<=[.,;:\n(] )|(?<=[\n(])|(?<=^)){words['alone']}{RIGHT}(?= ?(?:$|[.,;\n)]))"),
        "not_after": re.compile(words["not_after"]),
        "not_before": re.compile(rf"{LEFT}(?:{words['not_before']})"),
    }


def read_treatment_naive(page: Page) -> list[Found]:
    """``True`` where it is said; a treatment that is told as given takes it back later."""
    text, known = page.text, _patterns()
    if not any(hint in text for hint in ("naive", "naïve", "therap", "treat")):
        return []
    found = []
    for match in (*scan(known["none_given"], text), *scan(known["alone"], text)):
        low, high = page.sentence(match.start())
        before = text[max(low, match.start() - BEFORE_CHARS) : match.start()]
        if known["not_after"].match(text, match.end(), high) or known["not_before"].search(before):
            continue
        if page.context(*match.span()) & {"asked", "possible"} or text[match.end() : match.end() + 1] == "?":
            continue
        found.append(Found("treatment_naive", True, *match.span()))
    return found
