"""Word starts: where each word of a text begins, so that a pattern is tried only where it can begin."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

_WORD = re.compile(r"[^\W\d_]+")


def word_starts(text: str) -> Mapping[str, list[int]]:
    """The places of each word, a run of letters in small ones, in a text."""
    starts: dict[str, list[int]] = {}
    for match in _WORD.finditer(text):
        starts.setdefault(match[0].lower(), []).append(match.start())
    return starts


def matches(form: str, text: str, starts: Mapping[str, list[int]], words: frozenset[str]) -> Iterator[re.Match[str]]:
    """Where a pattern matches that begins with one of these words; with none told, wherever it does."""
    if not words:
        yield from compiled(form).finditer(text)
        return
    both = words.intersection(starts) if len(starts) < len(words) else [word for word in words if word in starts]
    for start in sorted(start for word in both for start in starts[word]):
        if match := compiled(form).match(text, start):
            yield match


@cache
def compiled(form: str) -> re.Pattern[str]:
    """A pattern ready to search with: made when the first text needs it."""
    return re.compile(form)
