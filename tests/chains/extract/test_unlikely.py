"""Unlikely: what a rule reads and the words of the text speak against is named and not told."""

import pytest

from chains.consult import Consultant
from chains.extract import fill, read_case, read_told
from chains.extract.filling.suggestion import Suggestion
from chains.extract.likely import likely, unlikely
from chains.extract.likely.weights import Learned
from knowledge.case import CaseDetails

TEXT = "61F, ileal NET G1 with liver metastases for many years. She had PRRT in the autumn and feels well. What next?"
AGAINST, FOR = -900, 900


def _speaks(odds: int, *values: str) -> Learned:
    return Learned(values, (None,) * len(values), (odds,) * len(values), {})


@pytest.fixture
def slots(monkeypatch: pytest.MonkeyPatch) -> dict[str, Learned]:
    """A likely reader that has learned nothing, for a test to teach."""
    own: dict[str, Learned] = {}
    for module in (likely, unlikely):
        monkeypatch.setattr(module, "of_slots", lambda: own)
    return own


def test_what_the_words_speak_against_is_named_with_its_place_and_not_told(slots: dict[str, Learned]) -> None:
    assert read_case(TEXT).case.present_metastases() == {"liver"}
    slots["metastases.liver"] = _speaks(AGAINST, "present")
    reading = read_case(TEXT)
    assert not reading.case.metastases
    assert [(one.name, TEXT[slice(*one.span)]) for one in reading.unlikely] == [
        ("liver metastases", "liver metastases")
    ]
    assert reading.case.primary_site == "jejunum_ileum"


def test_a_treatment_that_was_given_is_weighed_as_given_whichever_way_and_one_to_come_is_not(
    slots: dict[str, Learned],
) -> None:
    slots["treatments.prrt"] = Learned(("done", "ongoing"), (None, None), (AGAINST, FOR), {})
    assert [one.kind for one in read_case(TEXT).case.treatments] == ["prrt"]
    slots["treatments.prrt"] = _speaks(AGAINST, "done", "ongoing", "planned")
    assert not read_case(TEXT).case.treatments
    planned = TEXT.replace("She had PRRT in the autumn", "PRRT is planned for the autumn")
    assert [(one.kind, one.status) for one in read_case(planned).case.treatments] == [("prrt", "planned")]


def test_a_value_that_no_text_taught_and_a_short_message_are_told_all_the_same(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks(AGAINST, "absent")
    assert read_case(TEXT).case.present_metastases() == {"liver"}
    slots["metastases.liver"] = _speaks(AGAINST, "present")
    assert read_case("now liver metastases").case.present_metastases() == {"liver"}


def test_a_fact_of_whose_own_words_nothing_was_learned_is_told(slots: dict[str, Learned]) -> None:
    slots["primary_site"] = _speaks(AGAINST, "colon")
    text = "64F, {} NET, liver metastases for many years, octreotide ongoing, seen in clinic. What next?"
    assert read_case(text.format("cecal")).case.primary_site == "colon"
    assert read_case(text.format("caecal")).case.primary_site is None


def test_the_rules_alone_read_a_later_message_whatever_is_unlikely(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks(AGAINST, "present")
    reading = read_told(TEXT)
    assert reading.case.present_metastases() == {"liver"}
    assert reading.unlikely == ()


def test_nothing_is_likely_where_something_else_was_unlikely_and_no_model_fills_it(slots: dict[str, Learned]) -> None:
    slots["primary_site"] = Learned(
        ("jejunum_ileum", "rectum"), (None, 0.5), (AGAINST, FOR), {"A ileal": (0, FOR), "A net": (0, FOR)}
    )
    reading = read_case(TEXT)
    assert reading.case.primary_site is None
    assert [one.name for one in reading.unlikely] == ["primary site jejunum ileum"]
    suggested = [Suggestion(field="primary_site", value="jejunum_ileum", quote="ileal NET")]
    assert fill(TEXT, reading, CaseDetails(), suggested, lambda _: frozenset()).case.primary_site is None


def test_the_echo_says_what_was_not_taken(slots: dict[str, Learned], consultant: Consultant) -> None:
    slots["metastases.liver"] = _speaks(AGAINST, "present")
    assert "Perhaps misread and not taken, please tell: liver metastases" in consultant.answer(TEXT).answer.understood
