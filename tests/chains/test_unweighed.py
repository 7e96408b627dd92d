"""Unweighed: conditions that bear on treatment and that nothing here weighs are named, not passed over."""

import pytest

from chains.consult import Consultant
from chains.ground import passage_numbers
from chains.unweighed import conditions, unweighed
from tests.talking import last_answer


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
        "eGFR 55",
        "platelets 150,000",
    ],
)
def test_what_is_denied_or_normal_is_not_named(text: str) -> None:
    assert unweighed(text) == ()


PREGNANT = "33F, 22 weeks pregnant, midgut NET G1, liver mets. Prognosis?"
EARLIER = "Told earlier and not weighed here either: pregnancy or breast-feeding."


def test_a_condition_stays_in_the_conversation_and_is_named_again(consultant: Consultant) -> None:
    later = last_answer(consultant, PREGNANT, "Ki-67 is 1 %", "Treatment options?")
    assert EARLIER in later.warnings
    assert EARLIER not in last_answer(consultant, PREGNANT).warnings


@pytest.mark.parametrize("follow_up", ["more", "What if the Ki-67 were 30 %?"])
def test_a_condition_is_named_where_the_answer_is_told_again_or_supposed(
    consultant: Consultant, follow_up: str
) -> None:
    assert "pregnancy" in " ".join(last_answer(consultant, PREGNANT, follow_up).warnings)


@pytest.mark.parametrize(
    "follow_up", ["She is not pregnant. Treatment options?", "New patient: 60M rectal NET G1, 8 mm"]
)
def test_a_condition_goes_when_it_is_denied_or_another_patient_comes(consultant: Consultant, follow_up: str) -> None:
    assert "pregnancy" not in " ".join(last_answer(consultant, PREGNANT, follow_up).warnings)


def test_a_condition_told_before_there_is_a_case_is_kept(consultant: Consultant) -> None:
    later = last_answer(consultant, "My patient is on dialysis. Options?", "Ileal NET G1 with liver mets. Options?")
    assert "kidney function" in " ".join(later.warnings)


def test_a_limit_is_given_by_its_source_or_marked_as_not_checked(consultant: Consultant) -> None:
    limits = [limit for condition in conditions() for limit in condition.limits]
    assert limits
    for limit in limits:
        assert limit.checked == (limit.source is not None)
        if limit.source is not None:
            passage = consultant.library.passage(limit.source)
            assert passage is not None
            assert {limit.below, limit.above} & passage_numbers(passage)
