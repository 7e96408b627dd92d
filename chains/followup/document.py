"""Document: a report taken back whole ("ignore that PET, it was another patient's"), with what it told."""

from typing import Any

from chains.conversation import Conversation
from chains.extract import Reading
from chains.followup.words import pattern
from chains.merge import LISTS
from knowledge.case import CaseDetails

_BY_KEY = {"metastases": "site", "treatments": "name"}
_OF_THE_PERSON = frozenset({"age_years", "sex", "ecog", "hereditary"})


def without_document(text: str, reading: Reading, conversation: Conversation) -> Reading:
    """The reading that takes back what the last message alone told, where it was the report that is named."""
    match = pattern("document").search(text)
    if match is None or pattern("names_document").search(conversation.last_text) is None:
        return reading
    gone = [one for one in _told_last(conversation) if one not in reading.retracted]
    told = reading.case.facts()
    taken = tuple(one for one in gone if one not in told and not _retold(one, reading.case))
    settled = tuple(name for name in told if name in {one.partition(":")[0] for one in gone})
    return reading.model_copy(
        update={"retracted": (*reading.retracted, *taken), "corrected": (*reading.corrected, *settled)}
    )


def _told_last(conversation: Conversation) -> list[str]:
    """The facts that the case holds since the last message, as they are taken back."""
    now, before = conversation.case, conversation.before
    value: Any
    held: Any
    gone: list[str] = []
    for field, value in now.facts().items():
        held = getattr(before, field)
        if field in _OF_THE_PERSON or value == held:
            continue
        if field in _BY_KEY:
            had = {getattr(one, _BY_KEY[field]) for one in held}
            gone += [f"{field}:{name}" for one in value if (name := getattr(one, _BY_KEY[field])) not in had]
        elif not held and field in {*LISTS, *CaseDetails.model_fields}:
            gone.append(field)
    return gone


def _retold(gone: str, case: CaseDetails) -> bool:
    field, _, name = gone.partition(":")
    return bool(name) and any(getattr(one, _BY_KEY[field]) == name for one in getattr(case, field))
