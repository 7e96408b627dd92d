"""Names: the drugs, organs, kinds of tumour, measures and directions in a text, and which figure is told of which."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from chains.claims.tokens import CLAUSE_ENDS, Token
from chains.claims.words import table
from chains.extract.text.vocabulary import index

COMPANY = ("arm", "measure", "site", "lineage", "setting")
"""What a figure is told of. It keeps the nearest of each kind."""
_ACROSS = 4
"""A word that parts, such as "against", counts as so many words of distance more."""
_BINDS_LESS = CLAUSE_ENDS | frozenset(
    {"against", "versus", "vs", ",", "than", "and", "whereas", "while", "compared", "(", ")", "or", "to"}
)
Named = tuple[str, str, int, int]
"""A kind, a name, and where it stands: [start, end)."""


def names_of(written: str, tokens: Sequence[Token]) -> list[Named]:
    """Every name in a text in plain spelling, by its tokens."""
    spans = _whole(list(_names(written)))
    return [(kind, name, _at(tokens, start), _at(tokens, end)) for kind, name, start, end in spans]


def company(tokens: Sequence[Token], named: Sequence[Named], at: int, *, beyond: bool = False) -> dict[str, str]:
    """The nearest name of each kind to the figure at a place; ``beyond`` looks past other figures."""
    nearest: dict[str, tuple[int, str]] = {}
    low, high = _sentence(tokens, at)
    for kind, name, start, end in named:
        if kind not in COMPANY or not (low <= start < high):
            continue
        between = range(end, at) if end <= at else range(at + 1, start)
        if kind != "measure" and not beyond and any(tokens[n].kind == "number" for n in between):
            continue  # it is told of the figure that stands nearer
        away = len(between) + sum(_ACROSS for n in between if tokens[n].text in _BINDS_LESS)
        if kind not in nearest or away < nearest[kind][0]:
            nearest[kind] = (away, name)
    return {kind: name for kind, (_, name) in nearest.items()}


def rivals(tokens: Sequence[Token], named: Sequence[Named], at: int) -> dict[str, frozenset[str]]:
    """Every name of each kind in the sentence of the figure at a place."""
    low, high = _sentence(tokens, at)
    return {kind: frozenset(n for k, n, start, _ in named if k == kind and low <= start < high) for kind in COMPANY}


def _at(tokens: Sequence[Token], place: int) -> int:
    """The number of the first token that begins at a place or after it."""
    return next((n for n, token in enumerate(tokens) if token.start >= place), len(tokens))


def _sentence(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The stretch between semicolons and full stops around a place."""
    ends = [n for n, token in enumerate(tokens) if token.text in {";", "."}]
    low = max((n + 1 for n in ends if n < at), default=0)
    return low, min((n for n in ends if n > at), default=len(tokens))


def _names(written: str) -> Iterator[Named]:
    for name, start, end in index("treatments", "treatment").find(written):
        if not name.startswith("?"):
            yield "arm", name, start, end
    for kind in ("measure", "arm", "site", "lineage", "setting", "direction"):
        for name, pattern in _forms(kind):
            for match in pattern.finditer(written):
                yield kind, name, match.start(), match.end()


def _whole(spans: Sequence[Named]) -> list[Named]:
    """In the order of the text, without those that are a part of another of their kind: "bone" in "bone marrow"."""
    return sorted(
        (
            one
            for one in spans
            if not any(
                one[0] == other[0] and other[2] <= one[2] and one[3] <= other[3] and one[2:] != other[2:]
                for other in spans
            )
        ),
        key=lambda span: (span[2], -span[3]),
    )


@cache
def _forms(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows: Mapping[str, list[str]] = table()[kind]
    return tuple(
        (name, re.compile(rf"(?<![a-z0-9])(?:{'|'.join(sorted(forms, key=len, reverse=True))})(?![a-z0-9])"))
        for name, forms in rows.items()
    )
