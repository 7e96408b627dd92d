"""A diagnosis or a grade that was only weighed, or given by others, gives way to the one that the text comes to."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("A MiNEN was discussed but the glandular part is only 10%, so the report stands as NEC, rectum.", "nec"),
        ("MiNEN was debated, yet the final report reads NEC.", "nec"),
        ("We discussed MiNEN, but the exocrine part is below 30%: NEC.", "nec"),
        ("Too little adenocarcinoma for MiNEN; NEC of the colon.", "nec"),
        ("SCLC was considered, but the final diagnosis is atypical carcinoid.", "atypical_carcinoid"),
        ("Atypical carcinoid was on the differential, resection: typical carcinoid.", "typical_carcinoid"),
        ("NEC had been favoured, RB retained, so NET G3 it is.", "net"),
        ("NET was considered at first, final diagnosis NEC.", "nec"),
        ("NEC was the term used in 2008. Today this is a NET, G2.", "net"),
        ("Coded as NEC, in reality NET G2.", "net"),
        ("The LCNEC was discussed in the tumour board.", "lcnec"),
        (
            "Old report: atypical carcinoid. Re-examination of the same blocks: typical carcinoid.",
            "typical_carcinoid",
        ),
    ],
)
def test_the_diagnosis_that_the_text_comes_to_is_read(text: str, histology: str) -> None:
    assert read_case(text).case.histology == histology


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("NET. The outside G3 was based on counting lymphocytes. Our pathologists now say G2.", 2),
        ("NET. The referring hospital's G3 was not reproduced: G2.", 2),
        ("NET. Local G3, reference pathology G2.", 2),
        ("NET, G3 by the local lab, G2 by us.", 2),
        ("NET. The summary mentions G3 but the report says G2.", 2),
        ("NET. Referral letter says G2.", 2),
        ("NET, G2 by the outside report; slides not reviewed.", 2),
        ("Findings favour NEC over NET G3.", None),
        ("For NET G3 a Ki-67 above 20% is needed; 14% was counted here.", None),
        ("Ileal NET; the kidney tumour is clear cell carcinoma G2.", None),
    ],
)
def test_the_grade_of_the_own_report_holds(text: str, grade: int | None) -> None:
    assert read_case(text).case.stated_grade == grade


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("No stage is given for the ileal NET.", "net"),
        ("No grade can be found in our archive for this bronchial atypical carcinoid.", "atypical_carcinoid"),
        ("There is no NET in the specimen.", None),
    ],
)
def test_a_tumour_without_a_stage_or_a_grade_is_still_there(text: str, histology: str | None) -> None:
    assert read_case(text).case.histology == histology


def test_a_large_cell_carcinoma_of_the_thymus_is_named_as_in_the_lung() -> None:
    assert read_case("Thymic large cell neuroendocrine carcinoma.").case.histology == "lcnec"


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("NET. Tricuspid regurgitation G3.", None),
        ("Mitral insufficiency G1, NET G2.", 2),
        ("Radiation proctitis G2, NET of the rectum.", None),
        ("Atrophic gastritis, G2 NET.", 2),
        ("Pancreatic NET, GFR category G2.", None),
        ("NET G2 has transformed into NEC, Ki-67 80%.", None),
        ("NET G1 has now evolved into NET G3.", 3),
        ("NET G3 cannot be distinguished from NEC on this biopsy.", None),
    ],
)
def test_another_scale_and_a_tumour_that_changed_tell_no_grade(text: str, grade: int | None) -> None:
    assert read_case(text).case.stated_grade == grade


def test_a_stage_of_hepatitis_is_not_the_tumours() -> None:
    assert read_case("Steatohepatitis grade 2 stage 1; liver metastasis of NET.").case.stated_stage is None
    assert read_case("Ileal NET grade 2, stage IV.").case.stated_stage == "IV"
