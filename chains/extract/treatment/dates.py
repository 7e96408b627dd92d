# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Dates: the years that a text names, however a date is written."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.text.moment import MONTH, YEAR_OF_FOUR


class Date(NamedTuple):
    """A date, or the first of a range, as a year."""

    year: int
    start: int
    end: int
    closed: bool = False
    """Whether it is a range with an end, so that what it dates is over."""


@cache
def _date() -> re.Pattern[str]:
    one = (
        rf"(?:\d{{1,2}}[./-]){{1,2}}{YEAR_OF_FOUR}(?![\d/%])"
        r"|\d{1,2}[./]\d{1,2}[./][0-3]\d(?![\d/.%])"
        rf"|{YEAR_OF_FOUR}(?:[/-](?:0?[1-9]|1[0-2])(?:-\d\d)?)?(?![\d%])(?! ?(?:%|mg|ml|ng|pg|cells|x ?uln|µ|u/|gbq))"
        rf"|\d{{1,2}}[ -]{MONTH}\.?[ -]{YEAR_OF_FOUR}(?!\d)"
        rf"|{MONTH}\.?(?:,? | of |-|/)(?:\d{{1,2}}(?:st|nd|rd|th)?,? )?{YEAR_OF_FOUR}(?!\d)"
        rf"|{MONTH}\.?(?: ?'|-)\d\d(?!\d)"
        r"|(?:0[1-9]|1[0-2])/[0-2]\d(?![\d/%])(?! ?(?:lns?|nodes?|lymph|pos|\+|hpf|mm|l[ny]|involved))"
        r"|'[0-3]\d(?!\d)"
    )
    return re.compile(
        rf"(?<![\d./,-])(?P<first>{one})(?P<tail>(?: ?(?:-|/) ?| (?:to|until|till|through) )(?:{one}|\d\d(?![\d.%/])))?"
    )


@cache
def _short() -> re.Pattern[str]:
    return re.compile(r"(?<=[/'.-])\d\d(?!\d)")


@cache
def _long() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){YEAR_OF_FOUR}(?!\d)")


_BORN = re.compile(
    r"(?<![a-z])(?:geb\.?|geboren|born|dob|d\.o\.b\.|date of birth|née?|nacid[oa]|nascid[oa]|nat[oa])(?: (?:am|on|in|le|el|il|em))?:? ?$"
)
"""What stands before a day or a year of birth, which dates nothing else."""
_BORN_CHARS = 20
_DIGIT = re.compile(r"\d")
_RANGE = {"-", " - ", " to ", " until ", " till "}


def find_dates(text: str, low: int, high: int) -> list[Date]:
    """The dates in a stretch of text; of a range, the first."""
    dates: list[Date] = []
    if not _DIGIT.search(text, low, high):
        return dates
    for match in _date().finditer(text, low, high):
        years = _long().findall(match["first"]) or _short().findall(match["first"])
        if not years or _BORN.search(text, max(0, match.start() - _BORN_CHARS), match.start()):
            continue
        digits = years[-1]
        value = int(digits) if len(digits) == 4 else 2000 + int(digits)
        between = text[dates[-1].end : match.start()] if dates else ""
        if dates and (between in _RANGE or (between == " and " and text.endswith("between ", 0, dates[-1].start))):
            dates[-1] = dates[-1]._replace(closed=True)
            continue
        dates.append(Date(value, match.start(), match.end(), match["tail"] is not None))
    return dates
