"""What a text written ahead of an operation names with its day is to come; what is over, or of another visit, not."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text",
    [
        "Preop clinic, 57F gastrinoma in pancreatic head, ZES. Whipple 11/12. Last EUS 16mm. ECOG 0. MRSA neg.",
        "Pre-assessment: 62M pNET tail 34 mm, G2. Distal pancreatectomy 3/12. Stop aspirin 5 days before. BMI 31.",
        "Anaesthesia clinic. 70F ileal NET. Right hemicolectomy 14/1. ASA 3. Echo: no carcinoid heart.",
        "61F pNET. NPO from midnight. Distal panc + splenectomy. Vaccines given 2 weeks ago.",
        "Bridging with enoxaparin from Friday, last apixaban Thursday. Ileal resection 20.11. 71M SBNET.",
        "ITU bed booked for 8/1. Right hepatectomy. NET liver mets, ileal primary, 58F.",
        "Pencilled in for 6 Feb: completion right hemi, appendiceal NET 24 mm.",
        "need octreotide cover plan. Hemicolectomy 10/12. 62F midgut NET with carcinoid syndrome",
        "please arrange frozen section: enucleation pancreatic NET 12/12 8am",
        "Thank you for seeing this man with a pancreatic NET preoperatively. Pancreaticoduodenectomy 11/12.",
        "ASA III, Mallampati 2. Whipple 12/11. pNET",
        "right hemicolectomy we do after PRRT. NET caecum with liver mets, 61 M",
        "We operate him on 14.2., Whipple. 58 m pNET G2",
        "insurance approved Whipple 12/11, pNET",
        "surgeon confirms Whipple 12/11. pNET 45M. wife worried",
        "Can we do dental extraction before Whipple 12/11? pNET",
        "Consent Whipple done, OP 12.12. pNET",
        "he is having Whipple 12/11. pNET",
    ],
)
def test_an_operation_named_ahead_of_it_is_planned(text: str) -> None:
    statuses = {one.status for one in read_case(text).case.treatments if one.kind == "surgery"}
    assert statuses == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "Preop clinic knee replacement. Ileal NET s/p resection 2016, disease-free.",
        "Pre-assessment for cholecystectomy, 66F. PMH: right hemicolectomy 2015 for ileal NET, on lanreotide",
        "Preop note for stoma reversal: rectal NET, LAR 3/23",
        "Postop clinic, 57F gastrinoma. Whipple 11/12. Wound healed, eats normal, Creon.",
        "Whipple 11/12, R0, 2/18 nodes, pNET G2",
        "Course: preoperative assessment unremarkable. Whipple on 11/12. On the third postoperative day fever. pNET G2",
        "Fasting for CT. Right hemi 2021, SBNET",
        "NPO after midnight for ERCP. s/p Whipple 11/12, pNET, cholangitis",
        "Went for lobectomy on Monday, home Thursday, typical carcinoid 54F",
        "went for distal panc 3/12 - path pT2N0",
        "Distal pancreatectomy 3/12. Path: 28 mm NET G1. Nodes 0/12.",
        "Preoperative imaging: 3 cm tail lesion. Distal pancreatectomy 4/12. Histology: NET G2, 0/15.",
        "Lobectomy 10/11, recurrence 2020, carcinoid",
        "71F ileal NET resected 11/12. Yearly CT clear.",
        "MRSA swab negative. Whipple 2018, pNET.",
    ],
)
def test_an_operation_that_is_over_stays_done(text: str) -> None:
    assert "done" in {one.status for one in read_case(text).case.treatments if one.kind == "surgery"}


@pytest.mark.parametrize(
    "text",
    [
        "Bili 200 → stent → Whipple 12/11. pNET head",
        "MRSA negative. Wound dry. Whipple 4/12. pNET",
        "Crossmatch 2 units, Hb 6.8, melaena. Whipple 4/12. pNET",
    ],
)
def test_a_day_that_may_be_either_tells_nothing(text: str) -> None:
    assert not {one.status for one in read_case(text).case.treatments if one.kind == "surgery"} & {"planned"}


def test_the_earlier_operation_stays_done_beside_the_one_to_come() -> None:
    text = "s/p ileal resection 2020. Preop today: hepatectomy 4/12, NET mets"
    assert {one.name: one.status for one in read_case(text).case.treatments} == {
        "ileal resection": "done",
        "liver resection": "planned",
    }
