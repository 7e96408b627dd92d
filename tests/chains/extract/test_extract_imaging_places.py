# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Each score, uptake, change and doubt of receptor imaging goes to the location that it speaks of, and to no other."""

import pytest

from chains.extract import read_case
from chains.extract.score import facts_of


def _imaging(text: str) -> set[str]:
    facts = {fact.removeprefix("imaging ") for fact in facts_of(read_case(text).case) if fact.startswith("imaging ")}
    return {fact for fact in facts if " tracer " not in fact}


def _scores(text: str) -> dict[str, int | None]:
    return {one.location: one.krenning for one in read_case(text).case.receptor_imaging}


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("SSTR PET: tumour bed K2, liver K4, skeleton K3.", {"surgical_bed": 2, "liver": 4, "bone": 3}),
        ("SSTR PET: K2 tumour bed, K4 liver, K3 skeleton.", {"surgical_bed": 2, "liver": 4, "bone": 3}),
        ("Krenning 4 uptake in several hepatic metastases and in a left iliac bone lesion.", {"liver": 4, "bone": 4}),
        (
            "Nodes, bones and liver on DOTATATE: Krenning 2, 3 and 4 respectively.",
            {"lymph_node": 2, "bone": 3, "liver": 4},
        ),
        (
            "In the DOTATOC PET the pancreatic tumour and the liver lesions are avid, Krenning 3 each.",
            {"pancreas": 3, "liver": 3},
        ),
        (
            "Ileal NET, DOTATATE PET. The primary is Krenning 3, one mesenteric node Krenning 2.",
            {"other": 3, "lymph_node": 2},
        ),
        ("Pancreatic NET, DOTATATE PET. The primary is Krenning 3.", {"pancreas": 3}),
        ("Hepatic lesions with uptake above that of the spleen (Krenning 4) on DOTATATE.", {"liver": 4}),
        ("DOTATATE: uptake of the lymph nodes greater than liver but less than spleen, Krenning 3.", {"lymph_node": 3}),
    ],
)
def test_a_score_goes_to_its_location(text: str, scores: dict[str, int]) -> None:
    assert _scores(text) == scores


@pytest.mark.parametrize(
    "text",
    [
        "68Ga-DOTATATE PET/CT\nLiver: multiple metastases up to 4 cm; Krenning 3. Uptake unchanged.",
        "68Ga-DOTATATE PET/CT\nLiver: many metastases. Krenning score 3.\nIntensity of uptake in the liver is as before.",
        "DOTATATE PET. There are several hepatic metastases. These show Krenning 3 uptake, stable uptake compared with 2022.",
    ],
)
def test_a_sentence_without_a_location_speaks_of_its_heading_or_of_the_sentence_before(text: str) -> None:
    assert _imaging(text) == {"liver krenning 3", "liver uptake positive", "liver trend stable"}


def test_a_pronoun_takes_all_locations_of_the_sentence_before() -> None:
    text = "CT shows liver lesions and bone lesions. On DOTATOC PET both are intensely avid."
    assert _imaging(text) == {"liver uptake positive", "bone uptake positive"}


def test_a_change_without_its_noun_belongs_to_the_second_location() -> None:
    text = "DOTATATE PET: uptake in the liver metastases has increased, in the bone metastases unchanged."
    assert {"liver trend increased", "bone trend stable"} <= _imaging(text)


@pytest.mark.parametrize(
    "text",
    [
        "DOTATATE PET: physiological uptake in the uncinate process, spleen and adrenals.",
        "DOTATATE PET: uptake in the thyroid, due to thyroiditis.",
        "DOTATATE PET: the Krenning 4 focus in the pancreatic tail is an accessory spleen.",
        "DOTATATE PET: uptake in L4 is degenerative.",
        "DOTATATE PET: normal uptake of spleen and kidneys.",
        "Biopsy: synaptophysin +, CDX2 +, SSTR2 strongly positive, TTF-1 -.",
    ],
)
def test_uptake_that_is_no_tumour_is_left_out(text: str) -> None:
    assert _imaging(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "DOTATATE: Krenning 2 in the surgical bed, scar versus recurrence; liver Krenning 3.",
        "DOTATATE: Krenning 2 in the surgical bed, equivocal. Liver Krenning 3.",
        "DOTATATE: Krenning 2 in the surgical bed (unclear whether residual tumour or inflammation), liver Krenning 3.",
    ],
)
def test_doubt_belongs_to_the_location_before_it_alone(text: str) -> None:
    certainty = {one.location: one.certainty for one in read_case(text).case.receptor_imaging}
    assert certainty == {"surgical_bed": "possible", "liver": "definite"}


@pytest.mark.parametrize(
    ("text", "uptake"),
    [
        ("NET G2. The Octreoscan performed after the operation was negative.", "negative"),
        ("NET G2. DOTATATE PET/CT clean.", "negative"),
        ("NET G2. No SSTR-positive lesion on PET.", "negative"),
        ("NET G2, SSTR still +.", "positive"),
        ("NET G2, the DOTATOC PET was again positive.", "positive"),
    ],
)
def test_the_result_of_an_examination_speaks_of_the_whole_body(text: str, uptake: str) -> None:
    assert [(one.location, one.uptake) for one in read_case(text).case.receptor_imaging] == [("whole_body", uptake)]


@pytest.mark.parametrize(
    ("text", "trend", "score"),
    [
        ("DOTATATE: bone lesions went from Krenning 2 to Krenning 3.", "increased", 3),
        ("DOTATATE: bone lesions from Krenning 4 to 2 after PRRT.", "decreased", 2),
        ("DOTATATE: a new focus in the sacrum, Krenning 3.", "new", 3),
        ("DOTATATE: moderately increased uptake in the sacrum, Krenning 3.", None, 3),
    ],
)
def test_a_change_of_the_score_is_a_change_of_uptake(text: str, trend: str | None, score: int) -> None:
    assert [(one.location, one.krenning, one.trend) for one in read_case(text).case.receptor_imaging] == [
        ("bone", score, trend)
    ]


def test_krenning_three_or_more_is_uptake_but_no_score() -> None:
    assert _imaging("All lesions Krenning 3 or higher on SSTR PET.") == {"whole_body uptake positive"}


@pytest.mark.parametrize(
    ("text", "fdg"),
    [
        ("FDG hot, DOTATATE cold.", "positive"),
        ("DOTATATE positive, the FDG PET at baseline also positive.", "positive"),
        ("FDG PET: liver metastases avid, bone metastases not FDG-avid.", "positive"),
        ("FDG-PET showed no FDG-avid disease; DOTATATE strongly positive in the liver.", "negative"),
        ("68Ga-DOTATATE avid liver lesions without FDG uptake.", "negative"),
        ("DOTATATE PET done, FDG PET not yet done. Liver Krenning 3 with increased uptake.", None),
        ("FDG PET planned; DOTATATE positive.", None),
        ("FDG: physiological uptake in the brain.", None),
    ],
)
def test_fdg_is_told_apart_from_receptor_imaging(text: str, fdg: str | None) -> None:
    assert read_case(f"NET G3. {text}").case.fdg == fdg


def test_an_fdg_result_is_no_receptor_uptake() -> None:
    text = "pNET. Liver uptake was low on DOTATATE (Krenning 1), FDG PET was positive in the liver."
    assert _imaging(text) == {"liver krenning 1"}
    assert read_case(text).case.fdg == "positive"


@pytest.mark.parametrize("text", ["uptake in the bed (Krenning 2), unchanged since 2022", "bed Krenning 2, stable"])
def test_a_change_right_after_a_score_is_that_of_its_uptake(text: str) -> None:
    facts = _imaging(f"DOTATATE: {text}.")
    assert facts == {"surgical_bed krenning 2", "surgical_bed uptake positive", "surgical_bed trend stable"}


def test_a_size_that_is_unchanged_is_no_change_of_uptake() -> None:
    assert _imaging("DOTATATE: liver Krenning 3, largest lesion 30 mm, unchanged since 2022.") == {
        "liver krenning 3",
        "liver uptake positive",
    }


def test_a_score_of_the_surgical_bed_stands_beside_its_explanation() -> None:
    text = "Dotatate: focal uptake surgical bed Krenning 2, favor postop inflammation. pNET G1 s/p Whipple."
    found = {one.location: one.krenning for one in read_case(text).case.receptor_imaging}
    assert found.get("surgical_bed") == 2
