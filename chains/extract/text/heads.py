"""Heads: the places of a text where a word or a sign begins, told in one pass to everything that looks for some."""

import re
import threading
from bisect import bisect_left
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache

WIDTH = 4
"""So many characters of a place, its mark, tell what can begin there."""
MAX_KNOWN = 20_000
"""So many different marks are remembered; texts of words bring far fewer, and hostile ones cannot make it grow."""
ANY = ""
"""Stands for an opening that is not known: the form may begin with anything."""
_HEAD = re.compile(r"[a-z0-9]+[^a-z0-9]?|[^a-z0-9\s]")
"""A word with what ends it, or a sign behind a space or a sign; what stands right behind a word begins nothing."""


def parts_of(mark: str) -> tuple[str, ...]:
    """What the opening of a form may be that begins with a mark: anything, its first character, two, all of it."""
    return (ANY, mark[:1], mark[:2], mark[:3], mark)


class Fits:
    """Every set of openings, with the marks that fit it; it only grows, so threads may share it."""

    def __init__(self) -> None:
        self.marks: list[set[str]] = []
        """Of all the marks that were ever met, up to a limit, those that fit, by the number of the set of openings."""
        self._numbers: dict[frozenset[str], int] = {}
        self._by_opening: dict[str, list[int]] = {}
        self._met: set[str] = set()
        self._lock = threading.Lock()

    def enlist(self, openings: Iterable[str]) -> int:
        """The number of a set of openings; the same set has the same one."""
        known = frozenset(openings)
        with self._lock:
            if known not in self._numbers:
                number = len(self.marks)
                for opening in known:
                    self._by_opening.setdefault(opening, []).append(number)
                self.marks.append({mark for mark in self._met if not known.isdisjoint(parts_of(mark))})
                self._numbers[known] = number
            return self._numbers[known]

    def meet(self, marks: AbstractSet[str]) -> AbstractSet[str]:
        """Learn what fits the marks of a text; gives back those for which there is no room."""
        if marks <= self._met:
            return frozenset()
        with self._lock:
            new = sorted(marks - self._met)
            room = max(0, MAX_KNOWN - len(self._met))
            for mark in new[:room]:
                for number in self.of(mark):
                    self.marks[number].add(mark)
            self._met.update(new[:room])  # only now, since another thread asks whether all are met
            return frozenset(new[room:])

    def of(self, mark: str) -> set[int]:
        """The numbers of all that can begin with a mark."""
        return {number for part in parts_of(mark) for number in self._by_opening.get(part, ())}


FITS = Fits()


class Heads:
    """The heads of one text, by their marks and by what can begin there."""

    def __init__(self, text: str) -> None:
        self._by_mark: dict[str, list[int]] = {}
        for match in _HEAD.finditer(text):
            place = match.start()
            mark = text[place : place + WIDTH]
            if mark in self._by_mark:
                self._by_mark[mark].append(place)
            else:
                self._by_mark[mark] = [place]
        self._marks = frozenset(self._by_mark)
        self._told = len(FITS.marks)
        self._unmet = FITS.meet(self._marks)
        self._unmet_of: dict[int, set[str]] = {}
        for mark in self._unmet:
            for number in FITS.of(mark):
                self._unmet_of.setdefault(number, set()).add(mark)
        self._of: dict[int, list[int]] = {}

    def places(self, fit: int) -> list[int]:
        """The places where something with the openings of a fit can begin, in order; not to be changed."""
        places = self._of.get(fit)
        if places is None:
            marks, by_mark = self._marks & FITS.marks[fit], self._by_mark
            if self._unmet:
                is_told = fit < self._told
                marks |= self._unmet_of.get(fit, set()) if is_told else {m for m in self._unmet if fit in FITS.of(m)}
            places = [place for mark in marks for place in by_mark[mark]]
            places.sort()
            self._of[fit] = places
        return places

    def between(self, fit: int, start: int, end: int) -> list[int]:
        """Those from ``start`` to before ``end``."""
        places = self.places(fit)
        return places[bisect_left(places, start) : bisect_left(places, end)] if places else places


@lru_cache(maxsize=16)
def heads(text: str) -> Heads:
    """The heads of a text; worked out once, whoever asks."""
    return Heads(text)
