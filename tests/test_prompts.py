"""Prompts are checked files: their variables are known, what is filled in stays data, a change is seen."""

import re

import pytest

from prompts import Prompt, PromptError, load


@pytest.mark.parametrize("values", [{}, {"fields": "x"}, {"fields": "x", "fence": "y", "text": "z"}])
def test_a_missing_or_unknown_variable_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(PromptError, match="fill_fields"):
        load("fill_fields").render(**values)


def test_what_is_filled_in_is_not_read_for_variables() -> None:
    assert Prompt("p", "a $text b").render(text="$fence ${x} $") == "a $fence ${x} $ b"


def test_a_changed_wording_has_another_digest() -> None:
    assert Prompt("p", "a").digest != Prompt("p", "b").digest


@pytest.mark.parametrize("name", ["fill_fields", "write_answer", "write_sources"])
def test_a_prompt_holds_no_clinical_figure(name: str) -> None:
    assert re.findall(r"\d", load(name).text) == []
