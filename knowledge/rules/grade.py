"""Grade: the WHO class of a neuroendocrine neoplasm from differentiation, Ki-67 and mitoses."""

from knowledge.case import CaseDetails
from knowledge.rules.facts import Facts, Lineage
from knowledge.rules.proliferation import GradeTable, Proliferation, as_inputs, measured_words, proliferation
from knowledge.rules.ranges import Interval, Range, plain
from knowledge.rules.rule import Rule
from knowledge.rules.table import Table
from knowledge.rules.thoracic import THORACIC_SITES, ThoracicTable
from knowledge.rules.verdict import Verdict

NEC_WORDS = frozenset({"nec", "lcnec", "sclc"})


class Grading(Rule):
    """The rule ``who_grade``: one table for digestive tumours (and where no site is given), one for the chest."""

    def __init__(self, digestive: GradeTable, thoracic: ThoracicTable) -> None:
        self.digestive = digestive
        self.thoracic = thoracic
        self.tables = (digestive, thoracic)

    def table_for(self, case: CaseDetails, /) -> Table:
        """The table that covers the primary site."""
        return self.thoracic if case.primary_site in THORACIC_SITES else self.digestive

    def assess(self, case: CaseDetails, _facts: Facts, /) -> Verdict:
        """The WHO class, or what is missing for it."""
        if case.primary_site in THORACIC_SITES:
            return self.thoracic.assess(case)
        return self._digestive(case)

    def lineage(self, case: CaseDetails, verdict: Verdict) -> tuple[Lineage, bool]:
        """NET, NEC, MiNEN or unclear, as the other rules must take it; and whether NET is only presumed."""
        if case.histology == "minen":
            return "minen", False
        if "class_unclear" in verdict.flags:
            return "unclear", False
        if case.differentiation == "poor" or case.histology in NEC_WORDS:
            return "nec", False
        known = case.differentiation == "well" or case.histology is not None or case.stated_grade in (1, 2)
        return "net", not (known or verdict.value is not None)

    def _digestive(self, case: CaseDetails) -> Verdict:
        table = self.digestive
        found = proliferation(case, table)
        inputs = as_inputs(case, found)
        if case.histology == "minen":
            return table.verdict(
                "assigned", table.say("minen"), value="MiNEN", inputs=inputs, cites=table.keys("NEC"), ask="components"
            )
        if case.histology in NEC_WORDS or case.differentiation == "poor":
            return self._carcinoma(case, found, inputs)
        if not found.candidates:
            return self._as_stated(case, inputs)
        return self._by_proliferation(case, found, inputs)

    def _carcinoma(self, case: CaseDetails, found: Proliferation, inputs: dict[str, object]) -> Verdict:
        table = self.digestive
        if case.histology in NEC_WORDS and case.differentiation == "well":
            return table.verdict(
                "conflict", table.say("nec_but_well"), inputs=inputs, missing=("differentiation",),
                ask="pathology", cites=table.keys("NEC"), flags=("class_unclear", "class_vs_differentiation"),
            )  # fmt: skip
        value = {"lcnec": "LCNEC", "sclc": "SCLC"}.get(case.histology or "", "NEC") if not case.primary_site else "NEC"
        low = bool(found.candidates) and table.highest not in found.candidates
        if low or case.stated_grade in (1, 2):
            flag = "nec_low_proliferation" if low else "class_vs_grade"
            flags = (flag, "class_vs_grade") if low and case.stated_grade in (1, 2) else (flag,)
            measured = " and ".join(measured_words(found)) if low else f"stated grade {case.stated_grade}"
            return table.verdict(
                "conflict", table.say("nec_low", measured=measured), value=value,
                inputs=inputs | {"stated": _stated(case)}, missing=("differentiation",),
                ask="pathology", cites=table.keys("NEC"), flags=flags,
            )  # fmt: skip
        return table.verdict("assigned", table.say("nec"), value=value, inputs=inputs, cites=table.keys("NEC"))

    def _as_stated(self, case: CaseDetails, inputs: dict[str, object]) -> Verdict:
        table, grade = self.digestive, case.stated_grade
        if grade is None:
            known = case.histology is not None or case.differentiation is not None
            cites = table.keys(*(table.of_number(number) for number in (1, 2, 3))) if known else table.sources
            return table.verdict(
                "cannot_assign", table.say("nothing"), inputs=inputs, missing=("ki67", "mitoses"), ask="ki67",
                cites=cites,
            )  # fmt: skip
        value = table.of_number(grade)
        inputs = inputs | {"basis": "stated", "stated": value}
        if value == table.highest and case.differentiation is None and case.histology is None:
            return table.verdict(
                "cannot_assign", table.say("high_stated"), inputs=inputs, missing=("differentiation", "ki67"),
                ask="differentiation", cites=table.keys(table.highest, "NEC"), flags=("class_unclear",),
            )  # fmt: skip
        called = value == table.highest and case.differentiation is None
        return table.verdict(
            "assigned", table.say("stated_by_name" if called else "stated", grade=value), value=value,
            inputs=inputs, missing=("differentiation", "ki67") if called else ("ki67", "mitoses"),
            ask="differentiation" if called else "ki67", cites=table.keys(value),
        )  # fmt: skip

    def _by_proliferation(self, case: CaseDetails, found: Proliferation, inputs: dict[str, object]) -> Verdict:
        table = self.digestive
        measured = " and ".join(measured_words(found))
        top = table.highest in found.candidates
        named_net = case.histology is not None and case.stated_grade == 3
        over = found.ki67 is not None and found.ki67.high > table.review_above
        well = case.differentiation == "well" or (named_net and not over)
        if len(found.candidates) > 1:
            return table.verdict(
                "cannot_assign", table.say("across", measured=measured, grades=" or ".join(found.candidates)),
                inputs=inputs | {"possible": list(found.candidates), "stated": _stated(case)}, missing=("ki67",),
                ask="exact", cites=table.keys(*found.candidates),
                flags=("range_across_cutoff", *(("class_unclear",) if top and not well and not case.histology else ())),
            )  # fmt: skip
        value = found.candidates[0]
        flags = _flags(case, table, found, value)
        inputs = inputs | {"basis": _basis(found), "decided_by": _decided_by(found, value)}
        if top and not well and case.stated_grade in (1, 2):
            lower = f"G{case.stated_grade}"
            return table.verdict(
                "conflict", table.say("conflict", stated=lower, measured=measured, grade=value), value=value,
                inputs=inputs | {"stated": lower, "derived": value}, missing=("differentiation",), ask="specimens",
                cites=table.keys(value, lower), flags=(*flags, "grade_vs_ki67", "class_unclear"),
            )  # fmt: skip
        if top and not well:
            return table.verdict(
                "cannot_assign", table.say("high_unclear", measured=measured), inputs=inputs | {"class": "G3 NEN"},
                missing=("differentiation",), ask="differentiation",
                cites=table.keys(table.highest, "NEC"), flags=(*flags, "class_unclear"),
            )  # fmt: skip
        stated = _stated(case)
        if stated is not None and stated != value:
            unsaid = found.mitoses is None and stated > value
            return table.verdict(
                "conflict", table.say("conflict", stated=stated, measured=measured, grade=value), value=value,
                inputs=inputs | {"stated": stated, "derived": value}, missing=("mitoses",) if unsaid else (),
                ask="mitoses" if unsaid else "specimens", cites=table.keys(value, stated),
                flags=(*flags, "grade_vs_ki67", *(("explainable_by_mitoses",) if unsaid else ())),
            )  # fmt: skip
        one = _one_index(found)
        missing = (
            ("mitoses",) if one == "ki67" and not _settled(table, value) else ("ki67",) if one == "mitoses" else ()
        )
        confirm = top and case.differentiation is None
        return table.verdict(
            "assigned", _assigned(table, found, value, measured, one, flags), value=value, inputs=inputs,
            missing=("differentiation", *missing) if confirm else missing,
            ask="differentiation" if confirm else "ki67" if one == "mitoses" else None, cites=table.keys(value),
            flags=flags, provisional=one == "mitoses" and value == table.ki67[0].label,
        )  # fmt: skip


def _stated(case: CaseDetails) -> str | None:
    return None if case.stated_grade is None else f"G{case.stated_grade}"


def _basis(found: Proliferation) -> str:
    if found.ki67 is not None and found.mitoses is not None:
        return "ki67_and_mitoses"
    return "ki67_only" if found.ki67 is not None else "mitoses_only"


def _one_index(found: Proliferation) -> str | None:
    return None if found.ki67 is not None and found.mitoses is not None else _basis(found).removesuffix("_only")


def _decided_by(found: Proliferation, value: str) -> str:
    ki67, mitoses = value in found.by_ki67, value in found.by_mitoses
    return "both" if ki67 and mitoses else "ki67" if ki67 else "mitoses"


def _settled(table: GradeTable, value: str) -> bool:
    """True for the highest grade, which no further index can raise."""
    return value == table.highest


def _near(bands: tuple[Range, ...], interval: Interval | None) -> bool:
    return interval is not None and any(band.touches(interval) for band in bands) and interval.low == interval.high


def _flags(case: CaseDetails, table: GradeTable, found: Proliferation, value: str) -> tuple[str, ...]:
    flags = []
    if _near(table.near_ki67, found.ki67) or _near(table.near_mitoses, found.mitoses):
        flags.append("near_cutoff")
    if value == table.highest and found.ki67 is not None and found.ki67.low > table.review_above:
        flags.append("expert_review")
    if len(case.ki67) > 1:
        flags.append("several_specimens")
    if case.mitoses is not None and case.mitoses.per == "10hpf":
        flags.append("mitoses_per_10hpf")
    return tuple(flags)


def _assigned(
    table: GradeTable, found: Proliferation, value: str, measured: str, one: str | None, flags: tuple[str, ...]
) -> str:
    sentences = [table.say("assigned", grade=value, measured=measured, decided=_decided_by(found, value))]
    if one == "mitoses" and value == table.ki67[0].label:
        sentences = [table.say("mitoses_only", grade=value, measured=measured)]
    elif "several_specimens" in flags:
        sentences.append(table.say("highest"))
    elif one == "ki67" and not _settled(table, value):
        sentences.append(table.say("ki67_only"))
    if "expert_review" in flags:
        sentences.append(table.say("review", cut=plain(table.review_above)))
    elif "mitoses_per_10hpf" in flags:
        sentences.append(table.say("hpf"))
    elif "near_cutoff" in flags:
        sentences.append(table.say("near"))
    return " ".join(sentences)
