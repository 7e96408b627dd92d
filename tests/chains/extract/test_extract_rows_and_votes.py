"""Rows that are answered, votes of a board, and results of what was not looked for."""

import pytest

from chains.extract import read_case


def _treatments(text: str) -> dict[str, str]:
    return {one.kind: one.status for one in read_case(text).case.treatments}


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Ileal NET. Brain metastases: MRI brain neg.", {"brain": "absent"}),
        ("Ileal NET. Bone metastases: PET clear.", {"bone": "absent"}),
        ("Ileal NET. Bone metastases: PET positive.", {"bone": "present"}),
    ],
)
def test_a_row_of_a_site_is_answered_by_its_examination(text: str, spread: dict[str, str]) -> None:
    case = read_case(text).case
    assert {one.site: one.status for one in case.metastases} == spread
    assert case.critical_organ != "compromised"


@pytest.mark.parametrize(
    ("text", "treatments"),
    [
        ("pNET. Question for the board: CAPTEM or PRRT? My vote goes to CAPTEM.", {"chemo", "prrt"}),
        ("Lung NET. VATS lobectomy is on for 9/17.", {"surgery"}),
        ("Ileal NET. Prior SIRT within 12 wk: none ever.", set()),
        ("Ileal NET. Prior SIRT or embolisation: none.", set()),
        ("Ileal NET. Prior everolimus/sunitinib/chemo: none.", set()),
        ("Ileal NET. Prior PRRT or chemo: never.", set()),
    ],
)
def test_a_vote_a_slot_and_a_row_answered_with_none_give_no_treatment(text: str, treatments: set[str]) -> None:
    told = _treatments(text)
    assert set(told) == treatments
    assert set(told.values()) <= {"considered", "planned"}


@pytest.mark.parametrize(
    ("text", "fdg"),
    [
        ("CUP, NEC, Ki-67 70 %. Primary still not found on FDG-PET, liver mets very hot there.", "positive"),
        ("NET G2. Origin not seen in FDG PET, liver lesions FDG avid.", "positive"),
        ("NET G2. No uptake on FDG-PET.", "negative"),
    ],
)
def test_a_primary_that_was_not_found_makes_no_examination_negative(text: str, fdg: str) -> None:
    assert read_case(text).case.fdg == fdg


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Jejunal NET. A CgA of 640 does not mean progression.", None),
        ("Jejunal NET. Higher CgA doesn't necessarily imply progression.", None),
        ("Jejunal NET. CT shows no progression.", "stable"),
        ("pNET. MRI October 2024: stable.\nMRI March 2025: increase of the majority of foci.", "progressive"),
    ],
)
def test_what_proves_no_progression_denies_none(text: str, state: str | None) -> None:
    assert read_case(text).case.progression == state


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Amp. of Vater NET: Whipple 4 March, R0.", "ampulla"),
        ("SCLC/NEC weekly huddle\nGastric cardia, small cell type NEC, Ki-67 85 %.", "stomach"),
    ],
)
def test_the_name_of_a_meeting_is_no_site_and_a_shortened_ampulla_is_one(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site


def test_how_often_a_slide_was_reviewed_is_no_index() -> None:
    text = "pNET G3, Ki-67 = 35 % (liver biopsy, reviewed two times, it is not NEC)."
    assert [one.low for one in read_case(text).case.ki67] == [35.0]
