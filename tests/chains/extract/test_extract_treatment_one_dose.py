"""One dose, one cycle, one day: a course runs where the text tells of one part of it; what is to come is not given."""

import pytest

from chains.extract.reader import read_case

RUNS = [
    ("Flushing again, two weeks before next octreotide shot.", "ssa"),
    ("He continues octreotide LAR 30 mg monthly, to be given at your surgery.", "ssa"),
    ("Crisis settled, then back to her usual lanreotide.", "ssa"),
    ("Can Mr Weber take his lanreotide this Friday?", "ssa"),
    ("Anyone free to cover the lanreotide inj at 3pm?", "ssa"),
    ("Her PA for lanreotide ran out. She's had 3 years on it.", "ssa"),
    ("Accepts lanreotide only, which he has since 2020.", "ssa"),
    ("Lanreotide paused? - no, last injection 3 weeks ago, as usual.", "ssa"),
    ("Erythema nearly gone after 2 octreotide LAR shots.", "ssa"),
    ("She is due for lanreotide tomorrow, has a cold.", "ssa"),
    ("Pls renew Sandostatin LAR rx for Mr Hill.", "ssa"),
    ("2019-today octreotide LAR 30 mg", "ssa"),
    ("The analogues continue.", "ssa"),
    ("CAPTEM cycle 3, day 14. Nausea gr 1.", "chemo"),
    ("Temozolomide/cape cycle 5 day 10. Scan after C4: partial response.", "chemo"),
    ("Treatment: capecitabine/temozolomide, cycle 4 day 11\nSymptom: vomiting", "chemo"),
    ("CT after 3 cycles CAPTEM: PR. Continue, next imaging after 6 cycles.", "chemo"),
    ("Bloods before cycle 3 CAPTEM ok, go ahead.", "chemo"),
    ("Cabozantinib day 1 today, 40 mg. After PD on lanreotide.", "targeted"),
    ("Everolimus day 40: stomatitis G2. Reduce to 5 mg and go on.", "targeted"),
    ("Liver mets shrinking after 3 cycles of PRRT (partial response). 4th cycle in May.", "prrt"),
    ("3 cycles lutetium done, 4th as scheduled 21/6.", "prrt"),
    ("Interim CT (after PRRT 2): liver mets smaller. Cycle 3 as scheduled on 1.4.", "prrt"),
    ("Covid swab pos, PRRT cycle 2 moved to 24/4.", "prrt"),
    ("After 2 of 4 planned PRRT: mets in liver smaller.", "prrt"),
    ("Creatinine before PRRT #2: eGFR 48.", "prrt"),
]
OTHERWISE = [
    ("Lanreotide ordered, first injection next Wednesday.", "ssa", "planned"),
    ("Can she start her lanreotide on Friday?", "ssa", "considered"),
    ("GP asks should she be on Sandostatin?", "ssa", "considered"),
    ("Lanreotide until 2023, stopped for gallstones.", "ssa", "done"),
    ("Carbo/etoposide C1D1 Thursday, port in.", "chemo", "planned"),
    ("Adjuvant cisplatin/etoposide x4 agreed, to start Monday. Next scan after cycle 4.", "chemo", "planned"),
    ("He's done with CAPTEM (c12 in Feb).", "chemo", "done"),
    ("Lutathera #4 was in Aug. CT now PR.", "prrt", "done"),
    ("Liver metastases since 2019, treated with RFA x2 in 2019 and 2021.", "liver_directed", "done"),
    ("Slot for SIRT angio, prev Whipple (abscess risk). MDT agreed yesterday.", "surgery", "done"),
    ("She would take everolimus. Will start 10 mg on Monday.", "targeted", "planned"),
    ("RFA feasible, pt prefers that over resection -> RFA on 12.4.", "liver_directed", "planned"),
    ("Proposal for board: cabozantinib? trial?", "targeted", "considered"),
    ("Asks our center for PRRT.", "prrt", "considered"),
    ("Liver Krenning 2 only. So borderline for PRRT.", "prrt", "considered"),
    ("PRRT comes after the valve.", "prrt", "planned"),
]
REFUSED = [
    ("Surgery discussed, she'd rather not at the moment -> declined.", "surgery"),
    ("Embolization was proposed by IR but he recused.", "liver_directed"),
    ("Family and patient dont want chemo.", "chemo"),
    ("An SSA was recommended, which Mr Adeyemi has refused.", "ssa"),
    ("She has said a clear no to chemo.", "chemo"),
    ("SSA was offered again. He said thanks but no.", "ssa"),
    ("Endoscopic resection offered, she doesn't fancy it.", "surgery"),
]
NOT_GIVEN = [
    ("Lutathera day 12/9. Needs: creatinine, FBC within 2 weeks.", "prrt"),
    ("TACE right lobe 14/6, consent done, angio suite 2.", "liver_directed"),
    ("Insulinoma. Past: appendicitis 1999, asthma, hay fever. Enucleation with Mr Lee 9 Dec.", "surgery"),
    ("Cut off for CAPTEM? Not about a special patient. Just preparing slides, PD on SSA etc.", "ssa"),
]


def _statuses(text: str, kind: str) -> set[str]:
    return {one.status for one in read_case(text).case.treatments if one.kind == kind}


@pytest.mark.parametrize(("text", "kind"), RUNS)
def test_a_course_of_which_one_part_is_told_runs(text: str, kind: str) -> None:
    assert _statuses(text, kind) == {"ongoing"}


@pytest.mark.parametrize(("text", "kind", "status"), OTHERWISE)
def test_what_is_to_come_or_over_or_an_idea_does_not_run(text: str, kind: str, status: str) -> None:
    assert _statuses(text, kind) == {status}


@pytest.mark.parametrize(("text", "kind"), REFUSED)
def test_a_refusal_in_other_words_is_one(text: str, kind: str) -> None:
    assert _statuses(text, kind) == {"declined"}


@pytest.mark.parametrize(("text", "kind"), NOT_GIVEN)
def test_a_day_without_its_year_and_a_talk_give_nothing(text: str, kind: str) -> None:
    assert not _statuses(text, kind) & {"done", "ongoing"}


def test_a_refusal_of_the_next_treatment_is_not_of_the_one_before() -> None:
    text = "We operate on 22/4: left pancreatectomy and resection of S6. She has refuse somatostatin analog before."
    assert _statuses(text, "ssa") == {"declined"}
    assert "declined" not in _statuses(text, "surgery")
