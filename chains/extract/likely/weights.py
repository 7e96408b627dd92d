"""Weights: how much each feature speaks for each value of a slot, as learned from the texts used while building."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from chains.extract.second.weights import BIAS, SCALE

FILE = "weights.json"


class Learned(NamedTuple):
    """What was learned of a slot."""

    values: tuple[str, ...]
    least: tuple[float | None, ...]
    """From which probability on each value is told; None where it was not shown to be right often enough."""
    bias: tuple[int, ...]
    of_features: Mapping[str, Sequence[int]]
    """Of each feature, the hundredths of log-odds for each of the values."""

    def log_odds(self, *seen: Set[str]) -> list[float]:
        """How much sets of features, which share none, and what is weighed before any speak for each value."""
        return [(told + before) / SCALE for told, before in zip(self._sums(seen), self.bias, strict=True)]

    def evidence(self, seen: Set[str]) -> list[float]:
        """How much features alone speak for each value."""
        return [told / SCALE for told in self._sums((seen,))]

    def _sums(self, seen: Iterable[Set[str]]) -> list[int]:
        rows = [self.of_features[feature] for features in seen for feature in self.of_features.keys() & features]
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
    of_features = {name: tuple(row) for name, row in own["weights"].items()}  # tuples, which the collector passes over
    bias = of_features.pop(BIAS)
    told = own["values"]
    return Learned(tuple(told), tuple(one.get("least") for one in told.values()), bias, of_features)
