"""NETPET: the class of a patient by receptor PET and FDG PET together."""

from knowledge.case import CaseDetails
from knowledge.rules.facts import Facts
from knowledge.rules.ranges import plain
from knowledge.rules.rule import Rule
from knowledge.rules.table import Table
from knowledge.rules.uptake import receptor_status
from knowledge.rules.verdict import Verdict


class NetpetTable(Table):
    """From which score a lesion is positive, and the cohort's median survival by class."""

    positive_from: int
    median_os_months: dict[str, float]

    def thresholds(self) -> tuple[str, ...]:
        """The classes that follow from two yes-or-no answers."""
        return ("P0", "P1", "P5")


class Netpet(Rule):
    """The rule ``netpet``."""

    def __init__(self, table: NetpetTable) -> None:
        self.table = table
        self.tables = (table,)

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """The class, or which classes stay open."""
        table = self.table
        if (closed := table.closed(facts)) is not None:
            return closed
        known = [s for x in case.receptor_imaging if (s := receptor_status(x, table.positive_from)) is not None]
        inputs: dict[str, object] = {"receptor": any(known) if known else None, "fdg": case.fdg}
        if case.fdg is None or not known:
            missing = tuple(f for f, v in (("receptor_imaging", known), ("fdg", case.fdg)) if not v)
            return table.verdict(
                "cannot_assign", table.say("missing"), inputs=inputs, missing=missing,
                ask="fdg" if case.fdg is None else "receptor",
            )  # fmt: skip
        if case.fdg == "positive" and any(known):
            return table.verdict(
                "cannot_assign", table.say("relation"), inputs=inputs | {"possible": ["P2", "P3", "P4"]},
                missing=("fdg",), ask="relation",
            )  # fmt: skip
        value = "P5" if case.fdg == "positive" else "P1" if any(known) else "P0"
        months = table.median_os_months.get(value)
        more = "" if months is None else " " + table.say("cohort", months=plain(months))
        return table.verdict("assigned", table.say("assigned", value=value) + more, value=value, inputs=inputs)
