"""A treatment in a sentence that no rule foresaw is never simply taken as given."""

import pytest

from chains.extract import read_case


def statuses(text: str) -> dict[str, str]:
    return {one.kind: one.status for one in read_case(text).case.treatments}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pNET. Everolimus, which your own letter names, would get my vote.", "targeted"),
        ("Ovarian metastasis of a NET. Lutetium we don't have in our country, she never received.", "prrt"),
        ("Ileal NET. Embolisation has never been done. PRRT neither.", "prrt"),
        ("pNET. The record wrongly says SIRT: yes.", "liver_directed"),
        ("Medication list still shows everolimus 10 mg. Patient never took a single tablet. pNET.", "targeted"),
        ("pNET, sunitinib 37.5 mg od, first tablet to be taken on Monday.", "targeted"),
        ("pNET, resectable on MRI; lap. left pancreatectomy on 2 March.", "surgery"),
        ("New proposal CAPTEM, he wants to think it over. pNET.", "chemo"),
        ("pNET. I am not sure whether everolimus or sunitinib is what you mean.", "targeted"),
        ("Future liver remnant after right hemihepatectomy 38 %. pNET with liver metastases.", "surgery"),
        ("pNET. PRRT will be the first line, cycle 1 on 9/2.", "prrt"),
        ("pNET. SSA - nothing started yet since surgery.", "ssa"),
    ],
)
def test_what_was_not_given_is_not_told_as_given(text: str, kind: str) -> None:
    assert statuses(text).get(kind) not in {"done", "ongoing"}


@pytest.mark.parametrize(
    "text",
    [
        "pNET, everolimus, he drinks it until today",
        "Ileal NET, Oct LAR 20 -> 30 mg since 2023, goes on",
        "pat. 63 m, NET ileum. Octreotid weiter.",
        "SIRT right lobe done. Rectal NET. octreotide cont.",
        "2020 to date: octreotide, every 28 days. NET of the jejunum",
        "his lanreotide is due on Thursday, can you give it on the day unit? ileal NET",
        "pNET on everolimus; everolimus will be stopped when temozolomide begins",
    ],
)
def test_what_runs_is_told_as_running(text: str) -> None:
    told = statuses(text)
    assert {told.get("ssa"), told.get("targeted")} - {None} == {"ongoing"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pNET, Whipple, pT3 pN1 (3/17), no necrosis", "surgery"),
        ("Rectal NET 15 mm, TEM 2022, muscularis propria not invaded", "surgery"),
        ("58M pNET, distal pancreatectomy, now liver mets", "surgery"),
        ("pNET: lanreotide, everolimus, PRRT x4. CT: PD", "prrt"),
        ("NEC of the colon. 1L cis/etop no benefit", "chemo"),
    ],
)
def test_the_shorthand_of_notes_still_tells_of_what_was_given(text: str, kind: str) -> None:
    assert statuses(text)[kind] == "done"


def test_a_refusal_of_all_is_one_of_each() -> None:
    text = "Offered: debulking, TACE, or PRRT. After two long talks she has turned down all three. pNET."
    assert {statuses(text).get(kind) for kind in ("liver_directed", "prrt")} == {"declined"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ileal NET, Octreotide LAR 30 mg q4w continues, given last Tues by the GP nurse", "ssa"),
        ("pNET G3, CAPTEM x 4 so far, c5 next week", "chemo"),
        ("glucagonoma: octreotide interval was stretched from 3 to 4 weeks, back to q3w", "ssa"),
        ("ileal NET, no need to switch from lanreotide, MRI SD", "ssa"),
    ],
)
def test_what_goes_on_is_not_over_because_a_dose_was_given(text: str, kind: str) -> None:
    assert statuses(text)[kind] == "ongoing"


@pytest.mark.parametrize(
    "text",
    [
        "pNET. Surgeons: Whipple + seg 2/3 resection feasible. The patient opts against an operation.",
        "duodenal NET, 2 failed attempts at ESD (no lift), so no resection so far",
        "pNET. Conference: sunitinib begins on Monday.",
    ],
)
def test_what_failed_to_happen_or_begins_later_was_not_given(text: str) -> None:
    assert not {one.status for one in read_case(text).case.treatments} & {"done", "ongoing"}
