"""Ranking: where the right sources stand when all are ordered by a score, and the figures made of it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from knowledge.case import Value

Scores = npt.NDArray[np.float64]
AT = (1, 5, 10)


class Figures(Value):
    """Share of questions whose right source is among the first 1, 5 and 10, and the mean reciprocal rank."""

    questions: int
    recall: tuple[float, ...]
    mrr: float

    def __str__(self) -> str:
        return " / ".join(f"{share:.3f}" for share in (*self.recall, self.mrr))


def figures(ranks: Sequence[int | None]) -> Figures:
    """The figures of the ranks of many questions; None is a right source that was not found at all."""
    found = np.array([np.inf if rank is None else rank for rank in ranks], dtype=np.float64)
    return Figures(
        questions=len(found),
        recall=tuple(float((found <= first).mean()) for first in AT),
        mrr=float((1 / found).mean()),
    )


def rank(scores: Scores, right: npt.NDArray[np.bool_]) -> int:
    """The place of the best right one; a wrong one of the same score stands before it."""
    return 1 + int((scores[~right] >= scores[right].max()).sum())


def best_of(scores: Scores, owner: npt.NDArray[np.int64], owners: int) -> Scores:
    """The best score among what each owner has: the passages of a source, the paragraphs of an abstract."""
    found = np.full(owners, -np.inf)
    np.maximum.at(found, owner, scores)
    return found
