"""Found: one fact as a reader found it, still with offsets into the folded text."""

from typing import Any, NamedTuple

from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table
from knowledge.case import Problem, Span, Value


class Found(NamedTuple):
    """A value for a field of CaseDetails, where it stands, and how strongly the wording supports it."""

    field: str
    value: Any
    start: int
    end: int
    rank: int = 0
    """A higher rank wins over a lower one for a field that holds one value."""
    leaves: tuple[tuple[str, int, int], ...] = ()
    """Places of the parts of a list entry: (leaf name, start, end)."""


def impossible(page: Page, field: str, start: int, end: int, rule: str) -> Problem:
    """A problem with a value that lies outside what is possible; ``rule`` names the entry of ``legal.toml``."""
    text = page.original[slice(*page.span(start, end))].strip()
    sentence = table("legal")[rule]["message"].replace("{value}", _spaced(text))
    return Problem(field=field, text=text, message=sentence, span=page.span(start, end))


def legal(rule: str, low: float, high: float | None = None) -> bool:
    """Whether a value, or both ends of a range, lie within the legal range of ``legal.toml``."""
    bounds = table("legal")[rule]
    return all(bounds["low"] <= value <= bounds["high"] for value in (low, low if high is None else high))


def covers(spans: list[Span], start: int, end: int) -> bool:
    """Whether a passage overlaps one of the spans."""
    return any(a < end and start < b for a, b in spans)


def entry(field: str, value: Value, start: int, end: int, /, **leaves: Span | None) -> Found:
    """A list entry with the places of its parts; a part without a place of its own stands where the entry stands."""
    return Found(field, value, start, end, 0, tuple((name, *span) for name, span in leaves.items() if span is not None))


def _spaced(text: str) -> str:
    text = " ".join(text.split())
    return text[:-1].rstrip() + " %" if text.endswith("%") else text
