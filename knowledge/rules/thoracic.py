"""Thoracic: the WHO class of a neuroendocrine tumour of the lung or thymus, from histology, mitoses and necrosis."""

from pydantic import Field

from knowledge.case import CaseDetails
from knowledge.rules.ranges import Bands, Range, as_text, ki67_interval, labels_of, mitoses_interval, plain
from knowledge.rules.table import Table
from knowledge.rules.verdict import Verdict

THORACIC_SITES = frozenset({"lung", "thymus"})
CARCINOMAS = {"lcnec": "LCNEC", "sclc": "SCLC", "nec": "NEC"}


class ThoracicTable(Table):
    """Bands of mitoses that part typical from atypical carcinoid; Ki-67 is no criterion here."""

    mitoses: Bands = Field(min_length=3, max_length=3)
    tumourlet: Range
    """Size in mm of what is a tumourlet, not a carcinoid, in the lung."""
    carcinoma_above: float
    """Ki-67 in percent above which carcinoma stays possible unless a carcinoid or good differentiation is stated."""

    def thresholds(self) -> tuple[str, ...]:
        """Both carcinoids, the tumourlet and both carcinomas."""
        return ("typical_carcinoid", "atypical_carcinoid", "tumourlet", "LCNEC", "SCLC")

    def assess(self, case: CaseDetails) -> Verdict:
        """The class as stated or from the mitotic count; necrosis is asked for when it would decide."""
        found = mitoses_interval(case.mitoses)
        labels = () if found is None else labels_of(self.mitoses, found)
        inputs: dict[str, object] = {} if found is None else {"mitoses": as_text(found)}
        if case.necrosis is not None:
            inputs["necrosis"] = case.necrosis
        if case.stated_grade is not None:
            inputs["stated"] = f"G{case.stated_grade}"
        if case.histology == "minen":
            return self.verdict(
                "assigned", self.say("minen"), value="MiNEN", inputs=inputs, ask="components",
                cites=self.keys("carcinoma"),
            )  # fmt: skip
        if case.histology in CARCINOMAS or case.differentiation == "poor":
            name = CARCINOMAS.get(case.histology or "", "NEC")
            if case.differentiation == "well":
                return self.verdict(
                    "conflict", self.say("nec_but_well"), inputs=inputs, missing=("differentiation",),
                    ask="pathology", flags=("class_unclear", "class_vs_differentiation"),
                )  # fmt: skip
            return self.verdict(
                "assigned", self.say("carcinoma", name=name), value=name, inputs=inputs, cites=self.keys("carcinoma")
            )
        index = ki67_interval(case.ki67)
        named = case.histology in ("typical_carcinoid", "atypical_carcinoid") or case.differentiation == "well"
        if index is not None and index.high > self.carcinoma_above and not named:
            return self.verdict(
                "cannot_assign", self.say("high_ki67", ki67=as_text(index, "%")), inputs=inputs,
                missing=("differentiation", "histology"), ask="pathology", flags=("class_unclear",),
            )  # fmt: skip
        verdict = self._carcinoid(case, labels, inputs)
        if case.mitoses is None or case.mitoses.per != "10hpf":
            return verdict
        return verdict.model_copy(
            update={
                "statement": f"{verdict.statement} {self.say('hpf')}", "flags": (*verdict.flags, "mitoses_per_10hpf"),
            }
        )  # fmt: skip

    def _carcinoid(self, case: CaseDetails, labels: tuple[str, ...], inputs: dict[str, object]) -> Verdict:
        typical, atypical, beyond = (band.label for band in self.mitoses)
        stated = case.histology if case.histology in (typical, atypical) else None
        if labels == (beyond,):
            known = stated is not None or case.histology == "net" or case.differentiation == "well"
            return self.verdict(
                "conflict" if known else "cannot_assign",
                self.say("many_mitoses", count=_count(case)), value=stated if known else None, inputs=inputs,
                missing=() if known else ("differentiation", "histology"), ask="pathology",
                flags=("carcinoid_high_mitoses", *(() if known else ("class_unclear",))),
            )  # fmt: skip
        necrotic = case.necrosis not in (None, "none")
        if stated == typical and (labels == (atypical,) or necrotic):
            word = "typical_but_mitoses" if labels == (atypical,) else "typical_but_necrosis"
            return self.verdict(
                "conflict", self.say(word, count=_count(case)), value=atypical,
                inputs=inputs | {"stated": typical, "derived": atypical}, ask="pathology", cites=self.keys("carcinoid"),
                flags=("class_vs_mitoses" if labels == (atypical,) else "class_vs_necrosis",),
            )  # fmt: skip
        calm = labels == (typical,) and case.necrosis == "none"
        if stated == atypical and calm:
            return self.verdict(
                "conflict", self.say("atypical_but_calm", count=_count(case)), value=typical,
                inputs=inputs | {"stated": atypical, "derived": typical}, ask="pathology", flags=("class_vs_mitoses",),
                cites=self.keys("carcinoid"),
            )  # fmt: skip
        if stated is not None:
            return self.verdict(
                "assigned", self.say("stated", name=stated.replace("_", " ").capitalize()), value=stated,
                inputs=inputs | {"basis": "stated"}, missing=() if labels else ("mitoses",),
                cites=self.keys("carcinoid"),
            )  # fmt: skip
        if labels == (atypical,):
            return self._class(self.say("atypical", count=_count(case)), atypical, inputs)
        carcinoid = case.histology == "net" or case.differentiation == "well"
        if necrotic and carcinoid and (labels == (typical,) or labels == (typical, atypical)):
            return self._class(self.say("necrosis", count=_count(case)), atypical, inputs)
        if calm and carcinoid:
            return self._calm(case, typical, inputs)
        poor = case.stated_grade == 3 and case.differentiation is None and case.histology is None
        missing = tuple(
            field
            for field, open_ in (
                ("histology", not carcinoid), ("mitoses", len(labels) != 1), ("necrosis", case.necrosis is None),
            )
            if open_
        )  # fmt: skip
        return self.verdict(
            "cannot_assign", self.say("open"), inputs=inputs, missing=missing,
            cites=self.keys("carcinoid") if carcinoid else self.sources,
            ask="necrosis" if labels == (typical,) and case.necrosis is None else "class",
            flags=("class_unclear",) if poor else (),
        )  # fmt: skip

    def _calm(self, case: CaseDetails, typical: str, inputs: dict[str, object]) -> Verdict:
        """Few mitoses and no necrosis: a typical carcinoid, or a tumourlet where it is small and in the lung."""
        size = case.tumour_size_mm
        if case.primary_site == "lung" and size is not None and self.tumourlet.holds(size):
            return self.verdict(
                "assigned",
                self.say("tumourlet", size=plain(size)),
                value="tumourlet",
                inputs=inputs | {"size_mm": size},
                cites=self.keys("tumourlet"),
            )
        return self._class(self.say("typical", count=_count(case)), typical, inputs)

    def _class(self, statement: str, value: str, inputs: dict[str, object]) -> Verdict:
        return self.verdict("assigned", statement, value=value, inputs=inputs, cites=self.keys("carcinoid"))


def _count(case: CaseDetails) -> str:
    """The mitotic count in words, over the area that it was given for."""
    found = mitoses_interval(case.mitoses)
    if found is None or case.mitoses is None:
        return ""
    per = "10 high-power fields" if case.mitoses.per == "10hpf" else "2 mm2"
    return f"{as_text(found)} mitoses per {per}"
