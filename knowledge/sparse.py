"""The sparse half of the search: BM25 over the terms of passages, in memory."""

import logging
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
        self._vocabulary: dict[str, int] = {}
        rows = [[self._vocabulary.setdefault(token, len(self._vocabulary)) for token in tokens] for tokens in documents]
        held = np.fromiter((token for tokens in rows for token in tokens), dtype=np.int64)
        holder = np.repeat(np.arange(self._size), [len(tokens) for tokens in rows])
        pairs = np.unique(held * self._size + holder) if self._size else held
        self._holders = (pairs % max(1, self._size)).astype(np.int32)
        """The rows that hold each token, one token after the other in the order of the vocabulary."""
        self._starts = np.searchsorted(pairs, np.arange(len(self._vocabulary) + 1) * self._size)
        self._rarest = self._rarity(0)
        logging.getLogger("bm25s").setLevel(
            logging.WARNING
        )  # it logs every step at debug level, whatever the program logs
        self._index = bm25s.BM25(k1=1.2, b=0.75)
        if self._vocabulary:
            self._index.index((rows, self._vocabulary), show_progress=False, create_empty_token=False)

    def scores(self, terms: Terms) -> Scores:
        """The BM25 score of every passage, in the order in which they were given; zeros when no word is known."""
        known = [self._vocabulary[token] for token in terms.tokens() if token in self._vocabulary]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._index.get_scores_from_ids(known), dtype=np.float32)

    def coverage(self, terms: Terms) -> Scores:
        """For every passage the share of the query's terms, weighted by rarity, that it holds: 0 to 1."""
        asked_for = set(terms.tokens())
        held = np.zeros(self._size, dtype=np.float32)
        for token in sorted(asked_for & self._vocabulary.keys()):
            held[self._holding(token)] += self._weight(token)
        asked = sum(self._weight(token) for token in asked_for)
        return held / np.float32(asked) if asked else held

    def shared(self, terms: Terms, row: int, most: int) -> list[str]:
        """The query's terms that a passage holds, rarest first; concepts by their plain name."""
        written = dict(zip(terms.stems, terms.words, strict=True)) | {f"={name}": name for name in terms.concepts}
        held = (token for token in written if self._holds(row, token))
        common = sorted(held, key=lambda token: (-self._weight(token), token))
        return list(dict.fromkeys(written[token] for token in common))[:most]

    def _holding(self, token: str) -> npt.NDArray[np.int32]:
        """The rows of the passages that hold a token, in order."""
        number = self._vocabulary.get(token)
        return self._holders[:0] if number is None else self._holders[self._starts[number] : self._starts[number + 1]]

    def _holds(self, row: int, token: str) -> bool:
        holding = self._holding(token)
        place = int(holding.searchsorted(row))
        return place < len(holding) and int(holding[place]) == row

    def _weight(self, token: str) -> float:
        return self._rarity(len(self._holding(token)))

    def _rarity(self, holders: int) -> float:
        return float(np.log(1 + (self._size - holders + 0.5) / (holders + 0.5)))
