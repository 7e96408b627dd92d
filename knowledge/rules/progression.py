"""Progression: what measured sums or the clinician say; uptake alone leaves it undetermined."""

from knowledge.case import CaseDetails
from knowledge.rules.facts import Facts
from knowledge.rules.recist import COURSE, Recist
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

    def __init__(self, table: ProgressionTable, recist: Recist) -> None:
        self.table = table
        self.recist = recist
        self.tables = (table,)

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """The course as stated or measured, or undetermined with what would settle it."""
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
        measured = self.recist.verdict(case, facts)
        course = COURSE.get(str(measured.value)) if measured.status == "assigned" else None
        if course is not None:
            inputs |= {"recist": measured.value}
            clash = case.progression is not None and case.progression != course
            sentence = table.say(
                "clash" if clash else "measured", course=course, recist=measured.value, stated=case.progression
            )
            return table.verdict(
                "conflict" if clash else "assigned", sentence, value=course, inputs=inputs,
                cites=table.keys("recist"), flags=(*flags, *(("stated_vs_recist",) if clash else ())),
                ask="which" if clash else None,
            )  # fmt: skip
        if case.progression is not None:
            sentence = table.say(case.progression)
            if flags[:1] in (("uptake_increase",), ("new_uptake",)) and case.progression != "progressive":
                sentence += " " + table.say("despite_uptake")
            return table.verdict(
                "assigned", sentence, value=case.progression, inputs=inputs, cites=table.keys("recist"), flags=flags
            )
        if not seen:
            sums = case.measurements is not None
            return table.verdict(
                "cannot_assign", measured.statement if sums else table.say("nothing"), inputs=inputs,
                missing=("progression",), ask="sizes" if sums else "course",
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
