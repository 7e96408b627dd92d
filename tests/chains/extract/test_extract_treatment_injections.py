"""Injections: a somatostatin analogue that runs, in the words of nurses, practices and patients; and drugs on hold."""

import pytest

from chains.extract import read_case


def _status(text: str, kind: str = "ssa") -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    "text",
    [
        "Somatuline goes on until the transplant.",
        "Sandostatin continuous.",
        "Octreotide LAR without a break since 2019.",
        "Sandostatin LAR 30 given today left buttock, next 28 d.",
        "Injection octreotide LAR 30 deep i.m. right, well tolerated.",
        "Somatuline: last injection 3 weeks ago.",
        "SSA - last dose 12 days ago.",
        "Octreotide LAR given one day after the infusion as usual, next due in 2/52.",
        "Lanreotide 3/21 - today.",
        "Lanreotide 120 from 3/21.",
        "Octreotide LAR by the practice nurse.",
        "He has had the Somatuline needle every four weeks since.",
        "So you stay on your octreotide injections.",
        "She continues with her jabs of lanreotide.",
        "Keeps her monthly Sandostatin.",
        "No treatment other than octreotide LAR, which continues.",
        "SSA ongoing q4w.",
        "Gets her lanreotide from the GP.",
        "Ileal NET, resected primary, LAR 20. RFA 2021.",
        "After the operation monthly Somatuline 2019. She will go on with the injections here.",
        "VIPoma on oct infusion.",
    ],
)
def test_injections_that_go_on_are_ongoing(text: str) -> None:
    assert _status(text) == {"ongoing"}


@pytest.mark.parametrize(
    "text",
    [
        "Lanreotide last given in 2020.",
        "Lanreotide 3/19 - 4/21.",
        "Octreotide LAR until 2021.",
        "Lanreotide until progression in 2022.",
        "Sandostatin, one injection only, stopped for cramps.",
    ],
)
def test_injections_that_came_to_an_end_are_done(text: str) -> None:
    assert _status(text) == {"done"}


def test_an_injection_to_come_is_planned() -> None:
    assert _status("Lanreotide planned, first injection next Tuesday.") == {"planned"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("PD on everolimus → eve stopped last week.", "done"),
        ("Eve 10 mg since June, tolerated.", "ongoing"),
        ("Eve refused.", "declined"),
        ("Sunitinib 37.5 mg held since Friday.", "done"),
        (
            "Cabozantinib on hold for three weeks because of hand-foot syndrome and diarrhoea, restarted today.",
            "ongoing",
        ),
        ("Trial arm: cabozantinib, day 1 was 2 Feb, at present 40 mg.", "ongoing"),
    ],
)
def test_a_drug_on_hold_ended_until_it_is_taken_up_again(text: str, status: str) -> None:
    assert _status(text, "targeted") == {status}


def test_the_eve_of_a_feast_is_no_drug() -> None:
    assert _status("Fell on New Year's Eve. Ileal NET.", "targeted") == set()
