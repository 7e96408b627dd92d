"""Claims: what a sentence states, taken apart: figures with their units and company, names, denials, other words.

Read in one way from a passage and from a sentence that cites it, so that the two can be compared. The words are data in
``plans/claims.toml``; treatments are those of the reader's own list (``extract/lexicon/treatments.toml``).
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from chains.claims.clauses import Clause, clauses, denied
from chains.claims.figures import Figure, figures
from chains.claims.names import COMPANY, company, names_of, rivals
from chains.claims.tokens import plain, stem, tokens_of
from chains.claims.words import connecting, deny, forbidden
from knowledge.terms import read_terms

__all__ = ["COMPANY", "KEPT", "Claims", "Clause", "Figure", "Told", "claims", "forbidden", "plain"]

KEPT = ("site", "lineage", "setting")
"""What says of whom a passage speaks; a sentence that tells it says so too."""


class Told(NamedTuple):
    """A figure with the nearest name of each kind in its sentence: of what it is told."""

    figure: Figure
    company: Mapping[str, str]
    beyond: Mapping[str, str]
    """The same where other figures may stand between."""
    rivals: Mapping[str, frozenset[str]]
    """Every name of each kind that its sentence has."""


class Claims(NamedTuple):
    """Everything that a text states, as far as it can be compared."""

    told: tuple[Told, ...]
    names: Mapping[str, tuple[str, ...]]
    """By kind, in the order of the text."""
    stems: frozenset[str]
    """The words that are no name, no number and no connecting word."""
    covered: frozenset[str]
    """The stems of every word, those of names too."""
    denied: frozenset[str]
    affirmed: frozenset[str]
    """Stems that stand outside a denial."""
    clauses: tuple[Clause, ...]
    concepts: frozenset[str]

    @property
    def figures(self) -> frozenset[Figure]:
        return frozenset(told.figure for told in self.told)

    def named(self, kind: str) -> frozenset[str]:
        return frozenset(self.names.get(kind, ()))


@lru_cache(maxsize=2048)
def claims(text: str) -> Claims:
    """What a text states."""
    written = plain(text)
    tokens = tokens_of(written)
    named = names_of(written, tokens)
    inside = {place for _, _, low, high in named for place in range(low, high)}
    found = list(figures(tokens))
    told_of = {place for kind, _, low, high in named if kind != "arm" for place in range(low, high)}
    denied_at = denied(tokens, told_of)
    content = [n for n, t in enumerate(tokens) if t.kind == "word" and t.text not in connecting() and n not in inside]
    words = [n for n, t in enumerate(tokens) if t.kind == "word"]
    told = tuple(
        Told(
            figure,
            company(tokens, named, at),
            company(tokens, named, at, beyond=True),
            rivals(tokens, named, at),
        )
        for at, figure in found
    )
    names: dict[str, list[str]] = {}
    for kind, name, _, _ in named:
        names.setdefault(kind, []).append(name)
    return Claims(
        told=told,
        names={kind: tuple(given) for kind, given in names.items()},
        stems=frozenset(stem(tokens[n].text) for n in content if tokens[n].text not in deny()),
        covered=frozenset(stem(tokens[n].text) for n in words),
        denied=frozenset(stem(tokens[n].text) for n in words if n in denied_at),
        affirmed=frozenset(stem(tokens[n].text) for n in words if n not in denied_at and tokens[n].text not in deny()),
        clauses=tuple(clauses(tokens, named, found, frozenset(content))),
        concepts=frozenset(name for name in read_terms(text).concepts if "neuroendocrine" not in name),
    )
