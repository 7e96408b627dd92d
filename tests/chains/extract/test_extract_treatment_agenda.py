"""A treatment on a list, on opinions, of another patient, or with what came of it; and their contraries."""

import pytest

from chains.extract import read_case


def _told(text: str) -> dict[str, str]:
    return {str(one.kind): one.status for one in read_case(text).case.treatments}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Theatre 3 Thursday\n08:00 right hemicolectomy, ileal NET\n11:30 liver wedge", {"surgery": "planned"}),
        ("13:00 TACE R lobe, ileal NET", {"liver_directed": "planned"}),
        ("08:30 Whipple finished, blood loss 400 ml", {"surgery": "done"}),
        ("08:30 seen on ward, Whipple day 3, drain 20 ml", {"surgery": "done"}),
        ("10:00 TACE performed via right groin", {"liver_directed": "done"}),
        ("SIRT left lobe: approved by all. Monday 10:30.", {"liver_directed": "planned"}),
        ("TACE was on Thursday 2 pm, febrile since.", {"liver_directed": "done"}),
        ("Whipple: clips out Thursday 2 pm", {"surgery": "done"}),
        ("Distal pancreatectomy: date given by secretary = 4/9", {"surgery": "planned"}),
        ("Lobectomy; provisional date 14/3.", {"surgery": "planned"}),
        ("Lobectomy: date of surgery 14/3/2023.", {"surgery": "done"}),
        ("Lobectomy: date of histology 14/3: typical carcinoid.", {"surgery": "done"}),
        ("Consent signed, form 1: right hemicolectomy 2/12 for ileal NET", {"surgery": "planned"}),
        ("Consent obtained. Whipple performed 3/11.", {"surgery": "done"}),
        ("On lanreotide since 2020. Board: add CAPTEM, first cycle 3 March.", {"ssa": "ongoing", "chemo": "planned"}),
        ("CAPTEM x6 done. MDT says now SIRT, IR date 4 Aug.", {"chemo": "done", "liver_directed": "planned"}),
        ("Board says PRRT.", {"prrt": "planned"}),
        ("Board: had PRRT x4.", {"prrt": "done"}),
        ("Tumour board: everolimus stopped for pneumonitis.", {"targeted": "done"}),
        ("PRRT started, first infusion 12 May.", {"prrt": "ongoing"}),
        ("Liver resection in 2 stages, first session 5 May", {"surgery": "planned"}),
        ("Whipple 2-stage, first stage 3 March, second stage 4 April uneventful.", {"surgery": "done"}),
        ("Cabozantinib: dental check ok, tablets arrive Wed. Start Thurs 40 mg od.", {"targeted": "planned"}),
        ("Everolimus daily since 2022, refill tablets arrive Friday.", {"targeted": "ongoing"}),
        ("Debulking: surgeons keen, oncology against.", {"surgery": "considered"}),
        ("Hemicolectomy: surgeons happy, R0, 2/15 nodes.", {"surgery": "done"}),
    ],
)
def test_a_list_a_consent_and_a_board_tell_of_what_is_to_come(text: str, told: dict[str, str]) -> None:
    assert _told(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Letter scanned in error (other Mr Smith): CAPTEM cycle 3 given.", {}),
        ("Wrong patient: PRRT x4", {}),
        ("Wrong patient name on the tube; lanreotide given today.", {"ssa": "ongoing"}),
        ("Everolimus on drug chart is her neighbour's.", {}),
        ("Lanreotide 120: this belongs to the lady in bed 4.", {}),
        ("Everolimus 10 mg stopped on the list by error - pt was never on it", {}),
        ("Everolimus 2021, never on it for long.", {"targeted": "done"}),
        ("Insurance refuses to pay for cabozantinib, so that is off.", {}),
        ("Insurance did not cover lanreotide, so octreotide since 2019.", {"ssa": "ongoing"}),
        ("Box of octreotide 100 mcg unopened on the shelf.", {}),
        ("Everolimus box unopened, will start on Monday", {"targeted": "planned"}),
        ("Lanreotide 120 monthly, spare syringe unopened in the fridge.", {"ssa": "ongoing"}),
    ],
)
def test_what_was_another_patients_or_never_opened_or_paid_for_was_not_given(text: str, told: dict[str, str]) -> None:
    assert _told(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Unsure whether insurance would cover Lutathera. It did; she completed all four infusions.", {"prrt": "done"}),
        ("Unsure whether PRRT helps; all four cycles would be needed.", {}),
        ("Candidate for PRRT in 2019, got it in 2020 (4x).", {"prrt": "done"}),
        ("Candidate for PRRT, hopes he will get it in 2025.", {"prrt": "considered"}),
        ("SIRT refused; if he had received it in Rome we'd know.", {"liver_directed": "declined"}),
        ("TACE list today: both done, no complications.", {"liver_directed": "done"}),
        ("TACE list Tue: 3 booked.", {"liver_directed": "planned"}),
        ("Everolimus, approved in May, taken daily since 1 June.", {"targeted": "ongoing"}),
        ("Everolimus approved last week, will be taken daily.", {"targeted": "planned"}),
        ("Declined lanreotide, changed her mind, has had it monthly since October.", {"ssa": "ongoing"}),
        ("Declined PRRT in 2020, changed her mind.", {"prrt": "declined"}),
        ("Possible rash from sunitinib which she still takes.", {"targeted": "ongoing"}),
        ("'Can I skip my everolimus before the dentist?'", {"targeted": "ongoing"}),
        ("'Should I start everolimus?' he asks.", {"targeted": "considered"}),
        ("Lanreotide at next visit as usual please.", {"ssa": "ongoing"}),
        ("Lanreotide next visit please, first dose.", {"ssa": "planned"}),
        ("Was the hemicolectomy of 2015 R0?", {"surgery": "done"}),
        ("Gastrectomy 3 months ago. Chemo: refuses.", {"surgery": "done", "chemo": "declined"}),
        ("Gastrectomy declined 3 months ago.", {"surgery": "declined"}),
        ("He hoped to avoid it, but it was done: Whipple on 14/9.", {"surgery": "done"}),
        ("Awaiting histology of yesterday's enucleation.", {"surgery": "done"}),
        ("Awaiting enucleation.", {"surgery": "planned"}),
        ("Cabozantinib month 3, going well.", {"targeted": "ongoing"}),
        ("CAPTEM (c3 d1 today).", {"chemo": "ongoing"}),
        ("Has octreotide monthly.", {"ssa": "ongoing"}),
        ("Has octreotide allergy.", {}),
        ("Octreotide s.c. 3x/d for the crisis running.", {"ssa": "ongoing"}),
        ("Cabo on hold? -> no: he takes it daily.", {"targeted": "ongoing"}),
        ("Is she booked for an operation? Yes, Whipple 3/2.", {"surgery": "planned"}),
        ("Vaccinated in preparation for TACE on 3 June.", {"liver_directed": "planned"}),
        ("No slots for PRRT before May. Booked 3 June.", {"prrt": "planned"}),
        ("Somatuline form sent; nurse will come for the first injection.", {"ssa": "planned"}),
        ("Patient says no to PRRT.", {"prrt": "declined"}),
        ("Will not have injections. Octreotide so not started.", {"ssa": "declined"}),
        ("He does not want tablets: no everolimus, no sunitinib.", {"targeted": "declined"}),
        ("No chemo, no everolimus so far.", {}),
        ("She hopes for PRRT.", {"prrt": "considered"}),
        ("They'd weigh CAPTEM against everolimus.", {"chemo": "considered", "targeted": "considered"}),
        ("PRRT booked Wed. If she consents we start in Sept.", {"prrt": "considered"}),
        ("TEM 200 mg/m2 dispensed.", {}),
        ("Could PRRT be given in dialysis pts? Any experience?", {"prrt": "considered"}),
        ("Can everolimus be given in renal failure? Asking for Mr Hsu.", {"targeted": "considered"}),
        ("Lanreotide since 2020. Can lanreotide be given at home?", {"ssa": "ongoing"}),
        ("Should the octreotide be stopped before the scan?", {"ssa": "ongoing"}),
        ("Would Lu be an idea?", {"prrt": "considered"}),
        ("Lu no. 4 of 4 went in this morning.", {"prrt": "done"}),
        ("CT: nodule in LUL and LU.", {}),
        ("Sacral RT deferred to 3 Feb as linac down.", {"radiotherapy": "planned"}),
        ("Chest RT fraction 9/15 today.", {"radiotherapy": "ongoing"}),
        ("RT arm swelling, rt lung nodule.", {}),
        ("Continues Ipstyl 120 as before.", {"ssa": "ongoing"}),
        ("Somatostatin shots monthly.", {"ssa": "ongoing"}),
        ("Operation 4 June: distal pancreatectomy with splenectomy.", {"surgery": "done"}),
        ("Op date 4 June: distal pancreatectomy with splenectomy.", {"surgery": "planned"}),
    ],
)
def test_what_came_of_a_treatment_that_was_doubted_refused_or_planned(text: str, told: dict[str, str]) -> None:
    assert _told(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Distal pancreatectomy of Mr Ndlovu pushed to Tuesday, he has been told.",
            {"distal pancreatectomy": "planned"},
        ),
        ("Mr Achterberg's cis/etop day 1 shifted to Monday.", {"cisplatin etoposide": "planned"}),
        ("Whipple stays on for the 12th.", {"pancreaticoduodenectomy": "planned"}),
        ("Whipple still on for Friday.", {"pancreaticoduodenectomy": "planned"}),
        ("Whipple 2019, clips moved to Monday.", {"pancreaticoduodenectomy": "done"}),
        ("Lung shunt 34 %. SIRT is off for good, patient told.", {}),
        ("Lu cycle 1 off. She's 38.", {}),
        ("PRRT 2019 x4. More PRRT is off the table.", {"prrt": "done"}),
        ("Everolimus is off.", {"everolimus": "done"}),
        ("Temozolomide 140 mg caps on back order.", {}),
        ("Shortage of streptozocin until autumn.", {}),
        ("Neoadj cis/etop x4 then reassess for surgery.", {"cisplatin etoposide": "planned"}),
        ("CAPTEM x4 then restaged: PR.", {"captem": "done"}),
        ("Recommendation: start of lanreotide 120 mg/28 d.", {"lanreotide": "planned"}),
        ("Plan: started lanreotide today.", {"lanreotide": "ongoing"}),
        ("Hydrocortisone after resection. Thymectomy scheduled next Tuesday.", {"thymectomy": "planned"}),
        ("Surgery sees her today re: palliative resection.", {"surgery": "considered"}),
        ("We still lean to TAE.", {"tae": "considered"}),
        ("Then either PRRT or CAPTEM; on octreotide now.", {"prrt": "considered", "captem": "considered"}),
        ("Lanreotide is an injection every 4 weeks, the very first one on Monday.", {"lanreotide": "planned"}),
    ],
)
def test_what_is_moved_scarce_weighed_or_off_was_not_given(text: str, told: dict[str, str]) -> None:
    found = {one.name: one.status for one in read_case(text).case.treatments}
    assert {name: found.get(name) for name in told} == told
    assert told or not found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Everolimus: ulcers gr 2, dose cut to 5 mg, continues.", "ongoing"),
        ("Sunitinib 37.5 mg: hypertension grade 3; dose cut to 25 mg and continued.", "ongoing"),
        ("MWA of segment VI: no recurrence there. PRRT to date 2 of 4.", "done"),
    ],
)
def test_a_word_that_a_drug_runs_reaches_no_further_than_its_sentence(text: str, status: str) -> None:
    assert read_case(text).case.treatments[0].status == status


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Extra-pancreatic (ileal) NET.", "jejunum_ileum"),
        ("Non-pancreatic NET of the ileum.", "jejunum_ileum"),
        ("Pancreatic NET.", "pancreas"),
    ],
)
def test_an_organ_that_the_tumour_is_not_of_is_no_primary(text: str, site: str) -> None:
    assert read_case(text).case.primary_site == site
