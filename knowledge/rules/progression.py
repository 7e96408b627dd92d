"""Progression: what anatomical imaging or the clinician says; uptake alone leaves it undetermined."""

from knowledge.case import CaseDetails
from knowledge.rules.facts import Facts
from knowledge.rules.rule import Rule
from knowledge.rules.table import Table
from knowledge.rules.verdict import Verdict
from knowledge.rules.vocabulary import LOCATIONS, listed


class ProgressionTable(Table):
    """Wording and sources for progression by RECIST."""

    def thresholds(self) -> tuple[str, ...]:
        """All four values."""
        return ("progressive", "stable", "responding", "undetermined")


class Progression(Rule):
    """The rule ``progression``."""

    def __init__(self, table: ProgressionTable) -> None:
        self.table = table
        self.tables = (table,)

    def assess(self, case: CaseDetails, _facts: Facts, /) -> Verdict:
        """The course as stated, or undetermined with what would settle it."""
        table = self.table
        trends = {
            trend: listed(dict.fromkeys(LOCATIONS[x.location] for x in case.receptor_imaging if x.trend == trend))
            for trend in ("increased", "new", "decreased", "stable")
        }
        seen = {trend: where for trend, where in trends.items() if where}
        flags = tuple(
            flag
            for flag, when in (
                ("uptake_increase", "increased" in seen),
                ("new_uptake", "new" in seen),
                ("possible_dedifferentiation", "decreased" in seen and case.fdg == "positive"),
            )
            if when
        )
        inputs: dict[str, object] = {"stated": case.progression, "uptake": seen}
        if case.progression is not None:
            sentence = table.say(case.progression)
            if flags[:1] in (("uptake_increase",), ("new_uptake",)) and case.progression != "progressive":
                sentence += " " + table.say("despite_uptake")
            return table.verdict(
                "assigned", sentence, value=case.progression, inputs=inputs, cites=table.keys("recist"), flags=flags
            )
        if not seen:
            return table.verdict(
                "cannot_assign", table.say("nothing"), inputs=inputs, missing=("progression",), ask="course",
                cites=table.keys("recist"),
            )  # fmt: skip
        first = next(iter(seen))
        sentences = [table.say("unchanged" if first == "stable" else first, where=seen[first]), table.say("settle")]
        if "possible_dedifferentiation" in flags:
            sentences.insert(1, table.say("dedifferentiation"))
        return table.verdict(
            "assigned", " ".join(sentences), value="undetermined", inputs=inputs, missing=("progression",),
            ask="sizes", cites=table.keys("recist", "uptake"), flags=flags,
        )  # fmt: skip
