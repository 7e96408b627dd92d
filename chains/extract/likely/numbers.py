"""Numbers: the numbers of a text that may be the age of the patient or the size of the tumour, by the words around."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from chains.extract.second.surroundings import surroundings
from chains.extract.second.weights import known_words, words_of_page
from chains.extract.text.page import Page
from knowledge.case import Span

_AGE = re.compile(r"(?<![\w.,/-])(?:1[5-9]|[2-9]\d)(?![.,/%-]\d|[\d%]| ?[cm]m\b|(?![fmyj])[^\W\d])")
_NAME = re.compile(r" ([a-z]{3,})")
_SIZE = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,2})?(?: ?[x×*] ?\d{1,3}(?:[.,]\d{1,2})?){0,2} ?(?P<unit>[mc])m(?![a-z²2])"
)
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
MOST = 100
"""So many numbers of a text are weighed."""
_FIRST = "= first"
"""The feature of the first number of a text that may be the one."""


class Candidate(NamedTuple):
    """A number that may be the value of a field: the value in the unit of the field, where it stands, its features."""

    value: float
    span: Span
    features: frozenset[str]


def _ages(text: str) -> Iterator[tuple[float, Span]]:
    """Numbers of two digits that no unknown word follows: what one does is a house of a street."""
    for match in _AGE.finditer(text):
        behind = _NAME.match(text, match.end())
        if behind is None or behind[1] in known_words():
            yield float(match.group()), match.span()


def _sizes(text: str) -> Iterator[tuple[float, Span]]:
    for match in _SIZE.finditer(text):
        largest = max(float(number.replace(",", ".")) for number in _NUMBER.findall(match.group()))
        yield round(largest * (10 if match["unit"] == "c" else 1), 2), match.span()


FIELDS: Mapping[str, Callable[[str], Iterator[tuple[float, Span]]]] = {"age_years": _ages, "tumour_size_mm": _sizes}
"""The fields whose value is one number, and the numbers of a folded text that may be it."""


def candidates(page: Page, field: str) -> list[Candidate]:
    """The numbers of a page that may be the value of a field; none of a passage that is kept from being read."""
    words = page.kept(words_of_page)
    found: list[Candidate] = []
    for value, span in islice(FIELDS[field](page.text), MOST):
        seen = surroundings(words.around(*span), field)
        found.append(Candidate(value, span, frozenset(seen if found else seen | {_FIRST})))
    return found
