# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Findings that the text itself explains as no tumour."""

import pytest

from chains.extract import read_case


def _spread(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        (
            "pNET. Liver: 3 cm lesion in segment VI with fill-in, unchanged since 2019, in keeping with a haemangioma.",
            {"liver": "absent"},
        ),
        ("pNET. Bone lesion T9 on CT = hemangioma on MRI.", {"bone": "absent"}),
        ("pNET. The liver lesions are cysts.", {"liver": "absent"}),
        ("pNET. Lung mets? -> wedge showed granuloma.", {"lung": "absent"}),
        ("pNET. ?liver seg 4 8 mm, DOTATOC negative, MRI: haemangioma.", {"liver": "absent"}),
        ("Ileal NET. Two nodules on the peritoneum: fibrosis, no tumour.", {"peritoneum": "absent"}),
        ("pNET. The omental nodule sent is an accessory spleen.", {"peritoneum": "absent"}),
        (
            "pNET. The lung opacity taken for a metastasis turned out as pulmonary embolism with infarct.",
            {"lung": "absent"},
        ),
        ("pNET. Lung nodule 5 mm LLL: calcified granuloma, not a metastasis.", {"lung": "absent"}),
        (
            'pNET. The lesion in liver segment IVb was called "suspicious of metastasis". After review this corresponds to focal fatty sparing.',
            {"liver": "absent"},
        ),
        ("pNET. Uptake in L3 was read as a metastasis; on MRI it is a haemangioma.", {"bone": "absent"}),
        ("pNET. What was reported as bone metastasis is a bone island.", {"bone": "absent"}),
        ("pNET. Suspected liver metastasis was a hydatid cyst at surgery.", {"liver": "absent"}),
        ("pNET. cMRI: the enhancing focus is a venous anomaly and not a metastasis.", {"brain": "absent"}),
    ],
)
def test_a_finding_with_a_harmless_explanation_is_no_metastasis(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("pNET. Liver mets progressive, the renal lesion is a cyst.", {"liver": "present"}),
        ("pNET. Liver metastases stable, adrenal nodule is an adenoma.", {"liver": "present"}),
        ("pNET. Liver metastases 5 cm, seg 4 lesion is a haemangioma.", {"liver": "present"}),
        ("pNET. Liver metastases, simple cyst in segment 2.", {"liver": "present"}),
        ("pNET. The liver metastases show fibrosis after TACE.", {"liver": "present"}),
        ("pNET. Two liver lesions: one is a haemangioma, the other a metastasis.", {"liver": "present"}),
        ("pNET. The liver lesion thought to be a haemangioma turned out to be a metastasis.", {"liver": "present"}),
        ("pNET. Liver lesions, previously read as haemangiomas, are metastases.", {"liver": "present"}),
        ("pNET. Liver lesion: haemangioma or metastasis.", {"liver": "possible"}),
        ("pNET. Lesion in T8 suspicious. The focus in the rib is a fracture.", {"bone": "possible"}),
        ("pNET. Bone metastasis L3 with pathological fracture.", {"bone": "present"}),
        ("pNET. Liver: typical haemangioma in segment 7.", {}),
    ],
)
def test_what_is_not_explained_away_stays(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    "text",
    [
        "Sclerotic focus iliac - bone island, unchanged 5 y. pNET",
        "Sclerotic focus right iliac bone, likely bone island, unchanged since 2017. Ileal NET.",
    ],
)
def test_a_bone_island_is_neither_a_metastasis_nor_stable_disease(text: str) -> None:
    case = read_case(text).case
    assert not case.metastases
    assert case.progression is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sclerotic met iliac, unchanged 5 y. pNET", "stable"),
        ("Liver mets unchanged, sclerotic focus L3 bone island. pNET", "stable"),
        ("Liver seg 4 haemangioma, unchanged 3 y. pNET", None),
    ],
)
def test_only_the_tumour_that_has_not_changed_is_stable(text: str, wanted: str | None) -> None:
    assert read_case(text).case.progression == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peritoneum - deposits of NET. Omentum clear. Ileal NET.", {"peritoneum": "present"}),
        ("Omentum clear. Peritoneum clear. Ileal NET.", {"peritoneum": "absent"}),
        ("Left lobe of liver clear, right lobe 3 metastases. pNET", {}),
        (
            "Does pt have bone mets or not?? the MRI spine says 'cannot exclude metastasis L3'. pNET",
            {"bone": "possible"},
        ),
    ],
)
def test_a_part_or_a_question_does_not_settle_the_whole(text: str, wanted: dict[str, str]) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases or ()} == wanted


@pytest.mark.parametrize(
    ("text", "liver"),
    [
        ("NEC ampulla. Liver abscess S6 - is abscess not met (pus).", "absent"),
        ("Ileal NET. Liver haemangioma seg 4, not a metastasis.", "absent"),
        ("Ileal NET. Two liver mets; liver cyst S6, not a met.", "present"),
    ],
)
def test_what_is_set_against_a_metastasis_is_none(text: str, liver: str) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases} == {"liver": liver}
