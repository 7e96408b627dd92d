"""Verdict: what one rule says of one case."""

from typing import Any, Literal

from pydantic import Field

from knowledge.case import Value

Status = Literal["assigned", "cannot_assign", "conflict", "not_applicable", "invalid_input"]


class Verdict(Value):
    """What one rule says, with the inputs that decided, what is missing, and the passages that carry it."""

    rule: str
    title: str
    status: Status
    value: Any = None
    """JSON value; its form for each rule is fixed by the project's contract."""
    statement: str
    """One or two plain sentences for the reader."""
    inputs: dict[str, Any] = Field(default_factory=dict)
    missing: tuple[str, ...] = ()
    """Fields of CaseDetails that would change the verdict, most telling first."""
    ask: str | None = None
    """The question that would settle it, ending in a question mark."""
    cites: tuple[str, ...] = ()
    """Passage keys (``source#statement``) that support the statement."""
    flags: tuple[str, ...] = ()
    """Short machine-readable remarks, for example ``near_cutoff``."""
    provisional: bool = False
    """True when a threshold of the table has not been checked in its source; the statement says so."""
