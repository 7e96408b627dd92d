"""What is told of another cancer of the patient - its index, grade, stage, spread - is not the tumour's."""

import pytest

from chains.extract import read_case


def _told(text: str) -> tuple[list[float], int | None, str | None, frozenset[str]]:
    case = read_case(text).case
    return [one.high for one in case.ki67], case.stated_grade, case.t, frozenset(case.present_metastases())


@pytest.mark.parametrize(
    "text",
    [
        "pNET 9 mm, G1, 78F, Ca mamma 2010 with Ki-67 30 % and bone mets under letrozole.",
        "Pt with pNET G1. Also s/p mamma-ca li. 2012 (pT1c pN1a G3, Ki-67 30 %, EC-T, RT, tamoxifen until 2017).",
        "known breast cancer left 2012, re. 2015, both G3 Ki-67 30 %. Ileal NET G1.",
        "Two primaries: 1. breast, NST, G3, Ki-67 60 %, pT2 pN1. 2. ileum, NET, G1.",
        "tamoxifen since 2019 (breast, G2, N1). pNET 14 mm, G1.",
        "thyroid: papillary ca, T1 N1a, ablated with radioiodine. Pancreas: NET, G1.",
        "oropharyngeal SCC T3 N2 M0 2020. Rectal NET G1.",
        "Ca colli uteri 1999 (G3, T1b). Ileal NET G1.",
        "Second tumour: urothelial, high grade, pT1. First: pNET G1.",
        "Adenoca of the lung with brain mets, osimertinib. And an 11 mm appendiceal NET, G1.",
        "bone mets are prostate (PSA 340). The ileal NET, G1, is resected.",
        "Liver lesion proved to be breast, Ki-67 40 %, G3; NET ileum G1.",
        "Ki-67 40 % and nodes 3/15 refer to the breast. NET: stomach type 1, 4 mm, G1.",
    ],
)
def test_the_other_cancers_facts_are_not_told(text: str) -> None:
    assert _told(text) == ([], 1, None, frozenset())


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Metastasis from breast? No, NET: G1, Ki-67 2 %, pT2, ileum, liver mets.", {"liver"}),
        ("Bone mets are from the NET, not prostate. Ileum, pT2, G1 Ki-67 2 %.", {"bone"}),
        ("Liver lesion is separate from the kidney, NET pancreas pT2 G1, Ki-67 2 %, bone mets.", {"bone"}),
        ("Papillary carcinoma of thyroid 2001, cured. pNET G1 Ki-67 2 %, pT2, liver mets", {"liver"}),
    ],
)
def test_the_tumours_own_facts_beside_it_are_told(text: str, spread: set[str]) -> None:
    ki67, grade, t, present = _told(text)
    assert (ki67, grade, t) == ([2], 1, "T2")
    assert spread <= present
