"""Reading: what one text says about a patient, what it asks about, and what in it cannot be right."""

from typing import Literal

from knowledge.case import CaseDetails, Problem, Span, Value


class Conflict(Value):
    """Two values for one field that cannot both be true, and what to ask."""

    field: str
    values: tuple[str, ...]
    """The values as a person would write them, the one that was kept last."""
    question: str


class OtherCancer(Value):
    """A cancer other than a neuroendocrine one that the text names."""

    name: str
    context: Literal["current", "history", "family", "negated", "possible"]
    span: Span


class Mention(Value):
    """A drug, a trial or a term that the text names."""

    name: str
    span: Span


class Mentions(Value):
    """What the text speaks of, whether or not it is a fact about the patient."""

    neuroendocrine: bool = False
    """Whether any word of the field was seen: NET, carcinoid, insulinoma, DOTATATE, Krenning …"""
    terms: tuple[Mention, ...] = ()
    other_cancers: tuple[OtherCancer, ...] = ()
    drugs: tuple[Mention, ...] = ()
    trials: tuple[Mention, ...] = ()


class Reading(Value):
    """One text, read."""

    case: CaseDetails = CaseDetails()
    hypothetical: CaseDetails | None = None
    """What a what-if supposes ("if Ki-67 were 15 %"); never part of the case."""
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    """Values inside this one text that contradict each other."""
    mentions: Mentions = Mentions()
    unsaid: tuple[Mention, ...] = ()
    """Treatments that are named where no word says that they were given, and one may mean that they are to come, or
    that the second reader does not take for given."""
    doubted: tuple[Mention, ...] = ()
    """Grades that the second reader takes for those of something else than the tumour; not part of the case."""
    unlikely: tuple[Mention, ...] = ()
    """What a rule read and the words of the text speak against, as a person would write it; not part of the case."""
    no_tumour: bool = False
    """Whether it tells of no neuroendocrine neoplasm after all, or of another tumour: then nothing of one is told."""
    corrected: tuple[str, ...] = ()
    """Fields of the case that stand in a sentence that corrects ("actually", "sorry, it is")."""
    retracted: tuple[str, ...] = ()
    """What is taken back of the case so far: a field (``ki67``), or one entry of it (``treatments:prrt``)."""
    restated: tuple[str, ...] = ()
    """Fields told again of the very thing that was told before ("the same specimen"): another value is no news."""
    new_patient: bool = False
    """Whether the text says that it speaks of another patient than before."""

    @property
    def may_be_filled(self) -> bool:
        """Whether the text tells of a neuroendocrine patient at all: not of another cancer, supposing nothing."""
        other = any(cancer.context == "current" for cancer in self.mentions.other_cancers)
        if self.no_tumour or (other and not self.mentions.neuroendocrine):
            return False
        return (
            self.hypothetical is None and not self.problems and bool(self.case.facts() or self.mentions.neuroendocrine)
        )
