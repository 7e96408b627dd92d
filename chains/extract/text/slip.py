# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Slip: a value that its writer takes back in the same breath ("Ki-67 40 - no wait, 4.0 %"); the last one is read.

Both values must be of one shape (a number, a grade, a score), so that a correction never joins two different things.
"""

import re
from functools import cache

from chains.extract.text.vocabulary import either, table
from knowledge.case import Span

_HINTS = (
    "wait",
    "sorry",
    "scratch",
    "correct",
    "mean",
    "make that",
    "check",
    "oops",
    "hang on",
    "hold on",
    "typo",
    "no,",
    " i ",
)
"""One of these stands in every slip; a text without them is not searched."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table("dictation")["slips"]
    value = r"(?:(?P<{0}letter>[gkr])(?=[0-4]))?(?P<{0}>\d{{1,3}}(?:\.\d{{1,2}})?)(?![\d.]*\d)(?P<{0}unit> ?(?:%|percent|per cent|mm|cm)(?![a-z]))?"
    end = r"(?= ?(?:[.,;:)!\n%]|mm|cm|percent|$| (?!x|cycles|mg|of|/)))"
    return (
        re.compile(
            r"(?<![\d.a-z/-])" + value.format("old") + rf" ?(?:\?{{1,3}})?[ ,;:(.…-]{{0,4}}(?<=[ ,;:(-]){either(words['back'])}[ ,;:.!?-]{{1,3}}(?:{either(words['instead'])}[ ,:-]{{1,3}}){{0,3}}(?:ki-?67 |mib-?1 |grade |about )?"
            + value.format("new") + end
        ),
        re.compile(
            rf"{either(words['wrote'])}(?P<field> [^.;:!?\n\d]{{0,16}}(?:ki ?-?67|grade|krenning)[ :=]{{0,3}}(?:of |was |is )?|[^.;:!?\n\d]{{1,16}})(?<![\d.])"
            + value.format("old") + rf"(?=[ ,;.%(])[^.;!?\n\d]{{0,60}}?{either(words['but_is'])}[ ,:]{{1,2}}" + value.format("new") + end
        ),
    )  # fmt: skip


def slips(text: str) -> list[tuple[Span, Span]]:
    """Each value that is taken back, with the one that holds; with their units where both have one."""
    if not any(hint in text for hint in _HINTS):
        return []
    found: list[tuple[Span, Span]] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if match["oldletter"] == match["newletter"] and match["old"] != match["new"]:
                part = "unit" if match["oldunit"] and match["newunit"] else ""
                found.append((_span(match, "old", part), _span(match, "new", part)))
    return found


def unslip(text: str, starts: list[int], ends: list[int]) -> str:
    """The text with the value that holds in both places; the lists of offsets are kept in step."""
    for (old, over), (new, end) in sorted(slips(text), reverse=True):
        text = text[:old] + text[new:end] + text[over:]
        starts[old:over], ends[old:over] = starts[new:end], ends[new:end]
    return text


def _span(match: re.Match[str], name: str, part: str) -> Span:
    return match.start(name), match.end(name + part)
