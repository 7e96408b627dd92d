"""Treatments of plans: told by a heading, an arrow, a dose or a day to come, they are not told as given."""

import pytest

from chains.extract import read_case


def statuses(text: str) -> dict[str, str]:
    return {one.kind: one.status for one in read_case(text).case.treatments}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thymic NET, R1. Plan: post-op radiotherapy 54 Gy/27#, start 1 Dec.", "radiotherapy"),
        ("Plan: post-op RT 50.4 Gy", "radiotherapy"),
        ("Post-op RT 54 Gy/27#, start 1 Dec", "radiotherapy"),
        ("MDT outcome: post-op chemoradiation, start 1 Dec", "chemo"),
        ("palliative RT to L2 scheduled for Friday, 8 Gy x1.", "radiotherapy"),
        ("Pain: RT to L2 booked for Friday, 8 Gy", "radiotherapy"),
        ("RT to start Monday 30 Gy/10", "radiotherapy"),
        ("NEC. Chemo begins on Tuesday with cisplatin and etoposide.", "chemo"),
        ("Chemo begins Monday, he is now on octreotide", "chemo"),
        ("PRRT begins 3 May, now on octreotide", "prrt"),
        ("Cis/etop + thoracic RT concurrent to start Thursday", "chemo"),
        ("Outcome: switch to CAPTEM, dose reduced. Everolimus stopped today.", "chemo"),
        ("PLAN\n- RT 45 Gy/25\n- lanreotide 120 mg monthly", "radiotherapy"),
        ("History\n- RHC 2019\n- PRRT 2021 x4\nPlan\n- everolimus 10 mg", "targeted"),
    ],
)
def test_what_is_to_come_is_planned(text: str, kind: str) -> None:
    assert statuses(text)[kind] == "planned"


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("post-op RT 54 Gy given 2020", "radiotherapy", "done"),
        ("Post-op RT 54 Gy/27#, started 1 Dec", "radiotherapy", "ongoing"),
        ("brain RT 30 Gy in 10 given last month", "radiotherapy", "done"),
        ("He had chemo in 2020 with cisplatin and etoposide", "chemo", "done"),
        ("SSA was started in May with lanreotide", "ssa", "ongoing"),
        ("thoracic RT declined, 45 Gy was offered", "radiotherapy", "declined"),
        ("Current medications\n- lanreotide 120 mg q28d\n- everolimus 10 mg od", "ssa", "ongoing"),
        ("History\n- RHC 2019\n- PRRT 2021 x4\nPlan\n- everolimus 10 mg", "prrt", "done"),
        ("Plan:\n- ileal resection\n- RFA of one lesion", "surgery", "planned"),
    ],
)
def test_what_was_given_or_refused_beside_a_plan_stays_so(text: str, kind: str, status: str) -> None:
    assert statuses(text)[kind] == status


@pytest.mark.parametrize(
    "text",
    [
        "rectal NET, bx: G1, Ki-67 <3% -> transanal excision",
        "5. M 45 - rectal NET, bx G1\n    -> transanal excision (TAMIS)\n    -> no adjuvant",
        "pNET 25 mm G1 → distal pancreatectomy",
        "Hepatectomy has been called off because of severe tricuspid regurgitation.",
    ],
)
def test_what_follows_from_a_finding_by_an_arrow_or_was_called_off_is_not_told_as_done(text: str) -> None:
    assert "done" not in statuses(text).values()


def test_an_index_before_an_arrow_is_read_and_a_rule_behind_one_is_none() -> None:
    assert read_case("rectal NET, Ki-67 <3% -> transanal excision").case.ki67 != ()
    assert read_case("Ki-67 >20% → G3 by definition").case.ki67 == ()
