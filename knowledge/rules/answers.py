"""Answers: what a case answers to the items of a score, and what is only supposed because it was not described."""

from typing import Literal, NamedTuple

from pydantic import Field

from knowledge.case import CaseDetails, Value
from knowledge.rules.facts import GIVEN, Facts, primary_surgery
from knowledge.rules.liver import involvement
from knowledge.rules.ranges import Interval, Range, ki67_interval
from knowledge.rules.spread import category_of

Measure = Literal[
    "tumour_size_mm", "ki67", "nodes_positive", "symptoms", "pancreas_part",
    "primary_group", "prior_treatment", "symptom_grade", "organ_burden", "peritoneal",
]  # fmt: skip


class Answer(NamedTuple):
    """The answer to one item: an interval of numbers, or the words that stay possible."""

    value: Interval | tuple[str, ...]
    supposed: tuple[str, ...] = ()
    """What was taken as absent because the case describes spread and does not name it."""


class Answers(Value):
    """How the words of a case answer the items of a score."""

    part_by_operation: dict[str, str] = Field(default_factory=dict)
    """Part of the pancreas by a word in the name of the operation."""
    part: dict[str, str] = Field(default_factory=dict)
    """Part of the pancreas as the score names it, by ``pancreas_part``."""
    primary_group: dict[str, str] = Field(default_factory=dict)
    """Group of the primary site, by ``primary_site``."""
    prior_treatment: dict[str, str] = Field(default_factory=dict)
    """Group of an earlier systemic treatment, by its kind; the last group that applies counts."""
    burden: dict[str, Range] = Field(default_factory=dict)
    """Share of the liver in percent by level of organ burden."""
    not_against_tumour: tuple[str, ...] = ()
    """Parts of names of treatments that ease hormones only and count as no earlier systemic treatment."""
    many_bone_lesions: int = 0
    """From how many bone metastases without symptoms the burden counts."""

    def of(self, measure: Measure, case: CaseDetails, facts: Facts, approximation: float = 0.0) -> Answer | None:
        """What the case answers to one item, or ``None`` where it leaves every answer open.

        ``approximation`` is by how many points a Ki-67 given as about may differ.
        """
        match measure:
            case "tumour_size_mm":
                size = case.tumour_size_mm
                return None if size is None else Answer(Interval(size, size))
            case "ki67":
                index = ki67_interval(case.ki67, approximation)
                return None if index is None else Answer(index)
            case "nodes_positive":
                return _one(_nodes(case))
            case "symptoms":
                return _one(None if case.symptomatic is None else "yes" if case.symptomatic else "no")
            case "pancreas_part":
                return _one(self._part(case))
            case "primary_group":
                return _one(self.primary_group.get(case.primary_site or ""))
            case "prior_treatment":
                return _one(self._prior(case))
            case "symptom_grade":
                grade = case.symptom_grade
                return None if grade is None else Answer(Interval(grade, grade))
            case "organ_burden":
                return self._burden(case, facts)
            case "peritoneal":
                return _peritoneal(facts)

    def _part(self, case: CaseDetails) -> str | None:
        if case.pancreas_part is not None:
            return self.part.get(case.pancreas_part)
        words = self.part_by_operation.items()
        return next((part for word, part in words if any(word in name for name in primary_surgery(case))), None)

    def _prior(self, case: CaseDetails) -> str | None:
        """The group of what was given, the heaviest if several; unknown where nothing systemic is told."""
        kinds = {
            t.kind
            for t in case.treatments
            if t.status in GIVEN and not any(word in t.name for word in self.not_against_tumour)
        }
        given = [group for kind, group in self.prior_treatment.items() if kind in kinds]
        if given:
            return given[-1]
        return next(iter(self.prior_treatment.values()), None) if case.treatment_naive else None

    def _burden(self, case: CaseDetails, facts: Facts) -> Answer:
        """The levels of organ burden that stay possible, the highest of all organs counting."""
        levels = list(self.burden)
        supposed: list[str] = []
        known: list[tuple[int, int]] = [_liver_levels(case, facts, tuple(self.burden.values()))]
        spread = facts.spread
        if "brain" in spread.present or case.critical_organ == "compromised":
            known.append((2, 2))
        elif case.critical_organ == "abutting":
            known.append((1, 1))
        elif case.critical_organ is None and not spread.described:
            known.append((0, 2))
        elif case.critical_organ is None:
            supposed.append("involvement of a critical organ")
        known.append(self._bone_levels(case, facts))
        low, high = max(low for low, _ in known), max(high for _, high in known)
        return Answer(tuple(levels[low : high + 1]), tuple(supposed) if low < 2 else ())

    def _bone_levels(self, case: CaseDetails, facts: Facts) -> tuple[int, int]:
        spread = facts.spread
        if "bone" not in spread.present:
            return (0, 1) if "bone" in spread.possible or not (spread.described or "bone" in spread.absent) else (0, 0)
        if case.bone is not None and case.bone.symptomatic:
            return (1, 1)
        count = case.bone.lesion_count if case.bone is not None else None
        if count is not None and count >= self.many_bone_lesions:
            return (1, 1)
        calm = case.bone is not None and case.bone.symptomatic is False
        return (0, 0) if count is not None and calm else (0, 1)


def _one(word: str | None) -> Answer | None:
    return None if word is None else Answer((word,))


def _nodes(case: CaseDetails) -> str | None:
    category = category_of(case.n, "N")
    if case.nodes is not None and case.nodes.involved is not None:
        return "yes" if case.nodes.involved else "no"
    if category in ("N1", "N2"):
        return "yes"
    return "no" if category == "N0" else None


def _liver_levels(case: CaseDetails, facts: Facts, ranges: tuple[Interval, ...]) -> tuple[int, int]:
    """The lowest and highest level that the share of the liver leaves open."""
    share = involvement(case)
    if share is None and facts.liver_metastases is False:
        return 0, 0
    if share is None:
        return 0, len(ranges) - 1
    met = [level for level, one in enumerate(ranges) if one.touches(share)]
    return met[0], met[-1]


def _peritoneal(facts: Facts) -> Answer | None:
    spread = facts.spread
    if "peritoneum" in spread.present:
        return Answer(("yes",))
    if "peritoneum" in spread.possible:
        return None
    if "peritoneum" in spread.absent or facts.metastatic is False:
        return Answer(("no",))
    return Answer(("no",), ("peritoneal metastases",)) if spread.described else None
