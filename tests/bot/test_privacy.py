"""What a person wrote is taken in without what tells who a patient is, and the writer is told of it."""

import pytest

from bot.privacy import forgets, taken_in, told
from chains.identifiers import Kind

NOTE = "Mr John Whitfield, MRN 7719203, DOB 03/14/1962: G2 pNET, Ki-67 8%"


def test_a_text_is_taken_in_without_identifiers_and_with_their_kinds() -> None:
    text, kinds = taken_in(NOTE)
    assert text == "Mr [name], MRN [record number], DOB [birth date]: G2 pNET, Ki-67 8%"
    assert kinds == ("birth_date", "name", "record_number")


def test_a_text_without_identifiers_is_taken_in_as_it_is() -> None:
    text = "58M G2 pNET s/p Whipple, Ki-67 8%, Krenning 3"
    assert taken_in(text) == (text, ())


def test_the_note_names_the_kinds_and_how_to_delete_and_quotes_nothing() -> None:
    _, kinds = taken_in(NOTE)
    said = told(kinds) or ""
    assert "a date of birth, a name and a record or insurance number" in said
    assert "Delete message" in said
    assert [word for word in ("Whitfield", "7719203", "1962", "pNET") if word in said] == []


def test_every_kind_is_told_but_a_colleagues_account() -> None:
    kinds = Kind.__args__  # type: ignore[attr-defined]
    assert [kind for kind in kinds if told((kind,)) is None] == ["account"]


@pytest.mark.parametrize(("text", "is_called", "asked"), [
    ("forget", True, True),
    ("Forget this case.", True, True),
    ("!forget", False, True),
    ("forget", False, False),
    ("forget the Ki-67, it was 8 %", True, False),
    ("!forgetting", False, False),
])  # fmt: skip
def test_forget_is_asked_of_the_bot_or_behind_an_exclamation_mark(text: str, is_called: bool, asked: bool) -> None:
    assert forgets(text, is_called=is_called) is asked
