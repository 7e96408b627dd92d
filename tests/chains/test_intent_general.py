"""Questions about groups of patients are searched in the sources; short follow-ups keep their thread."""

import pytest

from chains.consult import Consultant
from tests.talking import last_answer

CASE = "Midgut NET G2 liver mets."


@pytest.mark.parametrize(
    "text",
    [
        "Does Ki-67 above 55% matter for choice of chemotherapy in NEC?",
        "Can I use everolimus in a patient with carcinoid syndrome?",
        "Is resection of the primary worthwhile in stage IV midgut NET?",
        "How does bone involvement change prognosis?",
        "Does bone metastasis worsen survival?",
        "Does tumour growth rate predict outcome?",
        "How long do patients with carcinoid heart disease live?",
    ],
)
def test_a_question_about_a_group_of_patients_is_one_about_the_evidence(consultant: Consultant, text: str) -> None:
    answer = last_answer(consultant, text)
    assert (answer.question.intent, answer.refused) == ("evidence", False)
    assert any(section.blocks for section in answer.sections)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("62M, stage IV midgut NET G2. Is resection of the primary worthwhile?", "treatment"),
        ("Is resection of the primary worthwhile in my patient with stage IV midgut NET?", "treatment"),
    ],
)
def test_the_same_question_about_one_patient_is_about_that_patient(
    consultant: Consultant, text: str, intent: str
) -> None:
    assert last_answer(consultant, text).question.intent == intent


@pytest.mark.parametrize("text", ["Does aspirin predict stroke outcome?", "Does exercise improve sleep?"])
def test_a_general_question_of_another_field_stays_outside(consultant: Consultant, text: str) -> None:
    assert last_answer(consultant, text).refused


@pytest.mark.parametrize("more", ["What else?", "Other choices?", "Any alternatives?"])
def test_what_else_after_treatments_tells_all_of_them(consultant: Consultant, more: str) -> None:
    short = last_answer(consultant, f"{CASE} Treatment options?")
    answer = last_answer(consultant, f"{CASE} Treatment options?", more)
    assert (answer.question.intent, answer.refused) == ("treatment", False)
    assert len(answer.references) > len(short.references)


def test_prognosis_and_first_line_are_both_answered(consultant: Consultant) -> None:
    answer = last_answer(consultant, f"{CASE} Prognosis and first line?")
    assert answer.question.intent == "prognosis"
    assert "The guidelines speak of" in answer.reply


def test_treatment_that_was_not_given_yet_is_no_question_about_treatment(consultant: Consultant) -> None:
    answer = last_answer(consultant, f"{CASE} No systemic therapy yet. Prognosis?")
    assert answer.question.intent == "prognosis"
    assert "The guidelines speak of" not in answer.reply


def test_why_a_stage_was_told_is_answered_by_its_finding(consultant: Consultant) -> None:
    answer = last_answer(consultant, f"{CASE} Prognosis?", "why is it stage IV?")
    assert answer.question.intent == "factor"
    assert answer.reply.startswith("Stage IV")
    assert answer.case.stated_stage is None


def test_small_cell_lung_cancer_is_a_case(consultant: Consultant) -> None:
    answer = last_answer(consultant, "SCLC extensive stage. Prognosis?")
    assert not answer.refused
    assert answer.reply.startswith("Small-cell lung cancer: ")
