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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("LCNEC. RT to brain: starts on Monday. Carboplatin, first cycle after the RT.", {"radiotherapy": "planned", "chemo": "planned"}),
        ("LCNEC. WBRT planned from Sunday, and after that cis/eto.", {"radiotherapy": "planned", "chemo": "planned"}),
        ("pNET. TACE is planned for Friday. Lanreotide, first dose once the TACE is over.", {"liver_directed": "planned", "ssa": "planned"}),
        ("pNET. PRRT done in 2021. Everolimus, first dose after the PRRT was tolerated.", {"prrt": "done"}),
        ("LCNEC. WBRT given in May, and after that cis/eto x4, tolerated.", {"radiotherapy": "done", "chemo": "done"}),
        ("Cecal NET. No adj. chemo was given.", {}),
        ("pNET. No neoadj. chemo given.", {}),
        ("pNET. No syst. chemo was given.", {}),
        ("pNET. Adj. chemo was given.", {"chemo": "done"}),
    ],
)  # fmt: skip
def test_what_waits_for_a_planned_treatment_is_planned_and_a_short_word_ends_no_sentence(
    text: str, told: dict[str, str]
) -> None:
    status = _status(text)
    assert {kind: status.get(kind) for kind in told} == told
    assert told or not status


def test_a_question_whether_somebody_with_a_title_had_a_treatment_tells_nothing_of_it() -> None:
    assert not _status("Does anybody recall whether Ms. Greer had PRRT at the outside place? 70F, NET, mets in liver.")
