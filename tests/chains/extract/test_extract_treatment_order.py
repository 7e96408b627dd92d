# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""The order of treatments: what comes before or after a planned one, a first dose to come, a refusal behind an offer."""

import pytest

from chains.extract import read_case


def _status(text: str) -> dict[str, str]:
    return {one.kind: one.status for one in read_case(text).case.treatments}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Ileal NET. Post op she goes on octreotide LAR, first dose on Monday.", "ssa", "planned"),
        ("pNET. He goes on lanreotide next week.", "ssa", "planned"),
        ("pNET. She will go on everolimus after the scan.", "targeted", "planned"),
        ("pNET. She goes on well with octreotide.", "ssa", "ongoing"),
        ("pNET. She goes on octreotide injections monthly since 2020.", "ssa", "ongoing"),
        ("pNET. Octreotide LAR, first dose given Monday.", "ssa", "ongoing"),
        ("pNET. BOARD: PRRT, FIRST CYCLE 22/10. RT TO L3 BEFORE THAT.", "radiotherapy", "planned"),
        ("pNET. Board: PRRT. RT to L3 first.", "radiotherapy", "planned"),
        ("pNET. We decided on PRRT; prior to this palliative RT of T8.", "radiotherapy", "planned"),
        ("pNET. PRRT was completed in 2021. RT to L3 before that.", "radiotherapy", "done"),
        ("pNET. She had PRRT in 2021, and before that TACE.", "liver_directed", "done"),
        ("pNET. He has not had liver embolisation yet. Booked Monday 0800.", "liver_directed", "planned"),
        ("pNET. Surgery is now on, 17 Nov (was cancelled).", "surgery", "planned"),
        ("pNET. We start capecitabin + temozolomid next Monday.", "chemo", "planned"),
        ("pNET. Adjuvant CAPTEM was considered but the insured has refused.", "chemo", "declined"),
        ("pNET. Patient was offered operation, does not want it.", "surgery", "declined"),
        ("NEC. Pt and attendants not willing for chemo.", "chemo", "declined"),
        ("pNET. Surgery was recommended, patient refused at first, now agrees.", "surgery", "planned"),
        ("NET. So PRRT would be possible. He declined everolimus.", "prrt", "considered"),
        ("NET. Lanreotid runs since 2 y.", "ssa", "ongoing"),
    ],
)
def test_the_order_of_treatments(text: str, kind: str, status: str) -> None:
    assert _status(text).get(kind) == status


def test_surgery_first_then_an_analogue_tells_of_nothing_given() -> None:
    assert not set(_status("pNET. Surgery first, then SSA.").values()) & {"done", "ongoing"}
