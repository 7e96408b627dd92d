# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Treatments in other words: doses, cycles, operations and radiations as many writers put them, and their opposites."""

import pytest

from chains.extract import read_case


def _status(text: str, kind: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Panc NET on everolimus, octreotide not added to date.", "ssa", ""),
        ("She is on everolimus 10 mg, Sandostatin not yet added.", "ssa", ""),
        ("On sunitinib; lanreotide has not been added so far", "ssa", ""),
        ("Ileal NET with liver mets. Appendix removed when he was 12.", "surgery", ""),
        ("NET liver mets, primary not found. Appendix removed as a schoolgirl.", "surgery", ""),
        ("Everolimus lung toxicity gr 3, stopped. Panc NET G2. next? sunitinib, captem...", "chemo", "considered"),
        ("PD on lanreotide. pNET G2. What next? CAPTEM, everolimus, PRRT", "chemo", "considered"),
        ("pNET, PD on evero. options now? PRRT, CAPTEM", "prrt", "considered"),
        ("Ileal NET, PD on lanreotide. ideas? PRRT, SIRT, everolimus", "prrt", "considered"),
        ("New Rx: sunitinib 37.5 mg for pNET, ECG before start.", "targeted", "planned"),
        ("Rectal NET G3 well diff, chief says stop thinking cisplatin.", "chemo", ""),
        ("Well diff. So no cis/eto, stop talking about carboplatin.", "chemo", ""),
        ("Radiology says stop dreaming of folfirinox. Panc NET G2.", "chemo", ""),
    ],
)
def test_what_was_never_given_is_not_told_and_what_is_asked_or_prescribed_is_to_come(
    text: str, kind: str, status: str
) -> None:
    assert _status(text, kind) == ({status} if status else set())


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Under CAPTEM, SSA not given so far.", "ssa", ""),
        ("Midgut NET, octreotide not begun up to now.", "ssa", ""),
        ("On lanreotide. Everolimus not used so far.", "targeted", ""),
        ("lanreotide going on, PRRT not given to date", "prrt", ""),
        ("Ileal NET, lanreotide not stopped so far.", "ssa", "ongoing"),
        ("Ileal NET, lanreotide not interrupted to date.", "ssa", "ongoing"),
        ("Ileal NET G1, lanreotide so far, well tolerated.", "ssa", "ongoing"),
        ("Panc NET. lanreotide has been added, PRRT not so far.", "ssa", "ongoing"),
        ("NET liver mets, primary unknown. Appendectomy in childhood. Colonoscopy normal.", "surgery", ""),
        ("NET of unknown primary, liver mets. appendix out at age 9.", "surgery", ""),
        ("NET of unknown primary. Appendix taken out as a boy.", "surgery", ""),
        ("CUP NET liver. appendicectomy as a kid, tonsils out.", "surgery", ""),
        ("Appendiceal NET 1.2 cm G1, appendix removed last week.", "surgery", "done"),
        ("pNET. Everolimus stopped for rash. Next line? sunitinib / FOLFOX / captem", "chemo", "considered"),
        ("Ileal NET. What next after lanreotide, PRRT x4 in 2020 and everolimus?", "prrt", "done"),
        ("pNET, had captem 2019. next? sunitinib.", "chemo", "done"),
        (
            "Pharmacy: everolimus 10 mg new prescription, counselling before start booked Thursday. pNET.",
            "targeted",
            "planned",
        ),
        ("Afinitor 10 mg repeat Rx for pNET, tolerates well.", "targeted", "ongoing"),
        ("pNET. everolimus 10 mg since March.", "targeted", "ongoing"),
        ("NET G3, not NEC: forget cisplatin.", "chemo", ""),
        ("It's a NET not a NEC so drop the idea of carbo/etop.", "chemo", ""),
        ("Panc NET: stopped captem after 6 cycles.", "chemo", "done"),
        ("Rectal NEC: stop cisplatin because of hearing loss after 2 cycles.", "chemo", "done"),
    ],
)
def test_what_was_never_given_is_not_told_and_what_is_asked_or_prescribed_is_to_come_and_not_where_the_words_mean_another_thing(
    text: str, kind: str, status: str
) -> None:
    assert _status(text, kind) == ({status} if status else set())


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("ileal primary 44yo, bilateral ovaries, cytoreduced last month. starting LAR next week", "ssa", "planned"),
        ("Jejunal NET liver mets. Start LAR Monday.", "ssa", "planned"),
        ("panc NET G1 nonfunctioning, node pos. LAR? or watch", "ssa", "considered"),
        ("Jejunal NET. Patient refused LAR.", "ssa", "declined"),
        ("Lung carcinoid, liver mets: plan LAR + imaging in 3 months.", "ssa", "planned"),
        ("Panc NET G1. He asks about his octreotide shots, hurts in the buttock.", "ssa", "ongoing"),
        ("Ileal NET. her sandostatin jabs make her bruise. Liver stable.", "ssa", "ongoing"),
        ("Mesenteric mass unresectable. So SSA began 1.9., control Xmas.", "ssa", "ongoing"),
        ("ampulla NET G2. Whipple not possible. SSA + control 4 mnths. Patient agrees.", "ssa", "planned"),
        ("Glucagonoma tail. Start somatuline yesterday. Glucose 16-19.", "ssa", "ongoing"),
        ("panc NET + liver mets. CT stable. Lanreotide next 29.", "ssa", "ongoing"),
        ("Ileal NET. On lanreotide for 6 years, last dose on 4 May, no more to follow.", "ssa", "done"),
        ("Carcinoid syndrome: after 6 months of octreotide LAR flushes much less. CT stable.", "ssa", "ongoing"),
        ("Ileal NET. Patient wants lanreotide. Started 12.4., next CT in Aug.", "ssa", "ongoing"),
        ("can you check octreotide dose? 30 q4w, still flushing. Ileal NET", "ssa", "ongoing"),
        ("Ileum G2 PD in last 12 months on SSA. Lanreotide off according to protocol.", "ssa", "done"),
        ("Ileal NET. Everolimus starts 1/10. Lanreotide off as per trial.", "ssa", "done"),
    ],
)
def test_an_analogue_stands_by_its_dose_its_injection_and_what_it_did(text: str, kind: str, status: str) -> None:
    assert _status(text, kind) == ({status} if status else set())


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Midgut NET, liver mets. LAR since 2021, stable.", "ssa", "ongoing"),
        ("ileal NET, MDT: LAR vs lanreotide to be discussed.", "ssa", "considered"),
        ("rectal NET 2.5 cm, LAR 2019, T2N1.", "surgery", "done"),
        ("rectal NET 3 cm cT2N1, LAR next week.", "surgery", "planned"),
        ("Rectal NET 2.2cm, he declined LAR, watch.", "surgery", "declined"),
        ("Rectum NET. after LAR 2018 with stoma now liver mets.", "surgery", "done"),
        ("rectal NET, resected 2019, liver mets now on LAR 30 mg.", "ssa", "ongoing"),
        ("Ileal NET. Lanreotid start next week.", "ssa", "planned"),
        ("Ileal NET. lanreotide increased 120 q21 in May.", "ssa", "ongoing"),
        ("NET ileum liver mets. octreotide LAR upped to 40 in march.", "ssa", "ongoing"),
        ("Panc NET, unresectable. Lanreotide started 12.3., next CT in June.", "ssa", "ongoing"),
        ("Ileal NET, liver mets. SSA begins 1.9., control Xmas.", "ssa", "planned"),
        ("Ileal NET. Start octreotide LAR tomorrow.", "ssa", "planned"),
        ("panc NET. Octreotide LAR next on 12/5.", "ssa", "ongoing"),
        ("panc NET, new. first lanreotide next 29/5.", "ssa", "planned"),
        ("Ileal NET. After 3 yrs of octreotide he stopped in 2020. No therapy now.", "ssa", "done"),
        ("Ileal NET 2009. On lanreotide for 6 years, last dose on 4 May.", "ssa", "ongoing"),
        ("Gastrinoma. PPI doubled, octreotide not started.", "ssa", ""),
        ("Panc NET: after 6 months of lanreotide PD, switched to everolimus.", "ssa", "done"),
        ("Ileal NET. First lanreotide injection given Tuesday, then q28d.", "ssa", "ongoing"),
    ],
)
def test_an_analogue_stands_by_its_dose_its_injection_and_what_it_did_and_not_where_the_words_mean_another_thing(
    text: str, kind: str, status: str
) -> None:
    assert _status(text, kind) == ({status} if status else set())


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("VIPoma w/ liver M+. PRRT was 2019. Primary (tail) removed 2018.", "surgery", "done"),
        ("Primary (ileum) out 2017, liver mets since, lanreotide.", "surgery", "done"),
        ("Lung carcinoid oper. 2012, now liver mets.", "surgery", "done"),
        ("NET pancreas, operiert 2015, now 2 liver lesions.", "surgery", "done"),
        ("Ileum-NET, opéré 2016, liver mets since 2019.", "surgery", "done"),
        ("primary ovarian carcinoid (strumal), unilateral. USO done.", "surgery", "done"),
        ("continues on watch after op 2023; ileal NET, liver MRI clear.", "surgery", "done"),
        ("Ileal NET, hemicolectomie droite 2018, liver mets.", "surgery", "done"),
        ("lung carcinoid, lobektomi 2018, N0", "surgery", "done"),
        ("Lobectomie 2018 pour carcinoid typical, N0.", "surgery", "done"),
        (
            "NET ileum 15 mm, mesenteric node. Surgery date 22nd; anaesthetics: echo EF 45. Octreotide cover intraop only.",
            "surgery",
            "planned",
        ),
        ("Pancreas tail NET, DOTATATE intense. Lap distal spleen preserving planned 11/9.", "surgery", "planned"),
        ("Small bowel NET. Op date 14/3, pre-op clinic Friday.", "surgery", "planned"),
        ("panc NET 3.4cm tail. He declined op, watch.", "surgery", "declined"),
        ("NET ileum; she refused op.", "surgery", "declined"),
        ("Options: Whipple or surveillance. She chose surveillance. NET head 12 mm.", "surgery", "declined"),
    ],
)
def test_an_operation_is_read_in_other_words_and_languages(text: str, kind: str, status: str) -> None:
    assert _status(text, kind) == ({status} if status else set())


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("TACE last wk - now rigors, abscess seg 7 (prior Whipple, told you). NET panc G2.", "surgery", "done"),
        ("jejunal NET op 2013, R0; now surveillance.", "surgery", "done"),
        ("NET tail, linksseitige Pankreasresektion; panc tail resected 2019.", "surgery", "done"),
        ("pNET body. wait for op? central pancreatectomy?", "surgery", "considered"),
        ("We discussed enucleation v watchful waiting. She will think about it. pNET.", "surgery", "considered"),
        ("pNET: discussed enucleation v watchful waiting. She opts for enucleation.", "surgery", "planned"),
        ("Ileal NET, liver mets. Cataract op 2019. Hip op 2020.", "surgery", ""),
        ("NET of the ileum, gallbladder out 2015, lanreotide.", "surgery", ""),
        ("Ileal NET stage IV. primary still in. lanreotide", "surgery", ""),
        ("55 M, ileal NET w/ liver mets. Prostate out 2018. Lanreotide.", "surgery", ""),
        ("pancreas NET, inoperable. No op.", "surgery", ""),
        ("NET CUP, liver. hernia operiert 2012.", "surgery", ""),
        ("Ileal NET M1. Oophorectomy 2005 for endometriosis.", "surgery", ""),
        ("Port placed. NEC rectum. thoracotomy scar from TB 1970.", "surgery", ""),
    ],
)
def test_an_operation_is_read_in_other_words_and_languages_and_not_where_the_words_mean_another_thing(
    text: str, kind: str, status: str
) -> None:
    assert _status(text, kind) == ({status} if status else set())


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (
            "NEC. 3 cycles of cisplatin + irinotecan given elsewhere, CT: clearly smaller. Continue same for 3 more, 75 % irinotecan.",
            "chemo",
            "ongoing",
        ),
        (
            "LCNEC lung. Current CT (after carbo/paclitaxel x4, Dec): smaller. Recommendation: observation.",
            "chemo",
            "done",
        ),
        ("Pre-PRRT check list. GFR 62. Dotatate: liver K4. Approved for 4x7.4. ileal NET", "prrt", "planned"),
        ("5 yrs on LAR, never PRRT, now progress. ileal NET. She fits Lutate. Book?", "prrt", "considered"),
    ],
)
def test_a_course_stands_by_the_cycles_told_around_it(text: str, kind: str, status: str) -> None:
    assert _status(text, kind) == ({status} if status else set())


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("NEC colon: carboplatin/etoposide D1 given 2/14, next cycle 3/7.", "chemo", "ongoing"),
        ("NEC: carbo/etop C1 given in 2021, then stopped for toxicity.", "chemo", "done"),
        ("NEC: 4 cycles cis/eto, CR, now observation.", "chemo", "done"),
        ("Lutathera c2 must be postponed, platelets 61. Panc NET", "prrt", "ongoing"),
    ],
)
def test_a_course_stands_by_the_cycles_told_around_it_and_not_where_the_words_mean_another_thing(
    text: str, kind: str, status: str
) -> None:
    assert _status(text, kind) == ({status} if status else set())


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("NET bone met T6, RT? or cement?", "radiotherapy", "considered"),
        ("VIPoma w/ liver M+. Embolisation right liver artery this friday.", "liver_directed", "planned"),
        ("ileal NET, single seg 7 met. Ablate? resect?", "liver_directed", "considered"),
    ],
)
def test_radiations_ablations_and_transplants_are_read_in_other_words(text: str, kind: str, status: str) -> None:
    assert _status(text, kind) == ({status} if status else set())


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("NET L3 met: single 8 Gy given last month.", "radiotherapy", "done"),
        ("NET bone met: RT 8 Gy x1 to T6 next Tuesday.", "radiotherapy", "planned"),
        ("panc NET, no role for RT.", "radiotherapy", ""),
        ("ileal NET; TACE x2 this spring. liver better.", "liver_directed", "done"),
        ("IR: TAE left lobe next Tuesday. ileal NET", "liver_directed", "planned"),
        ("seg 5 met ablated in May, panc NET, all fine.", "liver_directed", "done"),
        ("pt with AF ablated 2019, ileal NET G1.", "liver_directed", ""),
        ("kidney transplant 2010. Ileal NET.", "transplant", ""),
    ],
)
def test_radiations_ablations_and_transplants_are_read_in_other_words_and_not_where_the_words_mean_another_thing(
    text: str, kind: str, status: str
) -> None:
    assert _status(text, kind) == ({status} if status else set())


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("NET. PRRT screening: not suitable, Krenning 1. Consent done for a biopsy only.", "prrt", ""),
        ("pNET. Conference: CAPTEM x4 2020, PD 2021. Now sunitinib.", "chemo", "done"),
        ("SCLC. Carbo/etop C1 on Monday, C2 in 3 wks.", "chemo", "planned"),
        ("NEC: carbo/etop C1 given, stopped because of sepsis, no more.", "chemo", "done"),
        ("Small bowel NET: PRRT, first cycle on 12.9.", "prrt", "planned"),
        ("Ileal NET. Surgery date for her knee 22nd.", "surgery", ""),
        ("Hernia oper. 2012. Gastric NET type 1.", "surgery", ""),
        ("pNET. Tumour out of proportion to CgA.", "surgery", ""),
        ("pNET. New drug list: everolimus 10 mg since May, amlodipine.", "targeted", "ongoing"),
        ("AF, ablate? Cardiology. Ileal NET G1, no mets.", "liver_directed", ""),
    ],
)
def test_what_looks_alike_but_is_another_thing_stays_as_it_was(text: str, kind: str, status: str) -> None:
    assert _status(text, kind) == ({status} if status else set())
