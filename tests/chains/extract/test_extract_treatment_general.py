"""Talk that is of nobody tells of no treatment given: guidelines, audits, supply, papers, other people's courses."""

import pytest

from chains.extract import read_case


def _statuses(text: str) -> dict[str, str]:
    return {one.kind: one.status for one in read_case(text).case.treatments}


@pytest.mark.parametrize(
    "text",
    [
        "The revised ENETS guidance has a new chapter on sunitinib.",
        "According to ENETS, TACE is used after lanreotide.",
        "The section on everolimus in the guideline was updated.",
        "Everolimus remains an evidence-based choice after prior octreotide.",
        "Retrospective data: CAPTEM was given with a response rate of 60 %.",
        "Pooled data suggest that ATRX loss predicts response to everolimus.",
        "A meta-analysis: TACE and TAE were equally effective.",
        "The trial of cabozantinib was stopped early for efficacy.",
        "NETTER-1 established lutetium as a standard after failure of an SSA.",
        "Lanreotide supply problem: use octreotide LAR 30 mg, stock until the 20th.",
        "Pharmacy: Somatuline shortage, 90 mg syringes given out first.",
        "Unit figures 2023: 31 received Lutathera, 12 SIRT.",
        "Among 55 pNETs seen here, 22 had surgery and 9 PRRT.",
        "In our audit 14 patients received everolimus.",
        "Journal club: sunitinib in pNET (Raymond 2011).",
        "Webinar tonight on PRRT sequencing after everolimus.",
    ],
)
def test_a_sentence_that_speaks_of_nobody_tells_of_no_treatment_given(text: str) -> None:
    assert not {"done", "ongoing"} & set(_statuses(text).values())


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Completion right hemicolectomy was done according to the ENETS guideline.", "surgery", "done"),
        ("Octreotide LAR 30 mg monthly despite the shortage.", "ssa", "ongoing"),
        ("Lanreotide out of stock, so changed to octreotide LAR 30 mg in May.", "ssa", "ongoing"),
        ("In the CABINET trial since March on cabozantinib 40 mg.", "targeted", "ongoing"),
        ("He had PRRT in a study of our unit.", "prrt", "done"),
        ("s/p right hemicolectomy 2018, evidence of liver mets on CT.", "surgery", "done"),
        ("After a Whipple in 2020 no evidence of recurrence.", "surgery", "done"),
        ("54M pNET G2 Ki-67 12 % underwent Whipple.", "surgery", "done"),
        ("A trial of octreotide LAR was stopped after two injections (diarrhoea).", "ssa", "done"),
        ("Of 12 nodes, 3 were positive; right hemicolectomy 2019.", "surgery", "done"),
    ],
)
def test_a_person_or_a_course_speaks_of_the_patient_beside_such_words(text: str, kind: str, status: str) -> None:
    assert _statuses(text)[kind] == status


@pytest.mark.parametrize(
    "text",
    [
        "Another patient in the self-help group had TACE with good effect, she says.",
        "It reminds me of last year's case, who got everolimus and did badly.",
        "Reminds us of a lady two years ago who had TACE and died.",
        "He has met someone in the waiting room who had chemotherapy.",
        "The patient in the next bed is on octreotide.",
        "I once treated a similar patient who received PRRT.",
        "Somebody from the support group had a Whipple, he tells me.",
    ],
)
def test_what_another_person_had_is_not_the_patients(text: str) -> None:
    assert not _statuses(text)


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Just like another patient of mine who had TACE, he is on lanreotide.", "ssa", "ongoing"),
        ("Similar to the case of last week, he had a Whipple in 2019.", "surgery", "done"),
        ("A man from Leeds had a Whipple in 2018 for a pNET.", "surgery", "done"),
        ("A lady in her sixties had a right hemicolectomy in 2019.", "surgery", "done"),
    ],
)
def test_the_patients_own_treatment_stands_beside_the_other_ones(text: str, kind: str, status: str) -> None:
    assert _statuses(text) == {kind: status}


@pytest.mark.parametrize(
    "text",
    [
        "Leaflet about CAPTEM given.",
        "Long talk about capecitabine and temozolomide; booklet handed over, decision in two weeks.",
        "Trial information on the chemotherapy study handed over, she is considering it.",
        "We explained chemotherapy; information sheet provided.",
        "I gave him the booklet on chemotherapy.",
        "Consent form for chemotherapy sent.",
    ],
)
def test_a_paper_on_a_treatment_that_was_handed_over_is_not_the_treatment(text: str) -> None:
    assert not {"done", "ongoing"} & set(_statuses(text).values())


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Started on lanreotide, leaflet given.", "ongoing"),
        ("Lanreotide 120 mg given today, information sheet provided.", "ongoing"),
        ("Lanreotide: leaflet given, first injection booked for Monday.", "planned"),
    ],
)
def test_a_leaflet_takes_nothing_from_what_is_told_beside_it(text: str, status: str) -> None:
    assert _statuses(text) == {"ssa": status}


@pytest.mark.parametrize(
    "text",
    [
        "We don't recommend everolimus here, and have not prescribed it.",
        "I wouldn't give everolimus and did not start it.",
        "He died before any everolimus could be given.",
        "She passed away before the first dose of everolimus was given.",
        "He deteriorated before we could start everolimus.",
        "Everolimus: we have never prescribed it.",
    ],
)
def test_what_was_never_begun_was_not_given(text: str) -> None:
    assert not {"done", "ongoing"} & set(_statuses(text).values())


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("No radiotherapy has been necessary in spite of the bone deposits.", "bone"),
        ("No flushing in spite of liver metastases.", "liver"),
        ("No pain notwithstanding bone metastases.", "bone"),
        ("No chemotherapy regardless of the peritoneal deposits.", "peritoneum"),
    ],
)
def test_what_something_is_absent_in_spite_of_is_there(text: str, site: str) -> None:
    assert {one.site: one.status for one in read_case(text).case.metastases} == {site: "present"}


@pytest.mark.parametrize(
    "text",
    [
        "PRRT is given in Basel only.",
        "Lanreotide is usually given every 4 weeks.",
        "Reminder to all: stop lanreotide 4 weeks before PRRT.",
        "Grand round today: a man with glucagonoma who had TACE.",
        "Case 2 (for teaching): Whipple, then CAPTEM.",
        "How is PRRT given?",
        "When is chemo started in NEC?",
        "He has seen a documentary on lutetium.",
    ],
)
def test_what_is_done_in_general_or_taught_was_not_done_here(text: str) -> None:
    assert not {"done", "ongoing"} & set(_statuses(text).values())


@pytest.mark.parametrize(
    "text",
    [
        "She nearly had a Whipple in 2019.",
        "He almost got PRRT in 2020.",
        "Had we given PRRT in 2020, she might be better.",
        "I wish we had started lanreotide earlier.",
        "The GP's letter says on lanreotide; he has never had it.",
        "Query previous chemo, no documentation.",
        "First dose of lanreotide was due yesterday but the syringe had not arrived.",
    ],
)
def test_what_nearly_happened_or_is_only_wished_for_was_not_given(text: str) -> None:
    assert not {"done", "ongoing"} & set(_statuses(text).values())
