"""Stretches: the words of a text by sentence, and what of them the likely reader weighs beside the words of a slot."""

import re
from collections.abc import Container, Iterator, Mapping, Set
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from chains.extract.second.surroundings import plain_word, word_matches
from chains.extract.second.weights import known_words
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table

LEAST_WORDS = 10
"""Fewer known words than these in the stretches of a text tell too little."""
SIGNS = ("", "A ", "N ", "K ")
"""What features begin with: of any sentence, of one along with the slot, near it, and of what is known."""
NEAR_WORDS = 4
"""So many words from a word of the slot a run of words may end and still be near it."""
_ENDS = frozenset(".;?!\n")


class Stretch(NamedTuple):
    """A sentence that names a word of a slot.

    Where its known words stand, its runs (each word, then each pair of words), and by slot the places of the words that
    name it.
    """

    spans: tuple[tuple[int, int], ...]
    runs: tuple[str, ...]
    named: Mapping[str, tuple[int, ...]]


class Seen(NamedTuple):
    """Runs of words by where they stand: in any sentence, in one that names the slot, near its name; what is known."""

    alone: Set[str]
    along: Set[str] = frozenset()
    near: Set[str] = frozenset()
    known: Set[str] = frozenset()

    def features(self) -> frozenset[str]:
        """Each as a feature, behind the sign of where it stands."""
        return frozenset(f"{sign}{one}" for sign, own in zip(SIGNS, self, strict=True) for one in own)


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
    runs = (*words, *(f"{one} {other}" for one, other in pairwise(words)))
    return Stretch(tuple(spans), runs, {name: tuple(places) for name, places in named.items()})


def _alone(page: Page) -> frozenset[str]:
    return frozenset(run for stretch in page.kept(stretches_of) for run in stretch.runs)


def seen(page: Page, slot: str, known: Set[str] = frozenset()) -> Seen | None:
    """What of a page is weighed for a slot, and of what is known; None where no word of the slot stands in it."""
    own = [of_stretch(stretch, slot) for stretch in page.kept(stretches_of) if slot in stretch.named]
    if not own:
        return None
    along, near = set[str]().union(*(one.along for one in own)), set[str]().union(*(one.near for one in own))
    return Seen(page.kept(_alone), along, near, known)


def features(page: Page, slot: str, known: Set[str] = frozenset()) -> frozenset[str]:
    """The features of a page for a slot; none where no word of the slot stands in it."""
    found = seen(page, slot, known)
    return found.features() if found else frozenset()


def of_stretch(stretch: Stretch, slot: str) -> Seen:
    """What is weighed of a sentence by itself for the slot that it names; nothing where it does not."""
    places, runs, words = stretch.named.get(slot, ()), stretch.runs, len(stretch.spans)
    if not places:
        return Seen(frozenset())
    near: set[str] = set()
    for place in places:
        low, high = max(0, place - NEAR_WORDS), place + NEAR_WORDS + 1
        near.update(runs[low : min(high, words)], runs[words + max(0, low - 1) : words + high])
    return Seen(frozenset(), frozenset(runs), near)
