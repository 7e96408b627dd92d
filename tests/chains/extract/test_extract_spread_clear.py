"""Organs that notes and reports call free of tumour."""

import pytest

from chains.extract import read_case


def _spread(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("pNET. Liver neg, brain MRI clean.", {"liver", "brain"}),
        ("pNET. Liver ok. Bone: none. Lungs: nad.", {"liver", "bone", "lung"}),
        ("pNET. cMRI neg, bone scan neg.", {"brain", "bone"}),
        ("pNET. No bone on dotatate.", {"bone"}),
        ("pNET. No peritoneal.", {"peritoneum"}),
        ("pNET. No liver, lung or bone.", {"liver", "lung", "bone"}),
        ("Rectal NET. MRI pelvis no mesorectal nodes.", {"lymph_node_regional"}),
        ("Gastric NET. EUS: no nodes.", {"lymph_node_regional"}),
        ("Gastric NET. EUS: nodes not enlarged.", {"lymph_node_regional"}),
        (
            "NET. DOTATATE: liver, nodes and skeleton without pathological uptake.",
            {"liver", "lymph_node_regional", "bone"},
        ),
        ("NET. DOTATOC PET. No pathological uptake in stomach, liver or nodes.", {"liver", "lymph_node_regional"}),
        ("NET, DOTATATE PET. Bones: no pathological uptake.", {"bone"}),
        ("pNET. Bones not involved. Peritoneum spared.", {"bone", "peritoneum"}),
        ("pNET. US liver unremarkable today. Lungs no nodules.", {"liver", "lung"}),
        ("Ileal NET. Liver - mild heterogeneous uptake, no lesion.", {"liver"}),
        ("US liver, ileal NET\nNo other lesion. Metastasis excluded.", {"liver"}),
    ],
)
def test_clear_organs_are_absent_sites(text: str, absent: set[str]) -> None:
    assert _spread(text) == dict.fromkeys(absent, "absent")


@pytest.mark.parametrize(
    "text",
    [
        "pNET. No liver biopsy yet. No lung function test. No bone protection. No brain fog.",
        "Appendix NET, no nodes.",
        "Appendix NET. No nodes in the specimen.",
        "pNET. No lymph nodes sampled.",
        "pNET. FDG: liver negative. FDG PET liver and bone without pathological uptake.",
        "pNET. Liver biopsy negative. Liver normal size. Bloods: liver normal.",
        "pNET. Hep B negative. Skin clear.",
        "pNET. Is the bone clear?",
        "pNET, if liver clear then surgery.",
        "pNET. Brain neg? MRI pending.",
        "pNET. Liver clear of metastases apart from segment 4.",
        "pNET with no liver transplant option.",
    ],
)
def test_other_denials_call_no_organ_clear(text: str) -> None:
    assert "absent" not in _spread(text).values()


@pytest.mark.parametrize(
    "text",
    ["NET. DOTATATE: liver lesions negative.", "NET. DOTATATE PET. No uptake in the liver lesions."],
)
def test_lesions_without_uptake_are_still_there(text: str) -> None:
    assert _spread(text) == {"liver": "present"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ileal NET. DOTATATE: liver lesions (Krenning 4). No skeletal uptake.", ("bone", "absent")),
        ("Operative note: ileal NET. Liver palpated, no metastases.", ("liver", "absent")),
        ("pNET 12 mm. Nil liver.", ("liver", "absent")),
        ("Well diff NET in liver biopsy. CDX2 positive.", ("liver", "present")),
        ("LCNEC of the lung, N2 disease by EBUS.", ("lymph_node_regional", "present")),
        ("pNET G2. 3 Leberfiliae.", ("liver", "present")),
    ],
)
def test_a_short_word_tells_of_a_site(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in {(one.site, one.status) for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    "text", ["pNET. FDG PET: no skeletal uptake.", "LCNEC of the lung, no N2 disease by EBUS.", "pNET. Liver palpated."]
)
def test_what_is_not_told_of_a_site_stays_open(text: str) -> None:
    assert not any(one.status == "present" for one in read_case(text).case.metastases)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Ileal NET. The liver and the bones look healthy.", {"liver", "bone"}),
        ("Thymic carcinoid. Your liver looks good.", {"liver"}),
        ("pNET. CT liver, lung, skeleton w/o suspicious foci.", {"liver", "lung", "bone"}),
        ("Lung NET. Liver and skeleton without finding.", {"liver", "bone"}),
        ("LCNEC lung. CT at 6 months: without recurrence, brain MRI ditto.", {"brain"}),
        ("NET thymus. Liver ø, brain MRI ø", {"liver", "brain"}),
        ("NET lung. Liver: never any lesions.", {"liver"}),
        ("Duodenal NET. SPECT/CT: no skeletal pathology.", {"bone"}),
        ("SCLC, liver/adrenals/bone/brain negative = limited disease.", {"liver", "bone", "brain"}),
        ("Thymic NET. No pleura no liver no bone on CT.", {"liver", "bone"}),
        ("Thymic NET. No distant metastases in PET/CT and cranial MRI.", {"brain"}),
        ("Pancreatic NET, mesenteric nodes, liver clear.", {"liver"}),
        ("Ileal NET. Left supraclavicular nodes, liver ok.", {"liver"}),
        ("Ileal NET. Retroperitoneal nodes, liver, bones: clear.", {"lymph_node_distant", "liver", "bone"}),
    ],
)
def test_short_words_of_health_clear_the_organs_they_are_told_of(text: str, absent: set[str]) -> None:
    assert {site for site, status in _spread(text).items() if status == "absent"} == absent


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET, DOTATATE PET: liver seg 6 Krenning 3, but two lesions in seg 4 without uptake.",
        "Ileal NET. CT: liver mets, lung ditto.",
        "Ileal NET, liver ø 15 mm.",
    ],
)
def test_lesions_without_uptake_and_sizes_clear_no_organ(text: str) -> None:
    assert "absent" not in _spread(text).values()
