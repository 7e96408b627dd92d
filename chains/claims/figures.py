"""Figures: the numbers of a text with what they count and whether they are a bound."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from chains.claims.tokens import Token
from chains.claims.words import labels, table, units

_UNIT_WITHIN = 3
"""So many words behind a number its unit may stand."""
_CONNECTS = frozenset({",", "and", "or", "to", "-", "/", "against", "versus", "vs", "than", "with"})


class Figure(NamedTuple):
    """A number with what it counts."""

    value: float
    unit: str | None
    bound: str | None
    """``low`` for below and at most, ``high`` for above and at least, None for the number itself."""


def figures(tokens: Sequence[Token]) -> Iterator[tuple[int, Figure]]:
    """Each number with its unit; in a row ("20-39 months", "13.8 against 4.4 months") the last one's unit is theirs."""
    numbers = [n for n, token in enumerate(tokens) if token.kind == "number"]
    found: dict[int, str | None] = {}
    for n in reversed(numbers):
        unit = _label(tokens, n) or _unit(tokens, n)
        if unit is None:
            after = n + 1
            while after < len(tokens) and tokens[after].text in _CONNECTS:
                after += 1
            unit = found.get(after) if n + 1 < after else None
        found[n] = unit
    for before, n in pairwise(numbers):
        between = [token.text for token in tokens[before + 1 : n]]
        told = [text for text in between if text not in _CONNECTS]
        if found[n] is None and len(told) == 1 and units().get(told[0]) == found[before] and between[-1] in _CONNECTS:
            found[n] = found[before]
    for n in numbers:
        yield n, Figure(float(tokens[n].text.replace(",", "")), found[n], _bound(tokens, n))


def _unit(tokens: Sequence[Token], n: int) -> str | None:
    for token in tokens[n + 1 : n + 1 + _UNIT_WITHIN]:
        if token.text in units():
            return units()[token.text]
        if token.text == "-":
            continue
        if token.kind != "word":
            return None
        if token.text in _CONNECTS or token.text in {"of", "in", "by", "at", "for", "were", "was", "had"}:
            return None
    return None


def _label(tokens: Sequence[Token], n: int) -> str | None:
    before = [token.text for token in tokens[max(0, n - 3) : n] if token.text not in {"of", "=", "was", "is", "-"}]
    return labels().get(before[-1]) if before else None


def _bound(tokens: Sequence[Token], n: int) -> str | None:
    before = [token.text for token in tokens[max(0, n - 3) : n]]
    while before and before[-1] in {"than", "of", "a", "to", "or"}:
        before.pop()
    word = before[-1] if before else ""
    if word in {"most", "least"} and before[-2:-1] != ["at"]:
        word = ""
    behind = [token.text for token in tokens[n + 1 : n + 4]]
    for at, text in enumerate(behind[:-1]):
        if text == "or" and behind[at + 1] in {"more", "higher", "above", "less", "fewer", "lower", "below", "over"}:
            word = behind[at + 1].replace("lower", "less")
    return next((bound for bound in ("low", "high") if word in table()["bounds"][bound]), None)
