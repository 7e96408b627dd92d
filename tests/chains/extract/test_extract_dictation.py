"""Dictated text: numbers in words, punctuation that was spoken, and words that voice software misheard."""

import pytest

from chains.extract import read_case
from chains.extract.text.fold import fold
from chains.extract.text.spoken import spoken_numbers


@pytest.mark.parametrize(
    ("spoken", "typed"),
    [
        ("sixty three year old", "63 year old"),
        ("seventy-one", "71"),
        ("ki sixty seven of twelve point five per cent", "ki 67 of 12.5 per cent"),
        ("in two thousand and twenty", "in 2020"),
        ("twenty nineteen, nineteen ninety eight", "2019, 1998"),
        ("twenty twenty three", "2023"),
        ("lanreotide one twenty mg", "lanreotide 120 mg"),
        ("four hundred and twenty", "420"),
        ("nodes three of eleven", "nodes 3 of 11"),
        ("krenning three", "krenning 3"),
        ("t two n one m zero, r zero.", "t2n1m0, r0."),
    ],
)
def test_a_number_in_words_is_read_as_its_digits(spoken: str, typed: str) -> None:
    assert fold(spoken).text == typed


@pytest.mark.parametrize(
    "words", ["one of two lesions", "at that point two nodes", "in her sixties", "twentyfold", "threefold", "no one"]
)
def test_words_that_are_no_number_of_their_own_stay(words: str) -> None:
    assert spoken_numbers(words) == []


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("a new row endocrine tumour", "a neuroendocrine tumour"),
        ("car sinoid", "carcinoid"),
        ("lan reo tide and lantreotide", "lanreotide and lanreotide"),
        ("key sixty seven", "ki 67"),
        ("carbo platinum and eat opposed", "carboplatin and etoposide"),
        ("perform and status 1", "performance status 1"),
        ("nodes clear, are zero.", "nodes clear, r0."),
        ("lutetia dotatate", "lutetium dotatate"),
    ],
)
def test_a_misheard_word_is_read_as_what_was_meant(heard: str, meant: str) -> None:
    assert meant in fold(heard).text


@pytest.mark.parametrize(
    "words", ["there are zero nodes", "our zero tolerance", "a new endocrine tumour", "the key is 67 years old"]
)
def test_what_may_mean_something_else_is_left(words: str) -> None:
    assert fold(words).text == words


def test_spoken_punctuation_is_read_as_signs() -> None:
    text = "Diagnosis colon rectal NET brackets T1 N0 brackets comma size 8 mm full stop He is well full stop"
    assert fold(text).text == "diagnosis: rectal net (t1 n0), size 8 mm. he is well."


def test_a_colon_behind_no_heading_is_the_bowel() -> None:
    assert read_case("Primary colon NET comma grade one comma liver mets full stop").case.primary_site == "colon"


def test_a_dictated_letter_is_read_like_a_typed_one() -> None:
    read = read_case(
        "This fifty eight year old man open bracket retired close bracket has a neuro endocrine tumour of the pancreas "
        "comma grade two comma key sixty seven twelve point five per cent full stop Size thirty two millimetres full "
        "stop He had a distal pan createctomy in twenty nineteen comma R zero comma nodes two of seventeen full stop"
    ).case
    assert (read.primary_site, read.histology, read.stated_grade) == ("pancreas", "net", 2)
    assert (read.age_years, read.sex, read.tumour_size_mm) == (58, "male", 32)
    assert [(one.low, one.high) for one in read.ki67] == [(12.5, 12.5)]
    assert read.nodes is not None
    assert (read.nodes.positive, read.nodes.examined) == (2, 17)
    assert [(one.name, one.status) for one in read.treatments] == [("distal pancreatectomy", "done")]


def test_a_fact_in_spoken_words_has_its_place_in_the_original() -> None:
    text = "pNET, key sixty seven twelve percent comma ECOG one"
    read = read_case(text).case
    low, high = read.evidence_spans["ki67[0]"]
    assert text[low:high] == "twelve percent"
