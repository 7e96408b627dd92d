"""Turn: one message on its way through the pipeline; each step gives it back with more known."""

from dataclasses import dataclass
from typing import Literal

from chains.amendment import Amendment
from chains.answer import Question
from chains.conversation import Conversation
from chains.draft import Draft
from chains.extract import Reading
from chains.gaps import Gap
from chains.ground import Grounded
from chains.parts import Asked
from chains.refusal import Refusal
from knowledge.case import CaseDetails, Treatment
from knowledge.rules.verdict import Verdict

Depth = Literal["short", "full"]
_NOTHING_ASKED, _NO_CASE, _NO_PARTS = Question(intent="help"), CaseDetails(), Asked(question=None, text="")


@dataclass(frozen=True, slots=True)
class Turn:
    """One message and what is known of it so far."""

    text: str
    started: float
    """``time.perf_counter()`` when the message came."""
    conversation: Conversation
    depth: Depth = "short"
    told: CaseDetails | None = None
    """The case as this message left it when it was answered before; what a model filled then stays filled."""
    by_hand: Amendment | None = None
    """What a person put right in a form; ``text`` is then only the words for it, and is not read."""
    reading: Reading | None = None
    question: Question = _NOTHING_ASKED
    asked: Asked = _NO_PARTS
    """Every question of the message; ``question`` is the one that is answered first."""
    case: CaseDetails = _NO_CASE
    weighed: tuple[Treatment, ...] = ()
    """Treatments that the message only asks about: no facts of the case, but the rules weigh them for this answer."""
    conditions: tuple[str, ...] = ()
    """What bears on treatment and no rule weighs, as told up to and with this message."""
    new_patient: bool = False
    """Whether the message was taken as one about a new patient."""
    what_if: CaseDetails | None = None
    """The case as a what-if supposes it; ``case`` stays as it was."""
    refusal: Refusal | None = None
    unless_found: Refusal | None = None
    """What is answered where the sources hold nothing on a message that may be a question of the field."""
    words: str | None = None
    """The whole answer, for help and small talk."""
    verdicts: tuple[Verdict, ...] = ()
    after: tuple[Verdict, ...] = ()
    """The verdicts on the supposed case."""
    gaps: tuple[Gap, ...] = ()
    """The missing facts that would change the answer most, first the most telling."""
    unsearched: str = ""
    """Whether the sources could not be searched, so that the answer holds only what the rules find."""
    draft: Draft | None = None
    grounded: Grounded | None = None
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences that open the reply, for example that a new patient was taken."""

    @property
    def settled(self) -> bool:
        """Whether the answer is known already, so that nothing more is worked out."""
        return self.refusal is not None or self.words is not None
