"""What a short answer leaves out, and how its words read."""

import pytest

from chains import phrase
from chains.answer import Answer
from chains.consult import Consultant
from chains.conversation import Conversation
from knowledge.case import CaseDetails, Mitoses, Nodes

SETTLED = "Ileal NET, Ki-67 1 %, 3 liver mets, right hemicolectomy 2020"


def asked(consultant: Consultant, *texts: str) -> Answer:
    conversation = Conversation()
    for text in texts:
        consultation = consultant.answer(text, conversation)
        conversation = consultation.conversation
    return consultation.answer


@pytest.mark.parametrize(
    ("case", "told"), [("Midgut NET, liver mets", False), ("Midgut NET, Ki-67 15%, liver mets", False), (SETTLED, True)]
)
def test_bounds_of_a_score_are_told_in_short_only_where_they_leave_one_group(
    consultant: Consultant, case: str, told: bool
) -> None:
    sections = asked(consultant, f"{case}. Prognosis?").model_dump_json(include={"sections"})
    assert ("Panzuto score lies" in sections) == told
    assert "Panzuto score lies" in asked(consultant, f"{case}. Prognosis?", "more").model_dump_json(
        include={"sections"}
    )


def test_a_carcinoma_is_asked_for_performance_status_and_chemotherapy_not_for_uptake(consultant: Consultant) -> None:
    questions = " ".join(asked(consultant, "NEC of the colon, Ki-67 80%, liver mets. Treatment?").questions)
    assert "ECOG" in questions
    assert "Which chemotherapy" in questions
    assert "Krenning" not in questions
    assert "analogue timing" not in questions


def test_what_a_carcinoma_was_given_is_not_asked_again(consultant: Consultant) -> None:
    text = "NEC of the colon, Ki-67 80%, liver mets, ECOG 1, after cisplatin etoposide. Treatment?"
    questions = " ".join(asked(consultant, text).questions)
    assert "ECOG" not in questions
    assert "Which chemotherapy" not in questions


def test_treatments_carry_their_usual_names_in_what_was_updated(consultant: Consultant) -> None:
    said = asked(consultant, "Midgut G1 NET liver mets. Prognosis?", "She had CAPTEM in 2020.").reply
    assert "CAPTEM" in said
    assert "captem" not in said


@pytest.mark.parametrize(
    ("case", "source"),
    [
        ("Typical carcinoid 12 mm. Prognosis?", "kind of tumour"),
        ("NET G1 after distal pancreatectomy, liver mets. Prognosis?", "operation"),
    ],
)
def test_an_inferred_primary_says_what_it_was_inferred_from(consultant: Consultant, case: str, source: str) -> None:
    answer = asked(consultant, case)
    assert answer.case.primary_site_basis == "inferred"
    assert f"the primary inferred from the {source}" in answer.reply


def test_one_mitosis_is_singular_and_no_node_is_none() -> None:
    assert phrase.mitoses(Mitoses(low=1, high=1, per="2mm2")) == "1 mitosis per 2 mm²"
    assert phrase.nodes(CaseDetails(nodes=Nodes(positive=0))) == "none with tumour"
