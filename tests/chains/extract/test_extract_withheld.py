"""What the writer cannot say yet is neither told nor denied, whatever it is; what he denies or presupposes stays."""

import pytest

from chains.extract import read_case


def _sites(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    "text",
    [
        "Rectal NET, liver mets. Next CT 20/10, so we can't say progression yet.",
        "Ileal NET. It is too early to speak of progression.",
        "pNET G2: premature to label as PD, repeat CT in 8 weeks.",
        "pNET. I don't want to call this progression yet, next scan in 3 months.",
        "pNET. The board was reluctant to call it progressive disease.",
        "pNET. We are not ready to speak of progressive disease.",
        "pNET. Radiology would not commit to progression on this CT.",
        "pNET. PD or pseudoprogression, hard to say.",
        "pNET. Progression can't be claimed on one scan.",
        "pNET. Not calling it progression at this point.",
        "pNET. We held off calling it PD.",
        "pNET. Too early to call it a partial response.",
    ],
)
def test_a_course_that_is_withheld_is_not_told(text: str) -> None:
    assert read_case(text).case.progression is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("pNET. I would not call this progression, the lesions are the same size.", "stable"),
        ("pNET. CT: progressive disease. Hard to say whether PRRT or chemo is better.", "progressive"),
        ("pNET. PD on CT, I can't say why.", "progressive"),
        ("pNET. Too early to tell whether everolimus is working. Liver mets stable on CT.", "stable"),
        ("pNET. CT March: stable disease. Too early to say anything about the new drug.", "stable"),
    ],
)
def test_a_course_that_is_told_beside_it_stays(text: str, state: str) -> None:
    assert read_case(text).case.progression == state


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Ileal NET. Krenning 2 left scapula, I don't want to call it bone mets yet.", "bone"),
        ("pNET. Not ready to say liver mets, MRI first.", "liver"),
        ("pNET. We can't call this liver metastasis without MRI.", "liver"),
        ("pNET. Uptake in L3: too early to speak of bone metastases.", "bone"),
        ("pNET. The radiologist refuses to call the liver lesions metastases.", "liver"),
        ("pNET. I would not call it a liver metastasis until the MRI is done.", "liver"),
        ("pNET. We would rather not call it liver mets at this stage.", "liver"),
        ("pNET. It's too early to say there are no liver metastases.", "liver"),
        ("pNET. Bone mets: can't say yet.", "bone"),
        ("pNET. Liver lesion seg 8, 7 mm. Do not call it a metastasis yet.", "liver"),
        ("pNET. Small liver lesions, too small to call metastases.", "liver"),
    ],
)
def test_a_site_that_is_withheld_is_only_possible(text: str, site: str) -> None:
    assert _sites(text) == {site: "possible"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pNET. I would not call this a liver metastasis (it is a haemangioma).", {"liver": "absent"}),
        ("pNET. CT cannot show any liver metastases.", {"liver": "absent"}),
        ("pNET. Hard to say how long she has had the liver mets.", {"liver": "present"}),
        ("pNET. Difficult to say whether the liver metastases are growing.", {"liver": "present"}),
        ("pNET. Don't want to tell her about the liver mets yet.", {"liver": "present"}),
        ("pNET. I can't say the liver is clear until the MRI is back.", {}),
    ],
)
def test_a_site_that_is_denied_or_presupposed_stays(text: str, told: dict[str, str]) -> None:
    assert _sites(text) == told


def test_a_histology_and_a_grade_that_are_withheld_are_not_told() -> None:
    for text in ("Biopsy pancreas: can't say NEC yet, Ki-67 awaited.", "Too early to call it a NEC, IHC pending."):
        assert read_case(text).case.histology is None
    assert read_case("Pancreatic NET. Pathology not ready to say G3.").case.stated_grade is None
    assert read_case("Biopsy pancreas: NEC, G3.").case.histology == "nec"
