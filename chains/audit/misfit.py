"""Misfit: a claim taken from patients whom this one is not, told without a word that says so.

Reads the case and the passages' ``applies_to`` by itself, not by ``knowledge.applicability``, so that each can be held
against the other. What the case does not say contradicts nothing, save for an operation: figures of operated patients
need a word of the operation wherever none is known of this one.
"""

from collections.abc import Iterable, Iterator, Sequence

from chains.audit.claim import Claim
from chains.audit.naming import lineage, named, says, tells_drug
from knowledge.case import GEP_SITES, CaseDetails, Value
from knowledge.evidence import AppliesTo, Passage
from knowledge.rules.verdict import Verdict

_GROUPS = {"gep": GEP_SITES, "midgut": frozenset({"jejunum_ileum", "appendix", "colon"})}
_SYSTEMIC = frozenset({"ssa", "prrt", "targeted", "chemo"})
_REGIONAL = frozenset({"lymph_node_regional"})
_GRADES = ("G1", "G2", "G3")


class Patient(Value):
    """What of a case a statement can contradict; ``None`` where it is not known."""

    site: str | None
    lineage: str | None
    grade: str | None
    distant: bool | None
    liver: bool | None
    stage: str | None
    resected: bool
    treated: bool
    hereditary: str | None

    @classmethod
    def of(cls, case: CaseDetails, verdicts: Sequence[Verdict]) -> "Patient":
        """The patient of a case, with grade and stage as the rules settled them."""
        settled = {v.rule: str(v.value) for v in verdicts if v.status == "assigned"}
        stated = f"G{case.stated_grade}" if case.stated_grade else None
        disputed = any(v.rule == "who_grade" and v.status == "conflict" for v in verdicts)
        grade = None if disputed else settled.get("who_grade", stated)
        stage = _main_stage(settled.get("ajcc_stage") or case.stated_stage)
        distant = _distant(case, stage)
        liver = "liver" in case.present_metastases() or (False if distant is False else None)
        return cls(
            site=case.primary_site,
            lineage=None if any("class_unclear" in v.flags for v in verdicts) else lineage(case),
            grade=grade if grade in _GRADES else None,
            distant=distant,
            liver=liver,
            stage=stage,
            resected=_resected(case),
            treated=any(t.kind in _SYSTEMIC and t.status in {"done", "ongoing"} for t in case.treatments),
            hereditary=case.hereditary,
        )


def misfits(claim: Claim, told: Sequence[Claim], patient: Patient) -> tuple[str, ...]:
    """Every way in which what the claim cites contradicts the patient without a word that says so.

    The word may stand where the same passage is told first: "They differ because …" sums up the bullets above it.
    """
    text = f"{claim.label}: {claim.text}"
    if claim.verdict and patient.site == "unknown_primary":
        # A rule that serves an unknown primary says by which classification it does.
        patient = patient.model_copy(update={"site": None})
    found = [
        fault
        for passage in claim.passages
        for fault in _faults(" ; ".join([text, *_elsewhere(claim, told, passage)]), passage, patient)
    ]
    if patient.lineage == "net" and says("other_cancer", text) and not says("off_label", text):
        found.append("advice on another cancer for a NET")
    return tuple(dict.fromkeys(found))


def _elsewhere(claim: Claim, told: Sequence[Claim], passage: Passage) -> Iterator[str]:
    same = (one for one in told if one.section == claim.section and passage in one.passages)
    return (f"{one.label}: {one.text}" for one in same)


def _faults(text: str, passage: Passage, patient: Patient) -> Iterator[str]:
    whom = passage.statement.applies_to
    yield from (f"{fault} ({passage.key})" for fault in _of_tumour(text, whom, patient))
    yield from (f"{fault} ({passage.key})" for fault in _of_extent(text, whom, patient))
    yield from (f"{fault} ({passage.key})" for fault in _of_treatment(text, passage, patient))


def _of_tumour(text: str, whom: AppliesTo, patient: Patient) -> Iterator[str]:
    covered, told = _members(whom.sites), _members(named(text).sites)
    if patient.site and "all" not in covered and patient.site not in covered and not told & covered:
        yield f"of {', '.join(whom.sites)} for {patient.site}"
    # No word excuses these two: a carcinoma is never told a NET's prospects, nor a NET a carcinoma's.
    if patient.lineage == "nec" and (whom.differentiation == "well" or (whom.grades and "NEC" not in whom.grades)):
        yield "of NET for a carcinoma"
    if patient.lineage == "net" and (whom.differentiation == "poor" or whom.grades == ("NEC",)):
        yield "of carcinoma for a NET"
    graded = patient.lineage != "nec" and patient.grade and whom.grades not in {(), ("NEC",)}
    if graded and patient.grade not in whom.grades and not any(_names_grade(text, grade) for grade in whom.grades):
        yield f"of {', '.join(whom.grades)} for {patient.grade}"


def _members(sites: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*(_GROUPS.get(site, {site}) for site in sites))


def _of_extent(text: str, whom: AppliesTo, patient: Patient) -> Iterator[str]:
    told = says("spread", text)
    if whom.setting == "metastatic" and patient.distant is False and not told:
        yield "of metastatic disease for a patient without"
    if whom.setting == "liver_metastases" and patient.liver is False and not told:
        yield "of liver metastases for a patient without"
    if whom.setting in {"localized", "locoregional"} and patient.distant and not told:
        yield "of disease without distant metastases for a patient with"
    if whom.setting in {"resected", "recurrent"} and not patient.resected and not says("operated", text):
        yield "of operated patients for one of whom no operation is known"
    if whom.stages and patient.stage and patient.stage not in whom.stages and "stage" not in text.lower():
        yield f"of stage {', '.join(whom.stages)} for stage {patient.stage}"


def _of_treatment(text: str, passage: Passage, patient: Patient) -> Iterator[str]:
    whom = passage.statement.applies_to
    if whom.line == "first" and patient.treated and not says("line", text):
        yield "of first-line treatment for a treated patient"
    if whom.hereditary and whom.hereditary != patient.hereditary and not says("syndromes", text, whom.hereditary):
        yield f"of {whom.hereditary} for a patient without"
    if whom.drug and not tells_drug(text, whom.drug, named(passage.statement.text).drugs):
        yield f"of {whom.drug} without naming it"


def _names_grade(text: str, grade: str) -> bool:
    words = {"G1": ("g1", "grade 1"), "G2": ("g2", "grade 2"), "G3": ("g3", "grade 3"), "NEC": ("carcinoma", "nec")}
    return any(word in text.lower() for word in (*words[grade], "g1-g", "g1–g", "grades 1", "ki-67"))


def _main_stage(stage: str | None) -> str | None:
    digits = "".join(c for c in (stage or "").upper() if c in "IV")
    return digits if digits in {"I", "II", "III", "IV"} else None


def _distant(case: CaseDetails, stage: str | None) -> bool | None:
    if case.present_metastases() - _REGIONAL or (case.m or "").upper().startswith("M1") or stage == "IV":
        return True
    possible = any(m.status == "possible" for m in case.metastases)
    return False if case.m == "M0" or (stage is not None and not possible) else None


def _resected(case: CaseDetails) -> bool:
    done = any(t.kind in {"surgery", "transplant"} and t.status == "done" for t in case.treatments)
    return done or case.margin is not None or case.tnm_prefix in {"p", "yp"}
