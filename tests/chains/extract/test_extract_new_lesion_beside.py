"""A lesion that is new beside others that shrank or stayed leaves the course open, unless the text gives a verdict."""

import pytest

from chains.extract import read_case


def _course(text: str) -> str | None:
    return read_case(text).case.progression


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET. CT today: three liver lesions smaller, one new 14 mm in segment 6, mesenteric mass the same.",
        "pNET. CT: liver -24 %, nodes stable, but new L3 lesion, DOTATATE positive.",
        "Ileal NET, CT: liver mets stable, new DOTATATE positive focus in T9.",
        "pNET liver mets, MRI: all lesions smaller. Another new one in seg 5, 11 mm.",
        "Lung NET, CT: liver mets shrunk, two new 8 mm nodules.",
        "pNET, CT: liver unchanged and another new in segment 3, biopsy proven.",
    ],
)
def test_a_new_lesion_beside_others_is_neither_stable_nor_responding(text: str) -> None:
    assert _course(text) is None


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("Ileal NET, CT: liver mets stable, no new lesions.", "stable"),
        ("Ileal NET, CT: New lesions: none. Overall stable disease.", "stable"),
        ("Ileal NET. 2021 new liver lesion, everolimus started. Since then stable disease.", "stable"),
        ("pNET CT: liver mets stable, a new 8 mm lesion in segment 4, probably a cyst.", "stable"),
        ("pNET CT: liver mets stable, new 9 mm nodule in the lung, indeterminate.", "stable"),
        ("pNET CT: liver mets smaller, new haemangioma in segment 2.", "responding"),
        ("pNET. MRI: liver mets stable, one new nodule in the thyroid.", "stable"),
        ("pNET. CT: liver mets stable. Known new lesion from 2022 treated.", "stable"),
        ("pNET, liver mets, CT: stable disease. New patient to me.", "stable"),
        ("pNET, liver mets smaller on CT. If new lesions appear, PRRT.", "responding"),
    ],
)
def test_what_is_no_new_lesion_of_the_tumour_leaves_the_course_as_told(text: str, course: str) -> None:
    assert _course(text) == course


@pytest.mark.parametrize(
    "text",
    [
        "pNET CT: liver smaller but a new bone met at L3. RECIST PD.",
        "pNET CT: liver mets stable, one new 12 mm in seg 3, so progression.",
    ],
)
def test_a_verdict_of_the_text_itself_holds(text: str) -> None:
    assert _course(text) == "progressive"


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("pNET G1. 17 mm head, stable since 2021.", "stable"),
        ("Ileal primary resected, G1, liver only, stable 18 mo on lanreotide.", "stable"),
        ("pNET, liver mets. CAPTEM cycle 5 now, liver shrinking by 35%.", "responding"),
        ("pNET G1. 17 mm renal cyst, stable since 2021.", None),
        ("pNET G1, 17 mm head. Creatinine 110, stable since 2021.", None),
    ],
)
def test_a_course_told_in_short_is_read_and_that_of_other_things_is_not(text: str, course: str | None) -> None:
    assert _course(text) == course


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET. Bone mets new, liver mets stable.",
        "Ileal NET. Supraclavicular node met new on PET, liver mets constant.",
    ],
)
def test_metastases_told_as_new_behind_their_name_leave_the_course_open_too(text: str) -> None:
    assert read_case(text).case.progression is None
