"""What a short answer leaves out, and how its words read."""

import pytest

from chains import phrase
from chains.consult import Consultant
from knowledge.case import CaseDetails, Mitoses, Nodes
from tests.talking import last_answer

SETTLED = "Ileal NET, Ki-67 1 %, 3 liver mets, right hemicolectomy 2020"


@pytest.mark.parametrize(
    ("case", "told"), [("Midgut NET, liver mets", False), ("Midgut NET, Ki-67 15%, liver mets", False), (SETTLED, True)]
)
def test_bounds_of_a_score_are_told_in_short_only_where_they_leave_one_group(
    consultant: Consultant, case: str, told: bool
) -> None:
    sections = last_answer(consultant, f"{case}. Prognosis?").model_dump_json(include={"sections"})
    assert ("Panzuto score lies" in sections) == told
    assert "Panzuto score lies" in last_answer(consultant, f"{case}. Prognosis?", "more").model_dump_json(
        include={"sections"}
    )


def test_a_carcinoma_is_asked_for_performance_status_and_chemotherapy_not_for_uptake(consultant: Consultant) -> None:
    questions = " ".join(last_answer(consultant, "NEC of the colon, Ki-67 80%, liver mets. Treatment?").questions)
    assert "ECOG" in questions
    assert "Which chemotherapy" in questions
    assert "Krenning" not in questions
    assert "analogue timing" not in questions


def test_what_a_carcinoma_was_given_is_not_asked_again(consultant: Consultant) -> None:
    text = "NEC of the colon, Ki-67 80%, liver mets, ECOG 1, after cisplatin etoposide. Treatment?"
    questions = " ".join(last_answer(consultant, text).questions)
    assert "ECOG" not in questions
    assert "Which chemotherapy" not in questions


def test_treatments_carry_their_usual_names_in_what_was_updated(consultant: Consultant) -> None:
    said = last_answer(consultant, "Midgut G1 NET liver mets. Prognosis?", "She had CAPTEM in 2020.").reply
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
    answer = last_answer(consultant, case)
    assert answer.case.primary_site_basis == "inferred"
    assert f"the primary inferred from the {source}" in answer.reply


def test_one_mitosis_is_singular_and_no_node_is_none() -> None:
    assert phrase.mitoses(Mitoses(low=1, high=1, per="2mm2")) == "1 mitosis per 2 mm²"
    assert phrase.nodes(CaseDetails(nodes=Nodes(positive=0))) == "none with tumour"
