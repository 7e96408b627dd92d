"""Terms: text to the tokens that a search compares, with the field's abbreviations, brands and spellings made one.

The table is ``synonyms.toml``. A concept's token stands beside the words themselves, so that ``SSA``, ``lanreotide``
and "somatostatin analogue" meet in it while each still finds itself first.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from pydantic import Field

from knowledge.case import Value

_WORD = re.compile(r"[a-z]+[0-9]*|[0-9]+(?:\.[0-9]+)?")
_NUMBERED_NAME = re.compile(r"(?<![a-z0-9])[a-z]{4,}-[0-9](?![0-9])")
"""Trials such as NETTER-2: the number is part of the name."""
_STEM = 8
"""Words are told apart by their first letters only, so that progression and progressive meet."""
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


class Concept(Value):
    """One thing of the field and the ways to write it; the first is its plain name."""

    terms: tuple[str, ...] = Field(min_length=1)
    implies: tuple[str, ...] = ()
    """Plain names of wider concepts: lanreotide implies somatostatin analogue."""
    field: bool = False
    """True when hardly any other field of medicine speaks of it: a query that names it is about this one."""


class Synonyms(Value):
    """The table of concepts and of British to American spellings."""

    concepts: tuple[Concept, ...]
    spellings: dict[str, str]
    stopwords: frozenset[str]
    """Words that every question has; they find nothing."""
    other_fields: frozenset[str] = frozenset()
    """Words that name another disease, in folded spelling."""


@cache
def synonyms() -> Synonyms:
    """The packaged table. Raises ValueError when a concept implies one that is not there."""
    found = Synonyms.model_validate(tomllib.loads((files("knowledge") / "synonyms.toml").read_text(encoding="utf-8")))
    names = {concept.terms[0] for concept in found.concepts}
    for concept in found.concepts:
        if missing := [name for name in concept.implies if name not in names]:
            raise ValueError(f"synonyms.toml: {concept.terms[0]!r} implies {missing[0]!r}, which is no concept.")
    return found


class Terms(Value):
    """The words of a text as stems, the same words as written, and the plain names of the concepts found in it."""

    stems: tuple[str, ...]
    words: tuple[str, ...]
    concepts: tuple[str, ...]
    of_another_field: bool = False
    """Whether another disease is named."""

    @property
    def of_the_field(self) -> bool:
        """Whether a concept is named that hardly any other field of medicine speaks of."""
        return any(name in _field_names() for name in self.concepts)

    def tokens(self) -> list[str]:
        """Stems and concept tokens together; a concept's token begins with ``=``, so it is never a word."""
        return [*self.stems, *(f"={name}" for name in self.concepts)]


def read_terms(text: str) -> Terms:
    """The terms of a text, folded to lower case, American spelling and singular."""
    folded = fold(text)
    words = _words(folded)
    return Terms(
        stems=tuple(word[:_STEM] for word in words),
        words=words,
        concepts=_concepts(folded),
        of_another_field=_other_fields().search(folded) is not None,
    )


def tokens_of(text: str) -> list[str]:
    """The tokens of ``read_terms`` alone, which is what an index of a hundred thousand texts has the time for."""
    folded = fold(text)
    return [*(word[:_STEM] for word in _words(folded)), *(f"={name}" for name in _concepts(folded))]


def _words(folded: str) -> tuple[str, ...]:
    found = [word for written in _WORD.findall(folded) if (word := _kept(written))]
    return (*found, *(match.replace("-", "") for match in _NUMBERED_NAME.findall(folded)))


@lru_cache(maxsize=65_536)
def _kept(word: str) -> str:
    """A word in the singular; empty where it says nothing by itself."""
    singular = _singular(word)
    return "" if singular in synonyms().stopwords else singular


def plain(text: str) -> str:
    """The text in one spelling, followed by the plain names of its concepts: what the dense model compares."""
    folded = fold(text)
    return " ".join((folded, *_concepts(folded)))


@lru_cache(maxsize=1024)
def drug_names(text: str) -> tuple[str, ...]:
    """The plain names of a drug or regimen: brand, isotope spelling and short name are one; a regimen has its parts."""
    folded = fold(text)
    return _concepts(folded) or (folded,)


def fold(text: str) -> str:
    """Lower case, plain dashes, no accents, American spelling."""
    if text.isascii():
        bare = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.translate(_DASHES))
        bare = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    return _spelling_pattern().sub(lambda match: synonyms().spellings[match.group()], bare)


def _concepts(folded: str) -> tuple[str, ...]:
    names = _concept_names()
    found: dict[str, None] = {}
    for match in _concept_pattern().finditer(folded):
        for name in names[_compact(match.group())]:
            found[name] = None
    return tuple(found)


@cache
def _other_fields() -> re.Pattern[str]:
    words = "|".join(re.escape(fold(word)) for word in sorted(synonyms().other_fields))
    return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])")


@cache
def _field_names() -> frozenset[str]:
    return frozenset(concept.terms[0] for concept in synonyms().concepts if concept.field)


@cache
def _concept_names() -> dict[str, Sequence[str]]:
    table = {concept.terms[0]: concept for concept in synonyms().concepts}
    return {
        _compact(key): tuple(dict.fromkeys((concept.terms[0], *concept.implies)))
        for concept in table.values()
        for term in concept.terms
        for key in _written(term)
    }


@cache
def _concept_pattern() -> re.Pattern[str]:
    written = {key for concept in synonyms().concepts for term in concept.terms for key in _written(term)}
    longest_first = sorted(written, key=lambda term: (-len(term), term))
    # By the first letter, so that a place in a text is held against the few terms that can begin there.
    by_letter = {term[0]: [like for like in longest_first if like[0] == term[0]] for term in longest_first}
    body = "|".join(
        f"{re.escape(letter)}(?:{'|'.join(_spaced(term)[len(re.escape(letter)) :] for term in terms)})"
        for letter, terms in by_letter.items()
    )
    return re.compile(rf"(?<![a-z0-9])(?:{body})(?![a-z0-9])")


def _spaced(term: str) -> str:
    """A term as a pattern: a space may be a dash, and in longer terms nothing."""
    return re.escape(term).replace(r"\ ", r"[\s-]*" if len(term) > 6 else r"[\s-]+")


def _compact(term: str) -> str:
    return re.sub(r"[\s-]+", "", term)


@cache
def _spelling_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, synonyms().spellings), key=len, reverse=True)))


def _written(term: str) -> tuple[str, ...]:
    """A term of the table and its plural, as they stand in folded text."""
    bare = re.sub(r"[\s-]+", " ", fold(term))
    return (bare, f"{bare}s") if bare[-1].isalpha() and bare[-1] != "s" else (bare,)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
