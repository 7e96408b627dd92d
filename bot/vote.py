"""Vote: what one person says of one answer."""

from collections.abc import Mapping
from typing import Literal

from knowledge.case import Value

Opinion = Literal["good", "bad"]
REASONS: Mapping[str, str] = {
    "wrong_fact": "A fact is wrong",
    "wrong_figure": "A figure is wrong",
    "not_in_source": "The source does not say so",
    "misread_case": "My case was misread",
    "missing": "Something is missing",
    "too_long": "Too long",
    "other": "Something else",
}
"""Why an answer was not good, as a person chooses it."""


class Vote(Value):
    """One person's opinion on one answer."""

    team: str
    answer_id: str
    user: str
    opinion: Opinion
    reasons: tuple[str, ...] = ()
    """Keys of REASONS."""
    comment: str | None = None
    """Free words that the person allowed to be kept."""
