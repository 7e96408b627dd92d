"""Receptor imaging: Krenning, PRRT uptake thresholds and progression."""

import pytest

from knowledge.case import Problem

BED = {"location": "surgical_bed", "krenning": 2, "certainty": "possible"}
LIVER = {"location": "liver", "krenning": 3, "trend": "increased"}


def test_krenning_is_the_highest_lesion_and_shows_each_location(verdict_of):
    verdict = verdict_of("krenning", receptor_imaging=[BED, LIVER])
    assert (verdict.value, verdict.inputs) == (3, {"surgical_bed": 2, "liver": 3})
    assert "receptor density" in verdict.statement
    assert "equivocal" in verdict.statement


@pytest.mark.parametrize("score", [-1, 5, 12])
def test_a_krenning_score_outside_0_to_4_is_refused(verdict_of, score):
    for rule in ("krenning", "prrt_eligibility"):
        verdict = verdict_of(rule, stated_grade=2, receptor_imaging=[{"location": "liver", "krenning": score}])
        assert (verdict.status, verdict.value) == ("invalid_input", None)
        assert "0 to 4" in verdict.statement


def test_a_problem_found_by_the_reader_makes_the_rules_that_use_the_field_refuse(rulebook, verdict_of):
    from knowledge.case import CaseDetails

    problem = Problem(field="ki67", text="150 %", message="Ki-67 is 0 to 100 %.", span=(0, 5))
    case = CaseDetails(primary_site="pancreas", stated_grade=2)
    by_rule = {v.rule: v for v in rulebook.assess(case, [problem])}
    assert by_rule["who_grade"].status == by_rule["panzuto_risk"].status == "invalid_input"
    assert "150 %" in by_rule["who_grade"].statement
    assert by_rule["krenning"].status != "invalid_input"


@pytest.mark.parametrize(
    ("scores", "value"),
    [((3, 4), "above_liver"), ((2, 3), "at_least_liver"), ((1, 4), "below_liver"), ((0, 4), "below_liver")],
)
def test_the_lesion_with_the_least_uptake_decides_on_prrt(verdict_of, scores, value):
    lesions = [{"location": place, "krenning": s} for place, s in zip(("bone", "liver"), scores, strict=True)]
    verdict = verdict_of("prrt_eligibility", stated_grade=2, receptor_imaging=lesions)
    assert (verdict.status, verdict.value) == ("assigned", value)


def test_prrt_says_what_the_trials_required_and_what_changes_without_a_possible_lesion(verdict_of):
    verdict = verdict_of("prrt_eligibility", primary_site="pancreas", stated_grade=2, receptor_imaging=[BED, LIVER])
    assert verdict.value == "at_least_liver"
    for words in (
        "NETTER-1 enrolled advanced midgut",
        "10 to 55 %",
        "Without the possible lesion",
        "all would be above liver",
    ):
        assert words in verdict.statement


def test_positive_uptake_without_a_score_leaves_prrt_open(verdict_of):
    verdict = verdict_of(
        "prrt_eligibility", stated_grade=2, receptor_imaging=[{"location": "liver", "uptake": "positive"}]
    )
    assert (verdict.status, verdict.missing) == ("cannot_assign", ("receptor_imaging",))


def test_an_fdg_positive_lesion_without_receptors_fails_prrt(verdict_of):
    lesions = [{"location": "liver", "krenning": 4}, {"location": "bone", "uptake": "negative"}]
    verdict = verdict_of("prrt_eligibility", stated_grade=2, fdg="positive", receptor_imaging=lesions)
    assert verdict.value == "below_liver"
    assert "fdg_mismatch" in verdict.flags


@pytest.mark.parametrize("fields", [{"histology": "nec"}, {"differentiation": "poor"}, {"histology": "minen"}])
def test_prrt_is_not_for_carcinoma(verdict_of, fields):
    assert verdict_of("prrt_eligibility", receptor_imaging=[LIVER], **fields).status == "not_applicable"


@pytest.mark.parametrize("trend", ["increased", "new", "decreased", "stable"])
def test_uptake_alone_leaves_progression_undetermined(verdict_of, trend):
    verdict = verdict_of("progression", receptor_imaging=[{**LIVER, "trend": trend}])
    assert (verdict.status, verdict.value, verdict.missing) == ("assigned", "undetermined", ("progression",))
    assert "20 %" in verdict.statement
    assert verdict.ask


@pytest.mark.parametrize("course", ["progressive", "stable", "responding"])
def test_the_course_on_anatomical_imaging_outranks_uptake(verdict_of, course):
    verdict = verdict_of("progression", progression=course, receptor_imaging=[LIVER])
    assert (verdict.status, verdict.value) == ("assigned", course)


def test_falling_receptor_uptake_with_positive_fdg_is_flagged(verdict_of):
    verdict = verdict_of("progression", fdg="positive", receptor_imaging=[{**LIVER, "trend": "decreased"}])
    assert "possible_dedifferentiation" in verdict.flags


def test_nothing_about_the_course_is_asked_for(verdict_of):
    assert verdict_of("progression", stated_grade=2).status == "cannot_assign"


@pytest.mark.parametrize(
    "free", [{"location": "surgical_bed", "krenning": 0}, {"location": "bone", "uptake": "negative"}]
)
def test_no_uptake_at_a_site_that_is_free_of_disease_is_no_lesion_without_receptors(verdict_of, free):
    case = {
        "primary_site": "pancreas", "differentiation": "well", "fdg": "positive", "fdg_intensity": "lower",
        "metastases": [{"site": "liver"}, {"site": "bone", "status": "absent"}],
        "receptor_imaging": [{"location": "liver", "krenning": 4}, free],
    }  # fmt: skip
    assert verdict_of("prrt_eligibility", **case).value == "above_liver"
    assert verdict_of("netpet", **case).value == "P2"


def test_a_bone_metastasis_without_uptake_still_decides_on_prrt(verdict_of):
    verdict = verdict_of(
        "prrt_eligibility", differentiation="well", metastases=[{"site": "liver"}, {"site": "bone"}],
        receptor_imaging=[{"location": "liver", "krenning": 4}, {"location": "bone", "uptake": "negative"}],
    )  # fmt: skip
    assert verdict.value == "below_liver"


def test_the_netpet_median_of_p2_to_p4_is_told_as_that_of_the_three_together(verdict_of):
    verdict = verdict_of(
        "netpet", primary_site="pancreas", metastases=[{"site": "liver"}], fdg="positive", fdg_intensity="lower",
        receptor_imaging=[{"location": "liver", "krenning": 3}],
    )  # fmt: skip
    assert "P2 to P4 together was 46.5 months" in verdict.statement


def test_sums_that_settle_nothing_are_told_for_the_course_too(verdict_of):
    verdict = verdict_of("progression", measurements={"baseline_mm": 100, "current_mm": 90})
    assert "PD if there is one" in verdict.statement


@pytest.mark.parametrize("site", ["lung", "thymus"])
@pytest.mark.parametrize(
    "imaging", [[LIVER], [{"location": "liver", "krenning": 1}], [{"location": "liver", "uptake": "positive"}]]
)
def test_a_chest_carcinoid_is_told_that_neither_trial_speaks_of_its_primary(verdict_of, site, imaging):
    verdict = verdict_of(
        "prrt_eligibility", primary_site=site, histology="atypical_carcinoid", receptor_imaging=imaging
    )
    assert f"neither trial speaks of this primary ({site})" in verdict.statement
    assert "10 to 55" not in verdict.statement


@pytest.mark.parametrize("site", ["lung", "thymus"])
def test_without_receptor_imaging_a_chest_carcinoid_is_told_its_own_guideline_and_no_trial(verdict_of, site):
    verdict = verdict_of("prrt_eligibility", primary_site=site, histology="typical_carcinoid")
    assert (verdict.status, verdict.cites) == ("cannot_assign", ("esmo-2021-lung-thymic#s3",))
    assert "every measurable target" in verdict.statement


def test_without_receptor_imaging_the_trials_population_is_told_to_a_primary_that_it_leaves_out(verdict_of):
    pancreas = verdict_of("prrt_eligibility", primary_site="pancreas", stated_grade=2)
    ileum = verdict_of("prrt_eligibility", primary_site="jejunum_ileum", stated_grade=2)
    assert "so not this primary (pancreas)" in pancreas.statement
    assert "NETTER-1" not in ileum.statement
