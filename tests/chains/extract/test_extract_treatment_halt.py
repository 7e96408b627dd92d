# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""A drug that is stopped in a later sentence is over; what has its first day further on, or is applied for, is to come."""

import pytest

from chains.extract import read_case


def _states(text: str, kind: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Everolimus wk 5: sats 92% on air, CT ground glass both bases. Stopping it now, pred 30. Ileal NET",
            "targeted",
        ),
        ("pNET. Everolimus month 3, mouth ulcers G3, cannot eat. Stopping today.", "targeted"),
        ("pNET. Everolimus 10 mg since May; new cough, infiltrates. I have stopped it.", "targeted"),
        ("pNET. Sunitinib since 2021, hypertension; so we stopped it in May.", "targeted"),
        (
            "2023/03 sunitinib 37.5 mg, reduced to 25 for hand-foot in 06/2023, then stopped for good 07/2023\npNET",
            "targeted",
        ),
        (
            "Lung carcinoid.\n2017-2019 everolimus 10 mg, later 5 mg because of ulcers; stopped because of pneumonitis",
            "targeted",
        ),
        (
            "Taken to chemo: cis/eto started 27/12. No change after 2 cycles. Now: atypical carcinoid. Chemo was stopped after cycle 2.",
            "chemo",
        ),
    ],
)
def test_a_drug_that_is_stopped_further_on_is_over(text: str, kind: str) -> None:
    assert _states(text, kind) == {"done"}


@pytest.mark.parametrize(
    "text",
    [
        "pNET. Everolimus 10 mg since May; aspirin stopped because of bleeding.",
        "pNET. Everolimus 10 mg since May. Smoking stopped in 2019.",
        "pNET. On everolimus 10 mg; if pneumonitis, stop it.",
        "pNET. Everolimus since March. Should we be stopping it now?",
        "pNET. Everolimus since March, diarrhoea stopped in May.",
        "pNET. Everolimus 10 mg, stopped in May for stomatitis, restarted at 5.",
    ],
)
def test_a_drug_runs_on_where_something_else_is_stopped_or_nothing_yet(text: str) -> None:
    assert _states(text, "targeted") == {"ongoing"}


def test_a_course_runs_on_where_an_earlier_one_was_stopped() -> None:
    assert "ongoing" in _states("pNET. CAPTEM started in January. Previous chemo was stopped in 2019.", "chemo")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thymic NET.\n1) PRRT now? We have applied for cost approval for four cycles, first planned in May.", "prrt"),
        ("pNET. Oncology proposes PRRT next (4 cycles, first mid May), fine with us.", "prrt"),
        ("Ileal NET. We fear ileus with Lu-177. Steroid cover? First cycle is booked for 12 March.", "prrt"),
        (
            "LCNEC. I offered carboplatin and etoposide; he was clear he wanted to try and so we'll start next Thursday.",
            "chemo",
        ),
        (
            "NEC ampulla. Surgery was abandoned in favour of chemotherapy with cisplatin/etoposide, 4 cycles.\n\nThe first cycle is foreseen for 04.11.",
            "chemo",
        ),
        (
            "Ileal NET. Proposed: everolimus 10 mg - interaction? on clarithromycin. Oncologist agrees start on the 22nd.",
            "targeted",
        ),
        (
            "MEMO FOR INSURANCE\n\nRequest: Everolimus 10 mg x 6 months; Lanreotide to continue\n\nLung carcinoid, liver mets.",
            "targeted",
        ),
        (
            "Prior authorization\nDrug requested: sunitinib 37.5 mg daily\nDiagnosis: pancreatic NET, liver mets.",
            "targeted",
        ),
        ("Funding form\nRequested treatment: CAPTEM, 6 cycles\nPancreatic NET G2.", "chemo"),
        (
            "JEJ NET, liver mets. No to PRRT again, wants the tablet, so everolimus 10mg it is, after the dental check.",
            "targeted",
        ),
        ("Declined for liver tx. So it's PRRT, 1st dose wk of the 9th. Ileal NET", "prrt"),
        ("NEC jejunum, liver clean. Chemo C1 Mon then chemoRT prob", "chemo"),
        ("CT liver mets. Decision: cisplatin-etoposide, first cycle this week; no surgery. NEC colon.", "chemo"),
        ("Pancreatic NET G3. Plan switch from lanreotide to CAPTEM.", "chemo"),
    ],
)
def test_what_was_resolved_on_is_to_come(text: str, kind: str) -> None:
    assert _states(text, kind) == {"planned"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("pNET. PRRT or CAPTEM? First clinic planned in May.", "prrt", "considered"),
        ("pNET. PRRT? If insurance agrees first cycle would be planned in May.", "prrt", "considered"),
        ("pNET. Lu-177 order placed for 5/19 infusion, room 3. Pt education done. C1.", "prrt", ""),
        ("pNET. PRRT? First scan planned in May.", "prrt", "considered"),
        ("pNET. He declined PRRT; first cycle was planned in May.", "prrt", "declined"),
        (
            "Repeat prescription request: everolimus 10 mg daily, pNET, takes it since 2022, well.",
            "targeted",
            "ongoing",
        ),
        ("Request: CT chest. Pancreatic NET, liver mets, on everolimus 10 mg since 2023.", "targeted", "ongoing"),
        ("pNET G3. Switched from lanreotide to CAPTEM in May.", "chemo", "ongoing"),
    ],
)
def test_what_is_only_asked_or_runs_is_not_resolved_on(text: str, kind: str, status: str) -> None:
    assert _states(text, kind) == ({status} if status else set())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lutathera dose stuck at customs. Rebooked Thu. (panc NET, cycle 2 of 4, mild CKD)", "prrt"),
        ("Lung NET. Current: 177Lu-DOTATATE, given 2 of 4 treatments.", "prrt"),
        ("Lu therapy cycle 2 for your lady tomorrow. Ileal NET, liver Krenning 4 on the scan of cycle 1", "prrt"),
        ("FOLFOX C1 ran last night, bili 55 today. Pancreatic NEC", "chemo"),
        ("Rectal NEC, chemorads #12/28 today, skin G2", "radiotherapy"),
        ("NEC. After 4x carbo/etop: CT nodal mass 9.1 to 4.0 cm. Two more cycles then stop.", "chemo"),
        ("NEC. Cisplatin-etoposide: C1 on 5 Feb, C2 26 Feb. Tolerated. Continues to 4-6 then CT.", "chemo"),
        ("SCLC. From 05/10 Cisplatin/etoposide q21. Today cycle III.", "chemo"),
    ],
)
def test_a_course_of_which_some_cycles_were_given_runs(text: str, kind: str) -> None:
    assert _states(text, kind) == {"ongoing"}


def test_sessions_of_an_embolisation_are_no_cycles_of_the_course_before_it() -> None:
    text = "pNET. PRRT 4x 7.4 GBq, 9/22-4/23 => PR\nTACE right lobe #1 12/24, #2 02/25. MRI not yet done."
    assert _states(text, "prrt") == {"done"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("He's had: SSA, PRRTx4, then PD. Ileal NET", "prrt", "done"),
        ("Pancreatic NEC, ki 70, progressed thru EP and FOLFIRI, PS 3", "chemo", "done"),
        ("LCNEC RUL, brain mets. SRS next Wed then plat/etop +/- atezo.", "chemo", "planned"),
        ("pNET. Back to standard: Lu vs CAPTEM vs everolimus for PD.", "prrt", "considered"),
        ("LCNEC. He had five fractions to the whole brain a fortnight ago.", "radiotherapy", "done"),
        ("Rectal NEC, post CRT. ypT3 ypN2a (5/16), R0", "radiotherapy", "done"),
        ("RT ok'd: 8Gy x1 to L4 for pain, Thursday 14:00. Bone mets from her pNET", "radiotherapy", "planned"),
        ("pNET. CAPTEM 8# : best response PR, now at 11 months PD liver.", "chemo", "done"),
        ("Lung NET. Oncology will talk about PRRT v temozolomide in clinic.", "chemo", "considered"),
        ("pNET G3. CAPTEM cycle 5 ongoing; PRRT was the plan B.", "prrt", "considered"),
    ],
)
def test_treatments_in_the_short_words_of_a_chat_are_read(text: str, kind: str, status: str) -> None:
    assert _states(text, kind) == {status}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NET ileum. He had an EP study and ablation for SVT in 2015.", "chemo"),
        ("NET ileum. Heart failure, post CRT-D implant 2019.", "radiotherapy"),
    ],
)
def test_short_words_of_the_heart_are_no_treatment_of_the_tumour(text: str, kind: str) -> None:
    assert not _states(text, kind)
