"""What somebody states as a rule, what was called elsewhere, and what hangs on something else."""

import pytest

from chains.extract import read_case


def test_a_rule_about_the_grade_is_not_the_patients() -> None:
    case = read_case(
        "Ki-67 index 4.5 %. Conclusion: NET G2 of the pancreas. Note: in NET G3 the Ki-67 would exceed 20 %."
    ).case
    assert case.stated_grade == 2
    assert [one.low for one in case.ki67] == [4.5]


def test_a_correction_is_no_rule() -> None:
    assert [one.low for one in read_case("pNET. Ki-67 should be 12 %").case.ki67] == [12]


@pytest.mark.parametrize(
    "text",
    [
        "gastric NET G3, Ki-67 35 %, well differentiated on expert review (locally called NEC)",
        "Typical carcinoid of the lung, Ki-67 < 3 %. SCLC screening is not a thing here.",
    ],
)
def test_a_diagnosis_made_elsewhere_or_screened_for_is_not_the_tumours(text: str) -> None:
    assert read_case(text).case.histology in {"net", "typical_carcinoid"}


@pytest.mark.parametrize(
    "text", ["ileal NET. Bones: L5/S1, grade 1 listhesis.", "SI-NET. Haematotox: Hb G1, leuco G2, plt G0."]
)
def test_a_grade_before_another_noun_or_behind_a_blood_count_is_not_the_tumours(text: str) -> None:
    assert read_case(text).case.stated_grade is None


@pytest.mark.parametrize(
    "text",
    [
        "NEC of the stomach. Board: total gastrectomy in December.",
        "NET: midgut. Surgery in 2 weeks (small bowel resection w/ mesenteric dissection).",
        "NEC of the stomach. Chemo to begin next week, surgery depends upon response.",
    ],
)
def test_an_operation_to_come_was_not_done(text: str) -> None:
    told = {one.status for one in read_case(text).case.treatments if one.kind == "surgery"}
    assert not told & {"done", "ongoing"}


def test_an_operation_in_a_month_that_showed_something_was_done() -> None:
    text = "Typical carcinoid, lobectomy in May, R0, 0 of 8 nodes."
    assert [one.status for one in read_case(text).case.treatments] == ["done"]


def test_what_is_no_option_with_bone_disease_does_not_deny_the_bone_disease() -> None:
    text = "Ileal NET with bone metastases. Transplantation is not an option with bone disease."
    assert {one.site: one.status for one in read_case(text).case.metastases} == {"bone": "present"}
