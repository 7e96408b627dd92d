"""Surroundings: the words around a place of a text, as the features that the second reader weighs."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from typing import NamedTuple

WINDOW_CHARS = 300
"""How much of the text on either side is looked at."""
MOST_WORDS = 14
"""How many words on either side are."""
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)?|[^\w\s]|\n")
_OF_A_PERSON = re.compile(
    r"\+?\d[\d ()-]{6,}\d|\b[a-z]{1,3}-?\d{2}[-/][\dx]{3,}|\b[a-z]{1,3}-\d{4}-\d{3,}|\b[a-z]\.(?![a-z])|\bo'(?=[a-z])"
    r"|\b(?:c\.?f\.?:? ?)?[a-z]{6}\d\d[a-z]\d\d[a-z]\d{3}[a-z]|(?<=\d\d)\+(?= year)"
    r"|(?:(?<=geb\. )|(?<=geb )|(?<=geboren )|(?<=born )|(?<=dob )|(?<=dob: )|(?<=nato il )|(?<=nata il ))"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
)
_TAKEN_OUT = re.compile(rf"\[[a-z ]+\](?:-x+)?|(?<!\S)\S+@\S+|{_OF_A_PERSON.pattern}")
"""What stands for an identifier that was taken out ("[name]"), an address, the number of a telephone, a record, a
specimen or a taxpayer, a birth, an initial, the sign of an age that is told as a lower bound."""
_ENDS = frozenset(".;?\n")
_DISTANCE = (0, 1, 2, 2, 3, 3, 3, 3)
"""How far a word stands, by its place: next, next but one, near, further; beyond these it is far."""
_FAR = 4
_YEAR = "year"
_MOST_TRIPLES = 3


def words_of(text: str) -> Iterator[str]:
    """The words and signs of a folded text, numbers by their kind; none of what tells of a person, or stands for it."""
    return map(plain_word, _WORD.findall(_without_persons(text)))


def word_matches(text: str) -> Iterator[re.Match[str]]:
    """Where the words, numbers and signs of a folded text stand; none of what tells of a person, or stands for it."""
    return _WORD.finditer(_without_persons(text))


class Around(NamedTuple):
    """The known words around a passage, on each side the nearest first."""

    before: list[str]
    behind: list[str]

    @property
    def words(self) -> int:
        """How many they are, signs and numbers left out."""
        return sum(word.isalpha() for side in self for word in side if word != _YEAR)


class Words:
    """The known words of a folded text in order; a word that is not ``known`` is passed over, as a name is."""

    def __init__(self, text: str, known: Container[str]) -> None:
        self._words: list[str] = []
        self._starts: list[int] = []
        for match in word_matches(text):
            word = match.group()
            if word not in known and (not word[0].isdigit() or (word := plain_word(word)) not in known):
                continue  # a number is known by its kind
            self._words.append(word)
            self._starts.append(match.start())

    def around(self, start: int, end: int) -> Around:
        """What stands around a passage; a word that it begins or ends within belongs to it."""
        low, first = bisect_left(self._starts, start - WINDOW_CHARS), bisect_left(self._starts, start)
        last, high = bisect_left(self._starts, end), bisect_left(self._starts, end + WINDOW_CHARS)
        before, behind = (
            self._words[max(low, first - MOST_WORDS) : first],
            self._words[last : min(high, last + MOST_WORDS)],
        )
        return Around(before[::-1], behind)


def surroundings(near: Around, *names: str) -> set[str]:
    """The features of a passage: what it names, and the words, pairs and triples around it.

    ``<`` stands before the passage and ``>`` behind it, with a number for the distance; of another sentence (``~``) the
    words alone count. The first of ``names`` is the kind of the passage: a word of its sentence is told with it and
    without.
    """
    told = {f"= {name}" for name in names}
    told.update(_side("<", names[0], near.before), _side(">", names[0], near.behind))
    if near.before and near.behind:
        told.add(f"{near.before[0]} <> {near.behind[0]}")
    return told


def _side(sign: str, kind: str, words: list[str]) -> list[str]:
    told: list[str] = []
    for place, word in enumerate(words):
        if word in _ENDS:
            return told + [f"{sign}~ {other}" for other in words[place:]]
        near = _DISTANCE[place] if place < len(_DISTANCE) else _FAR
        told += (f"{sign}{near} {word}", f"{sign} {word}", f"{sign} {kind} {word}")
        for length in (2, 3):
            run = words[place : place + length]
            if len(run) == length and (length == 2 or place < _MOST_TRIPLES):
                in_order = " ".join(reversed(run) if sign == "<" else run)
                told.append(f"{sign}{near // 2 if length == 2 else place} {in_order}")
    return told


def _without_persons(text: str) -> str:
    """A text with spaces for what tells of a person, or stands for it; each character keeps its place."""
    taken_out = _TAKEN_OUT if "@" in text or "[" in text else _OF_A_PERSON
    return taken_out.sub(lambda match: " " * len(match.group()), text)


def plain_word(word: str) -> str:
    """A word as it is, a number as its kind: which number it is says nothing of whether a treatment was given."""
    if not word[0].isdigit():
        return word
    if not word.isdigit():
        return "0.0"
    return _YEAR if len(word) == 4 and word[:2] in ("19", "20") else "0" * len(word)
