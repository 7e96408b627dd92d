"""The figures of the reader over texts with gold facts."""

from functools import cache
from pathlib import Path

import pytest

from chains.extract.score import Example, FieldScore, Score, load_examples, score, table

HERE = Path(__file__).parent
BUILD, REPORT = HERE / "extraction_build.toml", HERE / "extraction_report.toml"


@cache
def scored(path: Path) -> Score:
    """Several tests judge one reading of so many texts."""
    return score(load_examples(path))


@pytest.fixture
def build() -> Score:
    return scored(BUILD)


def test_the_reader_reaches_its_target_on_the_texts_it_was_built_with(build: Score) -> None:
    assert build.texts >= 500
    assert build.micro.f1 >= 0.98, table(build)


@pytest.mark.parametrize("path", [BUILD, REPORT], ids=["build", "report"])
def test_no_text_is_misread_dangerously(path: Path) -> None:
    assert [(one.text, one.dangerous) for one in scored(path).dangerous] == []


def test_the_texts_kept_for_the_report_are_read_well_too() -> None:
    result = scored(REPORT)
    assert result.texts >= 150
    assert result.micro.f1 >= 0.95, table(result)


def test_an_optional_fact_counts_neither_for_nor_against() -> None:
    told = Example(text="G2 pNET, PRRT?", gold=frozenset({"stated_grade 2", "primary_site pancreas", "histology net"}))
    with_option = told.model_copy(update={"optional": frozenset({"treatments prrt considered"})})
    assert score([told]).micro.wrong == 1
    assert (score([with_option]).micro.wrong, score([with_option]).micro.missed) == (0, 0)


def test_precision_recall_and_f1_are_counted_by_fact() -> None:
    counted = FieldScore(field="ki67", right=8, wrong=2, missed=0)
    assert (counted.precision, counted.recall, round(counted.f1, 3)) == (0.8, 1.0, 0.889)


def test_the_table_has_a_line_a_field_and_the_sum(build: Score) -> None:
    lines = table(build).splitlines()
    assert lines[0].startswith("field")
    assert lines[-1].startswith("all")
    assert len(lines) == len(build.fields) + 2
