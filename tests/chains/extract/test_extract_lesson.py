"""A quiz, a slide or a lecture tells of no patient; a question that is asked of the bot is read."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    "text",
    [
        "MCQ for teaching tmrw: which grade is a NET with Ki67 21%? answer G3. pls nobody post it",
        "Quiz of the day: pancreatic NET, Ki-67 25 %, well differentiated. Which grade? A) G1 B) G2 C) G3.",
        "Exam question: A 55-year-old man has an ileal NET with liver metastases and Ki-67 4 %. First line?",
        "For my lecture slides: is a Ki67 of 3% G1 or G2? I think G2.",
        "Teaching for the registrars on Thursday. A NET with Ki-67 15% is G2, with 22% G3.",
        "Students asked: what grade is Ki67 20%? Told them G2.",
        "Kahoot for Friday: Q1 What is the grade of a NET with Ki67 18 %? -> G2",
        "Need an example case for the lecture: ileal NET, Ki-67 2%, liver mets, on lanreotide. Anyone?",
    ],
)
def test_a_lesson_is_of_no_patient(text: str) -> None:
    case = read_case(text).case
    assert (case.stated_grade, case.ki67, case.metastases) == (None, (), ())


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Case for teaching folder: 42 yo woman, ileal NET 2.1 cm, G1, Ki-67 1 %.", 1),
        ("Chemo teaching done for Mr. Ibrahim 55. Pancreatic NET, G2, Ki67 19 %.", 2),
        ("Slides for review: NET G2, Ki-67 8 %, pancreas", 2),
        ("Merci for the slides! Result: NET, G2 (Ki-67 3.4 %). R1 basal.", 2),
        ("MCQ was fun yesterday! Real question now: 55M pNET G2, Ki-67 9%, PRRT?", 2),
        ("Teaching tomorrow at 8. Unrelated: Mrs Smith 61, ileal NET G1, Ki-67 2%, new liver mets.", 1),
        ("Reason for exam: pNET G2, Ki-67 12 %", 2),
    ],
)
def test_a_patient_beside_a_lesson_is_read(text: str, grade: int) -> None:
    case = read_case(text).case
    assert case.stated_grade == grade
    assert len(case.ki67) == 1


def test_a_mere_question_on_a_grade_is_read() -> None:
    assert len(read_case("What grade is a pancreatic NET with Ki-67 8 %?").case.ki67) == 1
