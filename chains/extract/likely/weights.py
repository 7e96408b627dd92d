"""Weights: how much each feature speaks for each value of a slot, as learned from the texts used while building."""

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

FILE = "weights.json"
SCALE = 100
"""The file keeps hundredths of log-odds, so that it stays the same whatever machine learned it."""
BIAS = ""
"""The name under which stands what is weighed before any feature."""


class Learned(NamedTuple):
    """What was learned of a slot."""

    values: tuple[str, ...]
    least: tuple[float, ...]
    """From which probability on each value is told."""
    bias: tuple[float, ...]
    of_features: Mapping[str, Mapping[int, float]]
    """Of each feature, the log-odds for the values it speaks for or against, by their places."""

    def log_odds(self, features: Iterable[str]) -> list[float]:
        """How much the features speak for each value."""
        odds = list(self.bias)
        for feature in features:
            for place, weight in self.of_features.get(feature, {}).items():
                odds[place] += weight
        return odds


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


def _learned(own: Mapping[str, Mapping[str, Any]]) -> Learned:
    of_features: dict[str, dict[int, float]] = {}
    for place, told in enumerate(own.values()):
        for feature, weight in told["weights"].items():
            of_features.setdefault(feature, {})[place] = weight / SCALE
    bias = of_features.pop(BIAS, {})
    return Learned(
        values=tuple(own),
        least=tuple(told["least"] for told in own.values()),
        bias=tuple(bias.get(at, 0.0) for at in range(len(own))),
        of_features=of_features,
    )
