"""Weights: how much each feature speaks for each value of a slot, as learned from the texts used while building."""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from chains.extract.likely.stretches import SIGNS, Seen
from chains.extract.second.weights import BIAS, SCALE

FILE = "weights.json"


Rows = Mapping[str, Sequence[int]]
"""Of each feature, the hundredths of log-odds for each of the values."""


class Learned(NamedTuple):
    """What was learned of a slot, or of a field of one number."""

    values: tuple[str, ...]
    least: tuple[float | None, ...]
    """From which probability on each value is told; None where it was not shown to be right often enough."""
    bias: tuple[int, ...]
    rows: tuple[Rows, ...]
    """In the order of what is seen."""

    def log_odds(self, seen: Seen) -> list[float]:
        """How much what is seen and what is weighed before speak for each value."""
        return [(told + before) / SCALE for told, before in zip(self._sums(seen), self.bias, strict=True)]

    def evidence(self, seen: Seen) -> list[float]:
        """How much what is seen speaks for each value by itself."""
        return [told / SCALE for told in self._sums(seen)]

    def _sums(self, seen: Seen) -> list[int]:
        pairs = zip(self.rows, seen, strict=True)
        rows = [row for own, features in pairs for row in map(own.get, features) if row is not None]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * len(self.values)


def probability(log_odds: float) -> float:
    """The probability that log-odds stand for."""
    return 1 / (1 + math.exp(-max(-35.0, min(35.0, log_odds))))


@cache
def _body() -> dict[str, Any]:
    body: dict[str, Any] = json.loads((files("chains.extract.likely") / FILE).read_text("utf-8"))
    return body


@cache
def of_slots() -> Mapping[str, Learned]:
    """What was learned of each slot."""
    return {slot: _learned(own) for slot, own in _body()["slots"].items() if own}


@cache
def of_numbers() -> Mapping[str, Learned]:
    """What was learned of each field of one number: whether a number is its value."""
    return {field: _learned(own) for field, own in _body()["numbers"].items() if own}


def _learned(own: Mapping[str, Any]) -> Learned:
    rows = {name: tuple(row) for name, row in own["weights"].items()}  # tuples, which the collector passes over
    bias, told = rows.pop(BIAS), own["values"]
    by_sign: dict[str, dict[str, Sequence[int]]] = {sign: {} for sign in SIGNS}
    for name, row in rows.items():
        sign = name[:2] if name[:2] in by_sign else ""
        by_sign[sign][name.removeprefix(sign)] = row
    return Learned(tuple(told), tuple(one.get("least") for one in told.values()), bias, tuple(by_sign.values()))
