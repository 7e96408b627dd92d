"""NETPET: the class of a patient by receptor PET and FDG PET together."""

from knowledge.case import CaseDetails
from knowledge.rules.facts import Facts
from knowledge.rules.ranges import plain
from knowledge.rules.rule import Rule
from knowledge.rules.table import Table
from knowledge.rules.uptake import lesions_of, receptor_status
from knowledge.rules.verdict import Verdict


class NetpetTable(Table):
    """From which score a lesion is positive, and the cohort's median survival by class."""

    positive_from: int
    by_intensity: dict[str, str]
    """Class by FDG uptake against receptor uptake where both are positive."""
    groups: dict[str, str]
    """The group that each class was counted in."""
    median_os_months: dict[str, float]

    def thresholds(self) -> tuple[str, ...]:
        """Every class."""
        return ("P0", "P1", *self.by_intensity.values(), "P5")


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
        known = [s for x in lesions_of(case, facts) if (s := receptor_status(x, table.positive_from)) is not None]
        inputs: dict[str, object] = {"receptor": any(known) if known else None, "fdg": case.fdg}
        if case.fdg is None or not known:
            missing = tuple(f for f, v in (("receptor_imaging", known), ("fdg", case.fdg)) if not v)
            return table.verdict(
                "cannot_assign", table.say("missing"), inputs=inputs, missing=missing,
                ask="fdg" if case.fdg is None else "receptor",
            )  # fmt: skip
        both = case.fdg == "positive" and any(known)
        known_class = self.table.by_intensity.get(case.fdg_intensity or "")
        if both and (known_class is None or not all(known)):
            possible = [known_class] if known_class else list(self.table.by_intensity.values())
            word = "relation" if known_class is None else "mismatch"
            return table.verdict(
                "cannot_assign", table.say(word, value=known_class),
                inputs=inputs | {"possible": possible if all(known) else [*possible, "P5"]},
                missing=("fdg_intensity",) if known_class is None else ("receptor_imaging",), ask=word,
            )  # fmt: skip
        if both:
            inputs["fdg_intensity"] = case.fdg_intensity
        value = known_class if both else "P5" if case.fdg == "positive" else "P1" if any(known) else "P0"
        months = table.median_os_months.get(str(value))
        more = "" if months is None else " " + table.say("cohort", group=table.groups[str(value)], months=plain(months))
        return table.verdict("assigned", table.say("assigned", value=value) + more, value=value, inputs=inputs)
