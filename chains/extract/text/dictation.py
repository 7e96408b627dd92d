"""Dictation: what voice software tore apart put together again, and punctuation that was spoken."""

import re
from functools import cache

from chains.extract.text.vocabulary import RIGHT, Index, table

_SPOKEN = re.compile(
    r" (?:(?P<comma>comma)|(?P<question>question mark)|(?P<period>period|full stop|new paragraph))(?= |\n|$)"
)
_DICTATED = re.compile(r" comma | question mark(?: |$)| new paragraph ")


@cache
def _torn() -> Index:
    """Every word of the list with a space somewhere between its letters."""
    words = sorted(table("dictation")["heard"], key=len, reverse=True)
    return Index({word: [f"(?!{word}{RIGHT})" + "(?: )?".join(word)] for word in words}, ordered=True)


def undictate(text: str, starts: list[int], ends: list[int]) -> str:
    """The text as it would have been typed; the lists of offsets are kept in step."""
    heard: dict[str, str] = table("dictation")["heard"]
    changes = [(start, end, heard[word]) for word, start, end in _torn().find(text)]
    if _DICTATED.search(text):
        signs = {"comma": ",", "question": "?", "period": "."}
        changes += [(*match.span(), signs[match.lastgroup or "comma"]) for match in _SPOKEN.finditer(text)]
    if not changes:
        return text
    out: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for start, end, word in [*sorted(changes), (len(text), len(text), "")]:
        out.append(text[at:start] + word)
        places += zip(starts[at:start], ends[at:start], strict=True)
        places += [(starts[min(start + number, end - 1)], ends[end - 1]) for number in range(len(word))]
        at = end
    starts[:] = [place for place, _ in places]
    ends[:] = [place for _, place in places]
    return "".join(out)
