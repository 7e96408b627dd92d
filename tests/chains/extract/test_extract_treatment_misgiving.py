"""Beside a word that may mean "still to come", a treatment that is only named is not told as given."""

import pytest

from chains.consult import Consultant
from chains.extract import read_case

GIVEN = {"done", "ongoing"}


def statuses(text: str) -> dict[str, str]:
    return {one.kind: one.status for one in read_case(text).case.treatments}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pNET. Op date 17 Oct, distal panc + spleen.", "surgery"),
        ("Liver ablation list Fri: 59M pNET, two liver mets seg 3 + 6. MWA both. INR 1.0.", "liver_directed"),
        ("Pharmacy: temozolomide 140 mg caps on back order for Mr K.", "chemo"),
        ("Ileal NET. Stereotactic radiotherapy on 5./7./9. next month.", "radiotherapy"),
        ("pNET. CAPTEM C6 done. Plan C7-8 then break on lanreotide.", "ssa"),
        ("Church raised the money, hence Lutathera at the private clinic from 12 Jan on.", "prrt"),
    ],
)
def test_what_is_only_named_beside_a_list_a_day_or_a_board_is_not_told_as_given(text: str, kind: str) -> None:
    assert statuses(text).get(kind) not in GIVEN


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("pNET, Whipple 2019, MDT on Friday.", "surgery", "done"),
        ("pNET. Whipple, tumour board agreed no adjuvant.", "surgery", "done"),
        ("Octreotide LAR 30 mg monthly despite the shortage.", "ssa", "ongoing"),
        ("Plan: continue on lanreotide.", "ssa", "ongoing"),
    ],
)
def test_a_year_or_a_word_that_it_is_over_or_goes_on_outweighs_it(text: str, kind: str, status: str) -> None:
    assert statuses(text)[kind] == status


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET, stable on lanreotide. PRRT on progression only.",
        "Ileal NET, stable on lanreotide. Keep PRRT for progression.",
        "Ileal NET, stable on lanreotide. Outcome: PRRT upon disease progression.",
        "Ileal NET, stable on lanreotide. Next line at PD: PRRT.",
    ],
)
def test_a_treatment_kept_for_a_progression_is_considered_and_the_disease_does_not_progress(text: str) -> None:
    case = read_case(text).case
    assert {one.kind: one.status for one in case.treatments} == {"ssa": "ongoing", "prrt": "considered"}
    assert case.progression != "progressive"


def test_a_treatment_that_was_begun_on_progression_was_given_and_the_disease_progressed() -> None:
    case = read_case("Ileal NET. Switched to everolimus on progression.").case
    assert [one.status for one in case.treatments] == ["ongoing"]
    assert case.progression == "progressive"


def test_the_fundus_is_no_funding() -> None:
    assert statuses("Gastric NET G1. Wedge resection of the fundus, pT1 N0.") == {"surgery": "done"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Post-op visit. Enucleation of insulinoma, pancreatic body, on 6/2. Path: 13 mm NET G1.", "enucleation"),
        ("Jejunal NET G1. So I call it stable and would NOT change anything, lanreotide on. ok?", "lanreotide"),
    ],
)
def test_what_was_kept_from_being_told_stands_in_what_was_understood(
    consultant: Consultant, text: str, name: str
) -> None:
    assert [one.name for one in read_case(text).unsaid] == [name]
    assert f"Named, not said to be given: {name}" in consultant.answer(f"{text} Prognosis?").answer.understood


@pytest.mark.parametrize(
    "text",
    [
        "pNET G2, Whipple 2019. Op date 17 Oct: Whipple was the right choice.",
        "pNET G2, no lanreotide, no PRRT.",
        "pNET G2. Would everolimus help?",
        "Colon adenocarcinoma. Op date 17 Oct, right hemicolectomy.",
    ],
)
def test_what_is_told_elsewhere_denied_asked_or_of_another_tumour_is_not_named_there(text: str) -> None:
    assert read_case(text).unsaid == ()


def test_what_a_case_holds_by_now_is_no_longer_only_named(consultant: Consultant) -> None:
    first = consultant.answer("pNET G2, liver mets. Whipple 2019. Prognosis?")
    later = consultant.answer("Op date 17 Oct, Whipple. Prognosis?", first.conversation).answer
    assert "not said to be given" not in later.understood
