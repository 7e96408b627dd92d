"""Forms are tried only where they can begin - and nothing is missed by that."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chains.extract.text.opening import ANY, openings, parts_of, scan
from chains.extract.text.vocabulary import LEFT, RIGHT, index, pattern, table

LISTS = [
    (name, section)
    for name in ("sites", "spread", "treatments", "cancers", "histology", "imaging", "sizes", "hormones")
    for section, body in table(name).items()
    if isinstance(body, dict) and body and all(isinstance(one, dict) and "forms" in one for one in body.values())
]
WORDS = (
    *("the", "liver", "hepatic", "mets", "metastases", "pancreas", "tail", "of", "ileum", "bone", "lns", "nodes"),
    *("octreotide", "lar", "prrt", "lu-177", "dotatate", "whipple", "small", "bowel", "resection", "s/p", "dp", "g2"),
    *("net", "nec", "3", "12", "mm", "cm", "x", "-", "/", "(", ")", ",", ".", "\n"),
)
TEXT = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("liver", {"live"}),
        ("p-?net", {"pnet", "p-ne"}),
        ("(?:distal|left) panc", {"dist", "left"}),
        ("(?:open )?whipple", {"open", "whip"}),
        (r"\d ?mm", {f"{digit}{rest}" for digit in range(10) for rest in (" mm", "mm")}),
        ("[ab]c", {"ac", "bc"}),
        ("(?<!non )small", {"smal"}),
        ("a|bcde", {"a", "bcde"}),
        (".x", {ANY}),
    ],
)
def test_the_opening_of_a_form_is_what_a_match_can_begin_with(form: str, expected: set[str]) -> None:
    assert openings(form) == expected


def test_a_mark_is_tried_against_openings_of_every_length() -> None:
    assert parts_of("live") == (ANY, "l", "li", "liv", "live")


@pytest.mark.parametrize(("name", "section"), LISTS, ids=[f"{name}.{section}" for name, section in LISTS])
@settings(max_examples=25, deadline=None)
@given(text=TEXT)
def test_a_word_list_finds_what_one_great_pattern_finds(name: str, section: str, text: str) -> None:
    entries = {entry: list(body["forms"]) for entry, body in table(name)[section].items()}
    pairs = sorted((pattern(form) for forms in entries.values() for form in forms), key=len, reverse=True)
    great = re.compile(f"{LEFT}(?:{'|'.join(pairs)}){RIGHT}")
    expected = [match.group().strip() for match in great.finditer(text) if match.group().strip()]
    assert [text[start:end].strip() for _, start, end in index(name, section).find(text)] == expected


@settings(max_examples=100, deadline=None)
@given(text=TEXT, start=st.integers(0, 20), end=st.integers(20, 200))
def test_scanning_finds_what_finditer_finds(text: str, start: int, end: int) -> None:
    searched = re.compile(rf"{LEFT}(?:\d{{1,2}} ?(?:mm|cm)|(?:small )?bowel|p?net|li[a-z]+){RIGHT}")
    stop = min(end, len(text))
    assert [m.span() for m in scan(searched, text, start, stop)] == [
        m.span() for m in searched.finditer(text, start, stop)
    ]
