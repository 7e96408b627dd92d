"""Panzuto: the risk score for stage IV digestive neuroendocrine tumours, as a value or as bounds."""

from knowledge.case import CaseDetails
from knowledge.rules.facts import Facts
from knowledge.rules.liver import LiverBands, liver_labels
from knowledge.rules.proliferation import GradeTable, band_for
from knowledge.rules.ranges import Bands, Interval, ki67_interval, labels_of, plain
from knowledge.rules.rule import Rule
from knowledge.rules.spread import EXTRA_ABDOMINAL
from knowledge.rules.table import Shape, Table
from knowledge.rules.verdict import Verdict

PERHAPS_EXTRA_ABDOMINAL = frozenset({"lymph_node_distant", "other"})
DECIMALS = 3
"""Decimals of the score as shown; the band is chosen before rounding."""
NOISE = 9
"""Decimals beyond which a sum of weights is only floating-point noise."""


class PanzutoTable(Table):
    """Weights and bands of the score."""

    shape: Shape = "formula"
    per_ki67: float
    liver: dict[str, float]
    """Weight by liver band; ``none`` is no liver metastases."""
    extra_abdominal: float
    bands: Bands
    median_pfs_months: dict[str, float]

    def thresholds(self) -> tuple[str, ...]:
        """Each band."""
        return tuple(band.label for band in self.bands)

    def shown(self) -> tuple[str, ...]:
        """Bands of the worked examples."""
        return tuple(e.value["band"] for e in self.examples if isinstance(e.value, dict) and "band" in e.value)


class PanzutoRisk(Rule):
    """The rule ``panzuto_risk``."""

    def __init__(self, table: PanzutoTable, grades: GradeTable, liver: LiverBands) -> None:
        self.table = table
        self.grades = grades
        self.liver = liver
        self.tables = (table,)

    def assess(self, case: CaseDetails, facts: Facts, /) -> Verdict:
        """The score with its band, or the lowest and highest that it can be."""
        table = self.table
        if (closed := table.closed(facts)) is not None:
            return closed
        missing: list[str] = []
        ki67 = ki67_interval(case.ki67, self.grades.approximation)
        if ki67 is None or ki67.low != ki67.high:
            missing.append("ki67")
        if ki67 is None:
            band = band_for(self.grades, facts.grade or "")
            ki67 = Interval(0, 100) if band is None else band.range
        liver, liver_word = self._liver(case, facts)
        if len(liver) > 1:
            missing.append("liver.involvement_low")
        extra, extra_word = self._extra(facts)
        if len(extra) > 1:
            missing.append("metastases")
        least = round(table.per_ki67 * ki67.low + min(liver) + min(extra), NOISE)
        most = round(table.per_ki67 * ki67.high + max(liver) + max(extra), NOISE)
        low, high = round(least, DECIMALS), round(most, DECIMALS)
        inputs: dict[str, object] = {
            "ki67": [ki67.low, ki67.high], "liver": liver_word, "extra_abdominal": extra_word,
        }  # fmt: skip
        assumed = (
            " " + table.say("none_described", weight=plain(table.extra_abdominal))
            if extra_word == "none_described"
            else ""
        )
        if missing:
            bands = labels_of(table.bands, Interval(least, most))
            return table.verdict(
                "cannot_assign", table.say("bounds", low=low, high=high) + assumed, value={"low": low, "high": high},
                inputs=inputs | {"bands": list(bands)}, missing=tuple(missing), ask=missing[0].split(".")[0],
                flags=("no_extra_abdominal_described",) if assumed else (),
            )  # fmt: skip
        band_label = labels_of(table.bands, Interval(least, least))[0]
        months = table.median_pfs_months[band_label]
        return table.verdict(
            "assigned",
            table.say("assigned", score=low, band=band_label, months=plain(months)) + assumed,
            value={"score": low, "band": band_label}, inputs=inputs,
            flags=("no_extra_abdominal_described",) if assumed else (),
        )  # fmt: skip

    def _liver(self, case: CaseDetails, facts: Facts) -> tuple[tuple[float, ...], str]:
        """Liver weights that stay possible, and the word for them."""
        weights = self.table.liver
        if facts.liver_metastases is False:
            return (weights["none"],), "none"
        labels = liver_labels(case, self.liver)
        if not labels:
            return tuple(weights.values()), "unknown"
        return tuple(weights[label] for label in labels), " or ".join(labels)

    def _extra(self, facts: Facts) -> tuple[tuple[float, ...], str]:
        """Extra-abdominal weights that stay possible, and the word for them.

        Spread outside the abdomen counts as none described once the case names where the disease is and no such site
        is among them; where the case names no site at all it is truly unknown and the bounds hold both.
        """
        spread, weight = facts.spread, self.table.extra_abdominal
        if spread.extra_abdominal:
            return (weight,), "present"
        doubtful = (spread.possible & EXTRA_ABDOMINAL) | ((spread.present | spread.possible) & PERHAPS_EXTRA_ABDOMINAL)
        if doubtful:
            return (0.0, weight), "unknown"
        if spread.absent >= EXTRA_ABDOMINAL or spread.stated_m == "M1a":
            return (0.0,), "absent"
        if spread.stated_m in ("M1b", "M1c") and not spread.distant - {"liver"}:
            return (0.0, weight), "unknown"  # a site outside the liver that nobody has named
        return ((0.0,), "none_described") if spread.described else ((0.0, weight), "unknown")
