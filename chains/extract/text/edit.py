"""Edit: passages of a folded text put in other words, while every character still knows where it came from."""

from collections.abc import Iterable
from typing import NamedTuple

from knowledge.case import Span


class Edit(NamedTuple):
    """From where to where a text is changed, and what stands there then."""

    start: int
    end: int
    words: str
    source: Span | None = None
    """Where the new words stand in the text as well, where they are a value told further on."""


def edited(text: str, starts: list[int], ends: list[int], edits: Iterable[Edit]) -> str:
    """The text with its edits made; the lists of offsets are kept in step. One within an earlier one is left out."""
    out: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit[:3]):
        if edit.start < at:
            continue
        out.append(text[at : edit.start] + edit.words)
        places += zip(starts[at : edit.start], ends[at : edit.start], strict=True)
        low, high = edit.source or (edit.start, edit.end)
        places += [(starts[min(low + number, high - 1)], ends[high - 1]) for number in range(len(edit.words))]
        at = edit.end
    if not at:
        return text
    out.append(text[at:])
    places += zip(starts[at:], ends[at:], strict=True)
    starts[:] = [place for place, _ in places]
    ends[:] = [place for _, place in places]
    return "".join(out)
