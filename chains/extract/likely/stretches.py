"""Stretches: the words of a text by sentence, and what of them the likely reader weighs beside the words of a slot."""

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from chains.extract.second.surroundings import plain_word, word_matches
from chains.extract.second.weights import known_words
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table

LEAST_WORDS = 10
"""Fewer known words than these in the stretches of a text tell too little."""
NEAR_WORDS = 4
"""So many words from a word of the slot a run of words may end and still be near it."""
LONGEST_RUN = 2
"""How many words in a row are one feature."""
_ENDS = frozenset(".;?!\n")


class Run(NamedTuple):
    """Words in a row within a sentence: the places of the first and the last, and the words as three features.

    Alone they stand for any sentence, behind ``A`` for one that names the slot, behind ``N`` for words near its name.
    """

    first: int
    last: int
    alone: str
    along: str
    near: str


class Stretch(NamedTuple):
    """A sentence: where its known words stand, its runs, and the places of the words of each slot."""

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


def stretches_of(page: Page) -> tuple[Stretch, ...]:
    """The sentences of a page that name a word of any slot; words that are not known, and numbers, are passed over.

    What a page keeps from being read, as of relatives and of other cancers, is no word here either.
    """
    return tuple(stretch for stretch in _sentences(page, known_words()) if stretch.named)


def is_short(page: Page) -> bool:
    """Whether a page holds too few known words to be weighed: a short message is understood from what it answers."""
    return sum(len(stretch.spans) for stretch in page.kept(stretches_of)) < LEAST_WORDS


def _sentences(page: Page, known: Container[str]) -> Iterator[Stretch]:
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
            yield _stretch(words, spans)
            words, spans = [], []
    if words:
        yield _stretch(words, spans)


def _stretch(words: list[str], spans: list[tuple[int, int]]) -> Stretch:
    named: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        for slot in _slots_of(word):
            named.setdefault(slot, []).append(place)
    if not named:
        return Stretch((), (), {})
    runs = []
    for length in range(1, LONGEST_RUN + 1):
        for at in range(len(words) - length + 1):
            text = " ".join(words[at : at + length])
            runs.append(Run(at, at + length - 1, text, f"A {text}", f"N {text}"))
    return Stretch(tuple(spans), tuple(runs), {name: tuple(places) for name, places in named.items()})


def _alone(page: Page) -> frozenset[str]:
    return frozenset(run.alone for stretch in page.kept(stretches_of) for run in stretch.runs)


def seen(page: Page, slot: str) -> tuple[frozenset[str], set[str]] | None:
    """The features of a page that are those of any slot, and its own; None where no word of the slot stands in it."""
    own = [of_stretch(stretch, slot) for stretch in page.kept(stretches_of) if slot in stretch.named]
    return (page.kept(_alone), set().union(*own)) if own else None


def features(page: Page, slot: str) -> frozenset[str]:
    """The features of a page for a slot; none where no word of the slot stands in it."""
    found = seen(page, slot)
    return found[0].union(found[1]) if found else frozenset()


def of_stretch(stretch: Stretch, slot: str) -> set[str]:
    """The features of a sentence for the slot that it names; none where it does not."""
    places = stretch.named.get(slot)
    if places is None:
        return set()
    found = {run.along for run in stretch.runs}
    near = {at for place in places for at in range(place - NEAR_WORDS, place + NEAR_WORDS + 1)}
    found.update(run.near for run in stretch.runs if run.first in near or run.last in near)
    return found
