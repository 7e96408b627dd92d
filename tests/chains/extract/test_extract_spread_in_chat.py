# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Spread in chat: sites of metastasis as clinicians put them in short messages, letters and minutes."""

import pytest

from chains.extract import read_case


def _sites(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Ileal NET G1. The nodule was TB. Lung mets therefore off the list.", "lung"),
        ("Ileal NET. Bone mets can be struck from her problem list.", "bone"),
        ("Ileal NET. Brain mets to be deleted from the summary, entered in error.", "brain"),
    ],
)
def test_what_is_taken_out_of_the_papers_is_absent(text: str, site: str) -> None:
    assert _sites(text)[site] == "absent"


def test_metastases_taken_off_a_waiting_list_are_there() -> None:
    assert _sites("Ileal NET with liver mets, taken off the transplant list in May.")["liver"] == "present"


def test_what_is_less_likely_than_something_else_is_absent() -> None:
    text = "NET with liver mets. Cytology of the ascites negative, so heart failure rather than peritoneal disease."
    assert _sites(text)["peritoneum"] == "absent"


def test_what_is_more_likely_than_something_else_is_present() -> None:
    text = "Pancreatic NET. The nodules look like peritoneal metastases rather than endometriosis."
    assert _sites(text)["peritoneum"] == "present"


@pytest.mark.parametrize(
    "text",
    [
        "Duodenal NET. No evidence of distant (hepatic/skeletal) metastatic disease.",
        "Duodenal NET. No distant (liver, bone) metastases.",
    ],
)
def test_a_denial_reaches_over_a_bracket(text: str) -> None:
    assert _sites(text) == {"liver": "absent", "bone": "absent"}


def test_a_bracket_without_a_denial_names_what_is_there() -> None:
    assert _sites("Duodenal NET with distant (hepatic, skeletal) metastatic disease.")["bone"] == "present"


def test_an_organ_that_is_clear_was_only_looked_at_because_of_a_query() -> None:
    text = "Ileal NET with liver mets. Ovaries NAD (looked at as ovarian mets queried on CT)."
    assert _sites(text)["ovary"] == "absent"


def test_a_pneumonitis_explains_no_lesion_of_the_liver() -> None:
    text = "Relapse 02/2023: liver (4 lesions) biopsied - atypical carcinoid Ki-67 20%. Everolimus now 5 mg by pneumonitis grade 2, CT stable."
    assert _sites(text)["liver"] == "present"


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("pNET. No bone or lung disease.", {"bone", "lung"}),
        ("pNET. No liver dz on CT.", {"liver"}),
        ("MiNEN. CT clear of mets incl liver and lung.", {"liver", "lung"}),
        ("Carcinoid. Ga-DOTATATE: nodule weakly positive, rest of body neg incl. liver & skeleton.", {"liver", "bone"}),
        ("Ileal NET. Liver has never been involved.", {"liver"}),
        ("Bronchial carcinoid. DOTATATE PET:\nLiver - physiological, no focal uptake.", {"liver"}),
        ("Octreoscan: uptake in the tail of the pancreas; absence of bony captation.", {"bone"}),
        ("DOTATATE PET of a carcinoid: faint uptake of the nodule. No uptake liver or bones.", {"liver", "bone"}),
        ("DOTATOC PET shows no avid lesions in the pancreas, liver or skeleton.", {"liver", "bone"}),
        ("CT of ileal NET: stable; no ovarian mass.", {"ovary"}),
        ("Ileal NET. Peritoneum inspected - no deposits.", {"peritoneum"}),
        ("Rectal NET. CT thorax/abdomen: liver normal, lungs normal, no enlarged nodes.", {"liver", "lung"}),
        ("NET. The bone scan they did in March was clear.", {"bone"}),
        ("NET. Liver ultrasound normal.", {"liver"}),
        ("NEC. Liver, lung, bone: nothing seen then, nothing now.", {"liver", "lung", "bone"}),
        ("NET. CT: no visceral mets.", {"liver"}),
    ],
)
def test_organs_told_to_be_clear_are_absent(text: str, sites: set[str]) -> None:
    told = _sites(text)
    assert {site: told.get(site) for site in sites} == dict.fromkeys(sites, "absent")


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET. CT not clear incl. liver.",
        "pNET. PMH: no lung disease, no heart disease.",
        "FDG PET of a NET: no uptake liver.",
        "NET. Liver normal except two lesions in segment 4.",
    ],
)
def test_what_only_looks_like_an_all_clear_tells_no_absence(text: str) -> None:
    assert "absent" not in _sites(text).values()


@pytest.mark.parametrize(
    "text",
    [
        "pNET G2, on CAPTEM. Liver 30ish % involved.",
        "pNET. Liver bulky (50-75%), on lanreotide.",
        "pNET on lanreotide. Has grown 30% in liver since 2022.",
        "PD, all of it hepatic. NET of the ileum.",
        "SI-NET, DOTATATE K3-4 everywhere, liver maybe a third.",
        "pNET. Liver same as before (2 lesions).",
        "G1 NET of ileum with a bit left in the liver.",
        "Midgut NET. I count 4 in liver, the radiologist 11.",
        "Midgut NET. TACE #2 L lobe done 11/3.",
        "Midgut NET. Bland embo R lobe went ok yesterday.",
    ],
)
def test_metastases_of_the_liver_are_told_by_their_amount_or_treatment(text: str) -> None:
    assert _sites(text)["liver"] == "present"


@pytest.mark.parametrize(
    "text",
    [
        "NET. Liver shunt 21%.",
        "NET. She drinks; liver about 30% fat on MRI.",
        "NET. Future liver remnant 30 % of liver volume.",
        "NET. Is the liver bulky?",
        "NET. Liver unchanged, 4 cysts.",
        "NET. SIRT of the right lobe was refused.",
        "HCC with TACE right lobe; incidental ileal NET.",
    ],
)
def test_other_amounts_of_the_liver_tell_no_metastases(text: str) -> None:
    assert _sites(text).get("liver") != "present"


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("NET. Cytology of the ascites +, so peritoneum's involved as we feared.", "peritoneum"),
        ("Lung carcinoid, relapsed with liver (7 lesions) and bone (sternum, T11).", "bone"),
        ("NET. Disease grows again in liver, also first time in bone.", "bone"),
        ("LCNEC, st IV (bone, adrenal).", "bone"),
        ("NET. Osseous filia BWK 8 and Os ilium left.", "bone"),
        ("NET. In comparison to 2022 new lesions in D9, L3 vertebrae.", "bone"),
        ("Ileal NET. Widespread mets incl. liver and bone.", "bone"),
    ],
)
def test_short_words_for_spread_are_read(text: str, site: str) -> None:
    assert _sites(text)[site] == "present"


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("NET. Bones: one T9 spot new, equivocal.", "bone"),
        ("NET of ileum. Liver: segment 7 enhancing 9 mm - flash haemangioma v. metastasis, indeterminate.", "liver"),
        ("LCNEC. PET FDG ++ in lung, nodes, L adrenal (met? 14 mm).", "other"),
        ("NET G2. CT shows two doubtful hypodense lesion 8 mm seg 6, they advise MRI.", "liver"),
        (
            "Carcinoid. CT: 1 sclerotic focus L2, 5 mm, nature unclear. DOTATATE PET: L2 no uptake. What to do with L2 - MRI?",
            "bone",
        ),
    ],
)
def test_what_is_left_open_is_possible(text: str, site: str) -> None:
    assert _sites(text)[site] == "possible"


def test_an_examination_to_which_something_is_added_tells_no_metastasis() -> None:
    assert _sites("Ileal NET, NED. Plan: MRI liver + bloods annually.") == {}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("MRI spine: lesion in L2 of unclear nature. DOTATATE PET: no uptake in L2. ileal NET", "possible"),
        ("MRI: L2 and L3 both indeterminate. DOTATATE PET: no uptake in L2. ileal NET", None),
        ("MRI: L2 and L3 both indeterminate. DOTATATE PET: L2 without uptake. ileal NET", None),
        ("MRI spine: degenerative change L2. DOTATATE PET: no uptake in L2. ileal NET", "absent"),
    ],
)
def test_a_vertebra_whose_lesion_is_unclear_is_not_cleared_by_a_scan_without_uptake(
    text: str, status: str | None
) -> None:
    told = {one.site: one.status for one in read_case(text).case.metastases}.get("bone")
    assert told in ({status} if status else {"possible", None})
