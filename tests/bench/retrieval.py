"""How often the search finds the right source: the library's fusion beside BM25 and Chroma's dense search alone."""

import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.build import open_or_build
from knowledge.embeddings import Embeddings, WordLlamaEmbeddings
from knowledge.library import Library, dense_text, fuse, sparse_tokens
from knowledge.register import load_register, passages
from knowledge.sparse import SparseIndex
from knowledge.terms import plain, read_terms
from tests.bench import dense, pubmedqa, ranking

SETS = {
    "questions_build": "questions used while building",
    "questions_report": "questions looked at only to report",
    "questions": "questions written before the search was tuned",
}
FOLDER = Path(__file__).parent.parent / "evaluation"
SHOWN = 10
"""Hits of the library's own search that are looked at."""
Row = tuple[str, str, str]


def rows() -> list[Row]:
    """The rows of the bench: recall at 1, 5 and 10 and the mean reciprocal rank."""
    embeddings = WordLlamaEmbeddings()
    return [("retrieval: recall at 1 / 5 / 10 / MRR", "", ""), *_pubmedqa(embeddings), *_own(embeddings)]


def _pubmedqa(embeddings: Embeddings) -> list[Row]:
    """Each question to its own abstract; BM25 is given abstracts, Chroma their paragraphs, of which the best counts."""
    abstracts = pubmedqa.abstracts()
    if not abstracts:
        return [("PubMedQA", f"not measured: {pubmedqa.FILE.parent.name}/{pubmedqa.FILE.name} is not there", "")]
    questions = [abstract.question for abstract in abstracts]
    index = SparseIndex([read_terms(" ".join(abstract.paragraphs)).tokens() for abstract in abstracts])
    paragraphs = [(row, text) for row, abstract in enumerate(abstracts) for text in abstract.paragraphs]
    owner = np.array([row for row, _ in paragraphs])
    near = dense.similarities(embeddings, [plain(text) for _, text in paragraphs], [plain(text) for text in questions])
    similar = [ranking.best_of(row.astype(np.float64), owner, len(abstracts)) for row in near]
    sparse = [index.scores(read_terms(question)) for question in questions]
    right = np.eye(len(abstracts), dtype=bool)
    return _three(f"PubMedQA, {len(questions)} questions", sparse, similar, np.arange(len(abstracts)), right)


def _own(embeddings: Embeddings) -> list[Row]:
    """The project's own question sets, to the sources of the packaged register."""
    register = load_register()
    found = sorted(passages(register), key=lambda passage: passage.key)
    names = sorted({passage.source_id for passage in found})
    owner = np.array([names.index(passage.source_id) for passage in found])
    index = SparseIndex([sparse_tokens(passage) for passage in found])
    texts = [dense_text(passage) for passage in found]
    made: list[Row] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        open_or_build(Path(folder), None, embeddings, register=register) as library,
    ):
        for file, title in SETS.items():
            kept = tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))
            questions = [str(question["text"]) for question in kept["question"]]
            wanted = [set(question["sources"]) for question in kept["question"]]
            right = np.array([[name in sources for name in names] for sources in wanted])
            near = dense.similarities(embeddings, texts, [plain(question) for question in questions])
            sparse = [index.scores(read_terms(question)) for question in questions]
            made += _three(f"{title}, {len(questions)}", sparse, list(near), owner, right)
            whole = ranking.figures([_place(library, *asked) for asked in zip(questions, wanted, strict=True)])
            made.append((f"  the library's search, first {SHOWN} hits, with what it refuses", str(whole), ""))
            made.append(_off_topic(library, index, [str(question["text"]) for question in kept["off_topic"]]))
    return made


def _three(
    title: str,
    sparse: Sequence[npt.NDArray[np.float32]],
    similar: Sequence[npt.NDArray[np.floating]],
    owner: npt.NDArray[np.int64],
    right: npt.NDArray[np.bool_],
) -> list[Row]:
    """Fusion, BM25 alone and dense alone over the same questions, every source by the best that it has."""
    fused = [fuse(one, other.astype(np.float32)) for one, other in zip(sparse, similar, strict=True)]
    made = [(title, "", "")]
    alone: tuple[tuple[str, Sequence[npt.NDArray[np.floating]]], ...] = (
        ("fusion", fused),
        ("BM25 alone", sparse),
        ("Chroma's dense search alone", similar),
    )
    for name, scores in alone:
        ranks = [
            ranking.rank(ranking.best_of(row.astype(np.float64), owner, right.shape[1]), wanted)
            for row, wanted in zip(scores, right, strict=True)
        ]
        made.append((f"  {name}", str(ranking.figures(ranks)), ""))
    return made


def _place(library: Library, question: str, wanted: set[str]) -> int | None:
    """The place of the first right source among the sources of the library's first hits."""
    sources = dict.fromkeys(hit.passage.source_id for hit in library.search(question, limit=SHOWN))
    return next((place for place, source in enumerate(sources, 1) if source in wanted), None)


def _off_topic(library: Library, index: SparseIndex, questions: Sequence[str]) -> Row:
    """How many questions to which nothing here is an answer find something all the same."""
    found = sum(bool(library.search(question)) for question in questions)
    sparse = sum(bool(index.scores(read_terms(question)).any()) for question in questions)
    return (f"  off-topic questions that find something, of {len(questions)}", f"{found} (BM25 alone: {sparse})", "0")
