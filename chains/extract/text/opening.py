"""Opening: the characters that a form of a word list can begin with, so that only forms that fit a place are tried."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from chains.extract.text.heads import ANY, DIGIT, FITS, LETTER, MAX_KNOWN, WIDTH, heads, parts_of

_LETTERS, _DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"
_OPEN = "\0"
Matcher = Callable[[str, int, int], re.Match[str] | None]
"""How a pattern is tried at a place, up to an end."""
_NOTHING: Iterator[re.Match[str]] = iter(())


_QUANTIFIER = re.compile(r"(?:(?P<sign>[?*+])|\{(?P<least>\d*)(?P<to>,)?(?P<most>\d*)\})[?+]?")
ENDLESS = 1 << 30
MAX_REPEATED = 4
"""Of more characters than these a repetition is not spelt out, since its openings would be too many."""
_PLAIN_RUN = re.compile(r"[a-z0-9 ,:;/-]+(?![?*+{])")
"""Plain characters that each stand once."""
_MARKS = re.compile(r"\\.|\[.[^\]]*\]|[()|]", re.DOTALL)
"""What gives a pattern its structure: brackets and bars, apart from those that are escaped or stand in a class."""


def scan(pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """What ``finditer`` finds, for a pattern whose matches begin where a word or a sign begins: many times faster."""
    if end is None and not start:
        places = heads(text).places(_fit(pattern.pattern))
        # at once, since a generator costs more than the few tries that most patterns have
        at, last, match_at = 0, len(text), pattern.match
        found: list[re.Match[str]] = []
        for place in places:
            if place >= at and (match := match_at(text, place, last)) is not None and match.end() > place:
                found.append(match)
                at = match.end()
        return iter(found)
    last = len(text) if end is None else end
    places = heads(text).between(_fit(pattern.pattern), start, last)
    return scan_at(pattern, text, places, last) if places else _NOTHING


def scan_at(pattern: re.Pattern[str], text: str, places: list[int], last: int) -> Iterator[re.Match[str]]:
    """What ``finditer`` finds, for a pattern whose matches begin at one of these places."""
    at, match_at = 0, pattern.match
    for place in places:
        if place >= at and (match := match_at(text, place, last)) is not None and match.end() > place:
            yield match
            at = match.end()


class Several:
    """Patterns that are scanned together: one pass over the places where any of them can begin."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)
        self._openings = [openings(one.pattern) for one in self._patterns]
        self._fit = FITS.enlist(opening for each in self._openings for opening in each)
        self._known: dict[str, tuple[tuple[int, Matcher], ...]] = {}

    def scan(self, text: str) -> list[list[re.Match[str]]]:
        """What ``scan`` finds with each pattern, by itself."""
        found: list[list[re.Match[str]]] = [[] for _ in self._patterns]
        at, last, known = [0] * len(found), len(text), self._known
        for place in heads(text).places(self._fit):
            mark = text[place : place + WIDTH]
            for number, match_at in known[mark] if mark in known else self._at(mark):
                if place >= at[number] and (match := match_at(text, place, last)) is not None and match.end() > place:
                    found[number].append(match)
                    at[number] = match.end()
        return found

    def _at(self, mark: str) -> tuple[tuple[int, Matcher], ...]:
        """The patterns that can begin with a mark, by number; remembered, as long as there is room."""
        parts = parts_of(mark)
        fitting = [number for number, each in enumerate(self._openings) if not each.isdisjoint(parts)]
        trying = tuple((number, self._patterns[number].match) for number in fitting)
        if len(self._known) < MAX_KNOWN:
            self._known[mark] = trying
        return trying


def begins_at_heads(form: str) -> bool:
    """Whether every match of a pattern begins where a word or a sign begins, as its first border says."""
    return form.startswith("(?<![a-z0-9])") and len(branches(form)) == 1


@cache
def _fit(form: str) -> int:
    return FITS.enlist(openings(form))


def roams(form: str) -> bool:
    """Whether a match of the form can begin with nearly any letter."""
    found = openings(form)
    return (
        ANY in found
        or LETTER in found
        or LETTER * WIDTH in found
        or sum(len(opening) == 1 and opening.isalpha() for opening in found) > 20
    )


def first_characters(form: str) -> frozenset[str]:
    """The characters that a match of the form can begin with; with ``ANY`` where they are not known."""
    first = {opening[:1] for opening in openings(form)}
    kinds = {DIGIT: _DIGITS, LETTER: _LETTERS}
    return frozenset(one for char in first for one in (kinds.get(char) or (char,)))


def held(form: str) -> str:
    """The longest run of plain characters that every match of the form holds; empty where none is known."""
    if len(branches(form)) > 1:
        return ""
    runs, rest = [""], form
    while rest:
        plain = rest[0] not in "([.^$" and not (rest[0] == "\\" and rest[1].isalnum())
        element = rest[: _after(rest, 0)]
        least, most, rest = _quantifier(rest[len(element) :])
        if plain and least:
            runs[-1] += element[-1]
        if not plain or not least or most > 1:
            runs.append("")
    return max(runs, key=len)


@cache
def openings(form: str) -> frozenset[str]:
    """The first characters, up to ``WIDTH``, that a match of the form can have; ``ANY`` where they are not known."""
    return frozenset(one.removesuffix(_OPEN) for branch in branches(form) for one in _of_sequence(branch, WIDTH))


def _of_sequence(rest: str, wanted: int) -> frozenset[str]:
    """The first ``wanted`` characters of a sequence of elements; ``_OPEN`` ends what is not known from there on.

    A shorter string without it is all that the sequence matches.
    """
    while rest and wanted:
        if run := _PLAIN_RUN.match(rest):  # most of a word list, and done at one look
            length = run.end()
            if length >= wanted:
                return frozenset({rest[:wanted]})
            return frozenset([run[0] + more for more in _of_sequence(rest[length:], wanted - length)])
        first, width = _element(rest, wanted)
        rest = rest[width:]
        if first is None:  # a look-around has no width of its own
            continue
        least, most, rest = _quantifier(rest)
        return _repeated(first, (least, most), rest, wanted)
    return frozenset({""})


def _repeated(first: frozenset[str], times: tuple[int, int], rest: str, wanted: int) -> frozenset[str]:
    """The same for an element that stands so many times, at least and at most, and for what follows it."""
    least, most = times
    if most == 1 and not rest:
        return first | {""} if least == 0 else first
    found: set[str] = set(_of_sequence(rest, wanted)) if least == 0 else set()
    after: dict[int, frozenset[str]] = {}  # what follows is the same after each character of a class
    for one in first if most else ():
        length = len(one)
        if one.endswith(_OPEN) or length >= wanted:
            found.add(one[:wanted])
        elif most > 1 and (length == 0 or len(first) > MAX_REPEATED):
            found.add(one + _OPEN)
        else:
            if length not in after:
                after[length] = _repeated(first, (max(least - 1, 0), most - 1), rest, wanted - length)
            found |= {one + more for more in after[length]}
    return frozenset(found)


def _element(rest: str, wanted: int) -> tuple[frozenset[str] | None, int]:
    """What the first element can begin with, and its width in the pattern; None for a look-around or a border."""
    char = rest[0]
    if char == "(":
        width = _after(rest, 0)
        inside = rest[1 : width - 1]
        if inside.startswith(("?=", "?!", "?<=", "?<!")):
            return None, width
        if inside.startswith("?P<"):
            inside = inside[inside.index(">") + 1 :]
        inside = inside.removeprefix("?:")
        if inside.startswith("?"):
            return frozenset({_OPEN}), width
        return frozenset().union(*(_of_sequence(branch, wanted) for branch in branches(inside))), width
    if char == "[":
        width = rest.index("]", 2) + 1
        return _of_class(rest[1 : width - 1]), width
    if char == "\\":
        if rest[1] in "bB":
            return None, 2
        if rest[1].isalnum():
            return frozenset({DIGIT if rest[1] == "d" else _OPEN}), 2
        return frozenset(rest[1]), 2
    if char in "^$":
        return None, 1
    return (frozenset({_OPEN}) if char == "." else frozenset(char)), 1


def _quantifier(after: str) -> tuple[int, int, str]:
    """How often the element stands, at least and at most, and what follows."""
    match = _QUANTIFIER.match(after)
    if match is None:
        return 1, 1, after
    rest = after[match.end() :]
    if match["sign"]:
        return *{"?": (0, 1), "*": (0, ENDLESS), "+": (1, ENDLESS)}[match["sign"]], rest
    least = int(match["least"] or 0)
    return least, int(match["most"] or ENDLESS) if match["to"] else least, rest


def _of_class(inside: str) -> frozenset[str]:
    if inside.startswith("^") or "\\" in inside:
        return frozenset({_OPEN})
    found: set[str] = set()
    for low, high, one in re.findall(r"(.)-(.)|(.)", inside, re.DOTALL):
        if one:
            found.add(one)
        else:
            span = "".join(map(chr, range(ord(low), ord(high) + 1)))
            found |= {DIGIT} if span == _DIGITS else {LETTER} if span == _LETTERS else set(span)
    return frozenset(found)


def branches(form: str) -> list[str]:
    """The alternatives of a pattern that stand outside any bracket."""
    parts, start, depth = [], 0, 0
    if "|" not in form:
        return [form]
    for mark in _MARKS.finditer(form):
        sign = mark[0]
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif sign == "|" and not depth:
            parts.append(form[start : mark.start()])
            start = mark.end()
    return [*parts, form[start:]]


def _after(form: str, at: int) -> int:
    """Where the element that begins at a place of a pattern ends."""
    char = form[at]
    if char == "\\":
        return at + 2
    if char == "[":
        return form.index("]", at + 2) + 1
    if char != "(":
        return at + 1
    depth = 0
    for mark in _MARKS.finditer(form, at):
        sign = mark[0]
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
            if not depth:
                return mark.end()
    return len(form)
