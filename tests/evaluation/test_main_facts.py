"""The reader over texts of which only the main facts were written down; what is told wrongly is dangerous."""

from pathlib import Path

import pytest

from chains.extract.judge import MainText, judge, load_main_texts
from chains.extract.score import table

HERE = Path(__file__).parent
BUILD, REPORT = HERE / "main_facts_build.json", HERE / "main_facts_report.json"
HARD, THREADS = HERE / "main_facts_hard.json", HERE / "main_facts_thread.json"


def test_the_main_facts_of_the_texts_used_while_building_are_read_and_hardly_any_wrong_value_is_told() -> None:
    build = judge(load_main_texts(BUILD))  # one test, as reading so many texts takes its time
    assert build.texts >= 250
    assert build.micro.f1 >= 0.97, table(build)
    assert len(build.dangerous) <= build.texts // 500, [(one.text, one.dangerous) for one in build.dangerous]


def test_the_main_facts_of_the_texts_kept_for_the_report_are_read_too() -> None:
    result = judge(load_main_texts(REPORT))
    assert result.micro.f1 >= 0.96, table(result)


def test_messages_and_documents_as_people_type_them_are_read_less_well_and_no_worse_than_that() -> None:
    result = judge(load_main_texts(THREADS))
    assert result.micro.f1 >= 0.90, table(result)
    assert result.micro.precision >= 0.95, table(result)


def test_few_wrong_values_are_told_of_texts_written_to_mislead() -> None:
    result = judge(load_main_texts(HARD))
    assert result.micro.precision >= 0.95, table(result)
    assert len(result.dangerous) <= result.texts // 50, [(one.text, one.dangerous) for one in result.dangerous]


@pytest.mark.parametrize("told", ["present", "possible"])
def test_spread_told_where_nothing_may_be_told_is_dangerous(told: str) -> None:
    text = {"present": "pNET G2 with bone mets", "possible": "pNET G2, bone mets possible"}[told]
    result = judge([MainText(text=text, gold={"metastases": {"bone": "none"}})])
    assert [one.dangerous for one in result.misreadings] == [(f"metastases.bone: {told}, not None",)]


@pytest.mark.parametrize(
    ("gold", "wrong"),
    [
        ({"stated_grade": 1}, ("stated_grade: 2, not 1",)),
        ({"treatments": {"prrt": "not_given"}}, ("treatments.prrt: done, not not_given",)),
        ({"metastases": {"liver": "absent"}}, ("metastases.liver: present, not absent",)),
        ({"ki67": []}, ("ki67: [(8.0, 8.0)], not []",)),
    ],
)
def test_a_wrong_value_told_is_dangerous(gold: dict[str, object], wrong: tuple[str, ...]) -> None:
    result = judge([MainText(text="pNET G2, Ki-67 8 %, liver mets, PRRT completed 2021", gold=gold)])
    assert [one.dangerous for one in result.misreadings] == [wrong]


@pytest.mark.parametrize(
    "gold", [{"stated_grade": 2}, {"metastases": {"bone": "present"}}, {"age_years": 60}, {"fdg": "positive"}]
)
def test_a_value_missed_is_not_dangerous(gold: dict[str, object]) -> None:
    result = judge([MainText(text="pNET G2, Ki-67 8 %, liver mets, PRRT completed 2021", gold=gold)])
    assert not result.dangerous


def test_a_field_that_the_gold_leaves_out_is_not_judged() -> None:
    result = judge([MainText(text="pNET G2, Ki-67 8 %", gold={"primary_site": "pancreas"})])
    assert (result.micro.right, result.micro.wrong, result.micro.missed) == (1, 0, 0)


def test_a_treatment_told_as_over_that_still_runs_is_wrong_but_not_dangerous() -> None:
    result = judge([MainText(text="pNET, PRRT completed 2021", gold={"treatments": {"prrt": "ongoing"}})])
    assert (result.micro.wrong, result.dangerous) == (1, ())
