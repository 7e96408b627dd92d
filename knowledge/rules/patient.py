"""Patient: a case in a few plain words, for a worked example or a walk through a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.rules.ranges import plain

_UNITS = {"tumour_size_mm": " mm", "ki67": " %", "stable_months": " months", "age_years": " years"}


def patient_words(case: Mapping[str, Any]) -> str:
    """The facts of a case as ``primary site pancreas; Ki-67 8 %; metastases liver``."""
    return (
        "; ".join(_told(name, value) for name, value in case.items() if value not in (None, (), [])) or "nothing told"
    )


def _told(name: str, value: Any) -> str:
    label = _label(name)
    if name in ("ki67", "mitoses"):
        entries = value if isinstance(value, Sequence) else [value]
        return f"{label} {', '.join(_amount(entry) for entry in entries)}{_UNITS.get(name, '')}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"{label}: {', '.join(_entry(entry) for entry in value)}"
    if isinstance(value, Mapping):
        return (
            f"{label}: {', '.join(f'{_label(key)} {_plain(part)}' for key, part in value.items() if part is not None)}"
        )
    return f"{label} {_plain(value)}{_UNITS.get(name, '')}"


def _label(name: str) -> str:
    names = {"ki67": "Ki-67", "t": "T", "n": "N", "m": "M", "tumour_size_mm": "tumour size", "age_years": "age"}
    return names.get(name, name.replace("_mm", " in mm").replace("_", " "))


def _amount(entry: Mapping[str, Any]) -> str:
    low, high, sign = entry.get("low"), entry.get("high"), entry.get("operator", "=")
    if sign in ("<", "~"):
        return f"{sign} {_plain(high)}"
    if sign == ">":
        return f"> {_plain(low)}"
    return _plain(low) if low == high else f"{_plain(low)} to {_plain(high)}"


def _entry(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return _plain(entry)
    first, *rest = [value for key, value in entry.items() if key != "kind" and value is not None]
    return f"{_plain(first)} ({', '.join(_plain(value) for value in rest)})" if rest else _plain(first)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return plain(value)
    return str(value).replace("_", " ")
