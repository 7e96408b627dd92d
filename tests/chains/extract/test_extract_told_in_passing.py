# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Sites of the tumour and of its spread, told in passing, in forms, in laymen's words, or left open."""

import pytest

from chains.extract import read_case


def spread(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("CT for the ileal lady (61), G1, liver mets", "jejunum_ileum"),
        ("Voice note: okay so uh gastric one, um, type three, NET grade two", "stomach"),
        ("My husband has the stomach kind of NET.", "stomach"),
        ("It started in the pancreas. A NET, Ki-67 17 %.", "pancreas"),
        ("They told us the tumour started in the thymus. A NET.", "thymus"),
        ("Endoscopy: 5 mm fundic NET", "stomach"),
        ("sm bowel NET 10 yrs out", "jejunum_ileum"),
        ("64F, NET G3, unk primary", "unknown_primary"),
        ("SYNOPTIC REPORT\nSite: Ileocaecal - terminal ileum\nType: NET\nIncidental: adenoma of the colon", "jejunum_ileum"),
        ("Unknown primary NET. EUS now shows it in the pancreatic tail.", "pancreas"),
    ],
)  # fmt: skip
def test_a_primary_told_in_passing_is_read(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Rectal NET. The liver lesion grew, the lung one did not.", "rectum"),
        ("Rectal NET. Endoscopy: fundic gland polyps.", "rectum"),
        ("NET of unknown primary; PET shows the pancreas normal.", "unknown_primary"),
    ],
)
def test_an_organ_of_something_else_is_no_primary(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colonic NEC\nSites: liver, peritoneum\nECOG: 2", {"liver": "present", "peritoneum": "present"}),
        ("panc tail mass 5.5 cm + liver. NET G2", {"liver": "present"}),
        ("NEC of unknown primary, liver ++ and peritoneum.", {"liver": "present", "peritoneum": "present"}),
        ("Bone metastasis L2 from pNET. Liver also involved.", {"bone": "present", "liver": "present"}),
        ("colon NEC, disease grew (liver)", {"liver": "present"}),
        ("thymic NET and now it is in his bones, not the liver", {"bone": "present", "liver": "absent"}),
        ("Ileal NET. Scan: nothing in liver or skeleton.", {"liver": "absent", "bone": "absent"}),
        ("gastric NET, liver's clear", {"liver": "absent"}),
        ("rectal NET. MRI pelvis neg for nodes.", {"lymph_node_regional": "absent"}),
        ("pNET. No hepatic lesions other than two simple cysts.", {"liver": "absent"}),
        ("RML carcinoid. CT: left lobe liver cyst, not a metastasis.", {"liver": "absent"}),
        ("pNET, resected. Two liver cysts seen, benign. No mets.", {"liver": "absent"}),
        ("pNET. No hepatic lesions other than the two known metastases.", {}),
        ("pNET. CT: liver cyst and three liver metastases.", {"liver": "present"}),
    ],
)  # fmt: skip
def test_spread_told_in_short_is_read(text: str, expected: dict[str, str]) -> None:
    assert spread(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "bronchial NET. 2 liver lesions on DOTATATE, biopsy next week, not proven yet.",
        "NET? US liver: several lesions, radiologist wonders about secondaries.",
        "Lung NET. Uptake in the liver Krenning 3 which I think is metastatic, biopsy requested.",
        "ileal NET. New liver lesion on CT, MR unclear, cant exclude met.",
        "MiNEN of the colon. Liver: indeterminate 8 mm lesion, for repeat MR.",
    ],
)
def test_a_lesion_that_is_left_open_is_only_possible(text: str) -> None:
    assert spread(text)["liver"] == "possible"


@pytest.mark.parametrize(
    "text",
    ["ileal NET. Liver mets, not confirmed by histology yet.", "ileal NET. Liver lesions, biopsy-proven NET."],
)
def test_metastases_that_are_called_so_stay_present(text: str) -> None:
    assert spread(text)["liver"] == "present"


def test_a_vertebra_that_turns_out_harmless_is_no_metastasis() -> None:
    text = "SBRT to single vertebral lesion D11? Rectal NET. DOTATATE: Krenning 1 in D11, and CT typical haemangioma."
    assert spread(text)["bone"] == "absent"
    other = "Vertebral lesion D11, painful. Rectal NET. DOTATATE: Krenning 1 in L2, and CT typical haemangioma."
    assert spread(other)["bone"] == "present"


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Bronchial carcinoid, mediastinal lymph node metastases on EBUS", "lymph_node_regional"),
        ("Lung carcinoid, mediastinal nodes Krenning 3", "lymph_node_regional"),
        ("pNET, mediastinal lymph node metastases", "lymph_node_distant"),
        ("Thymic carcinoid, axillary and mediastinal nodes Krenning 3", "lymph_node_distant"),
    ],
)
def test_mediastinal_nodes_are_regional_only_of_a_tumour_of_the_chest(text: str, site: str) -> None:
    assert spread(text) == {site: "present"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("What about gastrinoma in this man? Gastrin 300, on omeprazole. Gastric NET.", None),
        ("Is this a gastrinoma? Gastrin 800, on PPI. Duodenal NET.", None),
        ("What about the gastrinoma? Gastrin 3000. Duodenal NET.", "functioning"),
        ("What about lanreotide for this insulinoma?", "functioning"),
    ],
)
def test_a_syndrome_that_is_only_asked_about_is_none(text: str, told: str | None) -> None:
    assert read_case(text).case.functioning == told


@pytest.mark.parametrize(
    "words", ["mouth is very bad, grade 3 by your nurse scale", "hands very sore, grade 2", "grade 3 on the mucositis scale"]
)  # fmt: skip
def test_a_grade_of_how_bad_something_feels_is_not_the_tumours(words: str) -> None:
    assert read_case(f"My patient with pancreas NET, {words}.").case.stated_grade is None


def test_a_patient_before_one_who_is_put_off_is_the_one_in_question() -> None:
    read = read_case("Minutes\nPt 2: gastric NET type 1, G1, largest polyp 7 mm\nPt 3: deferred, no histology.").case
    assert (read.primary_site, read.stated_grade) == ("stomach", 1)
    other = read_case("Pt 2: gastric NET type 1, G1\nPt 3: ileal NET, G2, liver mets").case
    assert (other.primary_site, other.stated_grade) == ("jejunum_ileum", 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pNET, ki 14 on liver bx (primary bx in 2020 was 6)", [14, 6]),
        ("> pNET, Ki 20%\n> 20% was the hotspot on FNA. Resection specimen = 4%, G2.", [20, 4]),
        ("Ileal NET. Ki-67 4 %. Resection specimen 30 mm.", [4]),
        ("Ileal NET. Ki-67 15 %. Liver biopsy 40 % necrosis.", [15]),
        ("Ileal NET, Ki-67 10 % (liver biopsy 2022).", [10]),
    ],
)
def test_the_index_of_another_sample_is_read_where_it_is_one(text: str, expected: list[float]) -> None:
    assert [one.low for one in read_case(text).case.ki67] == expected
