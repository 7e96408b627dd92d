# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""An operation is done, planned, considered or declined by the words that are told of operations alone."""

import pytest

from chains.extract import read_case
from tests.treated import told


@pytest.mark.parametrize(
    "text",
    [
        "Glucagonoma of the tail, rash better. Lanreotide + zinc. Left pancreatectomy/splenectomy when clot treated",
        "pNET head, stent in. Whipple when cholangitis settled",
        "Ileal NET, on TPN. Right hemicolectomy + nodes when albumin corrected. Octreotide cover pls",
        "Lung carcinoid RML, pneumonia behind it. Lobectomy when infection settled, thoracics know him.",
    ],
)
def test_an_operation_that_waits_for_a_recovery_is_planned(text: str) -> None:
    assert told(text)["surgery"] == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "Lung carcinoid RML. Lobectomy when pneumonia had settled in 2019, pT1b N0. CT clear.",
        "Pt 50M. Whipple when he was 44 for pancreatic NET. Now liver mets.",
    ],
)
def test_an_operation_whose_time_in_the_past_is_told_is_done(text: str) -> None:
    assert told(text)["surgery"] == {"done"}


@pytest.mark.parametrize(
    "text",
    [
        "pNET body 31 mm. HPB offers distal pancreatectomy, spleen preserving; slot booked for 12 May and consent signed.",
        "pNET head 3 cm: surgeons propose Whipple. He has signed consent, anaesthetic review ok.",
        "Enucleation vs distal panc for 16 mm insulinoma depends on duct. Listed with Mr B 6 Nov.",
    ],
)
def test_an_offered_operation_with_its_day_or_its_consent_is_planned(text: str) -> None:
    assert told(text)["surgery"] == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "pNET head 3 cm: surgeons propose Whipple. He wants to think about it, no date given.",
        "pNET head 3 cm: surgeons propose Whipple. She has signed consent for the biobank only.",
        "pNET 18 mm. Consider enucleation when pregnancy over. CgA normal.",
    ],
)
def test_an_offered_operation_without_a_day_is_considered(text: str) -> None:
    assert told(text)["surgery"] == {"considered"}


@pytest.mark.parametrize(
    "text",
    [
        "Treatment so far\n- lanreotide since 2022 for ileal NET\n- liver surgery was looked into in 2023, no decision",
    ],
)
def test_an_operation_that_was_talked_over_is_considered(text: str) -> None:
    assert told(text)["surgery"] == {"considered"}


def test_an_operation_that_the_patient_called_off_is_declined() -> None:
    text = "Rectal NET 11 mm. ESD was booked in March; he backed out because of his wife's illness and wants to wait."
    assert told(text)["surgery"] == {"declined"}


@pytest.mark.parametrize(
    "text",
    [
        "NET pancreas 22 mm. Distal pancreatectomy was booked for March; she cancelled because of flu, now rebooked for 14 April.",
        "NET pancreas 22 mm. Distal pancreatectomy booked for 14 April. She cancelled her holiday for it.",
    ],
)
def test_an_operation_that_is_on_again_or_was_not_what_was_called_off_is_planned(text: str) -> None:
    assert told(text)["surgery"] == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "POD 3 Whipple for pNET, drain amylase 900. Pre-op biopsy was G2.",
        "Distal pancreatectomy POD2, for 3 cm pNET. Ask haem re aspirin. Next drain amylase Friday.",
        "DISCHARGE LETTER\nAdm 2/9, home 12/9\nOp (3/9): open right hemicolectomy + mesenteric clearance for ileal NET\nNext appointment 4/11.",
        "The brain lesion was then neurosurgically removed on 2 October: LCNEC, Ki-67 70 %.",
        "Rehab. 77M. Small bowel NET with nodes, op. 2010, liver mets under lanreotide since 2012.",
        "PMH appendiceal NET 2015, 9 mm, appendicectomy alone, discharged. Now cough.",
        "In 2016 he went over to Leeds for a right hemicolectomy, ileal NET G1. Lanreotide since.",
        "Thymic carcinoid 7 cm. Thoracics took it out en bloc with the pericardium, no chemo.",
        "Ileal NET, small bowel resxn + mesenteric clearance, nodes taken.",
    ],
)
def test_an_operation_of_some_days_or_years_ago_is_done(text: str) -> None:
    assert told(text)["surgery"] == {"done"}


@pytest.mark.parametrize(
    "text",
    [
        "PRE-ASSESSMENT\nOp (3/9): right hemicolectomy for ileal NET. Bloods ok. Fasting from midnight.",
        "Ileal NET. She will go down to Bristol for a right hemicolectomy on 3 May.",
        "Typical carcinoid of the lung.\nOutcome\n1. DOTATATE PET next week\n2. VATS lobectomy, list provisional\n3. no chemo",
        "Typical carcinoid RLL. MDM plan - (R) lower lobectomy with node dissection.",
    ],
)
def test_an_operation_of_a_plan_is_planned(text: str) -> None:
    assert told(text)["surgery"] == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "58F jejunal NET with 3 liver lesions. Could we resect the lot in one go or SSA first?",
        "midgut NET, nodes. Op now or lanreotide first? thoughts",
        "NET ileum, liver mets G1. Surgeon wants to remove the primary, oncologist not. What would you do?",
        "Ampullary MiNEN. Case for a duodenocephalopancreatectomy? cardiac EF 38%.",
    ],
)
def test_an_operation_that_is_put_to_choice_in_other_words_is_considered(text: str) -> None:
    assert told(text)["surgery"] == {"considered"}


@pytest.mark.parametrize(
    "text",
    [
        "VHL, 40F. Haemangioblastoma of the cerebellum, resected 2012. pNET 14 mm under watch.",
        "MEN1. Meningioma left frontal: resected 2009. Pancreatic NETs 8 and 9 mm, observed.",
        "65F, ileal NET with liver mets on lanreotide. Hip op 2013, hernia op 2015.",
        "Ileal NET, lanreotide. PMH: appendicitis op 1980, gallstones op 2001.",
        "Ileal NET. Nothing was resected on Tuesday since the mesenteric root was frozen.",
    ],
)
def test_an_operation_for_something_else_or_that_never_was_is_not_told(text: str) -> None:
    assert "surgery" not in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "ileal NET, 3 mo post-op, mesenteric root was left so R2. not on SSA.",
        "Surveillance 18 mo after R0 for jejunal NET, G1. CT: new 9 mm node.",
        "path phoned re the appendix: NET 11 mm at the tip, G1, margin clear. Nothing more needed?",
    ],
)
def test_edges_of_a_specimen_tell_that_an_operation_was_done(text: str) -> None:
    assert told(text)["surgery"] == {"done"}


def test_edges_of_a_specimen_tell_an_operation_done_beside_one_that_is_considered() -> None:
    text = "Appendix NET 17 mm, G1, R0, found by chance. Surgeon would consider a right hemicolectomy."
    assert told(text)["surgery"] == {"done", "considered"}


@pytest.mark.parametrize(
    "words",
    [
        "R0 only with pneumonectomy, patient not fit",
        "R0 not achievable",
        "R0 needs an SMV graft",
        "To get R0 we would lose the stomach",
        "We can get R0",
        "R2 at most, so no surgery",
    ],
)
def test_edges_that_are_only_within_or_out_of_reach_tell_no_operation(words: str) -> None:
    text = f"Pancreatic NET 34 mm, G2, DOTATATE avid, liver clear. {words}. Lanreotide since May."
    assert read_case(text).case.margin is None
    assert "surgery" not in told(text)


@pytest.mark.parametrize(
    "words", ["Needs clear margins of 1 cm", "Clear margins cannot be obtained", "Radiotherapy if R1"]
)
def test_edges_that_somebody_hopes_for_tell_no_operation(words: str) -> None:
    assert "surgery" not in told(
        f"Pancreatic NET 34 mm, G2, DOTATATE avid, liver clear. {words}. Lanreotide since May."
    )


@pytest.mark.parametrize(
    "text",
    [
        "HDU: post op day 2, debulking hepatectomy for midgut NET aborted, open and close, too much disease.",
        "POD1 Whipple for pNET abandoned, unresectable at the SMA. Bypass done.",
    ],
)
def test_an_operation_that_was_broken_off_is_not_done(text: str) -> None:
    assert "done" not in told(text).get("surgery", set())


@pytest.mark.parametrize(
    "text",
    [
        "46F ileal primary, single liver met. HPB says resection feasible. On the list for Tuesday's conference.",
        "pNET 17 mm. Surgeon would offer enucleation. Listed for Wed MDT.",
    ],
)
def test_an_operation_on_the_list_of_a_meeting_is_considered(text: str) -> None:
    assert told(text)["surgery"] == {"considered"}


def test_edges_that_the_endoscope_cut_leave_the_operation_open_that_is_spoken_of() -> None:
    text = "Ampulla NET, endoscopic papillectomy: 13 mm, G1, R1 deep. Board recommends a Whipple, patient agreed."
    assert told(text)["surgery"] == {"planned"}
