"""Placed: things found in a text, in their order, of which those within a passage are wanted."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=_Placed)
_START = attrgetter("start")


def starting(items: Sequence[P], low: int, high: int) -> Sequence[P]:
    """Those of some items, ordered by their start, that start from ``low`` to before ``high``; quick in a long text."""
    first = bisect_left(items, low, key=_START)
    return items[first : bisect_left(items, high, lo=first, key=_START)]
