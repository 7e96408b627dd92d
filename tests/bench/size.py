"""Size: what one number of passages costs; run as a process of its own, so that its memory is its own."""

import sys
import time
from pathlib import Path

import psutil

from knowledge.applicability import Scope
from knowledge.build import build
from knowledge.case import Value
from knowledge.embeddings import WordLlamaEmbeddings
from knowledge.library import Library
from tests.bench import passages

ASKED, CASES = 200, 20


class Built(Value):
    """A build: how long it took, the model that makes the vectors having been loaded before."""

    build_s: float


class Asked(Value):
    """An open library: how long opening took, each question in milliseconds, and the process's memory."""

    open_s: float
    found: int
    question_ms: tuple[float, ...]
    """Of the questions that found something; the others are refused early and cost less."""
    case_ms: tuple[float, ...]
    """The first question of a case that has not been seen before."""
    memory_mb: float


def built(count: int, url: str | None, data: Path) -> Built:
    """Build a store of ``count`` passages."""
    embeddings, register = WordLlamaEmbeddings(), passages.register(count)
    embeddings.embed(["warm"])
    begun = time.perf_counter()
    build(data, url, embeddings, register)
    return Built(build_s=time.perf_counter() - begun)


def asked(url: str | None, data: Path) -> Asked:
    """Open a built store and ask it."""
    embeddings = WordLlamaEmbeddings()
    embeddings.embed(["warm"])
    begun = time.perf_counter()
    with Library.open(data, url, embeddings) as library:
        opened = time.perf_counter() - begun
        questions = passages.questions()
        for question in questions[-10:]:
            library.search(question)
        timed = [_timed(library, question) for question in questions[:ASKED]]
        useful = [(question, spent) for question, (spent, hits) in zip(questions, timed, strict=False) if hits]
        cases = [
            _timed(library, question, Scope(sites=("pancreas",), grades=("G2",), drugs=(f"drug {number}",)))[0]
            for number, (question, _) in enumerate(useful[:CASES])
        ]
        return Asked(
            open_s=opened,
            found=len(useful),
            question_ms=tuple(spent for _, spent in useful),
            case_ms=tuple(cases),
            memory_mb=psutil.Process().memory_info().rss / 1e6,
        )


def _timed(library: Library, question: str, scope: Scope | None = None) -> tuple[float, int]:
    begun = time.perf_counter()
    hits = library.search(question, scope=scope)
    return (time.perf_counter() - begun) * 1000, len(hits)


def main(what: str, count: str, url: str, data: str) -> None:
    """Print one measurement as JSON."""
    found = built(int(count), url or None, Path(data)) if what == "build" else asked(url or None, Path(data))
    print(found.model_dump_json())


if __name__ == "__main__":
    main(*sys.argv[1:])
