"""Typical and atypical are read where they stand by themselves behind a carcinoid of the chest, and only there."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("cabozantinib in lung carcinoid? pt 58 f atypical, had evero & 4x lutetium", "atypical_carcinoid"),
        ("NET lung (TC) - 35 yo F. Bronchial lesion 18 mm left main.", "typical_carcinoid"),
        ("Bronchial NET (AC), liver mets, Ki-67 11 %.", "atypical_carcinoid"),
        ("Hx: 2020 lung NET resected, LLL, typical. No evidence of NET recurrence.", "typical_carcinoid"),
        ("First report: typical carcinoid. Revised: atypical, 4 mitoses, Ki-67 11 %. RLL.", "atypical_carcinoid"),
        ("First report: atypical carcinoid. Revised: typical, 1 mitosis. RLL.", "typical_carcinoid"),
        ("thymic NET, 6 cm, atypical by mitoses (5/2 mm2).", "atypical_carcinoid"),
    ],
)
def test_the_kind_by_itself_is_read(text: str, histology: str) -> None:
    assert read_case(text).case.histology == histology


@pytest.mark.parametrize(
    "text",
    [
        "Lung NET, 12 mm. Atypical cells in the sputum.",
        "lung NET, typical symptoms of carcinoid syndrome.",
        "Lung NET - not atypical, 1 mitosis.",
        "Pulmonary NET, typical or atypical? biopsy too small.",
        "NET of lung, atypical presentation with hemoptysis.",
        "Ileal NET, lung nodule atypical, no mets.",
    ],
)
def test_what_is_no_kind_of_the_tumour_is_not(text: str) -> None:
    assert read_case(text).case.histology == "net"
