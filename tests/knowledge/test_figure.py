"""Figure: what a number of a statement must tell, and what is refused in one sentence."""

from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from knowledge.figure import Figure, FigureName, Unit
from knowledge.register import RegisterError, load_register

REGISTER = load_register()
SOURCE = """
id = "one"
kind = "research"
title = "A paper"
authors = "A"
venue = "J"
year = 2020
checked = false

[[statements]]
key = "s1"
topic = "prognosis"
text = "Median PFS was 18 months."
applies_to = { sites = ["pancreas"] }
figures = [{ name = "patients", value = 9, unit = "count" }, { FIGURE }]
checked = false
"""


def refusal(folder: Path, figure: str) -> str:
    (folder / "research").mkdir()
    (folder / "research" / "one.toml").write_text(SOURCE.replace("FIGURE", figure), encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        load_register(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ('name = "pfs", value = 18, unit = "fortnights"', "unit: input should be 'years'"),
        ('name = "luck", value = 18, unit = "months"', "name: input should be 'os'"),
        ('name = "pfs", value = 18, unit = "months", arm = "placebo"', "arm: extra inputs are not permitted"),
        ('name = "pfs", value = 18, unit = "months", low = 20, high = 30', " value 18 is outside its interval"),
        ('name = "pfs", value = 18, unit = "months", high = 17', " value 18 is outside its interval"),
        ('name = "ki67", low = 20, high = 3, unit = "percent"', " low 20 is above high 3"),
        ('name = "response", value = 118, unit = "percent"', " 118 percent is not between 0 and 100; a change is told"),
        ('name = "size_change", value = -63, unit = "percent"', " -63 percent is not between 0 and 100"),
        ('name = "os", value = 95, unit = "p_value"', " 95 is not between 0 and 1, as a p_value is"),
        ('name = "os", value = -0.4, unit = "hazard_ratio"', " -0.4 hazard_ratio is below 0"),
        ('name = "pfs", unit = "months"', " a figure has a value, or the low or high end of a range"),
        ('name = "ki67", low = 3, unit = "percent", level = 95', " a level belongs to the interval around a value"),
        ('name = "pfs", value = 18, unit = "months", low = 9, level = 80', "level: input should be 90, 95 or 99"),
        ('name = "pfs", value = 18, unit = "months", n = 0', "n: input should be greater than or equal to 1"),
        ('name = "pfs", value = 18, unit = "months", population = ""', "population: string should have at least 1"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_with_its_place(tmp_path: Path, figure: str, said: str) -> None:
    place = "research/one.toml: statements.1.figures.2"
    assert refusal(tmp_path, figure).startswith(f"{place}:{said}" if said.startswith(" ") else f"{place}.{said}")


@pytest.mark.parametrize(
    "figure",
    [
        {"name": "pfs", "value": 0.47, "unit": "hazard_ratio", "low": 0.30, "high": 0.73, "level": 95, "n": 204},
        {"name": "os", "value": 54.1, "unit": "months", "low": 37.9},
        {"name": "size", "high": 2, "unit": "cm"},
        {"name": "os", "value": 0, "unit": "percent", "low": 0, "high": 100, "at_months": 60},
        {"name": "growth_rate", "value": -1.4, "unit": "percent_a_month"},
    ],
)
def test_a_figure_with_its_interval_a_limit_and_a_change_are_taken(figure: dict[str, Any]) -> None:
    assert Figure.model_validate(figure).model_dump(exclude_none=True) == figure


def test_a_p_value_of_survival_is_no_outcome() -> None:
    assert Figure(name="os", value=0.02, unit="p_value").is_outcome is False
    assert Figure(name="os", value=48, unit="months").is_outcome is True
    assert Figure(name="patients", value=48, unit="count").is_outcome is False


def test_a_figure_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Figure(name="os", value=48, unit="months").value = 60


def test_every_word_of_the_vocabulary_is_used_and_stands_in_the_glossary() -> None:
    figures = [f for source in REGISTER.values() for statement in source.statements for f in statement.figures]
    glossary = (Path(__file__).parents[2] / "GLOSSARY.md").read_text(encoding="utf-8")
    assert {figure.name for figure in figures} == set(get_args(FigureName))
    assert {figure.unit for figure in figures} == set(get_args(Unit))
    assert [name for name in get_args(FigureName) if f"`{name}`" not in glossary] == []


@pytest.mark.parametrize(
    ("key", "figure"),
    [
        ("clarinet-2014#s1", {"name": "pfs", "value": 18.0, "unit": "months", "population": "placebo"}),
        ("clarinet-2014#s2", {"name": "pfs", "value": 65.1, "unit": "percent", "population": "lanreotide",
                              "at_months": 24}),
        ("ellison-2014#s2", {"name": "os", "value": 56, "unit": "percent", "low": 42, "high": 73,
                             "population": "stage IV", "at_months": 60}),
        ("netter-1-final-os-2021#s1", {"name": "os", "value": 36.3, "unit": "months", "low": 25.9, "high": 51.7,
                                       "population": "high-dose octreotide"}),
        ("das-2021#s1", {"name": "pfs", "of": "each point more", "value": 1.22, "unit": "hazard_ratio", "low": 0.91,
                         "high": 1.65, "population": "no lutetium dotatate", "n": 31}),
        ("enets-2016-pnet#s1", {"name": "size", "high": 2, "unit": "cm"}),
        ("label-welireg#s2", {"name": "response", "value": 83, "unit": "percent", "low": 52, "high": 98, "level": 95,
                              "n": 12}),
    ],
)  # fmt: skip
def test_a_figure_of_the_register_keeps_its_arm_its_interval_and_its_time(key: str, figure: dict[str, Any]) -> None:
    source, _, number = key.partition("#")
    statement = next(one for one in REGISTER[source].statements if one.key == number)
    assert Figure.model_validate(figure) in statement.figures
