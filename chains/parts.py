"""Parts: the questions of one message, each with its words, so that several in one message are all answered.

"Prognosis? And what does the label say about everolimus? What else do you need?" asks three things.
"""

import re
from collections.abc import Sequence

from chains.answer import Intent, Question
from chains.intent import worded
from knowledge.case import Value

_ENDS = re.compile(
    r"(?<=[.!?\n;])\s+|\s*\n\s*"
    r"|,?\s+(?:and|also|plus|or)\s+(?=(?:what|which|how|why|does|do|is|are|can|could|show|tell|any)\b)"
    r"|\s*(?:\band\b|&|\+|/|,)\s*(?=(?:the |for )?"
    r"(?:treatment|therapy|management|options?|next steps?|prognosis|(?:first|second|third)[- ]line)\b)",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"(?i)^(?!.*\?)\W*(?:no|not|never|without|none|had|has had|received|declined|refused|underwent|after|s/p|prior"
    r"|previous)\b"
)
"""A piece without a question mark that begins like this tells of the course; it asks nothing, where another does."""
_CONSULTED: tuple[Intent, ...] = ("what_if", "prognosis", "treatment", "factor")
"""What is asked of a patient, the most telling first."""
_SMALL_TALK = frozenset({"thanks", "greeting"})
_SEARCHED = frozenset({"label", "general", None})
"""Topics of a question about the evidence that is searched in its own words."""


CATCHWORD_CHARS = 24


class Part(Value):
    """One question of a message."""

    question: Question
    text: str
    """The words that ask it."""

    @property
    def asks(self) -> bool:
        """Whether the words end as a question, or are no more than a catchword ("options")."""
        return self.text.rstrip().endswith("?") or len(self.text) <= CATCHWORD_CHARS


class Asked(Value):
    """What a message asks: the question that is answered first, and the others."""

    question: Question | None
    text: str
    """The words in which a question about the evidence is searched."""
    others: tuple[Part, ...] = ()


def asked_in(text: str, *, of_a_patient: bool) -> Asked:
    """The questions of a message: what is asked of the patient comes first, then the others in their order.

    ``of_a_patient`` says that a patient is known or told of.
    """
    whole = worded(text, of_a_patient=of_a_patient)
    parts = _parts(text, of_a_patient) if whole else []
    if whole is None or len(parts) < 2:
        return Asked(question=whole, text=text)
    consulted = [part for part in parts if part.question.intent in _CONSULTED]
    if whole.intent in _CONSULTED:
        return Asked(question=whole, text=text, others=_others(parts, whole))
    if consulted:
        first = min(consulted, key=lambda part: _CONSULTED.index(part.question.intent)).question
        return Asked(question=first, text=text, others=_others(parts, first))
    lead = parts[0]
    return Asked(question=lead.question, text=lead.text, others=_others(parts[1:], lead.question))


def _parts(text: str, of_a_patient: bool) -> list[Part]:
    """The pieces of a message that ask something, in its order."""
    pieces = (piece.strip() for piece in _ENDS.split(text))
    asks = "?" in text
    found = (
        (piece, worded(piece, of_a_patient=of_a_patient))
        for piece in pieces
        if piece and not (asks and _STATES.search(piece))
    )
    return [
        Part(question=asked, text=piece)
        for piece, asked in found
        if asked and asked.topic not in {"thanks", "greeting"}
    ]


def _others(parts: Sequence[Part], question: Question) -> tuple[Part, ...]:
    """What is asked beside the question that is answered first: evidence, a dose, what is missing, treatment."""
    out: dict[tuple[str, str | None, str], Part] = {}
    for part in parts:
        intent, topic = part.question.intent, part.question.topic
        if intent == question.intent and (topic == question.topic or intent != "evidence"):
            continue
        if intent in {"evidence", "out_of_scope"} or topic == "missing":
            out.setdefault((intent, topic, part.text if topic in _SEARCHED else ""), part)
        elif intent == "treatment" and question.intent == "prognosis" and part.asks:
            out.setdefault((intent, None, ""), part)
    return tuple(out.values())


def without(text: str, parts: Sequence[Part]) -> str:
    """The text with what asks about the evidence or a dose made blank: it tells nothing of the patient."""
    for part in parts:
        if part.question.intent in {"evidence", "out_of_scope"}:
            text = text.replace(part.text, " " * len(part.text), 1)
    return text
