"""Document: a report taken back whole ("ignore that PET, it was another patient's"), with what it told."""

from typing import Any

from chains.conversation import Conversation
from chains.extract import Reading
from chains.followup.words import documents, pattern
from chains.retraction import KEYS
from knowledge.case import CaseDetails


def without_document(text: str, reading: Reading, conversation: Conversation) -> Reading:
    """The reading that takes back what the last message alone told of what such a report tells."""
    match = pattern("document").search(text)
    if match is None or pattern("names_document").search(conversation.last_text) is None:
        return reading
    kind = match.lastgroup or ""
    gone = [one for one in _told_last(conversation, documents()[kind]) if one not in reading.retracted]
    told = reading.case.facts()
    taken = tuple(one for one in gone if one not in told and not _retold(one, reading.case))
    settled = tuple(name for name in told if name in {one.partition(":")[0] for one in gone})
    return reading.model_copy(
        update={"retracted": (*reading.retracted, *taken), "corrected": (*reading.corrected, *settled)}
    )


def _told_last(conversation: Conversation, fields: frozenset[str]) -> list[str]:
    """The facts of some fields that the case holds since the last message, as they are taken back."""
    now, before = conversation.case, conversation.before
    value: Any
    held: Any
    gone: list[str] = []
    for field, value in now.facts().items():
        held = getattr(before, field)
        if field not in fields or value == held:
            continue
        if field in KEYS:
            had = {getattr(one, KEYS[field]) for one in held}
            gone += [f"{field}:{name}" for one in value if (name := getattr(one, KEYS[field])) not in had]
        elif not held:
            gone.append(field)
    return gone


def _retold(gone: str, case: CaseDetails) -> bool:
    field, _, name = gone.partition(":")
    return bool(name) and any(getattr(one, KEYS[field]) == name for one in getattr(case, field))
