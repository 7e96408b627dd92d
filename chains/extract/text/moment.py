# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Moment: a year, and where it is written a month, that a text names."""

import re
from functools import cache
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
"""A month by its name, in folded text."""
YEAR_OF_FOUR = r"(?:19[5-9]\d|20[0-4]\d)"
_DATED = (
    "ct",
    "mri",
    "mr",
    "pet",
    "scan",
    "scans",
    "imaging",
    "staging",
    "control",
    "since",
    "until",
    "from",
    "in",
    "by",
    "on",
)
"""Words after which "6/24" is a month and a year, not six of twenty-four nodes."""


_DIGIT = re.compile(r"\d")


class Moment(NamedTuple):
    """A point in time; ``month`` is 0 where only the year is told."""

    year: int
    month: int = 0

    def is_before(self, other: "Moment") -> bool:
        """Whether it is surely earlier: an earlier year, or an earlier month of the same one."""
        if not self.year or not other.year:
            return False
        return self.year < other.year or (self.year == other.year and 0 < self.month < other.month)


NEVER = Moment(0)
"""Stands where no time is told."""


class Dated(NamedTuple):
    """A moment and where it stands."""

    moment: Moment
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    number = r"(?:0?[1-9]|1[0-2])"
    after = "|".join(rf"(?<={word}[ -])" for word in _DATED) + r"|(?<=\n)"
    return re.compile(
        rf"(?<![\d./,-])(?:(?P<iso>{YEAR_OF_FOUR})[-/](?P<iso_month>{number})(?:-\d\d)?(?![\d%])"
        rf"|(?:\d{{1,2}}[./-])?(?P<month>{number})[./-](?P<year>{YEAR_OF_FOUR})(?![\d%])"
        rf"|\d{{1,2}}[./](?P<middle>{number})[./](?P<short>[0-3]\d)(?![\d/.%])"
        rf"|(?P<bare>0[1-9]|1[0-2]|(?:{after})[1-9])/(?P<two>[0-3]\d)(?![\d/%])(?! ?(?:lns?|nodes?|lymph|pos|\+|hpf|mm|involved|given|cycles?))"
        rf"|(?:\d{{1,2}}[. -]{{1,2}})?(?P<name>{MONTH})\.?(?:,? | of |-|/| ?')(?:\d{{1,2}}(?:st|nd|rd|th)?,? )?(?P<named>{YEAR_OF_FOUR}|[0-3]\d(?![\d.%:]| ?(?:mm|cm|x|mg|lesions|nodes)))"
        rf"|(?P<alone>{YEAR_OF_FOUR})(?![\d%])(?! ?(?:%|mg|ml|ng|pg|cells|x ?uln|µ|u/|gbq)))"
    )


def find_moments(text: str, start: int = 0, end: int | None = None) -> list[Dated]:
    """Every moment that a folded text names between two places, in order."""
    last = len(text) if end is None else end
    if not _DIGIT.search(text, start, last):
        return []
    return [Dated(_read(match), match.start(), match.end()) for match in _pattern().finditer(text, start, last)]


def _read(match: re.Match[str]) -> Moment:
    if match["iso"]:
        return Moment(int(match["iso"]), int(match["iso_month"]))
    if match["year"]:
        return Moment(int(match["year"]), int(match["month"]))
    if match["short"]:
        return Moment(2000 + int(match["short"]), int(match["middle"]))
    if match["two"]:
        return Moment(2000 + int(match["two"]), int(match["bare"]))
    if match["name"]:
        year = int(match["named"])
        return Moment(year if year > 100 else 2000 + year, MONTHS.index(match["name"][:3]) + 1)
    return Moment(int(match["alone"]))
