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


@pytest.mark.parametrize(
    "text",
    [
        "ENETS talk summary: NETTER-2 first line Lu in G2 (Ki67 10-20%) and G3. PFS 22.8 vs 8.5 mo.",
        "Webinar notes: NET G3 Ki67 < 55 %: CAPTEM. Liver mets resect if possible.",
        "Reading the NORDIC NEC paper again. Ki-67 < 55 % responds less to platinum. Liver mets 71 %.",
        "Poster for ENETS: 214 patients, median age 61, pancreas 60 %, G2 52 %, Ki-67 median 8 %, liver mets 78 %.",
        "Study feasibility: do we have pts w/ rectal NET G2, Ki-67 > 10 %, liver mets, PD after 1st line?",
        "What Ki-67 cut off do you use for CAPTEM?? Not about a special patient. Just preparing slides, G2, PD on SSA",
        "No particular patient in mind: how do you follow up ileal NET G1 after R0 resection, pT3 N1?",
        "Question of principle, not linked to a case. Do you give platinum in NET G3, Ki-67 55 %? Liver mets, PD.",
    ],
)
def test_a_report_or_a_question_of_no_patient_tells_nothing(text: str) -> None:
    assert read_case(text).case.facts() == {}


@pytest.mark.parametrize(
    "text",
    [
        "Talk summary attached. Also: my pt, 56 F, pNET G2 Ki-67 14 %, liver mets. Would NETTER-2 apply?",
        "Tumor conference summary: NET of the ileum, G2, Ki-67 5 %, liver mets. Recommendation: PRRT.",
        "Course summary: 2019 pNET resected, G2 Ki-67 8 %, 2021 liver mets, lanreotide since.",
        "Not a special case: M 58, ileal NET G2 Ki-67 2%, liver mets, SD on octreotide.",
        "No case of crisis. Ileal NET, G2, Ki-67 3 %, liver mets, on octreotide.",
        "Case summary: NET ileum, liver mets, G2, Ki-67 4 %, SD on octreotide. Question of principle: stop SSA?",
    ],
)
def test_a_patient_beside_such_words_is_read(text: str) -> None:
    case = read_case(text).case
    assert case.stated_grade == 2
    assert "liver" in case.present_metastases()


def test_a_mere_question_on_a_grade_is_read() -> None:
    assert len(read_case("What grade is a pancreatic NET with Ki-67 8 %?").case.ki67) == 1
