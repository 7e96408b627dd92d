"""Prose: a chat model words what the passages of a draft say; what it cannot prove stays as it was.

The model never sees more than the passages that the deterministic writer tells word by word, and its statements take
their place. Stage, grade, this patient's values, cohorts, scores, findings and questions stay deterministic.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, Field

from chains.breaker import Breaker
from chains.chat import CALLS, Chat, Outcome
from chains.draft import (
    Draft,
    Sentence,
)
from chains.spots import Kept, Place, Spot, spots, worded
from chains.support import Fault, Figures, needed, told_figures
from chains.veil import veiled
from knowledge.case import Value
from knowledge.evidence import Passage
from knowledge.rules.verdict import Verdict
from prompts import load

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SECONDS = 25.0
"""How long a clinician waits for better words at most; the answer itself is ready in milliseconds."""
MOST_SHOWN, MOST_QUESTION, MOST_STATEMENTS = 24_000, 6_000, 80
"""The budget of characters that are sent, and of statements that are read: a long answer has some fifty passages."""
LEAST_KEPT, LEAST_TOLD = 0.5, 0.5
"""A section is the model's when half of what it wrote there is supported and half of its passages are told by it: a
model most of whose statements are not supported is not trusted with the rest, and fewer passages make a patchwork."""

NO_LABEL = "no label"
Refused = Fault | Literal["key", "section", "label", "repeated"]


class Statement(BaseModel):
    """One statement as a chat model gives it. Names and descriptions are part of what the model is shown."""

    section: str = Field(description="The section of the passages cited, exactly as given.")
    kind: Literal["bullet", "paragraph"] = "bullet"
    label: str | None = Field(default=None, description="The label of the passage, exactly as given, or null.")
    text: str = Field(description="One or two sentences in the words of the passages cited.")
    keys: list[str] = Field(description="Keys of the passages that carry the text.")


class Statements(BaseModel):
    """What the passages say. May be empty."""

    statements: list[Statement]


class Wording(Value):
    """What became of one question to the model, in numbers and words of ours only."""

    outcome: Outcome
    error: str | None = None
    """The type of the error, never its words."""
    shown: int = 0
    """Passages that the model was shown."""
    given: int = 0
    kept: int = 0
    dropped: dict[str, int] = Field(default_factory=dict)
    """By fault, the statements that were not supported."""
    sections: int = 0
    """Sections that are told in the model's words, of ``of`` that say anything."""
    of: int = 0
    elapsed_ms: float = 0


class Writer:
    """Asks a chat model to word drafts. Safe to share between threads."""

    def __init__(
        self,
        model: "BaseChatModel",
        name: str,
        *,
        seconds: float = SECONDS,
        calls: int = CALLS,
        report: Callable[[Wording], None] | None = None,
        breaker: Breaker | None = None,
        allowance: Callable[[], bool] | None = None,
    ) -> None:
        """``name`` is what answers say of their writer; ``breaker`` may be shared with whatever else asks the model."""
        self.chat = Chat(model, seconds=seconds, calls=calls, breaker=breaker, allowance=allowance)
        self.name = name
        self.report = report or (lambda _: None)
        self._rules, self._sources = load("write_answer"), load("write_sources")

    def word(
        self,
        question: str,
        draft: Draft,
        verdicts: Sequence[Verdict],
        passage: Callable[[str], Passage | None],
    ) -> Draft:
        """The draft with what the model wrote and the passages support; the same draft where that is too little."""
        shown = {f"p{n}": spot for n, spot in enumerate(_within_budget(spots(draft, passage)), 1)}
        if not shown:
            return draft
        reply = self.chat.ask(Statements, self._messages(question, draft, verdicts, shown))
        given = reply.given.statements[:MOST_STATEMENTS] if reply.given else []
        checked = [(one, _checked(one, shown, draft, told_figures(verdicts))) for one in given]
        refused: Counter[Refused] = Counter(fault for _, fault in checked if not isinstance(fault, Kept))
        sections, kept, told_by_model = list(draft.sections), 0, 0
        for number, section in enumerate(draft.sections):
            places = sum(spot.section == number for spot in shown.values())
            mine = _once(
                [one for _, one in checked if isinstance(one, Kept) and one.spots[0].section == number], refused
            )
            written = sum(one.section.strip() == section.title for one in given)
            told = {spot.place for one in mine for spot in one.spots}
            if places and len(mine) >= LEAST_KEPT * max(1, written) and len(told) >= LEAST_TOLD * places:
                sections[number], told_by_model = worded(section, mine), told_by_model + 1
                kept += len(mine)
        of = sum(bool(section.blocks) for section in draft.sections)
        wording = Wording(outcome=reply.outcome, error=reply.error, shown=len(shown), elapsed_ms=reply.elapsed_ms)
        counted = {"given": len(given), "kept": kept, "dropped": dict(refused), "sections": told_by_model, "of": of}
        self.report(wording.model_copy(update=counted))
        if not told_by_model:
            return draft
        first, second, third = sections
        name = self.name if told_by_model == of else f"{self.name} ({told_by_model} of {of} sections)"
        used = tuple(f"{prompt.name}:{prompt.digest}" for prompt in (self._rules, self._sources))
        return draft.model_copy(update={"sections": (first, second, third), "writer": name, "prompts": used})

    def _messages(
        self, question: str, draft: Draft, verdicts: Sequence[Verdict], shown: dict[str, Spot]
    ) -> tuple[tuple[str, str], ...]:
        fence = f"=== {secrets.token_hex(8)} ==="
        passages = "\n".join(
            " | ".join(
                (key, draft.sections[spot.section].title, spot.label or NO_LABEL, _line(spot.passage.statement.text))
            )
            for key, spot in shown.items()
        )
        findings = "\n".join(f"- {_line(v.statement)}" for v in verdicts if v.status != "not_applicable")
        asked = self._sources.render(
            fence=fence, question=_ends(veiled(question)), findings=findings or "none", passages=passages
        )
        return (("system", self._rules.render(fence=fence)), ("human", asked))


def _within_budget(places: Iterator[Spot]) -> Iterator[Spot]:
    left = MOST_SHOWN
    for spot in places:
        left -= len(spot.passage.statement.text) + 100
        if left < 0:
            return
        yield spot


def _checked(one: Statement, shown: dict[str, Spot], draft: Draft, figures: Figures) -> Kept | Refused:
    keys = list(dict.fromkeys(key.strip() for key in one.keys))
    if not keys or any(key not in shown for key in keys):
        return "key"
    places = [shown[key] for key in keys]
    if any(draft.sections[spot.section].title != one.section.strip() for spot in places):
        return "section"
    label = (one.label or "").strip().casefold()
    if label not in {"", "null", "none", NO_LABEL} and label not in {(s.label or "").casefold() for s in places}:
        return "label"
    text = one.text.strip()
    if len(places) == 1 and text == places[0].passage.statement.text:
        return Kept(one.kind == "paragraph", places[0].told, (places[0],))  # given back as it was: nothing to word
    carried, fault = needed(text, [spot.passage for spot in places], figures)
    if fault is not None:
        return fault
    told = tuple(spot for spot in places if spot.passage.key in carried)
    sentence = Sentence(text=text if text.endswith(".") else f"{text}.", keys=carried, by_model=True)
    return Kept(one.kind == "paragraph", sentence, told)


def _once(kept: Sequence[Kept], refused: Counter[Refused]) -> list[Kept]:
    """Each passage told once: a statement of passages that were all told before is left out."""
    told: set[Place] = set()
    first = []
    for one in kept:
        places = {spot.place for spot in one.spots}
        if places <= told:
            refused["repeated"] += 1
            continue
        told |= places
        first.append(one)
    return first


def _line(text: str) -> str:
    return " ".join(text.split())


def _ends(text: str) -> str:
    """A long message by its beginning and its end, where the question stands."""
    half = MOST_QUESTION // 2
    return text if len(text) <= MOST_QUESTION else f"{text[:half]} … {text[-half:]}"
