# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Numbers as clinicians write them: digits or words, comparators, ranges, percent signs."""

import re
from typing import NamedTuple

from knowledge.case import Operator

WORDS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
DIGITS = r"\d{1,6}(?:\.\d{1,4})?"
_ANY_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_TENS = "|".join(word for word, value in WORDS.items() if value in range(20, 100, 10))
_UNITS = "|".join(word for word, value in WORDS.items() if 1 <= value <= 9)
NUMBER = rf"(?:{DIGITS}|(?<![a-z])(?:(?:{_TENS})[ -](?:{_UNITS})|{_ANY_WORD})(?![a-z]))"
COUNT = rf"(?:\d{{1,3}}|(?<![a-z])(?:(?:{_TENS})[ -](?:{_UNITS})|{_ANY_WORD})(?![a-z]))"
PERCENT = r"(?:(?:ish)? ?%| ?perc(?:e?nt)?\b\.?| ?per cent\b| ?pct\b)"
YEAR = r"(?<![\d.])(?:19[5-9]\d|20[0-4]\d)(?!\d)(?! ?%)"
_BELOW = r"< ?/ ?=|=/?<|< or =|<=?|less than or equal to|less than|fewer than|lower than|below|under|(?:not|no) more than|not (?:above|over|exceeding|higher than|greater than)|at most|up to|max\.?|inferior to|smaller than"
_ABOVE = r"> ?/ ?=|> or =|>=?|more than or equal to|greater than or equal to|more than|greater than|higher than|exceed(?:s|ed|ing)?|over|above|at least|not less than|no less than|min\.?|superior to"
_ABOUT = r"~|approximately|ap?prox\.?|about|around|roughly|nearly|almost|circa|ca\.?(?= ?\d)|c\.(?= ?\d)|some(?= \d)"
COMPARATOR = rf"(?:{_BELOW}|{_ABOVE}|{_ABOUT})"
_IS_BELOW = re.compile(_BELOW)
_IS_ABOVE = re.compile(_ABOVE)
_INCLUDES = re.compile(r"[<>/ or]*=|.*or equal|at (?:most|least)|up to|(?:not|no) |max|min")
"""Comparators whose bound is itself a possible value: "<= 3" may be 3."""
_OR_BEYOND = re.compile(
    rf"{PERCENT}? or (?:(?P<below>less|fewer|lower|below|under)|(?P<above>more|higher|greater|above|over))(?![a-z])(?! than)"
    r"| ?\+(?= ?%)| ?%\+(?=[ ,.;)\n]|$)"
)
"""The same behind a number: "3 % or less", "90+ %"."""


class Amount(NamedTuple):
    """A number, a bound or a range. ``high`` is ``None`` where a bound is open at the top.

    A bound that is itself possible ("<= 3", "at least 20") is a range from 0, or one without an upper end.
    """

    low: float
    high: float | None
    operator: Operator

    @property
    def bounds(self) -> bool:
        """Whether only one end is told."""
        return self.operator in {"<", ">"} or (self.operator == "range" and (self.high is None or self.low == 0))


def amount(name: str) -> str:
    """A pattern for a number with comparator and range; its groups are ``{name}cmp``, ``{name}low``, ``{name}high``."""
    return (
        rf"(?P<{name}cmp>{COMPARATOR}(?: ?(?:about|approximately|~))?)? ?(?P<{name}both>between )?(?<![\d.])(?P<{name}low>{NUMBER})"
        rf"(?:{PERCENT})?(?: ?(?:-|to(?= )|(?({name}both)and|(?!))|/(?= ?\d{{1,3}} ?%)) ?(?P<{name}high>{NUMBER}))?(?![\d])"
    )


def number(word: str) -> float:
    """A number in digits or as an English word."""
    if word[0].isdigit():
        return float(word)
    return float(sum(WORDS[part] for part in re.split(r"[ -]", word)))


def read_amount(match: re.Match[str], name: str) -> Amount:
    """The amount that a match of :func:`amount` holds."""
    low = number(match[f"{name}low"])
    high = number(match[f"{name}high"]) if match[f"{name}high"] else None
    comparator = match[f"{name}cmp"]
    if high is not None:
        return Amount(min(low, high), max(low, high), "range")
    if comparator is None:
        beyond = _OR_BEYOND.match(match.string, match.end(f"{name}low"))
        if beyond is None:
            return Amount(low, low, "=")
        return Amount(0, low, "range") if beyond["below"] else Amount(low, None, "range")
    included = _INCLUDES.match(comparator) is not None
    if _IS_BELOW.match(comparator):
        return Amount(0, low, "range" if included else "<")
    if _IS_ABOVE.match(comparator):
        return Amount(low, None, "range" if included else ">")
    return Amount(low, low, "~")
