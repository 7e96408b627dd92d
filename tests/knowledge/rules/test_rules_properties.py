"""Properties that hold for any case, and the time that the rules take."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.case import CaseDetails
from knowledge.rules.verdict import Verdict
from tests.packaged import RULEBOOK

ORDER = ["G1", "G2", "G3"]
SITES = ["pancreas", "stomach", "duodenum", "ampulla", "jejunum_ileum", "appendix", "colon", "rectum", "lung", None]

OPTIONAL: dict[str, st.SearchStrategy[Any]] = {
    "primary_site": st.sampled_from(SITES),
    "histology": st.sampled_from([None, "net", "nec", "minen"]),
    "differentiation": st.sampled_from([None, "well", "poor"]),
    "stated_grade": st.sampled_from([None, 1, 2, 3]),
    "tumour_size_mm": st.sampled_from([None, 5, 10, 20, 25, 45]),
    "tumour_extent": st.sampled_from([None, "limited", "submucosa", "subserosa", "adjacent_organ"]),
    "n": st.sampled_from([None, "N0", "N1", "NX"]),
    "m": st.sampled_from([None, "M0", "M1a"]),
    "diagnosis_year": st.sampled_from([None, 2019, 2025]),
    "fdg": st.sampled_from([None, "positive", "negative"]),
    "progression": st.sampled_from([None, "stable", "progressive"]),
    "ki67": st.sampled_from([(), ({"low": 1, "high": 1},), ({"low": 8, "high": 8},), ({"low": 60, "high": 60},)]),
    "metastases": st.sampled_from([(), ({"site": "liver"},), ({"site": "bone", "status": "possible"},)]),
    "liver": st.sampled_from([None, {"involvement_low": 10, "involvement_high": 20}, {"lesion_count": 4}]),
    "receptor_imaging": st.sampled_from(
        [(), ({"location": "liver", "krenning": 3},), ({"location": "surgical_bed", "krenning": 2},)]
    ),
}
CASES = st.fixed_dictionaries(OPTIONAL)


def verdicts(fields: dict[str, Any]) -> dict[str, Verdict]:
    return {v.rule: v for v in RULEBOOK.assess(CaseDetails.model_validate(fields))}


@given(st.floats(0, 100), st.floats(0, 100), st.integers(0, 60))
def test_a_higher_ki67_never_lowers_the_grade(one, two, mitoses):
    low, high = sorted((one, two))
    case = {"differentiation": "well", "mitoses": {"low": mitoses, "high": mitoses}}
    grades = [verdicts({**case, "ki67": [{"low": index, "high": index}]})["who_grade"].value for index in (low, high)]
    assert ORDER.index(grades[0]) <= ORDER.index(grades[1])


@settings(max_examples=300)
@given(CASES)
def test_every_rule_answers_every_case_with_a_sentence(fields):
    for verdict in verdicts(fields).values():
        assert verdict.statement
        assert verdict.status != "assigned" or verdict.value is not None
        bounds = isinstance(verdict.value, dict) and set(verdict.value) == {"low", "high"}
        assert verdict.status in ("assigned", "conflict") or verdict.value is None or bounds


@settings(max_examples=300)
@given(CASES)
def test_a_carcinoma_never_gets_a_net_grade_stage_prrt_or_score(fields):
    if fields["differentiation"] != "poor" and fields["histology"] not in ("nec", "minen"):
        fields = {**fields, "differentiation": "poor"}
    found = verdicts(fields)
    assert found["who_grade"].value not in ORDER
    for rule in ("ajcc_stage", "prrt_eligibility", "panzuto_risk"):
        assert found[rule].value is None


@settings(max_examples=500)
@given(CASES, st.sampled_from(["tumour_size_mm", "tumour_extent", "n", "ki67", "liver"]))
def test_a_missing_fact_never_changes_a_stage_that_is_assigned_from_findings(fields, name):
    """A stage derived while a fact was missing stays the same, or becomes a conflict that shows both."""
    without = {**fields, name: None if name not in ("ki67",) else (), "stated_grade": 2, "histology": "net"}
    without["differentiation"] = "well"
    before = verdicts(without)["ajcc_stage"]
    if before.status != "assigned" or fields[name] == "NX":
        return  # NX adds no fact: it says that the nodes cannot be assessed, for which AJCC has no group with M0
    after = verdicts({**without, name: fields[name]})["ajcc_stage"]
    if name == "ki67":
        assert after.value == before.value
    else:
        assert after.value == before.value or after.status == "conflict"


@settings(max_examples=300)
@given(CASES, st.integers(0, 100))
def test_a_panzuto_score_lies_within_the_bounds_given_before_ki67_was_known(fields, index):
    fields = {**fields, "ki67": (), "stated_grade": None, "histology": "net", "differentiation": "well"}
    before, after = verdicts(fields)["panzuto_risk"], verdicts({**fields, "ki67": [{"low": index, "high": index}]})
    score = after["panzuto_risk"]
    if before.status == "cannot_assign" and before.value and score.status == "assigned":
        assert before.value["low"] <= score.value["score"] <= before.value["high"]
