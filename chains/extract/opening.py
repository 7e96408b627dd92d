"""Opening: the characters that a form of a word list can begin with, so that only forms that fit a place are tried."""

import re
from functools import cache, lru_cache

_DIGITS = frozenset("0123456789")
_HEAD = re.compile(r"(?<![a-z0-9])\S")
ANY = ""
"""Stands for an opening that is not known: the form may begin with anything."""


@lru_cache(maxsize=16)
def heads(text: str) -> tuple[tuple[int, str], ...]:
    """Every place where a word or a sign begins, with its first two characters."""
    return tuple((match.start(), text[match.start() : match.start() + 2]) for match in _HEAD.finditer(text))


def fits(form: str, head: str) -> bool:
    """Whether a form can begin with the two characters of a place."""
    return any(head.startswith(one) for one in openings(form))


@cache
def openings(form: str) -> frozenset[str]:
    """The first one or two characters that a match of the form can have; ``ANY`` where they are not known."""
    return frozenset().union(*(_of_sequence(branch, 2) for branch in _branches(form)))


def _of_sequence(rest: str, wanted: int) -> frozenset[str]:
    """The first ``wanted`` characters of a sequence of elements, or fewer where more are not known."""
    while rest:
        first, width = _element(rest, wanted)
        after = rest[width:]
        if first is None:  # a look-around has no width of its own
            rest = after
            continue
        optional, repeated, after = _quantifier(after)
        found = {one if len(one) >= wanted or repeated else _joined(one, after, wanted) for one in first if one}
        flat = frozenset(one for item in found for one in ((item,) if isinstance(item, str) else item))
        if ANY in first:
            flat |= {ANY}
        return flat | _of_sequence(after, wanted) if optional else flat
    return frozenset({ANY})


def _joined(start: str, after: str, wanted: int) -> frozenset[str]:
    return frozenset(start + one for one in _of_sequence(after, wanted - len(start)))


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
            return frozenset({ANY}), width
        return frozenset().union(*(_of_sequence(branch, wanted) for branch in _branches(inside))), width
    if char == "[":
        width = rest.index("]", 2) + 1
        return _of_class(rest[1 : width - 1]), width
    if char == "\\":
        if rest[1] in "bB":
            return None, 2
        if rest[1].isalnum():
            return _DIGITS if rest[1] == "d" else frozenset({ANY}), 2
        return frozenset(rest[1]), 2
    if char in "^$":
        return None, 1
    return (frozenset({ANY}) if char == "." else frozenset(char)), 1


def _quantifier(after: str) -> tuple[bool, bool, str]:
    """Whether the element may be missing, whether it may repeat, and what follows."""
    match = re.match(r"(?:([?*+])|\{(\d*),?\d*\})[?+]?", after)
    if match is None:
        return False, False, after
    sign, least = match[1], match[2]
    return sign in {"?", "*"} or (least in {"", "0"} and sign is None), sign != "?", after[match.end() :]


def _of_class(inside: str) -> frozenset[str]:
    if inside.startswith("^") or "\\" in inside:
        return frozenset({ANY})
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
