"""Clauses: the parts of a sentence that state something by themselves, and what is denied in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from chains.claims.figures import Figure
from chains.claims.names import Named, company
from chains.claims.tokens import CLAUSE_ENDS, Token, stem
from chains.claims.words import connecting, deny, table

_OF_WHOM = frozenset({"for", "that", "which", "when", "who", "after", "in"})
"""Where a denial, once it has denied something, goes over to whom or what it is told of."""


class Clause(NamedTuple):
    """A part of a sentence that states something by itself."""

    stems: frozenset[str]
    figures: frozenset[Figure]
    names: Mapping[tuple[str, str], frozenset[Figure]]
    """By kind and name, the figures of the clause that are told of it."""
    caveats: frozenset[str]
    denials: int
    """How many words of denial it has."""


def clauses(
    tokens: Sequence[Token], named: Sequence[Named], figures: Sequence[tuple[int, Figure]], content: frozenset[int]
) -> Iterator[Clause]:
    """The clauses of a text; ``content`` are the places of its words that claim something and are no names."""
    for places in _stretches(tokens):
        inside = frozenset(places)
        texts = {tokens[n].text for n in inside}
        names = {(kind, name) for kind, name, start, _ in named if start in inside}
        told_of = [(figure, company(tokens, named, n)) for n, figure in figures if n in inside]
        yield Clause(
            stems=frozenset(stem(tokens[n].text) for n in inside & content),
            figures=frozenset(figure for n, figure in figures if n in inside),
            names={
                (kind, name): frozenset(figure for figure, told in told_of if told.get(kind) == name)
                for kind, name in names
            },
            caveats=frozenset(texts & set(table()["caveats"])),
            denials=sum(tokens[n].text in deny() for n in inside),
        )


def denied(tokens: Sequence[Token], told_of: set[int]) -> frozenset[int]:
    """The places that a word of denial denies: the next two words of content, or those before it where none follow.

    The names of whom it is told are not what is denied.
    """
    found: set[int] = set()
    for n, token in enumerate(tokens):
        if token.text not in deny():
            continue
        ahead = list(_content(tokens, range(n + 1, len(tokens)), told_of, most=2))
        found |= set(ahead or _content(tokens, range(n - 1, -1, -1), told_of, most=3))
    return frozenset(found)


def _content(tokens: Sequence[Token], places: Iterable[int], told_of: set[int], *, most: int) -> Iterator[int]:
    given = 0
    for n in places:
        if tokens[n].text in CLAUSE_ENDS or tokens[n].text in {",", "(", ")"} or given == most:
            return
        if given and tokens[n].text in _OF_WHOM:
            return
        if tokens[n].kind == "word" and tokens[n].text not in connecting() and n not in told_of:
            given += 1
            yield n


def _stretches(tokens: Sequence[Token]) -> Iterator[list[int]]:
    """The places of each clause. What stands in brackets is one by itself; an opening "In …," goes with the next."""
    aside: list[int] = []
    here: list[int] = []
    depth = 0
    for n, token in enumerate(tokens):
        if token.text == "(":
            depth += 1
        elif token.text == ")":
            depth = max(0, depth - 1)
            if aside and not depth:
                yield aside
                aside = []
        elif depth:
            aside.append(n)
        elif token.text in CLAUSE_ENDS or (token.text == "," and not _goes_on(tokens, here)):
            yield here
            here = []
        else:
            here.append(n)
    yield from (stretch for stretch in (aside, here) if stretch)


def _goes_on(tokens: Sequence[Token], here: Sequence[int]) -> bool:
    """Whether a clause goes on over a comma: it opened with "In …", or it denies a list."""
    texts = [tokens[n].text for n in here]
    return bool(texts) and (texts[0] in table()["opens"] or any(text in table()["deny_on"] for text in texts))
