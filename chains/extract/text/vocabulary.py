"""Vocabulary: the word lists of this package, kept as TOML and compiled once, when first needed."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from chains.extract.text.opening import WIDTH, Fit, fits

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


class Fitting(NamedTuple):
    """The forms of an index that can begin with some characters: all in one pattern, then each with its entry."""

    any: re.Pattern[str]
    forms: tuple[tuple[re.Pattern[str], str], ...]

    def match(self, text: str, place: int, last: int) -> tuple[str, int] | None:
        """The entry whose form stands at a place, and where it ends."""
        if self.any.match(text, place, last):
            for form, name in self.forms:
                match = form.match(text, place, last)
                if match and match.end() > place:
                    return name, match.end()
        return None


class Index:
    """Many entries found in one pass over a text: each match says which entry it belongs to."""

    def __init__(self, entries: dict[str, list[str]], *, ordered: bool = False, right: str = RIGHT) -> None:
        """``ordered`` tries the entries as they stand, for lists where an earlier one must win."""
        pairs = [(pattern(form), name) for name, forms_of in entries.items() for form in forms_of]
        if not ordered:
            pairs.sort(key=lambda pair: len(pair[0]), reverse=True)
        self._pairs = pairs
        self._right = right
        self._fitting: dict[str, Fitting | None] = {}
        self._fit = Fit(lambda head: self.fitting(head) is not None)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
        """Every entry found, as (entry, start, end), in the order of the text."""
        last = len(text) if end is None else end
        found: list[tuple[str, int, int]] = []
        at = start
        for place in self._fit.places(text, start, last):
            fitting = self.fitting(text[place : place + WIDTH]) if place >= at else None
            hit = fitting.match(text, place, last) if fitting else None
            if hit:
                found.append((hit[0], place, hit[1]))
                at = hit[1]
        return found

    def fitting(self, head: str) -> Fitting | None:
        """The forms that can begin with the first characters of a place; worked out once for each."""
        if head not in self._fitting:
            fitting = [(form, name) for form, name in self._pairs if fits(form, head)]
            whole = "|".join(form for form, _ in fitting)
            self._fitting[head] = (
                Fitting(
                    any=_compiled(f"(?:{whole}){self._right}"),
                    forms=tuple((_compiled(f"(?:{form}){self._right}"), name) for form, name in fitting),
                )
                if fitting
                else None
            )
        return self._fitting[head]


def find_all(indexes: tuple[Index, ...], text: str) -> list[tuple[str, int, int]]:
    """What several indexes find in a text, each by itself, in one pass over the places where words begin."""
    found: list[tuple[str, int, int]] = []
    at = [0] * len(indexes)
    for place in _fit_of_any(indexes).places(text, 0, len(text)):
        for number, fitting in _fitting(indexes, text[place : place + WIDTH]):
            hit = fitting.match(text, place, len(text)) if place >= at[number] else None
            if hit:
                found.append((hit[0], place, hit[1]))
                at[number] = hit[1]
    return found


@cache
def _fit_of_any(indexes: tuple[Index, ...]) -> Fit:
    return Fit(lambda head: bool(_fitting(indexes, head)))


@cache
def _fitting(indexes: tuple[Index, ...], head: str) -> tuple[tuple[int, Fitting], ...]:
    """The indexes that have a form for the first characters of a place, by number."""
    known = ((number, one.fitting(head)) for number, one in enumerate(indexes))
    return tuple((number, fitting) for number, fitting in known if fitting is not None)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


@cache
def index(name: str, section: str, *, ordered: bool = False) -> Index:
    """The index over one section ``[section.entry] forms = […]`` of a word list file."""
    return Index({entry: list(body["forms"]) for entry, body in table(name)[section].items()}, ordered=ordered)
