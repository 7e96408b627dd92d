"""Listener: hears a message in the light of its conversation, and lets a chat model fill what stays open."""

from collections.abc import Callable
from dataclasses import replace

from chains.extract import Reading, again, fill, open_fields
from chains.followup import AmbiguousAnswerError, read_message, spoken, statements, told
from chains.intent import tells_a_patient, worded
from chains.model import Filler
from chains.refusal import MAX_CHARACTERS, Refusal, Why
from chains.turn import Turn
from knowledge.case import CaseDetails

ABOUT_THE_PATIENT = frozenset({"prognosis", "treatment", "factor", "update"})

REQUEST_CHARS = 60
"""A message that only asks to see a source is no longer than this."""


class Listener:
    """Reads messages. Holds the model, if there is one, and what tells which rules a case brings into conflict."""

    def __init__(self, model: Filler | None, conflicts: Callable[[CaseDetails], frozenset[str]]) -> None:
        self._model = model
        self._conflicts = conflicts

    def hear(self, turn: Turn) -> Turn:
        """The turn with its reading, or with a refusal for a message that cannot be read."""
        if not turn.text.strip():
            return replace(turn, refusal=Refusal.of(Why.EMPTY))
        if len(turn.text) > MAX_CHARACTERS:
            return replace(turn, refusal=Refusal.of(Why.TOO_LONG))
        if turn.conversation.references and len(turn.text) <= REQUEST_CHARS and _asks_for_a_source(turn.text):
            return replace(turn, reading=Reading())  # its number is no fact of the patient
        try:
            reading = read_message(turn.text, turn.conversation)
        except AmbiguousAnswerError as bare:
            return replace(
                turn, refusal=Refusal.ambiguous(str(bare), [spoken()[name] for name in bare.fields if name in spoken()])
            )
        if turn.told is not None:
            return replace(turn, reading=again(reading, turn.told, turn.conversation.turns))
        return replace(turn, reading=self._filled(turn, reading) if self._model else reading)

    def stated(self, turn: Turn, reading: Reading) -> Reading:
        """What a message states beside its questions: a question about the evidence tells nothing of the patient."""
        if not turn.conversation.case.facts():
            return reading
        text = statements(turn.text)
        try:
            read = read_message(text, turn.conversation)
            without = told(text, read.case)
            return read if without == text else read_message(without, turn.conversation)
        except AmbiguousAnswerError:
            return Reading()

    def without(self, turn: Turn, reading: Reading, text: str) -> Reading:
        """The reading of a message of which some questions were made blank; the same where none was."""
        if text == turn.text:
            return reading
        try:
            read = read_message(text, turn.conversation)
        except AmbiguousAnswerError:
            return reading
        case = read.case
        for field in reading.case.filled_by_model:
            places = reading.case.places(field)
            if field not in case.facts() and all(text[start:end].strip() for start, end in places.values()):
                case = case.filled(field, getattr(reading.case, field), places)
        return read.model_copy(update={"case": case, "mentions": reading.mentions})

    def _filled(self, turn: Turn, reading: Reading) -> Reading:
        """The reading with its open fields filled by the model, where the message tells of a patient."""
        known = CaseDetails() if reading.new_patient else turn.conversation.case
        asked = worded(turn.text, of_a_patient=bool(known.facts()) or tells_a_patient(turn.text, reading))
        fields = open_fields(reading, known)
        if self._model is None or not reading.may_be_filled or not fields:
            return reading
        if asked and asked.intent not in ABOUT_THE_PATIENT:
            return reading
        suggestions, filling = self._model.ask(turn.text, fields)
        filled = fill(turn.text, reading, known, suggestions, self._conflicts)
        self._model.report(filling.model_copy(update={"filled": len(filled.case.filled_by_model)}))
        return filled


def _asks_for_a_source(text: str) -> bool:
    asked = worded(text)
    return asked is not None and asked.topic == "source"
