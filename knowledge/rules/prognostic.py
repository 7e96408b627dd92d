"""Prognostic: single factors of a case that a published series tied to the outcome, each with its effect size."""

from typing import Literal

from pydantic import Field, model_validator

from knowledge.case import CaseDetails, Value
from knowledge.rules.facts import Facts
from knowledge.rules.ranges import Interval, Range, as_text, ki67_interval
from knowledge.rules.rule import Rule
from knowledge.rules.table import Table
from knowledge.rules.verdict import Verdict
from knowledge.rules.vocabulary import listed

Measure = Literal[
    "age_years", "sex", "ecog", "ki67", "nodes", "node_ratio", "margin", "atrx_daxx", "nlr", "cga_times_uln", "hiaa",
    "alp_times_uln", "bone", "peritoneum", "brain", "liver", "carcinoid_heart_disease", "functioning",
]  # fmt: skip
Direction = Literal["adverse", "favourable", "open"]
SPREAD = frozenset({"bone", "peritoneum", "brain", "liver"})
MARKERS = {"cga_times_uln": "cga", "hiaa": "5hiaa", "alp_times_uln": "alp"}


class Effect(Value):
    """One factor in one group of patients, and what it went with there."""

    factor: str
    """The factor as a clinician names it."""
    measure: Measure
    range: Range | None = None
    """The numbers that have the factor."""
    words: tuple[str, ...] = ()
    """The words that have the factor: ``yes``, ``R1``, ``lost``."""
    direction: Direction
    """``open`` where the evidence goes both ways or shows no tie."""
    effect: str
    """The effect with its figures, in one phrase."""
    sites: tuple[str, ...] = ()
    """Primary sites of the group; empty is any."""
    lineage: tuple[str, ...] = ("net",)
    grades: tuple[str, ...] = ()
    """Grades of the group; empty is any."""
    tumour_size_mm: Range | None = None
    """Size of the primary in the group; a case of unknown size is not taken as one of it."""
    metastatic: bool | None = None
    resected: bool | None = None
    passages: tuple[str, ...] = Field(min_length=1)
    """Passage keys that hold the figures; the first names the source."""
    missing: str
    """Field of CaseDetails that would tell."""

    @model_validator(mode="after")
    def _one_kind(self) -> "Effect":
        if (self.range is None) == (not self.words):
            raise ValueError(f"the factor {self.factor} needs a range or words, and not both")
        return self

    def fits(self, case: CaseDetails, facts: Facts) -> bool:
        """Whether the case is one of the patients that the effect was found in, as far as is known."""
        size = case.tumour_size_mm
        if self.tumour_size_mm is not None and (size is None or not self.tumour_size_mm.holds(size)):
            return False
        return (
            (not self.sites or facts.site in self.sites)
            and facts.lineage in self.lineage
            and (not self.grades or facts.grade in self.grades)
            and (self.metastatic is None or facts.metastatic == self.metastatic)
            and (self.resected is None or facts.resected == self.resected)
        )

    def holds(self, answer: Interval | str | None) -> bool | None:
        """Whether the case has the factor; ``None`` where it does not say or the value reaches over the limit."""
        if answer is None:
            return None
        if isinstance(answer, str):
            return answer in self.words
        if self.range is None or not self.range.touches(answer):
            return False
        return True if answer.meet(self.range) == answer else None


class FactorTable(Table):
    """Single factors and their published effects."""

    row: tuple[Effect, ...] = Field(min_length=10)

    def passages(self) -> tuple[str, ...]:
        """Passages of the table and of each factor."""
        return super().passages() + tuple(key for one in self.row for key in one.passages)

    def thresholds(self) -> tuple[str, ...]:
        """Each factor once, and the other side of each range of numbers."""
        return tuple(
            f"{side} {name}" for one, name in self._named() for side in (("has", "has_not") if one.range else ("has",))
        )

    def shown(self) -> tuple[str, ...]:
        """Factors that a worked example has, and those that it has not."""
        return tuple(
            f"{side} {name}"
            for example in self.examples
            for side in ("has", "has_not")
            for one, name in self._named()
            if one.factor in example.inputs.get(side, ())
        )

    def _named(self) -> tuple[tuple[Effect, str], ...]:
        return tuple((one, f"{one.factor} {'or '.join(one.lineage)}") for one in self.row)


class PrognosticFactors(Rule):
    """The rule ``prognostic_factors``: no score, no sum; each factor stands alone."""

    def __init__(self, table: FactorTable) -> None:
        self.table = table
        self.tables = (table,)

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """The factors that the case has, those that it has not, and the fields that would tell the rest."""
        table = self.table
        if facts.lineage == "unclear":
            return table.verdict(
                "cannot_assign", table.say("unclear"), missing=("differentiation",), ask="differentiation", cites=()
            )
        fitting = [one for one in table.row if one.fits(case, facts)]
        answers = {one.measure: answer_of(one.measure, case, facts) for one in fitting}
        has = [one for one in fitting if one.holds(answers[one.measure])]
        hasnt = [one for one in fitting if one.holds(answers[one.measure]) is False]
        missing = tuple(dict.fromkeys(one.missing for one in fitting if one.holds(answers[one.measure]) is None))
        inputs: dict[str, object] = {
            "has": list(dict.fromkeys(one.factor for one in has)),
            "has_not": list(dict.fromkeys(one.factor for one in hasnt)),
        }
        if not has:
            word = "none" if hasnt else "nothing"
            return table.verdict(
                "cannot_assign", table.say(word), inputs=inputs, missing=missing, ask="factors", cites=()
            )
        told = [
            table.say(direction, factors=listed(dict.fromkeys(o.factor for o in has if o.direction == direction)))
            for direction in ("adverse", "favourable", "open")
            if any(one.direction == direction for one in has)
        ]
        rows = [_row(one, answers[one.measure]) for one in has]
        return table.verdict(
            "assigned", f"{' '.join(told)} {table.say('apart')}", value=rows,
            inputs=inputs, missing=missing, cites=tuple(dict.fromkeys(one.passages[0] for one in has)),
        )  # fmt: skip


def answer_of(measure: Measure, case: CaseDetails, facts: Facts) -> Interval | str | None:
    """What a case says of one factor: an interval, a word, or nothing."""
    if measure in SPREAD:
        return _spread(measure, facts)
    if measure in MARKERS:
        return _marker(measure, case)
    match measure:
        case "age_years":
            return _point(case.age_years)
        case "ecog":
            return _point(case.ecog)
        case "nlr":
            return _point(case.nlr)
        case "ki67":
            return ki67_interval(case.ki67)
        case "nodes":
            return None if facts.nodal is None else "yes" if facts.nodal else "no"
        case "node_ratio":
            return _node_ratio(case)
        case "carcinoid_heart_disease":
            return None if case.carcinoid_heart_disease is None else "yes" if case.carcinoid_heart_disease else "no"
        case "functioning":
            return case.syndrome or (None if facts.functioning is None else "yes" if facts.functioning else "no")
        case "sex" | "margin" | "atrx_daxx":
            value: str | None = getattr(case, measure)
            return value
    raise AssertionError(measure)


def _node_ratio(case: CaseDetails) -> Interval | None:
    """The share of examined nodes with tumour."""
    nodes = case.nodes
    if nodes is None or nodes.positive is None or not nodes.examined:
        return None
    return _point(nodes.positive / nodes.examined)


def _spread(site: str, facts: Facts) -> str | None:
    spread = facts.spread
    if site in spread.present:
        return "yes"
    return "no" if site in spread.absent or facts.metastatic is False else None


def _marker(measure: str, case: CaseDetails) -> Interval | None:
    """Times the upper limit of normal; of 5-HIAA the plasma level in nmol/l."""
    for marker in case.markers:
        if marker.name != MARKERS[measure]:
            continue
        if measure == "hiaa":
            plasma = (marker.unit or "").lower().replace(" ", "") == "nmol/l"
            return _point(marker.value) if plasma else None
        return _point(marker.times_uln)
    return None


def _point(number: float | None) -> Interval | None:
    return None if number is None else Interval(number, number)


def _row(one: Effect, answer: Interval | str | None) -> dict[str, object]:
    shown = as_text(answer) if isinstance(answer, Interval) else str(answer)
    return {
        "factor": one.factor, "value": shown, "direction": one.direction, "effect": one.effect,
        "source": one.passages[0].partition("#")[0], "passages": list(one.passages),
    }  # fmt: skip
