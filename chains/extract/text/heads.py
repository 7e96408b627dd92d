"""Heads: the places of a text where a word or a sign begins, told in one pass to everything that looks for some."""

import re
import threading
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

WIDTH = 5
"""So many characters of a place, its mark, tell what can begin there."""
MAX_KNOWN = 20_000
"""So many different marks are remembered; texts of words bring far fewer, and hostile ones cannot make it grow."""
ANY = ""
"""Stands for an opening that is not known: the form may begin with anything."""
DIGIT, LETTER = "\1", "\2"
"""Stand in an opening for any digit and for any letter, so that a class of them is one opening and not many."""
FEW = 4
"""So often a text may be asked before its places are told apart for every set of openings at once."""
_HEAD = re.compile(r"[a-z0-9]+[^a-z0-9]?|[^a-z0-9\s]")
"""A word with what ends it, or a sign behind a space or a sign; what stands right behind a word begins nothing."""
_BEGIN = re.compile(r"(?<![a-z0-9])\S")
"""The same place by place: what is no space, and stands behind no letter or figure."""
CHUNK = 64
"""So many characters at a time two texts are compared."""
KEPT = 4
"""So many texts are remembered of which another may be a copy with passages blanked."""

Span = tuple[int, int]


def parts_of(mark: str) -> tuple[str, ...]:
    """What the opening of a form may be that begins with a mark: anything, its first character, two, ... all of it."""
    parts, longest = [ANY], [ANY]
    for char in mark:
        kind = DIGIT if "0" <= char <= "9" else LETTER if "a" <= char <= "z" else ""
        longest = [part + one for part in longest for one in (char, kind) if one]
        parts += longest
    return tuple(parts)


class Fits:
    """Every set of openings by its number, and which of them fit a mark; it only grows, so threads may share it."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[str], int] = {}
        self._by_opening: dict[str, list[int]] = {}
        self._of_mark: dict[str, tuple[int, ...]] = {}
        """Of the marks that were ever met, up to a limit, the numbers of all that fit."""
        self._shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        """Each such set of numbers once, since many marks have the same one."""
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._numbers)

    def enlist(self, openings: Iterable[str]) -> int:
        """The number of a set of openings; the same set has the same one."""
        known = frozenset(openings)
        with self._lock:
            if known not in self._numbers:
                number = self._numbers[known] = len(self._numbers)
                for opening in known:
                    self._by_opening.setdefault(opening, []).append(number)
                firsts = {opening[:1] for opening in known}  # most marks begin with none of them
                for mark, fitting in self._of_mark.items():
                    if firsts.isdisjoint(parts_of(mark[:1])):
                        continue
                    if ANY in known or not known.isdisjoint(parts_of(mark)):
                        self._of_mark[mark] = self._once((*fitting, number))
            return self._numbers[known]

    def of(self, mark: str) -> tuple[int, ...]:
        """The numbers of all that can begin with a mark; worked out once, as long as there is room to remember it."""
        fitting = self._of_mark.get(mark)
        if fitting is None:
            with self._lock:
                fitting = tuple(sorted({n for part in parts_of(mark) for n in self._by_opening.get(part, ())}))
                if len(self._of_mark) < MAX_KNOWN:
                    fitting = self._of_mark[mark] = self._once(fitting)
        return fitting

    def of_each(self, marks: Iterable[str]) -> list[tuple[int, ...]]:
        """The same for many marks."""
        known = self._of_mark
        return [known[mark] if mark in known else self.of(mark) for mark in marks]

    def _once(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        return self._shared.setdefault(numbers, numbers)


FITS = Fits()


class Heads:
    """The heads of one text, by their marks and by what can begin there."""

    def __init__(self, text: str, within: Iterable[Span] | None = None) -> None:
        """``within`` are the passages whose heads are told, in order; they begin and end behind what is no letter."""
        self._by_mark: dict[str, list[int]] = {}
        by_mark = self._by_mark
        for place in [match.start() for match in _HEAD.finditer(text)] if within is None else _begins(text, within):
            mark = text[place : place + WIDTH]
            if mark in by_mark:
                by_mark[mark].append(place)
            else:
                by_mark[mark] = [place]
        self._fitting: list[tuple[int, ...]] | None = None
        """Of each mark the numbers of the sets of openings that fit it."""
        self._told = 0
        """So many sets of openings were known; what is enlisted later is looked up by itself."""
        self._parts: list[list[list[int]] | None] | None = None
        """By the number of a set of openings the places of each mark that fits it; most fit nothing in a text."""
        self._of: dict[int, list[int]] = {}

    def places(self, fit: int) -> list[int]:
        """The places where something with the openings of a fit can begin, in order; not to be changed."""
        places = self._of.get(fit)
        if places is None:
            parts = self._places_by_mark(fit)
            if not parts:
                places = []
            elif len(parts) == 1:
                places = parts[0]
            else:
                places = sorted(chain.from_iterable(parts))
            self._of[fit] = places
        return places

    def _places_by_mark(self, fit: int) -> list[list[int]]:
        """The places of each mark that fits; of all sets at once, but for a text of which only a few are asked."""
        if self._fitting is None:
            self._told = len(FITS)
            self._fitting = FITS.of_each(self._by_mark)
        if fit >= self._told:
            return [found for mark, found in self._by_mark.items() if fit in FITS.of(mark)]
        if self._parts is None:
            if len(self._of) < FEW:
                return [found for each, found in zip(self._fitting, self._by_mark.values(), strict=True) if fit in each]
            self._parts = self._by_fit(self._fitting)
        return self._parts[fit] or []

    def _by_fit(self, fitting: list[tuple[int, ...]]) -> list[list[list[int]] | None]:
        parts: list[list[list[int]] | None] = [None] * self._told
        for numbers, places in zip(fitting, self._by_mark.values(), strict=True):
            for number in numbers:
                if number >= self._told:  # enlisted since
                    continue
                found = parts[number]
                if found is None:
                    parts[number] = [places]
                else:
                    found.append(places)
        return parts

    def between(self, fit: int, start: int, end: int) -> list[int]:
        """Those from ``start`` to before ``end``."""
        places = self.places(fit)
        return places[bisect_left(places, start) : bisect_left(places, end)] if places else places


class Blanked:
    """The heads of a text that is a copy of another one but for a few passages: only those are looked at."""

    def __init__(self, text: str, whole: Heads, changed: list[Span], gone: frozenset[int]) -> None:
        self._whole, self._gone = whole, gone
        self._changed = Heads(text, changed)
        self._of: dict[int, list[int]] = {}

    def places(self, fit: int) -> list[int]:
        """The places where something with the openings of a fit can begin, in order; not to be changed."""
        places = self._of.get(fit)
        if places is None:
            places, gone = self._whole.places(fit), self._gone
            if places and not gone.isdisjoint(places):
                places = [place for place in places if place not in gone]
            changed = self._changed.places(fit)
            places = self._of[fit] = sorted([*places, *changed]) if changed else places
        return places

    def between(self, fit: int, start: int, end: int) -> list[int]:
        """Those from ``start`` to before ``end``."""
        places = self.places(fit)
        return places[bisect_left(places, start) : bisect_left(places, end)] if places else places


def _begins(text: str, within: Iterable[Span]) -> list[int]:
    return [match.start() for low, high in within for match in _BEGIN.finditer(text, low, high)]


def _changed(one: str, other: str) -> list[Span]:
    """The passages in which two texts of one length have other heads, or the same ones with other marks."""
    found: list[Span] = []
    for at in range(0, len(one), CHUNK):
        if one[at : at + CHUNK] != other[at : at + CHUNK]:
            low, high = max(0, at - WIDTH + 1), min(len(one), at + CHUNK + 1)
            if found and found[-1][1] >= low:
                low = found.pop()[0]
            found.append((low, high))
    return found


_RECENT: deque[tuple[str, Heads]] = deque(maxlen=KEPT)


@lru_cache(maxsize=16)
def heads(text: str) -> Heads | Blanked:
    """The heads of a text; worked out once, whoever asks, and from those of a text that it is nearly a copy of."""
    for other, whole in tuple(_RECENT):
        if len(other) == len(text):
            changed = _changed(text, other)
            if 2 * sum(high - low for low, high in changed) < len(text):
                return Blanked(text, whole, changed, frozenset(_begins(other, changed)))
    whole = Heads(text)
    _RECENT.append((text, whole))
    return whole
