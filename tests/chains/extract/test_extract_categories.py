"""TNM and stage: which categories are meant, whatever else is written with the same letters."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("Appendix NET 22 mm, T2, R0.", ("T2", None, None, None, None)),
        ("NET ileum, invades the subserosa, T3; G1", ("T3", None, None, None, None)),
        ("NET with bone metastasis in T3, R side pain", (None, None, None, None, None)),
        ("ileal NET, mets in T8, T10, L2", (None, None, None, None, None)),
        ("MRI: T2 bright lesion 12 mm, pNET", (None, None, None, None, None)),
        ("pT2 L0 V0 Pn0, pNET", ("T2", None, None, "p", None)),
        ("pT3 pN1 Pn1, R0. Ileal NET", ("T3", "N1", None, "p", None)),
        ("ypT2 ypN1 M0. pNET", ("T2", "N1", "M0", "yp", None)),
        ("NET rectum pT1b, cN0, cM0, stage I", ("T1b", "N0", "M0", "p", "I")),
        ("NET pancreas pT3 N1 M1a IV", ("T3", "N1", "M1a", "p", "IV")),
        ("lung carcinoid pT2a pN0 (stage IB)", ("T2a", "N0", None, "p", "IB")),
        ("pT2a N1 IIB atypical carcinoid", ("T2a", "N1", None, "p", "IIB")),
        ("AKI stage 3 after contrast. pNET", (None, None, None, None, None)),
        ("heart failure stage C, pressure ulcer stage 2; pNET", (None, None, None, None, None)),
        ("Parkinson's disease Hoehn & Yahr stage 3. SI-NET", (None, None, None, None, None)),
        ("Hypertension stage 2, pNET", (None, None, None, None, None)),
        ("NET of the ileum. No distant metastases on CT.", (None, None, "M0", None, None)),
        ("NET of the ileum. Brain: no metastases.", (None, None, None, None, None)),
        ("Liver metastases. Bone scan without metastases. pNET", (None, None, None, None, None)),
        ("Staging showed no metastatic spread. Rectal NET.", (None, None, "M0", None, None)),
        ("He did not have distant metastases at diagnosis; appendix NET", (None, None, "M0", None, None)),
        ("pNET, liver transplantation stage procedure, two-stage hepatectomy", (None, None, None, None, None)),
        ("Tumour stage: T2 N0 M0, ENETS stage IIA, pNET", ("T2", "N0", "M0", None, "IIA")),
        ("stage 4 NET ileum", (None, None, None, None, "IV")),
        ("prostate cancer cT2 N0, Gleason 3+3. Ileal NET pT3 N1", ("T3", "N1", None, "p", None)),
        ("pNET; free T4 14, T3 2.1", (None, None, None, None, None)),
        ("pNET; N2O given; M1 branch occlusion", (None, None, None, None, None)),
    ],
)
def test_the_categories_and_the_stage_are_those_of_the_tumour(text: str, categories: tuple[str | None, ...]) -> None:
    case = read_case(text).case
    assert (case.t, case.n, case.m, case.tnm_prefix, case.stated_stage) == categories


def test_the_prefix_of_an_impossible_category_still_holds_for_the_others() -> None:
    reading = read_case("Rectal NET, pT8 N0.")
    assert (reading.case.t, reading.case.n, reading.case.tnm_prefix) == (None, "N0", "p")
    assert [problem.field for problem in reading.problems] == ["t"]
