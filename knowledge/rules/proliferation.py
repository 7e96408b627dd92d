"""Proliferation: the grades that Ki-67 and mitoses leave open, under one table."""

from typing import NamedTuple

from pydantic import Field

from knowledge.case import CaseDetails, Value
from knowledge.rules.ranges import (
    Band,
    Bands,
    Interval,
    Range,
    as_text,
    ki67_interval,
    labels_of,
    mitoses_interval,
)
from knowledge.rules.table import Table
from knowledge.rules.vocabulary import SPECIMENS


class Cutoffs(Value):
    """The bands of a grade table alone, for a reader that needs no more of it."""

    ki67: Bands = Field(min_length=2)
    mitoses: Bands = Field(min_length=2)
    approximation: float


class GradeTable(Table):
    """Bands of Ki-67 and mitoses that set the grade of a well-differentiated NET."""

    ki67: Bands = Field(min_length=2)
    mitoses: Bands = Field(min_length=2)
    near_ki67: tuple[Range, ...]
    near_mitoses: tuple[Range, ...]
    approximation: float
    """Points of Ki-67 by which a value given as approximate may differ."""
    review_above: float
    """Ki-67 above which a well-differentiated tumour deserves an expert's second look."""

    def thresholds(self) -> tuple[str, ...]:
        """Each grade by Ki-67 and by mitoses."""
        return (*(f"{name} {b.label}" for name in ("ki67", "mitoses") for b in getattr(self, name)), "NEC")

    def shown(self) -> tuple[str, ...]:
        """Which index showed which value, from the worked examples."""
        return tuple(
            f"{name} {example.value}" if name in example.case else str(example.value)
            for example in self.examples
            for name in ("ki67", "mitoses")
        )

    @property
    def highest(self) -> str:
        """The label of the highest grade."""
        return self.ki67[-1].label

    def of_number(self, grade: int) -> str:
        """The label of a stated grade 1, 2 or 3."""
        return self.ki67[grade - 1].label


class Proliferation(NamedTuple):
    """What Ki-67 and mitoses leave open, and how they were given."""

    ki67: Interval | None
    mitoses: Interval | None
    by_ki67: tuple[str, ...]
    by_mitoses: tuple[str, ...]
    candidates: tuple[str, ...]
    """Grades that stay possible, lowest first; the higher index decides."""


def proliferation(case: CaseDetails, table: GradeTable | Cutoffs) -> Proliferation:
    """Grades that Ki-67 and mitoses leave open under a table."""
    ki67 = ki67_interval(case.ki67, table.approximation)
    mitoses = mitoses_interval(case.mitoses)
    by_ki67 = () if ki67 is None else labels_of(table.ki67, ki67)
    by_mitoses = () if mitoses is None else labels_of(table.mitoses, mitoses)
    order = [band.label for band in table.ki67]
    if by_ki67 and by_mitoses:
        reach = {max(a, b, key=order.index) for a in by_ki67 for b in by_mitoses}
    else:
        reach = set(by_ki67 or by_mitoses)
    return Proliferation(ki67, mitoses, by_ki67, by_mitoses, tuple(sorted(reach, key=order.index)))


def as_inputs(case: CaseDetails, found: Proliferation) -> dict[str, object]:
    inputs: dict[str, object] = {}
    if found.ki67 is not None:
        inputs["ki67"] = as_text(found.ki67)
    if len(case.ki67) > 1:
        inputs["ki67_by_specimen"] = [
            {
                "ki67": as_text(interval),
                "specimen": SPECIMENS[index.specimen],
                "year": index.year,
            }
            for index in case.ki67
            if (interval := ki67_interval((index,))) is not None
        ]
    if found.mitoses is not None:
        inputs["mitoses"] = as_text(found.mitoses)
    if case.differentiation is not None:
        inputs["differentiation"] = case.differentiation
    return inputs


def measured_words(found: Proliferation) -> list[str]:
    words = []
    if found.ki67 is not None:
        words.append(f"Ki-67 {as_text(found.ki67, '%')}")
    if found.mitoses is not None:
        words.append(f"{as_text(found.mitoses)} mitoses")
    return words


def band_for(table: GradeTable, grade: str) -> Band | None:
    """The Ki-67 band of a grade."""
    return next((band for band in table.ki67 if band.label == grade), None)
