# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Bone: how many bone metastases there are, and whether they cause symptoms."""

import re
from functools import cache

from chains.extract.imaging.lesser import is_one_of_more
from chains.extract.text.found import Found
from chains.extract.text.number import COUNT, number
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, either, table
from chains.extract.tumour.voice import is_asked

MOST = 200
_DROPPED = {"negated", "asked", "possible", "history"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("lesions")["bone"]
    site, lesion = words["site"], words["lesion"]
    adjective = rf"(?:(?!{words['partly']}[ -])[a-z]+[ -])"
    return {
        "count": re.compile(
            rf"{LEFT}(?<![\d.])(?P<n>{COUNT}|single|solitary) (?:x )?{adjective}{{0,3}}?{site} {lesion}{RIGHT}(?! (?:is|are|was|were) (?:new|biops))"
        ),
        "times": re.compile(
            rf"{LEFT}{site} {lesion},? ?\(?(?:x ?|n ?= ?|number:? ?)(?P<n>\d{{1,3}})(?![\d.,]?\d|\+| ?(?:mm|cm|%|x\b|gy\b))"
        ),
        "bound": re.compile(r"(?:[<>~≥≤+]=? ?|\b(?:more than|over|at least|about|up to|fewer than|less than|around|approximately|ca\.?|of|grade|score|krenning|level|l|t|th|day|cycle|to|or|-|–|/|another|in) ?|\d ?[-/] ?)$"),
        "benign": re.compile(either(words["benign"])),
        "painful": re.compile(either(words["painful"])),
        "painless": re.compile(either(words["painless"])),
    }  # fmt: skip


def read_bone(page: Page) -> list[Found]:
    """Parts of the bone field, each as its own fact; a count that is told twice differently is none."""
    text, known = page.text, _patterns()
    if not any(hint in text for hint in ("bone", "osseous", "bony", "skeletal")):
        return []
    counts = []
    for name in ("count", "times"):
        for match in scan(known[name], text):
            low, high = page.sentence(match.start())
            if known["bound"].search(text, max(low, match.start("n") - 14), match.start("n")):
                continue
            if page.context(*match.span("n")) & _DROPPED or page.context(*match.span()) & _DROPPED:
                continue
            if (
                is_asked(page, *match.span())
                or known["benign"].search(text, low, high)
                or is_one_of_more(page, match.start("n"), match.end())
                or text[match.end() : match.end() + 1] == "?"
            ):
                continue
            value = 1 if match["n"] in {"single", "solitary"} else int(number(match["n"]))
            if 0 < value < MOST:
                counts.append(Found("bone.lesion_count", value, *match.span()))
    return (counts if len({one.value for one in counts}) == 1 else []) + _symptoms(page)


def _symptoms(page: Page) -> list[Found]:
    """Whether the metastases in the bone hurt; pain in one of them outweighs what is told of the others."""
    found = []
    for name, value in (("painful", True), ("painless", False)):
        found += [
            Found("bone.symptomatic", value, *match.span(), int(value))
            for match in scan(_patterns()[name], page.text)
            if not page.context(*match.span()) & (_DROPPED - {"negated"} if not value else _DROPPED)
        ]
    return found
