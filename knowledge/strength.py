"""Strength: how a source came to what it says, in an ordered vocabulary."""

from collections.abc import Mapping
from typing import Literal, get_args

Strength = Literal[
    "pooled_trials",
    "randomised_trial",
    "pooled_studies",
    "prospective_study",
    "registry",
    "retrospective_study",
    "cohort",
    "protocol",
    "label",
    "guideline",
    "consensus",
    "classification",
    "review",
]
"""Studies stand first, strongest first; then what was agreed or set down on the ground of studies."""

STRENGTHS: tuple[Strength, ...] = get_args(Strength)
MEANING: Mapping[Strength, str] = {
    "pooled_trials": "review of randomised trials",
    "randomised_trial": "randomised trial",
    "pooled_studies": "review of non-randomised studies",
    "prospective_study": "prospective study",
    "registry": "registry",
    "retrospective_study": "retrospective study",
    "cohort": "cohort",
    "protocol": "study without results yet",
    "label": "drug label",
    "guideline": "guideline",
    "consensus": "expert consensus",
    "classification": "classification",
    "review": "narrative review",
}
"""Each word as a reader sees it; GLOSSARY.md tells what falls under it."""
SERVES: Mapping[str, frozenset[Strength]] = {
    "guideline": frozenset({"guideline", "consensus", "classification", "review"}),
    "drug_label": frozenset({"label"}),
    "research": frozenset(STRENGTHS) - {"label", "guideline"},
}
"""Which words may stand on a source of each kind."""


def kind_words(kind: str, strength: Strength | None) -> str:
    """The kind of a source with its strength, where that says more: ``research, randomised trial``."""
    named = kind.replace("_", " ")
    return named if strength is None or strength in {"label", "guideline"} else f"{named}, {MEANING[strength]}"


def strength_words(strength: Strength | None, stated: str | None = None) -> str:
    """The strength as a reader sees it, with what a guideline states of itself; "not known" where nobody noted it."""
    said = "strength not known" if strength is None else MEANING[strength]
    return f"{said} (stated: {stated})" if stated else said
