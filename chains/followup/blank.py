"""Blank: passages of a message that say nothing of this patient, made blank with every place kept."""

import re
from collections.abc import Callable

from chains.followup.words import pattern

_SENTENCES = re.compile(r"(?<=[.!?\n])(?=\s|$)")


def statements(text: str) -> str:
    """The text without its questions."""
    return _without(text, lambda part: part.rstrip().endswith("?"))


def of_this_patient(text: str) -> str:
    """The text without what it tells of somebody else's patient, of what it takes back and of what it calls wrong."""
    told = without_anecdotes(text)
    for name in ("retract", "refuted", "benign", "between"):
        told = pattern(name).sub(lambda match: " " * len(match.group()), told)
    return told


def without_anecdotes(text: str) -> str:
    """The text without the sentences that tell of somebody else's patient."""
    anecdote = pattern("anecdote")
    return _without(text, lambda part: anecdote.search(part) is not None) if anecdote.search(text) else text


def without_general_questions(text: str) -> str:
    """The text without questions about patients, rules or words in general."""
    general = pattern("general")
    if not general.search(text):
        return text
    return _without(text, lambda part: part.rstrip().endswith("?") and general.search(part) is not None)


def _without(text: str, is_other: Callable[[str], bool]) -> str:
    return "".join(" " * len(part) if is_other(part) else part for part in _SENTENCES.split(text))
