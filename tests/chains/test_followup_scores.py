"""The facts that scores ask for, from turn to turn: news, corrections, short answers, and what they read like."""

import pytest

from chains.conversation import Conversation
from chains.echo import echo
from chains.extract import read_case
from chains.followup import read_message
from chains.merge import Merged, merge
from knowledge.case import Bone, CaseDetails, Measurements

FIRST = "pNET G2 in the pancreatic head, liver mets"


def after(first: str, text: str, *asked: str) -> Merged:
    known = merge(CaseDetails(), read_case(first), 0).case
    return merge(known, read_message(text, Conversation(case=known, turns=1, asked=asked)), 1)


@pytest.mark.parametrize(
    "text", ["no, the tail not the head", "sorry, tail", "actually it is in the tail, not the head", "pancreatic tail"]
)
def test_the_part_of_the_pancreas_is_corrected(text: str) -> None:
    assert after(FIRST, text).case.pancreas_part == "tail"


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("pancreas_part", "in the body", "body"),
        ("necrosis", "none", "none"),
        ("necrosis", "focal", "focal"),
        ("atrx_daxx", "lost", "lost"),
        ("symptomatic", "jaundice", True),
        ("symptom_grade", "grade 2", 2),
        ("stable_months", "8 months", 8),
        ("fdg_intensity", "lower than DOTATATE", "lower"),
        ("nlr", "3.1", 3.1),
        ("bone", "5", Bone(lesion_count=5)),
        ("measurements", "80 -> 104 mm", Measurements(baseline_mm=80, current_mm=104)),
    ],
)
def test_a_short_answer_fills_what_was_asked_for(asked: str, text: str, value: object) -> None:
    assert getattr(after("pNET G2, liver and bone mets", text, asked).case, asked) == value


@pytest.mark.parametrize(
    ("first", "text"),
    [
        ("ileal NET, stable for 8 months on lanreotide", "stable for 12 months now"),
        ("pNET, symptoms grade 2", "symptoms grade 1"),
        ("pNET, NLR 2", "NLR 3"),
        ("pNET abuts the SMV", "it encases the SMV now"),
        ("pNET, sum of diameters 80 → 90 mm", "sum of diameters now 104 mm"),
        ("pNET, 5 bone mets", "7 bone mets"),
    ],
)
def test_what_changes_in_the_course_of_a_disease_is_news_and_no_contradiction(first: str, text: str) -> None:
    merged = after(first, text)
    assert merged.conflicts == ()
    assert merged.changes != ()


@pytest.mark.parametrize(
    ("first", "text", "sentence"),
    [
        (
            "typical carcinoid, no necrosis",
            "lung histology: focal necrosis",
            "Earlier the necrosis was none, now it is",
        ),
        ("pNET, ATRX lost", "ATRX/DAXX retained", "Earlier the ATRX/DAXX was lost, now it is retained"),
        (FIRST, "pNET of the pancreatic tail", "Earlier the part of the pancreas was head, now it is tail"),
    ],
)
def test_what_cannot_change_is_asked_about(first: str, text: str, sentence: str) -> None:
    assert [one.sentence.startswith(sentence) for one in after(first, text).conflicts] == [True]


def test_sums_and_bones_are_filled_part_by_part() -> None:
    merged = after("pNET, 5 bone mets, sum of diameters 80 → 104 mm", "painful bone mets, nadir sum 75 mm")
    assert merged.case.bone == Bone(lesion_count=5, symptomatic=True)
    assert merged.case.measurements == Measurements(baseline_mm=80, nadir_mm=75, current_mm=104)


@pytest.mark.parametrize(
    ("first", "text", "field"),
    [
        (FIRST, "the primary is in the ileum, not the pancreas", "pancreas_part"),
        ("pNET, treatment-naive", "started lanreotide in May and is on it", "treatment_naive"),
        ("pNET, stable for 8 months", "now progression on CT", "stable_months"),
    ],
)
def test_a_later_fact_takes_away_what_no_longer_fits_it(first: str, text: str, field: str) -> None:
    assert getattr(after(first, text).case, field) is None


def test_the_echo_tells_each_fact_in_words() -> None:
    case = read_case(
        "Asymptomatic pNET of the pancreatic tail, ATRX lost, histology: focal necrosis. Frilling type II liver mets, "
        "5 bone mets, which are painful. Encases the SMA. FDG uptake lower than DOTATATE. "
        "Sum of target lesions 80 → 84 mm. No prior systemic therapy. Stable for 8 months. NLR 3.1."
    ).case
    told = echo(case)
    for words in (
        "in the tail of the pancreas",
        "focal necrosis",
        "ATRX/DAXX lost",
        "symptoms of the tumour: none",
        "type II of Frilling",
        "5 bone metastases with symptoms",
        "critical organ impaired by tumour",
        "FDG uptake lower than receptor uptake",
        "sum of diameters baseline 80 mm, now 84 mm",
        "no systemic treatment so far",
        "for 8 months",
        "NLR 3.1",
        "no symptoms",
    ):
        assert words in told


def test_a_change_reads_like_a_person_would_say_it() -> None:
    merged = after("pNET, 5 bone mets", "7 bone mets, NLR 3, symptoms grade 2")
    assert [one.words for one in merged.changes] == [
        "symptom grade 2",
        "7 bone metastases (was 5 bone metastases)",
        "NLR 3",
    ]
