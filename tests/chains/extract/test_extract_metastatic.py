"""The tumour called metastatic or localised, with no site named."""

import pytest

from chains.extract import read_case
from chains.plan import advanced
from knowledge.scope import Scope


@pytest.mark.parametrize(
    "text",
    [
        "Metastatic pancreatic NET G2, Ki-67 8%, on lanreotide. Prognosis?",
        "Metastatic NEC of the colon, Ki-67 80%.",
        "55M with metastatic disease, ileal NET G1.",
        "pNET G2, metastatic since 2022.",
        "SI-NET has metastasized, now on octreotide.",
        "Disseminated NEC, primary unknown.",
        "Should we give PRRT for his metastatic ileal NET?",
        "What is the prognosis of metastatic pNET G2, Ki-67 10%?",
    ],
)
def test_a_tumour_called_metastatic_is_m1_and_counts_as_advanced(text: str) -> None:
    case = read_case(text).case
    assert case.m == "M1"
    assert case.evidence_spans["m"]
    assert advanced(case)
    assert Scope.of(case).stages == ("IV",)


@pytest.mark.parametrize(
    "text",
    [
        "Is this metastatic pNET?",
        "pNET G1 2 cm. Metastatic disease?",
        "Suspected metastatic pNET.",
        "pNET, 2 cm, metastatic potential discussed.",
        "pNET resected R0, at risk of metastatic disease.",
        "pNET G1; history of metastatic breast cancer 2010, in remission.",
        "Breast cancer 2010, pNET G1. Metastatic disease 2022.",
        "Father had metastatic NET. Patient has an ileal NET G1.",
        "He is worried it has metastasised. pNET G1.",
        "pNET with metastatic lymph nodes 3/15.",
        "Mesenteric node biopsy: metastatic NET G1.",
        "ileal NET G1. 2/14 nodes with metastatic neuroendocrine tumour.",
        "pNET: drug labelled for unresectable or metastatic disease.",
        "Patients with metastatic pNET in the trial had a PFS of 11 months.",
        "Metastatic rectal NET, G1. pT2 N1 M0.",
    ],
)
def test_what_is_asked_feared_or_told_of_nodes_or_others_is_no_m1(text: str) -> None:
    assert read_case(text).case.m is None


@pytest.mark.parametrize(
    "text",
    [
        "Non-metastatic pancreatic NET, 2 cm.",
        "pNET 2 cm, not metastatic.",
        "Localised pNET G1 1.5 cm.",
        "Rectal NET 8 mm, localized disease.",
        "pNET G1, disease localised to the pancreas.",
    ],
)
def test_a_disease_called_localised_is_m0(text: str) -> None:
    assert read_case(text).case.m == "M0"


@pytest.mark.parametrize(
    "text",
    ["Tumour localised in the tail of the pancreas, pNET 3 cm.", "pNET with liver mets. Localised disease in 2015."],
)
def test_a_place_or_an_earlier_state_is_no_m0(text: str) -> None:
    assert read_case(text).case.m is None


@pytest.mark.parametrize(
    "text", ["pT3N1M0 ileal NET 2016, now metastatic.", "pNET G2, localised initially, metastatic since 2022."]
)
def test_what_became_metastatic_later_is_m1(text: str) -> None:
    assert read_case(text).case.m == "M1"


def test_a_metastatic_tumour_is_supposed_where_it_is_only_asked_what_then() -> None:
    reading = read_case("pNET G2 2 cm. What if he had metastatic disease?")
    assert reading.case.m is None
    assert reading.hypothetical is not None
    assert reading.hypothetical.m == "M1"
