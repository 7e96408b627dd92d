"""Ranges and bands of numbers: how a table writes a threshold, and which bands a measured value can fall into."""

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BeforeValidator

from knowledge.case import Ki67, Mitoses, Value


class Interval(NamedTuple):
    """Numbers from low to high, each end in or out."""

    low: float
    high: float
    low_in: bool = True
    high_in: bool = True

    @classmethod
    def parse(cls, text: str) -> "Interval":
        """Read ``[0, 3)`` or ``(20, inf)``; a square bracket includes its end."""
        body = text.strip()
        if len(body) < 5 or body[0] not in "[(" or body[-1] not in "])" or body.count(",") != 1:
            raise ValueError(f"{text!r} is not a range such as '[0, 3)'")
        low, high = (float(part) for part in body[1:-1].split(","))
        interval = cls(low, high, body[0] == "[", body[-1] == "]")
        if interval.empty:
            raise ValueError(f"{text!r} holds no number")
        return interval

    @property
    def empty(self) -> bool:
        """True when no number lies inside."""
        return self.low > self.high or (self.low == self.high and not (self.low_in and self.high_in))

    def meet(self, other: "Interval") -> "Interval":
        """The numbers that lie in both."""
        low = max(self.low, other.low)
        high = min(self.high, other.high)
        low_in = all(i.low_in for i in (self, other) if i.low == low)
        high_in = all(i.high_in for i in (self, other) if i.high == high)
        return Interval(low, high, low_in, high_in)

    def touches(self, other: "Interval") -> bool:
        """True when some number lies in both."""
        low_in = self.low_in if self.low > other.low else other.low_in
        high_in = self.high_in if self.high < other.high else other.high_in
        if self.low == other.low:
            low_in = self.low_in and other.low_in
        if self.high == other.high:
            high_in = self.high_in and other.high_in
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and low_in and high_in)

    def holds(self, number: float) -> bool:
        """True when the number lies inside."""
        return self.touches(Interval(number, number))


def _interval(raw: object) -> object:
    return Interval.parse(raw) if isinstance(raw, str) else raw


Range = Annotated[Interval, BeforeValidator(_interval)]


class Band(Value):
    """One band of a table: its label and its range."""

    label: str
    range: Range


def without_gap(named: Sequence[tuple[str, Interval]]) -> None:
    """Raise ValueError, in one sentence, where two neighbours overlap or leave a gap."""
    for (name, one), (other, two) in pairwise(named):
        if one.touches(two) or one.low > two.low:
            raise ValueError(f"the bands {name} and {other} overlap")
        if one.high != two.low or not (one.high_in or two.low_in):
            raise ValueError(f"the bands {name} and {other} leave a gap")


def _without_gap(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    without_gap([(band.label, band.range) for band in bands])
    return bands


Bands = Annotated[tuple[Band, ...], AfterValidator(_without_gap)]


def labels_of(bands: Sequence[Band], interval: Interval) -> tuple[str, ...]:
    """Labels of every band that the interval reaches into, in the order of the table."""
    return tuple(band.label for band in bands if band.range.touches(interval))


def cut_offs(bands: Sequence[Band]) -> tuple[float, ...]:
    """The numbers at which one band gives way to the next."""
    return tuple(band.range.high for band in bands[:-1] if band.range.high != inf)


def ki67_interval(indices: Sequence[Ki67], margin: float = 0.0) -> Interval | None:
    """The interval of the highest Ki-67 index in percent; ``margin`` widens a value given as approximate."""
    if not indices:
        return None
    parts = []
    for index in indices:
        wide = margin if index.operator == "~" else 0.0
        low = 0.0 if index.operator == "<" else max(0.0, index.low - wide)
        high = 100.0 if index.operator == ">" else min(100.0, index.high + wide)
        parts.append(Interval(low, high, index.operator != ">", index.operator != "<"))
    low, low_in = max((part.low, not part.low_in) for part in parts)
    high, high_in = max((part.high, part.high_in) for part in parts)
    return Interval(low, high, not low_in, high_in)


def mitoses_interval(mitoses: Mitoses | None) -> Interval | None:
    """The interval of the mitotic count; an open upper end is infinite."""
    if mitoses is None:
        return None
    low = 0.0 if mitoses.operator == "<" else mitoses.low
    high = inf if mitoses.high is None or mitoses.operator == ">" else mitoses.high
    return Interval(low, high, mitoses.operator != ">", high != inf and mitoses.operator != "<")


def as_range(interval: Interval) -> str:
    """An interval as a table writes it: ``[3, 20]``."""
    low, high = "[" if interval.low_in else "(", "]" if interval.high_in else ")"
    return f"{low}{plain(interval.low)}, {plain(interval.high)}{high}"


def in_words(interval: Interval) -> str:
    """An interval in words: ``0 to below 3``, ``above 20``, ``25 to 50``, ``exactly 2``."""
    low, high = plain(interval.low), plain(interval.high)
    if interval.low == interval.high:
        return f"exactly {low}"
    if interval.high == inf:
        return f"{low} or more" if interval.low_in else f"above {low}"
    start = low if interval.low_in else f"above {low}"
    return f"{start} to {high}" if interval.high_in else f"{start} to below {high}"


def plain(number: float) -> str:
    """A number without needless zeros: 8, 2.9."""
    return f"{number:g}"


def as_text(interval: Interval, unit: str = "") -> str:
    """An interval as a clinician writes it: 8, 15-25, < 3, > 20."""
    if interval.low == interval.high:
        text = plain(interval.low)
    elif not interval.high_in and interval.low == 0:
        text = f"< {plain(interval.high)}"
    elif interval.high in (100.0, inf) and not interval.low_in:
        text = f"> {plain(interval.low)}"
    else:
        text = f"{plain(interval.low)} to {plain(interval.high)}"
    return f"{text} {unit}".strip()
