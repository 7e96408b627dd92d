# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Number, size and lobes of liver lesions, and the share of the liver, are read wherever the text speaks of the liver."""

import pytest

from chains.extract import read_case
from knowledge.case import Liver


@pytest.mark.parametrize(
    ("text", "liver"),
    [
        (
            "CT\nLiver: six metastases, both lobes, the biggest 37 mm.",
            Liver(lesion_count=6, lobes="bilobar", largest_mm=37),
        ),
        (
            "Ileal NET. Hepatic metastases (five lesions, up to 2.4 cm), all in the left lobe.",
            Liver(lesion_count=5, largest_mm=24, lobes="unilobar"),
        ),
        (
            "MRI LIVER\nThree lesions, hyperintense on T2. Largest 1.9 cm in segment VI.",
            Liver(lesion_count=3, largest_mm=19),
        ),
        ("NET with liver metastases, 9 in number, max 5 cm (previously 6 cm).", Liver(lesion_count=9, largest_mm=50)),
        ("Liver metastases have grown from 21 mm to 28 mm.", Liver(largest_mm=28)),
        (
            "FINAL DIAGNOSIS\nLIVER, RIGHT HEPATECTOMY:\n- METASTATIC NEUROENDOCRINE TUMOR, THREE NODULES, 4.1 AND 2.0 CM",
            Liver(lesion_count=3, largest_mm=41),
        ),
        ("Liver metastases in the right lobe and in the left lobe.", Liver(lobes="bilobar")),
        ("Liver metastases, occupying about a third of the organ.", Liver(involvement_low=33, involvement_high=33)),
        ("Two thirds of the liver are replaced by metastases.", Liver(involvement_low=67, involvement_high=67)),
        ("Liver mets, both lobes, < 25 %; Ki-67 4 %.", Liver(involvement_low=0, involvement_high=25, lobes="bilobar")),
        ("Liver replaced to 55 %, Ki-67 12 %.", Liver(involvement_low=55, involvement_high=55)),
        ("DOTATATE-avid liver metastases. Burden 25-50 %.", Liver(involvement_low=25, involvement_high=50)),
    ],
)
def test_a_number_belongs_to_the_liver_that_the_text_speaks_of(text: str, liver: Liver) -> None:
    assert read_case(text).case.liver == liver


@pytest.mark.parametrize(
    "text",
    [
        "pNET. Liver: two simple cysts, the larger 31 mm.",
        "pNET. One hyperechoic liver lesion, 15 mm, typical haemangioma.",
        "Liver biopsy, 2 cores of 14 and 11 mm: NET.",
        "No liver lesion, but a 14 mm nodule in the peritoneum.",
        "Liver metastases. One new lesion has appeared in the left femur.",
        "Liver metastases. The primary in the pancreatic tail measures 42 mm.",
        "Explanted liver, 26 x 19 x 9 cm, 1,840 g. Metastases of a NET.",
        "SIRT to the right lobe for liver metastases.",
        "Ki-67 of the liver metastasis 45 %.",
        "Liver metastases with a Ki-67 of 20 %.",
        "Liver metastases, steatosis 30 %.",
        "Liver metastases, FDG-positive in two liver mets.",
    ],
)
def test_what_is_not_told_of_the_liver_lesions_is_left_out(text: str) -> None:
    assert read_case(text).case.liver is None


def test_lesions_of_one_lobe_are_not_unilobar_when_the_other_is_named_too() -> None:
    case = read_case("Liver metastases: right lobe metastases up to 28 mm, left lobe one of 9 mm.").case
    assert case.liver is not None
    assert case.liver.lobes != "unilobar"
