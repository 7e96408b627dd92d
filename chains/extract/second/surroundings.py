"""Surroundings: the words around a place of a text, as the features that the second reader weighs."""

import re

WINDOW_CHARS = 160
"""How much of the text on either side is looked at."""
MOST_WORDS = 14
"""How many words on either side are."""
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)?|[^\w\s]|\n")
_ENDS = frozenset(".;?\n")
_DISTANCE = (0, 1, 2, 2, 3, 3, 3, 3)
"""How far a word stands, by its place: next, next but one, near, further; beyond these it is far."""
_FAR = 4
_YEAR = "year"
_MOST_TRIPLES = 3


def surroundings(text: str, start: int, end: int, *names: str) -> list[str]:
    """The features of a passage of the folded text, each once: what it names, and words, pairs and triples near it.

    ``<`` stands before the passage and ``>`` behind it, with a number for the distance; of another sentence (``~``) the
    words alone count. The first name is the kind of the passage: a word of its sentence is told with it and without.
    """
    before, behind = _around(text, start, end)
    told = {f"= {name}" for name in names}
    told.update(_side("<", names[0], before), _side(">", names[0], behind))
    if before and behind:
        told.add(f"{before[0]} <> {behind[0]}")
    return sorted(told)


def words_around(text: str, start: int, end: int) -> int:
    """How many words stand near a passage, signs and numbers left out."""
    return sum(word.isalpha() for side in _around(text, start, end) for word in side if word != _YEAR)


def _around(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The words before a passage, the nearest first, and those behind it."""
    before = [_plain(word) for word in _WORD.findall(text[max(0, start - WINDOW_CHARS) : start])][-MOST_WORDS:][::-1]
    return before, [_plain(word) for word in _WORD.findall(text[end : end + WINDOW_CHARS])][:MOST_WORDS]


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


def _plain(word: str) -> str:
    """A word as it is, a number as its kind: which number it is says nothing of whether a treatment was given."""
    if not word[0].isdigit():
        return word
    if not word.isdigit():
        return "0.0"
    return _YEAR if len(word) == 4 and word[:2] in ("19", "20") else "0" * len(word)
