"""Titles: whether two titles name the same document, however the two places spell and punctuate it."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

THRESHOLD = 0.9
"""The least share of words that two titles must have in common (twice the common words over all words).

A convention of this project. It is above what any two different papers of the register have in common, the twin trials
SANET-p and SANET-ep among them (a test holds it there), and low enough for a word spelled in another way.
"""
SHORTEST_MAIN_TITLE = 5
"""Words that the part before the colon must have to stand for the whole title."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_SPELLINGS = (
    (re.compile(r"\bnon[-\s]+(?=[a-z])"), "non"),
    (re.compile(r"[ao]e"), "e"),
    (re.compile(r"our(?=s?\b)|our(?=al)"), "or"),
    (re.compile(r"is(?=(?:e|ed|es|ing|ation|ations)\b)"), "iz"),
)
"""British and American spelling, and words with and without a hyphen, made one; applied to both sides alike."""
_RETRACTED = re.compile(r"^\W*(?:retracted|withdrawn)(?: article)?\s*[:\]]\s*", re.IGNORECASE)
"""What publishers put before the title of an article that they retracted; it is the same article."""
_SUBTITLE = re.compile(r"[:.?!]\s|\s[-–—]\s")


def words(title: str) -> tuple[str, ...]:
    """The words of a title without markup, accents, punctuation and case; numbers are words of their own."""
    plain = unicodedata.normalize("NFKD", _TAG.sub("", html.unescape(html.unescape(title))))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    for spelling, common in _SPELLINGS:
        plain = spelling.sub(common, plain)
    return tuple(_WORD.findall(plain))


def similarity(left: str, right: str) -> float:
    """From 0 to 1. A title without its subtitle is compared with the other's main title."""
    left, right = _RETRACTED.sub("", left), _RETRACTED.sub("", right)
    main_left, main_right = _main(left), _main(right)
    pairs = [(words(left), words(right))]
    if main_left is None and main_right is not None:
        pairs.append((words(left), main_right))
    elif main_right is None and main_left is not None:
        pairs.append((main_left, words(right)))
    return max(_common(*pair) for pair in pairs)


def same_title(left: str, right: str) -> bool:
    """Whether the two are alike enough to name one document."""
    return similarity(left, right) >= THRESHOLD


def names_one(title: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands in the title, as whole words."""
    padded = f" {' '.join(words(title))} "
    return any(f" {' '.join(words(name))} " in padded for name in names if words(name))


def _main(title: str) -> tuple[str, ...] | None:
    """The words before the subtitle; ``None`` where there is no subtitle, or too little before it."""
    parts = _SUBTITLE.split(title.strip().rstrip("."), maxsplit=1)
    found = words(parts[0])
    return found if len(parts) > 1 and len(found) >= SHORTEST_MAIN_TITLE else None


def _common(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """The share of common words; none where each has a number that the other lacks (NETTER-1 is not NETTER-2)."""
    numbers_left, numbers_right = ({word for word in side if word.isdecimal()} for side in (left, right))
    if numbers_left - numbers_right and numbers_right - numbers_left:
        return 0.0
    total = len(left) + len(right)
    return 2 * sum((Counter(left) & Counter(right)).values()) / total if total else 0.0
