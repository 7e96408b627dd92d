"""Chart: what a picture of the published cohorts shows, as values and as words; drawn by ``bot.render.figure``."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from chains.answer import Answer, Finding
from chains.cohort import SHORT
from chains.phrase import number
from knowledge.case import Value
from knowledge.evidence import Reference
from knowledge.rules.vocabulary import SITES

MONTHS_A_YEAR = 12
_SURNAME = re.compile(r"^([^\W\d_][\w'’ -]*?) [A-Z]{1,3}(?:,|$)")
_VENUE = re.compile(r"^[^\d(]*[^\d(\s]")
_STEPS = (3, 6, 12, 24, 48, 60, 120)
"""Months between two marks of an axis."""
_MARKS = 6
"""More marks than this run into each other on a phone."""


class Row(Value):
    """One figure of one published cohort."""

    population: str
    endpoint: str
    value: float
    unit: Literal["%", "months", "years"]
    low: float | None
    high: float | None
    n: int | None
    counted: str
    """Whom ``n`` counts beside these patients, such as "all stages"; empty where it counts these alone."""
    years: str | None
    """Years in which the patients of the cohort were seen."""
    source: str
    """First author, or the journal where no author is known."""
    published: int | None
    reference: int | None
    """Number of its reference in the answer."""
    differs: tuple[str, ...]
    """In what the cohort differs from the case, in the words of the rule."""
    best: bool
    checked: bool

    def on_axis(self, figure: float) -> float:
        """A figure of this row in percent or in months."""
        return figure * MONTHS_A_YEAR if self.unit == "years" else figure

    @property
    def reach(self) -> float:
        """How far along the axis the row goes."""
        return max(self.on_axis(figure) for figure in (self.value, self.low, self.high) if figure is not None)

    @property
    def shown(self) -> str:
        """The figure with its interval: ``56 % (42–73)``."""
        interval = f" ({self.interval('–')})" if self.has_interval else ""
        months = f" (about {self.on_axis(self.value):.0f} months)" if self.unit == "years" and not interval else ""
        return f"{number(self.value)} {self.unit}{interval}{months}"

    def interval(self, joined: str) -> str:
        """Both ends of the interval; empty where the register does not hold both."""
        return "" if self.low is None or self.high is None else f"{number(self.low)}{joined}{number(self.high)}"

    @property
    def has_interval(self) -> bool:
        """Whether the register holds both ends."""
        return self.low is not None and self.high is not None

    @property
    def size(self) -> str:
        """How many patients, when, and who reported them."""
        counted = f" (counts {self.counted})" if self.counted else ""
        parts = (
            f"n {self.n:,}{counted}" if self.n is not None else "n not recorded",
            f"patients of {self.years.replace('-', '–')}" if self.years else "",
            f"{self.source} {self.published or ''}".strip(),
        )
        return " · ".join(part for part in parts if part)

    @property
    def differences(self) -> str:
        """In what the cohort differs from the case, as a line; empty where it does in nothing."""
        return f"Differs: {'; '.join(self.differs)}" if self.differs else ""


class Panel(Value):
    """The rows of one endpoint, which alone may share an axis."""

    endpoint: str
    unit: Literal["%", "months"]
    rows: tuple[Row, ...]
    marks: tuple[float, ...]
    """Where the axis is marked; the last one ends it."""


class Chart(Value):
    """Everything that the picture says."""

    subject: str
    """The facts of the case that cohorts were set against."""
    supposed: str | None
    """What a what-if supposed; the cohorts are those of the supposition."""
    rows: tuple[Row, ...]
    """Best fit first."""
    left_out: int = 0
    safety: str

    def first(self, count: int) -> "Chart":
        """The chart with fewer rows: the best fit, one of each kind of figure, the ends of the span that the bottom
        line tells, and then what fits best, as far as there is room."""
        kinds = {row.unit == "%": index for index, row in reversed(list(enumerate(self.rows)))}
        told = [i for i, row in enumerate(self.rows[:SHORT]) if row.endpoint == self.rows[0].endpoint]
        ends = [choose(told, key=lambda i: self.rows[i].value) for choose in (min, max)] if told else []
        leading = list(dict.fromkeys([*sorted(kinds.values()), *ends]))[:count]
        others = [index for index in range(len(self.rows)) if index not in leading][: count - len(leading)]
        kept = tuple(self.rows[index] for index in sorted([*leading, *others]))
        return self.model_copy(update={"rows": kept, "left_out": self.left_out + len(self.rows) - len(kept)})

    def panels(self) -> tuple[Panel, ...]:
        """The rows by endpoint, the endpoint of the best fit first; all axes in months are alike."""
        longest = max((row.reach for row in self.rows if row.unit != "%"), default=0.0)
        found = []
        for endpoint in dict.fromkeys((row.endpoint, row.unit == "%") for row in self.rows):
            rows = tuple(row for row in self.rows if (row.endpoint, row.unit == "%") == endpoint)
            is_share = endpoint[1]
            marks = (0.0, 25.0, 50.0, 75.0, 100.0) if is_share else _months(longest)
            found.append(Panel(endpoint=endpoint[0], unit="%" if is_share else "months", rows=rows, marks=marks))
        return tuple(found)


def chart_of(answer: Answer) -> Chart | None:
    """What there is to draw of an answer; ``None`` where there is nothing, for which ``why_not`` has the words."""
    finding = _survival(answer)
    if finding is None or finding.status != "assigned" or not finding.value:
        return None
    references = {reference.id: reference for reference in answer.references}
    rows = tuple(_row(told, references, is_best=place == 0) for place, told in enumerate(finding.value))
    supposed = answer.question.topic if answer.question.intent == "what_if" else None
    inferred = answer.case.primary_site_basis == "inferred" and answer.case.primary_site == finding.inputs.get("site")
    return Chart(
        subject=_subject(finding.inputs, inferred=inferred), supposed=supposed, rows=rows, safety=answer.safety
    )


def why_not(answer: Answer) -> str:
    """Why an answer has no chart, in one line."""
    finding = _survival(answer)
    if answer.refused:
        return "No chart, as the question was not answered."
    if finding is None:
        return "No chart: this answer compares no survival cohorts."
    return f"No chart: {finding.statement}"


def alternative(chart: Chart, limit: int | None = None) -> str:
    """The chart in sentences, one a cohort, for those who do not see it; whole ones within ``limit`` characters."""
    head = f"Survival in published cohorts, set against {chart.subject}."
    if chart.supposed:
        head += f" Supposed: {chart.supposed}."
    told = [_sentence(row) for row in chart.rows]
    for kept in range(len(told), -1, -1):
        rest = chart.left_out + len(told) - kept
        tail = [f"{rest} more {'cohort is' if rest == 1 else 'cohorts are'} not told here."] if rest else []
        text = "\n".join([head, *told[:kept], *tail])
        if limit is None or len(text) <= limit:
            return text
    return head[:limit]


def _sentence(row: Row) -> str:
    lead = "Best fit: " if row.best else ""
    population = row.population if lead else row.population[0].upper() + row.population[1:]
    interval = f", interval {row.interval(' to ')}" if row.has_interval else ""
    differs = f" {row.differences}." if row.differs else ""
    return f"{lead}{population}; {row.endpoint} {number(row.value)} {row.unit}{interval}; {row.size}.{differs}"


def _survival(answer: Answer) -> Finding | None:
    return next((finding for finding in answer.findings if finding.rule == "survival"), None)


def _row(told: Mapping[str, Any], references: Mapping[str, Reference], *, is_best: bool) -> Row:
    reference = references.get(str(told["source"]))
    population, _, counted = str(told["population"]).partition("; n counts ")
    differs = str(told["fit"]).partition("Differs: ")[2].removesuffix(".")
    return Row(
        population=population,
        endpoint=told["endpoint"],
        value=told["value"],
        unit=told["unit"],
        low=told["low"],
        high=told["high"],
        n=told["n"],
        counted=counted,
        years=told["years"],
        source=_author(reference) if reference else str(told["source"]),
        published=reference.year if reference else None,
        reference=reference.number if reference else None,
        differs=tuple(part for part in differs.split("; ") if part),
        best=is_best,
        checked=told.get("checked", True),
    )


def _author(reference: Reference) -> str:
    named = _SURNAME.match(reference.authors)
    venue = _VENUE.match(reference.venue)
    return named.group(1) if named else venue.group() if venue else reference.id


def _subject(inputs: Mapping[str, Any], *, inferred: bool) -> str:
    """The facts that decide which cohorts fit, in words."""
    parts: Sequence[object] = (
        SITES.get(str(inputs.get("site")), "primary not known") + (" (inferred)" if inferred else ""),
        inputs.get("grade") or "grade not known",
        _WHETHER["metastatic"].get(inputs.get("metastatic"), "spread not known"),
        "liver metastases" if inputs.get("liver_metastases") else None,
        _WHETHER["resected"].get(inputs.get("resected")),
        inputs.get("progression") if inputs.get("progression") != "undetermined" else None,
    )
    return ", ".join(str(part) for part in parts if part)


_WHETHER: Mapping[str, Mapping[object, str]] = {
    "metastatic": {True: "metastatic", False: "no distant metastases"},
    "resected": {True: "primary resected", False: "primary not resected"},
}


def _months(longest: float) -> tuple[float, ...]:
    """Marks of an axis in months, from nought to past the longest."""
    step = next((step for step in _STEPS if longest <= step * (_MARKS - 1)), _STEPS[-1])
    count = max(1, -(-longest // step))
    return tuple(float(step * mark) for mark in range(int(count) + 1))


def unchecked(rows: Iterable[Row]) -> bool:
    """Whether any figure was not checked in its source."""
    return any(not row.checked for row in rows)
