"""The model card: fresh in all that is cheap to count, and honest about what its figures were measured on."""

import re

import pytest

from bot.card import FILE, ROOT, Measured, Results, results_of, stored, text, versions
from knowledge.register import edition
from tests.packaged import REGISTER as SOURCES
from tests.packaged import RULEBOOK as RULES


def test_the_card_is_fresh() -> None:
    assert FILE.read_text(encoding="utf-8") == text(RULES, SOURCES, edition(), stored()), "run: make card"


def test_the_card_says_what_it_is_for_where_it_ends_and_that_it_is_no_device() -> None:
    card = FILE.read_text(encoding="utf-8")
    for heading in (
        "What it is for",
        "How an answer comes about",
        "What it knows",
        "How well it does",
        "Where it ends",
    ):
        assert f"\n## {heading}\n" in card
    for words in ("**Not a medical device.**", "not a clinical validation", "**Not for** patients"):
        assert words in card
    for link in re.findall(r"\]\(([^)]+)\)", card):
        assert (ROOT / link).is_file()


def test_figures_of_another_register_or_other_rules_are_said_to_be_of_an_earlier_state() -> None:
    now = versions(RULES, SOURCES)
    figure = Measured(name="n", value=99.5, unit="%", items=10, missed=1)
    fresh = text(RULES, SOURCES, edition(), Results(versions=now, figures=(figure,)))
    assert "measured on the versions above" in fresh
    assert "| n | 99.5 % | 10 | 1 |" in fresh
    old = text(RULES, SOURCES, edition(), Results(versions=now.model_copy(update={"rules": "0ld"}), figures=(figure,)))
    assert "measured on an earlier state" in old
    assert "`0ld`" in old


def test_the_stored_figures_hold_counts_and_no_texts_and_no_times() -> None:
    evaluation = {
        "figures": [
            {"name": "a", "value": 1.0, "unit": "%", "items": 3, "missed": ["an invented case", "another"]},
            {"name": "b", "value": 1.0, "unit": "ms", "items": 3, "missed": []},
        ]
    }
    found = results_of(evaluation, versions(RULES, SOURCES))
    assert found.figures == (Measured(name="a", value=1.0, unit="%", items=3, missed=2),)
    assert len(stored().figures) > 20


def test_a_register_without_a_source_makes_another_card() -> None:
    fewer = dict(list(SOURCES.items())[1:])
    with pytest.raises(AssertionError):
        assert text(RULES, SOURCES, edition(), stored()) == text(RULES, fewer, edition(), stored())
