"""Treatments as they stand now: what runs while something else goes on, what a question asks, which cycle is due."""

import pytest

from chains.extract import read_case


def _told(text: str) -> dict[str, str]:
    return {one.name: one.status for one in read_case(text).case.treatments}


def _entry(text: str, name: str) -> tuple[str, int | None, str | None]:
    one = next(one for one in read_case(text).case.treatments if one.name == name)
    return one.status, one.year, one.best_response


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hepatic lesions progressing under Somatuline 120 mg.", "lanreotide"),
        ("Three stools a night in spite of Sandostatin LAR.", "octreotide"),
        ("Sweating persists despite diazoxide 150 mg.", "diazoxide"),
        ("Bloating since going up to octreotide LAR 60 mg.", "octreotide"),
        ("Stomatitis since the dose of Afinitor was raised.", "everolimus"),
        ("Octreotide 200 µg s.c. tid in progress, good effect.", "octreotide"),
        ("Patient on Tab. Sunitinib 25 mg, tolerates.", "sunitinib"),
        ("If he progresses on lanreotide we shall meet again.", "lanreotide"),
        ("FOLFIRI commenced Thursday.", "folfiri"),
        ("Lanreotide 2014-2016, restarted 2020.", "lanreotide"),
    ],
)
def test_what_is_taken_while_something_else_goes_on_is_ongoing(text: str, name: str) -> None:
    assert _told(text) == {name: "ongoing"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nodes grew despite PRRT.", "prrt"),
        ("Pain despite radiotherapy to L2.", "radiotherapy"),
        ("Progressed despite sunitinib.", "sunitinib"),
        ("PD despite six cycles of CAPTEM.", "captem"),
        ("Afinitor stopped 4/52 ago, not restarted.", "everolimus"),
        ("Sunitinib was paused in May and has never been resumed.", "sunitinib"),
    ],
)
def test_what_is_over_is_not_ongoing(text: str, name: str) -> None:
    assert _told(text) == {name: "done"}


@pytest.mark.parametrize(
    "text",
    [
        "Right hemicolectomy, yes or no?",
        "Right hemicolectomy for this 11 mm tumour, any thoughts?",
        "Has anyone experience with right hemicolectomy at 80?",
        "Worth having a right hemicolectomy?",
    ],
)
def test_a_treatment_that_is_asked_about_was_not_given(text: str) -> None:
    assert _told(text).get("right hemicolectomy", "considered") == "considered"


def test_asking_whether_a_treatment_was_given_tells_nothing() -> None:
    assert _told("Ileal NET. Did he get PRRT?").get("prrt", "considered") == "considered"
    assert "right hemicolectomy" not in _told("Has she had a right hemicolectomy?")


def test_asking_whether_to_stop_or_to_go_on_tells_that_the_treatment_runs() -> None:
    assert _told("Stop everolimus?") == {"everolimus": "ongoing"}
    told = _told("Do we continue octreotide with Lutathera?")
    assert told["octreotide"] == "ongoing"
    assert told["lutetium dotatate"] == "considered"


def test_maintenance_is_an_idea_in_a_question_and_a_fact_elsewhere() -> None:
    assert _told("Maintenance with lanreotide?") == {"lanreotide": "considered"}
    assert _told("On maintenance lanreotide.") == {"lanreotide": "ongoing"}


def test_an_alternative_to_what_is_planned_is_only_considered() -> None:
    told = _told("CAPTEM planned - or better FOLFIRI, due to the high Ki-67?")
    assert told == {"captem": "planned", "folfiri": "considered"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The tumour board recommended PRRT.", "planned"),
        ("The panel declined surgery for now and recommended PRRT.", "planned"),
        ("It was agreed at the MDM that she should have PRRT.", "planned"),
        ("Consensus: PRRT, re-stage after two cycles.", "planned"),
        ("The board discussed PRRT.", "considered"),
        ("A colleague suggested PRRT.", "considered"),
    ],
)
def test_what_a_board_recommends_is_planned_and_what_it_discusses_is_not(text: str, status: str) -> None:
    assert _told(text)["prrt"] == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("LuTate #2 of 4 given Friday.", "ongoing"),
        ("Cycle 3/4 of Lutathera last week.", "ongoing"),
        ("We gave the second of four cycles of 177Lu-DOTATATE.", "ongoing"),
        ("Lutathera cycle 4 of 4 in May.", "done"),
        ("Lutathera stopped after cycle 2 of 4.", "done"),
        ("After 2# of Lu-177 DOTATATE. 3rd # due on Monday.", "ongoing"),
        ("Started Lutathera in May, next cycle in 3 weeks.", "ongoing"),
        ("First Lutathera cycle is booked for June.", "planned"),
        ("No further cycles planned after Lutathera x4.", "done"),
    ],
)
def test_a_course_is_over_when_its_last_cycle_was_given(text: str, status: str) -> None:
    assert _told(text) == {"lutetium dotatate": status}


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        ("Small bowel resection JUN/2020.", "small bowel resection", 2020),
        ("SB resection 2017: pT2 N1.", "small bowel resection", 2017),
        ("SBRT to L4 met 2022.", "sbrt", 2022),
        ("Radiotherapy to the right hip 2021.", "radiotherapy", 2021),
        ("Ki-67 higher than before, compared with the ileal resection of 2016.", "ileal resection", 2016),
    ],
)
def test_a_date_behind_what_was_treated_dates_the_treatment(text: str, name: str, year: int) -> None:
    assert _entry(text, name) == ("done", year, None)


def test_two_operations_of_different_years_are_two() -> None:
    told = [(one.status, one.year) for one in read_case("2011 jejunal NET resected. 2017 hepatectomy.").case.treatments]
    assert told == [("done", 2011), ("done", 2017)]


def test_a_refusal_parts_from_what_is_scheduled_after_it() -> None:
    told = _told("He refused a Whipple and is scheduled for enucleation on 3 May.")
    assert told == {"pancreaticoduodenectomy": "declined", "enucleation": "planned"}


def test_a_drug_based_chemotherapy_is_that_drug() -> None:
    assert _told("Streptozocin-based chemotherapy is planned from 2.11.") == {"streptozocin": "planned"}


def test_a_response_may_stand_behind_where_and_when() -> None:
    text = "Had his 4 PRRTs in another town, finished May 2023, partial response."
    assert _entry(text, "prrt") == ("done", 2023, "PR")
    text = "177Lu-DOTATATE x 4 cycles, started 2022, best response SD."
    assert _entry(text, "lutetium dotatate") == ("done", 2022, "SD")


def test_a_later_response_is_not_the_best_one() -> None:
    assert _entry("PRRT in 2021, stopped early; latest CT partial response.", "prrt")[2] is None


def test_new_lesions_that_may_be_metastases_are_no_progression() -> None:
    assert read_case("CT: new liver lesions ?mets, biopsy awaited.").case.progression is None
    assert read_case("CT: new liver lesions.").case.progression == "progressive"


def test_a_course_whose_last_cycle_was_left_out_is_over() -> None:
    assert _told("Received 3 of 4 Lutathera cycles, last one omitted for renal function.") == {
        "lutetium dotatate": "done"
    }


def test_waiting_for_the_third_cycle_means_that_the_course_runs() -> None:
    assert _told("He is awaiting his third Lutathera.") == {"lutetium dotatate": "ongoing"}
    assert _told("He is awaiting Lutathera.") == {"lutetium dotatate": "planned"}


@pytest.mark.parametrize(
    "text",
    [
        "Procedure: 2nd cycle 177Lu-DOTATATE, 7.4 GBq. Plan: bloods 2 weekly, cycle 3 on 14 August.",
        "Admitted for the 3rd of 4 planned cycles of 177Lu-DOTATATE. Next: cycle 4 in 8 to 10 weeks.",
        "177Lu-DOTATATE, first cycle given 4 weeks ago, second on the 12th.",
    ],
)
def test_a_course_with_a_cycle_still_to_come_goes_on(text: str) -> None:
    assert _told(text) == {"lutetium dotatate": "ongoing"}
