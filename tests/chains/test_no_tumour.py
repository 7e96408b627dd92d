"""No tumour: a message that tells of no neuroendocrine tumour after all is answered so, not as one without a case."""

import pytest

from chains.consult import Consultant
from chains.extract import read_case

DENIED = "Pancreatic lesion, not a NET in the end, accessory spleen."


@pytest.mark.parametrize("question", ["Prognosis?", "What next?", "Follow-up?"])
def test_a_denied_tumour_is_answered_as_none_with_what_would_be_right(question: str, consultant: Consultant) -> None:
    answer = consultant.answer(f"{DENIED} {question}").answer
    assert answer.question.topic == "no_tumour"
    assert "no neuroendocrine tumour after all" in answer.reply
    assert "for example" in answer.reply
    assert not answer.findings


def test_what_a_label_states_may_be_asked_all_the_same(consultant: Consultant) -> None:
    answer = consultant.answer(f"{DENIED} What does the lanreotide label say about gallstones?").answer
    assert answer.question.topic == "label"
    assert "gallstones" in answer.reply.lower()


def test_a_tumour_that_is_told_is_answered(consultant: Consultant) -> None:
    assert not read_case("Pancreatic NET G2, not an accessory spleen.").no_tumour
    answer = consultant.answer("Pancreatic NET G2, Ki-67 8 %, not an accessory spleen. Prognosis?").answer
    assert answer.question.topic != "no_tumour"


def test_no_model_fills_what_tells_of_no_tumour() -> None:
    assert read_case(DENIED).no_tumour
    assert not read_case(DENIED).may_be_filled
