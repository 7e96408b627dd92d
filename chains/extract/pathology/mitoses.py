# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Mitoses: the mitotic count and the area it was counted over."""

import re
from functools import cache
from typing import Literal

from chains.extract.pathology.quoted import quoted
from chains.extract.text.found import Found, entry, impossible
from chains.extract.text.number import Amount, amount, read_amount
from chains.extract.text.number import number as count
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import LEFT, forms
from knowledge.case import Mitoses, Problem

Area = Literal["2mm2", "10hpf"]
MOST = 100.0
"""The upper end of a count of which only the lower one is told, and may itself be the count."""
_AREA = (
    r" ?(?:mitos[ei]s|mitotic figures?|figures?)? ?(?:per|/|in|pro|over|p\.?) ?(?P<{0}n>\d{{1,2}}|one|two|five|ten)? ?"
    r"(?P<{0}unit>mm ?\^?2|mm ?sq|square mm|square millimet(?:er|re)s?|sq\.? ?mm|hpfs?|high[ -]power(?:ed)? fields?|hpfs|high power|fields?)"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    name = forms("proliferation", "mitoses")
    link = (
        r"(?: ?(?:[:(,]|=(?!<))| (?:of|is|was|are|were|at|count|rate|found|seen|counted|reported|as|with|score)){0,12}"
    )
    minus = r"(?P<minus>(?<=[ :(=])-(?=\d))?"
    return (
        re.compile(rf"{name}{link} ?{minus}{amount('v')}(?:{_AREA.format('a')})?(?! ?%)"),
        re.compile(
            rf"{LEFT}{minus}{amount('v')} ?(?:mitos[ei]s|mitotic figures?|mits?\.?(?= ?/))(?:{_AREA.format('a')})?(?! ?%)"
        ),
        re.compile(rf"{LEFT}{minus}{amount('v')}{_AREA.format('a').replace('|fields?', '')}(?! ?%)"),
        re.compile(
            rf"{LEFT}(?P<none>no|without|absent|nil|inconspicuous) (?:[a-z]+ )?(?:mitos[ei]s|mitotic figures|mitotic activity)(?:{_AREA.format('a')})?"
        ),
    )


_HINTS = ("mit", "hpf", "power", "mm2", "mm 2", "mm^2", "mm ^2", "sq", "field", "mc")
"""Parts of words and units one of which any wording of a mitotic count holds; without one nothing longer is tried."""


def read_mitoses(page: Page) -> tuple[list[Found], list[Problem]]:
    """The mitotic counts of the text; a negative count is a problem."""
    found: list[Found] = []
    problems: list[Problem] = []
    if not any(hint in page.text for hint in _HINTS):
        return found, problems
    end = -1
    aside = Taken(len(page.text), page.kept(quoted))
    for pattern in _patterns():
        for match in scan(pattern, page.text):
            if (match.start() < end and found) or aside.overlaps(*match.span()):
                continue
            if "none" in pattern.groupindex:
                if match["none"] != "inconspicuous" and not found and match["aunit"]:
                    per, _ = _per(match)
                    found.append(Found("mitoses", Mitoses(low=0, high=0, per=per), *match.span()))
                continue
            start = match.start("vcmp") if match["vcmp"] else match.start("vlow")
            if "asked" in page.context(start, match.end()):
                continue
            if match["minus"]:
                problems.append(impossible(page, "mitoses", match.start("minus"), match.end(), "mitoses"))
                end = match.end()
                continue
            if problems and match.start() < end:
                continue
            per, factor = _per(match)
            read = read_amount(match, "v")
            if not match["aunit"] and not match["vlow"][0].isdigit() and pattern is _patterns()[0]:
                continue
            value = mitotic_count(read, per, factor)
            found.append(entry("mitoses", value, start, match.end(), low=(start, match.end())))
            end = match.end()
        if found:
            break
    return found, problems


def mitotic_count(read: Amount, per: Area | None, factor: float = 1) -> Mitoses:
    """The count of an amount; of a bound that is itself possible ("at least 10") the other end is 0 or ``MOST``."""
    low, high = read.low * factor, None if read.high is None else read.high * factor
    if high is None and read.operator == "range":
        high = max(MOST, low)
    return Mitoses(low=low, high=high, operator=read.operator, per=per)


def _per(match: re.Match[str]) -> tuple[Area | None, float]:
    """The area, and the factor that brings the count to it (exact arithmetic: 1 per mm2 is 2 per 2 mm2)."""
    unit = match["aunit"]
    if not unit:
        return None, 1
    number = int(count(match["an"] or "1"))
    if unit.startswith(("mm", "s")):
        return "2mm2", 2 / number if number else 1
    return "10hpf", 10 / number if match["an"] and number else 1
