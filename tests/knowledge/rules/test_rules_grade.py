"""WHO grade: differentiation, Ki-67 and mitoses."""

import pytest


def ki67(low, high=None, operator="="):
    return {"low": low, "high": low if high is None else high, "operator": operator}


@pytest.mark.parametrize(
    ("index", "grade"),
    [(0, "G1"), (2, "G1"), (2.9, "G1"), (2.99, "G1"), (3, "G2"), (8, "G2"), (20, "G2"), (20.1, "G3"), (55, "G3")],
)
def test_the_grade_follows_ki67_as_reported_without_rounding(verdict_of, index, grade):
    verdict = verdict_of("who_grade", differentiation="well", ki67=[ki67(index)])
    assert (verdict.status, verdict.value) == ("assigned", grade)


@pytest.mark.parametrize(
    ("index", "grade"),
    [(ki67(0, 3, "<"), "G1"), (ki67(0, 1, "<"), "G1"), (ki67(20, 100, ">"), "G3"), (ki67(5, 10, "range"), "G2")],
)
def test_a_censored_value_or_a_range_inside_one_band_is_graded(verdict_of, index, grade):
    verdict = verdict_of("who_grade", differentiation="well", ki67=[index])
    assert (verdict.status, verdict.value) == ("assigned", grade)


@pytest.mark.parametrize(
    "index", [ki67(15, 25, "range"), ki67(2, 3, "range"), ki67(3, 3, "~"), ki67(20, 20, "~"), ki67(0, 20, "<")]
)
def test_a_value_that_reaches_across_a_cut_off_is_not_graded(verdict_of, index):
    verdict = verdict_of("who_grade", differentiation="well", stated_grade=2, ki67=[index])
    assert (verdict.status, verdict.value, verdict.missing) == ("cannot_assign", None, ("ki67",))
    assert "midpoint is not used" in verdict.statement


def test_the_higher_of_ki67_and_mitoses_decides(verdict_of):
    verdict = verdict_of(
        "who_grade", differentiation="well", ki67=[ki67(1)], mitoses={"low": 4, "high": 4, "per": "2mm2"}
    )
    assert (verdict.value, verdict.inputs["decided_by"]) == ("G2", "mitoses")


def test_a_range_that_the_mitoses_decide_is_graded(verdict_of):
    verdict = verdict_of(
        "who_grade", differentiation="well", ki67=[ki67(15, 25, "range")], mitoses={"low": 30, "high": 30}
    )
    assert (verdict.status, verdict.value) == ("assigned", "G3")


def test_ki67_above_20_without_differentiation_asks_for_it(verdict_of):
    verdict = verdict_of("who_grade", primary_site="pancreas", ki67=[ki67(40)])
    assert (verdict.status, verdict.missing) == ("cannot_assign", ("differentiation",))
    assert "well differentiated" in verdict.ask


def test_the_word_net_alone_does_not_settle_differentiation_above_20(verdict_of):
    verdict = verdict_of("who_grade", histology="net", ki67=[ki67(40)])
    assert verdict.status == "cannot_assign"


def test_a_stated_grade_alone_is_taken_as_stated(verdict_of):
    verdict = verdict_of("who_grade", stated_grade=2)
    assert (verdict.status, verdict.value, verdict.inputs["basis"]) == ("assigned", "G2", "stated")
    assert verdict.statement == "G2 as stated; Ki-67 not given."


def test_a_stated_grade_3_without_differentiation_is_not_taken(verdict_of):
    verdict = verdict_of("who_grade", stated_grade=3)
    assert (verdict.status, verdict.value) == ("cannot_assign", None)


def test_a_stated_grade_that_ki67_contradicts_is_a_conflict_with_both_shown(verdict_of):
    verdict = verdict_of("who_grade", stated_grade=1, ki67=[ki67(8)])
    assert (verdict.status, verdict.value) == ("conflict", "G2")
    assert "G1" in verdict.statement
    assert "Ki-67 8 %" in verdict.statement


def test_a_higher_stated_grade_may_come_from_mitoses_and_asks_for_them(verdict_of):
    verdict = verdict_of("who_grade", stated_grade=2, ki67=[ki67(1)])
    assert (verdict.status, verdict.value) == ("conflict", "G1")
    assert "explainable_by_mitoses" in verdict.flags
    assert "mitotic count" in verdict.ask


def test_of_several_specimens_the_highest_counts_and_all_are_listed(verdict_of):
    indices = [{**ki67(2), "specimen": "primary", "year": 2019}, {**ki67(12), "specimen": "metastasis", "year": 2024}]
    verdict = verdict_of("who_grade", differentiation="well", ki67=indices)
    assert verdict.value == "G2"
    assert [row["ki67"] for row in verdict.inputs["ki67_by_specimen"]] == ["2", "12"]


@pytest.mark.parametrize("fields", [{"differentiation": "poor"}, {"histology": "nec"}, {"histology": "lcnec"}])
def test_a_poorly_differentiated_tumour_is_nec_and_gets_no_grade(verdict_of, fields):
    verdict = verdict_of("who_grade", primary_site="colon", ki67=[ki67(80)], **fields)
    assert (verdict.status, verdict.value) == ("assigned", "NEC")


def test_a_carcinoma_with_low_proliferation_is_a_conflict_and_stays_nec(verdict_of):
    verdict = verdict_of("who_grade", primary_site="colon", differentiation="poor", ki67=[ki67(12)])
    assert (verdict.status, verdict.value) == ("conflict", "NEC")
    assert "nec_low_proliferation" in verdict.flags


def test_a_carcinoma_called_well_differentiated_gets_no_class(verdict_of):
    verdict = verdict_of("who_grade", histology="nec", differentiation="well", ki67=[ki67(8)])
    assert (verdict.status, verdict.value) == ("conflict", None)


def test_a_mixed_neoplasm_is_minen(verdict_of):
    assert verdict_of("who_grade", histology="minen", ki67=[ki67(40)]).value == "MiNEN"


def test_mitoses_alone_below_the_cut_off_are_provisional(verdict_of):
    verdict = verdict_of("who_grade", differentiation="well", mitoses={"low": 1, "high": 1})
    assert (verdict.value, verdict.provisional, verdict.missing) == ("G1", True, ("ki67",))


def test_lung_gets_its_own_classes_and_never_a_digestive_grade(verdict_of):
    assert verdict_of("who_grade", primary_site="lung", stated_grade=2, ki67=[ki67(8)]).status == "cannot_assign"
    assert verdict_of("who_grade", primary_site="lung", mitoses={"low": 4, "high": 4}).value == "atypical_carcinoid"


@pytest.mark.parametrize("index", [ki67(150), ki67(-2), ki67(90, 120, "range")])
def test_an_impossible_ki67_is_refused_with_the_legal_range(verdict_of, index):
    verdict = verdict_of("who_grade", differentiation="well", ki67=[index], mitoses={"low": 3, "high": 3})
    assert (verdict.status, verdict.value, verdict.inputs["field"]) == ("invalid_input", None, "ki67")
    assert "0 to 100 %" in verdict.statement


@pytest.mark.parametrize("fields", [{}, {"histology": "net"}, {"stated_grade": 2}])
def test_a_high_ki67_in_the_lung_is_not_taken_for_a_carcinoid(rulebook, verdict_of, fields):
    case = {"primary_site": "lung", "ki67": [{"low": 60, "high": 60}], "metastases": [{"site": "liver"}]} | fields
    assert "class_unclear" in verdict_of("who_grade", **case).flags
    assert verdict_of("survival", **case).missing == ("differentiation",)


def test_a_stated_carcinoid_keeps_its_class_with_a_high_ki67(verdict_of):
    verdict = verdict_of(
        "who_grade", primary_site="lung", histology="atypical_carcinoid", ki67=[{"low": 25, "high": 25}]
    )
    assert verdict.value == "atypical_carcinoid"


def test_mitoses_per_ten_fields_are_not_told_as_per_2_mm2_in_the_lung(verdict_of):
    verdict = verdict_of(
        "who_grade", primary_site="lung", histology="net", necrosis="none",
        mitoses={"low": 2, "high": 2, "per": "10hpf"},
    )  # fmt: skip
    assert "2 mitoses per 10 high-power fields" in verdict.statement
    assert "mitoses_per_10hpf" in verdict.flags
