"""A text of the evaluation is judged only by what it was annotated for."""

from chains.extract.judge import MainText, judge
from chains.extract.score import Example, score

TEXT = "NET G2 of the pancreatic tail, NLR 3.1"
OLD = frozenset({"histology net", "stated_grade 2", "primary_site pancreas"})


def test_a_text_annotated_before_a_field_was_known_is_not_judged_for_it() -> None:
    result = score([Example(text=TEXT, gold=OLD)])
    assert (result.micro.right, result.micro.wrong, result.micro.missed) == (3, 0, 0)


def test_a_text_that_annotates_a_later_field_is_judged_for_it() -> None:
    result = score([Example(text=TEXT, gold=OLD | {"pancreas_part head", "nlr 3.1"})])
    assert (result.micro.right, result.micro.wrong, result.micro.missed) == (4, 1, 1)


def test_a_fact_of_a_later_field_that_must_never_be_told_is_dangerous_all_the_same() -> None:
    result = score([Example(text=TEXT, gold=OLD, never=("pancreas_part",))])
    assert [one.dangerous for one in result.misreadings] == [("pancreas_part tail",)]


def test_fields_that_were_always_annotated_are_judged_as_before() -> None:
    result = score([Example(text=TEXT, gold=frozenset({"histology net"}))])
    assert (result.micro.right, result.micro.wrong) == (1, 2)


def test_the_main_facts_are_judged_part_by_part() -> None:
    gold = {"pancreas_part": "tail", "bone": {"lesion_count": 4}, "liver_distribution": None}
    result = judge([MainText(text=f"{TEXT}, 5 bone mets", gold=gold)])
    assert [one.wrong for one in result.misreadings] == [("bone.lesion_count: 5, not 4",)]
