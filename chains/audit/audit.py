"""Audit: one answer, checked claim by claim; the one way by which an evaluation asks how sound an answer is."""

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler

from chains.answer import SECTION_TITLES, Answer, Bullets, Heading
from chains.audit.claim import Claim, claims
from chains.audit.misfit import Patient, misfits
from chains.audit.support import strange_figures, unsupported
from chains.conversation import Conversation
from chains.turn import Depth, Turn
from knowledge.case import Value

if TYPE_CHECKING:
    from chains.consult import Consultant


class Fault(Value):
    """A claim with what is wrong about it."""

    text: str
    faults: tuple[str, ...]


class Audit(Value):
    """What was found in one answer."""

    answer: Answer
    claims: int
    """Sentences and bullets that state something, framing words left out."""
    cited: int
    unsupported: tuple[Fault, ...]
    uncited: tuple[Fault, ...]
    misfits: tuple[Fault, ...]
    reply: tuple[str, ...]
    """Figures of the reply that stand nowhere else in the answer."""
    in_order: bool
    """Whether there are three sections in their order, or none because the answer is one sentence."""
    words: int
    """Of the reply and the sections, headings included."""

    @property
    def answered(self) -> bool:
        """Whether at least one section tells something."""
        return any(not section.abstained for section in self.answer.sections)


def audit(
    consultant: "Consultant", text: str, *, conversation: Conversation | None = None, depth: Depth = "short"
) -> Audit:
    """Ask one question and check what comes back, whoever wrote it: ground hands over its draft in the Turn."""
    seen = _Seen()
    asked = Turn(text=text, conversation=conversation or Conversation(), depth=depth, started=time.perf_counter())
    answer = consultant.pipeline.invoke(asked, config={"callbacks": [seen]}).answer
    turn = seen.turn or asked
    verdicts = turn.after if turn.what_if is not None else turn.verdicts
    case = turn.what_if or answer.case
    told = claims(answer, turn.draft, (*turn.verdicts, *turn.after), consultant.library.passage)
    patient = Patient.of(case, verdicts)
    stating = [claim for claim in told if not claim.framing]
    below = [claim.text for claim in told] + [f.statement for f in answer.findings] + [c.label for c in told]
    return Audit(
        answer=answer,
        claims=len(stating),
        cited=sum(claim.cited for claim in stating),
        unsupported=_faults((claim, unsupported(claim, case, text)) for claim in told),
        uncited=_faults((claim, ("no reference",)) for claim in stating if not claim.cited),
        misfits=_faults((claim, misfits(claim, told, patient)) for claim in told),
        reply=strange_figures(answer.reply, case, [*below, str(_runs(answer))]) if answer.sections else (),
        in_order=tuple(section.title for section in answer.sections) in {SECTION_TITLES, ()},
        words=_words(answer),
    )


class _Seen(BaseCallbackHandler):
    """Keeps the last Turn that a step of the pipeline gave back."""

    def __init__(self) -> None:
        self.turn: Turn | None = None

    def on_chain_end(self, outputs: Any, *, run_id: UUID, parent_run_id: UUID | None = None, **kwargs: Any) -> None:
        """Called by LangChain when a step has run."""
        del run_id, parent_run_id, kwargs
        if isinstance(outputs, Turn):
            self.turn = outputs


def _faults(found: Iterable[tuple[Claim, tuple[str, ...]]]) -> tuple[Fault, ...]:
    return tuple(
        Fault(text=f"{claim.label}: {claim.text}" if claim.label else claim.text, faults=faults)
        for claim, faults in found
        if faults
    )


def _runs(answer: Answer) -> int:
    """Paragraphs and bullets of the sections that answer: how many statements the reply may speak of."""
    blocks = [block for section in answer.sections if not section.abstained for block in section.blocks]
    return sum(len(block.items) if isinstance(block, Bullets) else not isinstance(block, Heading) for block in blocks)


def _words(answer: Answer) -> int:
    told = [answer.reply]
    for section in answer.sections:
        for block in section.blocks:
            told += [item.text for item in block.items] if isinstance(block, Bullets) else [block.text]
    return sum(len(text.split()) for text in told)
