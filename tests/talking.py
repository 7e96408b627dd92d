"""Talking: a conversation held with a consultant, its last answer, and what its sections tell."""

from typing import Any

from chains.answer import Answer, Bullets
from chains.consult import Consultant
from chains.conversation import Conversation
from chains.followup import AmbiguousAnswerError, read_message


def last_answer(consultant: Consultant, *turns: str) -> Answer:
    """The answer to the last of the messages of one thread."""
    conversation = Conversation()
    for text in turns:
        consultation = consultant.answer(text, conversation)
        conversation = consultation.conversation
    return consultation.answer


def told_in(shown: Answer, section: int) -> list[str]:
    """The texts of one section, headings and bullets one by one."""
    return [
        text
        for block in shown.sections[section].blocks
        for text in ([one.text for one in block.items] if isinstance(block, Bullets) else [block.text])
    ]


def known_from(text: str) -> dict[str, Any]:
    """The facts that the first message of a conversation tells, or the fields that a bare value in it may be of."""
    try:
        return read_message(text, Conversation()).case.facts()
    except AmbiguousAnswerError as bare:
        return {"ambiguous": bare.fields}
