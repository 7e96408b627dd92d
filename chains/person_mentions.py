"""Person mention: whether the words at a place of a sentence are said of somebody.

A given name that is nothing else needs no more. A word that is a name and something else as well (Grace, Price), a
surname and a word that no list holds count where what stands before or behind them is said of persons only; the names
of the lists also where the sentence merely points at something. Authors, as they are cited, are left.
"""

import re
from collections.abc import Mapping
from functools import cache

from chains.name_words import (
    CAPITALS,
    MONTHS,
    is_author,
    is_common,
    is_doubtful,
    is_given,
    is_known,
    is_of_the_field,
    is_place,
    is_surname,
    names_table,
)
from chains.word_starts import matches

_LEAST = {False: 3, True: 5}
"""So many letters a word alone has at least; in capitals throughout more, for a short one is an abbreviation."""
REACH = 32
"""So many signs before a name are read for what points at it."""

_CITED = re.compile(
    r"(?:['’]s?)?,?(?: [A-Z]{1,3}\b,?)? ?(?:et al\b|and (?:colleagues|co-?workers|others)\b|\(?(?:in )?(?:19|20)\d\d\b|"
    rf"(?:and|&|,) [{CAPITALS}][\w-]+,? ?(?:et al\b|\(?(?:19|20)\d\d\b|"
    r"(?:reviewed|showed|described|reported|wrote|published|et)\b)|"
    r"(?:criteria|score|scale|classification|procedure|syndrome|test|trial|study|stain|protocol|"
    r"sign|index|regimen|method|"
    r"paper|group|series|cohort|data|technique|correction|formula|grade|type|stage|solution|"
    r"reaction|protein|gene|cells?|"
    r"disease|operation|manoeuvre|curve|positive|negative|and colleagues)\b|"
    r"['’]s (?:criteria|score|scale|classification|procedure|syndrome|test|trial|study|stain|"
    r"protocol|sign|index|regimen|method|paper|group|series|cohort|data|triad|"
    r"technique|law|formula|disease|operation|rule|guideline|review|work|team)\b)"
    rf"|,? [A-Z]{{1,3}}, [{CAPITALS}][\w-]+ [A-Z]{{1,3}}\b"
)
"""How an author or an eponym goes on."""
_AUTHORS = re.compile(rf"[{CAPITALS}][\w-]+ [A-Z]{{1,3}}, (?:et al|[{CAPITALS}][\w-]+ [A-Z]{{1,3}}\b)")
_PUBLISHED = re.compile(
    r",? (?:et al|reviewed|showed|described|reported(?! (?:no|feel|that|incr|diarr|pain|some|new|less|more))|wrote|"
    r"published|proposed|presented(?! with)|found|demonstrated|argued|used|says|vs|versus|data|trial|study|paper)\b"
)
"""What authors do, and patients seldom."""
_OF_A_TIME = re.compile(
    r"(?i:\b(?:in|since|from|until|till|by|of|on|early|late|mid|last|next|this|and|to|before|after)|\d\.?) $"
)
IN_A_PLACE = re.compile(r"(?i:\b(?:in|at|near|outside|throughout|across|en|à|em)(?: the)?) $")
_AN_INSTITUTION = re.compile(
    r"(?i:\b(?:hospital|clinic|university|institute|cent(?:re|er)|klinikum|ospedale|h[ôo]pital|chu|"
    r"cl[íi]nica|universit\w+|krankenhaus|"
    r"st\.?|md|saint|san|santa)(?: de| of| di)?) $"
)


def is_cited(text: str, start: int, end: int) -> bool:
    """Whether what stands here is the name of a house, an author's, or an eponym."""
    return (
        _CITED.match(text, end) is not None
        or _AUTHORS.match(text, start) is not None
        or _AN_INSTITUTION.search(text[max(0, start - REACH) : start]) is not None
    )


def is_told_of_a_person(text: str, end: int) -> bool:
    """Whether what follows is said of persons only: "… called", "…'s wife"."""
    return _of("behind_a_person").match(text, end) is not None


def named_after(text: str, starts: Mapping[str, list[int]]) -> list[tuple[int, int]]:
    """Where the names of persons stand that a hospital, a centre or a sign is called by."""
    form, firsts = _named_after()
    return [match.span() for match in matches(form, text, starts, firsts)]


@cache
def _named_after() -> tuple[str, frozenset[str]]:
    """The names as a pattern, and their first words."""
    names = sorted(names_table()["named_after"], key=len, reverse=True)
    firsts = frozenset(re.split(r"[ '’-]", name)[0].lower() for name in names)
    return rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])(?!['’]s (?:scan|wife|husband))", firsts


def is_mention(text: str, start: int, end: int, words: list[str]) -> bool:
    """Whether these words, as they stand there, name a person; ``words`` are without particles and initials."""
    if not words or any(is_of_the_field(word) for word in words) or is_cited(text, start, end):
        return False
    loud = all(word.isupper() for word in words)
    before = text[max(0, start - REACH) : start]
    if len(words) == 1 and len(words[0]) < _LEAST[loud]:
        return False
    if not loud and any(is_given(word) for word in words):
        return True
    if any(map(is_place, words)) and IN_A_PLACE.search(before):
        return False
    surely = _of("behind_a_person").match(text, end) is not None or _of("before_a_person").search(before) is not None
    if any(is_doubtful(word) and not is_place(word) for word in words):
        surely = surely or _of("behind_a_doubtful_name").match(text, end) is not None
    if _PUBLISHED.match(text, end) and not any(map(is_doubtful, words)):
        return False
    if all(word in MONTHS for word in words) and _OF_A_TIME.search(before):
        return False
    if not any(_is_a_name(word) for word in words):
        strange = not loud and not any(is_place(word) or is_common(word) for word in words)
        return strange and surely
    if _is_a_phrase(words):
        return False
    return surely or (not loud and _is_pointed_at(text, start, end, words))


def _is_pointed_at(text: str, start: int, end: int, words: list[str]) -> bool:
    """Whether the sentence points at a name of the lists that is no place, month or author where it stands."""
    before = text[max(0, start - REACH) : start]
    if all(word in MONTHS for word in words) or re.match(r" [A-Z][a-z]", text[end : end + 3]):
        return False
    if _of("before_a_case").search(before):
        return True
    if any(is_author(word) or is_place(word) for word in words):
        return False
    if not any(map(is_common, words)) and _of("behind_a_known_name").match(text, end):
        return not _PUBLISHED.match(text, end)
    return _of("before_a_known_name").search(before) is not None and _PUBLISHED.match(text, end) is None


def _is_a_name(word: str) -> bool:
    return is_doubtful(word) or is_known(word)


def _is_a_phrase(words: list[str]) -> bool:
    """Several words of which but one is a name, and the others are common: "Grace Period"."""
    return len(words) > 1 and any(is_common(word) and not (is_doubtful(word) or is_surname(word)) for word in words)


@cache
def _of(name: str) -> re.Pattern[str]:
    """What stands before or behind a name, of the table."""
    forms = "|".join(names_table()[name])
    return re.compile(rf"(?i:{forms})" if name.startswith("behind") else rf"(?i:(?<![\w-])(?:{forms}))[ ,(]{{1,2}}$")
