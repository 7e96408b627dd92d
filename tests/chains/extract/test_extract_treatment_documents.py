# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""A whole document tells how a treatment stands by its day, its title, its lists, its meetings and its other parts."""

import pytest

from chains.extract.reader import read_case


def _status(text: str, kind: str) -> str | None:
    told = {one.status for one in read_case(text).case.treatments if one.kind == kind}
    return next((status for status in ("ongoing", "done", "declined", "planned", "considered") if status in told), None)


_HEAD = "THORACIC SURGERY CONSULT\n10/29/2024\nAtypical carcinoid LUL, Ki-67 12%.\n"


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (
            _HEAD + "A/P:\n- L VATS upper lobectomy with mediastinal LN dissection, 11/13/24. He consented.",
            "surgery",
            "planned",
        ),
        (_HEAD + "PSH:\n- L VATS upper lobectomy with mediastinal LN dissection, 9/13/24. pT2 N1.", "surgery", "done"),
        (
            "Oncology clinic, 08 Aug 2024\nMetastatic lung carcinoid, liver.\n- SSA first line: lanreotide 120 mg 4-weekly, 1st injection 15 Aug at GP",
            "ssa",
            "planned",
        ),
        (
            "Ward letter, stay 04.02.-16.02.2024\nThymic carcinoid, bone metastases.\nUsed: insulin, lanreotide 120 mg first dose 09.02.2024.",
            "ssa",
            "ongoing",
        ),
        (
            "Discharge 30.10.24\nRectal NET, liver metastases.\nOp 23.10.24: open resection seg 2/3 + intraop RFA x2. HDU one night.",
            "liver_directed",
            "done",
        ),
    ],
)
def test_a_treatment_stands_by_its_date_and_that_of_the_document(text: str, kind: str, status: str) -> None:
    """What is dated behind the day of the document is to come; what is dated before it was done or begun."""
    assert _status(text, kind) == status


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (
            "Pancreatic NET, liver mets.\n- PRRT: 1st Lutathera scheduled 10/28\nRecs\n1. Next scan after Lutathera",
            "prrt",
            "planned",
        ),
        (
            "Pancreatic NET, liver mets.\n- Lutathera x4 in 2022\nRecs\n1. Progression after Lutathera, discuss retreatment",
            "prrt",
            "done",
        ),
        (
            "Rectal NET G3. Tumor board 1/29: palliative CAPTEM, start once meds available.\nEst. cost of CAPTEM 6 cycles: 210,000",
            "chemo",
            "planned",
        ),
        (
            "NEC of the cecum, R1.\n- Med onc: adjuvant platinum-etoposide x 4-6. Agreed on by all.\n- RT could be considered after chemo",
            "chemo",
            "planned",
        ),
        ("PRRT screening 11/2023 -> only part of the liver lesions SSTR+, not offered", "prrt", None),
        ("Ileal NET, PRRT 11/2023, only part of the liver lesions responded.", "prrt", "done"),
    ],
)
def test_what_is_counted_from_a_treatment_does_not_tell_it_given(text: str, kind: str, status: str | None) -> None:
    """What comes after a course to come, its cost and its screening are no course that was given."""
    assert _status(text, kind) == status


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (
            "Midgut NET, liver mets.\nDrugs: amlodipine 10, alfacalcidol 0.25, octreotide LAR 30 mg every 4 weeks\n\nYou wanted something beyond octreotide.",
            "ssa",
            "ongoing",
        ),
        ("Midgut NET, liver mets.\nTTO: lanreotide, omeprazole, dalteparin stops 20/08", "ssa", "ongoing"),
        ("Midgut NET, liver mets.\nTreatment: octreotide LAR 30 mg monthly, bisoprolol, aspirin", "ssa", "ongoing"),
        ("Midgut NET, liver mets.\nMedication: omeprazole, previously lanreotide", "ssa", "done"),
        (
            "NET unknown primary. Lanreotide 120 mg started on 31/07, to be given every 28 days by district nurses.",
            "ssa",
            "ongoing",
        ),
        ("NET unknown primary. Lanreotide 120 mg to be started on 31/07, then every 28 days.", "ssa", "planned"),
        (
            "Ileal NET, progressive on octreotide LAR in 2023. PRRT x4 in 2024. Octreotide LAR 30 mg per 4 weeks is continued because of the syndrome.",
            "ssa",
            "ongoing",
        ),
    ],
)
def test_a_list_of_drugs_and_a_start_tell_an_analogue_taken(text: str, kind: str, status: str) -> None:
    """What stands in the list of drugs, or was begun on a day, is taken; what is to be begun is not."""
    assert _status(text, kind) == status


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ('Insulinoma, liver mets.\n- CAPTEM offered as bridge, she refuses - "no chemo"', "chemo", "declined"),
        (
            "Pancreatic NET. Lanreotide was discussed by her oncologist after the operation, she did not want it.",
            "ssa",
            "declined",
        ),
        (
            "Ileal NET. Chemotherapy would be of little benefit and she has said very clearly that she does not want it under any circumstances.",
            "chemo",
            "declined",
        ),
        ("Ileal NET. PRRT would be possible. He declined everolimus because of the lungs.", "prrt", "considered"),
        ("Ileal NET, visit 05/02 - question of starting lanreotide vs observation.", "ssa", "considered"),
        ("Ileal NET, progressing. For MDT next Wed re everolimus v observation.", "targeted", "considered"),
        ("Bone NET. PRRT to be thought about in the autumn once he is on his feet.", "prrt", "considered"),
        ("All lesions positive, requirements for PRRT are met; to be discussed in tumour board.", "prrt", "considered"),
        ("Lung NET, liver PD.\n- MDT on 16 Aug agreed PRRT, first cycle 10 Sept. Consent done", "prrt", "planned"),
    ],
)
def test_a_meeting_and_a_person_settle_what_was_raised(text: str, kind: str, status: str) -> None:
    """What is only raised is considered, what a meeting agreed is planned, and what a person refuses is declined."""
    assert _status(text, kind) == status


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (
            "OPERATION RECORD\nProcedure: Laparoscopic enucleation of pancreatic tumour\nDiagnosis: Insulinoma\nFindings: no nodes. One drain. EBL 50 ml.\nPost-op: HDU overnight. Histology to be chased. Clinic booked.",
            "surgery",
            "done",
        ),
        (
            "PRE-OP CLINIC\nProcedure: Laparoscopic enucleation of pancreatic tumour\nDiagnosis: Insulinoma\nHDU bed booked. Consent signed.",
            "surgery",
            "planned",
        ),
        (
            "PRRT cycle record 3 of 4\nNET of rectum, liver metastases.\n09:35 177Lu-DOTATATE 7.4 GBq in 30 min. No extravasation.\nPlan: cycle 4 in 8 weeks",
            "prrt",
            "ongoing",
        ),
        (
            "PRRT cycle record 4 of 4\nNET of rectum, liver metastases.\n09:35 177Lu-DOTATATE 7.4 GBq in 30 min. No extravasation.\nPlan: CT in 3 months",
            "prrt",
            "done",
        ),
        (
            "Ileal NET. CT 3 months after the fourth cycle: partial remission. PRRT completed as planned, four cycles.",
            "prrt",
            "done",
        ),
        (
            "Ileal NET, liver mets. SIRT is feasible, agreed after explanation of the risks (post-embolisation syndrome, ulcer). Work-up angiography fixed on 25 September.",
            "liver_directed",
            "planned",
        ),
        ("Ileal NET, liver mets, day 2 after TAE. Post-embolisation syndrome settling.", "liver_directed", "done"),
        (
            "Pancreatic NEC, liver mets. Past: duodenal ulcer perforation operated 1994. Surgery is excluded.",
            "surgery",
            None,
        ),
        (
            "Typical carcinoid. Procedure: debulking by electrocautery snare. For sleeve lobectomy, date 2/6 given.",
            "surgery",
            "planned",
        ),
    ],
)
def test_a_record_tells_what_was_done_on_its_day(text: str, kind: str, status: str | None) -> None:
    """A record tells its operation done and its cycle given; a risk, an ulcer and a snare are no treatment of the tumour."""
    told = _status(text, kind)
    assert told == status or (status is None and told == "considered")
