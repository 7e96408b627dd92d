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

    def thresholds(self) -> tuple[str, ...]:
        """Each band."""
        return tuple(band.label for band in self.bands)


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
            inputs = {k: v for k, v in case.liver.model_dump().items() if v is not None}
        if interval is None:
            if facts.liver_metastases is None and case.liver is None:
                return table.verdict("not_applicable", table.say("not_known"))
            return table.verdict(
                "cannot_assign", table.say("nothing"), inputs=inputs, missing=("liver.involvement_low",), ask="share"
            )
        labels = labels_of(table.bands, interval)
        if len(labels) > 1:
            return table.verdict(
                "cannot_assign", table.say("across", share=as_text(interval, "%"), bands=" or ".join(labels)),
                inputs=inputs | {"possible": list(labels)}, missing=("liver.involvement_low",), ask="share",
            )  # fmt: skip
        return table.verdict(
            "assigned",
            table.say("assigned", share=as_text(interval, "%"), band=labels[0]),
            value=labels[0],
            inputs=inputs,
        )


def involvement(case: CaseDetails) -> Interval | None:
    """Liver involvement in percent as an interval, or ``None`` when not given."""
    liver = case.liver
    if liver is None or (liver.involvement_low is None and liver.involvement_high is None):
        return None
    low, high = liver.involvement_low, liver.involvement_high
    if low is None:
        return Interval(0, high or 0, True, False)
    return Interval(low, 100 if high is None else high)


def liver_labels(case: CaseDetails, table: LiverBands) -> tuple[str, ...]:
    """Bands that the involvement given leaves open; none when it is not given."""
    interval = involvement(case)
    return () if interval is None else labels_of(table.bands, interval)
