"""The fusion on a benchmark that nobody here wrote: 1,000 PubMed questions, each to its own abstract among 1,000."""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from knowledge.embeddings import WordLlamaEmbeddings
from knowledge.library import fuse
from knowledge.sparse import SparseIndex
from knowledge.terms import plain, read_terms

FILE = Path(__file__).parents[3] / "shared" / "realdata" / "pubmedqa" / "ori_pqal.json"


def recall(scores: npt.NDArray[np.float64], first: int) -> float:
    """The share of questions whose own abstract is among the first; the n-th question belongs to the n-th abstract."""
    ranks = (scores > np.diag(scores)[:, None]).sum(axis=1)
    return float((ranks < first).mean())


@pytest.mark.skipif(not FILE.exists(), reason=f"the PubMedQA questions are not there: {FILE.parent.name}/{FILE.name}")
def test_fusion_finds_the_right_abstract_more_often_than_either_half() -> None:
    records = list(json.loads(FILE.read_text(encoding="utf-8")).values())
    questions = [record["QUESTION"] for record in records]
    terms = [read_terms(question) for question in questions]
    index = SparseIndex([read_terms(" ".join(record["CONTEXTS"])).tokens() for record in records])
    sparse = np.stack([index.scores(asked) for asked in terms])

    embeddings = WordLlamaEmbeddings()
    paragraphs = [(row, text) for row, record in enumerate(records) for text in record["CONTEXTS"]]
    vectors = embeddings.embed([plain(text) for _, text in paragraphs])
    similarity = embeddings.embed([plain(question) for question in questions]) @ vectors.T
    dense = np.full((len(records), len(records)), -1, dtype=np.float32)
    for column, (row, _) in enumerate(paragraphs):
        dense[:, row] = np.maximum(dense[:, row], similarity[:, column])

    fused = np.stack([fuse(sparse[row], dense[row]) for row in range(len(records))])
    figures = {
        "BM25": recall(sparse.astype(np.float64), 1),
        "dense": recall(dense.astype(np.float64), 1),
        "fused": recall(fused, 1),
        "fused, first five": recall(fused, 5),
    }
    assert figures["fused"] >= 0.965, figures
    assert figures["fused"] > max(figures["BM25"], figures["dense"]), figures
    assert figures["fused, first five"] >= 0.98, figures
