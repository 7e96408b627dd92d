"""Stability: for how many months the disease has been stable or responding, where a duration and not a date is told."""

import re
from functools import cache

from chains.extract.text.found import Found, legal
from chains.extract.text.number import number
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, either, table
from chains.extract.tumour.course_words import course_words
from chains.extract.tumour.voice import is_believed

BEFORE_CHARS, AFTER_CHARS = 50, 60
"""How far before a duration its owner may be named, and how far behind it what ended it."""
ELSE_CHARS = 100
"""How far before a duration a cyst or a nodule may be named that it may be of."""
MONTHS = {"m": 1.0, "y": 12.0, "w": 7 / 30.44}
_DROPPED = {"asked", "possible", "planned", "considered"}
_HINTS = ("stab", "sd ", "sd:", "sd(", "progress", "control", "unchanged", "respon", "remission", "growth", "pr ")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("durations")["stable"]
    return {
        "told": re.compile(f"{either(words['state'])}{words['link']}{words['long']}"),
        "led": re.compile(LEFT + words["led"].replace("{long}", words["long"])),
        "past_before": re.compile(f"{LEFT}(?:{words['past_before']})"),
        "later_after": re.compile(f"{LEFT}(?:{words['later_after']})"),
        "else": re.compile(either(words["else"])),
        "clause": re.compile(r"[,;:(]|\band\b|\bwith\b|\bbut\b"),
        "ago": re.compile(rf" ?(?:ago|old|before|earlier|later|{LEFT}of age){RIGHT}"),
    }


def read_stable_months(page: Page) -> list[Found]:
    """How long the disease has been stable, where one duration is told of it."""
    text, known = page.text, _patterns()
    if not any(hint in text for hint in _HINTS):
        return []
    found = []
    for name in ("told", "led"):
        for match in scan(known[name], text):
            if _holds(page, match):
                months = _months(match)
                if legal("stable_months", months):
                    found.append(Found("stable_months", months, match.start(), match.end()))
    return found if len({one.value for one in found}) == 1 else []


def _months(match: re.Match[str]) -> float:
    word = match["n"]
    count = 0.5 if word.startswith("half") else 1.0 if word in {"a", "an"} else number(word)
    return round(count * MONTHS[match["unit"][0]], 1)


def _holds(page: Page, match: re.Match[str]) -> bool:
    """Whether a duration is one of the disease and of now: not of a cyst, of the weight, or of an earlier line."""
    text, known = page.text, _patterns()
    low, high = page.sentence(match.start())
    begin = max(low, match.start() - BEFORE_CHARS)
    if page.context(*match.span()) & _DROPPED or is_believed(page, match.start()):
        return False
    if known["past_before"].search(text, begin, match.start()) or known["ago"].match(text, match.end()):
        return False
    if known["later_after"].search(text, match.end(), min(len(text), match.end() + AFTER_CHARS)):
        return False
    bare = not text[low : match.start()].strip(" -")
    named_from = max(0 if bare else low, match.start() - ELSE_CHARS)
    if known["else"].search(text, named_from, min(len(text), match.end() + AFTER_CHARS)):
        return False
    first = max((stop.end() for stop in known["clause"].finditer(text, begin, match.start())), default=begin)
    words = course_words()
    last = min(high, match.end() + 1)
    return not words["other"].search(text, first, last) and not words["uptake"].search(text, first, last)
