"""Quantity: the numbers of a text with their units, so that 5 months is not 5 years and not 5 %."""

import re
from collections.abc import Iterable, Mapping

from knowledge.case import Value
from knowledge.figure import Figure, Unit

_UNITS: Mapping[str, tuple[str, float]] = {
    "%": ("%", 1),
    "percent": ("%", 1),
    "year": ("months", 12),
    "month": ("months", 1),
    "week": ("weeks", 1),
    "day": ("days", 1),
    "hour": ("hours", 1),
    "mm2": ("mm2", 1),
    "mm²": ("mm2", 1),
    "cm": ("mm", 10),
    "mm": ("mm", 1),
    "mg": ("mg", 1),
    "gbq": ("gbq", 1),
    "mbq": ("mbq", 1),
    "gy": ("gy", 1),
    "hpf": ("hpf", 1),
}
_OF_FIGURE: Mapping[Unit, str] = {
    "percent": "%",
    "percentage_points": "%",
    "percent_change": "%",
    "percent_a_month": "%",
    "percentage_points_a_month": "%",
    "percent_a_year": "%",
    "years": "year",
    "months": "month",
    "weeks": "week",
    "days": "day",
    "hours": "hour",
    "cm": "cm",
    "mm": "mm",
    "mg": "mg",
    "gbq": "gbq",
    "mbq": "mbq",
}
"""How a text writes the unit of a figure; the others have no unit in a text."""
_NAME = re.compile(
    r"(?i)[a-z]+-\d+[a-z]?\b|\b\d+-(?:hiaa|fu)\b|\b(?:177lu|68ga|64cu|111in|18f|131i)\b"
    r"|\b(?:lu|ga|cu|lutetium|gallium|copper|iobenguane i)[ -]\d+\b|\bmm ?(?:\^2|2)(?!\d)"
)
"""Numbers that are part of a name: NETTER-1, Ki-67, 177Lu; an area is a unit."""
_GRADE = re.compile(r"\bG([1-4])\b")
_PHASE = re.compile(r"(?i)\bphase (i{1,3})\b")
_COUNT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPELT = re.compile(rf"(?i)\b({'|'.join(_COUNT)})(?=[ -](?:year|month|week|day|hour|cycle)s?\b)")
_NUMBER = re.compile(
    r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?![\d])(?:[\s-]*(?P<unit>%|percent|years?|months?|weeks?|days?|hours?|mm²|cm|mm"
    r"|mg|gbq|mbq|gy|hpf)(?![a-z0-9]))?",
    re.IGNORECASE,
)


class Quantity(Value):
    """A number, and its unit where the text gives one; months for years, mm for cm."""

    value: float
    unit: str | None = None

    def stands_in(self, held: Iterable["Quantity"]) -> bool:
        """Whether one of those held is the same; a number without a unit is compared by its value."""
        return any(abs(one.value - self.value) < 1e-6 if one.unit == self.unit else _alike(one, self) for one in held)


def quantities(text: str) -> frozenset[Quantity]:
    """The quantities of a text; G2 is grade 2, five years are 5 years, and the 1 of NETTER-1 is none."""
    spelt = _SPELT.sub(lambda word: str(1 + _COUNT.index(word[1].lower())), _GRADE.sub(r"grade \1", text))
    spelt = _PHASE.sub(lambda phase: f"phase {len(phase[1])}", spelt)
    return frozenset(_quantity(match) for match in _NUMBER.finditer(_NAME.sub(" # ", spelt)))


def of_figures(figures: Iterable[Figure]) -> frozenset[Quantity]:
    """The figures of a statement with their units, their ends, their numbers of patients and their times."""
    found: set[Quantity] = set()
    for figure in figures:
        word = _OF_FIGURE.get(figure.unit)
        unit, scale = _UNITS[word] if word else (None, 1.0)
        found |= {Quantity(value=round(abs(number) * scale, 6), unit=unit) for number in figure.numbers()}
        if figure.n:
            found.add(Quantity(value=figure.n))
        if figure.at_months:
            found.add(Quantity(value=figure.at_months, unit="months"))
    return frozenset(found)


def of_values(value: object) -> frozenset[Quantity]:
    """Every number in a structure of dictionaries, lists and words, without a unit."""
    if isinstance(value, bool) or value is None:
        return frozenset()
    if isinstance(value, int | float):
        return frozenset({Quantity(value=float(value)), Quantity(value=round(float(value) / 10, 6))})
    if isinstance(value, str):
        return frozenset(
            Quantity(value=float(n.replace(",", ""))) for n in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", value)
        )
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return frozenset().union(*(of_values(part) for part in parts))


def _quantity(match: re.Match[str]) -> Quantity:
    word = match["unit"]
    number = float(re.match(r"[\d,.]+", match.group())[0].rstrip(",.").replace(",", ""))  # type: ignore[index]
    if not word:
        return Quantity(value=number)
    key = word.lower()
    unit, scale = _UNITS[key if key in _UNITS else key.rstrip("s")]
    return Quantity(value=round(number * scale, 6), unit=unit)


def _alike(one: Quantity, other: Quantity) -> bool:
    """Where one of two has no unit: the same number, as it stands or as the years or centimetres that it was."""
    if one.unit is not None and other.unit is not None:
        return False
    bare, full = (one, other) if one.unit is None else (other, one)
    scales = {"months": (1, 12), "mm": (1, 10)}.get(full.unit or "", (1,))
    return any(abs(bare.value * scale - full.value) < 1e-6 for scale in scales)
