"""Facts that a text gives to another patient, in taking them back, are not those of its own."""

import pytest

from chains.extract import read_case


def _told(text: str) -> tuple[list[float], int | None]:
    case = read_case(text).case
    return [one.high for one in case.ki67], case.stated_grade


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sorry wrong pt!! the ki67 of 45% was Mr Hale's. For Mr Osei (ileum NET): ki67 is 3%, grade 2.", ([3], 2)),
        ("Wrong pt!! The ki67 of 45% was Mr [name]'s. For Mr. [name] (ileum NET): ki67 is 3%, grade 2.", ([3], 2)),
        ("Correction: Ki-67 70 % and G3 belong to Mrs Lund. Mrs Park has Ki-67 6 %, pNET G2.", ([6], 2)),
        ("pls disregard: 'Ki-67 25 %, G3' (that's Hr. Klein). Fr. Gross: ileum, G1, Ki-67 2 %.", ([2], 1)),
        ("Sorry!! Ki67 was 35% in the guy from Monday. Today's pt: Ki67 2%. pNET G1, 44 F", ([2], 1)),
        ("I confused her with Mrs. Novak who has the 55 % Ki-67. Mrs. Horak: ileal NET G2, Ki-67 7 %.", ([7], 2)),
        ("Two Müllers! H. Müller: NEC, Ki-67 80 %. K. Müller (this case): NET, G1, Ki-67 2 %.", ([2], 1)),
        ("Wrong chart!! Ki 67 of 80 and small cell is not him. He has pNET G2 ki 12 %.", ([12], 2)),
        ("swapped labels: Ki-67 60 %, NEC = bed 4. Bed 6 = ileal NET, G1, Ki-67 1 %.", ([1], 1)),
        ("Sorry, Ki-67 of 45% is an old lab error. Mrs Osei, pNET, G2.", ([], 2)),
    ],
)
def test_what_is_another_patients_is_not_told(text: str, expected: tuple[list[float], int | None]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ki-67 45 % was Mr Hale's biopsy last week. He is 60, pNET G3.", ([45], 3)),
        ("Sorry for the delay. The G2 NET of the ileum, Ki-67 4 %, is Mr Hale's.", ([4], 2)),
        ("Apologies, wrong number earlier. Mr Osei's Ki-67 is 4.5 %, he is G2, ileum.", ([4.5], 2)),
        ("Sorry - Ki-67 12 %, pNET G2; the patient is Mrs Ott. Her husband Mr Ott called.", ([12], 2)),
        ("Ignore the PET from my last mail. Mr Li, 60, pNET, G2, Ki-67 8 %.", ([8], 2)),
    ],
)
def test_the_only_patient_keeps_what_is_told(text: str, expected: tuple[list[float], int | None]) -> None:
    assert _told(text) == expected


def test_a_spread_of_the_one_who_is_meant_instead() -> None:
    text = "sorry wrong pt: it's not Mrs Hill but Mr Hall who has the bone mets. Mrs Hill, 63, ileal NET G1, no mets."
    assert read_case(text).case.present_metastases() == frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1) F 54 pNET G1 Ki-67 2 %, 2) M 70 NEC rectum G3 Ki-67 80 %, liver mets.", ([2], 1)),
        ("1) F 54 pNET G1 Ki-67 2 %, 2) M 70 NET rectum G3 Ki-67 80 %. Question is on no. 2", ([80], 3)),
        ("1) 61M ileal NET G2, Ki-67 4 %. 2) liver mets, stable. 3) PRRT?", ([4], 2)),
        ("Mr A: ileal NET G1. Mr B: pNET G3, Ki-67 30 %. My question is about Mr A, can he stop?", ([], 1)),
        ("Mrs Lang: ileal NET, G1, Ki-67 2 %. Plan: lanreotide. Mrs Lang: to call back.", ([2], 1)),
    ],
)
def test_of_two_patients_under_their_names_one_is_read(text: str, expected: tuple[list[float], int | None]) -> None:
    assert _told(text) == expected
