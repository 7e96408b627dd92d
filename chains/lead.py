"""Lead: what a guideline puts first, or next, for a case - the statement that opens the reply on its treatment."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from knowledge.applicability import OTHER_LINE, Scope, applies
from knowledge.case import CaseDetails
from knowledge.evidence import Passage


def lead_of(told: Sequence[tuple[str, Passage]], case: CaseDetails) -> tuple[str, Passage] | None:
    """Of the labelled statements that are told, the one that says what comes first or next; None where none does.

    Where nothing is known of earlier treatment, what comes first goes before what comes next.
    """
    rows = {passage.key: (label, passage) for label, passage in told}
    fitting = [rows[key] for key in _leads() if key in rows and _is_open(rows[key][1], case)]
    return min(fitting, key=lambda row: row[1].statement.applies_to.line == "second_or_later") if fitting else None


def _is_open(passage: Passage, case: CaseDetails) -> bool:
    """Whether a statement is of this line of treatment, and not of an analogue or PRRT where that was given already."""
    given = {one.kind for one in case.treatments if one.status in {"done", "ongoing"}}
    if passage.statement.topic in given & {"ssa", "prrt"}:
        return False
    return not OTHER_LINE & {*applies(passage.statement, Scope.of(case)).differs}


@cache
def _leads() -> tuple[str, ...]:
    return tuple(tomllib.loads(files("chains").joinpath("plans/leads.toml").read_text(encoding="utf-8"))["lead"])
