"""Shorthand: the terse words of a quick lookup, as fields of a case and as words that the reader of texts knows."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import Field

from chains.extract import read_case
from knowledge.case import (
    CaseDetails,
    Measurements,
    Problem,
    Value,
)

_SUMS = frozenset(Measurements.model_fields)
_WHOLE = frozenset({"symptom_grade", "bone_count", "diagnosis_year"})
_LEFT, _RIGHT = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_CASED = {"x": "X", "X": "X"}
_TNM = re.compile(
    rf"{_LEFT}(?P<prefix>yp|[cpr])?(?=[TtNnMm][0-4XxIi])(?P<t>[Tt](?:[0-4Xx][A-Da-d]?|is))?"
    rf"(?:[cp]?(?P<n>[Nn][0-3Xx][A-Ca-c]?))?(?:[cp]?(?P<m>[Mm][01Xx][A-Ca-c]?))?{_RIGHT}"
)
_LUNG = re.compile(rf"{_LEFT}lung{_RIGHT}", re.IGNORECASE)
_LIKE_TNM = re.compile(rf"{_LEFT}(?:yp|[cpr])?[TNMtnm]\d[0-9A-Za-z]*{_RIGHT}")
EARLIER_AND_NOW = re.compile(
    r"(?<![\w.])(\d+(?:[.,]\d+)?)\s*(?:mm)?\s*(?:-+>|→|to|,|\s)\s*(\d+(?:[.,]\d+)?)(?:\s*mm)?(?![\w.])"
)
"""Two sums of diameters, the earlier one first: "50 60", "50 -> 60"."""


class Short(Value):
    """A lookup as understood."""

    case: CaseDetails
    problems: tuple[Problem, ...] = ()


class _Pattern(Value):
    """One terse wording and what it stands for."""

    pattern: re.Pattern[str]
    text: str | None = None
    fields: dict[str, Any] = Field(default_factory=dict)
    lookups: tuple[str, ...] = ()


def read(text: str, command: str, score: str | None = None) -> Short:
    """Read the words behind the first word of a lookup; they may come in any order."""
    rest = f" {text} "
    phrases: list[str] = []
    fields: list[dict[str, Any]] = []
    rest = _categories(rest, fields)
    if score == "recist":
        rest = _sums(rest, fields)
    for one in _patterns():
        if one.lookups and command not in one.lookups:
            continue
        while (match := one.pattern.search(rest)) is not None:
            groups = {str(number): (group or "").lower() for number, group in enumerate(match.groups(), 1)}
            if one.text:
                phrases.append(_filled(one.text, groups))
            fields.append({name: _value(name, value, groups) for name, value in one.fields.items()})
            rest = rest[: match.start()] + " ; " + rest[match.end() :]
    rest = _site(rest, fields)
    if _LUNG.search(rest):
        phrases.append("lung metastases")  # another site is the primary
    reading = read_case(". ".join([*phrases, " ".join(rest.split())]))
    case = _with(reading.case, fields).model_copy(update={"evidence_spans": {}, "evidence_turns": {}})
    return Short(case=case, problems=reading.problems)


def completing(missing: Iterable[str]) -> tuple[str, ...]:
    """The words that would complete a lookup, for the fields that are missing."""
    words: Mapping[str, str] = _data()["complete"]
    return tuple(dict.fromkeys(words[field] for field in missing if field in words))


def unknown_site(rest: str) -> str | None:
    """A word of a stage lookup that can only be meant as a site, and is none that is known."""
    words = re.findall(r"(?<![a-z0-9])[a-z]{4,}(?![a-z0-9])", rest.lower())
    return next((word for word in words if word not in _data()["of_a_stage"]), None)


def sites_with_tnm() -> tuple[str, ...]:
    """The primary sites that can be staged here, in words."""
    return tuple(_data()["sites_with_tnm"])


def _categories(rest: str, fields: list[dict[str, Any]]) -> str:
    """T, N and M as written, alone or joined (``pT3N1M0``); what no edition knows is left to the reader to refuse."""

    def take(match: re.Match[str]) -> str:
        for letter in ("t", "n", "m"):
            if match[letter]:
                fields.append(
                    {letter: match[letter][0].upper() + _CASED.get(match[letter][1:], match[letter][1:].lower())}
                )
        if match["prefix"]:
            fields.append({"tnm_prefix": match["prefix"].lower()})
        return " ; "

    if any(_TNM.fullmatch(word) is None for word in _LIKE_TNM.findall(rest)):
        return rest
    return _TNM.sub(take, rest)


def _sums(rest: str, fields: list[dict[str, Any]]) -> str:
    """The first two bare numbers of a RECIST lookup, the earlier sum and the one now."""
    found = EARLIER_AND_NOW.search(rest)
    if found is None or re.search(r"baseline|nadir|now|current", rest):
        return rest
    earlier, now = (_number(group) for group in found.groups())
    fields.append({"baseline_mm": earlier, "current_mm": now})
    return rest[: found.start()] + " ; " + rest[found.end() :]


def _site(rest: str, fields: list[dict[str, Any]]) -> str:
    for site, pattern in _sites():
        match = pattern.search(rest)
        if match is not None:
            fields.append({"primary_site": site, "primary_site_basis": "stated"})
            return rest[: match.start()] + " ; " + rest[match.end() :]
    return rest


def _with(case: CaseDetails, fields: Iterable[dict[str, Any]]) -> CaseDetails:
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
    for name, held in (("treatments", case.treatments), ("receptor_imaging", case.receptor_imaging)):
        if name in update:
            update[name] = [*(one.model_dump() for one in held), *update[name]]
    return CaseDetails.model_validate(case.model_dump() | update)


def _value(name: str, value: Any, groups: Mapping[str, str]) -> Any:
    if not isinstance(value, str):
        return value
    filled = _filled(value, groups)
    if filled == value:
        return value
    if name in _WHOLE:
        return int(filled)
    return _number(filled) if re.fullmatch(r"\d+(?:[.,]\d+)?", filled) else filled


def _filled(text: str, groups: Mapping[str, str]) -> str:
    return re.sub(r"\{(\d)\}", lambda slot: groups.get(slot[1], ""), text)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("chains").joinpath("plans/shorthand.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            pattern=re.compile(f"{_LEFT}(?:{entry['pattern']}){_RIGHT}", re.IGNORECASE),
            text=entry.get("text"),
            fields=entry.get("fields", {}),
            lookups=tuple(entry.get("in", ())),
        )
        for entry in _data()["short"]
    )


@cache
def _sites() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (site, re.compile(rf"{_LEFT}(?:{'|'.join(words)}){_RIGHT}", re.I)) for site, words in _data()["site"].items()
    )
