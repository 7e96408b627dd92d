"""Scores, RECIST and single factors: bounds, populations, and what a new fact may and may not change."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.case import CaseDetails
from knowledge.rules.verdict import Verdict
from tests.packaged import RULEBOOK

ADVANCED = {"primary_site": "pancreas", "differentiation": "well", "metastases": [{"site": "liver"}]}
RESECTED = {
    "primary_site": "pancreas", "differentiation": "well", "m": "M0", "functioning": "non_functioning",
    "treatments": [{"name": "primary resection", "kind": "surgery"}],
}  # fmt: skip
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "symptomatic": st.booleans(),
    "tumour_size_mm": st.floats(1, 100),
    "ki67": st.floats(0, 100).map(lambda index: [{"low": index, "high": index}]),
    "n": st.sampled_from(["N0", "N1"]),
    "pancreas_part": st.sampled_from(["head", "uncinate", "neck", "body", "tail"]),
    "symptom_grade": st.integers(0, 4),
    "treatment_naive": st.just(True),
    "liver": st.floats(0, 100).map(lambda share: {"involvement_low": share, "involvement_high": share}),
    "critical_organ": st.sampled_from(["none", "abutting", "compromised"]),
    "stable_months": st.floats(0, 60),
    "age_years": st.floats(18, 90),
}
SCORES = {"zaidi_recurrence": (0, 10), "small_pnet_nodes": (2, 7), "das_prrt_score": (0, 9), "panzuto_risk": (0, 3.49)}


def verdicts(fields: dict[str, Any]) -> dict[str, Verdict]:
    return {v.rule: v for v in RULEBOOK.assess(CaseDetails.model_validate(fields))}


def points(value: Any) -> tuple[float, float] | None:
    """The lowest and highest sum that a score leaves open."""
    if not isinstance(value, dict):
        return None
    if "low" in value:
        return value["low"], value["high"]
    known = value.get("points", value.get("score"))
    return None if known is None else (known, known)


@settings(max_examples=200)
@given(st.sampled_from([ADVANCED, RESECTED]), st.fixed_dictionaries({}, optional=FACTS))
def test_a_score_stays_within_its_bounds_whatever_is_known(base, known):
    found = verdicts({**base, **known})
    for rule, (least, most) in SCORES.items():
        span = points(found[rule].value)
        if span is not None:
            assert least <= span[0] <= span[1] <= most + 1e-9


@settings(max_examples=300)
@given(
    st.sampled_from([ADVANCED, RESECTED]),
    st.fixed_dictionaries({}, optional=FACTS),
    st.sampled_from(sorted(FACTS)),
    st.data(),
)
def test_a_fact_that_was_missing_narrows_a_score_and_never_contradicts_it(base, known, name, data):
    without = {**base, **{key: value for key, value in known.items() if key != name}}
    before, after = verdicts(without), verdicts({**without, name: data.draw(FACTS[name])})
    for rule in SCORES:
        if name == "critical_organ" and "none_described" in before[rule].flags:
            continue  # the score said that it took the organs as free because nobody named them
        wide, narrow = points(before[rule].value), points(after[rule].value)
        if wide is not None and narrow is not None:
            assert wide[0] <= narrow[0]
            assert narrow[1] <= wide[1]
        if before[rule].status == "assigned" and before[rule].value is not None:
            assert after[rule].value == before[rule].value or after[rule].status == "conflict"


@pytest.mark.parametrize("rule", ["zaidi_recurrence", "small_pnet_nodes", "ki67_recurrence"])
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"m": "M1a"}, "distant metastases"),
        ({"differentiation": "poor"}, "NEC"),
        ({"primary_site": "jejunum_ileum"}, "pancrea"),
        ({"functioning": "functioning"}, "non-functioning"),
    ],
)
def test_a_score_of_resected_pancreatic_net_is_for_no_other_patient(rule, change, why):
    verdict = verdicts({**RESECTED, "tumour_size_mm": 15, "ki67": [{"low": 4, "high": 4}], **change})[rule]
    assert (verdict.status, verdict.value) == ("not_applicable", None)
    assert why in verdict.statement


def test_das_counts_the_heaviest_earlier_treatment_and_the_worst_organ():
    heavy = {
        **ADVANCED,
        "treatments": [
            {"name": "lanreotide", "kind": "ssa", "status": "ongoing"},
            {"name": "everolimus", "kind": "targeted"},
            {"name": "capecitabine temozolomide", "kind": "chemo"},
        ],
        "symptom_grade": 3,
        "critical_organ": "abutting",
        "liver": {"involvement_low": 60, "involvement_high": 60},
    }
    assert verdicts(heavy)["das_prrt_score"].value == {"points": 6}


def test_das_does_not_count_a_treatment_that_is_only_planned():
    case = {**ADVANCED, "treatments": [{"name": "everolimus", "kind": "targeted", "status": "planned"}]}
    assert verdicts(case)["das_prrt_score"].inputs["prior_treatment"] == [0, 2]


@given(st.floats(1, 2000), st.floats(0.5, 2000), st.booleans())
def test_recist_calls_progression_only_from_both_limits_on(nadir, current, new):
    case = {"measurements": {"baseline_mm": nadir, "current_mm": current, "new_lesions": new}}
    value = verdicts(case)["recist"].value
    rise = current - nadir
    grown = round(100 * rise / nadir, 9) >= 20 and rise >= 5
    assert (value == "PD") == (grown or new)


def test_a_stated_course_that_the_sums_contradict_is_a_conflict_that_shows_both():
    case = {"progression": "stable", "measurements": {"baseline_mm": 50, "current_mm": 70, "new_lesions": False}}
    found = verdicts(case)
    assert (found["progression"].status, found["progression"].value) == ("conflict", "progressive")
    assert "Stated stable" in found["progression"].statement
    assert found["progression"].ask


def test_uptake_that_rises_beside_stable_sums_is_stable_with_a_remark():
    case = {
        "receptor_imaging": [{"location": "liver", "krenning": 3, "trend": "increased"}],
        "measurements": {"baseline_mm": 80, "current_mm": 80, "new_lesions": False},
    }
    verdict = verdicts(case)["recist"]
    assert (verdict.value, verdict.flags) == ("SD", ("uptake_increase",))
    assert "does not overrule" in verdict.statement


def test_a_growth_rate_is_told_from_baseline_and_not_after_a_smaller_sum():
    told = {"baseline_mm": 100, "current_mm": 100.5, "months": 3, "new_lesions": False}
    assert verdicts({"measurements": told})["recist"].inputs["growth_percent_per_month"] == 0.5
    assert "growth_percent_per_month" not in verdicts({"measurements": {**told, "nadir_mm": 60}})["recist"].inputs


def test_single_factors_name_their_effect_and_stay_apart():
    found = verdicts({**ADVANCED, "metastases": [{"site": "liver"}, {"site": "bone"}], "stated_grade": 2})
    rows = {row["factor"]: row for row in found["prognostic_factors"].value}
    assert "49.0 against 100.8 months" in rows["bone metastases"]["effect"]
    assert rows["liver metastases"]["direction"] == "adverse"
    assert "not multiplied" in found["prognostic_factors"].statement


def test_loss_of_atrx_or_daxx_is_adverse_after_resection_and_open_in_metastatic_disease():
    local = {row["factor"]: row for row in verdicts({**RESECTED, "atrx_daxx": "lost"})["prognostic_factors"].value}
    spread = {row["factor"]: row for row in verdicts({**ADVANCED, "atrx_daxx": "lost"})["prognostic_factors"].value}
    assert local["loss of ATRX or DAXX, resected"]["direction"] == "adverse"
    assert spread["loss of ATRX or DAXX, metastatic"]["direction"] == "open"


def test_a_carcinoma_gets_the_factors_of_carcinoma_and_none_of_net():
    case = {"primary_site": "colon", "differentiation": "poor", "ki67": [{"low": 80, "high": 80}], "m": "M1a"}
    factors = {row["factor"] for row in verdicts({**case, "ecog": 1})["prognostic_factors"].value}
    assert factors == {"Ki-67 above 55 %", "performance status above 0, carcinoma"}


def test_a_denied_site_of_spread_is_no_factor_and_an_unnamed_one_is_asked_for():
    case = {**ADVANCED, "metastases": [{"site": "liver"}, {"site": "bone", "status": "absent"}]}
    verdict = verdicts(case)["prognostic_factors"]
    assert "bone metastases" in verdict.inputs["has_not"]
    assert "metastases" in verdict.missing


@pytest.mark.parametrize(
    ("liver", "types"),
    [({"lesion_count": 1}, "I"), ({"distribution": "III"}, "III"), ({"lesion_count": 4, "lobes": "bilobar"}, None)],
)
def test_the_distribution_of_liver_disease_is_told_where_it_is_known(liver, types):
    inputs = verdicts({**ADVANCED, "liver": liver})["liver_burden"].inputs
    assert inputs.get("distribution") == types
    if types is None:
        assert inputs["distribution_possible"] == ["II", "III"]


def test_a_lookup_with_a_pet_tracer_tells_the_modified_scale_and_that_it_was_not_checked():
    lesion = {"location": "liver", "krenning": 3, "tracer": "68ga-dotatate"}
    case = CaseDetails.model_validate({"receptor_imaging": [lesion]})
    (verdict,) = RULEBOOK.look_up(["krenning"], case)
    assert "above the liver and up to the spleen" in verdict.statement
    assert "hope-krenning-2019#s1" in verdict.cites
    assert "hope-krenning-2019#s1" not in verdicts({"receptor_imaging": [lesion]})["krenning"].cites


@pytest.mark.parametrize("rule", ["zaidi_recurrence", "ki67_recurrence"])
def test_scores_after_resection_for_cure_leave_out_macroscopic_tumour_left(rule):
    assert verdicts(RESECTED | {"margin": "R2"})[rule].status == "not_applicable"
    assert verdicts(RESECTED | {"margin": "R1"})[rule].status != "not_applicable"


def test_a_ki67_of_about_20_leaves_the_scores_open():
    told = verdicts(
        RESECTED | {"symptomatic": False, "tumour_size_mm": 15, "n": "N0", "ki67": [
            {"low": 20, "high": 20, "operator": "~"}
        ]}
    )  # fmt: skip
    assert told["zaidi_recurrence"].value == {"low": 1, "high": 6}
    assert told["ki67_recurrence"].status == "cannot_assign"


def test_a_grade_3_by_mitoses_is_outside_the_ki67_bands():
    case = RESECTED | {"ki67": [{"low": 8, "high": 8}], "mitoses": {"low": 25, "high": 25, "per": "2mm2"}}
    assert verdicts(case)["ki67_recurrence"].status == "not_applicable"


MILAN = ADVANCED | {
    "m": "M1a", "liver": {"involvement_low": 30, "involvement_high": 30}, "age_years": 50, "stable_months": 8,
    "ki67": [{"low": 5, "high": 5}], "treatments": [{"name": "distal pancreatectomy", "kind": "surgery"}],
}  # fmt: skip


@pytest.mark.parametrize(
    "doubt",
    [
        {"metastases": [{"site": "liver"}, {"site": "bone", "status": "possible"}]},
        {"receptor_imaging": [{"location": "bone", "krenning": 2}]},
        {"receptor_imaging": [{"location": "lymph_node", "krenning": 4}]},
        {"receptor_imaging": [{"location": "surgical_bed", "krenning": 2}]},
    ],
)
def test_milan_is_not_met_while_disease_outside_the_liver_is_possible(doubt):
    assert verdicts(MILAN)["milan_net"].value == "met"
    assert verdicts(MILAN | doubt)["milan_net"].inputs["extrahepatic"] is None


GRADE_3 = {"primary_site": "pancreas", "histology": "net", "stated_grade": 3}


def test_the_node_score_of_small_tumours_is_not_told_of_grade_3():
    found = verdicts(GRADE_3)["small_pnet_nodes"]
    assert (found.status, found.statement) == (
        "not_applicable",
        "The score was built in tumours with a Ki-67 up to 20 %, not in grade 3.",
    )
    assert verdicts(GRADE_3 | {"stated_grade": 2})["small_pnet_nodes"].status == "cannot_assign"


def test_milan_says_for_which_grades_it_is_and_a_grade_3_with_liver_metastases_fails_it():
    assert "of a well-differentiated G1 or G2 NET" in verdicts(GRADE_3)["milan_net"].statement
    spread = verdicts(GRADE_3 | {"metastases": [{"site": "liver"}]})["milan_net"]
    assert (spread.value, spread.inputs["grade"]) == ("not_met", False)


def test_measured_progression_fails_the_stability_that_milan_asks_for():
    case = MILAN | {"measurements": {"baseline_mm": 50, "current_mm": 70, "new_lesions": False}}
    assert verdicts(case)["milan_net"].inputs["stability"] is False


def test_a_margin_at_the_liver_does_not_show_that_the_primary_was_resected():
    case = MILAN | {"margin": "R0", "treatments": [{"name": "hepatectomy", "kind": "surgery"}]}
    assert verdicts(case)["milan_net"].inputs["primary_resected"] is None


@pytest.mark.parametrize(("low", "high", "band"), [(50, 100, ">50"), (0, 25, "<25"), (100, 100, ">50"), (0, 0, "<25")])
def test_a_share_told_as_above_or_below_a_cut_falls_into_its_band(low, high, band):
    case = ADVANCED | {"liver": {"involvement_low": low, "involvement_high": high}}
    assert verdicts(case)["liver_burden"].value == band


def test_lesions_that_come_back_are_progression_only_after_a_complete_response():
    told = verdicts({"measurements": {"baseline_mm": 60, "nadir_mm": 0, "current_mm": 4, "new_lesions": False}})
    assert told["recist"].inputs["possible"] == ["PR", "PD"]
    assert told["progression"].value is None


def test_a_sum_that_cannot_be_right_settles_no_course():
    told = verdicts({"measurements": {"baseline_mm": 60, "nadir_mm": -4, "current_mm": 30, "new_lesions": False}})
    assert told["progression"].status == "invalid_input"


def test_hormone_blockers_count_as_no_earlier_treatment_and_prrt_does_in_das():
    def prior(*treatments: dict[str, str]) -> object:
        case = ADVANCED | {"treatments": [{"name": "octreotide", "kind": "ssa"}, *treatments]}
        return verdicts(case)["das_prrt_score"].inputs["prior_treatment"]

    assert prior({"name": "telotristat", "kind": "other"}) == 0
    assert prior({"name": "interferon", "kind": "other"}) == 1
    assert prior({"name": "lutetium dotatate", "kind": "prrt"}) == 1


def test_factors_of_digestive_carcinoma_are_not_told_for_the_lung():
    case = {"primary_site": "lung", "histology": "sclc", "ecog": 2, "ki67": [{"low": 80, "high": 80}]}
    told = verdicts(case | {"metastases": [{"site": "liver"}]})["prognostic_factors"]
    assert told.inputs["has"] == ["liver metastases"]


@pytest.mark.parametrize(("size", "small"), [(15, True), (20, False), (None, False)])
def test_the_node_figures_of_small_tumours_are_told_for_small_tumours_only(size, small):
    told = verdicts(RESECTED | {"tumour_size_mm": size, "n": "N1", "stated_grade": 2})["prognostic_factors"]
    assert ("involved regional nodes, tumour below 2 cm" in told.inputs["has"]) is small
    assert "involved regional nodes" in told.inputs["has"]
