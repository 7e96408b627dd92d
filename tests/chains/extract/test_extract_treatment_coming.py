"""A treatment with a day to come is planned, whatever word of the past stands by; a refusal is of what was refused."""

import pytest

from tests.treated import told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chemo ed done w/ Mrs. Patel (cape/tem). Starts 9/3. She has pNET G2, Ki-67 18%.", "chemo"),
        ("NEC stomach. Carbo etop dose reduced c1 tomorrow.", "chemo"),
        ("NEC lung. carboplatin etoposide cycle 1 on Monday, dose reduced for CrCl.", "chemo"),
        ("NEC. Carbo/etop, starts 9/3.", "chemo"),
        ("SCLC. carbo-etop-atezo dose adjusted for GFR, C1 tmrw.", "chemo"),
        ("Ileal NET. Lutathera, first infusion Thursday.", "prrt"),
        ("Ileal NET. Options reviewed, she prefers lanreotide; first inj 5/15.", "ssa"),
        ("Ileal NET. Restart octreotide LAR 4/20.", "ssa"),
        ("Ileal NET. Start lanreotide, due next week.", "ssa"),
        ("Ileal primary 18 mm. cT2 N1 M0. Male 54. For laparotomy, date 30 Aug.", "surgery"),
        ("Gastric NET. For subtotal gastrectomy D2 19/10.", "surgery"),
        ("Rectal NET G1. No perirectal nodes. For TEMS 4/7. Healthy 37 yo man.", "surgery"),
        ("Ileal NET G1, node encasing SMV. Surgeon says resectable – date 22/9.", "surgery"),
        ("Ileal NET. Surg onc: resection 12/1.", "surgery"),
        ("Ileal NET. Surgery on Monday, right hemicolectomy.", "surgery"),
        ("Ileal NET. R hemi date: 14 Oct.", "surgery"),
        ("NEC. Chemo from Monday, cis/etop.", "chemo"),
        ("Typical carcinoid. Thoracic sx will go ahead w lobectomy + LND 5/30.", "surgery"),
    ],
)
def test_a_treatment_with_its_day_to_come_is_planned(text: str, kind: str) -> None:
    assert told(text)[kind] == {"planned"}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("pNET. Chemo done (CAPTEM x6). Starts lanreotide 9/3.", "chemo", "done"),
        ("pNET. CAPTEM completed. Begins work Monday.", "chemo", "done"),
        ("NEC. Carbo/etop C1 Monday, tolerated, neutropenic now.", "chemo", "ongoing"),
        ("NEC. Carbo etop started last week, dose reduced. C2 starts 9/3.", "chemo", "ongoing"),
        ("NEC stomach. Carbo etop dose reduced c3 tomorrow.", "chemo", "ongoing"),
        ("pNET on everolimus 10 mg, dose reduced. First dose of flu vaccine tomorrow.", "targeted", "ongoing"),
        ("Ileal NET. PRRT 2019, starts dialysis tomorrow.", "prrt", "done"),
        ("Ileal NET. lanreotide 120 mg since 2021, wants to stay on. Starts new job 9/3.", "ssa", "ongoing"),
        ("pNET. Surg: distal pancreatectomy 12/1, pT2 N0 R0.", "surgery", "done"),
        ("Rectal NET s/p TEMS 4/7, R0.", "surgery", "done"),
        ("Ileal NET on lanreotide and RT to L3 single fraction last week.", "radiotherapy", "done"),
        ("pNET. Treated with CAPTEM in Bern. Starts Monday at the bank.", "chemo", "done"),
        ("gastrinoma. lanreotide due next week. Endoscopy tonight", "ssa", "ongoing"),
        ("Ileal NET. C2 Lu-177 booked 14 Sept. eGFR 48.", "prrt", "ongoing"),
        ("NEC. Chemo completed in May, cis/etop.", "chemo", "done"),
        ("pNET, PD. next line? PRRT (krenning 3 liver) or captem. list for MDT pls", "chemo", "considered"),
        ("PRRT #1 went ahead today for J.M. (lung typical carcinoid with bone mets).", "prrt", "ongoing"),
        ("NEC. Whole brain RT finished last week. Carbo/etop/atezo C2 today.", "chemo", "ongoing"),
        ("Sunitinib: HFS grade 3. Reduce to 25mg. pNET tail. CT in Nov: partial response.", "targeted", "ongoing"),
        ("Sunitinib: HFS grade 3, stopped. pNET. CT in Nov: partial response.", "targeted", "done"),
        ("pNET G3. Currently on sunitinib -> stop. Plan FOLFOX starting next week.", "targeted", "done"),
        ("Mrs. D's octreotide LAR 30->40? She's on it since 2022 for ileal NET.", "ssa", "ongoing"),
        ("Lanreotide? She has never been on it. Ileal NET", "ssa", "considered"),
        ("CAPTEM for Ms. Alvarez, pNET. She is on cycle 5 (cape 1500 BID).", "chemo", "ongoing"),
        ("Typical carcinoid, DIPNECH. Cough better with lanreotide.", "ssa", "ongoing"),
    ],
)
def test_what_was_given_is_not_undone_by_another_day(text: str, kind: str, status: str) -> None:
    assert told(text)[kind] == {status}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("pt no longer wants surgery for 2.5cm panc NET (head) after hearing Whipple risks.", "surgery", "declined"),
        ("He does not want a Whipple after hearing about the risks of surgery. pNET.", "surgery", "declined"),
        ("pNET. After hearing the diagnosis he had a Whipple in 2020.", "surgery", "done"),
        ("NET of the ileum. He has elected not to start octreotide.", "ssa", "declined"),
        ("Ileal NET. TACE was offered but he prefers no intervention.", "liver_directed", "declined"),
        ("He had liver embolisation offered but refuses. NET of ileum.", "liver_directed", "declined"),
        ("Ileal NET. TACE offered, she is thinking.", "liver_directed", "considered"),
        ("Ileal NET. Offered everolimus after PRRT (ended 2021), she has declined.", "prrt", "done"),
        ("Ileal NET. Offered everolimus after PRRT (ended 2021), she has declined.", "targeted", "declined"),
        ("duodenal NET. Surg consult for resection pending, no decision.", "surgery", "considered"),
        ("pNET body. Distal pancreatectomy? She has hyperparathyroidism, operated in 2019.", "surgery", "considered"),
        ("MEN1 with hyperparathyroidism. pNET operated in 2019, R0.", "surgery", "done"),
    ],
)
def test_a_refusal_and_an_operation_belong_to_what_they_are_told_of(text: str, kind: str, status: str) -> None:
    assert told(text)[kind] == {status}


@pytest.mark.parametrize(
    "text",
    [
        "Ileal NET, asymptomatic. We elected not to start octreotide.",
        "MEN1, pNET tail 18 mm. Hyperparathyroidism, operated on in 2015 (3 glands).",
    ],
)
def test_what_doctors_leave_and_another_organ_tell_of_no_treatment(text: str) -> None:
    assert told(text) == {}
