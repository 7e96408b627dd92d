"""Taken: which characters of a text belong to something already."""

from collections.abc import Iterable

from knowledge.case import Span


class Taken:
    """Which characters of a text belong to something already, however many passages there are."""

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        self._marks = bytearray(length)
        for span in spans:
            self.add(*span)

    def add(self, start: int, end: int) -> None:
        """Mark a passage."""
        self._marks[start:end] = b"\1" * (end - start)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a passage has a character that is marked."""
        return self._marks.find(1, start, end) >= 0
