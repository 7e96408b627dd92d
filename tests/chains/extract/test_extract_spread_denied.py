# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Which word on a site of spread is the last one, and what a denial does not deny."""

import pytest

from chains.extract import read_case


def _spread(text: str) -> dict[str, str]:
    return {one.site: one.status for one in read_case(text).case.metastases}


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Ileal NET. ?new liver mets. Findings: no liver metastasis.", {"liver": "absent"}),
        ("pNET, ? bone mets. MRI of the spine. Conclusion: no bone metastases.", {"bone": "absent"}),
        ("pNET. Possible bone metastases on the bone scan. MRI: no bone metastases.", {"bone": "absent"}),
        ("pNET. The outside CT reported liver metastases. On our MRI no metastases.", {"liver": "absent"}),
        ("pNET. Liver metastases were suspected in 2020. MRI now: no evidence of metastases.", {"liver": "absent"}),
        ("pNET. Lung mets? -> CT pending.", {"lung": "possible"}),
        ("pNET. New liver mets? MRI next week.", {"liver": "possible"}),
    ],
)
def test_a_later_denial_overrules_a_suspicion(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    "text",
    [
        "pNET G2. Liver metastases 2018, resected. CT 2024: no evidence of disease.",
        "Ileal NET. Liver mets 2014, resected too. PET this year: no sign of disease anywhere.",
        "pNET. S/p liver transplantation for liver metastases 2015. No evidence of recurrence.",
        "Status after OLT 2012 for NET liver metastases. Graft w/o lesion.",
        "pNET. S/p right hepatectomy for liver mets; liver clear on MRI.",
        "pNET. OLT for liver mets in 2016. Graft: patent vessels, no focal lesion.",
    ],
)
def test_metastases_that_were_removed_and_did_not_come_back_are_absent(text: str) -> None:
    assert _spread(text) == {"liver": "absent"}


@pytest.mark.parametrize(
    "text",
    [
        "pNET with liver metastases. Primary resected. No evidence of disease progression.",
        "pNET with liver metastases. No evidence of local recurrence.",
        "pNET with liver metastases. Staging at first diagnosis 2019: no liver metastases.",
        "pNET. Liver metastases since 2022. In 2019 no liver metastases.",
        "pNET with liver mets. Her sister has breast cancer, no evidence of disease.",
        "pNET with liver mets, partial remission.",
        "pNET. Liver metastases 2019, resected. 2024 new liver metastases. No evidence of disease outside.",
        "pNET. Liver metastases have not been resected. No evidence of recurrence at the primary.",
        "pNET. Liver metastases on MRI. US: no liver metastases seen.",
        "pNET. If there are no liver metastases, surgery. But MRI shows liver metastases.",
    ],
)
def test_metastases_that_are_there_stay_present(text: str) -> None:
    assert _spread(text)["liver"] == "present"


@pytest.mark.parametrize(
    "text",
    [
        "pNET. No progression of the liver metastases.",
        "pNET. No uptake in the liver metastases.",
        "pNET. FDG PET negative (no uptake above background in the known liver metastases).",
        "pNET. The surgeon did not resect the liver metastases.",
        "pNET. No evidence of growth of the liver metastases.",
        "pNET. There has been no treatment of the liver metastases.",
    ],
)
def test_a_denial_about_metastases_does_not_deny_them(text: str) -> None:
    assert _spread(text) == {"liver": "present"}


@pytest.mark.parametrize(
    "text",
    [
        "pNET. No recurrence of the liver metastases.",
        "pNET. No sign of the liver metastases on the last scan.",
        "pNET without known liver metastases.",
        "pNET. No evidence of liver metastases.",
    ],
)
def test_a_denial_of_metastases_denies_them(text: str) -> None:
    assert _spread(text) == {"liver": "absent"}


@pytest.mark.parametrize(
    "text",
    [
        "pNET. No hepatic progression.",
        "pNET. No progression in the liver.",
        "pNET. No other liver metastases.",
        "pNET. No liver metastases except in segment 4.",
        "pNET. No FDG-avid liver lesion.",
    ],
)
def test_a_denial_of_something_else_tells_nothing_of_the_site(text: str) -> None:
    assert _spread(text) == {}


def test_a_denial_of_one_part_leaves_the_others() -> None:
    assert _spread("pNET. Metastasis in L3. No metastasis in T5.") == {"bone": "present"}
    assert _spread("pNET. No bone, liver mets in both lobes.").get("liver") != "absent"
    assert _spread("pNET. No liver, lung lesion.") == {"liver": "absent", "lung": "absent"}


def test_an_indeterminate_lesion_stays_possible_beside_a_general_all_clear() -> None:
    text = "pNET. 6 mm indeterminate liver lesion. No evidence of metastatic disease."
    assert _spread(text) == {"liver": "possible"}


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        (
            "Two tumours: prostate carcinoma with bone metastases on leuprorelin, and a duodenal NET G1. The bone lesions take up PSMA.",
            {},
        ),
        (
            "Ileal NET G1, liver mets. Breast cancer with bone metastases. Bone metastases stable on letrozole.",
            {"liver": "present"},
        ),
        ("Ileal NET. Prostate cancer with bone mets. DOTATATE: bone metastases Krenning 4.", {"bone": "present"}),
        ("Ileal NET with bone mets. Prostate cancer with bone mets 2010. The bone mets progress.", {"bone": "present"}),
    ],
)
def test_metastases_of_another_cancer_are_none_of_this_tumour(text: str, spread: dict[str, str]) -> None:
    assert _spread(text) == spread


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("pNET. No bone lesions suspicious for metastasis.", {"bone": "absent"}),
        ("pNET. No lesions in the liver suspicious for metastases.", {"liver": "absent"}),
        ("pNET. There is no bony lesion concerning for metastasis.", {"bone": "absent"}),
        ("pNET. No evidence of liver lesions suspicious for metastases.", {"liver": "absent"}),
        ("pNET. Liver lesion not suspicious for metastasis.", {"liver": "absent"}),
        ("pNET. No change in the liver lesions suspicious for metastases.", {"liver": "possible"}),
        ("pNET. No new liver lesions suspicious for metastasis.", {"liver": "possible"}),
        ("pNET. No lung lesion but a liver lesion suspicious for metastasis.", {"lung": "absent", "liver": "possible"}),
        ("pNET. No biopsy of the liver lesion suspicious for metastasis yet.", {"liver": "possible"}),
        ("pNET. No ascites and a liver lesion suspicious for metastasis.", {"liver": "possible"}),
    ],
)
def test_a_denied_suspicion_is_an_absence_and_a_suspicion_beside_another_denial_stays_one(
    text: str, spread: dict[str, str]
) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases} == spread


@pytest.mark.parametrize("site", ["Skeleton", "Bones", "Skeleton: degenerative changes of the spine, "])
def test_a_suspicion_that_is_denied_behind_the_name_of_an_organ_is_an_absence(site: str) -> None:
    text = f"{site.rstrip(': ,')}: no lesions suspicious for metastasis."
    assert [(one.site, one.status) for one in read_case(text).case.metastases] == [("bone", "absent")]


def test_no_other_suspicious_lesion_denies_no_lesion_that_is_known() -> None:
    text = "Liver: metastasis in segment 4, no other lesions suspicious for metastasis."
    assert ("liver", "absent") not in [(one.site, one.status) for one in read_case(text).case.metastases]


def test_no_net_drug_is_no_word_on_the_liver() -> None:
    case = read_case("NET liver lesions just watched, no NET drug of any sort.").case
    assert [(one.site, one.status) for one in case.metastases] == [("liver", "present")]


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("DOTATOC: duodenal wall + 1 regional node, liver clear.", {"liver"}),
        ("pNET. Uptake in one regional node, liver free.", {"liver"}),
        ("pNET. A 9 mm node, liver and lungs clear.", {"liver", "lung"}),
        ("pNET. Nodes, liver, bones clear.", {"lymph_node_regional", "liver", "bone"}),
    ],
)
def test_a_node_that_was_found_is_not_cleared_with_the_organ_behind_it(text: str, absent: set[str]) -> None:
    assert {one.site for one in read_case(text).case.metastases if one.status == "absent"} == absent
