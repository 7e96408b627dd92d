"""Dictation: what voice software tore apart or misheard put right again, spoken numbers, and spoken punctuation."""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.text.edit import Edit, edited
from chains.extract.text.opening import scan
from chains.extract.text.spoken import spoken_numbers
from chains.extract.text.vocabulary import RIGHT, Index, table

_SPOKEN = re.compile(
    r" (?:(?P<comma>comma)|(?P<question>question mark)|(?P<period>period|full stop|new paragraph)"
    r"|(?P<open>open(?:ing)? brackets?)|(?P<close>clos(?:e|ed|ing) brackets?)|(?P<bracket>brackets?))(?= |\n|$|[.,;])"
)
_HEADED = re.compile(
    r"(?<![a-z])(?:diagnosis|impression|findings|conclusion|histology|plan|recommendation)(?P<sign> colon) "
)
"""A colon that was spoken behind a heading; anywhere else the word is the bowel."""
_DICTATED = re.compile(r" (?:comma|full stop|new paragraph|brackets?) | question mark(?: |$)")
_SIGNS = {"comma": ",", "question": "?", "period": ".", "open": " (", "close": ")"}


@cache
def _heard() -> Index:
    """What was meant, with what was heard: other words, or its own with a space somewhere between the letters.

    A misspelt word is put right without such a space too.
    """
    heard: dict[str, str] = table("dictation")["heard"]
    forms: dict[str, list[str]] = {meant: list(words) for meant, words in table("dictation")["misheard"].items()}
    for word in sorted(heard, key=len, reverse=True):
        torn = f"(?!{word}{RIGHT})" if heard[word] == word else ""
        forms.setdefault(heard[word], []).append(torn + "(?: )?".join(word))
    return Index(forms, ordered=True)


def undictate(text: str, starts: list[int], ends: list[int]) -> str:
    """The text as it would have been typed; the lists of offsets are kept in step."""
    numbers = spoken_numbers(text)
    text = edited(text, starts, ends, numbers) if numbers else text
    edits = [Edit(start, end, word) for word, start, end in _heard().find(text)]
    if _DICTATED.search(text):
        edits += _punctuation(text)
    return edited(text, starts, ends, edits) if edits else text


def _punctuation(text: str) -> Iterator[Edit]:
    """The signs that were spoken; of "brackets" that does not say which one, every other one closes."""
    is_open = False
    for match in _SPOKEN.finditer(text):
        kind = match.lastgroup or "comma"
        if kind == "bracket":
            kind = "close" if is_open else "open"
        is_open = kind == "open" if kind in {"open", "close"} else is_open
        end = match.end() + (kind == "open" and match.end() < len(text))
        yield Edit(match.start(), end, _SIGNS[kind])
    for headed in scan(_HEADED, text):
        yield Edit(*headed.span("sign"), ":")
