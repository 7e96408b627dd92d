"""Examples: passages that name a treatment or a grade, and whether it was given, or is the tumour's."""

import ast
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from chains.extract.judge import MainText
from chains.extract.reader import read_facts
from chains.extract.second.surroundings import Words, surroundings, words_of
from chains.extract.text.fold import fold
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.treatment.treatments import named_untold
from knowledge.case import GIVEN

MANY_TEXTS = 15
"""In so many texts a word stands that tells something."""
SHORTEST, LONGEST = 10, 600
"""How long a text in a test is that may be a sentence of a clinician."""
_GRADE = re.compile(r"(?<![a-z0-9])(?:g|grade|gr\.?|grad) ?-?([1-3]|i{1,3})(?![a-z0-9])")
"""What looks like a grade, whoever's it is."""


class Example(NamedTuple):
    """A passage by its features, for a field of the case, and whether the fact holds."""

    field: str
    features: list[str]
    holds: bool


def often_met(texts: Iterable[str]) -> frozenset[str]:
    """The words that stand in many of the texts; a person's name does not."""
    met = Counter(word for text in texts for word in set(words_of(fold(text).text)))
    return frozenset(word for word, texts_with_it in met.items() if texts_with_it >= MANY_TEXTS)


def of_main_texts(texts: Iterable[MainText], known: Container[str]) -> Iterator[Example]:
    """The examples of texts whose main facts a person wrote down; what the gold leaves out teaches nothing."""
    for one in texts:
        page, found = read_facts(one.text)
        near = Words(page.folded.text, known)
        kinds: Mapping[str, str] = one.gold.get("treatments") or {}
        for kind, name, start, end, _ in _treatments(page, found):
            if kind in kinds:
                yield Example(
                    "treatments",
                    sorted(surroundings(near.around(start, end), kind, name)),
                    kinds[kind] in GIVEN,
                )
        if "stated_grade" in one.gold:
            for grade, start, end, _ in _grades(page, found):
                yield Example(
                    "stated_grade",
                    sorted(surroundings(near.around(start, end), "stated_grade")),
                    grade == one.gold["stated_grade"],
                )


def of_tests(texts: Iterable[str], known: Container[str]) -> Iterator[Example]:
    """The examples of sentences that tests of the rules hold: there the rules read what the tests say."""
    for text in texts:
        page, found = read_facts(text)
        near = Words(page.folded.text, known)
        for kind, name, start, end, status in _treatments(page, found):
            yield Example(
                "treatments",
                sorted(surroundings(near.around(start, end), kind, name)),
                status in GIVEN,
            )
        for _, start, end, read in _grades(page, found):
            yield Example("stated_grade", sorted(surroundings(near.around(start, end), "stated_grade")), read)


def sentences(folder: Path) -> list[str]:
    """Every text in the tests of a folder that may be a clinician's, each once."""
    texts = {
        node.value
        for path in sorted(folder.glob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return sorted(text for text in texts if SHORTEST <= len(text) <= LONGEST and " " in text)


def _treatments(page: Page, found: list[Found]) -> Iterator[tuple[str, str, int, int, str | None]]:
    """Every treatment that a text names: kind, name, place, and the state that the rules tell of it."""
    told = {(fact.start, fact.end) for fact in found if fact.field == "treatments"}
    for fact in found:
        if fact.field == "treatments":
            yield fact.value.kind, fact.value.name, fact.start, fact.end, fact.value.status
    for one in named_untold(page):
        if (one.start, one.end) not in told:
            yield one.kind, one.name, one.start, one.end, None


def _grades(page: Page, found: list[Found]) -> Iterator[tuple[Any, int, int, bool]]:
    """Every grade that the rules read, and whatever else looks like one: the number, its place, whether it was read."""
    read = {fact.start for fact in found if fact.field == "stated_grade"}
    for fact in found:
        if fact.field == "stated_grade":
            yield fact.value, fact.start, fact.end, True
    for match in _GRADE.finditer(page.folded.text):
        if match.start() not in read:
            yield int(match[1]) if match[1].isdigit() else len(match[1]), *match.span(), False
