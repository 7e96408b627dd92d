"""Learning: the weights of the likely reader by logistic regression, and from which probability on a value is told.

What is told is shown first on texts that taught nothing: they are cut into folds, and each is guessed by the others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from chains.extract.likely.weights import probability
from chains.extract.second.weights import BIAS, SCALE
from tests.likely_reader.examples import NOTHING, Example

LEAST_TEXTS = 5
"""In so many examples a feature stands that is learned from."""
STRENGTH = 0.1
"""C of scikit-learn: how freely the weights may grow."""
LEAST_WEIGHT = 5
"""A weight of fewer hundredths is left out."""
TIMES = 3
"""So often a sentence of a test counts."""
LEAST_OF_VALUE = 8
"""So many examples must tell a value for it to be learned."""
FOLDS = 5
PRECISION = 0.72
"""So many of what is told beyond the rules must be right, in texts that taught nothing. What a gold does not speak of
counts as wrong, though it is often right."""
OF_SPREAD = 0.78
"""So many of the metastases: one that is wrong changes the stage."""
OF_NUMBERS = 0.975
"""So many of the numbers: one of them that is wrong is that of something else."""
LEAST_TOLD = 8
"""On so many that precision must be seen."""
SURE = (0.4, 0.995)
"""No value is told below the first probability; none can be shown beyond the second."""

Weights = dict[str, int]


class Guess(NamedTuple):
    """The likeliest value of a text that taught nothing, how likely it is, and whether it is right."""

    sure: float
    value: str
    right: bool


class Bound(NamedTuple):
    """From which probability on a value is told, and how many guesses beyond it were right and wrong."""

    least: float
    right: int
    wrong: int


def learn(
    examples: Sequence[Example], tested: Sequence[Example], unread_weight: int, precision: float = PRECISION
) -> dict[str, Any]:
    """What is learned of a slot: the bound of each value, where it has one, and by feature the weight for each of them.

    Weights are hundredths of log-odds.

    A text in which the rules read nothing for the slot counts for ``unread_weight`` others. What ``tested`` sentences
    tell is learned, but shows no precision: they are no texts as people write them.
    """
    tested = [*tested] * TIMES
    counts = Counter(one.value for one in examples)
    values = sorted(value for value, texts in counts.items() if texts >= LEAST_OF_VALUE and value not in NOTHING)
    if not values:
        return {}
    guesses: list[Guess] = []
    for fold in range(FOLDS):
        kept = [one for one in examples if int(one.text, 16) % FOLDS != fold]
        asked = [one for one in examples if int(one.text, 16) % FOLDS == fold and one.unread]
        guesses += guessed({value: weights_of([*kept, *tested], value, unread_weight) for value in values}, asked)
    bounds = {value: bound_of((one for one in guesses if one.value == value), precision) for value in values}
    weights = [weights_of([*examples, *tested], value, unread_weight) for value in values]
    return {
        "values": {value: bound._asdict() if bound else {} for value, bound in bounds.items()},
        "weights": {name: [own.get(name, 0) for own in weights] for name in sorted(set().union(*weights))},
    }


def guessed(weights: Mapping[str, Weights], asked: Iterable[Example]) -> list[Guess]:
    """One guess a text: of several numbers of a text the likeliest."""
    best: dict[str, Guess] = {}
    for one in asked:
        odds = {value: sum(own.get(f, 0) for f in (*one.features, BIAS)) / SCALE for value, own in weights.items()}
        value = max(odds, key=odds.__getitem__)
        guess = Guess(probability(odds[value]), value, value == one.value)
        if one.text not in best or guess.sure > best[one.text].sure:
            best[one.text] = guess
    return list(best.values())


def bound_of(guesses: Iterable[Guess], precision: float = PRECISION) -> Bound | None:
    """The lowest probability from which on enough guesses are right; None where none can be shown."""
    best, right, wrong = None, 0, 0
    for one in sorted(guesses, reverse=True):
        right, wrong = right + one.right, wrong + (not one.right)
        if one.sure < SURE[0]:
            break
        if right + wrong >= LEAST_TOLD and right >= precision * (right + wrong):
            best = Bound(min(round(one.sure, 3), SURE[1]), right, wrong)
    return best


def weights_of(examples: Sequence[Example], value: str, unread_weight: int) -> Weights:
    """The weight of each feature for one value against all others; the same examples give the same weights."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    seen = Counter(feature for one in examples for feature in one.features)
    names = sorted(feature for feature, texts in seen.items() if texts >= LEAST_TEXTS)
    places = {name: place for place, name in enumerate(names)}
    rows = [sorted(places[feature] for feature in one.features if feature in places) for one in examples]
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    columns = [place for row in rows for place in row]
    matrix = csr_matrix(([1.0] * len(columns), columns, starts), shape=(len(rows), len(names)))
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    model.fit(
        matrix,
        [one.value == value for one in examples],
        sample_weight=[unread_weight if one.unread else 1 for one in examples],
    )
    learned = {name: round(weight * SCALE) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {BIAS: round(model.intercept_[0] * SCALE)} | {
        name: weight for name, weight in learned.items() if abs(weight) >= LEAST_WEIGHT
    }
