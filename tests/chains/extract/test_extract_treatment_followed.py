"""What stands behind a treatment - a board's yes, a new date, a question - tells whether it was given or is to come."""

import pytest

from chains.extract import read_case


def _status(text: str, kind: str) -> str | None:
    told = {one.status for one in read_case(text).case.treatments if one.kind == kind}
    assert len(told) <= 1
    return told.pop() if told else None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pNET, PD. I'd go PRRT x4 - and yes, tumour board approved, first cycle 17 Dec.", "prrt"),
        ("Ileal NET. PRRT c1 cancelled today, UTI. Rebooked for the 12th.", "prrt"),
        ("pNET. Whipple cancelled last week, rebooked for 3 March.", "surgery"),
        ("pNET G2. Surgeons want distal panc + splenectomy, date is 14/3.", "surgery"),
        ("Lung NET. RT appt in the 3rd week of June.", "radiotherapy"),
        ("panNET G3. CAPTEM from 4/12. Anyone for FOLFIRI instead?", "chemo"),
        ("Insulinoma of the pancreatic head. She wants to wait till after summer but agreed to op in Sept.", "surgery"),
        ("Ileal NET. Plan to resect the primary in May.", "surgery"),
        ("Ileal NET. IR and surgeons met. They will debulk the liver.", "surgery"),
        ("Rectal NET 22 mm, TME planned 8 Jan.", "surgery"),
    ],
)
def test_a_treatment_to_come_is_planned(text: str, kind: str) -> None:
    case = read_case(text).case
    assert "planned" in {one.status for one in case.treatments if one.kind == kind}
    assert not {one.status for one in case.treatments if one.kind == kind} & {"done", "ongoing"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Ileal NET. Question: resect the primary although he has no obstruction?", "surgery", "considered"),
        ("Ileal NET. Surgeons happy to resect primary and nodes.", "surgery", "considered"),
        ("Ileal NET with liver mets. Would you still debulk the liver?", "surgery", "considered"),
        ("NEC of the pancreas. Should prophylactic brain RT be given?", "radiotherapy", "considered"),
        ("Ileal NET resected, 5/21 nodes, R0. Any adjuvant SSA? I say no data.", "ssa", "considered"),
        ("Rectal NET. RFA again? Or start lanreotide?", "ssa", "considered"),
        ("Rectal NET, liver mets. New lesion in segment 4. RFA again? or start lan", "ssa", "considered"),
        ("Ileal NET. We decided not to resect the primary.", "surgery", None),
        ("pNET. PRRT c1 cancelled because of platelets.", "prrt", None),
    ],
)
def test_what_is_only_thought_of_is_not_done(text: str, kind: str, status: str | None) -> None:
    assert _status(text, kind) == status


@pytest.mark.parametrize(
    "text", ["pNET. Resect the primary first, then PRRT.", "pNET, after we resect the primary, PRRT."]
)
def test_what_only_follows_an_operation_thought_of_is_not_done(text: str) -> None:
    assert _status(text, "prrt") == "considered"
    assert _status(text, "surgery") == "considered"


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Ileal NET, liver mets (2024). We begin octreotide LAR 30. What do you recommend?", "ssa", "ongoing"),
        (
            "Ileal NET, lanreotide. No new symptoms. I wouldn't change therapy. Should we stop the PPI?",
            "ssa",
            "ongoing",
        ),
        ("Ileal NET asks about PRRT. Stable on SSA for 5 yrs. I said no reason to now.", "ssa", "ongoing"),
        ("pNET. PRRT planned. Need to stop lanreotide before?", "ssa", "ongoing"),
        ("Flu vaccine the same day as lanreotide? Rectal NET.", "ssa", "ongoing"),
        ("Ileal NET. We begin octreotide LAR next week.", "ssa", "planned"),
        ("Ileal NET. When do we begin octreotide LAR?", "ssa", "considered"),
        ("Ileal NET. SSA was offered. She said no.", "ssa", "declined"),
    ],
)
def test_what_runs_is_told_from_what_is_to_begin_or_refused(text: str, kind: str, status: str) -> None:
    assert _status(text, kind) == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ileal NET. Right hemicolectomy, MDT agreed surveillance.", "surgery"),
        ("pNET. Whipple, tumour board agreed no adjuvant.", "surgery"),
        ("pNET. PRRT x2, board agreed to continue.", "prrt"),
        ("pNET. PRRT c1 cancelled in May, given in June.", "prrt"),
        ("pNET. So far: debulking distal pancreatectomy 06/2023, R2. Voted: PRRT.", "surgery"),
        ("Rectal NET, 22 mm, ant resection in June R0.", "surgery"),
        ("pNET. PRRT x4 done in 2021, board agreed on surveillance.", "prrt"),
        ("pNET. PRRT x4 done, first cycle 3 Jan 2022.", "prrt"),
        ("Ileal NET. In May they took out the tumour and some glands.", "surgery"),
        ("Discharge\nDx: NET pancreatic head.\nOp: Whipple 4 Nov.\nHistology: 26 mm, R0.", "surgery"),
        ("Ileal NET. She agreed to surgery and had a right hemicolectomy in 2019.", "surgery"),
        ("Patient operate in 2021, NET of the pancreas tail.", "surgery"),
    ],
)
def test_what_was_given_is_done(text: str, kind: str) -> None:
    assert _status(text, kind) == "done"


def test_a_date_to_come_for_the_pathologist_is_no_operation_done() -> None:
    assert _status("pNET.\nOp: Whipple 4 Nov.\nPlan: clinic.", "surgery") != "done"
