# ruff: noqa: E501 - a text under test is checked more easily on one line
"""What whole reports and letters tell of the course, of FDG uptake and of the share of the liver, organ by organ."""

import pytest

from chains.extract.reader import read_case


@pytest.mark.parametrize(
    ("text", "fdg"),
    [
        ("Lung NET. PET-CT FDG SUVmax 14.2 in the RUL mass, no uptake in nodes or distant.", "positive"),
        ("LCNEC. FDG PET: SUVmax 17 pancreas, 14 liver.", "positive"),
        ("pNET. FDG 5 Sep: primary without relevant uptake. Two of the liver metastases SUVmax 9.1, remainder like liver.", "positive"),
        ("Rectal NET. FDG PET 06/2023: no uptake in the bone or nodes; liver lesions moderately avid, SUVmax 6.", "positive"),
        ("FDG PET/CT - Thoracic oncology\nAtypical carcinoid.\nRLL mass with SUVmax 6.8. No FDG uptake in hilar lymph nodes.", "positive"),
        ("Ileal NET. FDG PET: negative. Sigmoid polyp SUV 8.", "negative"),
        ("Ileal NET. FDG: liver metastases isometabolic. FDG negative. Thyroid focus SUVmax 9.", "negative"),
        ("Ileal NET, FDG PET 2024 negative. DOTATATE: liver metastases SUVmax 31.", "negative"),
    ],
)  # fmt: skip
def test_uptake_of_tumour_anywhere_in_a_report_outweighs_organs_without(text: str, fdg: str) -> None:
    assert read_case(text).case.fdg == fdg


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("CT of an ileal NET. Liver: known lesions are larger.\nSpleen normal. Kidneys: simple cysts on both sides, no stones. Adrenals slim, no nodules seen. Pancreas: mild atrophy of the tail, the duct is thin.\nMesentery: nodal mass 25 mm, unchanged.\nBones: degenerative.", "progressive"),
        ("Ileal NET. IMPRESSION 1. Progression of SSTR-avid hepatic metastases. 2. Stable mesenteric mass.", "progressive"),
        ("Ileal NET. CT: liver metastases grown, supraclavicular node unchanged.", "progressive"),
        ("SI NET. CT: Liver: mixed picture, segment 2 smaller, segment 7 larger. Nodes static. Overall PD.", "progressive"),
        ("Ileal NET. Everolimus began 4/2024 because of progression in liver (CT 3/2024). CT 5/7: hepatic metastases without change versus 3/2024.", "stable"),
        ("NET. Last scan 10 Sept: liver lesions all stable to slightly smaller. No new lesion.", "stable"),
        ("NET. CT shows enlargement of the liver metastases. Nodal disease in the mesentery is stable.", "progressive"),
        ("NET of pancreas. CT on 07.11: metastasis in segment 4 31 mm (before 49 mm). Partial regression was reported.", "responding"),
        ("NET. CT March: liver lesions are larger. CT September: liver lesions unchanged.", "stable"),
    ],
)  # fmt: skip
def test_a_report_of_several_organs_and_dates_has_one_course(text: str, course: str) -> None:
    assert read_case(text).case.progression == course


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("NET, liver metastases. Tumor burden right lobe approx. 35%, on volumetry; whole liver 30%.", 30),
        ("NET, liver metastases. Right lobe 60% replaced, left lobe 15%, overall hepatic involvement 40%.", 40),
        ("NET with around 60% of the right lobe replaced and 15% of the left; overall liver involvement estimated at 40%", 40),
        ("NET, bilobar liver metastases, right more than left, 40% of liver volume.", 40),
        ("NET, liver metastases in the right and left lobe, 40% involvement.", 40),
    ],
)  # fmt: skip
def test_the_share_of_the_whole_liver_stands_above_that_of_a_lobe(text: str, share: float) -> None:
    liver = read_case(text).case.liver
    assert liver is not None
    assert liver.involvement_low == share


@pytest.mark.parametrize(
    ("text", "site", "status"),
    [
        ("Ileal NET. No ascites or peritoneal nodularity.", "peritoneum", "absent"),
        ("Ileal NET. PERITONEUM: NO ASCITES OR IMPLANTS.", "peritoneum", "absent"),
        ("Ileal NET. DOTATATE PET. PERITONEUM: no avid implants.", "peritoneum", "absent"),
        ("Operation: peritoneum and liver surface normal. Ileal NET resected.", "peritoneum", "absent"),
        ("Ileal NET. No ascites. Peritoneal metastases in the pelvis.", "peritoneum", "present"),
        ("LCNEC. Brain MRI 24.05 normal.", "brain", "absent"),
        ("LCNEC. Brain MRI 24.05 planned.", "brain", None),
        ("Ileal NET. Bone scan of 2023: negative.", "bone", "absent"),
        ("Ileal NET. Skeleton Th-L: degenerative, haemangioma of vertebra L2, no metastases.", "bone", "absent"),
        ("Ileal NET. Bones, lungs: none on DOTATATE of May 2024.", "lung", "absent"),
        ("Pancreatic NET. CT chest neg for mets.", "lung", "absent"),
        ("Pancreatic NET. CT chest/abdomen/pelvis: no metastases.", "lung", None),
        ("Whipple for pNET. Liver explored by palpation and intraoperative ultrasound, no metastases.", "liver", "absent"),
        ("Ileal NET, DOTATATE: para-aortic lymph node 11 mm at the level of L2, Krenning 4, metastasis.", "bone", None),
        ("Ileal NET, DOTATATE: para-aortic lymph node 11 mm at the level of L2, Krenning 4, metastasis.", "lymph_node_distant", "present"),
        ("Ileal NET, DOTATATE: lesion of L2, Krenning 4, metastasis.", "bone", "present"),
        ("Gastric NEC with nodal, hepatic and osseous (L2) metastatic disease.", "liver", "present"),
        ("Ileal NET. Hepatic metastases and left supraclavicular adenopathy.", "lymph_node_distant", "present"),
        ("Gastric NEC. Bilateral calcified hilar nodes - granulomatous.", "lymph_node_regional", None),
    ],
)  # fmt: skip
def test_organs_that_a_report_finds_free_and_those_it_does_not(text: str, site: str, status: str | None) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases}.get(site) == status


def test_a_denial_of_the_chest_alone_is_no_m0() -> None:
    assert read_case("Pancreatic NET. CT chest: no metastases.").case.m is None
    assert read_case("Pancreatic NET. CT chest/abdomen/pelvis: no metastases.").case.m == "M0"


def test_the_score_of_a_list_goes_to_the_bones_in_brackets_too() -> None:
    case = read_case("Lung NET. DOTATATE: bone lesions (pelvis, T6, ribs) and liver Krenning 3.").case
    assert {one.location: one.krenning for one in case.receptor_imaging} == {"bone": 3, "liver": 3}


@pytest.mark.parametrize(
    ("text", "site", "status"),
    [
        ("pNET. CT: Liver: 2 lesions seg 6 (9 mm) and seg 8 (6 mm), unclear.", "liver", "possible"),
        ("pNET. CT: Liver: 2 lesions seg 6 (9 mm) and seg 8 (6 mm), both metastases.", "liver", "present"),
        ("SI NET. Specimens: A. bowel B. omental nodule.", "peritoneum", None),
        ("SI NET. CT: omental nodules and liver lesions.", "peritoneum", "present"),
        ("SI NET.\nC. Omentum: fat necrosis, negative for tumour", "peritoneum", "absent"),
    ],
)
def test_what_was_sent_in_or_is_unclear_is_no_metastasis(text: str, site: str, status: str | None) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases}.get(site) == status


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("SI NET. MRI: hepatic tumour burden 55% (was 40% in 2023).", "progressive"),
        ("SI NET. MRI: hepatic tumour burden 30% (previously 50%).", "responding"),
        ("SI NET. MRI: hepatic tumour burden 42% (was 40% in 2023).", None),
    ],
)
def test_a_change_of_the_share_of_the_liver_is_a_course(text: str, course: str | None) -> None:
    assert read_case(text).case.progression == course
