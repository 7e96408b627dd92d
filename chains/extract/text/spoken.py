# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spoken: numbers that were dictated in words, as the digits that every pattern of this package reads."""

import re
from collections.abc import Iterator

from chains.extract.text.edit import Edit
from chains.extract.text.hint import Hint
from chains.extract.text.number import WORDS
from chains.extract.text.opening import scan

_HINT = Hint(
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|teen|hundred|thousand| point | of t| of s| of e| of f| of n|krenning|t zero|t one|t two|t three|t four|r zero|r one|r two"
)
"""What a number holds that is put into digits here; a text without it is left as it is."""
_TENS = "|".join(word for word, value in WORDS.items() if value in range(20, 100, 10))
_TEENS = "|".join(word for word, value in WORDS.items() if value in range(13, 20))
_TO_TWELVE = "|".join(sorted((word for word, value in WORDS.items() if value <= 12), key=len, reverse=True))
_UNITS = "|".join(word for word, value in WORDS.items() if value in range(1, 10))
_TWO_DIGITS = rf"(?:(?:{_TENS})(?:[ -](?:{_UNITS})(?![a-z]))?|{_TEENS})"
_SMALL = rf"(?:{_TWO_DIGITS}|{_TO_TWELVE})"
_NUMBER = re.compile(
    rf"(?<![a-z0-9])(?:two thousand(?: and)? (?P<since>{_SMALL})"
    rf"|(?P<century>nineteen|twenty) (?P<year>{_TEENS}|(?:{_TENS})(?:[ -](?:{_UNITS})(?![a-z]))?)"
    rf"|(?:an? |(?P<hundreds>{_UNITS}) )?hundred(?: and)? (?P<above>{_SMALL})"
    rf"|one (?P<dose>{_TENS})(?= (?:mg|milligrams?|mcg|micrograms?)(?![a-z]))"
    rf"|(?P<whole>{_SMALL}) point (?P<tenths>zero|{_UNITS})(?= ?(?:%|per ?cent|mm|cm|milli|centi|gbq|giga|times|x ))"
    rf"|(?<=krenning )(?P<score>zero|one|two|three|four)"
    rf"|(?P<plain>{_TWO_DIGITS}))(?![a-z]| ?-? ?(?:ones?|somethings?|fold)(?![a-z]))"
)
_NODES = re.compile(
    rf"(?<![a-z0-9])(?:lymph )?(?:nodes?|lns?)(?: (?:were|was|are|positive|involved|status|count)){{0,2}}[ :,]{{1,2}}(?P<a>{_SMALL}|\d{{1,2}})(?: positive| involved)? (?:of|out of|from) (?:the |a total of )?(?P<b>{_SMALL}|\d{{1,2}})(?![a-z0-9])"
)
"""Nodes with tumour and examined ones; small numbers are put into digits nowhere else, where words are read as well."""


_STAGE = re.compile(
    r"(?<![a-z0-9])(?:p ?)?t (?P<t>one|two|three|four)[ab]?,? n (?P<n>zero|one|two|three)(?:,? m (?P<m>zero|one))?(?![a-z0-9])"
)
_MARGIN = re.compile(
    r"(?<![a-z0-9])r (?P<r>zero|one|two)(?= ?(?:[.,;)\n]|$)| (?:resection|resected|margins?)(?![a-z]))"
)


def spoken_numbers(text: str) -> list[Edit]:
    """The numbers of a folded text that are words, with their digits; "one" to "twelve" alone stay words."""
    if not _HINT.stands_in(text):
        return []
    return [*_plain(text), *_of_nodes(text), *_of_codes(text)]


def _plain(text: str) -> Iterator[Edit]:
    for match in scan(_NUMBER, text):
        yield Edit(*match.span(), _digits(match))


def _of_nodes(text: str) -> Iterator[Edit]:
    for nodes in scan(_NODES, text):
        for part in ("a", "b"):
            if not nodes[part].isdigit():
                yield Edit(*nodes.span(part), str(_value(nodes[part])))


def _of_codes(text: str) -> Iterator[Edit]:
    """The codes of the stage and of the margin: "T two N one M zero", "R zero"."""
    for codes in (*scan(_STAGE, text), *scan(_MARGIN, text)):
        told = "".join(f"{name}{_value(word)}" for name, word in codes.groupdict().items() if word)
        yield Edit(*codes.span(), told)


def _digits(match: re.Match[str]) -> str:
    if match["since"]:
        return str(2000 + _value(match["since"]))
    if match["year"]:
        return str((1900 if match["century"] == "nineteen" else 2000) + _value(match["year"]))
    if match["above"]:
        return str(100 * (_value(match["hundreds"]) if match["hundreds"] else 1) + _value(match["above"]))
    if match["dose"]:
        return str(100 + _value(match["dose"]))
    if match["whole"]:
        return f"{_value(match['whole'])}.{_value(match['tenths'])}"
    return str(_value(match["score"] or match["plain"]))


def _value(words: str) -> int:
    return sum(WORDS[word] for word in re.split(r"[ -]", words))
