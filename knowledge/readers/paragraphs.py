"""Paragraphs: the lines of a printed page put together again as running text."""

import re
from collections.abc import Iterable, Sequence

_ENDS = re.compile(r"[.!?:;][\"'”’)\]]*(?:\s?\[?\d{1,3}(?:[,–-]\d{1,3})*\]?)?$")
_BULLET = re.compile(r"^(?:[•●▪■◦‣∙·*]|[–—-]\s)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_TAIL = re.compile(r"(?:[^\W_]+-)*[^\W_]+-$")
_HEAD = re.compile(r"[^\W_]+")
_HANGING = frozenset({"and", "or", "to", "und", "oder", "bis", "et", "ou"})
"""After these a hyphen stays and a space follows: ``pre- and post-operative``."""


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words that stand whole within a line, in lower case; they tell if a broken word has a hyphen of its own."""
    return frozenset(word.casefold() for line in lines for word in _WORD.findall(line))


def ends_sentence(line: str) -> bool:
    """Whether a line closes with a stop, behind which a bracket, a quote or a citation's number may stand."""
    return bool(_ENDS.search(line))


def full_width(lines: Sequence[str]) -> int:
    """The length of a full line in characters: four lines in five are no longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[(len(lengths) * 4) // 5 if len(lengths) > 4 else -1] if lengths else 0


def paragraph_lines(lines: Sequence[str], width: int) -> list[list[str]]:
    """``lines`` in groups, one a paragraph: parted by blank lines, bullets, and short lines that end a sentence."""
    groups: list[list[str]] = [[]]
    for line in lines:
        last = groups[-1][-1] if groups[-1] else None
        ended = last is not None and ends_sentence(last) and len(last) < 0.75 * width
        if not line or ended or (last is not None and _BULLET.match(line)):
            groups.append([])
        if line:
            groups[-1].append(line)
    return [group for group in groups if group]


def running_text(group: Sequence[str], words: frozenset[str], width: int) -> str:
    """One paragraph as running text: broken words joined, rows of a table (short lines) kept as lines."""
    parts: list[str] = []
    for line in group:
        if not parts:
            parts.append(line)
            continue
        last = parts[-1]
        if last.endswith("\u00ad"):
            parts[-1] = last[:-1]
            parts.append(line)
        elif _TAIL.search(last) and _HEAD.match(line):
            _join(parts, line, words)
        else:
            row = len(last) < 0.6 * width and not line[0].islower() and not ends_sentence(last)
            parts.append(("\n" if row else " ") + line)
    return "".join(parts).replace("\u00ad", "")


def _join(parts: list[str], line: str, words: frozenset[str]) -> None:
    """Join a line to one that ends in a hyphen; the hyphen goes if it only broke a word."""
    last, follows = parts[-1], _HEAD.match(line)
    head = follows.group() if follows else ""
    if head.casefold() in _HANGING:
        parts.append(" " + line)
        return
    broken = _BROKEN.search(last)
    if broken and head.isalpha() and head.islower():
        stem = broken.group(1).casefold()
        written = f"{stem}-{head}" in words and stem + head not in words
        if not written:
            parts[-1] = last[:-1]
    parts.append(line)
