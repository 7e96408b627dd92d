"""Message: one message of a conversation, read in its light."""

from chains.conversation import Conversation
from chains.extract import Reading, read_case, read_told
from chains.extract.text.fold import fold
from chains.extract.text.vocabulary import index
from chains.followup.answer import answered, named_with_question_mark
from chains.followup.blank import of_this_patient, without_general_questions
from chains.followup.correction import (
    affirmed,
    denied,
    replaced,
    retracted,
    swapped,
    whole_message_corrects,
    with_age_affirmed,
)
from chains.followup.course import with_course_begun
from chains.followup.document import without_document
from chains.followup.elsewhere import with_confirmed_spread, with_found_primary, without_moved_primary
from chains.followup.pronoun import without_pronoun
from chains.followup.refuted import without_refuted
from chains.followup.reported import with_reported
from chains.followup.specimen import with_specimens
from chains.followup.words import FRAGMENT_CHARS, corrects, pattern
from knowledge.case import CaseDetails

_SEEN_AGAIN = frozenset({"histology", "differentiation", "stated_grade", "primary_site", "margin", "nodes", "fdg"})
"""What a second look at the same slides or scan settles."""
DESCRIPTION = 4
"""So many facts describe a patient anew."""


def read_message(text: str, conversation: Conversation) -> Reading:
    """Read a message of a conversation. Raises AmbiguousAnswerError for a bare number that two open questions fit."""
    known = conversation.case
    if not known.facts():
        return read_case(of_this_patient(text))
    reading = _read(text, read_told(of_this_patient(text)), conversation)
    if reading.new_patient:
        return read_case(of_this_patient(text)).model_copy(update={"new_patient": True})
    supposed = reading.hypothetical
    return reading.model_copy(
        update={
            "case": without_pronoun(reading.case, text, known),
            "hypothetical": without_pronoun(supposed, text, known) if supposed is not None else None,
        }
    )


def _read(text: str, reading: Reading, conversation: Conversation) -> Reading:
    """The reading of a message of a conversation that has a case."""
    known = conversation.case
    if _turns_to_another(text, reading, known):
        return reading.model_copy(update={"new_patient": True})
    asked = without_general_questions(text)
    if asked != text:
        reading = read_told(of_this_patient(asked))
    reading = reading.model_copy(update={"new_patient": False, "retracted": retracted(text, reading, known)})
    reading = without_moved_primary(text, reading, known)
    if reading.hypothetical is not None:
        return reading
    if pattern("same_thing").search(text):
        reading = reading.model_copy(update={"restated": tuple(reading.case.facts())})
    settled = [one for one in denied(text, known) if one in reading.case.facts()]
    if "histology" in settled:
        settled += ["differentiation", "stated_grade"]
    if "metastases" in reading.case.facts() and _explains_spread(text, reading, known):
        settled.append("metastases")
    if pattern("second_look").search(text):
        again = [name for name in reading.case.facts() if name in _SEEN_AGAIN]
        settled += again
        settled += ["ki67", "mitoses"] if {"histology", "differentiation"} & set(again) else []
    if "ki67" in reading.case.facts() and not reading.restated and pattern("of_the_specimen").search(text):
        settled.append("ki67")
    reading = reading.model_copy(update={"corrected": (*reading.corrected, *settled)})
    reading = without_refuted(text, swapped(text, reading, known), known)
    head = text.strip()
    if len(head) <= FRAGMENT_CHARS and (not head.endswith("?") or named_with_question_mark(head) is not None):
        found = answered(of_this_patient(text), reading, conversation)
        if found is not None:
            return whole_message_corrects(text, found)
        reading = affirmed(text, reading, known)
        reading = with_age_affirmed(text, reading, conversation)
    reading = with_confirmed_spread(text, with_reported(text, reading, known), known)
    reading = with_course_begun(text, with_found_primary(text, reading, known), known)
    reading = without_document(text, with_specimens(text, reading, known), conversation)
    return whole_message_corrects(text, replaced(text, reading, conversation))


def _explains_spread(text: str, reading: Reading, known: CaseDetails) -> bool:
    """Whether the message says what the spread was that it now denies: "they are haemangiomas. So no bone mets"."""
    gone = {one.site for one in reading.case.metastases if one.status == "absent"}
    gone &= {one.site for one in known.metastases if one.status != "absent"}
    named = (fold(match["what"]).text for match in pattern("benign").finditer(text))
    return any(site in gone for words in named for site, _, _ in index("spread", "site").find(words))


def _turns_to_another(text: str, reading: Reading, known: CaseDetails) -> bool:
    """Whether the message is about another patient: it says so, or its person cannot be the one known."""
    case, facts = reading.case, reading.case.facts().keys()
    described = bool(facts & {"age_years", "sex", "primary_site", "histology"})
    if pattern("anecdote").search(text):
        return False
    if pattern("other_patient").search(text.strip()) and described:
        return True
    if reading.new_patient and described:
        return True
    both = case.age_years is not None and known.age_years is not None and abs(case.age_years - known.age_years) > 1
    others = [name for name in ("sex", "primary_site") if getattr(case, name) and getattr(known, name)]
    differs = any(getattr(case, name) != getattr(known, name) for name in others)
    return both and differs and len(facts) >= DESCRIPTION and not corrects(text)
