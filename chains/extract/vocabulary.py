"""Vocabulary: the word lists of this package, kept as TOML and compiled once, when first needed."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from chains.extract.opening import fits, heads

LEFT = r"(?<![a-z0-9])"
RIGHT = r"(?![a-z0-9])"
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
        self._pairs = [(form, f"(?:{form}){right}", name) for form, name in pairs]
        self._fitting: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
        """Every entry found, as (entry, start, end), in the order of the text."""
        last = len(text) if end is None else end
        found: list[tuple[str, int, int]] = []
        at = start
        for place, head in heads(text):
            if place < at:
                continue
            if place >= last:
                break
            for form, name in self.fitting(head):
                match = form.match(text, place, last)
                if match and match.end() > place:
                    found.append((name, place, match.end()))
                    at = match.end()
                    break
        return found

    def fitting(self, head: str) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The forms that can begin with the two characters of a place; worked out once for each two characters."""
        known = self._fitting.get(head)
        if known is None:
            known = tuple((_compiled(form), name) for bare, form, name in self._pairs if fits(bare, head))
            self._fitting[head] = known
        return known


def find_all(indexes: Sequence[Index], text: str) -> list[tuple[str, int, int]]:
    """What several indexes find in a text, each by itself, in one pass over the places where words begin."""
    found: list[tuple[str, int, int]] = []
    at = [0] * len(indexes)
    for place, head in heads(text):
        for number, forms_of in _fitting(tuple(indexes), head):
            if place < at[number]:
                continue
            for form, name in forms_of:
                match = form.match(text, place)
                if match and match.end() > place:
                    found.append((name, place, match.end()))
                    at[number] = match.end()
                    break
    return found


@cache
def _fitting(indexes: tuple[Index, ...], head: str) -> tuple[tuple[int, tuple[tuple[re.Pattern[str], str], ...]], ...]:
    """The indexes that have a form for the two characters of a place, by number."""
    known = ((number, one.fitting(head)) for number, one in enumerate(indexes))
    return tuple((number, forms_of) for number, forms_of in known if forms_of)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


@cache
def index(name: str, section: str, *, ordered: bool = False) -> Index:
    """The index over one section ``[section.entry] forms = […]`` of a word list file."""
    return Index({entry: list(body["forms"]) for entry, body in table(name)[section].items()}, ordered=ordered)
