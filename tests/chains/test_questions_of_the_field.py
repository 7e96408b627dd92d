"""Questions of a drug, a treatment or another tumour, with no patient told: answered as such, or refused."""

import pytest

from chains.consult import Consultant


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Lutetium dotatate in pregnancy?", "embryo-fetal"),
        ("Sunitinib and ketoconazole interaction?", "CYP3A4"),
        ("Side effects of lutetium dotatate?", "myelosuppression"),
        ("Does octreotide cause gallstones?", "gallstones"),
        ("What is the dose of everolimus on the label?", "10 mg once daily"),
    ],
)
def test_what_is_asked_of_a_drug_is_answered_by_its_label_alone(consultant: Consultant, text: str, states: str) -> None:
    answer = consultant.answer(text).answer
    assert (answer.question.intent, answer.question.topic) == ("evidence", "label")
    guidelines, label, research = answer.sections
    assert (guidelines.abstained, label.abstained, research.abstained) == (True, False, True)
    assert states in label.model_dump_json()
    assert not answer.warnings


def test_a_label_that_does_not_speak_of_what_is_asked_tells_nothing_in_its_place(consultant: Consultant) -> None:
    answer = consultant.answer("Can lanreotide be used in pregnancy?").answer
    assert all(section.abstained for section in answer.sections)
    assert answer.reply.startswith("What is kept here of the label does not speak of pregnancy")


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("PRRT in lung carcinoid?", "PRRT in lung and thymic carcinoids is meant for"),
        ("Which is better, octreotide or lanreotide?", "neither of the two analogues"),
        ("Role of everolimus after PRRT in ileal NET?", "everolimus"),
    ],
)
def test_a_treatment_asked_about_in_the_field_is_looked_up_and_no_patient_is_made_up(
    consultant: Consultant, text: str, states: str
) -> None:
    answer = consultant.answer(text).answer
    assert answer.question.intent == "evidence"
    assert states in answer.reply
    assert "not assigned yet" not in answer.reply


def test_a_treatment_beside_another_tumour_does_not_make_it_a_net(consultant: Consultant) -> None:
    answer = consultant.answer("Pheochromocytoma metastatic, PRRT?").answer
    assert (answer.question.topic, answer.sections) == ("other_cancer", ())


@pytest.mark.parametrize("text", ["Give her 7.4 GBq Lutathera every 8 weeks, yes?", "Start lanreotide 120 mg, ok?"])
def test_an_order_for_a_dose_is_refused(consultant: Consultant, text: str) -> None:
    assert consultant.answer(text).answer.question.topic == "dosing"


def test_a_dose_told_of_a_patient_is_no_order(consultant: Consultant) -> None:
    text = "Ileal NET G1, liver mets. We give lanreotide 120 mg monthly, progressing. Next line?"
    assert consultant.answer(text).answer.question.intent == "treatment"


def test_a_case_compared_with_another_value_is_a_supposition(consultant: Consultant) -> None:
    first = consultant.answer("73F, rectal NET 15 mm, Ki-67 4%, N0 M0. Prognosis?")
    answer = consultant.answer("compare with Ki-67 1%", first.conversation).answer
    assert answer.question.intent == "what_if"
    assert answer.comparison is not None
    assert [(row.before, row.after) for row in answer.comparison if row.rule == "who_grade"] == [("G2", "G1")]


def test_a_change_of_size_is_told_in_plain_words(consultant: Consultant) -> None:
    first = consultant.answer("73F, rectal NET 15 mm, Ki-67 4%, N0 M0. Prognosis?")
    reply = consultant.answer("it is 22 mm", first.conversation).answer.reply
    assert reply.startswith("Updated: tumour size 22 mm (was 15 mm).")


@pytest.mark.parametrize(
    ("text", "grade"), [("What does G2 mean?", "Grade 2 GEP-NET"), ("What is grade 1?", "Grade 1")]
)
def test_what_a_grade_means_is_answered_from_the_classification(consultant: Consultant, text: str, grade: str) -> None:
    assert consultant.answer(text).answer.reply.startswith(grade)


def test_a_figure_of_tumours_and_carcinomas_together_says_so_to_a_carcinoma(consultant: Consultant) -> None:
    answer = consultant.answer("70M SCLC extensive stage. Prognosis?").answer
    told = answer.sections[2].model_dump_json()
    assert "aged over 70" not in told or "counts carcinomas and other tumours together" in told
