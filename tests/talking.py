"""Talking: a conversation held with a consultant, its last answer, and what its sections tell."""

from chains.answer import Answer, Bullets
from chains.consult import Consultant
from chains.conversation import Conversation


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
