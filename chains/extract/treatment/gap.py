"""Gap: what stands between a treatment and a word about it, or between two treatments, and whether it parts them."""

import re
from functools import cache

from chains.extract.text.vocabulary import table

JOINED_CHARS = 70
"""Treatments further apart than this make no list."""
ENUMERATOR = r"(?<![a-z0-9(])\d{1,2}\) "
_SHORTENED = ("inj", "tab", "incl", "adj", "neoadj", "syst", "pall", "palliat", "prev", "add")
FULL_STOP = r"(?<![sip]\.[cmov])" + "".join(rf"(?<!\b{word})" for word in _SHORTENED) + r"\.(?= |$)"
"""A full stop that ends a sentence, not the one of "s.c." or "adj."."""
_HARD = re.compile(rf"[;:?!→]|{FULL_STOP}")
_PARTS = re.compile(rf"[;:?!\n]|{FULL_STOP}|{ENUMERATOR}")
_WORD = re.compile(r"[^\s,()+/:→&;?-]+")


@cache
def words(name: str) -> frozenset[str]:
    """One list of words of ``status.toml``."""
    return frozenset(table("status")["words"][name])


def split(gap: str) -> list[str]:
    """The words of a gap, without its marks."""
    return _WORD.findall(gap)


def holds_only(gap: str, *names: str) -> bool:
    """Whether a gap holds nothing but words of these lists, numbers and doses."""
    return all(_is_measure(word) or any(word in words(name) for name in names) for word in split(gap))


def is_light(gap: str) -> bool:
    """Whether only doses, dates and small words stand in a gap."""
    return not _HARD.search(gap) and holds_only(gap, "light")


def joins(gap: str) -> bool:
    """Whether a gap between two treatments makes them one list."""
    return len(gap) <= JOINED_CHARS and not _PARTS.search(gap) and holds_only(gap, "light", "joining")


def _is_measure(word: str) -> bool:
    """Whether a word is a number, a dose, an interval (q4w), a cycle (c3) or a sign."""
    return word[0] in "0123456789<>~=¤'" or (word[0] in "qxc" and word[1:2].isdigit())
