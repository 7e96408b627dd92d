"""Operations told with the day, the list or the leave from work that is still to come, and treatments asked "on"."""

import pytest

from chains.extract import read_case


def _statuses(text: str, kind: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    "text",
    [
        "Pancreatic tail NET. Operation (left pancreatectomy) takes place on 12/11.",
        "Whipple is taking place on 4/5.",
        "Theatre 3 Tuesday: thymectomy, thymic carcinoid, ?SVC involvement, R1 risk.",
        "OT Friday first case: total gastrectomy.",
        "Off work from 12/11 (Whipple). pNET head 3 cm.",
        "Sick leave from 3/6 (lobectomy) for bronchial carcinoid.",
        "Scheduled: echo, lung function tests, CT chest, physio, lobectomy.",
        "Today's list: 1. Whipple 2. right hemi for ileal NET.",
        "Certificate of incapacity from 12/11 - operation (gastrectomy).",
        "Bloods, ECG, anaesthetic review, stoma nurse and right hemicolectomy scheduled.",
    ],
)
def test_an_operation_with_its_day_to_come_is_planned(text: str) -> None:
    assert _statuses(text, "surgery") == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "The operation (left pancreatectomy) took place on 12/11.",
        "Theatre Tuesday: thymectomy went well.",
        "Theatre 3 Tuesday: thymectomy done, R1.",
        "Off work since 12/11 (Whipple).",
        "Theatre list of Monday: Whipple went well.",
        "Problem list: Whipple 2020, diabetes.",
        "Echo, CT chest, right hemicolectomy 2019 and PET are in the notes.",
    ],
)
def test_an_operation_that_is_over_stays_done(text: str) -> None:
    assert _statuses(text, "surgery") == {"done"}


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("Theatre list Thursday: right hemicolectomy, ileal NET, R1 likely.", None),
        ("R1 risk at the SMA.", None),
        ("Consented: R1/R2 possible.", None),
        ("On the list for Tuesday: thymectomy. Risk of R1 high.", None),
        ("An R1 resection would be acceptable.", None),
        ("Surgeon warns of R2.", None),
        ("R1, high risk of recurrence.", "R1"),
        ("Whipple 2021 R1, possible recurrence.", "R1"),
        ("Final path R2, as expected.", "R2"),
    ],
)
def test_a_margin_that_is_only_feared_is_none(text: str, margin: str | None) -> None:
    assert read_case(text).case.margin == margin


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("She asks on PRRT, I think yes if DOTATATE good.", "prrt", "considered"),
        ("Hesitant on PRRT because of kidneys.", "prrt", "considered"),
        ("Unsure on everolimus - what do you think?", "targeted", "considered"),
        ("I'd put her on lanreotide.", "ssa", "considered"),
        ("Would you start him on CAPTEM?", "chemo", "considered"),
        ("She is on PRRT, asks if she may fly.", "prrt", "ongoing"),
        ("Would you keep him on lanreotide?", "ssa", "ongoing"),
        ("He wanted to go on sunitinib, started 3/4.", "targeted", "ongoing"),
    ],
)
def test_what_is_asked_on_is_not_what_runs(text: str, kind: str, status: str) -> None:
    assert _statuses(text, kind) == {status}


@pytest.mark.parametrize("text", ["New review on CAPTEM attached.", "Paper attached on PRRT in bronchial carcinoids."])
def test_a_paper_on_a_treatment_tells_of_none(text: str) -> None:
    assert not read_case(text).case.treatments
