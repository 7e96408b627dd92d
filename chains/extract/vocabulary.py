"""Vocabulary: the word lists of this package, kept as TOML and compiled once, when first needed."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LEFT = r"(?<![a-z0-9])"
RIGHT = r"(?![a-z0-9])"
MAX_KNOWN = 2000
_SEES_AROUND = re.compile(r"\(\?<?=")
_SPACE = re.compile(r"\[[^\]]*\]| ")


@cache
def table(name: str) -> dict[str, Any]:
    """One word list, as parsed from its TOML file."""
    return tomllib.loads((files("chains.extract") / "lexicon" / f"{name}.toml").read_text("utf-8"))


def pattern(form: str) -> str:
    """A form of a word list as a regular expression: a space also matches a hyphen."""
    return _SPACE.sub(lambda match: match.group() if match.group().startswith("[") else "[ -]", form)


def either(forms: list[str]) -> str:
    """One of several forms, as a pattern between word borders; longer forms are tried first."""
    return f"{LEFT}(?:{'|'.join(pattern(form) for form in sorted(forms, key=len, reverse=True))}){RIGHT}"


@cache
def forms(name: str, key: str) -> str:
    """The pattern for one list of a word list file."""
    return either(list(table(name)[key]))


class Index:
    """Many entries found in one pass over a text: each match says which entry it belongs to."""

    def __init__(self, entries: dict[str, list[str]], *, ordered: bool = False, right: str = RIGHT) -> None:
        """``ordered`` tries the entries as they stand, for lists where an earlier one must win."""
        pairs = [(pattern(form), name) for name, forms_of in entries.items() for form in forms_of]
        if not ordered:
            pairs.sort(key=lambda pair: len(pair[0]), reverse=True)
        self._any = re.compile(f"{LEFT}(?:{'|'.join(form for form, _ in pairs)}){right}")
        self._pairs = [(f"{LEFT}(?:{form}){right}", name) for form, name in pairs]
        self._candidates: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
        """Every entry found, as (entry, start, end), in the order of the text."""
        last = len(text) if end is None else end
        return [
            (self._entry(text, match.start(), match.end()), match.start(), match.end())
            for match in self._any.finditer(text, start, last)
        ]

    def _entry(self, text: str, start: int, end: int) -> str:
        """The entry of a match. The one search has no groups, which is many times faster; a hit is told apart here."""
        words = text[start:end]
        if words not in self._candidates:
            if len(self._candidates) >= MAX_KNOWN:
                self._candidates.clear()
            self._candidates[words] = self._find_candidates(words)
        for form, name in self._candidates.get(words) or self._find_candidates(words):
            match = form.match(text, start)
            if match and match.end() == end:
                return name
        return self._pairs[0][1]

    def _find_candidates(self, words: str) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The forms that can match these words, whatever stands around them."""
        compiled = ((_compiled(form), name) for form, name in self._pairs)
        return tuple(
            (form, name)
            for form, name in compiled
            if _SEES_AROUND.search(form.pattern[len(LEFT) :]) or form.fullmatch(words)
        )


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


@cache
def index(name: str, section: str, *, ordered: bool = False) -> Index:
    """The index over one section ``[section.entry] forms = […]`` of a word list file."""
    return Index({entry: list(body["forms"]) for entry, body in table(name)[section].items()}, ordered=ordered)
