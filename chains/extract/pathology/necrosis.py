# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Necrosis: whether the tumour is necrotic under the microscope, and how widely - never what a scan or a therapy shows."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import either, table
from chains.extract.tumour.voice import is_asked

NEAR_CHARS = 200
"""How far from a necrosis the words may stand that make its report one of pathology or of imaging."""
BEFORE_CHARS, AFTER_CHARS = 60, 40
_RANKS = {"none": 0, "focal": 1, "extensive": 2}
"""Necrosis in one specimen counts, though another one has none."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("tissue")["necrosis"]
    of_it = "|".join((*words["extensive"], *words["focal"], *words["neutral"]))
    plain = {name: re.compile(either(words[name])) for name in ("word", "image", "microscope", "extensive", "focal")}
    return plain | {
        name: re.compile("|".join(words[name]))
        for name in ("other_before", "other_after", "bare_before", "no_before", "no_partly_before", "no_after", "yes_after")
    } | {
        "listed": re.compile(rf"(?:^|[ ,;:(-])(?P<words>(?:(?:{of_it})[ -]){{1,6}})$"),
        "percent": re.compile(r"[ (~,]{0,3}\d{1,3} ?%"),
    }  # fmt: skip


def read_necrosis(page: Page) -> list[Found]:
    """The necrosis of the tumour on histology."""
    text = page.text
    if "necros" not in text:
        return []
    found = []
    for match in scan(_patterns()["word"], text):
        value = _value(page, *match.span())
        if value is not None and _under_the_microscope(page, *match.span()):
            found.append(Found("necrosis", value, match.start(), match.end(), _RANKS[value]))
    return found


def _value(page: Page, start: int, end: int) -> str | None:
    text, known = page.text, _patterns()
    low, high = page.sentence(start)
    noun = text.rfind("necros", start, end)
    before = text[max(low, noun - BEFORE_CHARS) : noun]
    if known["other_before"].search(before) or known["other_after"].match(text, end):
        return None
    if is_asked(page, noun, end) or page.context(noun, end) & {"asked", "possible"} or text[end : end + 1] == "?":
        return None
    denied = known["no_before"].search(before) or known["no_after"].match(text, end, min(high, end + AFTER_CHARS))
    if denied:
        return "none"
    if "negated" in page.context(noun, end) or known["no_partly_before"].search(text, max(low, start - 20), start):
        return None  # "no extensive necrosis" leaves open whether there is some
    after = known["yes_after"].match(text, end, min(high, end + AFTER_CHARS))
    listed = known["listed"].search(before)
    told = " ".join(
        filter(None, [listed["words"] if listed else "", after and after["extent"], after and after["later"]])
    )
    focal = known["focal"].search(told)
    if known["extensive"].search(told) and not (focal and "small" in told):
        return "extensive"
    if focal:
        return "focal"
    sure = known["bare_before"].search(before) or (after and after["present"])
    return "focal" if sure and not known["percent"].match(text, end) else None


def _under_the_microscope(page: Page, start: int, end: int) -> bool:
    """Whether the necrosis is one of histology: no image in its sentence, and a pathologist's words near it if one is near."""
    text, known = page.text, _patterns()
    if known["image"].search(text, *page.sentence(start)):
        return False
    near = (max(0, start - NEAR_CHARS), min(len(text), end + NEAR_CHARS))
    return known["microscope"].search(text, *near) is not None or known["image"].search(text, *near) is None
