# ruff: noqa: E501 - a text under test is checked more easily on one line
"""Unlikely: what a rule reads and the words of the text speak against is named and not told."""

import pytest

from chains.consult import Consultant
from chains.extract import read_case, read_told
from chains.extract.likely import likely, unlikely
from chains.extract.likely.weights import Learned

TEXT = "61F, ileal NET G1 with liver metastases for many years. She had PRRT in the autumn and feels well. What next?"
AGAINST, FOR = -900, 900


def _speaks(odds: int, *values: str) -> Learned:
    return Learned(values, (None,) * len(values), (odds,) * len(values), ({}, {}, {}, {}))


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
    slots["treatments.prrt"] = Learned(("done", "ongoing"), (None, None), (AGAINST, FOR), ({}, {}, {}, {}))
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
    slots["metastases.bone"] = _speaks(AGAINST, "present")
    text = "64F, ileal NET, {} for many years, octreotide ongoing, seen in clinic for her bones. What next?"
    assert read_case(text.format("bony disease")).case.present_metastases() == {"bone"}
    assert not read_case(text.format("bone metastases")).case.metastases


@pytest.mark.parametrize(
    "told",
    [
        "brain metastases", "lung metastases", "bone metastases", "liver metastases", "supraclavicular node metastasis",
        "an appendiceal primary", "a cecal primary", "an unknown primary", "a partial response on CT", "disease responding",
        "PRRT in 2021", "everolimus since May", "TACE twice in 2022", "six cycles of CAPTEM", "a right hemicolectomy in 2019",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "text",
    [
        "NET G2, Ki-67 8 %. She has had {}. Seen in clinic today with her husband, feels well and works.",
        "58M with NET G1 and {}, stable on the last CT, what is next for him?",
        "Path from the other hospital: NET, Ki-67 12 %. ECOG 1, 64 years, {}, and now her scans come every three months.",
    ],
)
def test_what_is_told_plainly_is_never_taken_for_unlikely(text: str, told: str) -> None:
    assert read_case(text.format(told)).unlikely == ()


def test_the_rules_alone_read_a_later_message_whatever_is_unlikely(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks(AGAINST, "present")
    reading = read_told(TEXT)
    assert reading.case.present_metastases() == {"liver"}
    assert reading.unlikely == ()


def test_nothing_is_likely_where_something_else_was_unlikely(slots: dict[str, Learned]) -> None:
    named = {"liver": (0, FOR)}
    slots["metastases.liver"] = Learned(("present", "absent"), (None, 0.5), (AGAINST, FOR), ({}, named, named, {}))
    reading = read_case(TEXT)
    assert not reading.case.metastases
    assert [one.name for one in reading.unlikely] == ["liver metastases"]


def test_the_echo_says_what_was_not_taken(slots: dict[str, Learned], consultant: Consultant) -> None:
    slots["metastases.liver"] = _speaks(AGAINST, "present")
    assert "Perhaps misread and not taken, please tell: liver metastases" in consultant.answer(TEXT).answer.understood


def test_of_what_is_told_both_ways_neither_is_unlikely(slots: dict[str, Learned]) -> None:
    slots["metastases.liver"] = _speaks(AGAINST, "present")
    reading = read_case(
        "pNET G2, well. Liver metastases on MRI in the spring of this year. US: no liver metastases seen."
    )
    assert reading.case.present_metastases() == {"liver"}
    assert reading.unlikely == ()
