"""Name line: a line that is a name or begins with one: the rows of a list of people, who wrote a message.

A capital at the head of a line tells little, so a word there is a name only if no list of the field, of English or of
places holds it; in a list of which some rows begin so, a surname that is an English word is one too.
"""

import re
from collections.abc import Iterator

from chains.name_forms import PARTICLE, WORD, words_of
from chains.name_words import (
    CAPITALS,
    is_doubtful,
    is_known,
    is_of_the_field,
    is_place,
    is_surely_odd,
    is_surname,
)

Span = tuple[int, int]
_ROW = re.compile(
    r"(?:^|(?<=: )) ?(?:[*•·-] ?|\d{1,2} ?[.)] ?)?"
    rf"(?P<id>(?P<word>[{CAPITALS}][\w'’-]{{2,24}})(?:,? [{CAPITALS}]\.?| {WORD})?)(?: -{{1,2}} | ?[–—] ?| ?: | ?\()",
    re.MULTILINE,
)
_ENDS_A_MESSAGE = re.compile(r"[.!?…)\"'’,] ?\n$|\n ?\n$|(?:^|\n) ?-{1,2} ?\n$")
"""What stands above the line of who wrote a message."""
_SIGNED = re.compile(
    rf" ?(?P<id>(?:[{CAPITALS}]\. ?){{0,2}}{WORD}(?: (?:(?:{PARTICLE} ){{0,2}}{WORD}|[{CAPITALS}]\.?(?!\w))){{0,3}})"
    r"(?:(?:, ?| ?\(| - )[^\d\n.:]{2,60})?[.!]? *$"
)
_LAST_WORD = re.compile(rf"[.!?] (?P<id>(?P<word>{WORD})(?: [{CAPITALS}]\.?)?)[.!]?\s*$")
_LAST_SIGNS = 40
"""So many signs at the end of a text are read for its last word."""
_LAST_LINES = 4
"""So many lines at the end of a text are read for whom it is from."""
_LIST_OF_PEOPLE = re.compile(
    r"(?i)\b(?:mdt|mdm|board|list|outcomes?|handover|round|patients?|pts|inpatients?|clinic|ward|referrals?|cases|jobs|"
    r"discharges?|admissions?|today|tomorrow|tmrw|slots?)\b"
)


def name_lines(text: str) -> Iterator[Span]:
    """Where a line begins with the name of somebody it tells of, or is the name of who wrote the text."""
    match = _LAST_WORD.search(text, max(0, len(text) - _LAST_SIGNS))
    if match and is_surely_odd(match["word"]) and match["word"][1:].islower():
        yield match.span("id")
    if "\n" in text:
        yield from _heads_of_rows(text)
        yield from _signatures(text)


def _heads_of_rows(text: str) -> Iterator[Span]:
    """The names in "Achebe - PRRT", "Berg - watch". One row alone is a heading."""
    rows = [one for one in _ROW.finditer(text) if not is_of_the_field(one["word"]) and not is_place(one["word"])]
    odd = [one for one in rows if is_surely_odd(one["word"])]
    least = 1 if _LIST_OF_PEOPLE.search(text) else 2
    if len(rows) < 2 or sum(is_known(one["word"]) for one in odd) < least:
        return
    for one in rows:
        word = one["word"]
        if one in odd or ((is_surname(word) or is_doubtful(word)) and word.istitle()):
            whole = all(is_known(part) for part in words_of(one["id"]))
            yield one.start("id"), one.end("id" if whole else "word")


def _signatures(text: str) -> Iterator[Span]:
    """The name alone on one of the last lines, perhaps with what its bearer is: "L. Quennell, SpR"."""
    at = len(text.rstrip())
    for _ in range(_LAST_LINES):
        end, at = at, text.rfind("\n", 0, at)
        if at < 0:
            return
        ends = _ENDS_A_MESSAGE.search(text[max(0, at - 4) : at + 1])
        match = _SIGNED.match(text, at + 1, end) if ends else None
        if match and all(map(is_surely_odd, words_of(match["id"]))):
            yield match.span("id")
