# ruff: noqa: E501 - a text under test is checked more easily on one line
"""The second reader: what it speaks against is not told, but named; it tells nothing of itself."""

import json
from importlib.resources import files
from itertools import islice

import pytest

from chains.consult import Consultant
from chains.extract import fill, read_case
from chains.extract.filling.suggestion import Suggestion
from chains.extract.judge import load_main_texts
from chains.extract.second import weights as learned
from chains.extract.second.agreement import agreed
from chains.extract.second.surroundings import Words, surroundings
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.treatment.standing import TOLD
from chains.extract.tumour.grade import STATED
from knowledge.case import GIVEN, CaseDetails, Treatment
from tests.second_reader.__main__ import TEXTS, fingerprint
from tests.second_reader.examples import Example, of_main_texts, of_tests, often_met
from tests.second_reader.learning import learn

GIVEN_TEXT = "61F, ileal NET G1 with liver mets for many years. She had PRRT in the autumn and feels well. What next?"
AGAINST, FOR = -1000, 1000


@pytest.fixture
def biased(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, int]]:
    """A second reader that speaks for everything, for a test to change."""
    own = {"treatments": {learned.BIAS: FOR}, "stated_grade": {learned.BIAS: FOR}}
    monkeypatch.setattr(learned, "weights", lambda: own)
    return own


def _states(text: str) -> dict[str, str]:
    return {one.kind: one.status for one in read_case(text).case.treatments}


def test_a_treatment_that_the_second_reader_does_not_take_for_given_is_named_and_not_told(
    biased: dict[str, dict[str, int]],
) -> None:
    assert _states(GIVEN_TEXT) == {"prrt": "done"}
    biased["treatments"]["> autumn"] = 2 * AGAINST
    reading = read_case(GIVEN_TEXT)
    assert not reading.case.treatments
    assert [GIVEN_TEXT[slice(*one.span)] for one in reading.unsaid] == ["PRRT"]


def test_what_is_not_given_anyway_and_all_else_of_the_case_is_none_of_its_business(
    biased: dict[str, dict[str, int]],
) -> None:
    text = (
        "61F, ileal NET G1 with liver mets, ECOG 1. She declined PRRT, everolimus is planned from Monday on. Ki-67 2 %."
    )
    before = read_case(text)
    biased["treatments"][learned.BIAS] = AGAINST
    assert read_case(text) == before


def test_a_site_that_only_a_doubted_operation_implies_goes_with_it(biased: dict[str, dict[str, int]]) -> None:
    text = "48F, NET G2 with two liver mets, bed three. Distal pancreatectomy was done last month, drains are out now."
    assert read_case(text).case.primary_site == "pancreas"
    biased["treatments"][learned.BIAS] = AGAINST
    assert read_case(text).case.primary_site is None


def test_a_grade_that_the_second_reader_takes_for_that_of_something_else_is_named_and_never_filled(
    biased: dict[str, dict[str, int]],
) -> None:
    assert read_case(GIVEN_TEXT).case.stated_grade == 1
    biased["stated_grade"][learned.BIAS] = AGAINST
    reading = read_case(GIVEN_TEXT)
    assert reading.case.stated_grade is None
    assert [GIVEN_TEXT[slice(*one.span)] for one in reading.doubted] == ["G1"]
    suggested = [Suggestion(field="stated_grade", value="1", quote="NET G1")]
    assert fill(GIVEN_TEXT, reading, CaseDetails(), suggested, lambda _: frozenset()).case.stated_grade is None


def test_the_echo_names_what_is_doubted(biased: dict[str, dict[str, int]], consultant: Consultant) -> None:
    biased["stated_grade"][learned.BIAS] = AGAINST
    biased["treatments"][learned.BIAS] = AGAINST
    understood = consultant.answer(GIVEN_TEXT).answer.understood
    assert "Named, perhaps not of the tumour: grade 1" in understood
    assert "Named, not said to be given: PRRT" in understood


def test_a_short_message_is_understood_without_the_second_reader(biased: dict[str, dict[str, int]]) -> None:
    biased["treatments"][learned.BIAS] = AGAINST
    assert _states("she had PRRT in 2021") == {"prrt": "done"}


@pytest.mark.parametrize(
    ("text", "drug", "kept"),
    [
        ("61F ileal NET G2, liver mets. Thoughts: everolimus or SSA, kidneys borderline, she wants few visits.", "everolimus", False),
        ("61F ileal NET G2, liver mets. Next step on my list would be everolimus, and she would like to hear more.", "everolimus", False),
        ("61F ileal NET G2, liver mets. Pharmacy asks who signs for everolimus, the insurer sits on the form.", "everolimus", False),
        ("61F ileal NET G2, liver mets. She has been on everolimus since March, mouth sore but she carries on well.", "everolimus", True),
        ("61F ileal NET G2, liver mets. She progressed on everolimus last year and is now in a good general state.", "everolimus", True),
    ],
)  # fmt: skip
def test_whatever_the_rules_say_what_it_learned_tells_a_thought_from_what_was_given(
    text: str, drug: str, kept: bool
) -> None:
    page, start = Page(text), text.lower().index(drug)
    told = Found("treatments", Treatment(name=drug, kind="targeted", status="done"), start, start + len(drug), TOLD)
    assert agreed(page, [told]) == (([told], []) if kept else ([], [told]))


def test_hardly_any_treatment_that_was_given_is_doubted() -> None:
    given = kept = 0
    for one in islice(load_main_texts(TEXTS[0]), 0, None, 20):
        wanted = {kind for kind, state in (one.gold.get("treatments") or {}).items() if state in GIVEN}
        told = {mine.kind for mine in read_case(one.text).case.treatments if mine.status in GIVEN}
        given += len(wanted)
        kept += len(wanted & told)
    assert given > 200
    assert kept / given > 0.93


def test_the_features_of_a_passage_are_the_words_around_it_wherever_it_stands() -> None:
    text = "had prrt 4 x in 2021. ct next"
    known = {"had", "0", "x", "in", "year", ".", "ct", "next", "and", "may", "\n"}
    told = surroundings(Words(text, known).around(4, 8), "prrt", "prrt")
    assert {"= prrt", "<0 had", ">0 0", "> year", ">~ ct", "had <> 0"} <= set(told)
    assert "> ct" not in told
    shifted = "CT and MRI in May.\n" * 50 + text
    place = shifted.index("prrt")
    assert set(told) <= set(surroundings(Words(shifted, known).around(place, place + 4), "prrt", "prrt"))


def test_a_name_changes_nothing_of_what_the_second_reader_sees_nor_does_its_being_taken_out() -> None:
    known = {"did", "have", "prrt", "mr", ".", "?"}
    seen = []
    for name in ("greer", "oduya smith", "k. oduya", "[name]"):
        text = f"did mr. {name} have prrt?"
        seen.append(Words(text, known).around(text.index("prrt"), len(text) - 1))
    assert seen[0] == seen[1] == seen[2]


def test_the_number_of_a_specimen_changes_nothing_of_what_the_second_reader_sees() -> None:
    known = {"lab", "no", "h", "00", "00000", "-", ".", "grade", "told"}
    seen = []
    for number in ("h25-08813", "s24/551", "[record number]"):
        text = f"lab no {number}. told grade 2"
        seen.append(Words(text, known).around(text.index("grade"), len(text)))
    assert seen[0] == seen[1] == seen[2]


def test_learning_tells_apart_what_the_examples_tell_apart_and_is_the_same_each_time() -> None:
    examples = [Example("treatments", [f"> {word}", "= prrt"], word == "given") for word in ("given", "planned")] * 30
    first = learn(examples)
    assert first["treatments"]["> given"] > 0 > first["treatments"]["> planned"]
    assert learn(examples) == first


def test_a_text_teaches_what_its_gold_says_and_a_sentence_of_a_test_what_the_rules_read() -> None:
    texts = [one for one in load_main_texts(TEXTS[0])[:40] if one.gold.get("treatments")]
    known = often_met(["PRRT was given, is planned"] * 20)
    assert known == {"prrt", "was", "given", ",", "is", "planned"}
    assert {one.field for one in of_main_texts(texts, known)} == {"treatments", "stated_grade"}
    told = {
        one.holds for one in of_tests(["pNET. PRRT was given in 2021.", "pNET. PRRT is planned for next week."], known)
    }
    assert told == {True, False}


def test_the_weights_were_learned_from_the_texts_as_they_are() -> None:
    body = json.loads((files("chains.extract.second") / learned.FILE).read_text("utf-8"))
    assert body["fingerprint"] == fingerprint(), "the texts used while building have changed: run make second"
    assert all(body["weights"][field] for field in ("treatments", "stated_grade"))


def test_of_two_grades_the_lower_one_is_not_told_where_the_higher_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "NET G2 of the pancreas with a word or two beside it so that enough stands around, and then NET G3 is told"
    page = Page(text)
    low, high = (
        Found("stated_grade", value, text.index(f"G{value}"), text.index(f"G{value}") + 2, STATED) for value in (2, 3)
    )
    monkeypatch.setattr("chains.extract.second.agreement._is_doubted", lambda _, fact: fact.value == 3)
    assert agreed(page, [low, high]).facts == []
    assert agreed(page, [low]).facts == [low]
    monkeypatch.setattr("chains.extract.second.agreement._is_doubted", lambda _, fact: fact.value == 2)
    assert agreed(page, [low, high]).facts == [high]
