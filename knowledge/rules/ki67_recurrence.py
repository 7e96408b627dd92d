"""Ki-67 recurrence: the band of Ki-67 that went with recurrence after resection of a pancreatic NET."""

from knowledge.case import CaseDetails
from knowledge.rules.facts import Facts
from knowledge.rules.ranges import Bands, as_text, ki67_interval, labels_of
from knowledge.rules.rule import Rule
from knowledge.rules.table import Table
from knowledge.rules.verdict import Verdict


class RecurrenceTable(Table):
    """Bands of Ki-67; those without an outcome are not defined or outside the population."""

    bands: Bands
    outcome: dict[str, str]
    outside: str

    def thresholds(self) -> tuple[str, ...]:
        """Each band with an outcome."""
        return tuple(self.outcome)


class Ki67Recurrence(Rule):
    """The rule ``ki67_recurrence``."""

    def __init__(self, table: RecurrenceTable, approximation: float = 0.0) -> None:
        self.table = table
        self.approximation = approximation
        self.tables = (table,)

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """The band with the cohort's recurrence figures."""
        table = self.table
        if (closed := table.closed(facts)) is not None:
            return closed
        interval = ki67_interval(case.ki67, self.approximation)
        if interval is None:
            return table.verdict("cannot_assign", table.say("nothing"), missing=("ki67",), ask="ki67")
        labels = labels_of(table.bands, interval)
        inputs = {"ki67": as_text(interval)}
        if labels == (table.outside,):
            return table.verdict("not_applicable", table.say("outside"), inputs=inputs)
        if len(labels) > 1 or labels[0] not in table.outcome:
            return table.verdict(
                "cannot_assign", table.say("between", ki67=as_text(interval, "%")), inputs=inputs, missing=("ki67",),
                ask="ki67",
            )  # fmt: skip
        return table.verdict(
            "assigned", table.say("assigned", band=labels[0], outcome=table.outcome[labels[0]]), value=labels[0],
            inputs=inputs,
        )  # fmt: skip
