"""Suggestion: what a chat model says that the deterministic reader left open; nothing of it is believed unproven."""

from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel, Field

from chains.extract.reading import Reading
from chains.extract.text.vocabulary import table
from knowledge.case import CaseDetails

_EMPTY: tuple[object, ...] = (None, ())


class Suggestion(BaseModel):
    """One fact as a chat model gives it. Its docstrings and descriptions are part of what the model is shown."""

    field: str = Field(description="Name of the open fact, as listed.")
    value: str = Field(description="The value, as listed, or the number with its unit as the message gives it.")
    quote: str = Field(description="The shortest stretch of the message that states it, copied exactly.")


class Suggestions(BaseModel):
    """The open facts that the message states. May be empty."""

    suggestions: list[Suggestion]


@cache
def fillable() -> tuple[str, ...]:
    """The fields that a model may fill, in the order of CaseDetails."""
    known = table("fill")["field"]
    return tuple(name for name in CaseDetails.model_fields if name in known)


@cache
def allowed(field: str) -> tuple[Any, ...]:
    """The values that a field may take, or nothing where it is open-ended."""
    if field == "carcinoid_heart_disease":
        return (True, False)
    annotation = CaseDetails.model_fields[field].annotation
    return tuple(value for part in get_args(annotation) for value in (get_args(part) if _is_literal(part) else ()))


def _is_literal(part: Any) -> bool:
    return getattr(part, "__origin__", None) is Literal


def open_fields(reading: Reading, known: CaseDetails) -> tuple[str, ...]:
    """The fields on which the text, as read, and the conversation say nothing: no value, no supposition, no problem."""
    cases = [reading.case, known, *([reading.hypothetical] if reading.hypothetical else [])]
    wrong = {problem.field for problem in reading.problems} | {conflict.field for conflict in reading.conflicts}
    return tuple(
        name for name in fillable() if name not in wrong and all(getattr(case, name) in _EMPTY for case in cases)
    )


def listed(fields: tuple[str, ...]) -> str:
    """The open fields with the values that they may take, one a line, for the prompt."""
    return "\n".join(f"- {name}: {_values(name)}" for name in fields)


def _values(field: str) -> str:
    told = table("fill")["field"][field].get("asks")
    return str(told) if told else " | ".join(word_of(value) for value in allowed(field))


def word_of(value: object) -> str:
    """A value of the vocabulary as it stands in the prompt: ``true`` for True."""
    return str(value).lower() if isinstance(value, bool) else str(value)
