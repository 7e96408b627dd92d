"""Short turns of a thread: a few words that bear on its patient, news, errands and chatter are told from each other."""

import pytest

from chains.answer import Answer
from chains.consult import Consultant
from tests.talking import last_answer

CASE = "66M, ileal NET G2, Ki-67 8%, liver and nodal mets, resected R1, nodes 4/15, on lanreotide, ECOG 1."


def after_the_case(consultant: Consultant, text: str) -> Answer:
    return last_answer(consultant, CASE, text)


@pytest.mark.parametrize(
    "text",
    [
        "worse, then?",
        "Hmm. Much worse for him?",
        "is that a bad sign",
        "good or bad news?",
        "that's not good, right?",
        "how serious is the positive margin?",
        "how bad is it that 4 were positive",
        "how much do four nodes matter",
        "how much does the margin weigh in this",
        "R1 - how much will it hurt him?",
        "how would that affect the picture?",
        "does the R1 count for anything?",
        "what does R1 mean for him",
        "what does that mean for him?",
        "months or years?",
        "any hope of cure?",
        "what can he expect",
        "what do I tell the family?",
        "and the pronosis now?",
        "recurence risk?",
        "any worse because of the Ki?",
        "what difference does the R1 make?",
    ],
)
def test_what_a_finding_means_for_the_patient_is_a_question_about_prognosis(consultant: Consultant, text: str) -> None:
    answer = after_the_case(consultant, text)
    assert (answer.question.intent, answer.refused) == ("prognosis", False)
    assert answer.case.facts() == last_answer(consultant, CASE).case.facts()


@pytest.mark.parametrize(
    "text",
    [
        "then?",
        "ok. And now?",
        "what comes next in line",
        "next move?",
        "anything adjuvant on top?",
        "any systemic agent to add?",
        "local as well?",
        "would something adjuvant make sense",
        "is it worth adding anything for him?",
        "still worth treating?",
        "worth a biopsy?",
        "which of these two then?",
        "which one would you pick",
        "in which order?",
        "eGFR 35, would that be a problem",
        "can we hold it for two weeks?",
        "how to follow him?",
        "where do we go from here?",
        "go for it?",
        "anything for the diarrhoea?",
        "CT today: 2 new liver lesions. and now?",
    ],
)
def test_what_to_do_in_few_words_is_a_question_about_treatment(consultant: Consultant, text: str) -> None:
    answer = after_the_case(consultant, text)
    assert (answer.question.intent, answer.refused) == ("treatment", False)


def test_news_beside_a_short_question_is_kept(consultant: Consultant) -> None:
    answer = after_the_case(consultant, "CT today: progressive disease. So worse?")
    assert (answer.question.intent, answer.case.progression) == ("prognosis", "progressive")


@pytest.mark.parametrize("text", ["is that a G3 then", "so would it be stage IV?", "which value counts?"])
def test_whether_something_counts_as_a_grade_or_stage_is_a_question_about_a_factor(
    consultant: Consultant, text: str
) -> None:
    assert after_the_case(consultant, text).question.intent == "factor"


@pytest.mark.parametrize(
    "text",
    [
        "does the R1 matter in general?",
        "how much do nodes matter in most patients?",
        "is there an RCT on that",
        "show me the data on that",
        "any randomised study behind it?",
    ],
)
def test_a_question_about_patients_in_general_or_about_studies_stays_one_about_the_evidence(
    consultant: Consultant, text: str
) -> None:
    assert after_the_case(consultant, text).question.intent == "evidence"


@pytest.mark.parametrize(
    "text",
    [
        "who won the game last night",
        "could you book the seminar room",
        "please order pizza",
        "what's the wifi password?",
        "when does the canteen close",
        "anyone know a good hotel in Vienna?",
        "did Bayern win?",
    ],
)
def test_an_errand_or_chatter_in_a_thread_is_out_of_scope_and_keeps_the_case(consultant: Consultant, text: str) -> None:
    answer = after_the_case(consultant, text)
    assert (answer.question.intent, answer.refused) == ("out_of_scope", True)
    assert answer.case.facts() == last_answer(consultant, CASE).case.facts()


@pytest.mark.parametrize(
    "text",
    [
        "cycle 2 went in this morning",
        "oh, and cured of a melanoma ten years ago",
        "perineural invasion in the addendum too",
        "he tolerated it well",
        "However, the pathologist was not sure",
        "clinically worse",
        "discussed with him, no decision yet",
    ],
)
def test_news_in_which_no_fact_is_read_is_an_update_that_says_so(consultant: Consultant, text: str) -> None:
    answer = after_the_case(consultant, text)
    assert answer.question.intent == "update"
    assert answer.case.facts() == last_answer(consultant, CASE).case.facts()
    assert answer.reply.startswith("No new fact was read")


@pytest.mark.parametrize("text", ["ok will do", "I'll ask the surgeons and come back", "lunch now", "see you tomorrow"])
def test_talk_that_tells_nothing_is_no_update_and_no_fact(consultant: Consultant, text: str) -> None:
    answer = after_the_case(consultant, text)
    assert answer.question.intent == "help"
    assert answer.case.facts() == last_answer(consultant, CASE).case.facts()


@pytest.mark.parametrize(
    "text",
    ["hello bot, what can you do?", "hey netboard - what can you help with?", "Hi! how do you work?", "who are you"],
)
def test_a_call_for_help_may_begin_with_a_greeting(consultant: Consultant, text: str) -> None:
    assert last_answer(consultant, text).question.intent == "help"
    assert after_the_case(consultant, text).question.intent == "help"


@pytest.mark.parametrize("text", ["is aspirin any use in NETs? trials?", "Are statins of any benefit in NET?"])
def test_whether_something_helps_in_the_field_is_a_question_about_the_evidence(
    consultant: Consultant, text: str
) -> None:
    assert last_answer(consultant, text).question.intent == "evidence"


@pytest.mark.parametrize("text", ["and sunitinib?", "what about lanreotide?", "same for cabozantinib?"])
def test_a_question_about_the_evidence_goes_on_with_another_drug(consultant: Consultant, text: str) -> None:
    answer = last_answer(consultant, "what's the evidence for everolimus in GI NETs?", text)
    assert answer.question.intent == "evidence"


def test_a_tale_of_another_patient_asks_nothing(consultant: Consultant) -> None:
    tale = "I had another patient like this who did well on CAPTEM."
    assert after_the_case(consultant, f"{tale} Any data for that here?").question.intent == "evidence"
    assert after_the_case(consultant, f"{tale} Would that make sense for him?").question.intent == "treatment"


def test_whether_a_drug_is_given_now_comes_before_its_dose(consultant: Consultant) -> None:
    assert after_the_case(consultant, "everolimus now? what dose?").question.intent == "treatment"
    assert after_the_case(consultant, "what dose of everolimus?").question.intent == "evidence"


def test_bone_spread_that_would_make_it_worse_is_supposed(consultant: Consultant) -> None:
    assert after_the_case(consultant, "would bone mets make it worse?").question.intent == "what_if"
