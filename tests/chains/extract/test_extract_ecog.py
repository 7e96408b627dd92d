"""The performance status that holds now."""

import pytest

from chains.extract import read_case


@pytest.mark.parametrize(
    ("text", "ecog"),
    [
        ("pNET, ECOG 0 -> 1.", 1),
        ("pNET, ECOG at discharge 2 (was 1)", 2),
        ("pNET. ECOG has slipped from 1 to 2.", 2),
        ("pNET, PS improved from 2 to 1", 1),
        ("pNET. Performance status on discharge 2.", 2),
        ("pNET, ECOG 1-2", None),
        ("pNET, PS 1", 1),
    ],
)
def test_of_a_performance_status_that_changed_the_later_holds(text: str, ecog: int | None) -> None:
    assert read_case(text).case.ecog == ecog
