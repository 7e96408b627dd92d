"""Liver: the share of the liver that is taken up by metastases, in the bands that the scores use."""

from knowledge.case import CaseDetails
from knowledge.rules.facts import Facts
from knowledge.rules.ranges import Bands, Interval, as_text, labels_of
from knowledge.rules.rule import Rule
from knowledge.rules.table import Table
from knowledge.rules.verdict import Verdict


class LiverBands(Table):
    """Bands of liver involvement in percent."""

    bands: Bands
    distribution: dict[str, str]
    """What each type of distribution is, by its number."""

    def thresholds(self) -> tuple[str, ...]:
        """Each band and each type of distribution."""
        return (*(band.label for band in self.bands), *(f"type {name}" for name in self.distribution))

    def shown(self) -> tuple[str, ...]:
        """Bands and types of distribution of the worked examples."""
        types = tuple(f"type {e.inputs['distribution']}" for e in self.examples if "distribution" in e.inputs)
        return (*super().shown(), *types)


class LiverBurden(Rule):
    """The rule ``liver_burden``."""

    def __init__(self, table: LiverBands) -> None:
        self.table = table
        self.tables = (table,)

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """The band of involvement as reported by radiology; a count of lesions is no percentage."""
        table = self.table
        if facts.liver_metastases is False:
            return table.verdict("not_applicable", table.say("no_liver"))
        interval = involvement(case)
        inputs: dict[str, object] = {}
        if case.liver is not None:
            inputs = case.liver.model_dump(exclude_none=True)
        pattern = distribution_of(case)
        more = ""
        if pattern is not None:
            inputs["distribution"] = pattern
            more = " " + table.say("distribution", type=pattern, meaning=table.distribution[pattern])
        elif facts.liver_metastases:
            inputs["distribution_possible"] = list(possible_distributions(case))
        if interval is None:
            if facts.liver_metastases is None and case.liver is None:
                return table.verdict("not_applicable", table.say("not_known"))
            return table.verdict(
                "cannot_assign",
                table.say("nothing") + more,
                inputs=inputs,
                missing=("liver.involvement_low",),
                ask="share",
            )
        labels = labels_of(table.bands, interval)
        if len(labels) > 1:
            return table.verdict(
                "cannot_assign", table.say("across", share=as_text(interval, "%"), bands=" or ".join(labels)) + more,
                inputs=inputs | {"possible": list(labels)}, missing=("liver.involvement_low",), ask="share",
            )  # fmt: skip
        return table.verdict(
            "assigned",
            table.say("assigned", share=as_text(interval, "%"), band=labels[0]) + more,
            value=labels[0],
            inputs=inputs,
            cites=table.keys("bands", *(("distribution",) if more else ())),
        )


def distribution_of(case: CaseDetails) -> str | None:
    """The type of distribution, stated or from a single lesion; ``None`` where the case leaves it open."""
    if case.liver is None:
        return None
    return case.liver.distribution or ("I" if case.liver.lesion_count == 1 else None)


def possible_distributions(case: CaseDetails) -> tuple[str, ...]:
    """Types that the number of lesions and lobes leave open: more than one lesion is no type I."""
    liver = case.liver
    several = liver is not None and ((liver.lesion_count or 0) > 1 or liver.lobes == "bilobar")
    return ("II", "III") if several else ("I", "II", "III")


def involvement(case: CaseDetails) -> Interval | None:
    """Liver involvement in percent as an interval, or ``None`` when not given.

    A share told only from one side holds 0 or 100 at its open end: then it is below or above the number told.
    """
    liver = case.liver
    if liver is None or (liver.involvement_low is None and liver.involvement_high is None):
        return None
    low, high = liver.involvement_low, liver.involvement_high
    if low is None:
        return Interval(0, high or 0, True, False)
    high = 100 if high is None else high
    return Interval(low, high, not (low < high == 100), not (0 == low < high < 100))


def liver_labels(case: CaseDetails, table: LiverBands) -> tuple[str, ...]:
    """Bands that the involvement given leaves open; none when it is not given."""
    interval = involvement(case)
    return () if interval is None else labels_of(table.bands, interval)
