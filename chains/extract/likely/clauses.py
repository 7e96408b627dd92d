"""Clauses: the words of a text by sentence, and what of them the likely reader weighs beside the words of a slot."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from chains.extract.second.surroundings import plain_word, word_matches
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table

NEAR_WORDS = 4
"""So many words from a word of the slot a run of words may end and still be near it."""
LONGEST_RUN = 2
"""How many words in a row are one feature."""
_ENDS = frozenset(".;?!\n")


class Run(NamedTuple):
    """Words in a row within a sentence: the place of the first, how many they are, and the words."""

    at: int
    words: int
    text: str


class Clause(NamedTuple):
    """A sentence: its known words, where each stands, its runs, and the places of the words of each slot."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    runs: tuple[Run, ...]
    named: Mapping[str, tuple[int, ...]]


@cache
def slots() -> Mapping[str, re.Pattern[str]]:
    """What may be told, each with the words beside which it is looked for."""
    told: Mapping[str, str] = table("likely")["slot"]
    return {
        name: re.compile("|".join(form.replace("*", "[a-z]*") for form in sorted(forms.split())))
        for name, forms in told.items()
    }


@cache
def _slots_of(word: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in slots().items() if pattern.fullmatch(word))


def clauses_of(page: Page, known: Container[str]) -> tuple[Clause, ...]:
    """The sentences of a page that name a word of any slot; words that are not ``known``, and numbers, are passed over.

    What a page keeps from being read, as of relatives and of other cancers, is no word here either.
    """
    return tuple(clause for clause in _sentences(page, known) if clause.named)


def _sentences(page: Page, known: Container[str]) -> Iterator[Clause]:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in word_matches(page.text):
        word = match.group()
        if word[0].isdigit():
            word = plain_word(word)
        if word in known and word != "\n":
            words.append(word)
            spans.append(match.span())
        if word in _ENDS and words:
            yield _clause(words, spans)
            words, spans = [], []
    if words:
        yield _clause(words, spans)


def _clause(words: list[str], spans: list[tuple[int, int]]) -> Clause:
    named: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        for slot in _slots_of(word):
            named.setdefault(slot, []).append(place)
    runs = [
        Run(at, length, " ".join(words[at : at + length]))
        for length in range(1, LONGEST_RUN + 1)
        for at in range(len(words) - length + 1)
    ]
    return Clause(tuple(words), tuple(spans), tuple(runs), {name: tuple(places) for name, places in named.items()})


def features(clauses: Iterable[Clause], slot: str) -> frozenset[str]:
    """The features of a text for a slot; none where no word of the slot stands in it.

    A run of words alone stands for any of the sentences, behind ``A`` for those that name the slot, behind ``N`` for a
    run near such a word.
    """
    told = list(clauses)
    found: set[str] = set()
    if not any(slot in clause.named for clause in told):
        return frozenset()
    for clause in told:
        found.update(run.text for run in clause.runs)
        found |= of_clause(clause, slot)
    return frozenset(found)


def of_clause(clause: Clause, slot: str) -> set[str]:
    """The features of a sentence that names the slot; none where it does not."""
    places = clause.named.get(slot)
    if places is None:
        return set()
    found = {f"A {run.text}" for run in clause.runs}
    near = {at for place in places for at in range(place - NEAR_WORDS, place + NEAR_WORDS + 1)}
    found.update(f"N {run.text}" for run in clause.runs if run.at in near or run.at + run.words - 1 in near)
    return found
