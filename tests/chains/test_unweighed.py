"""Unweighed: conditions that bear on treatment and that nothing here weighs are named, not passed over."""

import pytest

from chains.unweighed import unweighed


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("33F midgut NET, 22 weeks pregnant, liver mets.", "pregnancy"),
        ("72M pNET, eGFR 25, PRRT?", "kidney function"),
        ("Ileal NET on dialysis.", "kidney function"),
        ("NET, Child-Pugh B cirrhosis.", "liver function"),
        ("NET, LVEF 30 %.", "heart function"),
        ("After CAPTEM platelets 48.", "blood counts"),
    ],
)
def test_a_condition_that_no_rule_weighs_is_named(text: str, named: str) -> None:
    (sentence,) = unweighed(text)
    assert named in sentence


@pytest.mark.parametrize(
    "text",
    [
        "not pregnant",
        "eGFR 85",
        "no cirrhosis",
        "platelets 210",
        "pregnancy test negative",
        "G2P1",
        "creatinine normal",
        "EF 62 %",
    ],
)
def test_what_is_denied_or_normal_is_not_named(text: str) -> None:
    assert unweighed(text) == ()
