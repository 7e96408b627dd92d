"""A grade belongs to the word right before it."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text",
    [
        "Ultrasound: steatosis hepatis grade 2. Appendix NET, 23 mm.",
        "Diastolic dysfunction grade 2. NET of the jejunum.",
        "ileal NET, lympho 0.4 (G3)",
        "pNET with REILD grade 3 after SIRT",
        "NET of the rectum, haemorrhoids grade 2",
        "pNET. Grade: G1 [ ]  G2 [ ]  G3 [ ]",
    ],
)
def test_a_grade_of_something_else_is_not_the_tumours(text: str) -> None:
    assert read_case(text).case.stated_grade is None


@pytest.mark.parametrize(
    "text",
    [
        "Left breast IDC, grade 1, Ki-67 22 %. Biopsy of the mesenteric node: NET, grade 2, Ki67 4 %.",
        "pNET. Grade: G1 [ ]  G2 [x]  G3 [ ]  Ki-67: 10 %",
        "a well-diff grade II pancreatic neuroendocrine tumour",
        "Non-functioning grade 2 pNET",
        "pNET 12 mm, grade 2",
        "AMENDED: in the first report the tumour was written as G3. Digital recount: 16 %. It is therefore a NET, G2.",
    ],
)
def test_the_tumours_own_grade_is_read(text: str) -> None:
    assert read_case(text).case.stated_grade == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NEC of the rectum; pelvic chemoradiation 50.4 Gy starts with cycle 3 on Monday.", "radiotherapy"),
        ("Ampullary NET. Agreed: Whipple, list of 2 May.", "surgery"),
        ("LIVER TRANSPLANT ASSESSMENT MEETING. Ileal NET, suitable in principle.", "transplant"),
        ("PRRT vetting form. pNET, first slot 17 Nov", "prrt"),
        ("Glucagonoma, CT: partial remission. Now surgery? Still to be discussed.", "surgery"),
        ("MEN1, 3.5 gland resection in 2009. Duodenal gastrinoma.", "surgery"),
    ],
)
def test_plans_meetings_and_other_operations_were_not_given(text: str, kind: str) -> None:
    assert {one.kind: one.status for one in read_case(text).case.treatments}.get(kind) not in {"done", "ongoing"}


@pytest.mark.parametrize(
    "text",
    [
        "Rectal NET, G1. Your scans did not show that it has spread to the liver.",
        "pNET. The 9 mm liver lesion seg. 6: FNH on MRI, benign.",
        "pNET after Whipple. Surgical bed: uptake over liver, less than spleen (Krenning 3). Liver: normal.",
    ],
)
def test_a_liver_that_is_free_is_not_told_as_involved(text: str) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases}.get("liver") in {None, "absent"}


def test_after_years_of_sd_it_is_the_progression_that_holds() -> None:
    assert read_case("pNET, progressive over the last 3 months after years of SD.").case.progression == "progressive"


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Am I right that G3 in her letter is the neuropathy and not the tumour? pNET, Ki-67 5 %.", None),
        ("The G2 in the letter is the toxicity, not the tumour. pNET.", None),
        ("The G2 NET is of the ileum, the colon is free.", 2),
    ],
)
def test_a_grade_of_which_its_writer_says_that_it_is_not_the_tumours_is_none(text: str, grade: int | None) -> None:
    assert read_case(text).case.stated_grade == grade
