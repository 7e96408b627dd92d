"""Points: scores that add points for each item and read a band from the sum."""

from pydantic import Field, model_validator

from knowledge.case import CaseDetails, Value
from knowledge.rules.answers import Answer, Answers, Measure
from knowledge.rules.facts import Facts
from knowledge.rules.ranges import Bands, Interval, Range, as_range, labels_of, without_gap
from knowledge.rules.rule import Rule
from knowledge.rules.table import Shape, Table
from knowledge.rules.verdict import Verdict
from knowledge.rules.vocabulary import listed

NEVER = 5
"""Above every Krenning score: a worked example of a score tells its spread in words."""


class Step(Value):
    """Points for one answer to an item: a range of numbers, or a word."""

    points: int = 0
    range: Range | None = None
    word: str | None = None
    otherwise: str | None = None
    """Where set, this answer lies outside the score's population, and this says why."""

    def meets(self, answer: Answer) -> bool:
        """True when the answer can be this one."""
        if isinstance(answer.value, Interval):
            return self.range is not None and self.range.touches(answer.value)
        return self.word in answer.value


class Item(Value):
    """One item of a score."""

    measure: Measure
    label: str
    """The item as a clinician names it."""
    question: str
    missing: tuple[str, ...] = Field(min_length=1)
    """Fields of CaseDetails that would tell."""
    steps: tuple[Step, ...] = Field(min_length=2)


class PointsTable(Table):
    """Items with their points, bands of the sum and what each band went with."""

    shape: Shape = "points"
    item: tuple[Item, ...] = Field(min_length=2)
    bands: Bands = ()
    """Bands of the sum; none where the source gives no bands."""
    outcome: dict[str, str] = Field(default_factory=dict)
    answers: Answers = Answers()
    """What a case's words amount to where an item is not a number."""

    @model_validator(mode="after")
    def _whole(self) -> "PointsTable":
        low = sum(min(step.points for step in item.steps if step.otherwise is None) for item in self.item)
        high = sum(max(step.points for step in item.steps if step.otherwise is None) for item in self.item)
        if self.bands and not (self.bands[0].range.holds(low) and self.bands[-1].range.holds(high)):
            raise ValueError(f"the bands do not cover the sums from {low} to {high}")
        for item in self.item:
            ranges = [step.range for step in item.steps if step.range is not None]
            if ranges and len(ranges) != len(item.steps):
                raise ValueError(f"the item {item.measure} mixes ranges and words")
            without_gap([(f"{item.measure} {as_range(one)}", one) for one in ranges])
        return self

    def thresholds(self) -> tuple[str, ...]:
        """Each step of each item."""
        return tuple(f"{item.measure} {n}" for item in self.item for n, _ in enumerate(item.steps))

    def shown(self) -> tuple[str, ...]:
        """Steps that the worked examples take."""
        words = []
        for example in self.examples:
            case = CaseDetails.model_validate(example.case)
            facts = Facts.of(case, NEVER)
            for item in self.item:
                answer = self.answers.of(item.measure, case, facts)
                met = [n for n, step in enumerate(item.steps) if answer is not None and step.meets(answer)]
                words += [f"{item.measure} {n}" for n in met if len(met) == 1]
        return tuple(words)


class PointsScore(Rule):
    """A rule that is a sum of points."""

    def __init__(self, table: PointsTable, approximation: float = 0.0) -> None:
        self.table = table
        self.approximation = approximation
        self.tables = (table,)

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """The sum with its band; the lowest and highest sum while an open item could change it."""
        table = self.table
        if (closed := table.closed(facts)) is not None:
            return closed
        low, high = 0, 0
        inputs: dict[str, object] = {}
        unanswered: list[Item] = []
        supposed: list[str] = []
        for item in table.item:
            answer = table.answers.of(item.measure, case, facts, self.approximation)
            steps = [s for s in item.steps if answer is None or s.meets(answer)]
            outside = [s for s in steps if s.otherwise is not None]
            if outside and len(outside) == len(steps):
                return table.verdict("not_applicable", str(outside[0].otherwise))
            points = {step.points for step in steps if step.otherwise is None}
            if len(points) > 1 or outside:
                unanswered.append(item)
            if answer is not None and answer.supposed:
                supposed += answer.supposed
            inputs[item.measure] = min(points) if len(points) == 1 else [min(points), max(points)]
            low, high = low + min(points), high + max(points)
        note = " " + table.say("supposed", none=listed(dict.fromkeys(supposed), "or")) if supposed else ""
        flags = ("none_described",) if supposed else ()
        if unanswered:
            missing = tuple(dict.fromkeys(field for item in unanswered for field in item.missing))
            bands = labels_of(table.bands, Interval(low, high))
            open_items = listed(item.label for item in unanswered)
            return table.verdict(
                "cannot_assign",
                table.say("bounds", low=low, high=high, bands=" or ".join(bands), open=open_items) + note,
                value={"low": low, "high": high}, inputs=inputs | ({"bands": list(bands)} if bands else {}),
                missing=missing, ask=unanswered[0].question, flags=flags,
            )  # fmt: skip
        if not table.bands:
            return table.verdict(
                "assigned", table.say("assigned", points=low) + note, value={"points": low}, inputs=inputs, flags=flags
            )
        band = labels_of(table.bands, Interval(low, low))[0]
        return table.verdict(
            "assigned", table.say("assigned", points=low, band=band, outcome=table.outcome[band]) + note,
            value={"points": low, "band": band}, inputs=inputs, flags=flags,
        )  # fmt: skip
