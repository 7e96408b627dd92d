"""Foreign name: a name in another script, in a text that is written in Latin letters but for it.

Where a script has no capitals, a short run of its letters is a name if no word of it is one of the clinic and it stands
alone, beside another name or under a title of courtesy.
"""

import re
from collections.abc import Iterator
from functools import cache

from chains.name_words import names_table

Span = tuple[int, int]
_WITHOUT_CAPITALS = (
    "\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u0900-\u0dff\u0e00-\u0eff"
    "\u10a0-\u10ff\u1000-\u109f\u1200-\u137f\u1780-\u17ff"
)
_IDEOGRAPHS = "\u3005\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af"
_PLAIN = re.compile(rf"[{_WITHOUT_CAPITALS}]{{2,24}}(?: [{_WITHOUT_CAPITALS}]{{1,24}}){{0,4}}")
_SIGNS = re.compile(rf"[{_IDEOGRAPHS}]{{1,12}}")
_CAPITAL = "[Α-ΩΆ-ΏА-ЯЁІЇЄҐ]"
_NAME = rf"{_CAPITAL}[α-ωά-ώϊϋΐΰа-яёіїєґ]{{1,24}}(?:-[Α-ΩА-Я][α-ωά-ώа-яё]{{1,24}})?"
_CAPITALISED = re.compile(rf"(?<![\w-]){_NAME}(?: (?:{_CAPITAL}\.[ ]?){{0,2}}(?:{_NAME})?){{0,3}}")
_COURTESY = re.compile(r"(?:様|さん|殿|氏|先生|님|씨|女士|小姐)$")
_MOST_SIGNS = 5
"""A name in ideographs or syllables has at most so many, without the gap."""
_MOST_LETTERS = 40
"""In a text of another script a name has at most so many letters of it beside some Latin ones."""


def foreign_names(text: str, beside: list[Span]) -> Iterator[Span]:
    """Where a text of Latin letters names somebody in another script."""
    if text.isascii():
        return
    latin = sum(char.isascii() and char.isalpha() for char in text)
    plain = list(_PLAIN.finditer(text))
    few = sum(len(match[0]) for match in plain) < max(latin, _MOST_LETTERS)
    for match in plain:
        if few and latin and not _is_clinical(match[0]):
            yield match.span()
    for group in _groups(text):
        courtesy = _COURTESY.search(text[group[0] : group[1]])
        start, end = group[0], group[0] + courtesy.start() if courtesy else group[1]
        end = start + len(text[start:end].rstrip())
        bare = re.sub(r"[ 　・·]", "", text[start:end])
        parted = len(bare) < end - start
        if 2 <= len(bare) <= _MOST_SIGNS and (
            courtesy or parted or latin > len(bare) or _touches((start, end), beside)
        ):
            yield start, end
    for match in _CAPITALISED.finditer(text):
        words = match[0].split()
        if _is_clinical(match[0]):
            continue
        if len(words) > 1 or (latin > len(text) // 3 and not _stands_first(text, match.start())):
            yield match.start(), match.start() + len(match[0].rstrip(" ."))


def _groups(text: str) -> Iterator[Span]:
    """Words in ideographs or syllables that stand beside one another, without those of the clinic."""
    group: Span | None = None
    for match in _SIGNS.finditer(text):
        start, end = match.span()
        if _is_clinical(match[0]):
            if group:
                yield group
            group = None
        elif group and text[group[1] : start] in {" ", "　", "・", "·"}:
            group = (group[0], end)
        else:
            if group:
                yield group
            group = (start, end)
    if group:
        yield group


def _touches(span: Span, beside: list[Span]) -> bool:
    return any(0 <= span[0] - end <= 4 or 0 <= start - span[1] <= 4 for start, end in beside)


def _stands_first(text: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?\n])\s*$", text[max(0, start - 4) : start]) is not None


def _is_clinical(said: str) -> bool:
    low = said.lower()
    return any(word in low for word in _clinical_words())


@cache
def _clinical_words() -> tuple[str, ...]:
    return tuple(names_table()["clinical_words_of_other_scripts"])
