"""A source of the last answer, asked for by its number, is shown with what was told from it and where that stands."""

import pytest

from chains.consult import Consultant
from tests.talking import last_answer, told_in

CASE = "62F pNET G2, Ki-67 8 %, liver mets. Prognosis?"


@pytest.mark.parametrize(
    "asked",
    ["source 2", "[2]", "ref 2", "show me reference 2", "what is 2 based on", "what is [2] based on?", "reference #2"],
)
def test_a_source_is_asked_for_in_many_ways(consultant: Consultant, asked: str) -> None:
    first, shown = last_answer(consultant, CASE), last_answer(consultant, CASE, asked)
    assert [reference.id for reference in shown.references] == [first.references[1].id]
    assert shown.case == first.case


def test_what_the_answer_told_comes_first_then_what_else_the_source_says(consultant: Consultant) -> None:
    told = told_in(last_answer(consultant, CASE, "source 2"), 0)
    assert told[0] == "What the answer took from it"
    assert told[1].startswith("Grade 2 GEP-NET: Ki-67 from 3% to 20%")
    assert "What else it says" in told


def test_the_reply_names_the_source_and_whether_it_was_checked(consultant: Consultant) -> None:
    source = last_answer(consultant, CASE).references[1]
    said = last_answer(consultant, CASE, "source 2").reply
    for part in (source.title, str(source.year), source.id, "identifiers checked", "The answer took"):
        assert part in said


def test_where_a_statement_stands_is_told(consultant: Consultant) -> None:
    told = " ".join(told_in(last_answer(consultant, CASE, "source 2"), 0))
    passage = consultant.library.passage("who-2022-nen#s2")
    assert passage is not None
    assert f"read in {passage.statement.checked_in}" in told


@pytest.mark.parametrize("asked", ["source 99", "[0]", "ref 99"])
def test_a_number_that_no_source_has_is_refused(consultant: Consultant, asked: str) -> None:
    assert last_answer(consultant, CASE, asked).question.topic == "unknown_source"


@pytest.mark.parametrize(
    "second", ["New patient: rectal NET G1, 8 mm. Prognosis?", "74M rectal NET G1, 8 mm. Prognosis?"]
)
def test_more_says_again_that_a_new_patient_was_taken(consultant: Consultant, second: str) -> None:
    assert last_answer(consultant, CASE, second).reply.startswith("Taken as a new patient")
    assert last_answer(consultant, CASE, second, "more").reply.startswith("Taken as a new patient")
    assert "new patient" not in last_answer(consultant, CASE, second, "Ki-67 is 1 %", "more").reply
