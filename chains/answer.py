"""Answer: the one shape of everything that netboard says, fixed by the project's contract."""

from typing import Any, Literal

from pydantic import Field

from knowledge.case import CaseDetails, Problem, Value
from knowledge.evidence import Reference
from knowledge.rules.verdict import Status

Intent = Literal["prognosis", "treatment", "factor", "evidence", "what_if", "update", "out_of_scope", "help"]
SECTION_TITLES = ("From the Guidelines", "From the FDA Drug Label", "From the Research")
SectionTitle = Literal["From the Guidelines", "From the FDA Drug Label", "From the Research"]


class Question(Value):
    """What was asked, as understood."""

    intent: Intent
    topic: str | None = None


class Change(Value):
    """One finding of a what-if, before and after."""

    rule: str
    before: Any
    after: Any


class Finding(Value):
    """A verdict as the reader sees it: its passages have become reference numbers."""

    rule: str
    title: str
    status: Status
    value: Any = None
    statement: str
    inputs: dict[str, Any]
    missing: tuple[str, ...] = ()
    ask: str | None = None
    citations: tuple[int, ...] = ()
    unchecked: str = ""
    """What is to be said of cited statements that were not checked in their source; empty when all were."""

    def told(self) -> str:
        """The statement with what was not checked and its citations, as it is read where it stands alone."""
        note = f" ({self.unchecked})" if self.unchecked else ""
        marks = f" [{', '.join(str(number) for number in self.citations)}]" if self.citations else ""
        return f"{self.statement.rstrip('.')}{note}{marks}." if note or marks else self.statement


class Item(Value):
    """One bullet. ``text`` carries its citations in place, as [1] or [1, 4]; ``citations`` lists them."""

    text: str
    citations: tuple[int, ...] = ()
    label: str | None = None
    """The opening words of ``text`` that name its subject, for a renderer to set in bold."""


class Heading(Value):
    """A heading inside a section."""

    kind: Literal["heading"] = "heading"
    text: str


class Paragraph(Value):
    """Running text with its citations in place."""

    kind: Literal["paragraph"] = "paragraph"
    text: str
    citations: tuple[int, ...] = ()


class Bullets(Value):
    """A list of bullets."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[Item, ...]


Block = Heading | Paragraph | Bullets


class Section(Value):
    """One of the three sections; ``abstained`` when the sources of its kind do not answer the question."""

    title: SectionTitle
    abstained: bool
    blocks: tuple[Block, ...]


class Meta(Value):
    """Which versions answered, and how fast."""

    knowledge_version: str
    rules_version: str
    writer: str
    elapsed_ms: float
    prompts: tuple[str, ...] = ()
    """Where a chat model wrote: each prompt that it was given, as ``name:digest``."""


class Answer(Value):
    """Everything that netboard says to one message."""

    question: Question
    reply: str
    """One to three plain sentences: the bottom line; for help, refusals and errors the whole answer."""
    understood: str = ""
    """One compact line: what was read from the text, inferred facts marked."""
    case: CaseDetails
    comparison: tuple[Change, ...] | None = None
    findings: tuple[Finding, ...] = ()
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    questions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Values of the message that cannot be right, each with its place in the text and what would be right."""
    safety: str
    meta: Meta
    refused: bool = Field(default=False)
    """True when the input was understood to be wrong or outside the scope: exit code 1 on the terminal."""
    more: bool = Field(default=False)
    """True when a longer answer exists ("show more")."""
    unsearched: str = Field(default="")
    """Why the sources were not searched, for whoever runs netboard: the store or the embeddings did not answer; else
    empty."""

    def shown_references(self) -> tuple[Reference, ...]:
        """The references that the sections cite, or every one where there are no sections: what a reader is shown."""
        runs = [
            run
            for section in self.sections
            for block in section.blocks
            if not isinstance(block, Heading)
            for run in (block.items if isinstance(block, Bullets) else (block,))
        ]
        cited = {number for run in runs for number in run.citations}
        return tuple(r for r in self.references if r.number in cited) if self.sections else self.references

    def contract(self) -> dict[str, Any]:
        """The answer as the JSON object that other programs read; prompts are told where a model was given any."""
        return self.model_dump(mode="json", exclude=None if self.meta.prompts else {"meta": {"prompts"}})
