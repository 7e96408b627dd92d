"""The Panzuto score: values, bounds, and what counts as unknown."""

import pytest

CASE = {"primary_site": "pancreas", "differentiation": "well", "metastases": [{"site": "liver"}]}


def liver(percent):
    return {"involvement_low": percent, "involvement_high": percent}


@pytest.mark.parametrize(
    ("ki67", "percent", "score", "band"),
    [(5, 10, 0.125, "low"), (10, 40, 0.655, "intermediate"), (20, 25, 0.905, "intermediate"),
     (20, 24.9, 0.5, "intermediate"), (19.8, 24, 0.495, "low"), (19.99, 24, 0.5, "low"),
     (20, 51, 0.962, "intermediate"),
     (22, 60, 1.012, "high")],
)  # fmt: skip
def test_the_score_is_the_sum_of_its_parts(verdict_of, ki67, percent, score, band):
    verdict = verdict_of("panzuto_risk", **CASE, ki67=[{"low": ki67, "high": ki67}], liver=liver(percent))
    assert (verdict.status, verdict.value) == ("assigned", {"score": score, "band": band})
    assert verdict.provisional
    assert "provisional" in verdict.statement


def test_with_grade_2_and_unknown_ki67_the_bounds_use_the_grade(verdict_of):
    verdict = verdict_of("panzuto_risk", primary_site="pancreas", stated_grade=2, metastases=[{"site": "liver"}])
    assert (verdict.status, verdict.value) == ("cannot_assign", {"low": 0.075, "high": 0.962})
    assert verdict.missing == ("ki67", "liver.involvement_low")
    assert "one would add 0.528" in verdict.statement


def test_when_no_site_of_spread_is_named_the_bounds_hold_extra_abdominal_disease(verdict_of):
    verdict = verdict_of("panzuto_risk", primary_site="pancreas", stated_grade=2, stated_stage="IV")
    assert verdict.value == {"low": 0.075, "high": 1.49}
    assert "metastases" in verdict.missing


def test_a_possible_bone_metastasis_widens_the_bounds(verdict_of):
    case = {**CASE, "metastases": [{"site": "liver"}, {"site": "bone", "status": "possible"}]}
    verdict = verdict_of("panzuto_risk", **case, ki67=[{"low": 10, "high": 10}], liver=liver(10))
    assert verdict.value == {"low": 0.25, "high": 0.778}


@pytest.mark.parametrize(
    "fields",
    [{"primary_site": "lung"}, {"differentiation": "poor"}, {"histology": "minen"}, {"metastases": [], "m": "M0"}],
)
def test_outside_its_population_the_score_does_not_apply(verdict_of, fields):
    verdict = verdict_of("panzuto_risk", **{**CASE, "ki67": [{"low": 10, "high": 10}], **fields})
    assert (verdict.status, verdict.value) == ("not_applicable", None)


def test_an_impossible_liver_share_is_refused(verdict_of):
    verdict = verdict_of("panzuto_risk", **CASE, ki67=[{"low": 10, "high": 10}], liver=liver(130))
    assert (verdict.status, verdict.inputs["field"]) == ("invalid_input", "liver")


def test_a_count_of_lesions_is_no_share_of_the_liver(verdict_of):
    verdict = verdict_of("liver_burden", **CASE, liver={"lesion_count": 6, "lobes": "bilobar"})
    assert (verdict.status, verdict.missing) == ("cannot_assign", ("liver.involvement_low",))
