"""Conversation: what a thread knows about its patient, turn after turn."""

from chains.answer import Answer, Intent
from knowledge.case import CaseDetails, Value


class Conversation(Value):
    """The memory of one thread, as a value: the case so far and the last question. Stored as JSON by the bot."""

    case: CaseDetails = CaseDetails()
    before: CaseDetails = CaseDetails()
    """The case as it stood before the last message, so that "show more" can answer that message again."""
    asked_before: tuple[str, ...] = ()
    pending_before: str = ""
    references_before: tuple[str, ...] = ()
    """``asked``, ``pending`` and ``references`` as they stood before the last message, for the same purpose."""
    turns: int = 0
    """How many messages have been read."""
    last_text: str = ""
    """The last message, so that "show more" can answer it at length."""
    last_intent: Intent | None = None
    asked: tuple[str, ...] = ()
    """Fields that the last answer asked back for, so that a bare "8 %" can be understood."""
    pending: str = ""
    """A bare number of the last message that two gaps fitted ("30 %"), until it is said which."""
    references: tuple[str, ...] = ()
    """Register ids of the last answer's references, in their order, so that "show source 2" can be answered.

    An answer that only shows one of these sources leaves the list as it was."""

    told: tuple[str, ...] = ()
    """Keys of the passages that the answer with these references told."""
    told_before: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    """What was told of the patient that bears on treatment and that no rule weighs, such as pregnancy."""
    conditions_before: tuple[str, ...] = ()
    new_patient: bool = False
    """Whether the last message was taken as a new patient, so that answering it again says so again."""

    def as_before(self) -> "Conversation":
        """The conversation as it stood before its last message."""
        update = {
            "case": self.before,
            "asked": self.asked_before,
            "pending": self.pending_before,
            "references": self.references_before,
            "told": self.told_before,
            "conditions": self.conditions_before,
            "turns": max(0, self.turns - 1),
        }
        return self.model_copy(update=update)

    def keeping(
        self, case: CaseDetails, asked: tuple[str, ...], pending: str = "", conditions: tuple[str, ...] = ()
    ) -> "Conversation":
        """The conversation once a message was refused: what it told of the patient is kept for the next."""
        if (case, asked, pending, conditions) == (self.case, self.asked, self.pending, self.conditions):
            return self
        update = {
            "case": case,
            "asked": asked,
            "pending": pending,
            "conditions": conditions,
            "turns": self.turns + 1,
        }
        return self.model_copy(update=update)

    def after(
        self,
        text: str,
        case: CaseDetails,
        answer: Answer,
        asked: tuple[str, ...] = (),
        *,
        told: tuple[str, ...] = (),
        conditions: tuple[str, ...] = (),
        new_patient: bool = False,
    ) -> "Conversation":
        """The conversation once a message has been answered; ``told`` are the keys of the passages in the answer."""
        intent = answer.question.intent
        shown = tuple(reference.id for reference in answer.references)
        return Conversation(
            case=case,
            before=self.case,
            asked_before=self.asked,
            pending_before=self.pending,
            turns=self.turns + 1,
            last_text=text,
            last_intent=intent if intent in {"prognosis", "treatment"} else self.last_intent,
            asked=asked,
            references=self.references if answer.question.topic == "source" else shown,
            references_before=self.references,
            told=self.told if answer.question.topic == "source" else told,
            told_before=self.told,
            conditions=conditions,
            conditions_before=self.conditions,
            new_patient=new_patient,
        )
