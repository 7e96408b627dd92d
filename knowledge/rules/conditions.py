"""Conditions: what a rule applies to, asked of the facts in three values: yes, no, not known."""

from typing import Literal

from pydantic import field_validator

from knowledge.case import Value
from knowledge.rules.facts import Facts


class Condition(Value):
    """One demand of a gate on one fact."""

    fact: str
    one_of: tuple[str | bool, ...]
    otherwise: str
    """The sentence that says why the rule does not apply."""
    unknown: Literal["ask", "pass"] = "ask"
    """What to do when the fact is not known: ask for it, or go on."""
    question: str | None = None
    """Name of the table's question that asks for the fact."""
    missing: tuple[str, ...] = ()
    """Fields of CaseDetails that would tell."""
    taken_as: str | None = None
    """What a quick lookup of the rule takes for granted where the fact is not known: ``resected``."""

    @field_validator("fact")
    @classmethod
    def _known(cls, fact: str) -> str:
        if fact not in Facts.model_fields:
            raise ValueError(f"{fact!r} is no fact that can be drawn from CaseDetails")
        return fact

    def holds(self, facts: Facts) -> bool | None:
        """True, False, or ``None`` when the fact is not known."""
        value = getattr(facts, self.fact)
        if value is None or (self.fact == "lineage" and value == "unclear"):
            return None
        return value in self.one_of
