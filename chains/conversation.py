"""Conversation: what a thread knows about its patient, turn after turn."""

from typing import Literal

from knowledge.case import CaseDetails, Value


class Conversation(Value):
    """The memory of one thread, as a value: the case so far and the last question. Stored as JSON by the bot."""

    case: CaseDetails = CaseDetails()
    turns: int = 0
    """How many messages have been read."""
    last_text: str = ""
    """The last message, so that "show more" can answer it at length."""
    last_intent: str | None = None
    depth: Literal["short", "full"] = "short"
