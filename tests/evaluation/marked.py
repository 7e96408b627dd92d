"""Marked: texts with their identifiers marked in place, and what a finder made of them."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from chains.identifiers import identifiers

SET = Path(__file__).parent / "identifiers.toml"
_MARK = re.compile(r"\{(?P<kind>[a-z_?]+)\|(?P<text>[^{}]+)\}")
OPTIONAL = "?"


@dataclass(frozen=True)
class Marked:
    """A text as it is written, and the stretches of it that tell who somebody is: (kind, start, end)."""

    text: str
    gold: tuple[tuple[str, int, int], ...]


@dataclass
class Score:
    """What was found of how many, by kind, and every stretch taken that nothing marks."""

    there: Counter[str]
    found: Counter[str]
    missed: list[tuple[str, str]]
    taken_wrongly: list[tuple[str, str]]

    @property
    def recall(self) -> float:
        return self.found.total() / self.there.total()

    @property
    def precision(self) -> float:
        return self.found.total() / (self.found.total() + len(self.taken_wrongly))


def marked(source: str) -> Marked:
    """A text without its marks, and where they stood."""
    text, gold, at = "", [], 0
    for match in _MARK.finditer(source):
        text += source[at : match.start()]
        gold.append((match["kind"], len(text), len(text) + len(match["text"])))
        text += match["text"]
        at = match.end()
    return Marked(text + source[at:], tuple(gold))


def load(part: str, half: str) -> list[Marked]:
    """One half of one part of the set: ``told`` or ``kept``, ``build`` or ``report``."""
    return [marked(source) for source in tomllib.loads(SET.read_text(encoding="utf-8"))[part][half]]


def score(texts: Iterable[Marked]) -> Score:
    """An identifier is found when no letter or digit of it is left; a word taken beside all marks is taken wrongly."""
    made = Score(Counter(), Counter(), [], [])
    for one in texts:
        spans = identifiers(one.text)
        taken = {place for span in spans for place in range(span.start, span.end)}
        for kind, start, end in one.gold:
            if kind == OPTIONAL:
                continue
            made.there[kind] += 1
            if all(place in taken or not one.text[place].isalnum() for place in range(start, end)):
                made.found[kind] += 1
            else:
                made.missed.append((kind, one.text[max(0, start - 15) : end]))
        allowed = {place for _, start, end in one.gold for place in range(start, end)}
        for span in spans:
            rest = "".join(one.text[p] for p in range(span.start, span.end) if p not in allowed)
            if len(re.sub(r"\W", "", rest)) > 1:
                made.taken_wrongly.append((span.kind, one.text[span.start : span.end]))
    return made
