"""Milan: the criteria for liver transplantation in neuroendocrine liver metastases."""

from pydantic import Field

from knowledge.case import CaseDetails
from knowledge.rules.facts import Facts
from knowledge.rules.liver import involvement
from knowledge.rules.ranges import Interval, Range, ki67_interval
from knowledge.rules.recist import Recist
from knowledge.rules.rule import Rule
from knowledge.rules.table import Table
from knowledge.rules.verdict import Verdict
from knowledge.rules.vocabulary import listed

INSIDE = frozenset({"liver", "pancreas", "whole_body"})
"""Imaging locations that are no disease outside liver and primary by themselves."""


class MilanTable(Table):
    """Limits of each criterion, and the words for them."""

    grades: tuple[str, ...]
    ki67: Range
    sites: tuple[str, ...]
    liver: Range
    age: Range
    stable_months: Range
    recurrence_from: int
    """Krenning score from which definite uptake in the surgical bed counts as a recurrence."""
    criteria: dict[str, str] = Field(min_length=6)
    """Words by criterion, in order."""
    needs: dict[str, tuple[str, ...]]
    """Fields of CaseDetails that would tell, by criterion."""

    def thresholds(self) -> tuple[str, ...]:
        """Each criterion failed once."""
        return tuple(self.criteria)

    def shown(self) -> tuple[str, ...]:
        """Criteria that a worked example fails."""
        return tuple(name for e in self.examples for name, holds in e.inputs.items() if holds is False)


class MilanNet(Rule):
    """The rule ``milan_net``: one failed criterion is enough for not met; met needs all."""

    def __init__(self, table: MilanTable, recist: Recist, approximation: float = 0.0) -> None:
        self.table = table
        self.recist = recist
        self.approximation = approximation
        self.tables = (table,)

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """Each criterion in three values, and what they come to."""
        table = self.table
        if (closed := table.closed(facts)) is not None:
            return closed
        held = self._criteria(case, facts)
        failed = [name for name, holds in held.items() if holds is False]
        unknown = [name for name, holds in held.items() if holds is None]
        missing = tuple(dict.fromkeys(field for name in unknown for field in table.needs[name]))
        if failed:
            words = listed(table.criteria[name] for name in failed)
            return table.verdict(
                "assigned", table.say("not_met", failed=words), value="not_met", inputs=held,
                flags=("relative_criterion",) if failed == ["age"] else (),
            )  # fmt: skip
        if unknown:
            words = listed(table.criteria[name] for name in unknown)
            return table.verdict(
                "cannot_assign", table.say("open", unknown=words), inputs=held, missing=missing, ask=unknown[0]
            )
        return table.verdict("assigned", table.say("met"), value="met", inputs=held)

    def _criteria(self, case: CaseDetails, facts: Facts) -> dict[str, bool | None]:
        table = self.table
        return {
            "grade": _inside(facts.grade, table.grades),
            "ki67": _fits(ki67_interval(case.ki67, self.approximation), table.ki67),
            "portal_drainage": None if facts.site == "unknown_primary" else _inside(facts.site, table.sites),
            "primary_resected": facts.resected,
            "liver": _fits(involvement(case), table.liver),
            "stability": self._stable(case, facts),
            "age": None if case.age_years is None else table.age.holds(case.age_years),
            "extrahepatic": self._liver_only(case, facts),
        }

    def _liver_only(self, case: CaseDetails, facts: Facts) -> bool | None:
        """False with disease outside the liver; True only where M1a is stated and nothing elsewhere is in doubt."""
        spread = facts.spread
        elsewhere = bool(spread.distant - {"liver"}) or "lymph_node_regional" in spread.present
        hot = [x for x in case.receptor_imaging if x.location not in INSIDE and (x.krenning or x.uptake == "positive")]
        local = [
            x
            for x in hot
            if x.location == "surgical_bed" and x.certainty == "definite" and self._recurrence(x.krenning)
        ]
        if elsewhere or local:
            return False
        doubt = bool(hot) or bool(spread.possible - {"liver"})
        return True if spread.stated_m == "M1a" and not doubt else None

    def _recurrence(self, krenning: int | None) -> bool:
        """Whether definite uptake in the bed is a recurrence: scores below the limit are equivocal there."""
        return krenning is None or krenning >= self.table.recurrence_from

    def _stable(self, case: CaseDetails, facts: Facts) -> bool | None:
        """Stable or responding for long enough; progression fails it, and without the months it stays open."""
        if case.progression == "progressive" or self.recist.verdict(case, facts).value == "PD":
            return False
        return None if case.stable_months is None else self.table.stable_months.holds(case.stable_months)


def _inside(value: str | None, options: tuple[str, ...]) -> bool | None:
    return None if value is None else value in options


def _fits(measured: Interval | None, limit: Interval) -> bool | None:
    """True when all of the measured interval lies within the limit, False when none does."""
    if measured is None:
        return None
    if not measured.touches(limit):
        return False
    return True if measured.meet(limit) == measured else None
