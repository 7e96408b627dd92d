"""A hint: plain words and patterns, of which a text must hold one."""

import re

import pytest

from chains.extract.text.hint import Hint

FORM = r"never|not (?:correct|true)|\boff\b|mix-?up|n't be|cop(?:y|ied)"


@pytest.mark.parametrize(
    "text",
    [
        "this was never given",
        "that is not true",
        "came off it",
        "a mixup of notes",
        "can't be right",
        "copied from the last letter",
        "an offer, a copier, nothing else",
        "not quite correct",
        "",
    ],
)
def test_a_hint_stands_in_a_text_where_its_pattern_would_be_found(text: str) -> None:
    assert Hint(FORM).stands_in(text) == (re.search(FORM, text) is not None)


def test_a_hint_of_plain_words_alone_needs_no_pattern() -> None:
    assert Hint("twenty| point ").stands_in("six point two")
    assert not Hint("twenty| point ").stands_in("six points")
