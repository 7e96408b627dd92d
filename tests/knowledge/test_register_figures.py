"""The figures of the register: each stands in the sentence that carries it, with its time and its company."""

import re
from collections import Counter

import pytest

from knowledge.evidence import Source
from knowledge.figure import Figure
from knowledge.register import load_register, passages

REGISTER = load_register()


def numbers(text: str) -> set[float]:
    return {float(n) for n in re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text))}


YEARS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def told(figure: Figure) -> set[float]:
    """What the sentence must hold of a figure: all but the ends of an interval, which may be added from the source."""
    plain = {figure.value} if figure.value is not None else {figure.low, figure.high}
    return {abs(number) for number in (*plain, figure.n) if number is not None}


@pytest.mark.parametrize("source", REGISTER.values(), ids=lambda source: source.id)
def test_every_figure_and_its_number_of_patients_stand_in_the_sentence_that_carries_them(source: Source) -> None:
    absent = {
        (statement.key, figure.name): missing
        for statement in source.statements
        for figure in statement.figures
        if figure.of != "rounded" and (missing := told(figure) - numbers(statement.text))
    }
    assert absent == {}


@pytest.mark.parametrize("source", REGISTER.values(), ids=lambda source: source.id)
def test_the_time_of_a_figure_stands_in_the_sentence_that_carries_it(source: Source) -> None:
    absent = [
        (statement.key, figure.name, figure.at_months)
        for statement in source.statements
        for figure in statement.figures
        if figure.at_months
        and not {figure.at_months, figure.at_months / 12} & numbers(statement.text)
        and not {f"{word}-{unit}" for word, unit in spelt(figure.at_months)} & words(statement.text)
    ]
    assert absent == []


def spelt(months: float) -> list[tuple[str, str]]:
    """The time in words, as far as words are used: five-year, six-month."""
    years = [(YEARS[int(months / 12)], "year")] if months % 12 == 0 and months <= 120 else []
    return [*years, (YEARS[int(months)], "month")] if months <= 10 else years


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+-[a-z]+", text.lower()))


def test_whose_figure_it_is_and_what_of_name_no_number_that_the_sentence_does_not() -> None:
    wrong = [
        (passage.key, said)
        for passage in passages(REGISTER)
        for figure in passage.statement.figures
        for said in (figure.of or "", figure.population or "")
        if numbers(re.sub(r"\bR[01]\b", "", said)) - numbers(passage.statement.text)
    ]
    assert wrong == []


def test_a_rounded_figure_is_the_rounding_of_another_of_its_statement() -> None:
    rounded = {
        (passage.key, number): {round(n, 1) for other in passage.statement.figures for n in other.numbers()}
        for passage in passages(REGISTER)
        for figure in passage.statement.figures
        for number in figure.numbers()
        if figure.of == "rounded"
    }
    assert len(rounded) == 3
    assert [key for key, others in rounded.items() if key[1] not in others] == []


def test_no_two_figures_of_a_statement_tell_one_thing_of_one_company() -> None:
    twice = [
        (passage.key, what)
        for passage in passages(REGISTER)
        for what, count in Counter(map(_company, passage.statement.figures)).items()
        if count > 1
    ]
    assert twice == []


def _company(figure: Figure) -> tuple[object, ...]:
    """Whose figure it is and what of: pfs in months of the placebo arm."""
    return figure.name, figure.of, figure.unit, figure.population, figure.at_months
