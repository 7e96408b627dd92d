"""Whom a treatment is thought of for, and what it is not known whether to give: an idea, and no plan."""

import pytest

from chains.extract import read_case


def _statuses(text: str) -> dict[str, str]:
    return {one.kind: one.status for one in read_case(text).case.treatments}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I would be grateful if you would consider him for resection of the primary.", "surgery"),
        ("He was considered for surgery in Leeds.", "surgery"),
        ("Please consider her for SIRT.", "liver_directed"),
        ("Kindly assess this lady for PRRT.", "prrt"),
        ("Does not know if must give chemotherapy after.", "chemo"),
        ("We are not sure whether we should give PRRT next.", "prrt"),
        ("My doctor is not sure if PRRT is needed.", "prrt"),
        ("Referred to IR to see if SIRT could be an option.", "liver_directed"),
        ("We ask if adjuvant chemotherapy is indicated.", "chemo"),
        ("PRRT next, or a second opinion?", "prrt"),
        ("Why don't we start everolimus?", "targeted"),
    ],
)
def test_whom_or_whether_it_is_thought_of_makes_an_idea(text: str, kind: str) -> None:
    assert _statuses(text) == {kind: "considered"}


def test_of_two_that_may_come_next_both_are_ideas() -> None:
    assert _statuses("PRRT next, or everolimus?") == {"prrt": "considered", "targeted": "considered"}


@pytest.mark.parametrize(
    "text",
    ["Not sure if he had PRRT abroad.", "Check if lanreotide was given in May.", "See if everolimus still helps."],
)
def test_whether_it_was_given_is_no_idea(text: str) -> None:
    assert "considered" not in _statuses(text).values()


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Admitted for elective right hemicolectomy. Surgery uneventful, home on day 5.", "surgery", "done"),
        ("Admitted electively for distal pancreatectomy. Uneventful recovery, discharged day 6.", "surgery", "done"),
        ("Admitted for laparoscopic liver resection; drain out on day 3.", "surgery", "done"),
        ("Admitted for TACE to the right lobe; fever, discharged on day 3.", "liver_directed", "done"),
        ("Came in for her third PRRT, released the same evening.", "prrt", "ongoing"),
        ("Came in for the fourth and final PRRT infusion, tolerated well.", "prrt", "done"),
        ("Admitted for a Whipple tomorrow.", "surgery", "planned"),
        ("Admitted for elective hemicolectomy, to be done on Friday; bloods unremarkable.", "surgery", "planned"),
        ("Admitted for surgery on Monday. Pre-op check uneventful.", "surgery", "planned"),
    ],
)
def test_the_recovery_from_it_tells_that_an_admission_was_for_it(text: str, kind: str, status: str) -> None:
    assert _statuses(text)[kind] == status


@pytest.mark.parametrize(
    "text",
    [
        "Admitted for TACE. Procedure cancelled because of fever, discharged next day.",
        "Admitted for elective liver resection but peritoneal deposits, so not done; discharged on day 2.",
        "Admitted for investigation before a Whipple, discharged on day 3.",
    ],
)
def test_an_admission_that_came_to_nothing_tells_of_no_treatment_given(text: str) -> None:
    assert "done" not in _statuses(text).values()


@pytest.mark.parametrize(
    "text",
    [
        "In May they took out half my pancreas.",
        "The surgeons took half the liver out.",
        "They took out her appendix and found a carcinoid.",
        "My appendix came out in an emergency; there was a NET in it.",
        "I had my appendix out in August and they found a NET.",
        "My appendix was taken out last year and a NET was found.",
    ],
)
def test_what_was_taken_out_is_an_operation_done(text: str) -> None:
    assert _statuses(text) == {"surgery": "done"}


@pytest.mark.parametrize(
    "text",
    ["She receive lanreotide from one year.", "Patient takes octreotide since two years.", "Lanreotide from 6 months."],
)
def test_what_is_taken_for_so_long_runs(text: str) -> None:
    assert _statuses(text) == {"ssa": "ongoing"}
