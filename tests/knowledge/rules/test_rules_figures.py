"""Figures: every number of a table stands in a statement of the register that the table cites, or is owned up to."""

import re
from collections.abc import Iterator, Mapping
from math import inf
from typing import Any

import pytest
from pydantic import BaseModel

from knowledge.evidence import Source
from knowledge.rules.ranges import Interval
from knowledge.rules.table import Table
from tests.packaged import REGISTER as SOURCES
from tests.packaged import RULEBOOK

TABLES = RULEBOOK.tables
NAMES = re.compile(
    r"Ki-67|10 high-power fields|"
    r"WHO \d{4}|AJCC(?: \d\w*| version \d)?|version \d|\d(?:th|st|nd|rd)\b|RECIST 1\.1|NETTER-\d|RADIANT-\d|"
    r"5-HIAA|\b[GTNMP]\d(?:[a-c]|mi)?\b|grades? \d(?: (?:or|to|and) \d)?|mm2|\bG[1-3]\b"
)
"""Names with a number in them, which is no figure."""
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")
RANGE = re.compile(r"(?<=\d)[-\u2013](?=\d)")
CENTIMETRES = re.compile(r"(\d+(?:\.\d+)?)(?= (?:to|and|and up to|or) \d+ cm| cm)")
NATURAL = {0.0, 1.0, 100.0, inf}
"""Ends of a scale: nothing, one, all of a percentage."""


def numbers_in(text: str) -> set[float]:
    return {float(found.replace(",", "")) for found in NUMBER.findall(RANGE.sub(" ", NAMES.sub(" ", text)))}


def figures(value: Any) -> Iterator[float]:
    """Every number in a value of a table: ends of ranges, points, weights, and those in its words."""
    if isinstance(value, Interval):
        yield from (float(end) for end in (value.low, value.high))
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int | float):
        yield abs(float(value))
    elif isinstance(value, str):
        yield from numbers_in(value)
    elif isinstance(value, BaseModel):
        for name, part in value:
            if name not in ("passages", "cites", "missing", "question", "rank"):
                yield from figures(part)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from figures(str(key))
            yield from figures(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from figures(part)


def held(table: Table, sources: Mapping[str, Source]) -> set[float]:
    """Every number of the statements that the table cites; a length in centimetres also counts in millimetres."""
    found: set[float] = set()
    for key in table.passages():
        source_id, _, statement_key = key.partition("#")
        source = sources[source_id]
        statement = next(one for one in source.statements if one.key == statement_key)
        found |= {10 * float(length) for length in CENTIMETRES.findall(statement.text)}
        found |= {10 * number for one in statement.figures if one.unit == "cm" for number in one.numbers()}
        found |= {abs(number) for one in statement.figures for number in one.numbers()}
        found |= {float(one.n) for one in statement.figures if one.n}
        found |= numbers_in(statement.text) | numbers_in(source.title)
    return found


def own_fields(table: Table) -> Iterator[tuple[str, Any]]:
    """What only this table holds, and what it says; its examples, its limits of the possible and its names apart."""
    for name in type(table).model_fields:
        if (name == "wording" or name not in Table.model_fields) and name not in table.conventions:
            yield name, getattr(table, name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_number_of_a_table_stands_in_a_statement_that_it_cites(table: Table) -> None:
    known = held(table, SOURCES) | NATURAL
    unknown = {name: wrong for name, value in own_fields(table) if (wrong := set(figures(value)) - known)}
    assert unknown == {}


def test_a_number_that_no_statement_holds_would_be_found() -> None:
    zaidi = next(table for table in TABLES if table.name == "zaidi_2019")
    wrong = zaidi.model_copy(update={"outcome": {"low": "2", "intermediate": "14", "high": "34"}})
    known = held(zaidi, SOURCES) | NATURAL
    assert {n for name, value in own_fields(wrong) for n in figures(value)} - known == {34.0}
