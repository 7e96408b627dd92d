"""Figure: one number or range of a statement, with what it tells of, its unit, whose it is and its interval."""

from typing import Literal, Self

from pydantic import Field, model_validator

from knowledge.case import Value

FigureName = Literal[
    # what became of patients
    "os",
    "dss",
    "pfs",
    "dfs",
    "rfs",
    "ttp",
    "ttr",
    "deaths",
    "progression",
    "recurrence",
    "deterioration",
    "next_treatment",
    "survival_gain",
    "outcome",
    "crossover",
    # response
    "response",
    "complete_response",
    "partial_response",
    "minor_response",
    "stable_disease",
    "progressive_disease",
    "disease_control",
    "duration_of_response",
    "size_change",
    "growth_rate",
    "marker_change",
    "symptom_change",
    "symptom_relief",
    "risk_reduction",
    "toxicity",
    # patients and tumours
    "age",
    "performance",
    "size",
    "t_size",
    "size_limit",
    "ki67",
    "mitoses",
    "krenning",
    "suvmax",
    "marker",
    "creatinine_clearance",
    "liver_burden",
    "lesions",
    "nodes",
    "node_ratio",
    "margin",
    "share",
    "incidence",
    # what is done
    "dose",
    "cycles",
    "cytoreduction",
    "interval",
    "duration",
    "onset",
    "washout",
    "followup",
    # the source itself
    "patients",
    "scans",
    "studies",
    "publications",
    "centres",
    "recommendations",
    "first_year",
    # scores and tests
    "score",
    "formula",
    "discrimination",
    "correlation",
]
"""What a figure tells of; GLOSSARY.md says what each word means."""
Unit = Literal[
    "years",
    "months",
    "weeks",
    "days",
    "hours",
    "minutes",
    "calendar_year",
    "percent",
    "percentage_points",
    "percent_change",
    "percent_a_month",
    "percentage_points_a_month",
    "percent_a_year",
    "fraction",
    "hazard_ratio",
    "odds_ratio",
    "ratio",
    "p_value",
    "auc",
    "c_index",
    "coefficient",
    "count",
    "points",
    "cm",
    "mm",
    "mg",
    "mg_per_m2",
    "gbq",
    "mbq",
    "mbq_per_kg",
    "mci",
    "ml_per_min",
    "nmol_per_l",
    "times_uln",
    "suv",
    "per_2mm2",
    "per_day",
    "per_100000_a_year",
]
_OUTCOMES: frozenset[FigureName] = frozenset(
    {"os", "dss", "pfs", "dfs", "rfs", "ttp", "ttr", "progression", "recurrence", "outcome", "survival_gain"}
)
_SHARES: frozenset[Unit] = frozenset({"percent"})
_PARTS_OF_ONE: frozenset[Unit] = frozenset({"fraction", "p_value", "auc", "c_index"})
_NEVER_BELOW_ZERO: frozenset[Unit] = frozenset(
    {"hazard_ratio", "odds_ratio", "ratio", "count", "years", "months", "weeks", "days", "hours", "minutes", "cm", "mm"}
)


class Figure(Value):
    """One figure; with a ``value`` the ends are its interval, without one they are the range, or the limit, itself.

    Of survival and the like, a time is the median and a percentage the share at ``at_months``.
    """

    name: FigureName
    of: str | None = Field(default=None, min_length=1)
    """What is counted, dosed or compared, where the name does not say it: ``grade 3 anaemia``, ``R1 against R0``."""
    value: float | None = None
    unit: Unit
    low: float | None = None
    high: float | None = None
    level: Literal[90, 95, 99] | None = None
    """Of the interval, in percent; ``None`` where it is not told."""
    population: str | None = Field(default=None, min_length=1)
    """Whose figure it is, an arm or a subgroup; ``None`` for all patients of the statement."""
    n: int | None = Field(default=None, ge=1)
    """How many patients the figure rests on; ``None`` where it is not told."""
    at_months: float | None = Field(default=None, gt=0)
    """When it was looked at, from the start: survival at 5 years is ``os`` in percent at 60."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        ends = [end for end in (self.low, self.high) if end is not None]
        if self.value is None and not ends:
            raise ValueError("a figure has a value, or the low or high end of a range")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        if self.value is not None and list(self.numbers()) != sorted(self.numbers()):
            raise ValueError(f"value {self.value:g} is outside its interval")
        if self.level is not None and (self.value is None or not ends):
            raise ValueError("a level belongs to the interval around a value")
        for number in self.numbers():
            _check_range(number, self.unit)
        return self

    @property
    def is_outcome(self) -> bool:
        """Whether it tells of survival, progression or recurrence, beyond a mere p value."""
        return self.name in _OUTCOMES and self.unit != "p_value"

    def numbers(self) -> tuple[float, ...]:
        """The low end, the value and the high end, those that there are."""
        return tuple(number for number in (self.low, self.value, self.high) if number is not None)


def _check_range(number: float, unit: Unit) -> None:
    if unit in _SHARES and not 0 <= number <= 100:
        raise ValueError(f"{number:g} percent is not between 0 and 100; a change is told in percent_change")
    if unit in _PARTS_OF_ONE and not 0 <= number <= 1:
        raise ValueError(f"{number:g} is not between 0 and 1, as a {unit} is")
    if unit in _NEVER_BELOW_ZERO and number < 0:
        raise ValueError(f"{number:g} {unit} is below 0")
