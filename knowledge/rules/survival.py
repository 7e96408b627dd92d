"""Survival: published cohort figures that fit a case, best fit first; never one person's probability."""

from pydantic import Field

from knowledge.case import CaseDetails
from knowledge.rules.cohorts import Cohort, Match, match
from knowledge.rules.facts import Facts
from knowledge.rules.ranges import ki67_interval, plain
from knowledge.rules.rule import Rule
from knowledge.rules.table import Table
from knowledge.rules.verdict import Verdict
from knowledge.rules.vocabulary import listed


class SurvivalTable(Table):
    """The cohorts, and how many to show."""

    at_most: int
    cohort: tuple[Cohort, ...] = Field(min_length=1)

    def passages(self) -> tuple[str, ...]:
        """Passages of the table and of each cohort."""
        return super().passages() + tuple(key for cohort in self.cohort for key in cohort.passages)


class Survival(Rule):
    """The rule ``survival``."""

    def __init__(self, table: SurvivalTable) -> None:
        self.table = table
        self.tables = (table,)

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """The cohorts that fit, or the fact without which none may be shown."""
        table = self.table
        if facts.lineage == "unclear":
            return table.verdict(
                "cannot_assign", table.say("unclear"), missing=("differentiation",), ask="differentiation", cites=()
            )
        if facts.site is None:
            return table.verdict("cannot_assign", table.say("no_site"), missing=("primary_site",), ask="site", cites=())
        if facts.metastatic is None and facts.resected is None and not facts.spread.possible:
            return table.verdict(
                "cannot_assign", table.say("no_stage"), missing=("stated_stage", "metastases"), ask="stage", cites=()
            )
        ki67 = ki67_interval(case.ki67)
        fitting = [(fit, c) for c in table.cohort if (fit := match(c, facts, ki67)) is not None]
        fitting.sort(key=lambda pair: -pair[0].score)
        shown = fitting[: table.at_most]
        if not shown:
            spread_open = facts.metastatic is None
            return table.verdict(
                "cannot_assign", table.say("none"), cites=(), ask="stage" if spread_open else None,
                missing=("stated_stage", "metastases") if spread_open else (),
            )  # fmt: skip
        told = _for_range([c for _, c in shown], facts)
        missing = tuple(
            field
            for field, when in (
                ("ki67", not case.ki67 and facts.lineage == "net"),
                ("differentiation", facts.presumed),
                ("metastases", facts.metastatic is None),
                ("progression", facts.metastatic is True and facts.progression is None),
            )
            if when
        )
        return table.verdict(
            "assigned", self._statement(told), value=[_row(c, fit) for fit, c in shown],
            inputs=_inputs(facts), missing=missing, ask="confirm_site" if facts.site_inferred else None,
            cites=tuple(dict.fromkeys(c.passages[0] for _, c in shown)),
        )  # fmt: skip

    def _statement(self, cohorts: list[Cohort]) -> str:
        table = self.table
        five = sorted({c.value for c in cohorts if c.unit == "%" and c.endpoint == table.wording["five_years"]})
        median = sorted({c.value for c in cohorts if c.unit == "months" and c.endpoint == table.wording["median"]})
        parts = []
        if five:
            parts.append(table.say("range_percent", span=_span(five)))
        if median:
            parts.append(table.say("range_months", span=_span(median)))
        figures = listed(parts) or table.say("figures_only")
        return f"{table.say('found', figures=figures)} {table.say('cohorts')}"


def _for_range(cohorts: list[Cohort], facts: Facts) -> list[Cohort]:
    """The cohorts that make the range told: checked, of this site where there are such, of grade 3 alone for a G3."""
    checked = [c for c in cohorts if c.checked and not c.apart]
    high = [c for c in checked if facts.grade == "G3" and c.grades == ("G3",)]
    close = [c for c in checked if c.setting != "any"]
    return high or [c for c in close if facts.site in c.sites] or close or cohorts


def _row(cohort: Cohort, fit: Match) -> dict[str, object]:
    same = f"Matches on {listed(fit.same)}. " if fit.same else ""
    other = f"Differs: {'; '.join(fit.other)}." if fit.other else ""
    return {
        "source": cohort.passages[0].partition("#")[0],
        "population": cohort.population,
        "endpoint": cohort.endpoint,
        "value": cohort.value,
        "unit": cohort.unit,
        "low": cohort.low,
        "high": cohort.high,
        "n": cohort.n,
        "years": cohort.years,
        "fit": f"{same}{other}".strip(),
        "passages": list(cohort.passages),
        "checked": cohort.checked,
    }


def _inputs(facts: Facts) -> dict[str, object]:
    return {
        "site": facts.site, "grade": facts.grade, "metastatic": facts.metastatic, "stage": facts.stage,
        "resected": facts.resected, "liver_metastases": facts.liver_metastases, "progression": facts.progression,
    }  # fmt: skip


def _span(values: list[float]) -> str:
    return plain(values[0]) if len(values) == 1 else f"{plain(values[0])} to {plain(values[-1])}"
