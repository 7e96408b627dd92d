"""Treatments that the words right beside them tell to be over or to run, whatever their bare day makes of them."""

import pytest

from chains.extract import read_case


def _statuses(text: str, kind: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("4th and last PRRT completed in May.", "prrt"),
        ("Lutathera C4 (last) 12/6, tolerated well.", "prrt"),
        ("Y90 17/9, response on MRI.", "liver_directed"),
        ("TACE 3/4, necrosis on CT.", "liver_directed"),
        ("12/4: to OR for distal panc. 12/5: extubated.", "surgery"),
        ("RFA 12/9, no residual on CT.", "liver_directed"),
        ("Taken to OR for lobectomy, POD 3 today.", "surgery"),
    ],
)
def test_what_left_its_mark_is_done(text: str, kind: str) -> None:
    assert _statuses(text, kind) == {"done"}


@pytest.mark.parametrize(
    "text",
    [
        "SSA | yes, since 2021",
        "SSA: yes since 2019.",
        "Lanreotide given at GP yest (monthly).",
        "Lanreotide given at GP yesterday, next in 4 weeks.",
        "DH: octreotide LAR 30, loperamide prn.",
        "Current drugs: SSA x6 yrs, still on.",
    ],
)
def test_what_is_given_again_and_again_runs(text: str) -> None:
    assert _statuses(text, "ssa") == {"ongoing"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("To OR tomorrow for distal panc.", "surgery", "planned"),
        ("Lutathera C4 (last) planned 12/6.", "prrt", "ongoing"),
        ("SSA | yes, since 2019, stopped 2022", "ssa", "done"),
        ("SSA: yes, 2019-2021.", "ssa", "done"),
        ("Lanreotide to be given monthly by GP.", "ssa", "planned"),
        ("Previous meds: lanreotide, everolimus.", "ssa", "done"),
    ],
)
def test_what_is_to_come_or_over_stays_so(text: str, kind: str, status: str) -> None:
    assert _statuses(text, kind) == {status}


def test_an_operation_called_off_is_not_done() -> None:
    assert "done" not in _statuses("12/4: to OR for Whipple, unresectable, closed. 13/4 extubated.", "surgery")
