"""Vocabulary: the word lists of this package, kept as TOML and compiled once, when first needed."""

import re
import tomllib
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any, NamedTuple

from chains.extract.text.heads import FITS, MAX_KNOWN, WIDTH, heads, parts_of
from chains.extract.text.opening import Matcher, held, openings, roams

LEFT = r"(?<![a-z0-9])"
RIGHT = r"(?![a-z0-9])"
TITLE_STOP = "(?:" + "|".join(rf"(?<=\b{title})\." for title in ("mr", "mrs", "ms", "dr", "fr", "hr", "prof")) + ")"
"""The full stop of a title, which ends no sentence: "Mr. Hale"."""
_CAPTURES = re.compile(r"(?<!\\)\((?!\?)|\(\?P<")
"""A group that is counted or named; a form with one keeps its pattern to itself."""
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


class Forms(NamedTuple):
    """The forms that can begin at a place."""

    either: Matcher | None
    """What matches wherever one of them does, where they are many: most places have none, and are done at one look."""
    each: tuple[tuple[Matcher, str], ...]
    """How each is tried, and its entry, in the order in which they are tried."""


MANY = 4
"""From so many forms on they are looked for together first."""


def _at(forms_of: Forms, text: str, place: int, last: int) -> tuple[str, int] | None:
    """The entry whose form stands at a place, and where it ends."""
    if forms_of.either is not None and forms_of.either(text, place, last) is None:
        return None
    for match_at, name in forms_of.each:
        match = match_at(text, place, last)
        if match and match.end() > place:
            return name, match.end()
    return None


class Tried:
    """Forms that are tried at a place, each with its entry, by what they can begin with."""

    def __init__(self, pairs: list[tuple[str, str]], right: str) -> None:
        self._pairs = tuple((f"(?:{form}){right}", name) for form, name in pairs)
        self._by_opening: dict[str, list[int]] = {}
        for number, (form, _) in enumerate(pairs):
            for opening in openings(form):
                self._by_opening.setdefault(opening, []).append(number)
        self.known: dict[str, Forms] = {}
        self._forms: dict[tuple[int, ...], Forms] = {}
        """The same by the numbers of the forms, since many marks have the same ones."""
        self.openings = frozenset(self._by_opening)
        self.fit = FITS.enlist(self.openings)

    def at(self, mark: str) -> Forms:
        """The forms that can begin with the first characters of a place; worked out once for each."""
        known = self.known.get(mark)
        if known is None:
            numbers = tuple(sorted({n for part in parts_of(mark) for n in self._by_opening.get(part, ())}))
            if numbers not in self._forms:
                self._forms[numbers] = _forms([self._pairs[number] for number in numbers])
            known = self.known[mark] = self._forms[numbers]
        return known


def _forms(pairs: list[tuple[str, str]]) -> Forms:
    if len(pairs) < MANY or any(_CAPTURES.search(form) for form, _ in pairs):
        return Forms(None, tuple((_compiled(form).match, name) for form, name in pairs))
    either = re.compile("|".join(form for form, _ in pairs)).match
    return Forms(either, tuple((partial(_match, form), name) for form, name in pairs))


def _match(form: str, text: str, place: int, last: int) -> re.Match[str] | None:
    """One of many forms, compiled only where one of them stands."""
    return _compiled(form).match(text, place, last)


class Index:
    """Many entries found in one pass over a text: each match says which entry it belongs to."""

    def __init__(self, entries: dict[str, list[str]], *, ordered: bool = False, right: str = RIGHT) -> None:
        """``ordered`` tries the entries as they stand, for lists where an earlier one must win."""
        pairs = [(pattern(form), name) for name, forms_of in entries.items() for form in forms_of]
        if not ordered:
            pairs.sort(key=lambda pair: len(pair[0]), reverse=True)
        # forms that can begin nearly anywhere are tried only in a text that holds what they cannot match without
        roaming = [form for form, _ in pairs if roams(form)]
        self._roaming = [held(form) for form in roaming]
        self.every = Tried(pairs, right)
        self._rooted = Tried([pair for pair in pairs if pair[0] not in roaming], right) if roaming else self.every

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
        """Every entry found, as (entry, start, end), in the order of the text."""
        tried = self._rooted
        if self._roaming and any(word in text for word in self._roaming):
            tried = self.every
        if end is None and not start:
            places, last = heads(text).places(tried.fit), len(text)
        else:
            last = len(text) if end is None else end
            places = heads(text).between(tried.fit, start, last)
        found: list[tuple[str, int, int]] = []
        at, known = start, tried.known
        for place in places:  # the innermost loop of all reading: no calls that can be spared
            if place < at:
                continue
            mark = text[place : place + WIDTH]
            either, each = known[mark] if mark in known else tried.at(mark)
            if either is not None and either(text, place, last) is None:
                continue
            for match_at, name in each:
                match = match_at(text, place, last)
                if match is not None and match.end() > place:
                    at = match.end()
                    found.append((name, place, at))
                    break
        return found


def find_all(indexes: tuple[Index, ...], text: str) -> list[tuple[str, int, int]]:
    """What several indexes find in a text, each by itself, in one pass over the places where words begin."""
    found: list[tuple[str, int, int]] = []
    at = [0] * len(indexes)
    for place in heads(text).places(_fit_of_any(indexes)):
        for number, forms_of in _forms_of_any(indexes, text[place : place + WIDTH]):
            hit = _at(forms_of, text, place, len(text)) if place >= at[number] else None
            if hit:
                found.append((hit[0], place, hit[1]))
                at[number] = hit[1]
    return found


@cache
def _fit_of_any(indexes: tuple[Index, ...]) -> int:
    return FITS.enlist(opening for one in indexes for opening in one.every.openings)


@lru_cache(maxsize=MAX_KNOWN)
def _forms_of_any(indexes: tuple[Index, ...], mark: str) -> tuple[tuple[int, Forms], ...]:
    """The indexes that have a form for the first characters of a place, by number."""
    known = ((number, one.every.at(mark)) for number, one in enumerate(indexes))
    return tuple((number, forms_of) for number, forms_of in known if forms_of.each)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


@cache
def index(name: str, section: str, *, ordered: bool = False) -> Index:
    """The index over one section ``[section.entry] forms = […]`` of a word list file."""
    return Index({entry: list(body["forms"]) for entry, body in table(name)[section].items()}, ordered=ordered)
