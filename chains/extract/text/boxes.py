"""Boxes: a form with boxes tells what is ticked; an option whose box is empty is not told of the patient."""

import re
from functools import cache
from typing import NamedTuple

_EMPTY = r"\[[ \u00a0.]{0,3}\]|\([ \u00a0]{1,3}\)|[\u2610\u25a1\u25fb\u25fd\u2b1c]"
_TICKED = r"\[ ?[xX\u2713\u2714\u2717\u2718*+] ?\]|\( ?[xX\u2713\u2714] ?\)|[\u2611\u2612\u2705\u25a0\u25fc\u2b1b]"
_NONE = re.compile(r"[ \t]*(?:none|no|never|nil|not given)[ \t]*", re.IGNORECASE)
_COLUMN = re.compile(r"(?<![ \t])(?:\t| {3,})(?=[^ \t\n])")
"""Where a column begins whose label stands before its box."""
_IS_EMPTY = re.compile(_EMPTY)
_MARKS = "[(\u2610\u2611\u2612\u2705\u25a1\u25a0\u25fb\u25fc\u25fd\u2b1c\u2b1b"
OPTION_CHARS = 60
"""An option longer than this is prose; a box does not reach over it."""


class _Box(NamedTuple):
    start: int
    end: int
    ticked: bool


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(f"(?P<empty>{_EMPTY})|(?P<ticked>{_TICKED})"),
        # where an option behind its box ends: another column, a separator, a sentence, the label of the next field
        re.compile(r"[;|\n]|\t| {2,}(?=\S)|[.,](?= |$)|\b(?=[A-Za-z][A-Za-z0-9-]{1,20}(?: [a-z]{1,12}){0,2}:)"),
        # where one that precedes its box begins
        re.compile(r"[;|\n:?]|\t| {3,}|[.,] "),
    )


def without_empty_boxes(text: str) -> str:
    """The text, same length, without the marks of boxes and without the options whose boxes are empty.

    A text without any empty box is returned as it is. In each line the options follow their boxes ("[x] G1 [ ] G2")
    unless something stands before the first box and nothing behind the last ("G1 [x] G2 [ ]").
    """
    if not any(mark in text for mark in _MARKS):
        return text
    if not _IS_EMPTY.search(text):
        return text
    box = _patterns()[0]
    chars = list(text)
    at = 0
    for line in text.split("\n"):
        boxes = [_Box(at + m.start(), at + m.end(), bool(m["ticked"])) for m in box.finditer(line)]
        for start, end in _blanked(text, at, at + len(line), boxes):
            chars[start:end] = " " * (end - start)
        at += len(line) + 1
    return "".join(chars)


def _blanked(text: str, low: int, high: int, boxes: list[_Box]) -> list[tuple[int, int]]:
    """The marks of one line, and the options of its empty boxes."""
    if not boxes:
        return []
    spans = [(one.start, one.end) for one in boxes]
    begins = _patterns()[2]
    lead = text[low : boxes[0].start].rstrip(" \t-")
    behind = (
        lead != "" and lead[-1] not in ":?" and not text[boxes[-1].end : _option_end(text, boxes[-1].end, high)].strip()
    )
    for place, one in enumerate(boxes):
        if one.ticked:
            continue
        if behind:
            first = boxes[place - 1].end if place else low
            for begin in begins.finditer(text, first, one.start):
                if text[begin.end() : one.start].strip():
                    first = begin.end()
            spans.append((first, one.start))
        else:
            last = boxes[place + 1].start if place + 1 < len(boxes) else high
            text_from = one.end + len(text[one.end : last]) - len(text[one.end : last].lstrip(" \t"))
            end = max(one.end, _option_end(text, text_from, last))
            spans.append((one.end, end))
            if _NONE.fullmatch(text, one.end, end) and place:
                label = _COLUMN.search(text, boxes[place - 1].end, one.start)
                spans += [(label.end(), one.start)] if label else []  # "SSA [x] current   chemo [ ] none"
    return [(start, end) for start, end in spans if end - start <= OPTION_CHARS]


def _option_end(text: str, start: int, last: int) -> int:
    """Where what stands behind a box ends."""
    stop = _patterns()[1].search(text, start, last)
    return stop.start() if stop else last
