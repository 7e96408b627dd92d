"""Sites of spread that the text explains, doubts, gives to another cancer or fears, with near misses that stay."""

import pytest

from chains.extract import read_case


def _sites(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("pNET. Bones: two sclerotic spots, both there since 2011, call them islands.", "bone"),
        ("Lung LCNEC. Left adrenal nodule not FDG avid is a lipid rich adenoma.", "other"),
        ("Lung LCNEC. Adrenal nodule 18 mm, stays an adenoma for me.", "other"),
        ("pNET. Hot spot in the rib after the fall in May; healing fracture rather than met.", "bone"),
        ("Ileal NET. Liver mets were biopsied: they are from his colon cancer, not from the NET.", "liver"),
        ("Her lung cancer (adenocarcinoma) is the problem, brain mets are from that. Ileal NET G1.", "brain"),
        ("Ileal NET, NED. CT: 3 liver lesions. Bx: metastatic breast ca ER+ (not NET).", "liver"),
        ("Ileal NET. Pt worried about liver mets as her aunt died. Scan clear.", "liver"),
        ("Ileal NET. Her liver mets, first seen in 2019, can no longer be delineated on MRI.", "liver"),
        ("pNET. Multiple liver metastases on the CT of the other hospital are simple cysts on our MRI.", "liver"),
        ("Ileal NET. Ovarian metastases, Ki-67 7 %, G2. Peritoneal biopsies without tumour.", "peritoneum"),
        ("pNET. Liver MRI for mets: of the 5 lesions called outside, 3 are haemangiomas and 2 are cysts.", "liver"),
    ],
)
def test_what_is_explained_feared_or_gone_is_no_metastasis(text: str, site: str) -> None:
    assert _sites(text).get(site) in {None, "absent"}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("SI-NET. Mets: liver - / bone - / LN + (mesenteric).", "liver"),
        ("Ileal NET. There's nothing to suggest peritoneal disease.", "peritoneum"),
        ("pNET. Previously described bone metastasis L3 = Schmorl node. No bone disease.", "bone"),
        ("Ileal NET. Liver metastases completely resected in 2019, none came back.", "liver"),
        ("Ileal NET. Bone mets? PET says no.", "bone"),
    ],
)
def test_a_site_that_is_denied_in_such_words_is_free(text: str, site: str) -> None:
    assert _sites(text)[site] == "absent"


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Ileal NET. Liver: mets in both lobes, a fracture of T8 rather than anything else in the spine.", "liver"),
        ("Ileal NET. Two of the liver mets have disappeared.", "liver"),
        ("Ileal NET. The liver mets are from the NET, not from his colon cancer.", "liver"),
        ("Ileal NET. Liver mets -45 % in size.", "liver"),
        ("Ileal NET. He is worried about his liver mets.", "liver"),
        ("Ileal NET. Liver metastases not FDG avid.", "liver"),
        ("Ileal NET. MRI for liver metastases, three in segment 4: 12, 8 and 9 mm, growing.", "liver"),
    ],
)
def test_near_such_words_a_metastasis_stays_one(text: str, site: str) -> None:
    assert _sites(text)[site] == "present"


def test_a_doubt_makes_metastases_only_possible() -> None:
    assert _sites("Ileal NET. I doubt that these liver spots are metastases.")["liver"] == "possible"


def test_one_group_of_nodes_that_is_gone_does_not_clear_the_next() -> None:
    text = "pNET. Retroperitoneal nodes have gone, supraclavicular node remains (Virchow)."
    assert "lymph_node_distant" not in _sites(text)


def test_a_score_before_treatment_is_not_todays() -> None:
    scores = {one.krenning for one in read_case("Ileal NET. K3 liver before PRRT, K1 after.").case.receptor_imaging}
    assert 3 not in scores


@pytest.mark.parametrize(
    ("text", "fdg"),
    [
        ("pNET. PET/CT FDG + DOTATATE\nFDG-negative disease.", "negative"),
        ("pNET. FDG + in the liver.", "positive"),
        (
            "pNET. FDG PET: SUVmax 5 in the liver. Residual uptake in all lesions. Bones without FDG avid lesions.",
            "positive",
        ),
    ],
)
def test_two_examinations_joined_by_a_plus_are_no_result(text: str, fdg: str | None) -> None:
    assert read_case(text).case.fdg == fdg


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("SI-NET. No liver mets were palpated, but the path report of the wedge says NET deposit 3 mm.", "liver"),
        ("SI-NET. The bone scan is negative but DOTATATE is positive in 5 vertebrae.", "bone"),
        ("The pain from the bone metastases has resolved. pNET.", "bone"),
    ],
)
def test_a_denial_that_the_sentence_takes_back_clears_no_site(text: str, site: str) -> None:
    assert _sites(text).get(site) != "absent"


def test_a_share_of_the_liver_before_gives_way_to_that_of_now() -> None:
    liver = read_case("Ileal NET. Liver involvement 10% before, 45% now.").case.liver
    assert liver is not None
    assert liver.involvement_high == 45


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET, liver SOL x2 (? hemangioma, MRI awaited).",
        "Ileal NET. Is it possible the uptake in the scapula is only degenerative? MRI shoulder requested.",
        "Ileal NET. Sclerotic focus L3, query bone island.",
        "Ileal NET. The uptake in T8 is hopefully degenerative.",
        "Ileal NET. We are hoping the liver lesion is just a cyst.",
        "Ileal NET. SOL right lobe of liver, haemangioma - MRI awaited.",
        "Ileal NET. Is the liver lesion just a typical haemangioma that we can ignore?",
        "Ileal NET. I hope the liver lesion is not a metastasis.",
        "Ileal NET. Liver lesion 12 mm, haemangioma; malignancy cannot be excluded.",
        "Ileal NET. Lesion in L1, in keeping with haemangioma, metastasis not entirely excluded.",
    ],
)
def test_an_explanation_in_doubt_clears_no_site(text: str) -> None:
    assert "absent" not in _sites(text).values()
    assert "present" not in _sites(text).values()


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET. Suspicious lesion in segment 4 is a haemangioma.",
        "Ileal NET. Metastasis in segment 4? Haemangioma.",
        "Ileal NET. Liver lesion, typical haemangioma, next scan in 6 months.",
        "Ileal NET. I asked radiology about the liver lesion: it is a haemangioma.",
    ],
)
def test_a_settled_explanation_clears_its_site(text: str) -> None:
    assert _sites(text) == {"liver": "absent"}
