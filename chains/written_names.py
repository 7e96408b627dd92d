"""Written name: a name that is told by how it is written, or by where in a text it stands.

An initial beside it, carets between its parts, a line of its own below a message or at the head of a row, a request to
somebody: there a word that no list of the field, of English or of places holds is a name. What stands around it is data
in ``plans/names.toml``.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import field_validator

from chains.name_forms import PARTICLE, WORD, words_of
from chains.name_words import (
    CAPITALS,
    MONTHS,
    bare_of,
    is_author,
    is_common,
    is_doubtful,
    is_given,
    is_known,
    is_of_the_field,
    is_of_the_vocabulary,
    is_place,
    is_surname,
    names_table,
)
from chains.person_mentions import is_cited
from chains.word_starts import compiled, matches
from knowledge.case import Value

Span = tuple[int, int]
_FREE = r"(?<![\w.'’/+@^-])"
_INITIAL_FIRST = re.compile(
    rf"{_FREE}(?P<id>[{CAPITALS}](?P<point>\.(?:[ -]?[{CAPITALS}]\.){{0,2}} ?| )(?:{PARTICLE} ){{0,2}}(?P<word>{WORD}))"
)
_INITIAL_LAST = re.compile(
    rf"{_FREE}(?P<id>(?P<word>[{CAPITALS}][\w'’-]{{2,24}}),? (?P<letters>[{CAPITALS}]{{1,2}}))(?![\w'’+%-])"
)
_ENDS = re.compile(
    r"\.? ?(?:(?:/ ?|, ?|\()?(?i:dob|mrn|nhs|born)\b|,? ?\(?\d\d ?-?(?:[mMfF]\b|y|/ ?[mf])|$|\n|[,;:/()|–—](?! ?\d{1,2}(?![\d\s./-])(?! ?[MFmfy]))| - )"
)
"""What follows the initial of a name; a value follows a symbol: "Okafor K 2.9"."""
_GOES_ON = re.compile(r" [a-z(]")
_HEADS_A_ROW = re.compile(r"(?:(?:^|\n|: ) ?(?:\d{1,2} ?[.):-]|[*•·-])?|(?i:\b(?:bed|rm|room|bay) \d{1,3}[a-z]?[,:)]?)) ?$")
_LISTED = re.compile(r"(?:^|\n) ?(?:[*•·-]|\d{1,2} ?[.)])? ?$|[:.;!?] ?$")
_LEADS_TO_TITLE = re.compile(rf"[{CAPITALS}][a-z]{{0,9}}\.? $")
"""A word with a capital before an initial, as in the titles of journals: "Eur J Endocrinol"."""
_NAME = rf"(?:[{CAPITALS}]\.? ){{0,2}}(?:{PARTICLE} ){{0,2}}{WORD}(?: (?:{PARTICLE} )?{WORD})?"
_CARETS = re.compile(
    rf"{_FREE}(?P<id>(?:(?:{PARTICLE}|VAN|DE|DER|DEL|AL) ){{0,2}}[{CAPITALS}][\w'’-]{{1,24}}(?:\^[\w'’.-]{{0,24}}){{1,4}})"
)
_ROW = re.compile(r"(?:^|\n) ?(?:\d{1,2} ?[.):-]|[*•·-])? ?$")
_LISTED = re.compile(r"(?:^|\n) ?(?:[*•·-]|\d{1,2} ?[.)])? ?$|[:.;!?] ?$")
_LEADS_TO_TITLE = re.compile(rf"[{CAPITALS}][a-z]{{0,9}}\.? $")
"""A word with a capital before an initial, as in the titles of journals: "Eur J Endocrinol"."""
_NAME = rf"(?:[{CAPITALS}]\.? ){{0,2}}(?:{PARTICLE} ){{0,2}}{WORD}(?: (?:{PARTICLE} )?{WORD})?"
_CARETS = re.compile(rf"{_FREE}(?P<id>[{CAPITALS}][\w'’ -]{{1,24}}(?:\^[\w'’. -]{{0,24}}){{1,4}}(?<! ))")
_ROW = re.compile(
    rf"(?:^|(?<=: )) ?(?:[*•·-] ?|\d{{1,2}} ?[.)] ?)?(?P<id>(?P<word>[{CAPITALS}][\w'’-]{{2,24}})(?:,? [{CAPITALS}]\.?| {WORD})?)"
    r"(?: -{1,2} | ?[–—] ?| ?: | ?\()",
    re.MULTILINE,
)
_ENDS_A_MESSAGE = re.compile(r"[.!?…)\"'’,] ?\n$|\n ?\n$|(?:^|\n) ?-{1,2} ?\n$")
"""What stands above the line of who wrote a message."""
_SIGNED = re.compile(
    rf" ?(?P<id>(?:[{CAPITALS}]\. ?){{0,2}}{WORD}(?: (?:(?:{PARTICLE} ){{0,2}}{WORD}|[{CAPITALS}]\.?(?!\w))){{0,3}})"
    r"(?:(?:, ?| ?\(| - )[^\d\n.:]{2,60})?[.!]? *$"
)
_LAST_WORD = re.compile(rf"[.!?] (?P<id>(?P<word>{WORD})(?: [{CAPITALS}]\.?)?)[.!]?\s*$")
_LAST_LINES = 4
"""So many lines at the end of a text are read for whom it is from."""
_LIST_OF_PEOPLE = re.compile(
    r"(?i)\b(?:mdt|mdm|board|list|outcomes?|handover|round|patients?|pts|inpatients?|clinic|ward|referrals?|cases|jobs|"
    r"discharges?|admissions?|today|tomorrow|tmrw|slots?)\b"
)


class Form(Value):
    """Where a name stands that no title and no label tells: the part ``id`` of the form is taken."""

    form: str
    at: frozenset[str] = frozenset()
    """Every word in small letters that it can begin with, where it begins with a word."""
    needs: str = ""
    """What a text holds, as a pattern, in which it is found."""
    asks: str = "odd"
    """What its words are: ``odd`` to the field and to English, ``small`` names, ``any`` that is no function."""

    @field_validator("at", mode="before")
    @classmethod
    def _of_words(cls, value: str) -> frozenset[str]:
        return frozenset(value.split())


def written_names(text: str, starts: Mapping[str, list[int]]) -> Iterator[Span]:
    """Where a name stands that its initials, its carets, its line or a request tell."""
    yield from _with_initials(text)
    if "^" in text:
        yield from (match.span("id") for match in _CARETS.finditer(text) if not is_of_the_field(match["id"].split("^")[0]))
    if "\n" in text:
        yield from _rows(text)
    yield from _signatures(text)
    for form in _forms():
        if form.needs and compiled(form.needs).search(text) is None:
            continue
        for match in matches(_whole(form.form), text, starts, form.at):
            start = match.start("id")
            end = start + _said(form.asks, match["id"])
            if end > start and not is_cited(text, start, end):
                yield start, end


@cache
def _whole(form: str) -> str:
    return form.replace("<name>", _NAME)


def is_odd(word: str) -> bool:
    """Whether a word with a capital is neither of the field nor of English, and no place and no author."""
    bare = bare_of(word)
    return (
        len(bare) > 2
        and bare.replace("-", "").replace("'", "").replace("’", "").isalpha()
        and not is_of_the_field(bare)
        and not is_place(bare)
        and not is_author(bare)
        and (is_given(bare) or not is_common(bare))
        and bare not in MONTHS
    )


def _is_a_name_of_an_author(word: str) -> bool:
    return is_author(word) and is_known(word) and not is_common(word) and not is_of_the_field(word)


def _is_odd_in_capitals(word: str) -> bool:
    """As above; a word in capitals is an abbreviation where no list of names has it."""
    return is_odd(word) and (not word.isupper() or (is_known(word) and len(word) > 3))


def _said(asks: str, said: str) -> int:
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
        if not (_is_odd_in_capitals(word) or (asks == "known" and is_doubtful(word) and word.istitle())):
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


def _with_initials(text: str) -> Iterator[Span]:
    for match in _INITIAL_FIRST.finditer(text):
        word, (start, end) = bare_of(match["word"]), match.span("id")
        end -= len(match["word"]) - len(word)
        if is_cited(text, start, end) or (word.isupper() and len(word) < 4):
            continue
        if match["point"] != " ":
            if is_odd(word) or (is_surname(word) and not is_of_the_field(word) and _may_be(text, match)):
                yield start, end
        elif _is_odd_in_capitals(word) and len(word) > 3 and not _LEADS_TO_TITLE.search(text[max(0, start - 12) : start]):
            if is_known(word) or _LISTED.search(text[max(0, start - 6) : start]):
                yield start, end
    for match in _INITIAL_LAST.finditer(text):
        word, letters, (start, end) = match["word"], match["letters"], match.span("id")
        if is_of_the_field(letters) or letters in names_table()["degrees"]:
            continue
        if len(letters) == 2 and is_of_the_vocabulary(letters):
            continue
        heads = _HEADS_A_ROW.search(text[max(0, start - 10) : start]) is not None
        if not (is_odd(word) or (heads and _is_a_name_of_an_author(word))):
            continue
        if is_cited(text, start, end) or (word.isupper() and not is_known(word) and len(word) < 5):
            continue
        ends = _ENDS.match(text, end)
        surely = is_known(word) or heads or (ends is not None and ends[0][-1:].isalnum())
        if (ends and surely) or (heads and is_known(word) and (len(letters) == 2 or _GOES_ON.match(text, end))):
            yield start, end


def _may_be(text: str, match: re.Match[str]) -> bool:
    """Whether a surname that is an English word is one: not behind the letter of a list: "A. Long segment"."""
    return match["id"][0] not in "ABCDE" and not match["word"].isupper() and not re.match(r" [a-z]", text[match.end() :][:2])


def _rows(text: str) -> Iterator[Span]:
    """The heads of the rows of a list of people: "Achebe - PRRT". One row alone is a heading."""
    rows = [match for match in _ROW.finditer(text) if not is_of_the_field(match["word"]) and not is_place(match["word"])]
    odd = [match for match in rows if _is_odd_in_capitals(match["word"])]
    told = _LIST_OF_PEOPLE.search(text) is not None
    if sum(is_known(match["word"]) for match in odd) < (1 if told else 2) or len(rows) < 2:
        return
    for match in rows:
        word = match["word"]
        if match in odd or (is_surname(word) or is_doubtful(word)) and word.istitle():
            end = match.end("id") if all(is_known(part) or len(part) < 3 for part in words_of(match["id"])) else match.end("word")
            yield match.start("id"), end


def _signatures(text: str) -> Iterator[Span]:
    """Who wrote a message: the name alone on one of its last lines, or as its last word."""
    if match := _LAST_WORD.search(text, max(0, len(text) - 40)):
        if _is_odd_in_capitals(match["word"]) and match["word"][1:].islower():
            yield match.span("id")
    at = len(text.rstrip())
    for _ in range(_LAST_LINES):
        end, at = at, text.rfind("\n", 0, at)
        if at < 0:
            return
        match = _SIGNED.match(text, at + 1, end) if _ENDS_A_MESSAGE.search(text[max(0, at - 4) : at + 1]) else None
        if match and all(map(_is_odd_in_capitals, words_of(match["id"]))):
            yield match.span("id")


@cache
def _forms() -> tuple[Form, ...]:
    return tuple(Form.model_validate(row) for row in names_table()["form"])
