"""Points: scores that add points for each item and read a band from the sum."""

from typing import Literal

from pydantic import Field

from knowledge.case import CaseDetails, Value
from knowledge.rules.facts import Facts, primary_surgery
from knowledge.rules.ranges import Bands, Interval, Range, ki67_interval, labels_of
from knowledge.rules.rule import Rule
from knowledge.rules.spread import category_of
from knowledge.rules.table import Table
from knowledge.rules.verdict import Verdict

Measure = Literal["tumour_size_mm", "ki67", "nodes_positive", "symptoms", "pancreas_part"]


class Step(Value):
    """Points for one answer to an item: a range of numbers, or a word."""

    points: int = 0
    range: Range | None = None
    word: str | None = None
    otherwise: str | None = None
    """Where set, this answer lies outside the score's population, and this says why."""

    def meets(self, answer: Interval | str) -> bool:
        """True when the answer can be this one."""
        if isinstance(answer, str):
            return self.word == answer
        return self.range is not None and self.range.touches(answer)


class Item(Value):
    """One item of a score."""

    measure: Measure
    question: str
    missing: tuple[str, ...] = ()
    """Fields of CaseDetails that would tell; none where CaseDetails holds no such fact."""
    steps: tuple[Step, ...] = Field(min_length=2)


class PointsTable(Table):
    """Items with their points, bands of the sum and what each band went with."""

    item: tuple[Item, ...] = Field(min_length=2)
    bands: Bands
    outcome: dict[str, str]
    part_by_operation: dict[str, str] = Field(default_factory=dict)
    """Part of the pancreas by a word in the name of the operation."""

    def thresholds(self) -> tuple[str, ...]:
        """Each step of each item with a range or a word that the examples can show."""
        return tuple(f"{item.measure} {n}" for item in self.item for n, _ in enumerate(item.steps) if item.missing)

    def shown(self) -> tuple[str, ...]:
        """Steps that the worked examples take."""
        words = []
        for example in self.examples:
            case = CaseDetails.model_validate(example.case)
            for item in self.item:
                answer = self.answer(item.measure, case)
                words += [f"{item.measure} {n}" for n, s in enumerate(item.steps) if answer and s.meets(answer)]
        return tuple(words)

    def answer(self, measure: Measure, case: CaseDetails) -> Interval | str | None:
        """What a case answers to one item, or ``None``."""
        if measure == "tumour_size_mm":
            size = case.tumour_size_mm
            return None if size is None else Interval(size, size)
        if measure == "ki67":
            return ki67_interval(case.ki67)
        if measure == "nodes_positive":
            return _nodes(case)
        if measure == "pancreas_part":
            words = self.part_by_operation.items()
            return next((part for word, part in words if any(word in name for name in primary_surgery(case))), None)
        return None


class PointsScore(Rule):
    """A rule that is a sum of points."""

    def __init__(self, table: PointsTable) -> None:
        self.table = table
        self.tables = (table,)

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """The sum with its band; the lowest and highest sum while an item is open."""
        table = self.table
        if (closed := table.closed(facts)) is not None:
            return closed
        low, high = 0, 0
        inputs: dict[str, object] = {}
        unanswered: list[Item] = []
        for item in table.item:
            answer = table.answer(item.measure, case)
            steps = [s for s in item.steps if answer is None or s.meets(answer)]
            outside = [s for s in steps if s.otherwise is not None]
            if outside and len(outside) == len(steps):
                return table.verdict("not_applicable", str(outside[0].otherwise))
            points = {step.points for step in steps if step.otherwise is None}
            if len(points) > 1 or outside:
                unanswered.append(item)
            inputs[item.measure] = min(points) if len(points) == 1 else [min(points), max(points)]
            low, high = low + min(points), high + max(points)
        if unanswered:
            bands = labels_of(table.bands, Interval(low, high))
            return table.verdict(
                "cannot_assign", table.say("bounds", low=low, high=high, bands=" or ".join(bands)),
                value={"low": low, "high": high}, inputs=inputs | {"bands": list(bands)},
                missing=tuple(field for item in unanswered for field in item.missing), ask=unanswered[0].question,
            )  # fmt: skip
        band = labels_of(table.bands, Interval(low, low))[0]
        return table.verdict(
            "assigned", table.say("assigned", points=low, band=band, outcome=table.outcome[band]),
            value={"points": low, "band": band}, inputs=inputs,
        )  # fmt: skip


def _nodes(case: CaseDetails) -> str | None:
    category = category_of(case.n, "N")
    if case.nodes is not None:
        return "yes" if case.nodes.positive is None or case.nodes.positive > 0 else "no"
    if category in ("N1", "N2"):
        return "yes"
    return "no" if category == "N0" else None
