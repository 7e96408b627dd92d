"""What one reader takes back or calls harmless, what stays open, and what a test does not exclude."""

import pytest

from chains.extract import read_case


def spread(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "site", "status"),
    [
        ('The former text ("multiple bone metastases") is herewith withdrawn.', "bone", None),
        ("The statement that there are lung metastases is incorrect.", "lung", None),
        ("The diagnosis of peritoneal carcinomatosis was revoked after laparoscopy.", "peritoneum", None),
        ('Please disregard the sentence "new bone metastases". Liver metastases as before.', "liver", "present"),
        ('"multiple liver metastases" in our report should read "no liver metastases".', "liver", "absent"),
        ("The diagnosis of liver metastases was made in 2019 and the Ki-67 was wrong.", "liver", "present"),
        ('The "liver met" in S3 was removed in 2020.', "liver", "present"),
        ('The report says "liver metastases", the size was wrong though.', "liver", "present"),
    ],
)
def test_what_a_text_takes_back_is_not_read(text: str, site: str, status: str | None) -> None:
    assert spread(text).get(site) == status


@pytest.mark.parametrize(
    ("text", "site", "status"),
    [
        ("They write 'metastasis ovary left 4 cm'. Our gyn says simple cyst on US.", "ovary", "absent"),
        ("The outside letter mentions lung mets; my pulmonologist thinks they are granulomas.", "lung", "absent"),
        ("Radiologist: bone mets T5, T6. I think they are bone islands.", "bone", "possible"),
        ("Radiologist writes brain metastasis, the neurosurgeon thinks it is a cavernoma.", "brain", "possible"),
        ("Bone metastases T4. We don't think they are haemangiomas.", "bone", "present"),
        ("Liver mets known. Our radiologist says mets and cysts.", "liver", "present"),
        ("Liver mets. I think the fatigue is pneumonitis.", "liver", "present"),
        (
            'T9: possibly bone metastasis, MRI ordered. The first reader had written "no bone metastases".',
            "bone",
            "possible",
        ),
        ("Possible bone metastasis T9. MRI: no bone metastases.", "bone", "absent"),
    ],
)
def test_two_readers_leave_a_site_open_unless_the_writer_relies_on_one(text: str, site: str, status: str) -> None:
    assert spread(text).get(site) == status


@pytest.mark.parametrize(
    ("text", "site", "status"),
    [
        ("Ascites cytology negative. Negative cytology does not exclude peritoneal spread.", "peritoneum", "possible"),
        ("MRI excludes liver metastases.", "liver", "absent"),
        ("Liver mets known. Bone mets too? PET booked.", "bone", "possible"),
        ("Peritoneal carcinosis or just adhesions? Surgeon unsure.", "peritoneum", "possible"),
        ("9 mm liver lesion, too small? looks like it could be FNH or met.", "liver", "possible"),
        ("Bony lesions on DOTATATE. I'd call them possible at best, not proven.", "bone", "possible"),
        ("Liver lesions avid, lung nodule could be a met.", "liver", "present"),
        ("Liver mets and cysts.", "liver", "present"),
    ],
)
def test_what_is_weighed_or_not_excluded_is_possible(text: str, site: str, status: str) -> None:
    assert spread(text).get(site) == status


@pytest.mark.parametrize(
    ("text", "site", "told"),
    [
        ("Lung nodule 6mm RLL in ileal NET pt, stable, DOTA neg -> benign granuloma.", "lung", {None, "absent"}),
        ("Hep lesion on US in man 58 after appendix NET: MRI says typical FNH.", "liver", {None, "absent"}),
        ("Bone lesion in this 66f with pancreatic NET; MRI says enchondroma.", "bone", {None, "absent"}),
        ("Liver lesions in a patient with pancreatic NET, biopsy NET G2.", "liver", {"present"}),
    ],
)
def test_the_tumour_a_patient_is_called_after_is_no_other_organ(text: str, site: str, told: set[str | None]) -> None:
    assert spread(text).get(site) in told


@pytest.mark.parametrize(
    ("text", "progression"),
    [
        ("PRRT 4/4 done last year, responded, now stable.", "stable"),
        ("Responded to CAPTEM, stable since.", "stable"),
        ("Responded to antibiotics, now stable on the ward.", None),
        ("Liver mets 31 -> 24 mm, 22 -> 15 mm. Bone mets unchanged. I call it response.", "responding"),
        ("Liver mets 30 to 22 mm, primary unchanged. I would not call it a response yet.", "stable"),
        ("What Ki-67 cut-off for CAPTEM? Not about a special patient. G2 vs G3, PD on SSA.", None),
        ("What about this patient? pNET, PD on SSA.", "progressive"),
    ],
)
def test_the_state_behind_a_response(text: str, progression: str | None) -> None:
    assert read_case(text).case.progression == progression


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        (
            "2. Lymph nodes station 8a: 0/3\n3. Liver: hamartoma.\n4. Spleen: normal.\nPeripancreatic nodes 1/11.",
            (1, 14),
        ),
        ("Lymph nodes: 0/3 station 8a\nLymph nodes: 1/11 peripancreatic", (1, 14)),
        ("Interaortocaval nodes 0/2 sent separately. Main specimen nodes 3/18.", (3, 18)),
        ("Nodes total 3/15: station 8a 0/3, peripancreatic 3/12.", (3, 15)),
        ("2019 right hemicolectomy nodes 4/12. 2023 liver hilum nodes 0/3.", (4, 12)),
    ],
)
def test_one_station_does_not_stand_for_the_specimen(text: str, nodes: tuple[int, int]) -> None:
    read = read_case(text).case.nodes
    assert read is not None
    assert (read.positive, read.examined) == nodes


@pytest.mark.parametrize(
    ("text", "fdg"),
    [
        ("FDG: focal colonic uptake, adenoma at colonoscopy. NET lesions no FDG uptake.", "negative"),
        ("FDG avid axillary nodes after vaccination; NET lesions FDG negative", "negative"),
        ("FDG uptake in the liver metastases, inflammation of the gallbladder.", "positive"),
    ],
)
def test_fdg_uptake_of_something_else_is_not_the_tumours(text: str, fdg: str) -> None:
    assert read_case(text).case.fdg == fdg


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("Krenning 4 in the liver per outside; our reading Krenning 2.", {2, None}),
        ("Liver Krenning 4, bone Krenning 2. We read the PET together.", {4}),
    ],
)
def test_a_second_reading_of_a_score_counts(text: str, scores: set[int | None]) -> None:
    case = read_case(text).case
    assert next((one.krenning for one in case.receptor_imaging if one.location == "liver"), None) in scores
