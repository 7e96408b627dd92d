"""Vocabulary: the word lists of this package, kept as TOML and compiled once, when first needed."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

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
        self.names = list(entries)
        pairs = [(form, number) for number, name in enumerate(self.names) for form in entries[name]]
        if not ordered:
            pairs.sort(key=lambda pair: len(pair[0]), reverse=True)
        groups = "|".join(f"(?P<e{number}_{place}>{pattern(form)})" for place, (form, number) in enumerate(pairs))
        self._pattern = re.compile(f"{LEFT}(?:{groups}){right}")

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
        """Every entry found, as (entry, start, end), in the order of the text."""
        hits = []
        for match in self._pattern.finditer(text, start, len(text) if end is None else end):
            group = match.lastgroup or ""
            hits.append((self.names[int(group[1 : group.index("_")])], match.start(), match.end()))
        return hits


@cache
def index(name: str, section: str, *, ordered: bool = False) -> Index:
    """The index over one section ``[section.entry] forms = […]`` of a word list file."""
    return Index({entry: list(body["forms"]) for entry, body in table(name)[section].items()}, ordered=ordered)
