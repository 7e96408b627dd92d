"""What is only prepared, put to choice, or to begin on a day to come was not given; and its contraries."""

import pytest

from chains.extract import read_case
from tests.treated import told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chemo teaching done for him. CAPTEM to start Monday. Pancreatic NET.", "chemo"),
        ("pNET. PRRT education completed with patient and wife.", "prrt"),
        ("pNET. TACE consent obtained.", "liver_directed"),
        ("Ileal NET. Lutathera authorization came through.", "prrt"),
        ("Ileal NET. Prior auth for Lutathera done.", "prrt"),
        ("Rectal NEC. Port placement for cis/etop done yesterday.", "chemo"),
        ("pNET. Sunitinib 37.5 mg, topical is fine. First fill shipped, she starts Saturday.", "targeted"),
        ("pNET. Everolimus 10 mg daily. He starts next week.", "targeted"),
        ("panNET G2, 22 mm. Distal panc is on 5/10.", "surgery"),
        ("Liver mets. TACE tmrw w/ IR at 8.", "liver_directed"),
        ("Rectal NEC. Chemo cis/etop start 10/7. FYI bx done.", "chemo"),
        ("Biopsy: carcinoid. Brain MRI normal. Op in January.", "surgery"),
        ("Ileal NET on lanreotide, ileus. OR tonight 20:00.", "surgery"),
        ("Duodenal bulb 10 mm SMT, biopsy NET G1. Plan: LECS on next month", "surgery"),
        ("Ampulla NET. MDT Helsinki recommends PD. Patient has agreed.", "surgery"),
        ("Start lanreotide next Monday, first dose not yet given. NET G1.", "ssa"),
    ],
)
def test_what_is_prepared_or_dated_ahead_is_planned(text: str, kind: str) -> None:
    assert told(text)[kind] == {"planned"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("pNET. CAPTEM x6 done with teaching by the nurse.", "chemo", "done"),
        ("pNET. PRRT counselling done, patient declined.", "prrt", "declined"),
        ("pNET. Sunitinib 37.5 mg, she started Saturday.", "targeted", "ongoing"),
        ("pNET. Sunitinib 37.5 mg. Second fill shipped.", "targeted", "ongoing"),
        ("pNET. Sunitinib 37.5 mg daily since May. She starts Monday on amlodipine.", "targeted", "ongoing"),
        ("Distal panc was on 5/10, R0. panNET.", "surgery", "done"),
        ("Lung carcinoid. Op in January, pT1 pN0.", "surgery", "done"),
        ("pNET. Surgery is on the 14th. Lanreotide 120 mg q4w.", "ssa", "ongoing"),
    ],
)
def test_a_course_that_is_told_is_not_made_a_plan(text: str, kind: str, status: str) -> None:
    assert told(text)[kind] == {status}


@pytest.mark.parametrize(
    "text",
    [
        "pNET. PRRT approval denied by insurance.",
        "pNET. Everolimus consent withdrawn.",
        "Whipple is on hold. Lung carcinoid.",
    ],
)
def test_what_is_not_granted_is_nottold(text: str) -> None:
    assert not read_case(text).case.treatments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "pNET head. Question - Whipple plus ablation in one sitting, or upfront SSA?",
            {"surgery": {"considered"}, "liver_directed": {"considered"}, "ssa": {"considered"}},
        ),
        ("Liver mets. Liver resection first, or PRRT?", {"surgery": {"considered"}, "prrt": {"considered"}}),
        ("S/p Whipple, PRRT or everolimus?", {"surgery": {"done"}, "prrt": {"considered"}, "targeted": {"considered"}}),
        ("S/p ileal resection - lanreotide or wait?", {"surgery": {"done"}, "ssa": {"considered"}}),
        ("pNET. Whipple R1, adjuvant chemo or not?", {"surgery": {"done"}, "chemo": {"considered"}}),
        ("Whipple specimen: NET G1 or G2?", {"surgery": {"done"}}),
        ("Previously treated with CAPTEM or PRRT?", {"chemo": {"done"}, "prrt": {"done"}}),
    ],
)
def test_what_is_put_to_choice_was_not_given(text: str, expected: dict[str, set[str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Everolimus? Patient says no, afraid of lung toxicity. pNET", "declined"),
        ("PRRT? He does not want it. pNET.", "declined"),
        ("Everolimus? Board says no. pNET", None),
        ("PRRT? No, kidneys bad. pNET", None),
        ("PRRT? No contraindication. pNET", "considered"),
        ("PRRT? Patient says no pain. pNET", "considered"),
        ("Ileal primary. Good PRRT candidate imo, lets discuss Mon", "considered"),
        ("Ileal NET. PRRT discussion planned.", "considered"),
        ("Ileal NET. Lanreotide self-injection teaching done.", None),
        ("Ileal NET. Not a PRRT candidate.", None),
        ("pNET. Education on CAPTEM done, pills delivered.", "considered"),
        ("Lung NEC. Whole brain RT not yet decided.", "considered"),
        ("pNET. Resectable? No.", None),
        ("pNET. Could the surgeons please comment on resectability?", "considered"),
    ],
)
def test_an_answer_tells_of_what_was_asked(text: str, status: str | None) -> None:
    assert [one.status for one in read_case(text).case.treatments] == ([status] if status else [])


@pytest.mark.parametrize(
    "text",
    [
        "Ileum, two NETs, G1.\nNodes 2/16. All margins clear, R0.",
        "NET ileum, resected may, R0",
        "Ileal NET, op'd in Leeds.",
    ],
)
def test_an_operation_is_done_by_its_specimen_or_month(text: str) -> None:
    assert told(text)["surgery"] == {"done"}


@pytest.mark.parametrize(
    "text",
    ["Ileal NET, biopsy. CT: nodes 3/10 enlarged.", "Breast cancer 2010, nodes 0/12, margins clear. Ileal NET now."],
)
def test_nodes_alone_or_of_another_cancer_tell_no_operation(text: str) -> None:
    assert "surgery" not in told(text)
