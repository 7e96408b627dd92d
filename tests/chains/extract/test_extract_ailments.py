# ruff: noqa: E501 - a text under test is checked more easily on one line
"""An ailment beside the tumour has its own operation and size; what was found in what was removed for it is the tumour's."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET G1. Crohn's disease, ileocaecal resection 1994.",
        "pNET G2. Lumbar disc herniation L5/S1, operated 2003.",
        "pNET G2. Tubulovillous adenoma 25 mm of the sigmoid, EMR 2019.",
        "Lung NEC. Myasthenia gravis, thymectomy 1989.",
        "Urothelial papilloma resected 2011. pNET G1.",
        "pNET. Multiple sclerosis, on interferon.",
        "Varicose vein surgery 1998, pNET G2 with liver mets.",
    ],
)
def test_the_treatment_of_an_ailment_is_not_that_of_the_tumour(text: str) -> None:
    assert read_case(text).case.treatments == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ileocaecal resection for presumed Crohn's disease: ileal NET 22 mm, 3/12 nodes, R0, G1.",
        "Crohn's disease, ileocaecal resection 2021. Histology: incidental ileal NET 22 mm, G1, R0.",
        "Diverticulitis with perforation, sigmoid resection: incidental NET 22 mm in the sigmoid, G1, R0.",
        "Inguinal hernia, operated 2019, then ileal NET 22 mm resected 2021 R0.",
        "Hernia repair 2019. Ileal NET 22 mm resected 2021, R0.",
        "Myasthenia gravis, thymectomy 2019: thymic NET 22 mm, R0.",
    ],
)
def test_a_tumour_found_in_what_was_removed_for_an_ailment_is_read(text: str) -> None:
    case = read_case(text).case
    assert (case.tumour_size_mm, case.margin) == (22, "R0")
    assert [one.status for one in case.treatments if one.kind == "surgery"] == ["done"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ileal NET G1. Cervical conisation 2003, CIN 3, clear margins.", None),
        ("Ileal NET G1. Colonoscopy: sessile serrated lesion 12 mm removed, margin clear.", None),
        ("Ileal NET G1. Colon cancer 2012, pT3 N0 (0/22) R0, hemicolectomy, no recurrence.", None),
        ("Rectal NET G1, 12 mm removed, margin clear.", "R0"),
        ("Colon cancer 2012 (pT3 N0). Ileal NET resected R0.", "R0"),
    ],
)
def test_the_margins_of_an_ailment_are_not_those_of_the_tumour(text: str, expected: str | None) -> None:
    assert read_case(text).case.margin == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pNET G1. Adrenal adenoma left 18 mm, non-functioning.", None),
        ("Insulinoma 14 mm. Adrenal adenoma left 18 mm, non-functioning.", "functioning"),
        ("Adrenal adenoma left, non-functioning pNET 22 mm in the head.", "non_functioning"),
    ],
)
def test_an_adenoma_does_not_tell_whether_the_tumour_functions(text: str, expected: str | None) -> None:
    assert read_case(text).case.functioning == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ileal NET. Coronary stent to LAD.", None),
        ("Ileal NET with mesenteric LAD.", None),
        ("A lad of 25 with ileal NET.", "male"),
        ("Ileal NET. QTc 461 ms.", None),
        ("Ms Hall has an ileal NET.", "female"),
    ],
)
def test_an_artery_and_a_millisecond_are_no_persons(text: str, expected: str | None) -> None:
    assert read_case(text).case.sex == expected


def test_what_a_finding_is_explained_by_stays_with_it() -> None:
    text = "The previously described Krenning 4 focus in the pancreatic tail on DOTATATE PET corresponds to an intrapancreatic accessory spleen on MRI and is benign. The primary lies in the ileum (Krenning 3)."
    assert all(one.location != "pancreas" for one in read_case(text).case.receptor_imaging)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EUS: normal pancreas, CBD 6 mm. Ileal NET G1.", "jejunum_ileum"),
        (
            "No wonder nobody found the primary: small focus terminal ileum, Krenning 3, and 3 small tumours along 40 cm of ileum. NET G1.",
            "jejunum_ileum",
        ),
        ("NET liver mets. Nobody found the primary.", "unknown_primary"),
    ],
)
def test_a_healthy_organ_and_a_search_that_ended_are_no_primary(text: str, expected: str) -> None:
    assert read_case(text).case.primary_site == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'Ileal NET. No bone metastases. In v1 was written "bone mets T5", this was the sentence of the template, sorry.',
            "absent",
        ),
        ('Ileal NET. The report says "bone mets T5", this is new.', "present"),
    ],
)
def test_a_sentence_of_the_template_is_not_told(text: str, expected: str) -> None:
    assert [one.status for one in read_case(text).case.metastases if one.site == "bone"] == [expected]


@pytest.mark.parametrize("exam", ["MRI: normal.", "MRCP: no stones.", "MRA: patent."])
def test_an_examination_before_the_patient_is_nobody_else(exam: str) -> None:
    assert read_case(f"{exam} Mr Keller, 71: insulinoma of the pancreatic tail, 18 mm.").case.tumour_size_mm == 18


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bronchial carcinoid, path calls it atypical (4 mitoses/2 mm2, focal necrosis).", "atypical_carcinoid"),
        ("Bronchial carcinoid with an atypical (late) presentation.", "net"),
    ],
)
def test_the_kind_of_a_carcinoid_that_the_pathologist_calls_it(text: str, expected: str) -> None:
    assert read_case(text).case.histology == expected


def test_a_scan_with_another_tracer_is_no_receptor_imaging() -> None:
    assert read_case("Ileal NET. Ga-68 PSMA PET 2020 negative.").case.receptor_imaging == ()
    assert read_case("Ileal NET. Ga-68 PET negative.").case.receptor_imaging != ()
