"""Likely facts: what the likely reader learns from, how its weights are made, and from which probability it may tell.

The weights are those of logistic regression, one value against all others, by scikit-learn (``make likely``).
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import chains.extract.likely
from chains.extract.judge import MainText, load_main_texts
from chains.extract.likely.clauses import clauses_of, features, slots
from chains.extract.likely.weights import BIAS, FILE, SCALE, probability
from chains.extract.reader import read_told
from chains.extract.second.weights import known_words
from chains.extract.text.page import Page

EVALUATION = Path(__file__).parent.parent / "evaluation"
TEXTS = tuple(EVALUATION / name for name in ("main_facts_build.json", "main_facts_hard.json"))
MISSED_FIRST = EVALUATION / "main_facts_missed_first.json"
"""By text, the slots that the rules left empty when they read it for the first time, before anything was mended."""
LEAST_TEXTS = 5
"""In so many texts a feature stands that is learned from."""
UNREAD_WEIGHT = 10
"""A text in which the rules read nothing for the slot counts for so many."""
STRENGTH = 0.1
"""C of scikit-learn: how freely the weights may grow."""
LEAST_WEIGHT = 3
"""A weight of fewer hundredths is left out."""
LEAST_OF_VALUE = 8
"""So many texts must tell a value for it to be learned."""
FOLDS = 5
PRECISION = 0.95
"""So many of what is told beyond the rules must be right, in texts that taught nothing."""
LEAST_TOLD = 8
"""On so many that precision must be seen."""
SURE = (0.5, 0.995)
"""No value is told below the first probability; none can be shown beyond the second."""
NOTHING = frozenset({"none", "None", "not_given"})


class Labelled(NamedTuple):
    """A text with its features for a slot, what its gold says, and whether the rules read nothing there."""

    key: str
    features: frozenset[str]
    value: str
    unread: bool


def key_of(text: str) -> str:
    """What a text is known by."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def gold_of(gold: dict[str, Any], slot: str) -> str | None:
    """What the gold says of a slot; None where it does not judge it."""
    field, _, entry = slot.partition(".")
    if field not in gold:
        return None
    if field == "metastases":
        return str((gold[field] or {}).get(entry, "none"))
    if field == "treatments":
        return (gold[field] or {}).get(entry)
    return str(gold[field])


def labelled(texts: Iterable[MainText]) -> dict[str, list[Labelled]]:
    """What each slot may be learned from."""
    missed_first: dict[str, list[str]] = json.loads(MISSED_FIRST.read_text("utf-8"))
    of_slot: dict[str, list[Labelled]] = {slot: [] for slot in slots()}
    for one in texts:
        key = key_of(one.text)
        clauses = clauses_of(Page(one.text), known_words())
        told = read_told(one.text).case.slots()
        for slot, own in of_slot.items():
            value = gold_of(one.gold, slot)
            if value is None:
                continue
            seen = features(clauses, slot)
            if seen:
                own.append(Labelled(key, seen, value, slot not in told or slot in missed_first.get(key, ())))
    return of_slot


def learn(examples: Sequence[Labelled]) -> dict[str, Any]:
    """The weights of each value of a slot, in hundredths of log-odds, and from which probability it is told."""
    counts = Counter(one.value for one in examples)
    values = sorted(value for value, texts in counts.items() if texts >= LEAST_OF_VALUE)
    if not set(values) - NOTHING:
        return {}
    guessed: list[tuple[float, str, bool]] = []
    for fold in range(FOLDS):
        kept = [one for one in examples if int(one.key, 16) % FOLDS != fold]
        weights = {value: _weights(kept, value) for value in values}
        guessed += [
            guess
            for one in examples
            if int(one.key, 16) % FOLDS == fold and one.unread
            if (guess := _guess(weights, one))
        ]
    least: dict[str, float] = {}
    shown: dict[str, list[int]] = {}
    for value in values:
        if value in NOTHING:
            continue
        bound = _bound([(sure, right) for sure, told, right in guessed if told == value])
        if bound is not None:
            least[value], right, wrong = bound
            shown[value] = [right, wrong]
    if not least:
        return {}
    return {"least": least, "right_wrong": shown} | {value: _weights(examples, value) for value in least}


def _guess(weights: dict[str, dict[str, int]], one: Labelled) -> tuple[float, str, bool] | None:
    best = max(
        (
            (sum(own.get(f, 0) for f in (*one.features, BIAS)) / SCALE, value)
            for value, own in weights.items()
            if value not in NOTHING
        ),
        default=None,
    )
    return None if best is None else (probability(best[0]), best[1], best[1] == one.value)


def _bound(guesses: list[tuple[float, bool]]) -> tuple[float, int, int] | None:
    """The lowest probability from which on enough of the guesses are right, with how many are right and wrong."""
    best, right, wrong = None, 0, 0
    for sure, holds in sorted(guesses, reverse=True):
        right, wrong = right + holds, wrong + (not holds)
        if sure < SURE[0]:
            break
        if right + wrong >= LEAST_TOLD and right >= PRECISION * (right + wrong):
            best = (min(round(sure, 3), SURE[1]), right, wrong)
    return best


def _weights(examples: Sequence[Labelled], value: str) -> dict[str, int]:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    seen = Counter(feature for one in examples for feature in one.features)
    names = sorted(feature for feature, texts in seen.items() if texts >= LEAST_TEXTS)
    places = {name: place for place, name in enumerate(names)}
    rows = [sorted(places[f] for f in one.features if f in places) for one in examples]
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
        sample_weight=[UNREAD_WEIGHT if one.unread else 1 for one in examples],
    )
    learned = {name: round(weight * SCALE) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {BIAS: round(model.intercept_[0] * SCALE)} | {
        name: weight for name, weight in learned.items() if abs(weight) >= LEAST_WEIGHT
    }


def fingerprint() -> str:
    """Which texts the weights were learned from."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in (*TEXTS, MISSED_FIRST))).hexdigest()


def main() -> None:
    """Write the weights."""
    from concurrent.futures import ProcessPoolExecutor

    of_slot = labelled(one for path in TEXTS for one in load_main_texts(path))
    with ProcessPoolExecutor() as pool:
        learned = dict(zip(of_slot, pool.map(learn, of_slot.values()), strict=True))
    body = {"fingerprint": fingerprint(), "slots": {slot: own for slot, own in learned.items() if own}}
    target = Path(chains.extract.likely.__path__[0]) / FILE
    target.write_text(json.dumps(body, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    for slot, own in sorted(body["slots"].items()):
        for value, (right, wrong) in own["right_wrong"].items():
            sys.stdout.write(f"{slot} {value}: from {own['least'][value]}, right {right}, wrong {wrong}\n")


if __name__ == "__main__":
    main()
