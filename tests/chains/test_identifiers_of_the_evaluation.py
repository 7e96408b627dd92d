"""Identifiers in every text of the evaluation sets: no name where none is, no fact and hardly a word lost with them.

Each text is searched once for all of the tests, which takes most of their time: that is why they stand together.
"""

import re
from collections import Counter
from functools import cache

import pytest

from chains import veil
from chains.identifiers import Identifier, identifiers, without
from tests.evaluation_texts import texts_of
from tests.talking import known_from

NAMED = {
    "LEE",
    "de Wit",
    "Siobhan",
    "OBRIEN",
    "Aoife",
    "Tracey",
    "Whelan",
    "Gerard W.",
    "Bernie",
    "Mary",
    "sultana",
    "Hobart",
    "Bill",
    "Grainne",
    "Michelle",
    "Niamh",
    "Cathy",
    "Darwin",
    "Chaudhry",
    "breen",
    "Oonagh",
    "Brenda",
    "AL-HARBI",
    "Fatima",
    "Shah",
    "Eriksen",
    "Dlamini",
    "RAO",
    "Nikhil",
    "Kimberley",
    "Sarah",
    "Tony",
    "Tom",
    "Peter",
    "KL",
    "J.R.",
    "Karen",
    "M. Hahn",
    "Martina",
    "Miller",
    "J.M.",
    "Petrou",
    "Brian",
    "R.T.",
    "Lefebvre",
    "Gomez",
    "Harmon",
    "M",
    "de Vries",
    "Berg",
    "Bakker",
    "Kowalczyk",
    "Sørensen",
    "João",
    "Holm",
    "Priya",
    "Maeve",
    "Dubbo",
    "Eklund",
    "Gómez",
    "NAIDOO",
    "Groote Schuur",
    "Adams",
    "Kim",
    "Okonjo",
    "A.K.",
    "Mendez",
    "Abara",
    "Fiona",
    "Craig",
    "Arvo",
    "Nilsen",
    "jansen",
    "Eriksson",
    "B. Tønnessen",
    "Okeke",
    "King",
    "R.S.",
}
"""Persons whom the texts name without a title of this list: "Pt initials KL", "Nurse Martina", "Thank you, Karen"."""
TITLES = ("Mr", "Mrs", "Ms", "Frau", "Herr", "Dr", "Prof", "patient")
_TOKEN = re.compile(r"[^\W_](?:[^\W_]|['’._/-](?=[^\W_]))*")


@cache
def found_in(text: str) -> tuple[Identifier, ...]:
    return identifiers(text)


def redacted(text: str) -> str:
    """As ``chains.identifiers.redacted``, over what was found already."""
    return without(text, found_in(text))


def test_no_word_of_the_evaluation_texts_is_taken_for_a_name_but_those_behind_a_title_and_some_that_name_somebody() -> (
    None
):
    texts = texts_of(
        "extraction_build", "extraction_report", "main_facts_build", "main_facts_report", "main_facts_thread"
    )
    assert len(texts) > 2500
    wrong = [
        (text[max(0, one.start - 12) : one.start], text[one.start : one.end])
        for text in texts
        for one in found_in(text)
        if one.kind == "name"
        and text[one.start : one.end] not in NAMED
        and not text[: one.start].rstrip(". ").endswith(TITLES)
    ]
    assert wrong == []


def test_every_text_of_the_evaluation_sets_is_read_as_it_was_once_its_identifiers_are_taken_out() -> None:
    every = texts_of(
        "extraction_build",
        "extraction_report",
        "questions",
        "questions_build",
        "questions_report",
        "main_facts_build",
        "main_facts_report",
        "main_facts_hard",
        "main_facts_thread",
    )
    texts = [text for text in every if found_in(text)]
    assert len(texts) > 30
    assert [text for text in texts if known_from(text) != known_from(redacted(text))] == []


def test_of_the_words_of_the_evaluation_texts_98_in_a_hundred_go_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(veil, "redacted", redacted)
    written = gone = 0
    for text in texts_of("main_facts_build", "main_facts_hard", "extraction_build"):
        before, after = Counter(_TOKEN.findall(text)), Counter(_TOKEN.findall(veil.veiled(text)))
        written += before.total()
        gone += (before - after).total()
    assert gone / written < 0.02


def test_what_was_found_already_is_redacted_as_if_it_were_found_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for text in texts_of("main_facts_hard", "extraction_build") if found_in(text)]
    assert texts
    afresh = [veil.veiled(text) for text in texts]
    monkeypatch.setattr(veil, "redacted", redacted)
    assert [veil.veiled(text) for text in texts] == afresh
