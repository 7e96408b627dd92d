"""First words: the words in small letters with which what a pattern matches can begin."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

sre: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

_NO_WIDTH = {sre.ASSERT, sre.ASSERT_NOT, sre.AT}
_MOST_SIGNS = 12


class OpenBeginningError(ValueError):
    """The pattern may begin with anything, so that no list of words holds its beginnings."""


def first_words(form: str) -> set[str]:
    """Every first word of a pattern; a word ends where a sign that is no letter, or the pattern, does."""
    return {word for word, _ in _begin(list(parser.parse(form)), "")}


def _begin(items: list[Any], word: str) -> Iterator[tuple[str, bool]]:
    """Beginnings of a word by these parts: the word, and whether it has ended."""
    if not items:
        yield word, False
        return
    for grown, ended in _one(items[0], word):
        if ended:
            yield grown, True
        else:
            yield from _begin(items[1:], grown)


def _one(item: Any, word: str) -> Iterator[tuple[str, bool]]:
    op, value = item
    if op in _NO_WIDTH:
        yield word, bool(word) and op is sre.ASSERT and _is_a_digit(value)
    elif op is sre.LITERAL:
        yield _grown(word, [chr(value)])[0]
    elif op is sre.IN:
        yield from _grown(word, list(_signs(value, word)))
    elif op is sre.BRANCH:
        for branch in value[1]:
            yield from _begin(list(branch), word)
    elif op is sre.SUBPATTERN:
        yield from _begin(list(value[3]), word)
    elif op in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
        least, most, part = value
        yield from _repeated(list(part), word, least, min(most, least + 1))
    elif word:
        yield word, True
    else:
        raise OpenBeginningError(str(item))


def _is_a_digit(ahead: Any) -> bool:
    return bool(ahead[0] > 0 and next(iter(ahead[1]))[1] == [(sre.CATEGORY, sre.CATEGORY_DIGIT)])


def _repeated(part: list[Any], word: str, least: int, most: int) -> Iterator[tuple[str, bool]]:
    if least == 0:
        yield word, False
    if most:
        for grown, ended in _begin(part, word):
            if ended:
                yield grown, True
            elif grown == word or most == 1:
                yield grown, False
            else:
                yield from _repeated(part, grown, max(0, least - 1), most - 1)


def _grown(word: str, signs: list[str]) -> list[tuple[str, bool]]:
    if not word and not all(sign.isalpha() for sign in signs):
        raise OpenBeginningError("".join(signs))
    return [(word + sign.lower(), False) if sign.isalpha() else (word, True) for sign in signs]


def _signs(values: list[Any], word: str) -> Iterator[str]:
    for op, value in values:
        if op is sre.LITERAL:
            yield chr(value)
        elif op is sre.RANGE and value[1] - value[0] < _MOST_SIGNS:
            yield from map(chr, range(value[0], value[1] + 1))
        elif word:
            yield " "  # a letter of many: the word is taken as ended, and no list holds it
        else:
            raise OpenBeginningError(str(values))
