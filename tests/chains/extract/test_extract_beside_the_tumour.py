# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""What stands beside the tumour - a joint, an old nodule, the length of a specimen, an operation in childhood - and what
was only queried, suspected or counted earlier."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("Rectal NET G1. DOTATATE PET: uptake in the right shoulder joint, Krenning 2, degenerative.", []),
        ("Pancreatic NET. Ga-68: intense uptake left knee joint (arthritis).", []),
        ("DOTATATE PET: liver mets Krenning 4, knee joint uptake.", [("liver", 4)]),
        ("Discussed at joint MDT: Krenning 4 in liver.", [("liver", 4)]),
    ],
)
def test_uptake_of_a_joint_is_that_of_no_tumour(text: str, scores: list[tuple[str, int]]) -> None:
    assert [(one.location, one.krenning) for one in read_case(text).case.receptor_imaging] == scores


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Lung NEC, liver mets. 5 mm nodule RLL unchanged.", None),
        ("LCNEC left upper lobe 42 mm. 5 mm nodule RLL unchanged.", 42),
        ("Typical carcinoid: 18 mm nodule in the RLL, unchanged.", 18),
        ("Macroscopy: tail and body 11 cm, spleen 9 cm. Tumour 23 mm.", 23),
        ("Received: tail of pancreas 8 cm with spleen 10 cm. NET G2.", None),
        ("Mass in tail and body 11 cm, pNET.", 110),
        ("Macro: ileum with 52 mm firm yellow tumour.", 52),
        ("Appendicectomy 5 weeks ago: tip of the appendix, 12 mm, NET.", 12),
    ],
)
def test_a_length_is_that_of_what_is_measured(text: str, size: float | None) -> None:
    assert read_case(text).case.tumour_size_mm == size


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Operated for appendicitis 1981. Ileal NET, liver mets.", set()),
        ("Pancreatic NET G2. Was operated on for appendicitis in 1981, hysterectomy 1995.", set()),
        ("pNET. Surgery for cataract last year.", set()),
        ("Operated for ileus 2020, ileal NET found.", {"done"}),
    ],
)
def test_an_operation_for_another_ailment_is_not_that_of_the_tumour(text: str, given: set[str]) -> None:
    assert {one.status for one in read_case(text).case.treatments} == given


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("Request: ? carcinoid. Result: lymphoid hyperplasia. No carcinoid.", None),
        ("Possible NET in appendix on frozen. Final: no NET, mucocele.", None),
        ('"NET" in the referral. Conclusion of our path: solid pseudopapillary neoplasm, NET excluded.', None),
        ("?NET. Conclusion: NET G1 confirmed.", "net"),
        ("Ileal NET resected 2019. Conclusion: no NET recurrence.", "net"),
        ("Suspected pNET. FNA: pNET G1. Liver bx: no NET.", "net"),
    ],
)
def test_a_tumour_that_was_only_queried_is_denied_by_the_conclusion(text: str, histology: str | None) -> None:
    assert read_case(text).case.histology == histology


@pytest.mark.parametrize(
    ("text", "site", "status"),
    [
        ("Ileal NET. Mesenteric nodes are only suspect.", "lymph_node_regional", "possible"),
        ("Liver met proven; nodes only suspect.", "lymph_node_regional", "possible"),
        ("Bone lesions suspect only, await PET.", "bone", "possible"),
        ("No suspect liver lesions on MRI.", "liver", "absent"),
        ("Suspect progression in liver mets.", "liver", "present"),
        ("Nodal mets in the mesentery.", "lymph_node_regional", "present"),
    ],
)
def test_what_is_only_suspect_is_possible(text: str, site: str, status: str) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases}[site] == status


@pytest.mark.parametrize(
    ("text", "indices"),
    [
        ("Ki-67 25 % (orig 14 %).", {25, 14}),
        ("Ki-67 20% (old bx 3%).", {20, 3}),
        ("Ki-67 in met 20 %, orig tumour 2 %.", {20, 2}),
        ("Ki-67 3 %, orig. dose 120 mg.", {3}),
        ("Ki-67 3 %. Old CT 30 % liver.", {3}),
    ],
)
def test_an_earlier_index_stands_beside_the_new_one(text: str, indices: set[float]) -> None:
    assert {one.high for one in read_case(text).case.ki67} == indices


@pytest.mark.parametrize(
    ("text", "largest"),
    [
        ("Ileal NET with liver mets. 12 mm neck nodule, DOTATATE negative.", None),
        ("pNET with liver metastases. Scalp: 12 mm crusted lesion.", None),
        ("Ileal NET, liver mets. Subcutaneous nodule abdominal wall 14 mm.", None),
        ("Liver mets, largest 34 mm. Neck nodule 20 mm.", 34),
        ("Liver mets. New lesion 12 mm in segment 4, scalp fine.", 12),
    ],
)
def test_a_lesion_of_the_skin_or_the_neck_is_none_of_the_liver(text: str, largest: float | None) -> None:
    liver = read_case(text).case.liver
    assert (liver.largest_mm if liver else None) == largest
