"""What stands beside the name, the birth or the number of a person is read the same with these and without."""

from typing import Any

import pytest

from chains.conversation import Conversation
from chains.followup import read_message


def _facts(text: str) -> dict[str, Any]:
    return read_message(text, Conversation()).case.facts()


@pytest.mark.parametrize("text", ["MR [name] for PRRT, ileal NET", "Mr. [name] for PRRT", "MR PATEL FOR PRRT"])
def test_a_title_before_a_name_that_was_taken_out_tells_the_sex(text: str) -> None:
    assert _facts(text)["sex"] == "male"


def test_magnetic_resonance_tells_no_sex() -> None:
    assert "sex" not in _facts("MR liver shows three lesions, ileal NET")


def test_an_age_is_read_behind_a_title_and_a_name_of_several_words() -> None:
    assert _facts("Question about Ms Orla van der Fitz, 54, carcinoid syndrome")["age_years"] == 54
    assert "age_years" not in _facts("Mrs Jones with liver lesions, 54, stable on lanreotide")


@pytest.mark.parametrize("number", ["", " (your ref 24-11873)", " (your ref [record number])"])
def test_the_number_of_a_letter_hides_no_ki67(number: str) -> None:
    text = f"Ki-67 has now been performed on the duodenal resection{number} and is 2.4 %."
    assert [value.low for value in _facts(text)["ki67"]] == [2.4]


def test_a_day_of_birth_dates_no_treatment() -> None:
    treatments = _facts("geb. 07.11.1954, ileal NET, progress under octreotide LAR")["treatments"]
    assert [(one.name, one.year) for one in treatments] == [("octreotide", None)]
    assert _facts("geb. 07.11.1954, ileal NET, PRRT 2014")["treatments"][0].year == 2014


def test_may_before_a_finite_verb_is_a_name() -> None:
    had, may = (_facts(text)["treatments"][0] for text in ("Rose May had PRRT in 2023", "She may have PRRT"))
    assert (had.status, had.year, may.status) == ("done", 2023, "considered")


def test_a_name_a_user_and_a_number_of_a_trial_are_no_drug_age_or_tumour() -> None:
    assert [one.name for one in _facts("Ng Siew Lan 70F, on octreotide LAR")["treatments"]] == ["octreotide"]
    assert [one.name for one in _facts("Lan 120 mg q4w")["treatments"]] == ["lanreotide"]
    assert _facts("username: ruth.m84 locked out") == {}
    assert "histology" not in _facts("Trial subject NET-014-0037 dose reduced")
