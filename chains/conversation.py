"""Conversation: what a thread knows about its patient, turn after turn."""

from chains.answer import Answer, Intent
from knowledge.case import CaseDetails, Value


class Conversation(Value):
    """The memory of one thread, as a value: the case so far and the last question. Stored as JSON by the bot."""

    case: CaseDetails = CaseDetails()
    before: CaseDetails = CaseDetails()
    """The case as it stood before the last message, so that "show more" can answer that message again."""
    turns: int = 0
    """How many messages have been read."""
    last_text: str = ""
    """The last message, so that "show more" can answer it at length."""
    last_intent: Intent | None = None
    references: tuple[str, ...] = ()
    """Register ids of the last answer's references, in their order, so that "show source 2" can be answered."""

    def after(self, text: str, case: CaseDetails, answer: Answer) -> "Conversation":
        """The conversation once a message has been answered."""
        intent = answer.question.intent
        return Conversation(
            case=case,
            before=self.case,
            turns=self.turns + 1,
            last_text=text,
            last_intent=intent if intent in {"prognosis", "treatment"} else self.last_intent,
            references=tuple(reference.id for reference in answer.references),
        )
