"""Labelled name: a name that follows a title, a label, a relation, the number of a bed or a greeting.

What may stand before a name, and what sort of word then counts as one, is data in ``plans/names.toml``.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import field_validator

from chains.name_forms import ANY_WORD, INITIAL, PARTICLE, WORD, tail_of
from chains.name_words import (
    CAPITALS,
    MONTHS,
    bare_of,
    is_common,
    is_doubtful,
    is_given,
    is_known,
    is_of_the_field,
    is_of_the_vocabulary,
    is_surname,
    is_taken_by_the_field,
    names_table,
    no_names,
)
from chains.person_mentions import named_after
from chains.word_starts import matches
from knowledge.case import Value

_MOST = 4
"""So many words and initials a name has at most."""
_TOKEN = re.compile(rf"(?P<initial>{INITIAL})|(?P<particle>{PARTICLE}) |(?P<word>{ANY_WORD})")
_CAPITALISED = re.compile(WORD)
_GAP = re.compile(r", ?| |(?<=\.)")
_LONE_LETTER = re.compile(rf" (?:[{CAPITALS}]|[a-wyz](?=\s*(?:\n|$)))(?![\w.'’/+-])")
_STANDS_ALONE = re.compile(r"\s*(?:$|[\n,;:.!?()\[\]–—-])|['’]s\b| (?:has|had|is|was|called|says|said|asks)\b")
"""What follows an English word where it is a name and not the beginning of a phrase: "Bed 9 Bell - NEC"."""


class Label(Value):
    """What stands before a name, as a pattern, and the words that then count."""

    before: str
    at: frozenset[str] = frozenset()
    """Every word in small letters that the pattern can begin with, where it begins with a word."""
    lower: bool = False
    """Whether a word in small letters counts, if it is a known name."""
    english: bool = False
    """Whether such a word may be an English word as well: "mrs long"."""
    titled: bool = False
    """Whether any word with a capital counts, be it an eponym of the field."""
    known: bool = False
    """Whether an English word counts only as a known name that stands alone."""
    listed: bool = False
    """Whether only a name of the lists counts that is no English word."""
    least: int = 1
    """So many words or initials the name has at least."""
    closing: bool = False
    """Whether the name must end its line, as below a letter."""

    @field_validator("at", mode="before")
    @classmethod
    def _of_words(cls, value: str) -> frozenset[str]:
        return frozenset(value.split())


def labelled_names(text: str, starts: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
    """Where a name stands behind a label; ``starts`` are the places of the text's words."""
    places = {start for start, _ in named_after(text, starts)}
    for label in _labels():
        for match in matches(label.before, text, starts, label.at):
            if not label.titled and match.start() in places:  # "Sister Mary Joseph nodule"
                continue
            sure = ":" in match[0] or label.titled or label.least > 1
            end = _end(text, match.end(), label, sure=sure)
            if end is None or len(re.findall(r"\w+", text[match.end() : end])) < label.least:
                continue
            if label.closing and not re.match(r"[,.!]?\s*?(?:\n|$)", text[end:][:8]):
                continue
            if label.titled or not _is_abbreviation(text[match.end() : end]):
                yield match.end(), end


def _end(text: str, start: int, label: Label, *, sure: bool) -> int | None:
    """Where a name that begins here ends; nothing where none does."""
    end, at, words = None, start, 0
    small, joined = False, False
    while words < _MOST and (match := _TOKEN.match(text, at)) is not None:
        said = match["word"]
        if match["initial"] and words > 1 and text[at - 2 : at] == ", ":  # "Dell'Acqua, C.F. DLLMTT61"
            break
        if said and words and _is_small(said) and not small:
            break
        if said and words and _is_of_a_name_no_more(text, start, match):
            break
        if (
            said
            and not (joined and not _is_small(said))
            and not _fits(text, match.end("word"), said, label, first=not words, sure=sure)
        ):
            break
        joined = bool(match["particle"]) or (bool(said) and bool(re.search(r"-(?:de|van|von|del)$", said)))
        if not match["particle"]:
            end, words, small = match.end() - tail_of(match[0]), words + 1, bool(said) and _is_small(said)
            if said and end != match.end():
                break
        gap = _GAP.match(text, match.end() - (1 if match["particle"] else 0))
        if gap is None:
            break
        at = gap.end()
    if end is not None and (label.titled or sure or label.closing) and (letter := _LONE_LETTER.match(text, end)):
        end = letter.end()
    return end


def _is_of_a_name_no_more(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a word behind a name tells what one is or of what house: "Byrne EOLC", "Fiona Carmody, Riverside"."""
    before, said = text[start : match.start()], match["word"]
    if before.endswith(", ") and len(re.findall(WORD, before)) > 1:
        return not is_given(said) and len(said) > 2
    return said in names_table()["degrees"] or (
        said.isupper() and 2 < len(said) < 6 and not before.isupper() and not is_known(said)
    )


def _fits(text: str, end: int, said: str, label: Label, *, first: bool, sure: bool) -> bool:
    """Whether a word is one of the name behind this label."""
    bare = bare_of(said).lower()
    if any(map(str.isdigit, said)) or not bare.strip("x"):  # "Name: XX"
        return False
    if label.titled and first and not _is_small(said):
        return bare not in _functions() and (not said.isupper() or bare not in no_names() or is_surname(said))
    if (
        bare in no_names()
        or said in MONTHS
        or (
            not label.titled
            and is_of_the_field(said)
            and not (bare.endswith("oma") and not is_taken_by_the_field(said))
        )
    ):
        return False
    if _is_small(said) and bare in _functions():
        return False
    if label.listed and _is_small(said):
        alone = is_surname(said) and not is_common(said) and _STANDS_ALONE.match(text, end) is not None
        return label.lower and len(said) > 2 and (alone or (is_given(said) and not is_of_the_vocabulary(said)))
    if label.listed:
        return is_given(said) or (is_known(said) and not is_common(said))
    if _is_small(said):
        return _fits_in_small_letters(text, end, said, label, sure=sure)
    if not is_common(said) or is_given(said):
        return not label.known or not said.isupper() or len(said) > 5 or is_known(said)
    if not (is_surname(said) or is_doubtful(said)):
        return (first and sure and not label.known) or (
            not first and not said.isupper() and _STANDS_ALONE.match(text, end) is not None
        )
    return not label.known or not first or said.isupper() or _STANDS_ALONE.match(text, end) is not None


def _fits_in_small_letters(text: str, end: int, said: str, label: Label, *, sure: bool) -> bool:
    if not label.lower or len(said) < 3:
        return False
    if is_common(said):
        return (label.english and is_surname(said) and not (label.known and said in _not_in_small_letters())) or (
            is_given(said) and not is_of_the_vocabulary(said)
        )
    if sure or is_known(said):
        return True
    beside = _TOKEN.match(text, end + 1)
    return beside is not None and bool(beside["word"]) and is_known(beside["word"]) and not is_common(beside["word"])


def _is_small(word: str) -> bool:
    """Whether a word has no capital where a name has one: "d'Estaing" has."""
    return word[0].islower() and _CAPITALISED.match(word) is None


def _is_abbreviation(word: str) -> bool:
    """A few capitals, as "M" for male or "PPI" in a line that begins with "Pt:"; no name behind a mere label."""
    return re.fullmatch(rf"[{CAPITALS}]{{1,3}}\.?", word) is not None and not is_known(word)


@cache
def _labels() -> tuple[Label, ...]:
    return tuple(Label.model_validate(row) for row in names_table()["label"])


@cache
def _not_in_small_letters() -> frozenset[str]:
    return frozenset(names_table()["not_in_small_letters"])


@cache
def _functions() -> frozenset[str]:
    return frozenset(names_table()["functions"])
