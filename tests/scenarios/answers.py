"""Answers as the consultant gives them, and a small consultant that gives them at once."""

import threading
import time
from collections.abc import Callable
from typing import Any

from chains.amendment import Amendment, put_right
from chains.answer import Answer, Bullets, Finding, Heading, Item, Meta, Paragraph, Question, Section
from chains.conversation import Conversation
from chains.followup import read_message
from chains.footing import Cited, Footing
from chains.merge import merge
from knowledge.case import CaseDetails, Ki67, Value
from knowledge.evidence import Reference

SAFETY = "Decision support for clinicians, not a medical device. Knowledge base of 1 May 2025."
META = Meta(knowledge_version="k1", rules_version="r1", writer="deterministic", elapsed_ms=3.0)


class Consultation(Value):
    """As ``chains.consult.Consultation``, which would bring the whole pipeline along."""

    answer: Answer
    conversation: Conversation
    cited: tuple[Cited, ...] = ()
    notes: tuple[str, ...] = ()


def reference(number: int, **changes: Any) -> Reference:
    values: dict[str, Any] = {
        "number": number,
        "id": f"source-{number}",
        "kind": "research",
        "title": f"Outcome of study {number} & its <follow-up>",
        "authors": "Strosberg J, et al.",
        "venue": "N Engl J Med",
        "year": 2017,
        "pmid": "28076709",
        "doi": None,
        "url": f"https://pubmed.ncbi.nlm.nih.gov/{number}/?a=1&b=2",
        "checked": number % 2 == 1,
    }
    return Reference(**(values | changes))


def clinical(
    reply: str = "Stage IV, grade 2 [1].", *, statements: int = 4, length: int = 120, **changes: Any
) -> Answer:
    """A clinical answer with three sections; every statement carries its number and citations."""
    words = "in patients with liver metastases the median progression-free survival was 28 months "
    items = tuple(
        Item(
            text=f"Statement {n}: {(words * 60)[:length].strip()}. [{n % 9 + 1}, {(n + 3) % 9 + 1}]",
            citations=(n % 9 + 1, (n + 3) % 9 + 1),
        )
        for n in range(statements)
    )
    values: dict[str, Any] = {
        "question": Question(intent="prognosis"),
        "reply": reply,
        "understood": "Tumour: grade 2 · primary: pancreas (inferred from the operation)\nImaging: liver Krenning 3",
        "case": CaseDetails(primary_site="pancreas"),
        "sections": (
            Section(
                title="From the Guidelines",
                abstained=False,
                blocks=(
                    Heading(text="Stage"),
                    Paragraph(text="Liver metastases are M1a [1].", citations=(1,)),
                    Bullets(items=items),
                ),
            ),
            Section(
                title="From the FDA Drug Label",
                abstained=True,
                blocks=(Paragraph(text="The FDA drug label does not answer the question."),),
            ),
            Section(title="From the Research", abstained=False, blocks=(Bullets(items=items[:2]),)),
        ),
        "references": tuple(reference(n) for n in range(1, 10)),
        "questions": ("What was the Ki-67?", "Has the disease grown on CT?"),
        "warnings": ("The stated grade 2 conflicts with a Ki-67 of 30 %.",),
        "safety": SAFETY,
        "meta": META,
        "more": True,
    }
    return Answer(**(values | changes))


def cohort(**changes: Any) -> dict[str, Any]:
    """One row of the finding ``survival``."""
    row: dict[str, Any] = {
        "source": "source-1",
        "population": "stage IV pancreatic NET of one centre; n counts all stages",
        "endpoint": "overall survival at 5 years",
        "value": 56.0,
        "unit": "%",
        "low": 42.0,
        "high": 73.0,
        "n": 326,
        "years": None,
        "fit": "Matches on pancreas. Differs: grades not told apart; selected for resection.",
        "passages": ["source-1#s1"],
        "checked": True,
    }
    return row | changes


def survival(*rows: dict[str, Any], **changes: Any) -> Finding:
    """The finding ``survival`` with these cohorts."""
    values: dict[str, Any] = {
        "rule": "survival",
        "title": "Survival in published cohorts",
        "status": "assigned",
        "value": list(rows or (cohort(),)),
        "statement": "The cohorts that fit best give 56 % alive at 5 years.",
        "inputs": {"site": "pancreas", "grade": "G2", "metastatic": True, "resected": True},
        "citations": (1,),
    }
    return Finding(**(values | changes))


def plain(reply: str, *, refused: bool = False) -> Answer:
    """Help, thanks, refusals."""
    return Answer(
        question=Question(intent="help"), reply=reply, case=CaseDetails(), safety=SAFETY, meta=META, refused=refused
    )


def found(text: str) -> Answer:
    """What a lookup gives."""
    finding = Finding(
        rule="who_grade", title="WHO grade", status="assigned", value="G2", statement=f"Grade 2 for {text}.", inputs={},
        citations=(1,),
    )  # fmt: skip
    return Answer(
        question=Question(intent="factor", topic="grade"), reply=f"Grade 2: {text} [1].", case=CaseDetails(),
        findings=(finding,), references=(reference(1),), safety=SAFETY, meta=META,
    )  # fmt: skip


def words(case: CaseDetails) -> list[str]:
    """The case as a test reads it: "ki67 8" and the names of what else is known."""
    return [f"ki67 {one.low:g}" for one in case.ki67] + [name for name in case.facts() if name != "ki67"]


def cited(count: int = 3, **changes: Any) -> tuple[Cited, ...]:
    """Statements of an answer with where they stand; every second one was not checked."""
    return tuple(
        Cited(
            text=f"Statement {n}: the median was {n} months & more [{n % 9 + 1}].",
            footings=(
                Footing(
                    number=n % 9 + 1,
                    key=f"source-{n % 9 + 1}#s{n}",
                    title=f"Outcome of study {n} & its <follow-up>",
                    year=2017,
                    locator="table 2" if n % 2 else None,
                    checked=n % 2 == 1,
                    url="https://example.org/?a=1&b=2",
                ),
            ),
        )
        for n in range(count)
    )


class FakeLibrary:
    """A knowledge store that is there, until a test says otherwise."""

    def __init__(self) -> None:
        self.error: Exception | None = None

    def check(self) -> None:
        if self.error is not None:
            raise self.error


class FakeConsultant:
    """Answers at once, or as slowly or wrongly as a test asks; counts the turns in the conversation."""

    def __init__(self) -> None:
        self.library = FakeLibrary()
        self.asked: list[str] = []
        self.depths: list[str] = []
        self.looked_up: list[str] = []
        self.delay_s = 0.0
        self.step_s = 0.0
        self.error: Exception | None = None
        self.long = False
        self.findings: tuple[Finding, ...] = ()
        self.gate: threading.Event | None = None
        self.asks_back: tuple[str, ...] = ()
        self.reads = False
        """Whether the case is really read from the text."""
        self.cited = cited()
        self.case = CaseDetails(primary_site="pancreas", ki67=(Ki67(low=3, high=3),))

    def answer(
        self,
        text: str,
        conversation: Conversation | None = None,
        *,
        depth: str = "short",
        watch: Callable[[str], None] | None = None,
    ) -> Consultation:
        self.asked.append(text)
        self.depths.append(depth)
        for step in ("read", "decide", "assess", "write", "ground"):
            if watch is not None:
                watch(step)
            time.sleep(self.step_s)
        if self.gate is not None:
            self.gate.wait(10)
        time.sleep(self.delay_s)
        if self.error is not None:
            raise self.error
        known = conversation or Conversation()
        case = known.case if known.turns else self.case
        after = known.model_copy(
            update={"turns": known.turns + 1, "last_text": text, "case": case, "asked": self.asks_back}
        )
        reply = f"Turn {after.turns} read {text}"
        if self.reads:
            case = merge(known.case, read_message(text, known), known.turns).case
            after = after.model_copy(update={"case": case, "before": known.case})
            reply += f" and knows {', '.join(sorted(words(case)))}"
        return Consultation(
            answer=self.given(reply),
            conversation=after,
            cited=self.cited,
        )

    def anew(self, conversation: Conversation, depth: str = "short") -> Consultation:
        full = clinical(f"In full: {conversation.last_text}", more=False)
        answer = full if depth == "full" else self.again(conversation)
        return Consultation(answer=answer, conversation=conversation, cited=self.cited)

    def amended(self, amendment: Amendment, conversation: Conversation) -> Consultation:
        if self.error is not None:
            raise self.error
        case = put_right(conversation.case, amendment, conversation.turns).case
        after = conversation.model_copy(update={"case": case, "turns": conversation.turns + 1})
        answer = self.given(f"{amendment.text} Given anew.")
        return Consultation(answer=answer, conversation=after, cited=self.cited, notes=(amendment.text,))

    def again(self, conversation: Conversation, depth: str = "short") -> Answer:
        if self.error is not None:
            raise self.error
        return self.given(f"Again: {conversation.last_text}")

    def given(self, reply: str) -> Answer:
        return clinical(
            reply, statements=300 if self.long else 4, length=300 if self.long else 120, findings=self.findings
        )

    def look_up(self, text: str) -> Consultation:
        self.looked_up.append(text)
        if self.error is not None:
            raise self.error
        return Consultation(answer=found(text), conversation=Conversation(), cited=self.cited[:1])
