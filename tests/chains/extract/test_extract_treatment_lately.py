"""What was given these days goes on, what is waited for was not given, and "after" it tells nothing of it."""

import pytest

from chains.extract import read_case

GIVEN = {"done", "ongoing"}


def statuses(text: str) -> dict[str, str]:
    return {one.kind: one.status for one in read_case(text).case.treatments}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Operation cancelled x2. Mr N still waits for pancreatic enucleation, insulinoma 1.1 cm head.", "surgery"),
        ("Ileal NET. He has waited for the hemicolectomy since March, theatre closed.", "surgery"),
        ("Ileal NET. She's been waiting for SIRT since the board in June.", "liver_directed"),
        ("Ileal NET, pt for TACE tomorrow. Octreotide infusion prepared. TACE is session 1 of 2.", "liver_directed"),
        ("pNET. Tomorrow cycle 1 of 4 PRRT, amino acids ordered.", "prrt"),
        ("pNET. Daughter asks how long he will stay in after the Whipple.", "surgery"),
        ("pNET. Explained: after PRRT no contact with toddlers for 3 days.", "prrt"),
        ("pNET. How soon after SIRT may he fly?", "liver_directed"),
        ("pNET. Lutetium batch failed QC, patient sent home untreated.", "prrt"),
    ],
)
def test_what_is_waited_for_counted_or_only_asked_beyond_is_not_told_as_given(text: str, kind: str) -> None:
    assert statuses(text).get(kind) not in GIVEN


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("pNET. She waited 9 weeks for her Whipple, which was done on 4 March, R0.", "surgery", "done"),
        ("pNET. PRRT cycle 1 of 4 given Monday, no nausea.", "prrt", "ongoing"),
        ("pNET. PRRT cycle 2 of 4 tomorrow, first one tolerated well.", "prrt", "ongoing"),
        ("pNET. Op note 3 May: Whipple, 5 h, no crisis.", "surgery", "done"),
        ("pNET. After the Whipple he was well, R0.", "surgery", "done"),
        ("Frozen section benign. Proceeded to Whipple as planned. Final: 24 mm NET G2, R0.", "surgery", "done"),
    ],
)
def test_what_was_given_in_the_end_is_told(text: str, kind: str, status: str) -> None:
    assert statuses(text)[kind] == status


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Ileal NET. Lanreotide given 14/1, ongoing.", "ssa", "ongoing"),
        ("Ileal NET. lanreotide inj given L buttock 10:20, next 4 wks.", "ssa", "ongoing"),
        ("Ileal NET. Lanreotide was given until 2021.", "ssa", "done"),
        ("pNET. PRRT #1 was given 15 Jan.", "prrt", "ongoing"),
        ("pNET. PRRT #4 given 15 Jan.", "prrt", "done"),
        ("pNET. Post-PRRT bloods wk 4, cycle 1: plt 92. Cycle 2 remains on 7/10.", "prrt", "ongoing"),
        ("NEC. c2 FOLFOX given 9 d ago.", "chemo", "ongoing"),
        ("NEC. Fever 39 after the third cycle carboplatin/etoposide.", "chemo", "ongoing"),
        ("NEC. Progression after cycle 3 of FOLFIRI.", "chemo", "done"),
        ("pNET. CAPTEM cycle 6 collected from pharmacy.", "chemo", "ongoing"),
    ],
)
def test_a_course_of_which_something_was_given_these_days_goes_on(text: str, kind: str, status: str) -> None:
    assert statuses(text)[kind] == status


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Ileal NET. I would not change anything, lanreotide stays. ok?", "ssa", "ongoing"),
        ("Insurer refused octreotide LAR 60 mg. Pt remains on 30 mg q28d.", "ssa", "ongoing"),
        ("pNET. Need help with everolimus: pneumonitis, so we stopped it 3 wks ago.", "targeted", "done"),
        ("pNET. You told me that you do not want to have the PRRT treatment now.", "prrt", "declined"),
        ("pNET. Board said surgery first. She phoned today: no surgery, wants 2nd opinion.", "surgery", "declined"),
        ("pNET. Patient did not agree for PRRT.", "prrt", "declined"),
    ],
)
def test_what_goes_on_what_we_stopped_and_what_is_refused_is_told(text: str, kind: str, status: str) -> None:
    assert statuses(text)[kind] == status


@pytest.mark.parametrize(
    "text", ["TACE fell through yesterday as the INR was 1.9.", "Radiotherapy CT-sim done, to T9."]
)
def test_what_fell_through_or_was_only_prepared_was_not_given(text: str) -> None:
    assert GIVEN.isdisjoint(statuses(f"Ileal NET. {text}").values())
