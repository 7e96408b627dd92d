"""Written name: a name that is told by how it is written, or by a request, a report or a study it stands in.

With an initial or carets, behind "Attending" or "screen fail:", before "can you ring her" a word is a name that no list
of the field, of English or of places holds. What stands around it is data in ``plans/names.toml``.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from pydantic import field_validator

from chains.name_forms import PARTICLE, WORD
from chains.name_words import (
    CAPITALS,
    bare_of,
    is_author,
    is_common,
    is_doubtful,
    is_known,
    is_odd,
    is_of_the_field,
    is_of_the_vocabulary,
    is_place,
    is_surely_odd,
    is_surname,
    names_table,
)
from chains.person_mentions import is_cited
from chains.word_starts import compiled, matches
from knowledge.case import Value

Span = tuple[int, int]
_FREE = r"(?<![\w.'’/+@^-])"
_NAME = rf"(?:[{CAPITALS}]\.? ){{0,2}}(?:{PARTICLE} ){{0,2}}{WORD}(?: (?:{PARTICLE} )?{WORD})?"
_CARETS = re.compile(
    rf"{_FREE}(?P<id>(?:(?:{PARTICLE}|VAN|DE|DER|DEL|AL) ){{0,2}}"
    rf"(?P<word>[{CAPITALS}][\w'’-]{{1,24}})(?:\^[\w'’.-]{{0,24}}){{1,4}})"
)
_INITIAL_FIRST = re.compile(
    rf"{_FREE}(?P<id>[{CAPITALS}](?P<point>\.(?:[ -]?[{CAPITALS}]\.){{0,2}} ?| )(?:{PARTICLE} ){{0,2}}(?P<word>{WORD}))"
)
_INITIAL_LAST = re.compile(
    rf"{_FREE}(?P<id>(?P<word>[{CAPITALS}][\w'’-]{{2,24}}),? (?P<letters>[{CAPITALS}]{{1,2}}))(?![\w'’+%-])"
)
_FACTS = re.compile(
    r"\.? ?(?:(?:/ ?|, ?|\()?(?i:dob|mrn|nhs|born)\b|,? ?\(?\d\d ?-?(?:[mMfF]\b|y|/ ?[mf]))",
)
"""A day of birth, a record number or an age behind a name."""
_ENDS = re.compile(r"\.? ?(?:$|\n|[,;:/()|–—](?! ?\d{1,2}(?![\d\s./-])(?! ?[MFmfy]))| - )")
"""What else follows the initial of a name; a value follows a symbol: "Okafor K 2.9"."""
_GOES_ON = re.compile(r" [a-z(]")
_HEADS_A_ROW = re.compile(
    r"(?:(?:^|\n|: ) ?(?:\d{1,2} ?[.):-]|[*•·-])?|(?i:\b(?:bed|rm|room|bay) \d{1,3}[a-z]?[,:)]?)) ?$"
)
_BEGINS = re.compile(r"(?:^|\n) ?(?:[*•·-]|\d{1,2} ?[.)])? ?$|[:.;!?] ?$")
_LEADS_TO_TITLE = re.compile(rf"[{CAPITALS}][a-z]{{0,9}}\.? $")
"""A word with a capital before an initial, as in the titles of journals: "Eur J Endocrinol"."""
_LETTERS_OF_LISTS = "ABCDE"
_BEFORE = 12
"""So many signs before a name are read for what it is the head or a part of."""
Sort = Literal["odd", "known", "small", "doctor", "initials", "any"]


class Form(Value):
    """Where a name stands that no title and no label tells: the part ``id`` of the form is taken."""

    form: str
    at: frozenset[str] = frozenset()
    """Every word in small letters that it can begin with, where it begins with a word."""
    needs: str = ""
    """What a text holds, as a pattern, in which it is found."""
    asks: Sort = "odd"
    """What is asked of its words, as the table tells."""

    @field_validator("at", mode="before")
    @classmethod
    def _of_words(cls, value: str) -> frozenset[str]:
        return frozenset(value.split())

    @field_validator("form")
    @classmethod
    def _whole(cls, value: str) -> str:
        return value.replace("<name>", _NAME)


def written_names(text: str, starts: Mapping[str, list[int]]) -> Iterator[Span]:
    """Where a name stands that its initials, its carets or what is said around it tell."""
    if "^" in text:
        yield from (match.span("id") for match in _CARETS.finditer(text) if not is_of_the_field(match["word"]))
    yield from _behind_initials(text)
    yield from _before_initials(text)
    for form in _forms():
        if form.needs and compiled(form.needs).search(text) is None:
            continue
        for match in matches(form.form, text, starts, form.at):
            start = match.start("id")
            end = start + _said(form.asks, match["id"])
            if end > start and not is_cited(text, start, end):
                yield start, end


def _said(asks: Sort, said: str) -> int:
    """How many letters of what stands there are a name; none where it is no such name as is asked for."""
    if asks in ("small", "doctor"):
        return len(said) if _is_small_name(said, english=asks == "doctor") else 0
    if asks == "initials":
        return 0 if is_of_the_field(re.sub(r"[. ]", "", said)) else len(said)
    if asks == "any":
        return 0 if said.lower() in names_table()["functions"] else len(bare_of(said))
    length, known = 0, False
    for match in re.finditer(WORD, said):
        word = bare_of(match[0])
        if not (is_surely_odd(word) or (asks == "known" and is_doubtful(word) and word.istitle())):
            break
        length, known = match.start() + len(word), known or is_known(word)
        if word != match[0]:
            break
    return length if known or asks != "known" else 0


def _is_small_name(word: str, *, english: bool) -> bool:
    if word in names_table()["not_in_small_letters"] or is_of_the_field(word) or is_place(word) or not is_known(word):
        return False
    if english:
        return not is_of_the_vocabulary(word) and word not in names_table()["functions"]
    return len(word) > 3 and not is_common(word)


def _behind_initials(text: str) -> Iterator[Span]:
    """As in "R. Delacroix" and "J Abiola"."""
    for match in _INITIAL_FIRST.finditer(text):
        word, (start, end) = bare_of(match["word"]), match.span("id")
        end -= len(match["word"]) - len(word)
        if not is_cited(text, start, end) and _is_name_behind(text, match, word):
            yield start, end


def _is_name_behind(text: str, match: re.Match[str], word: str) -> bool:
    start, end = match.span("id")
    if match["point"] != " ":
        if word.isupper() and len(word) < 4:
            return False
        # a surname that is an English word is one, but behind the letter of a list: "A. Long segment"
        goes_on = match["id"][0] in _LETTERS_OF_LISTS or word.isupper() or re.match(r" [a-z]", text[end : end + 2])
        return is_odd(word) or (is_surname(word) and not is_of_the_field(word) and not goes_on)
    before = text[max(0, start - _BEFORE) : start]
    if len(word) < 4 or not is_surely_odd(word) or _LEADS_TO_TITLE.search(before):
        return False
    return is_known(word) or _BEGINS.search(before) is not None


def _before_initials(text: str) -> Iterator[Span]:
    """As in "Tendai M.", "Lim SH" at the head of a row, and "BALOGH E / MRN"."""
    for match in _INITIAL_LAST.finditer(text):
        word, letters, (start, end) = match["word"], match["letters"], match.span("id")
        if is_of_the_field(letters) or letters in names_table()["degrees"]:
            continue
        if (len(letters) > 1 and is_of_the_vocabulary(letters)) or is_cited(text, start, end):
            continue
        heads = _HEADS_A_ROW.search(text[max(0, start - _BEFORE) : start]) is not None
        known = is_known(word)
        if not (is_odd(word) or (heads and known and is_author(word) and not is_common(word))) or (
            word.isupper() and not known and len(word) < 5
        ):
            continue
        facts = _FACTS.match(text, end) is not None
        ends = facts or _ENDS.match(text, end) is not None
        if (ends and (known or heads or facts)) or (
            heads and known and (len(letters) > 1 or _GOES_ON.match(text, end) is not None)
        ):
            yield start, end


@cache
def _forms() -> tuple[Form, ...]:
    return tuple(Form.model_validate(row) for row in names_table()["form"])
