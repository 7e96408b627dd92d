"""Several questions in one message: each is answered, and none of them changes the patient."""

import pytest

from chains.answer import Bullets, Heading
from chains.consult import Consultant
from chains.conversation import Conversation
from chains.parts import asked_in
from tests.talking import last_answer, told_in

CASE = "58M pNET G2 liver mets."


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("Prognosis? And what does the label say about everolimus?", "prognosis", ["evidence"]),
        ("What does the everolimus label say? And the prognosis?", "prognosis", ["evidence"]),
        ("Prognosis and treatment options?", "prognosis", ["treatment"]),
        ("What if the Ki-67 were 30%? And what did NETTER-2 show?", "what_if", ["evidence"]),
        ("What did NETTER-2 show? And what does the label say about kidneys?", "evidence", ["evidence"]),
        ("Prognosis? What else do you need?", "prognosis", ["help"]),
        ("Prognosis? How much octreotide should I give?", "prognosis", ["out_of_scope"]),
        ("Prognosis? Thanks!", "prognosis", []),
        ("Prognosis?", "prognosis", []),
    ],
)
def test_the_questions_of_a_message_are_told_apart(text: str, first: str, others: list[str]) -> None:
    asked = asked_in(text, of_a_patient=True)
    assert asked.question is not None
    assert (asked.question.intent, [part.question.intent for part in asked.others]) == (first, others)


def test_a_question_about_a_label_beside_the_prognosis_is_answered_too(consultant: Consultant) -> None:
    both = last_answer(consultant, f"{CASE} Prognosis? And what does the label say about everolimus and pneumonitis?")
    alone = last_answer(consultant, f"{CASE} Prognosis?")
    assert both.question.intent == "prognosis"
    assert alone.reply in both.reply
    assert any("pneumonitis" in text for text in told_in(both, 1))


def test_a_drug_that_is_only_asked_about_is_no_treatment_of_the_patient(consultant: Consultant) -> None:
    both = last_answer(
        consultant, f"{CASE} Prognosis? And what does the label say about everolimus? How much octreotide do I give?"
    )
    alone = last_answer(consultant, f"{CASE} Prognosis?")
    assert both.case.treatments == ()
    assert [one.value for one in both.findings] == [one.value for one in alone.findings]


def test_prognosis_and_treatment_asked_at_once_are_both_answered_and_nothing_is_told_twice(
    consultant: Consultant,
) -> None:
    both = last_answer(consultant, f"{CASE} Prognosis and treatment options?")
    assert "alive at 5 years" in both.reply
    assert "The guidelines speak of" in both.reply
    assert not both.sections[1].abstained
    for section in range(3):
        texts = told_in(both, section)
        assert len(texts) == len(set(texts))


def test_what_is_missing_is_told_beside_a_question_about_a_trial(consultant: Consultant) -> None:
    last = last_answer(consultant, f"{CASE} Prognosis?", "what did NETTER-2 show? and what else do you need?")
    assert "22.8 against 8.5" in last.reply
    assert "What is the Ki-67 index" in last.reply


@pytest.mark.parametrize(
    "text",
    ["How much octreotide should I give?", "What dose of lanreotide should I start?", f"{CASE} Calculate the dose"],
)
def test_an_order_of_a_dose_is_refused_with_what_can_be_asked(consultant: Consultant, text: str) -> None:
    refused = last_answer(consultant, text)
    assert (refused.question.intent, refused.question.topic, refused.refused) == ("out_of_scope", "dosing", True)


def test_what_a_label_states_on_doses_is_told(consultant: Consultant) -> None:
    shown = last_answer(consultant, "What does the everolimus label say about the dose in liver impairment?")
    assert any("Child-Pugh" in text for text in told_in(shown, 1))


def test_a_label_is_searched_without_a_drug_or_a_case(consultant: Consultant) -> None:
    shown = last_answer(consultant, "what does the label say about renal impairment?")
    assert shown.question.topic == "label"
    assert not shown.sections[1].abstained


@pytest.mark.parametrize(
    "text", ["child aged 7 with appendiceal NET 12 mm, prognosis?", "16F insulinoma 14 mm. Options?"]
)
def test_no_prognosis_or_treatment_is_told_of_a_child(consultant: Consultant, text: str) -> None:
    refused = last_answer(consultant, text)
    assert (refused.question.topic, refused.sections) == ("children", ())


def test_the_grade_of_a_childs_tumour_is_told(consultant: Consultant) -> None:
    shown = last_answer(consultant, "16F appendiceal NET, Ki-67 8%, what grade?")
    assert [one.value for one in shown.findings if one.rule == "who_grade"] == ["G2"]


def test_the_main_result_of_a_named_trial_comes_first(consultant: Consultant) -> None:
    shown = last_answer(consultant, "what did NETTER-2 show in pancreas?")
    first = next(block for block in shown.sections[2].blocks if not isinstance(block, Heading))
    assert isinstance(first, Bullets)
    assert "22.8 against 8.5" in first.items[0].text


def test_two_drugs_that_are_compared_are_both_told_of(consultant: Consultant) -> None:
    shown = last_answer(consultant, "compare everolimus and sunitinib in pNET")
    research = " ".join(told_in(shown, 2))
    assert "everolimus" in research
    assert "sunitinib" in research


@pytest.mark.parametrize(
    "text",
    [
        "NETPET score survival",
        "NETTER-1 overall survival final analysis",
        "SSTR-RADS categories",
    ],
)
def test_catchwords_of_the_field_are_searched_where_no_patient_is_told(consultant: Consultant, text: str) -> None:
    shown = last_answer(consultant, text)
    assert (shown.question.intent, shown.refused) == ("evidence", False)
    assert shown.references


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Prognosis?", "no_case"),
        ("What is the prognosis of NET?", "no_case"),
        ("treatment options?", "no_case"),
        ("3cm?", "other_subject"),
        ("apixaban dose AF creatinine clearance 25", "other_subject"),
        ("how do I reset my password", "other_subject"),
    ],
)
def test_what_the_sources_do_not_hold_and_a_patient_who_is_not_told_are_refused(
    consultant: Consultant, text: str, topic: str
) -> None:
    refused = last_answer(consultant, text)
    assert (refused.refused, refused.question.topic) == (True, topic)


def test_what_is_put_right_of_a_child_is_kept_though_no_prognosis_is_told(consultant: Consultant) -> None:
    known = consultant.answer("17F appendix NET 14 mm. Right hemi or not?", Conversation()).conversation
    told = consultant.answer("size is 24 mm, I misread", known)
    assert told.answer.question.topic == "children"
    assert told.conversation.case.tumour_size_mm == 24
