"""Beside: the whole answer, measured in one run beside a plain LangChain chain over the same store.

The plain chain does what a retrieve-and-stuff chain does and no more: it retrieves, stuffs what it found into a prompt,
and asks a chat model that answers at once. It reads no case, applies no rule and checks nothing.
"""

import time
from collections.abc import Callable, Sequence
from statistics import quantiles
from typing import Any

from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnablePassthrough

from chains.consult import Consultant
from knowledge.retriever import LibraryRetriever

PROMPT = "Answer the question from the sources alone and cite them.\n\nSources:\n{sources}\n\nQuestion: {question}"
PASSAGES = 10
WARM_UP = 10


def plain_chain(made: Consultant) -> Runnable[str, str]:
    """Retriever, prompt, model and parser over the library of a consultant."""
    retriever = LibraryRetriever(library=made.library, limit=PASSAGES)
    prompt = ChatPromptTemplate.from_template(PROMPT)
    model = FakeListChatModel(responses=["The sources name somatostatin analogues, PRRT and targeted drugs."])
    asked: dict[str, Any] = {"sources": retriever | _stuffed, "question": RunnablePassthrough()}
    return asked | prompt | model | StrOutputParser()


def rows(made: Consultant, texts: Sequence[str]) -> list[tuple[str, str, str]]:
    """Rows for the table of ``make bench``. Both answer each text in turn, so that a busy machine slows both."""
    plain = plain_chain(made)
    for text in texts[:WARM_UP]:
        made.answer(text)
        plain.invoke(text)
    ours, theirs = [], []
    for text in texts:
        ours.append(_spent(made.answer, text))
        theirs.append(_spent(plain.invoke, text))
    own, other = _Times(ours), _Times(theirs)
    return [
        (f"whole answer beside a plain chain, p50 / p95 ({len(texts)})", own.passed, "p50 < 50 ms"),
        ("  of that on the processor, p50 / p95", own.worked, "p50 < 50 ms"),
        ("  plain retrieve-and-stuff chain, same store, p50 / p95", other.passed, ""),
        ("  of that on the processor, p50 / p95", other.worked, ""),
        ("  whole answer to plain chain, p50", f"{own.p50 / other.p50:.1f} times", ""),
    ]


def _stuffed(found: list[Document]) -> str:
    return "\n\n".join(f"[{number}] {document.page_content}" for number, document in enumerate(found, 1))


class _Times:
    """Milliseconds of many answers: by the clock, and on the processor, which a busy machine stretches less."""

    def __init__(self, spent: Sequence[tuple[float, float]]) -> None:
        clock, processor = ([one[place] for one in spent] for place in (0, 1))
        self.p50 = _rank(clock, 50)
        self.passed = f"{self.p50:.1f} / {_rank(clock, 95):.1f} ms"
        self.worked = f"{_rank(processor, 50):.1f} / {_rank(processor, 95):.1f} ms"


def _spent(ask: Callable[[str], object], text: str) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    ask(text)
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def _rank(times: Sequence[float], rank: int) -> float:
    return quantiles(times, n=100, method="inclusive")[rank - 1]
