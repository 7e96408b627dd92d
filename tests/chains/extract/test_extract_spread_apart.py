"""Sites that a comma sets apart from the metastases named before it, and sites that a short word calls clear."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ileal NET, mets in liver, bone clear.", {"liver": "present", "bone": "absent"}),
        ("pNET. Metastases in liver, the lungs are clear.", {"liver": "present", "lung": "absent"}),
        (
            "Atypical carcinoid. Metastasis in bone and liver, the brain is free.",
            {"bone": "present", "liver": "present", "brain": "absent"},
        ),
        ("NET. Metastases: liver, lungs clear.", {"liver": "present", "lung": "absent"}),
        (
            "NET. Mets in liver, bones unremarkable, lungs clear.",
            {"liver": "present", "bone": "absent", "lung": "absent"},
        ),
        (
            "NET, deposits in the peritoneum, liver and lungs are normal.",
            {"peritoneum": "present", "liver": "absent", "lung": "absent"},
        ),
        ("NET. No metastases: liver, lungs and bone clear.", {"liver": "absent", "lung": "absent", "bone": "absent"}),
        ("NET. Liver, lung and bone clear.", {"liver": "absent", "lung": "absent", "bone": "absent"}),
        ("NET. No disease in liver, bone clear.", {"liver": "absent", "bone": "absent"}),
        (
            "NET with metastases to liver, bones and nodes, the rest clear.",
            {"liver": "present", "bone": "present", "lymph_node_regional": "present"},
        ),
        ("LCNEC lung, brain MR clean.", {"brain": "absent"}),
        (
            "NEC. Metastases: liver yes, lung no, bone no.",
            {"liver": "present", "lung": "absent", "bone": "absent"},
        ),
        ("pNET. In liver are metastases, in bone not.", {"liver": "present", "bone": "absent"}),
        ("Duodenal NET G1, in liver nothing.", {"liver": "absent"}),
    ],
)
def test_what_is_clear_is_told_apart_from_what_is_not(text: str, told: dict[str, str]) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases} == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Liver: no focal lesions. Several small sclerotic foci in pelvis, new, metastases cannot be excluded.",
            {"liver": "absent", "bone": "possible"},
        ),
        (
            "Liver: unremarkable. Lytic lesion in the left hemipelvis, metastasis possible.",
            {"liver": "absent", "bone": "possible"},
        ),
        ("Liver: no lesions. Indeterminate focus in the pubis.", {"liver": "absent", "bone": "possible"}),
        (
            "Liver: several hypodense lesions. Too small to characterise, metastases cannot be excluded.",
            {"liver": "possible"},
        ),
        ("Liver: no definite lesions. Metastases cannot be excluded.", {"liver": "possible"}),
        ("Sclerotic foci in pelvis stable, bone islands.", {}),
        ("CT: mesenteric + left supraclav LN, liver free.", {"liver": "absent"}),
    ],
)
def test_a_doubt_is_of_the_finding_of_its_own_sentence(text: str, told: dict[str, str]) -> None:
    assert {one.site: one.status for one in read_case(f"NET. {text}").case.metastases} == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("CT 11/24 PR in liver.", {"liver": "present"}),
        ("No PD in liver.", {}),
        ("No recurrence in the liver.", {"liver": "absent"}),
        ("Liver on MRI clean.", {"liver": "absent"}),
        ("Liver on MRI not clear.", {}),
        ("Bones: no destructive lesion.", {"bone": "absent"}),
        ("Nothing on CT liver.", {"liver": "absent"}),
        ("Nothing on CT liver to explain the pain.", {}),
        ("Bone mets only (no liver!).", {"bone": "present", "liver": "absent"}),
        ("Path phoned: bx liver = NEC, poorly diff.", {"liver": "present"}),
        ("bx liver = no tumour.", {}),
    ],
)
def test_short_words_of_a_site(text: str, told: dict[str, str]) -> None:
    assert {one.site: one.status for one in read_case(f"NET. {text}").case.metastases} == told
