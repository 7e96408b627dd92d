"""Learning: the weights of the second reader, by logistic regression that leaves most features without any.

The algorithm is FTRL-Proximal. Source: McMahan et al., Ad Click Prediction: a View from the Trenches, KDD 2013,
algorithm 1.
"""

import math
import random
from collections import Counter
from collections.abc import Iterable

from chains.extract.second.weights import BIAS, SCALE
from tests.second_reader.examples import Example

LEAST_SEEN = 2
"""A feature of a single example is no rule."""
ROUNDS, SEED = 6, 1
RATE, CALM, FEWER, SMALLER = 0.1, 1.0, 1.0, 1.0
"""Alpha, beta, lambda 1 and lambda 2 of the source."""
LEAST_WEIGHT = 3
"""A weight of fewer hundredths is left out."""


def learn(examples: Iterable[Example]) -> dict[str, dict[str, int]]:
    """The weight of each feature by field, in hundredths of log-odds; the same examples give the same weights."""
    of_field: dict[str, list[Example]] = {}
    for one in examples:
        of_field.setdefault(one.field, []).append(one)
    return {field: _weights(own) for field, own in sorted(of_field.items())}


def _weights(examples: list[Example]) -> dict[str, int]:
    seen = Counter(feature for one in examples for feature in one.features)
    rows = [([BIAS, *(f for f in one.features if seen[f] >= LEAST_SEEN)], one.holds) for one in examples]
    pull: dict[str, float] = {}
    squares: dict[str, float] = {}

    def weight(feature: str) -> float:
        pulled = pull.get(feature, 0.0)
        if abs(pulled) <= FEWER:
            return 0.0
        return (math.copysign(FEWER, pulled) - pulled) / ((CALM + math.sqrt(squares[feature])) / RATE + SMALLER)

    order = random.Random(SEED)  # noqa: S311 - an order, not a secret
    for _ in range(ROUNDS):
        order.shuffle(rows)
        for named, holds in rows:
            now = [weight(feature) for feature in named]
            slope = 1 / (1 + math.exp(-max(-35.0, min(35.0, sum(now))))) - holds
            for feature, value in zip(named, now, strict=True):
                old = squares.get(feature, 0.0)
                squares[feature] = old + slope * slope
                step = (math.sqrt(squares[feature]) - math.sqrt(old)) / RATE
                pull[feature] = pull.get(feature, 0.0) + slope - step * value
    learned = {feature: round(weight(feature) * SCALE) for feature in sorted(pull)}
    return {feature: value for feature, value in learned.items() if abs(value) >= LEAST_WEIGHT or feature == BIAS}
