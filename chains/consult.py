"""The whole pipeline on one screen: a message and its conversation in, a grounded answer out."""

from typing import Literal

from chains.answer import Answer
from chains.conversation import Conversation
from knowledge.case import Value

Depth = Literal["short", "full"]


class Consultation(Value):
    """An answer, and the conversation as it stands after it."""

    answer: Answer
    conversation: Conversation


class Consultant:
    """Answers messages. Holds the rulebook and the library, which are read-only; safe to share between threads."""

    def answer(self, text: str, conversation: Conversation | None = None, *, depth: Depth = "short") -> Consultation:
        """Answer one message of a thread. Never raises for what a person wrote; a refusal is an Answer too."""
        raise NotImplementedError

    def more(self, conversation: Conversation) -> Answer:
        """The last answer of the conversation, at full length."""
        raise NotImplementedError

    def factor(self, text: str) -> Answer:
        """A quick lookup, as ``/net grade 8% 3`` or ``netboard factor "grade 8% 3"``."""
        raise NotImplementedError
