"""A value that its writer takes back in the same breath, and the bounds, shares and rules that are no value."""

import pytest

from chains.extract import read_case
from knowledge.case import CaseDetails


def _indices(case: CaseDetails) -> list[tuple[float, float | None]]:
    return [(one.low, one.high) for one in case.ki67]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ileal NET. Ki67 40 - no wait 4.0 %.", 4.0),
        ("Ileal NET. Ki-67 40, sorry, 4 %.", 4.0),
        ("Rectal NET. Ki67: 12%?? check - actually 1.2%.", 1.2),
        ("Earlier I wrote ki67 30 for the duodenal NET, it's 3.0. The lab rang to confirm.", 3.0),
    ],
)
def test_of_a_value_taken_back_in_the_same_breath_the_last_one_is_read(text: str, value: float) -> None:
    assert _indices(read_case(text).case) == [(value, value)]


def test_a_grade_taken_back_gives_way_to_the_one_that_holds() -> None:
    assert read_case("pNET G3, sorry, G2.").case.stated_grade == 2


def test_the_place_of_the_value_that_holds_is_told() -> None:
    text = "Ileal NET. Ki67 40 - no wait 4.0 %."
    start, end = read_case(text).case.evidence_spans["ki67[0]"]
    assert text[start:end].startswith("4.0")


@pytest.mark.parametrize(
    "text",
    [
        "pNET. Ki-67 8 %, no, mitoses were not counted: 3 of them at least.",
        "pNET. Ki-67 8 %. No symptoms, 3 cm.",
        "pNET. Ki-67 8 %; check G3 criteria.",
        "pNET. Ki-67 8 %. Sorry for the delay, 14 days.",
    ],
)
def test_a_word_of_apology_before_another_thing_takes_no_value_back(text: str) -> None:
    assert _indices(read_case(text).case) == [(8.0, 8.0)]


@pytest.mark.parametrize(
    ("text", "indices"),
    [
        ("pNET. Ki-67 didn't exceed 20 %.", [(0.0, 20.0)]),
        ("pNET. Ki-67 nowhere above 3 %.", [(0.0, 3.0)]),
        ("pNET. Ki-67 twenty-two percent.", [(22.0, 22.0)]),
        ("Ileal NET. Ki-67 70 of 1000 cells positive.", [(7.0, 7.0)]),
        ("Ileal NET. Ki67 28% in T-cells; tumour cells 2 %.", [(2.0, 2.0)]),
        ("pNET. G2 (3-20 %) per WHO, the exact index is missing.", []),
        ("pNET G2 (8 %).", [(8.0, 8.0)]),
    ],
)
def test_a_bound_a_count_and_the_range_of_a_grade_are_told_apart(
    text: str, indices: list[tuple[float, float | None]]
) -> None:
    assert _indices(read_case(text).case) == indices


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Cut-off 3 % for G2. Rectal NET, Ki-67 2.9 %.", None),
        ("We feared G3, got G1. Appendix NET.", 1),
        ("Rectal NET G2. Ki-67 above the threshold.", 2),
    ],
)
def test_the_grade_of_a_rule_or_of_a_fear_is_not_the_tumours(text: str, grade: int | None) -> None:
    assert read_case(text).case.stated_grade == grade


def test_a_share_in_brackets_behind_a_bound_is_the_share_of_the_liver() -> None:
    liver = read_case("Ileal NET, liver metastases < 50 % of the liver (estimated 25 %).").case.liver
    assert liver is not None
    assert (liver.involvement_low, liver.involvement_high) == (25, 25)
