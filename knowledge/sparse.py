"""The sparse half of the search: BM25 over the terms of passages, in memory."""

from collections import Counter
from collections.abc import Sequence

import bm25s
import numpy as np
import numpy.typing as npt

from knowledge.terms import Terms

Scores = npt.NDArray[np.float32]


class SparseIndex:
    """BM25 scores of all passages for a query, and how much of a query a passage covers. Read-only once built."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        self._tokens = [frozenset(tokens) for tokens in documents]
        self._vocabulary: dict[str, int] = {}
        rows = [[self._vocabulary.setdefault(token, len(self._vocabulary)) for token in tokens] for tokens in documents]
        seen = Counter(token for tokens in self._tokens for token in tokens)
        self._weight = {token: float(np.log(1 + (self._size - n + 0.5) / (n + 0.5))) for token, n in seen.items()}
        self._rarest = float(np.log(1 + (self._size + 0.5) / 0.5))
        self._index = bm25s.BM25()
        if self._vocabulary:
            self._index.index((rows, self._vocabulary), show_progress=False, create_empty_token=False)

    def scores(self, terms: Terms) -> Scores:
        """The BM25 score of every passage, in the order in which they were given; zeros when no word is known."""
        known = [self._vocabulary[token] for token in terms.tokens() if token in self._vocabulary]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._index.get_scores_from_ids(known), dtype=np.float32)

    def coverage(self, terms: Terms, row: int) -> float:
        """The share of a query's words, weighted by rarity, that a passage holds: 0 to 1."""
        words = set(terms.words)
        asked = sum(self._weight.get(word, self._rarest) for word in words)
        held = sum(self._weight[word] for word in words if word in self._tokens[row])
        return held / asked if asked else 0.0

    def shared(self, terms: Terms, row: int, most: int) -> list[str]:
        """The query's terms that a passage holds, rarest first; concepts by their plain name."""
        common = [token for token in dict.fromkeys(terms.tokens()) if token in self._tokens[row]]
        common.sort(key=lambda token: (-self._weight[token], token))
        return list(dict.fromkeys(token.removeprefix("=") for token in common))[:most]
