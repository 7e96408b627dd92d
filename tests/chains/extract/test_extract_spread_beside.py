# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""What stands beside a lesion: a denial in other words, a benign lesion, another organ's all-clear, a treatment that is possible."""

import pytest

from chains.extract import read_case


def _spread(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Ileal NET. MRI doesn't show hepatic metastasis.", {"liver": "absent"}),
        ("Ileal NET. MRI doesn't reveal liver mets.", {"liver": "absent"}),
        ("pNET. MRI unremarkable for liver metastasis.", {"liver": "absent"}),
        ("pNET. Liver metastases haven't been found so far.", {"liver": "absent"}),
        ("pNET. Peritoneal carcinomatosis was not observed.", {"peritoneum": "absent"}),
        ("pNET, no livermetastases.", {"liver": "absent"}),
        ("pNET with livermetastases and bonemets.", {"liver": "present", "bone": "present"}),
        ("pNET. CT doesn't show growth of the liver metastases.", {"liver": "present"}),
        ("pNET. The bone scan doesn't show the liver metastases well.", {"liver": "present"}),
        ("pNET. CT doesn't show the hepatic metastases that PET showed.", {"liver": "present"}),
    ],
)
def test_every_way_to_deny_metastases_and_what_is_no_denial(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Insulinoma. MRI: in the liver only a haemangioma Seg. VI, known since 2015.", "liver"),
        ("pNET. In liver only cyst.", "liver"),
        ("pNET. Liver only mildly enlarged.", "liver"),
        ("pNET. Lung nodules 3-4 mm bilat, stable since 2018, granulomas per radiology.", "lung"),
        ("pNET. Lung nodules, unchanged for 5 years, granulomas according to the chest radiologist.", "lung"),
        ("pNET. Bone lesion T8, unchanged, haemangioma as per MRI.", "bone"),
        ("pNET. Spots on liver turned out to be nothing but fat.", "liver"),
    ],
)
def test_a_benign_lesion_is_no_metastasis(text: str, site: str) -> None:
    assert _spread(text).get(site) in {None, "absent"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("NET. Liver: 2 mets, third lesion haemangioma.", "present"),
        ("NET. Liver: metastasis seg 3, lesion seg 5 cyst.", "present"),
        ("NET. Liver mets x3, plus a lesion seg 4 = cyst.", "present"),
        ("NET. Mets in liver only, haemangioma seg 6 known.", "present"),
        ("NET. Liver lesion initially thought to be a haemangioma; biopsy showed NET metastasis.", "present"),
        ("NET. The liver met seg 4, 12 mm, is a haemangioma.", "absent"),
        ("NET. Liver: no mets, one lesion seg 5 = FNH.", "absent"),
        ("NET. Two liver lesions are haemangiomas on MRI, not metastases. FNA: NET G1.", "absent"),
    ],
)
def test_the_explanation_of_one_lesion_is_not_that_of_the_metastases(text: str, status: str) -> None:
    assert _spread(text)["liver"] == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("MiNEN. Liver with one lesion seg VIII, 15 mm, ?metastasis. Lungs without metastases.", "possible"),
        ("NET. Liver lesion ?met. Brain MRI: no metastases.", "possible"),
        ("NET. Liver lesion, nature unclear, MRI pending.", "possible"),
        ("NET; a lesion in the liver is not certain and MRI is pending.", "possible"),
        ("NET. In hepatic segment 8 there is an area of 12 mm, metastasis or angioma?", "possible"),
        ("NET. Liver lesion queried on CT. MRI: no metastases.", "absent"),
        ("NET. Is embolisation possible for the liver metastases?", "present"),
        ("NET. Liver metastases possible.", "possible"),
    ],
)
def test_a_doubt_holds_until_the_same_organ_is_clear(text: str, status: str) -> None:
    assert _spread(text)["liver"] == status


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Ileal NET, resection of the liver metastases is not possible.", {"liver": "present"}),
        ("pNET. Biopsy of the liver met was not performed.", {"liver": "present"}),
        ("pNET. Ablation of the bone metastasis is not an option.", {"bone": "present"}),
        ("pNET. Embolisation of liver mets not done.", {"liver": "present"}),
        ("pNET. The MDT doesn't see the liver metastases as a contraindication to surgery.", {"liver": "present"}),
        ("pNET. We do not consider liver metastases to be a barrier to resection.", {"liver": "present"}),
        ("pNET. MDT doesn't see liver metastases on this scan.", {"liver": "absent"}),
        ("pNET. Liver metastases were not seen.", {"liver": "absent"}),
    ],
)
def test_what_cannot_be_done_to_metastases_or_does_not_follow_from_them_denies_none(
    text: str, spread: dict[str, str]
) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    "denial",
    [
        "geen levermetastasen",
        "keine Lebermetastasen",
        "kein Nachweis von Lebermetastasen",
        "ohne Lebermetastasen",
        "ingen levermetastaser",
        "uten levermetastaser",
    ],
)
def test_a_denial_in_the_writers_own_language_is_one(denial: str) -> None:
    assert _spread(f"NET pancreas, G2, {denial}. CT in May.") == {"liver": "absent"}
    assert _spread(f"NET pancreas, G2, {denial.rpartition(' ')[2]}. CT in May.") == {"liver": "present"}
