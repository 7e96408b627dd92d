"""Remarks: what the bot says of its own beside an answer: that it was updated, that a file was not read, a refusal."""

from typing import cast

from bot.admission import SENTENCES, Reason
from bot.inbox import Delivery
from bot.store import Store

TEXT_ONLY = "I read text only: paste the report."
TEXT_WITHOUT_FILES = "I read text only: the attached file was not read."
UPDATED = "Updated after an edit of the question."
STANDS = (
    "Answers to later messages of this thread stand as they were given; what you ask next builds on the edited text."
)
UNDONE = "What was corrected by hand under the earlier answer no longer counts: correct the case again if it holds."
DELETED = (
    "The question was deleted, and its answer with it. What it told of the patient is no longer used in this thread."
)


def above(delivery: Delivery, store: Store) -> list[str]:
    """What is said above an answer."""
    said = []
    if delivery.revision and store.posts.of(delivery.id):
        said.append(UPDATED)
        said += [UNDONE] if store.corrections(delivery) else []
        said += [STANDS] if store.is_followed(delivery) else []
    return [*said, TEXT_WITHOUT_FILES] if delivery.message.has_files else said


def instead(delivery: Delivery, store: Store) -> str | None:
    """What is said where there is nothing to answer; ``None`` where there is, empty where nothing is said."""
    message = delivery.message
    if message.kind == "deleted":
        # what only its reader saw stands nowhere: nothing is marked
        is_marked = not message.only_for and store.is_followed(delivery) and store.posts.of(delivery.id)
        return DELETED if is_marked else ""
    if message.kind == "refusal":
        return SENTENCES[cast(Reason, message.text)]
    return TEXT_ONLY if message.kind == "question" and message.has_files and not message.text else None
