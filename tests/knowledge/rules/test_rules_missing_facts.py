"""Missing facts: what a rule says of a part of a patient is what it says of the whole one, or it says nothing yet."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.case import CaseDetails
from tests.packaged import RULEBOOK

SETTLED = (
    "ajcc_stage", "zaidi_recurrence", "small_pnet_nodes", "ki67_recurrence", "das_prrt_score", "panzuto_risk",
    "milan_net", "netpet", "recist", "liver_burden",
)  # fmt: skip
"""Rules whose answer may not change once given. A grade by Ki-67 alone says that mitoses could raise it."""
ALWAYS = ("primary_site", "histology", "differentiation")


@st.composite
def patients(draw: st.DrawFn) -> dict[str, Any]:
    """A whole patient without contradictions: every site of spread told as present or absent, every item of a score."""
    metastatic = draw(st.booleans())
    sites = draw(st.sets(st.sampled_from(["liver", "bone", "peritoneum", "lung"]), min_size=1)) if metastatic else set()
    m = "M0" if not sites else "M1a" if sites == {"liver"} else "M1c" if "liver" in sites else "M1b"
    index, share = draw(st.floats(0, 55)), draw(st.floats(0.1, 100))
    size, n = draw(st.floats(1, 80)), draw(st.sampled_from(["N0", "N1"]))
    told: dict[str, Any] = {
        "primary_site": draw(st.sampled_from(["pancreas", "jejunum_ileum", "rectum", "appendix"])),
        "histology": "net", "differentiation": "well", "ki67": [{"low": index, "high": index}],
        "tumour_size_mm": size, "tumour_extent": draw(st.sampled_from(["limited", "adjacent_organ"])), "n": n, "m": m,
        "functioning": draw(st.sampled_from(["functioning", "non_functioning"])),
        "metastases": [
            {"site": site, "status": "present" if site in sites else "absent"}
            for site in ("liver", "bone", "peritoneum", "lung", "brain")
        ],
        "symptomatic": draw(st.booleans()), "symptom_grade": draw(st.integers(0, 4)),
        "critical_organ": draw(st.sampled_from(["none", "abutting", "compromised"])),
        "pancreas_part": draw(st.sampled_from(["head", "tail"])), "age_years": draw(st.floats(18, 90)),
        "stable_months": draw(st.floats(0, 40)), "fdg": draw(st.sampled_from(["positive", "negative"])),
        "fdg_intensity": draw(st.sampled_from(["lower", "equal", "higher"])),
        "treatments": [{"name": "primary resection", "kind": "surgery"}, {"name": "lanreotide", "kind": "ssa"}],
        "measurements": {"baseline_mm": 60, "nadir_mm": 50, "current_mm": draw(st.floats(0, 90)), "new_lesions": False},
        "diagnosis_year": draw(st.sampled_from([2019, 2025])),
    }  # fmt: skip
    if "liver" in sites:
        told["liver"] = {"involvement_low": share, "involvement_high": share}
    if "bone" in sites:
        told["bone"] = {"lesion_count": draw(st.integers(1, 9)), "symptomatic": draw(st.booleans())}
    return told


def answers(fields: dict[str, Any]) -> dict[str, Any]:
    return {v.rule: v for v in RULEBOOK.assess(CaseDetails.model_validate(fields)) if v.rule in SETTLED}


@settings(max_examples=400)
@given(patients(), st.data())
def test_what_is_answered_of_a_part_of_a_patient_holds_for_the_whole(patient, data):
    hidden = data.draw(st.sets(st.sampled_from(sorted(set(patient) - set(ALWAYS)))))
    if "metastases" in hidden:
        hidden |= {"liver", "bone"}  # the share of a liver tells of its metastases
    if {"n", "m"} & hidden:
        hidden |= {"diagnosis_year"} & set(patient)
    part = {name: value for name, value in patient.items() if name not in hidden}
    known, whole = answers(part), answers(patient)
    for rule in SETTLED:
        if known[rule].status != "assigned" or "none_described" in known[rule].flags:
            continue
        if rule == "panzuto_risk" and "no_extra_abdominal_described" in known[rule].flags:
            continue
        if rule == "ajcc_stage" and "edition_by_default" in known[rule].flags:
            continue
        assert (whole[rule].status, whole[rule].value) == ("assigned", known[rule].value), (rule, hidden)


@pytest.mark.parametrize("rule", SETTLED)
def test_a_whole_patient_leaves_no_rule_without_an_answer_or_a_reason(rule):
    whole = {
        "primary_site": "pancreas", "histology": "net", "differentiation": "well", "ki67": [{"low": 8, "high": 8}],
        "tumour_size_mm": 15, "tumour_extent": "limited", "n": "N0", "m": "M0", "functioning": "non_functioning",
        "symptomatic": False, "pancreas_part": "tail", "fdg": "negative",
        "receptor_imaging": [{"location": "pancreas", "krenning": 3}],
        "treatments": [{"name": "primary resection", "kind": "surgery"}],
    }  # fmt: skip
    verdict = answers(whole)[rule]
    assert verdict.status in ("assigned", "not_applicable"), verdict
