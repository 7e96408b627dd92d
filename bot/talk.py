"""Talk: conversations with what should be known after each turn, held with the program and scored turn by turn."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from chains.conversation import Conversation
from knowledge.case import Value

if TYPE_CHECKING:
    from chains.answer import Answer
    from chains.consult import Consultant


class Expected(Value):
    """One turn: what is said, and what should hold after it. ``None`` means that nothing is asserted."""

    text: str
    intent_any_of: tuple[str, ...] | None = None
    case_has: dict[str, Any] = Field(default_factory=dict)
    """Field to value; of a list, entries of which each must match one of the case; keys left out are not judged."""
    case_lacks: dict[str, tuple[Any, ...]] = Field(default_factory=dict)
    comparison: bool | None = None
    new_patient: bool = False
    conflict: bool | None = None


class Talk(Value):
    """One conversation."""

    name: str
    turns: tuple[Expected, ...]


class Faults(Value):
    """A turn after which something did not hold."""

    talk: str
    turn: int
    text: str
    faults: tuple[str, ...]


def load_talks(path: Path) -> tuple[Talk, ...]:
    """The conversations of one evaluation file."""
    return tuple(Talk.model_validate(body) for body in json.loads(path.read_text("utf-8")))


def hold(consultant: "Consultant", talks: tuple[Talk, ...]) -> tuple[int, tuple[Faults, ...]]:
    """Hold every conversation: how many turns there were, and those with faults."""
    found: list[Faults] = []
    turns = 0
    for talk in talks:
        conversation = Conversation()
        for number, expected in enumerate(talk.turns):
            consultation = consultant.answer(expected.text, conversation)
            conversation = consultation.conversation
            turns += 1
            faults = tuple(_faults(expected, consultation.answer))
            if faults:
                found.append(Faults(talk=talk.name, turn=number, text=expected.text, faults=faults))
    return turns, tuple(found)


def _faults(expected: Expected, answer: "Answer") -> Iterator[str]:
    case = answer.case.model_dump(mode="json")
    for field, wanted in expected.case_has.items():
        held = case.get(field)
        if isinstance(wanted, list):
            yield from (
                f"lacks {field} {one}" for one in wanted if not any(matches(one, entry) for entry in held or ())
            )
        elif not matches(wanted, held):
            yield f"{field} is {held!r}, not {wanted!r}"
    for field, unwanted in expected.case_lacks.items():
        held = case.get(field)
        entries = held if isinstance(held, list) else [held]
        yield from (f"has {field} {one}" for one in unwanted if any(matches(one, entry) for entry in entries))
    if expected.intent_any_of and answer.question.intent not in expected.intent_any_of:
        yield f"intent {answer.question.intent}, not {' or '.join(expected.intent_any_of)}"
    if expected.comparison is not None and expected.comparison != (answer.comparison is not None):
        yield "no comparison" if expected.comparison else "a comparison that nobody asked for"
    if expected.conflict and not (answer.warnings and (answer.questions or any(f.ask for f in answer.findings))):
        yield "a conflict is not told"
    if expected.conflict is False and any("Which one holds" in warning for warning in answer.warnings):
        yield "a conflict is told that is none"
    if expected.new_patient and "new patient" not in answer.reply:
        yield "the new patient is not said"


def matches(wanted: Any, held: Any) -> bool:
    """Whether a value holds what is wanted; of an object only the keys that are named are judged."""
    if isinstance(wanted, dict):
        return isinstance(held, dict) and all(matches(value, held.get(key)) for key, value in wanted.items())
    if isinstance(wanted, int | float) and not isinstance(wanted, bool):
        return isinstance(held, int | float) and not isinstance(held, bool) and abs(wanted - held) < 1e-6
    return bool(wanted == held)
