"""Findings that a later clause or sentence settles, in many wordings, and what settles nothing."""

import pytest

from chains.extract import read_case


def _spread(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("The shadow we saw in the right lung base in April has cleared on the repeat film. Ileal NET G1.", "lung"),
        ("pNET G2. CT Jan: two hypodense liver lesions, mets? MRI Feb: both are biliary hamartomas.", "liver"),
        ("Ileal NET. Outside CT: 'hepatic metastases'. Our radiologist: these are cysts, no solid lesion.", "liver"),
        ("Rectal NET G1. PET hot spot at L5 = facet joint arthritis.", "bone"),
        ("Midgut NET. Omental nodules seen at laparoscopy, frozen section: fat necrosis.", "peritoneum"),
        ("LCNEC. MRI head in May queried a 5 mm met right frontal. MRI July: gone.", "brain"),
        (
            "SI-NET. Left adnexal mass 4 cm, feared to be an ovarian metastasis; oophorectomy: serous cystadenoma.",
            "ovary",
        ),
        ("Gastric NET type 1. EUS: 8 mm perigastric node, FNA benign.", "lymph_node_regional"),
        ("pNET. Focus T11 without CT correlate, MRI T11: normal marrow.", "bone"),
        ("NET unknown primary. Bone metastases were reported in 2022 - now it was Paget's of the pelvis.", "bone"),
        ("pNET. The peritoneal thickening described by CT proved at laparoscopy to be adhesions.", "peritoneum"),
        ("ileal net. ct says maybe small met seg 8. mri: nothing there.", "liver"),
        ("Thymic NET. Bone lesion D7 (new). DDx: mets. CT-guided bx 3.4.: eosinophilic granuloma.", "bone"),
        ("NEC of colon. CT brain: hypodense area left occipital, metastasis? Neurologist: old infarct.", "brain"),
        ("Ileal NET. We thought of lung metastases; bronchoscopy and culture gave tuberculosis.", "lung"),
        (
            "Ileal NET. What I called a peritoneal deposit last time is simply a bowel loop.",
            "peritoneum",
        ),
        ("pNET. Mediastinal nodes, EBUS: granulomatous, no NET.", "lymph_node_distant"),
        ("pNET. CT: tiny liver lesions in 2021, unchanged for three years and hence benign.", "liver"),
        ("pNET. Lung nodule right 5 mm, stable for years, not considered metastatic.", "lung"),
        ("Ileal NET. MRI: dural focus = meningioma, not a brain metastasis.", "brain"),
    ],
)
def test_a_finding_that_is_settled_later_is_no_metastasis(text: str, site: str) -> None:
    assert _spread(text).get(site) == "absent"


@pytest.mark.parametrize(
    ("text", "site", "status"),
    [
        (
            "Midgut NET. Omental nodules seen at laparoscopy, frozen section: NET. Peritoneal metastases.",
            "peritoneum",
            "present",
        ),
        ("NET G2. Liver mets. MRI of the knee: arthritis.", "liver", "present"),
        ("Ileal NET, multiple avid bone lesions. Knee MRI: arthritis.", "bone", "present"),
        ("pNET with lung mets. Admitted with fever. CT: pneumonia right base, lung mets unchanged.", "lung", "present"),
        ("pNET, hepatic lesions, biopsy G2 NET. MRI: additional FNH.", "liver", "present"),
        ("Ileal NET with liver lesion seg 6, growing. Colonoscopy: polyp, benign.", "liver", "present"),
        (
            "Liver lesion seg 4 suspicious for met. After biopsy: haematoma. Histology awaited. pNET",
            "liver",
            "possible",
        ),
        ("Lung nodule suspicious. Pneumothorax after biopsy, resolved. Ileal NET", "lung", "possible"),
        ("Liver lesions gone up from 3 to 5 cm. pNET with liver mets", "liver", "present"),
        ("The pain from the bone metastases has resolved after radiotherapy. pNET", "bone", "present"),
        ("Liver metastases (not visible on CT) on MRI 5 lesions. pNET", "liver", "present"),
        (
            "LCNEC. MRI head: 5 mm enhancing lesion right frontal, met vs. capillary telangiectasia.",
            "brain",
            "possible",
        ),
        ("suspicious lesion sacrum. biopsy negative. still suspicious, re-biopsy. pNET", "bone", "possible"),
        (
            "pNET. Liver lesions, described as metastases, biopsy-proven. Lesion in seg 1 described as cyst.",
            "liver",
            "present",
        ),
    ],
)
def test_what_is_told_of_something_else_settles_nothing(text: str, site: str, status: str) -> None:
    assert _spread(text)[site] == status


@pytest.mark.parametrize(
    "text",
    [
        "Liver lesion regarded as FNH in 2020. 2024 bigger, biopsy: NET metastasis.",
        "No evidence that the liver lesions are benign. Ileal NET with liver mets.",
        "The haemangioma in segment 4 shows washout, DOTATATE positive - metastasis. NET.",
        "No metastases were seen in the liver on CT but the surgeon felt three nodules, frozen section NET. Ileal NET.",
        "The left ovary is normal; the right one has a metastasis. Ileal NET",
    ],
)
def test_an_all_clear_that_is_taken_back_is_none(text: str) -> None:
    assert "absent" not in _spread(text).values()


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("pNET. Perigastric node 8 mm, FNA shows NET.", {"lymph_node_regional": "present"}),
        ("pNET, new lesion seg 2, 11 mm, biopsy NET.", {"liver": "present"}),
        ("pNET. Bone lesion L3, biopsied: metastasis.", {"bone": "present"}),
        ("pNET. Two perigastric nodes which are metastatic on EUS.", {"lymph_node_regional": "present"}),
        ("pNET. EUS: suspicious 9 mm peripancreatic node, FNA awaited.", {"lymph_node_regional": "possible"}),
    ],
)
def test_a_lesion_whose_biopsy_is_told_behind_it(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Ileal NET.\nExclusion 9: brain metastases -> MRI negative.", {"brain": "absent"}),
        ("Ileal NET.\nExclusion 3: bone metastases -> not met.", {"bone": "absent"}),
        ("Ileal NET.\nInclusion 2: measurable liver metastases? Yes (seg 4).", {"liver": "present"}),
        ("Ileal NET.\nCriterion 7 (no CNS metastases): fulfilled.", {"brain": "absent"}),
        ("Ileal NET.\nExclusion 4: lung metastases.", {}),
        ("pNET. Brain mets: none. Bone metastases - no.", {"brain": "absent", "bone": "absent"}),
        ("pNET. Liver mets: FDG negative.", {"liver": "present"}),
        ("pNET. Liver metastases: no change.", {"liver": "present"}),
    ],
)
def test_the_answer_tells_of_a_criterion_or_a_question(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("pNET. CT shows a clean liver.", "liver"),
        ("pNET. Staging: liver free in CT and MRI.", "liver"),
        ("pNET. His lungs have always been clear on CT.", "lung"),
        ("pNET. No metastases in the liver and none in the lungs.", "lung"),
        ("pNET. Mesorectal nodes not suspicious = no nodal mets.", "lymph_node_regional"),
    ],
)
def test_more_ways_to_call_an_organ_free(text: str, site: str) -> None:
    assert _spread(text)[site] == "absent"


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("SCLC. Metastases: liver, left adrenal, left axillary nodes.", {"liver", "other", "lymph_node_distant"}),
        ("Metastatic carcinoid of the ileum (distal), liver, bone.", {"liver", "bone"}),
        ("Gastric NEC. New lymph node metastasis behind the left clavicle.", {"lymph_node_distant"}),
        ("Ileal NET, hep. met. and mesenteric LN mass.", {"liver", "lymph_node_regional"}),
    ],
)
def test_lists_and_shortened_words_name_sites(text: str, sites: set[str]) -> None:
    assert _spread(text) == dict.fromkeys(sites, "present")


@pytest.mark.parametrize(
    ("text", "lung"),
    [
        ("Typical carcinoid RLL, resected. CT: 7 mm nodule LUL suspicious of metastasis.", "possible"),
        ("Atypical carcinoid of the lung. Contralateral lung nodule 5 mm, indeterminate.", "possible"),
        ("Carcinoid of the lung, RLL. Lung nodule 22 mm right lower lobe, suspicious.", None),
    ],
)
def test_a_lung_nodule_beside_a_lung_primary_is_possible_spread_only_where_it_is_called_so(
    text: str, lung: str | None
) -> None:
    assert _spread(text).get("lung") == lung


def test_an_explanation_that_is_still_to_be_confirmed_tells_no_organ_to_be_free() -> None:
    assert "absent" not in _spread("Rectal NET. The liver lesions are probably haemangiomas; MRI to confirm.").values()
    assert _spread("Rectal NET. The liver lesions are haemangiomas.") == {"liver": "absent"}


def test_an_explained_node_is_the_one_that_its_words_name() -> None:
    assert _spread("Ileal NET. Lymph nodes: paraaortic 12 mm, reactive.") == {"lymph_node_distant": "absent"}


def test_one_explained_vertebra_leaves_another_in_doubt() -> None:
    text = "pNET. MRI spine: lesions L1 and L4 are haemangiomas. T9 suspicious."
    assert _spread(text) == {"bone": "possible"}


@pytest.mark.parametrize(
    ("text", "site", "status"),
    [
        ('pNET. The referral says "liver mets" but our CT and DOTATATE show none.', "liver", "absent"),
        ("Ileal NET. Outside report: bone metastases. Re-read here: degenerative only.", "bone", "absent"),
        ("pNET. According to the patient he has liver mets but MRI clean.", "liver", "absent"),
        ("Rectal NET. ER doc wrote liver mets; these are known haemangiomas.", "liver", "absent"),
        ("pNET. According to the patient he has liver mets, MRI clean of bone mets.", "liver", "present"),
        ("Ileal NET. Outside CT: liver mets. Bone scan clear.", "liver", "present"),
        ("Ileal NET. Outside report liver mets. Brain MRI negative.", "liver", "present"),
        ("pNET. GP letter says liver mets and MRI agrees.", "liver", "present"),
        ("Ileal NET. Outside CT: liver mets. MRI: normal pancreas.", "liver", "present"),
    ],
)
def test_what_others_reported_is_absent_only_where_an_examination_of_that_organ_refutes_it(
    text: str, site: str, status: str
) -> None:
    assert _spread(text).get(site) == status
