# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spread as reports and letters tell it: under headings, of specimens, as clear, as doubtful."""

import pytest

from chains.extract import read_case


def _spread(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("pNET. CT\nLiver - several mets\nBone - solitary met left 7th rib", {"liver": "present", "bone": "present"}),
        ("Ileal NET. Sclerotic metastasis in T10, further ones of the right ilium.", {"bone": "present"}),
        ("Ileal NET with metastases to the liver and to the bones.", {"liver": "present", "bone": "present"}),
        (
            "SSTR-avid disease in the liver, the bones and the peritoneum.",
            {"liver": "present", "bone": "present", "peritoneum": "present"},
        ),
        ("Liver core biopsy: metastasis of a well differentiated NET.", {"liver": "present"}),
        (
            "FNA of a left supraclavicular lymph node.\nSmears are cellular.\nDiagnosis: metastasis of a neuroendocrine carcinoma.",
            {"lymph_node_distant": "present"},
        ),
        ("Ki-67 9 % (liver biopsy 2021), ileal NET.", {"liver": "present"}),
        (
            "A. Ileum, resection\nB. Liver, wedge\nDiagnosis:\nA. Neuroendocrine tumour, 2 cm\nB. Metastatic neuroendocrine tumour, 1.1 cm",
            {"liver": "present"},
        ),
        (
            "NET. A new focus in a para-aortic lymph node - metastasis of the lymph node.",
            {"lymph_node_distant": "present"},
        ),
        ("Colonic NEC, metastatic carcinoma in 7 of 21 nodes.", {"lymph_node_regional": "present"}),
        ("pNET. Liver: hypodensity too small to characterise; metastasis cannot be excluded.", {"liver": "possible"}),
        ("pNET. 6 mm nodule in the left lower lobe, metastasis not excluded.", {"lung": "possible"}),
        ("pNET. Deposit in the sacrum, suspicious.", {"bone": "possible"}),
        ("pNET. Focus in the 5th rib, fracture or metastasis.", {"bone": "possible"}),
        ("pNET with liver mets + possible bone mets.", {"liver": "present", "bone": "possible"}),
        ("pNET. Liver and lungs are clear.", {"liver": "absent", "lung": "absent"}),
        (
            "pNET. The hepatic parenchyma is free of metastases. Skeleton without metastases.",
            {"liver": "absent", "bone": "absent"},
        ),
        ("pNET. CT clear of liver mets.", {"liver": "absent"}),
        (
            "pNET. No suspicious bone lesion. No pathological lymph nodes.",
            {"bone": "absent", "lymph_node_regional": "absent"},
        ),
        ("pNET. CT\nLiver: no focal lesion.\nBones: unremarkable.", {"liver": "absent", "bone": "absent"}),
        ("pNET. Bone: no mets.", {"bone": "absent"}),
    ],
)
def test_sites_are_read_with_their_status(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    "text",
    [
        "pNET. No new lung nodule.",
        "pNET, nodes 5/18 LN+.",
        "Metastatic lung NET.",
        "Not a breast metastasis but a NET.",
        "In the control arm of that trial 45 % had bone metastases.",
        "Liver function tests normal, pNET.",
        "Liver biopsy planned. pNET G2.",
        "Liver biopsy: steatosis, no tumour. Ki-67 of the primary NET 4 %.",
        "pNET with low bone density.",
        "Insulinoma of the pancreatic body.",
        "pNET, Liver: typical haemangioma in segment 7.",
    ],
)
def test_no_site_is_read_from_what_tells_none(text: str) -> None:
    assert _spread(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "pNET. She does not have distant metastases.",
        "pNET. No distant metastases in CT and DOTATOC PET.",
        "pNET, LN 0/22, no metastases.",
    ],
)
def test_no_metastases_at_all_is_m0(text: str) -> None:
    assert read_case(text).case.m == "M0"


def test_no_metastases_of_one_organ_is_not_m0() -> None:
    assert read_case("NET. Bones: no metastases.").case.m is None


@pytest.mark.parametrize(
    "text",
    [
        "Biopsy report liver\nNeuroendocrine neoplasm, Ki-67 ca. 40-50 %",
        "bx liver 2018 ki67 3%, G2. small bowel primary",
        "Rectal NEC. Liver: the index lesions have decreased, 52 -> 31 mm",
        "Gastric NEC. The disease has progressed in the liver after cycle 3.",
        "Ileal NET. Clear progression, liver and now also the peritoneum.",
    ],
)
def test_a_liver_that_holds_tumour_is_told_however_briefly(text: str) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases}["liver"] == "present"


def test_a_benign_biopsy_before_the_diagnosis_of_the_primary_tells_no_metastasis() -> None:
    spread = read_case("Liver biopsy: haemangioma\nNET of the ileum, G1, Ki-67 2 %").case.metastases
    assert all(one.status == "absent" for one in spread)
