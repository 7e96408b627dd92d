"""A question in a conversation is looked up, in however few words; what bears on nothing says what would help."""

import pytest

from chains.answer import Answer
from chains.consult import Consultant
from chains.conversation import Conversation

CASE = "37M, pancreatic NET G3, Ki-67 32%, liver mets, SSTR strongly positive. First line?"


def after_the_case(consultant: Consultant, text: str) -> Answer:
    conversation = consultant.answer(CASE, Conversation()).conversation
    return consultant.answer(text, conversation).answer


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what does NETTER-2 say?", "evidence"),
        ("and the label?", "evidence"),
        ("telotristat data?", "evidence"),
        ("cure rate?", "prognosis"),
        ("what's the recurrence rate?", "prognosis"),
        ("How worried should we be?", "prognosis"),
        ("does that change things?", "prognosis"),
        ("Pain control ideas?", "treatment"),
        ("What drug first?", "treatment"),
        ("Now what would you actually give him?", "treatment"),
        ("Re-resect?", "treatment"),
        ("What else controls his flushing?", "treatment"),
        ("does that size matter independently of the nodes?", "evidence"),
        ("restaging after how many weeks?", "treatment"),
        ("how often to scan him", "treatment"),
        ("ok and the surveillance how often", "treatment"),
        ("so we wait. control CT when?", "treatment"),
        ("does he need any f/up", "treatment"),
        ("options then", "treatment"),
        ("so what to do now please", "treatment"),
        ("do we do something or only gastroscopy every year?", "treatment"),
        ("Ideas?", "treatment"),
        ("anything to change?", "treatment"),
        ("hemi for him?", "treatment"),
        ("leave alone?", "treatment"),
        ("hemicolectomy y/n", "treatment"),
        ("does age change the plan in your view?", "treatment"),
        ("ok to go ahead w that much marrow involved?", "treatment"),
        ("How often should he have CT if we watch him?", "treatment"),
        ("what OS do you quote ppl here", "prognosis"),
        ("Five-year figures with that?", "prognosis"),
        ("does g1 vs g2 realy change recurrence that much", "prognosis"),
        ("which source say this for type 1?", "evidence"),
        ("any source for adjuvant in this?", "evidence"),
        ("what was the PFS in NETTER-2?", "evidence"),
        ("how often does that happen with PRRT?", "evidence"),
        ("And the label, does it cover lung primaries at all?", "evidence"),
        ("does LVI matter at that size", "evidence"),
    ],
)
def test_a_short_question_is_understood_and_the_case_is_kept(consultant: Consultant, text: str, intent: str) -> None:
    answer = after_the_case(consultant, text)
    assert answer.question.intent == intent
    assert (answer.case.primary_site, answer.case.stated_grade, answer.sections != ()) == ("pancreas", 3, True)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("f/u in 3 months booked", "update"),
        ("he was discharged yesterday", "update"),
        ("CT in May showed bone mets", "update"),
        ("off-label everolimus started Monday", "update"),
        ("super, thanks a lot!", "help"),
        ("what can u do exactly", "help"),
    ],
)
def test_what_is_only_told_asks_nothing(consultant: Consultant, text: str, intent: str) -> None:
    assert after_the_case(consultant, text).question.intent == intent


@pytest.mark.parametrize("text", ["hmm", "see you at four"])
def test_what_bears_on_nothing_is_not_looked_up(consultant: Consultant, text: str) -> None:
    answer = after_the_case(consultant, text)
    assert (answer.question.intent, answer.question.topic) == ("help", "no_question")
    assert answer.case.primary_site == "pancreas"


def test_a_question_without_a_word_of_a_case_is_of_another_subject(consultant: Consultant) -> None:
    answer = after_the_case(consultant, "Who makes the best espresso near the hospital?")
    assert (answer.question.intent, answer.question.topic) == ("out_of_scope", "other_subject")
    assert answer.case.primary_site == "pancreas"


@pytest.mark.parametrize(
    "text",
    ["would CAPTEM still be your pick with Ki-67 at 3?", "and had it been 4 of 8 nodes?", "and if the Ki-67 were 14?"],
)
def test_what_is_only_supposed_is_compared_and_not_kept(consultant: Consultant, text: str) -> None:
    answer = after_the_case(consultant, text)
    assert answer.question.intent == "what_if"
    assert [one.low for one in answer.case.ki67] == [32]
    assert answer.case.nodes is None


def test_a_drug_that_was_not_meant_gives_way_to_the_one_told_behind_it(consultant: Consultant) -> None:
    known = consultant.answer(
        "59M pNET G2, liver mets. Board says everolimus, starts Monday", Conversation()
    ).conversation
    told = consultant.answer("not everolimus sorry, CAPTEM", known).conversation.case.treatments
    assert [(one.name, one.status) for one in told] == [("captem", "planned")]
