"""Told: what the words of a lookup stand for, put together; words that do not agree stand for nothing."""

import re
from collections.abc import Iterable
from typing import Any

from knowledge.case import CaseDetails, Measurements, Value

_SUMS = frozenset(Measurements.model_fields)


class Told(Value):
    """Fields that some words of a lookup stand for."""

    fields: dict[str, Any]
    words: str


def agreed(heard: Iterable[Told]) -> tuple[tuple[dict[str, Any], ...], list[str]]:
    """The fields that all words agree on, and the words that do not; an explicit N holds beside "node-positive"."""
    held: dict[str, tuple[Any, str]] = {}
    lists: list[dict[str, Any]] = []
    disagreeing: dict[str, list[str]] = {}
    for told in heard:
        for name, value in told.fields.items():
            known, words = held.get(name, (value, told.words))
            if isinstance(value, list):
                lists.append({name: value})
            elif known == value or (name == "n" and {known[:2], value[:2]} <= {"N1", "N2", "N3"}):
                held.setdefault(name, (value, told.words))
            else:
                disagreeing.setdefault(name, [words]).append(told.words)
    kept = {name: value for name, (value, _) in held.items() if name not in disagreeing}
    return (*lists, kept), [words for both in disagreeing.values() for words in both]


def filled_in(case: CaseDetails, fields: Iterable[dict[str, Any]]) -> CaseDetails:
    """The case with the fields that the shorthand named; lists grow, parts join."""
    told: dict[str, Any] = {}
    for entry in fields:
        for name, value in entry.items():
            told[name] = [*told.get(name, []), *value] if isinstance(value, list) else value
    update: dict[str, Any] = {name: value for name, value in told.items() if name in CaseDetails.model_fields}
    if "stable_years" in told:
        update["stable_months"] = 12 * told["stable_years"]
    if sums := {name: value for name, value in told.items() if name in _SUMS}:
        update["measurements"] = sums
    if "bone_count" in told or "bone_symptomatic" in told:
        update["bone"] = {"lesion_count": told.get("bone_count"), "symptomatic": told.get("bone_symptomatic")}
    for name, held in (
        ("treatments", case.treatments),
        ("receptor_imaging", case.receptor_imaging),
        ("metastases", case.metastases),
    ):
        if name in update:
            update[name] = [*(one.model_dump() for one in held), *update[name]]
    return CaseDetails.model_validate(case.model_dump() | update)


def quoted(words: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(f'"{word}"' for word in words))


def millimetres(text: str) -> float:
    """A number, in millimetres where it is given in centimetres."""
    value = float(re.sub(r"[^\d.-]", "", text.replace(",", ".")))
    return round(10 * value, 6) if "cm" in text else value
