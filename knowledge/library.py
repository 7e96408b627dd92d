"""The library: one search over all passages, dense (Chroma) and sparse (BM25) fused, applicability before ranking."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.applicability import Fit, Scope, applies, reach
from knowledge.characters import whole
from knowledge.embeddings import Embeddings
from knowledge.evidence import Hit, Passage, SourceKind, Topic
from knowledge.manifest import Manifest
from knowledge.sparse import SparseIndex
from knowledge.store import OtherEmbeddingsError, Store, StoreError, StoreMissingError
from knowledge.terms import Terms, drug_names, plain, read_terms, tokens_of

SPARSE_SHARE = 0.61
"""Weight of BM25 against the dense score, both standardised over the passages that passed the filters."""
MATCH_GAIN, DIFFERENCE_COST = 0.1, 0.4
"""What each fact on which a passage matches the case, or differs from it, moves its score."""
QUERY_FLOOR, HIT_FLOOR = 0.83, 0.55
"""Similarity plus the share of the query's terms that a passage holds: what the best passage must reach for the query
to be about this field at all, and what each hit must reach."""
FIELD_QUERY_FLOOR, FIELD_HIT_FLOOR = 0.5, 0.4
"""The same for a query that names a concept of this field, which says by itself what it is about."""
JOINED_QUERY_FLOOR = 0.65
"""For a query that names two known concepts or more, of which other fields of medicine speak too."""
REPEAT_COST = 0.5
"""What each passage of a source costs the next one of the same source."""
DEPTH = 4
"""How many times the hits asked for are looked at for variety."""
_TOPIC_WORDS = {
    "eligibility": "eligible indication",
    "follow_up": "follow-up surveillance",
    "targeted": "targeted therapy",
}
DENSE_LIMIT = 2000
"""At most this many neighbours are asked of Chroma; below it the fusion is exact."""

PAGE = 5000
"""Passages that are read at once when a store is opened; SQLite refuses some tens of thousands."""


class Library:
    """The passages that may be cited, and the search over them. Reads are safe from any thread."""

    def __init__(self, store: Store, manifest: Manifest, embeddings: Embeddings, passages: Sequence[Passage]) -> None:
        self._store = store
        self._manifest = manifest
        self._embeddings = embeddings
        self._collection = store.collection(manifest.collection)
        self._passages = tuple(sorted(passages, key=lambda passage: passage.key))
        self._row = {passage.key: row for row, passage in enumerate(self._passages)}
        self._sparse = SparseIndex([sparse_tokens(passage) for passage in self._passages])
        self._fits = lru_cache(maxsize=64)(self._fits_of)
        self._kinds = np.array([p.kind for p in self._passages])
        self._topics = np.array([p.statement.topic for p in self._passages])
        self._drugs = np.array([p.statement.applies_to.drug or "" for p in self._passages])
        self._drug_names = sorted({name for name in self._drugs.tolist() if name})
        reaches = [reach(p.statement) for p in self._passages]
        first = {reached: row for row, reached in reversed(list(enumerate(reaches)))}
        number = {reached: place for place, reached in enumerate(first)}
        self._reach = np.array([number[reached] for reached in reaches], dtype=np.int64)
        self._of_reach = [self._passages[row].statement for row in first.values()]
        """A statement of each reach; cases are held against these alone."""

    @classmethod
    def open(cls, data: Path, chroma_url: str | None, embeddings: Embeddings) -> "Library":
        """Open the built store. Raises StoreMissingError when nothing was built, StoreError when it does not fit.

        Raises EmbeddingsError when the embeddings that are set do not answer.
        """
        store = Store.open(data, chroma_url, write=False)
        try:
            manifest = store.manifest()
            if manifest is None:
                raise StoreMissingError(
                    f"There is no knowledge store in {store.where} yet; run: netboard knowledge build."
                )
            refuse_other_embeddings(manifest, embeddings)
            return cls(store, manifest, embeddings, _stored(store, manifest))
        except BaseException:
            store.close()
            raise

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store and its lock."""
        self._store.close()

    def check(self) -> None:
        """Raise StoreError where the store does not answer, or no longer holds what was opened."""
        with self._store.sentences():
            self._collection.count()

    @property
    def version(self) -> str:
        """The digest of the register that the store was built from."""
        return self._manifest.digest

    @property
    def date(self) -> date:
        """The day up to which the register's authors looked."""
        return self._manifest.date

    @property
    def manifest(self) -> Manifest:
        """What the store holds and how it was made."""
        return self._manifest

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, by key."""
        return self._passages

    def passage(self, key: str) -> Passage | None:
        """One passage by its key, or None."""
        row = self._row.get(key)
        return None if row is None else self._passages[row]

    def search(
        self,
        query: str,
        *,
        scope: Scope | None = None,
        kinds: Sequence[SourceKind] | None = None,
        topics: Sequence[Topic] | None = None,
        drug: str | None = None,
        limit: int = 10,
        reasons: bool = True,
    ) -> list[Hit]:
        """The passages that fit and answer, best first; an empty list when nothing is near enough to the query.

        ``drug`` is a lower-case generic name; without ``reasons`` no hit says why it was found.
        The score compares hits of one search only.
        """
        query = whole(query)
        terms = read_terms(query)
        fits = None if scope is None else self._fits(scope)
        rows = self._candidates(fits, kinds, topics, drug)
        if limit < 1 or not terms.stems or not len(rows) or (terms.of_another_field and not terms.of_the_field):
            return []
        similarity = self._similarity(query, kinds, topics, drug)
        nearness = similarity + self._sparse.coverage(terms)
        query_floor, hit_floor = _floors(terms)
        if nearness.max() < query_floor:
            return []
        fused = fuse(self._sparse.scores(terms)[rows], similarity[rows])
        if fits is not None:
            fused += np.array([_nudge(fit) for fit in fits], dtype=np.float64)[self._reach[rows]]
        near = nearness[rows] >= hit_floor
        return [
            Hit(
                passage=self._passages[row],
                score=round(score, 4),
                why=self._why(terms, row, float(similarity[row]), None if fits is None else fits[self._reach[row]])
                if reasons
                else "",
            )
            for score, row in self._varied(_best(fused[near], rows[near], limit * DEPTH), limit)
        ]

    def _varied(self, ranked: Sequence[tuple[float, int]], limit: int) -> list[tuple[float, int]]:
        """The first hits, each further passage of one source marked down, so that one source does not fill the list."""
        seen: Counter[str] = Counter()
        marked = []
        for score, row in ranked:
            source = self._passages[row].source_id
            marked.append((score - REPEAT_COST * seen[source], row))
            seen[source] += 1
        return sorted(marked, key=lambda pair: (-round(pair[0], 6), self._passages[pair[1]].key))[:limit]

    def _fits_of(self, scope: Scope) -> tuple[Fit, ...]:
        """How each reach fits a case."""
        return tuple(applies(statement, scope) for statement in self._of_reach)

    def _candidates(
        self,
        fits: Sequence[Fit] | None,
        kinds: Sequence[str] | None,
        topics: Sequence[str] | None,
        drug: str | None,
    ) -> npt.NDArray[np.int64]:
        """The rows that pass every filter and fit the case."""
        mask = np.ones(len(self._passages), dtype=bool)
        if kinds is not None:
            mask &= np.isin(self._kinds, list(kinds))
        if topics is not None:
            mask &= np.isin(self._topics, list(topics))
        if drug is not None:
            mask &= np.isin(self._drugs, self._written(drug))
        if fits is not None:
            mask &= np.array([fit.ok for fit in fits], dtype=bool)[self._reach]
        return np.flatnonzero(mask)

    def _written(self, drug: str) -> list[str]:
        """The names under which the register holds a drug: by brand, isotope spelling or as part of a regimen."""
        wanted = set(drug_names(drug))
        return [name for name in self._drug_names if drug_names(name)[0] in wanted]

    def _similarity(
        self, query: str, kinds: Sequence[str] | None, topics: Sequence[str] | None, drug: str | None
    ) -> npt.NDArray[np.float32]:
        """Cosine similarity of every passage to the query, by row; what Chroma does not return counts as its worst."""
        where = _where(kind=kinds, topic=topics, drug=None if drug is None else self._written(drug))
        vector = self._embeddings.embed_query(plain(self._embeddings.veil(query)))
        with self._store.sentences():
            answer = self._collection.query(
                query_embeddings=vector,
                n_results=min(len(self._passages), DENSE_LIMIT),
                where=where,
                include=["distances"],
            )
        keys, distances = answer["ids"][0], (answer["distances"] or [[]])[0]
        near = 1 - np.asarray(distances, dtype=np.float32)
        found = np.full(len(self._passages), near.min(initial=0), dtype=np.float32)
        found[[self._row[key] for key in keys]] = near
        return found

    def _why(self, terms: Terms, row: int, similarity: float, fit: Fit | None) -> str:
        shared = self._sparse.shared(terms, row, 4)
        parts = [f"shares {', '.join(shared)}" if shared else "close in meaning", f"similarity {similarity:.2f}"]
        if fit is not None and fit.matches:
            parts.append(f"matches {', '.join(fit.matches).replace('_', ' ')}")
        if fit is not None and fit.differs:
            parts.append(f"but {'; '.join(fit.differs)}")
        return "; ".join(parts)


def refuse_other_embeddings(manifest: Manifest, embeddings: Embeddings) -> None:
    """Raise OtherEmbeddingsError where the store was built with others; a name that differs asks no provider."""
    if manifest.embedding != embeddings.name:
        wanted = embeddings.name
    elif manifest.dimension != embeddings.dimension:
        wanted = f"{embeddings.name} with {embeddings.dimension}"
    else:
        return
    raise OtherEmbeddingsError(
        f"The knowledge store was built with the embeddings {manifest.embedding} ({manifest.dimension} dimensions), "
        f"but NETBOARD_EMBEDDINGS asks for {wanted}; set it back, or build the store anew: netboard knowledge build."
    )


def fuse(sparse: npt.NDArray[np.float32], dense: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """The weighted sum of the two scores of each candidate, each standardised over the candidates."""
    fused: npt.NDArray[np.float64] = SPARSE_SHARE * _standardised(sparse) + (1 - SPARSE_SHARE) * _standardised(dense)
    return fused


def dense_text(passage: Passage) -> str:
    """What the dense model is given of a passage."""
    return plain(f"{passage.title}. {passage.statement.text}")


def sparse_tokens(passage: Passage) -> tuple[str, ...]:
    """What BM25 is given of a passage."""
    about = passage.statement.applies_to
    topic = passage.statement.topic
    named = passage.source_id.replace("-", " ")
    parts = (passage.title, passage.statement.text, about.drug or "", _TOPIC_WORDS.get(topic, topic), named)
    return _tokens(". ".join(parts))


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[str, ...]:
    """The tokens of a passage, kept as a library is opened anew with each document that is added."""
    return tuple(tokens_of(text))


def _stored(store: Store, manifest: Manifest) -> list[Passage]:
    with store.sentences():
        collection = store.collection(manifest.collection)
        metadata = [
            row
            for start in range(0, manifest.passages, PAGE)
            for row in collection.get(include=["metadatas"], limit=PAGE, offset=start)["metadatas"] or []
        ]
    if len(metadata) != manifest.passages:
        raise StoreError(
            f"The knowledge store in {store.where} holds {len(metadata)} of {manifest.passages} passages; "
            "run: netboard knowledge build."
        )
    return [Passage.model_validate_json(str(row["passage"])) for row in metadata]


def _where(**allowed: Sequence[str] | None) -> Any:
    clauses = [{name: {"$in": list(values)}} for name, values in allowed.items() if values is not None]
    if len(clauses) > 1:
        return {"$and": clauses}
    return clauses[0] if clauses else None


def _floors(terms: Terms) -> tuple[float, float]:
    """What the best passage and what each hit must reach; less where the query says itself that it is of this field."""
    if terms.of_the_field:
        return FIELD_QUERY_FLOOR, FIELD_HIT_FLOOR
    return (JOINED_QUERY_FLOOR if len(terms.concepts) > 1 else QUERY_FLOOR), HIT_FLOOR


def _standardised(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    spread = float(scores.std())
    centred = scores.astype(np.float64) - float(scores.mean())
    return centred / spread if spread > 1e-9 else centred * 0


def _best(scores: npt.NDArray[np.float64], rows: npt.NDArray[np.int64], most: int) -> list[tuple[float, int]]:
    """The highest scores with their rows, best first; of equal scores, to six decimals, the lower row first."""
    rounded = np.round(scores, 6)
    if len(rounded) > most:
        kept = rounded >= np.partition(rounded, -most)[-most]
        scores, rows, rounded = scores[kept], rows[kept], rounded[kept]
    order = np.lexsort((rows, -rounded))[:most]
    return list(zip(scores[order].tolist(), rows[order].tolist(), strict=True))


def _nudge(fit: Fit) -> float:
    return MATCH_GAIN * len(fit.matches) - DIFFERENCE_COST * len(fit.differs)
