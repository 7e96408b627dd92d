"""Opening: the characters that a form of a word list can begin with, so that only forms that fit a place are tried."""

import re
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

WIDTH = 4
"""So many characters tell where a form can begin."""
MAX_KNOWN = 20_000
"""So many different marks are remembered; texts of words bring far fewer, and hostile ones cannot make it grow."""
FEW = 60
"""In a stretch with no more words than this, each is looked at by itself."""
_DIGITS = frozenset("0123456789")
_HEAD = re.compile(r"(?<![a-z0-9])\S")
_OPEN = "\0"
ANY = ""
"""Stands for an opening that is not known: the form may begin with anything."""


class Heads:
    """Every place of a text where a word or a sign begins, by its mark: its first characters."""

    def __init__(self, text: str) -> None:
        self.begins = [match.start() for match in _HEAD.finditer(text)]
        self.marks = [text[place : place + WIDTH] for place in self.begins]
        self.places: dict[str, list[int]] = {}
        for place, mark in zip(self.begins, self.marks, strict=True):
            self.places.setdefault(mark, []).append(place)
        self.known = frozenset(self.places)
        self.unlisted = _MARKS.enlist(self.known)


class Marks:
    """Every mark that was ever met, in the order of meeting, up to a limit; it only grows, so threads may share it."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._known: set[str] = set()
        self._lock = threading.Lock()

    def enlist(self, marks: frozenset[str]) -> frozenset[str]:
        """Add the marks of a text; gives back those for which there is no room."""
        if marks <= self._known:
            return frozenset()
        with self._lock:
            for mark in marks - self._known:
                if len(self.all) < MAX_KNOWN:
                    self.all.append(mark)
                    self._known.add(mark)
            return marks - self._known


_MARKS = Marks()


@lru_cache(maxsize=16)
def heads(text: str) -> Heads:
    """The heads of a text; worked out once, whoever asks."""
    return Heads(text)


class Fit:
    """Which marks something can begin with; ``can`` is asked once for each mark that was ever met."""

    def __init__(self, can: Callable[[str], bool]) -> None:
        self._can = can
        self._asked = 0
        self._fitting: set[str] = set()

    def places(self, text: str, start: int, end: int) -> list[int]:
        """The places of a text, from ``start`` to before ``end``, where it can begin."""
        found = heads(text)
        if self._asked < len(_MARKS.all):
            upto = len(_MARKS.all)
            self._fitting |= {mark for mark in _MARKS.all[self._asked : upto] if self._can(mark)}
            self._asked = upto
        fitting: AbstractSet[str] = self._fitting
        if found.unlisted:
            fitting = fitting | {mark for mark in found.unlisted if self._can(mark)}
        if start > 0 or end < len(text):
            low, high = bisect_left(found.begins, start), bisect_left(found.begins, end)
            if high - low <= FEW:
                return [found.begins[at] for at in range(low, high) if found.marks[at] in fitting]
        places = [place for mark in found.known & fitting for place in found.places[mark]]
        places.sort()
        if start <= 0 and end >= len(text):
            return places
        return places[bisect_left(places, start) : bisect_left(places, end)]


def scan(pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """What ``finditer`` finds, for a pattern whose matches begin where a word or a sign begins: many times faster."""
    last = len(text) if end is None else end
    at, match_at = start, pattern.match
    for place in _fit(pattern).places(text, start, last):
        if place >= at and (match := match_at(text, place, last)) is not None and match.end() > place:
            yield match
            at = match.end()


@cache
def _fit(pattern: re.Pattern[str]) -> Fit:
    known = openings(pattern.pattern)
    return Fit(lambda mark: not known.isdisjoint(parts_of(mark)))


def parts_of(mark: str) -> tuple[str, ...]:
    """What the opening of a form may be that begins with a mark: anything, its first character, two, all of it."""
    return (ANY, *(mark[:width] for width in range(1, WIDTH + 1)))


@cache
def openings(form: str) -> frozenset[str]:
    """The first characters, up to four, that a match of the form can have; ``ANY`` where they are not known."""
    return frozenset(one.removesuffix(_OPEN) for branch in _branches(form) for one in _of_sequence(branch, WIDTH))


def _of_sequence(rest: str, wanted: int) -> frozenset[str]:
    """The first ``wanted`` characters of a sequence of elements; ``_OPEN`` ends what is not known from there on.

    A shorter string without it is all that the sequence matches.
    """
    while rest and wanted:
        first, width = _element(rest, wanted)
        rest = rest[width:]
        if first is None:  # a look-around has no width of its own
            continue
        optional, repeated, rest = _quantifier(rest)
        found: set[str] = set()
        for one in first:
            if one.endswith(_OPEN) or len(one) >= wanted:
                found.add(one)
            elif repeated:
                found.add(one + _OPEN)
            else:
                found |= {one + more for more in _of_sequence(rest, wanted - len(one))}
        return frozenset(found | _of_sequence(rest, wanted)) if optional else frozenset(found)
    return frozenset({""})


def _element(rest: str, wanted: int) -> tuple[frozenset[str] | None, int]:
    """What the first element can begin with, and its width in the pattern; None for a look-around or a border."""
    char = rest[0]
    if char == "(":
        width = _closed(rest)
        inside = rest[1 : width - 1]
        if inside.startswith(("?=", "?!", "?<=", "?<!")):
            return None, width
        if inside.startswith("?P<"):
            inside = inside[inside.index(">") + 1 :]
        inside = inside.removeprefix("?:")
        if inside.startswith("?"):
            return frozenset({_OPEN}), width
        return frozenset().union(*(_of_sequence(branch, wanted) for branch in _branches(inside))), width
    if char == "[":
        width = rest.index("]", 2) + 1
        return _of_class(rest[1 : width - 1]), width
    if char == "\\":
        if rest[1] in "bB":
            return None, 2
        if rest[1].isalnum():
            return _DIGITS if rest[1] == "d" else frozenset({_OPEN}), 2
        return frozenset(rest[1]), 2
    if char in "^$":
        return None, 1
    return (frozenset({_OPEN}) if char == "." else frozenset(char)), 1


def _quantifier(after: str) -> tuple[bool, bool, str]:
    """Whether the element may be missing, whether it may repeat, and what follows."""
    match = re.match(r"(?:([?*+])|\{(\d*),?\d*\})[?+]?", after)
    if match is None:
        return False, False, after
    sign, least = match[1], match[2]
    return sign in {"?", "*"} or (least in {"", "0"} and sign is None), sign != "?", after[match.end() :]


def _of_class(inside: str) -> frozenset[str]:
    if inside.startswith("^") or "\\" in inside:
        return frozenset({_OPEN})
    spans = re.findall(r"(.)-(.)|(.)", inside, re.DOTALL)
    return frozenset(
        char for low, high, one in spans for char in ([one] if one else map(chr, range(ord(low), ord(high) + 1)))
    )


def _branches(form: str) -> list[str]:
    """The alternatives of a pattern that stand outside any bracket."""
    parts, start, at = [], 0, 0
    while at < len(form):
        if form[at] == "|":
            parts.append(form[start:at])
            start = at + 1
        at += _width(form[at:])
    return [*parts, form[start:]]


def _closed(rest: str) -> int:
    """The width of the bracketed group that a text begins with."""
    at = 1
    while rest[at] != ")":
        at += _width(rest[at:])
    return at + 1


def _width(rest: str) -> int:
    if rest[0] == "\\":
        return 2
    if rest[0] == "[":
        return rest.index("]", 2) + 1
    return _closed(rest) if rest[0] == "(" else 1
