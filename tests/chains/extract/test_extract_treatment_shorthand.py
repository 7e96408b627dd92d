"""Shorthand: operations, radiation and drugs in the short words of notes, and the operation behind a specimen."""

import pytest

from chains.extract import read_case


def _status(text: str, kind: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sigmoid NEC, s/p Hartmann 05/2021.", "surgery"),
        ("Ovarian metastases of an ileal NET, BSO 2020.", "surgery"),
        ("Hemicolectomy 2021 for a caecal NEC.", "surgery"),
        ("FLOT x4, then gastrectomy.", "chemo"),
        ("Z.n. segment resection 2016, ileal NET.", "surgery"),
        ("They took the bowel part out in 2019.", "surgery"),
        ("She had part of her bowel removed in 2018.", "surgery"),
        ("2014 duodenotomy with excision of two gastrinomas.", "surgery"),
        ("Brain, right parietal, excision: metastasis of a large cell NEC.", "surgery"),
        ("2020 low anterior res., 3/20 LN.", "surgery"),
        ("Typical carcinoid, sleeve resection 2022.", "surgery"),
        ("L1 deposit got 8 Gy x1 in June.", "radiotherapy"),
        ("T9 met irradiated, 30 Gy.", "radiotherapy"),
        ("One hip was radiated in between.", "radiotherapy"),
        ("Thymectomy + RT 50 Gy 2020.", "radiotherapy"),
        ("Oesophageal NEC, chemoradiation finished 3/24.", "chemo"),
        ("Oesophageal NEC, chemoradiation finished 3/24.", "radiotherapy"),
        ("4x Lu 2021.", "prrt"),
        ("LU 177 therapy 2021.", "prrt"),
    ],
)
def test_short_words_for_treatments_are_read(text: str, kind: str) -> None:
    assert _status(text, kind) == {"done"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Given Hartmann's solution 1 L. Ileal NET.", "surgery"),
        ("Hysterectomy and BSO 2009 for fibroids.", "surgery"),
        ("Ileal NET. Pain radiated to the back.", "radiotherapy"),
        ("Kidney dose 23 Gy after four infusions.", "radiotherapy"),
        ("177Lu-PSMA for his prostate.", "prrt"),
        ("Surgery board on Monday. Gastric NET.", "surgery"),
        ("The liver transplantation conference meets on Friday.", "transplant"),
    ],
)
def test_words_that_only_look_like_a_treatment_are_left_out(text: str, kind: str) -> None:
    assert _status(text, kind) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Ileum: NET 1.9 cm, G1, pT4. Mesenteric nodes 5/16. R1.",
        "Jejunum, segment 20 cm, neuroendocrine tumour 2.1 cm, pT3, pN1 (2/11).",
        "Typical carcinoid, 2.4 cm, pT1c, R0, Ki-67 1 %.",
        "ypT2 ypN1, NEC of the stomach.",
    ],
)
def test_the_findings_of_a_specimen_tell_of_an_operation(text: str) -> None:
    assert _status(text, "surgery") == {"done"}


@pytest.mark.parametrize(
    "text",
    [
        "cT2 cN1 pancreatic NET, three nodes on CT, biopsy G2.",
        "EUS-FNB: NET G2, Ki-67 5 %. uT2 N0.",
        "Breast carcinoma 2014 pT1c pN0 (0/3). Core biopsy of the liver: NET.",
    ],
)
def test_a_clinical_stage_or_another_cancer_tells_of_no_operation(text: str) -> None:
    assert _status(text, "surgery") == set()


def test_an_operation_that_is_named_is_not_told_twice() -> None:
    (one,) = read_case("Right hemicolectomy: NET, pT3 pN1 (4/12), R0.").case.treatments
    assert one.name == "right hemicolectomy"
