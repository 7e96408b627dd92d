"""What a later word, another owner or the old name of a thing takes away from what stands there at first sight."""

from typing import Any

import pytest

from chains.extract import read_case


def told(text: str) -> dict[str, Any]:
    case = read_case(text).case
    return {
        **case.model_dump(mode="json", exclude_none=True),
        "spread": {one.site: one.status for one in case.metastases},
        "values": [(one.low, one.high) for one in case.ki67],
    }


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("PD in 2020. Since then stable.", "progression", "stable"),
        ("Progression in 2019 and 2021. Since then stable, also on this morning's MRI.", "progression", "stable"),
        ("pNET, PD on CT. Since then stable weight.", "progression", "progressive"),
        ("Her COPD has progressed to stage III. pNET, no new imaging.", "progression", None),
        ("pNET. The liver mets have progressed.", "progression", "progressive"),
        ("Her COPD has progressed to stage III.", "stated_stage", None),
        ("COPD is stage III. NET stage IV.", "stated_stage", "IV"),
        ("cM0 on CT; then the PET shows bone metastases. So cM1.", "m", "M1"),
        ("pT3 N1 M0.", "m", "M0"),
        ("Breast: ER 90 %, PR 40 %, G3, treated 2014. Lung carcinoid.", "stated_grade", None),
        ("Breast ca: ER+ PR+, G2. pNET G1.", "stated_grade", 1),
        ("Seen in ER 12/3 for flushing, pNET G2.", "stated_grade", 2),
        ("The 3-year-old scan shows the same. Pt is 47, male.", "age_years", 47.0),
        ("10-year-old stent. Woman of 58, duodenal NET.", "age_years", 58.0),
        ("63 year old man, scans stable.", "age_years", 63.0),
    ],
)
def test_the_last_state_and_the_owner_of_a_word_decide(text: str, field: str, value: object) -> None:
    assert told(text).get(field) == value


@pytest.mark.parametrize(
    ("text", "histology"),
    [
        ("Neuroendocrine carcinoma, well differentiated, G2, pancreas.", None),
        ("Dx letter says 'neuroendocrine carcinoma, well diff., G2' in the old wording = NET G2 of today.", "net"),
        ("Neuroendocrine carcinoma, poorly differentiated.", "nec"),
        ("MiNEN of the caecum was the first idea. Final: NEC, poorly differentiated.", "nec"),
        ("Wrong patient in the last message, sorry, ignore the NEC with Ki-67 90 %. Here: ileal NET.", "net"),
        ("Two patients. Bed 4 has NEC, brain mets. Bed 9 (this thread): NET of the rectum, G1.", "net"),
        ("Our patient in bed 12 has a NET of the rectum, his neighbour in bed 13 melanoma.", "net"),
    ],
)
def test_an_old_name_a_first_idea_and_a_neighbour_are_no_diagnosis(text: str, histology: str | None) -> None:
    assert told(text).get("histology") == histology


@pytest.mark.parametrize(
    ("text", "site", "values"),
    [
        ("NETTER-1 took midgut NETs, Ki-67 up to 20 %. This lady has a pancreatic NET.", "pancreas", []),
        ("RADIANT-4 was lung and gut. She has a thymic NET, Ki-67 12%.", "thymus", [(12, 12)]),
        ("ENETS guide: G1 <3 %, G2 3-20 %, G3 >20 %. Our man has an ileal NET.", "jejunum_ileum", []),
    ],
)
def test_what_a_trial_took_and_a_guide_defines_is_nobodys_case(text: str, site: str, values: list[Any]) -> None:
    assert (told(text)["primary_site"], told(text)["values"]) == (site, values)


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Peritoneal carcinomatosis queried on CT, but laparoscopy: no peritoneal disease.", {"peritoneum": "absent"}),
        ("Peritoneal carcinomatosis queried on CT.", {"peritoneum": "possible"}),
        ("So where do the 'hepatic mets' come from?? MRI says there are none.", {"liver": "absent"}),
        ("Liver mets seen on CT. In the bones there are none.", {"liver": "present"}),
        ("What is the odds ratio of peritoneal mets in G2?", {}),
        ("What is the incidence of bone metastases?", {}),
    ],
)
def test_a_spread_that_is_queried_or_asked_in_general_is_not_there(text: str, spread: dict[str, str]) -> None:
    assert told(text)["spread"] == spread


@pytest.mark.parametrize(
    ("text", "fdg"),
    [
        ("FDG: hot tooth abscess, otherwise nothing, tumour not FDG avid = FDG negative.", "negative"),
        ("FDG-avid colon polyp, tubular adenoma. The NET lesions themselves are FDG-negative.", "negative"),
        ("FDG-avid tooth abscess only.", None),
        ("FDG uptake in the thyroid and in the liver mets.", "positive"),
        ("FDG positive. Tooth abscess treated.", "positive"),
    ],
)
def test_uptake_of_a_tooth_or_a_polyp_is_not_the_tumours(text: str, fdg: str | None) -> None:
    assert told(text).get("fdg") == fdg


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Asymptomatic 5 mm lung nodule, new, in 66M w/ resected pNET 2022.", "primary_site", "pancreas"),
        ("Lung nodule 14 mm, biopsy: typical carcinoid.", "primary_site", "lung"),
        ("FNB = well differentiated NET. Outside report said NEC, this is not supported.", "histology", "net"),
        ("Outside report said NEC, this is confirmed.", "histology", "nec"),
    ],
)
def test_a_new_nodule_beside_a_known_primary_and_a_report_not_supported_are_none(
    text: str, field: str, value: str
) -> None:
    assert told(text).get(field) == value


@pytest.mark.parametrize(
    ("text", "spread"),
    [
        ("Hot area in right ilium, suspicious for metastasis but can be Paget. pNET.", {"bone": "possible"}),
        ("Liver lesion: haemangioma, no metastasis. pNET.", {"liver": "absent"}),
    ],
)
def test_what_can_be_harmless_stays_possible(text: str, spread: dict[str, str]) -> None:
    assert told(text)["spread"] == spread


def test_the_dots_of_a_form_lead_from_what_is_asked_to_its_answer() -> None:
    text = "Size ................. 45 x 38 x 30 mm\nType ______ NET\nKi-67 ........ 7.8 %\nNodes .... 2/16"
    case = read_case(text).case
    assert (case.tumour_size_mm, case.histology) == (45, "net")
    assert case.nodes is not None
    assert (case.nodes.positive, case.nodes.examined) == (2, 16)
    span = case.evidence_spans["nodes"]
    assert text[span[0] : span[1]] == "2/16"


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("Sunitinib 37.5mg day 20: G3 HTN. pNET.", {"sunitinib": "ongoing"}),
        ("Thinks she may stop everolimus as mouth sores G2.", {"everolimus": "ongoing"}),
        ("She may start everolimus.", {"everolimus": "considered"}),
        ("NET MDM. Present: surgery, NM, path, onc, CNS.", {}),
        ("Present therapy: lanreotide.", {"lanreotide": "ongoing"}),
    ],
)
def test_a_drug_that_may_be_stopped_runs_and_who_was_present_was_not_operated(
    text: str, told_of: dict[str, str]
) -> None:
    assert {one.name: one.status for one in read_case(text).case.treatments} == told_of


@pytest.mark.parametrize(
    ("text", "values", "share"),
    [
        ("ileal NET | Ki67 1-2 % | liver mets (approx 10 %) | Krenning 4 (liver)", [(1, 2)], 10),
        ("Ki67 2 %, liver mets (10 %).", [(2, 2)], 10),
        ("Ki-67 primary 2 %, liver mets 10 %.", [(2, 2), (10, 10)], None),
        ("Ki-67 2 % (primary), liver met 10 %.", [(2, 2), (10, 10)], None),
    ],
)
def test_a_share_of_the_liver_behind_an_index_is_no_second_index(
    text: str, values: list[Any], share: float | None
) -> None:
    case = read_case(text).case
    assert [(one.low, one.high) for one in case.ki67] == values
    assert (case.liver.involvement_high if case.liver else None) == share
