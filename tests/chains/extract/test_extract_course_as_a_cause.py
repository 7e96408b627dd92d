# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Why a treatment ended, what nobody has looked at since, and a reaction that is no response are not the course now."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("Previous:\noctreotide LAR 2020-2023, stopped on progression\nCurrent: everolimus since May 2023\nCT of 28 October shows stable disease.", "stable"),
        ("Previous:\noctreotide LAR 2020-2023, stopped on progression\nCurrent: everolimus since May 2023", None),
        ("Lanreotide was discontinued in 2022 with progression. On everolimus now; MRI last week: stable.", "stable"),
        ("Everolimus had to be stopped when the disease progressed. Now on CAPTEM, CT shows stable disease.", "stable"),
        ("PRRT changed for progression to everolimus 2021. Restaging in May 2024: partial response.", "responding"),
        ("Everolimus was stopped because of progression last week. What next?", "progressive"),
        ("Progressive disease on CT; lanreotide was stopped.", "progressive"),
        ("PD in 2017 and again in 2020; since the second PRRT course she is in stable disease.", "stable"),
    ],
)  # fmt: skip
def test_the_reason_why_a_treatment_ended_gives_way_to_what_was_seen_later(text: str, now: str | None) -> None:
    assert read_case(text).case.progression == now


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("In hindsight the 2022 scan was already progressive; no scan since.", None),
        ("PD on the CT of 2021. No imaging has been done since.", None),
        ("Progressive in 2022. She has not been scanned since.", None),
        ("Stable in 2021; the present state of the disease is unknown.", None),
        ("CT May: progressive disease. No surgery since.", "progressive"),
    ],
)
def test_a_state_after_which_nobody_looked_is_not_told_as_the_state_now(text: str, now: str | None) -> None:
    assert read_case(text).case.progression == now


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("He responded badly to the contrast medium.", None),
        ("She responded to antibiotics. CT awaited.", None),
        ("He responded with fever to the first dose.", None),
        ("She responded poorly to everolimus.", None),
        ("He responded well to PRRT.", "responding"),
        ("The October scan shows progression of the liver metastases and her 5-HIAA has doubled.", "progressive"),
        ("MRI shows stable disease and the CgA has fallen.", "stable"),
        ("Progression of uptake and of CgA.", None),
    ],
)
def test_a_reaction_is_no_response_and_a_marker_beside_progression_takes_nothing_from_it(
    text: str, now: str | None
) -> None:
    assert read_case(text).case.progression == now


@pytest.mark.parametrize(
    ("text", "syndrome"),
    [
        ("A glucagonoma had been considered but glucagon is normal.", None),
        ("Insulinoma was suspected at first; fasting test negative.", None),
        ("What are the typical symptoms of carcinoid syndrome? Rectal NET of 5 mm.", None),
        ("How common is carcinoid syndrome in rectal NET?", None),
        ("Could a non-functioning pancreatic NET later turn into an insulinoma?", None),
        ("Does a NET of the lung cause carcinoid syndrome?", None),
        ("The tumour has turned into an insulinoma.", "insulinoma"),
        ("What about lanreotide for this insulinoma?", "insulinoma"),
        ("What is the best treatment for carcinoid syndrome in this 60-year-old?", "carcinoid"),
        ("He has an insulinoma, considered for enucleation.", "insulinoma"),
    ],
)
def test_a_syndrome_thought_of_or_asked_about_in_general_is_nobodys(text: str, syndrome: str | None) -> None:
    assert read_case(text).case.syndrome == syndrome


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("Krenning score of two for the nodes and three for the skeleton.", {"lymph_node": 2, "bone": 3}),
        ("Krenning score of four in the liver, three in the bone and two in the nodes.", {"liver": 4, "bone": 3, "lymph_node": 2}),
        ("Liver mets, Krenning 4 liver / 3 nodes.", {"liver": 4}),
        ("Krenning 3 liver, 2 nodes.", {"liver": 3, "lymph_node": 2}),
        ("Krenning 4 liver, 2 bone metastases.", {"liver": 4}),
        ("Krenning 4 in the liver and 3 nodes.", {"liver": 4}),
        ("Krenning score: IV (liver), II (lymph nodes).", {"liver": 4, "lymph_node": 2}),
        ("Not Krenning 4 as first dictated, but Krenning 2 in the bone lesions.", {"bone": 2}),
        ("Krenning 3 rather than Krenning 4 in the liver.", {"liver": 3}),
        ("Krenning 4 is wrong, the liver lesions are Krenning 3.", {"liver": 3}),
        ("The Krenning score of the hepatic metastases has dropped from 4 to 2.", {"liver": 2}),
        ("mKrenning liver=4 bone=2", {"liver": 4, "bone": 2}),
    ],
)  # fmt: skip
def test_a_score_goes_to_its_own_place_and_one_taken_back_to_none(text: str, scores: dict[str, int]) -> None:
    told = {one.location: one.krenning for one in read_case(text).case.receptor_imaging if one.krenning is not None}
    assert {place: score for place, score in told.items() if place in scores} == scores
    assert not {place for place in told if place not in scores} - {"lymph_node"} or scores == told


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("We hope for a partial response.", None),
        ("The aim of treatment is stable disease.", None),
        ("The trial showed partial response in 18 %. Our patient has not been imaged yet.", None),
        ("Partial response was seen in 12 % of patients.", None),
        ("Rectal NET, on peritoneal dialysis (PD).", None),
        ("Progressive in 2022, stable since PRRT.", "stable"),
        ("Stable since PRRT in 2022, now progressive.", "progressive"),
        ("Two years of stable disease ended with progression in June.", "progressive"),
        ("Stable until he progressed in June.", "progressive"),
        ("CT last week PD, the one before that SD.", "progressive"),
        ("Neither grown nor shrunk on CT, the tumour is as it was.", "stable"),
    ],
)
def test_a_state_hoped_for_of_a_trial_or_of_an_earlier_scan_is_not_the_state_now(text: str, now: str | None) -> None:
    assert read_case(text).case.progression == now


@pytest.mark.parametrize(
    "text", ["PD in the bones, SD in the liver.", "Bone lesions progressive, liver responding.", "Bone PD, liver PR."]
)
def test_where_one_organ_grows_no_other_makes_the_course_stable_or_a_response(text: str) -> None:
    assert read_case(text).case.progression in {None, "progressive"}


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("2019: Krenning 4 in the liver; 2024: Krenning 1 in the liver.", {"liver": 1}),
        ("Now Krenning 1 in liver, 2019 Krenning 4.", {"liver": 1}),
        ("Krenning 4 previously, currently Krenning 2 in bone.", {"bone": 2}),
        ("PRRT requires Krenning 3. The liver lesions are Krenning 2.", {"liver": 2}),
        ("Only Krenning 2 in the liver metastases.", {"liver": 2}),
        ("Liver: Krenning 4 in segment 2, Krenning 3 in segment 7.", {"liver": 4}),
    ],
)
def test_an_earlier_score_and_one_that_a_treatment_asks_for_are_not_the_score_now(
    text: str, scores: dict[str, int]
) -> None:
    told = {one.location: one.krenning for one in read_case(text).case.receptor_imaging if one.krenning is not None}
    assert told == scores


@pytest.mark.parametrize(
    ("text", "syndrome"),
    [
        ("Patients with carcinoid syndrome should have an echo.", None),
        ("In carcinoid syndrome we usually give octreotide. This patient has a rectal NET.", None),
        ("Carcinoid syndrome is typical of midgut NETs with liver metastases.", None),
        ("Both our patients with carcinoid syndrome had an echo.", "carcinoid"),
        ("Ileal NET with carcinoid syndrome; we give octreotide.", "carcinoid"),
    ],
)
def test_a_syndrome_told_of_patients_in_general_is_nobodys(text: str, syndrome: str | None) -> None:
    assert read_case(text).case.syndrome == syndrome


@pytest.mark.parametrize(
    "text",
    [
        "pNET, liver mets. Hearing loss progressive.",
        "Lung carcinoid. Cough progressive since May.",
        "Ileal NET, tremor progressive despite propranolol.",
        "Ileal NET. Partial response to antibiotics.",
        "NEC on atezolizumab. Rash, good response to steroids.",
        "Ileal NET. Diarrhoea: good response to telotristat.",
    ],
)
def test_a_symptom_that_progresses_or_responds_is_no_course_of_the_tumour(text: str) -> None:
    assert read_case(text).case.progression is None


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("Lung carcinoid. Disease progressive since May.", "progressive"),
        ("Ileal NET, liver mets progressive.", "progressive"),
        ("Ileal NET. CT progressive.", "progressive"),
        ("pNET. Good response to 4 cycles of Lutathera.", "responding"),
        ("pNET. Partial response to the first 3 months of everolimus.", "responding"),
        ("NEC. Complete response to carboplatin and etoposide.", "responding"),
    ],
)
def test_the_tumour_that_progresses_or_responds_is_read(text: str, course: str) -> None:
    assert read_case(text).case.progression == course


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ileal NET. When he progressed, PRRT was given.", None),
        ("pNET. When she progressed on SSA, everolimus was started.", None),
        ("Ileal NET. He has progressed. PRRT will be given.", "progressive"),
        ("pNET. When seen in clinic he had progressed.", "progressive"),
    ],
)
def test_progression_that_a_treatment_answered_is_not_the_state_now(text: str, wanted: str | None) -> None:
    assert read_case(text).case.progression == wanted
