"""Caveat: what is said beside a statement that speaks of patients at another point of their treatment."""

from knowledge.applicability import (
    FIRST_LINE_ONLY,
    KNOWN_PRIMARIES,
    LATER_LINE_ONLY,
    PURE_TUMOURS,
    Scope,
    applies,
)
from knowledge.evidence import Statement

_TOLD = frozenset({FIRST_LINE_ONLY, LATER_LINE_ONLY, KNOWN_PRIMARIES, PURE_TUMOURS})
"""The differences that nothing in the statement's own words would tell."""


def told(statement: Statement, scope: Scope) -> str:
    """The statement's text, with the caveat that it needs for this case before its full stop."""
    needed = [differs for differs in applies(statement, scope).differs if differs in _TOLD]
    return f"{statement.text.rstrip().rstrip('.')} ({'; '.join(needed)})." if needed else statement.text
