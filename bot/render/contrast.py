"""Contrast: what a what-if changes, finding by finding, in two columns of plain words: before and after.

Of lists (cohorts, single factors) only what leaves and what comes is shown; what stays is told as a number.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from chains.answer import Change, Finding
from chains.phrase import number
from knowledge.case import Value

_STATUS: Mapping[str, str] = {
    "cannot_assign": "not settled yet",
    "not_applicable": "does not apply",
    "invalid_input": "cannot be worked out",
    "conflict": "in conflict",
}


SHOWN = 3
"""Entries of a list that are shown, the best fit first; how many more there are is told."""


class Row(Value):
    """One finding that changes."""

    title: str
    before: tuple[str, ...]
    """Lines; at least one."""
    after: tuple[str, ...]


def rows(changes: Iterable[Change], findings: Iterable[Finding]) -> tuple[Row, ...]:
    """The rows of a comparison, in its order; titles come from the findings."""
    titles = {finding.rule: finding.title for finding in findings}
    return tuple(_row(titles.get(change.rule, change.rule.replace("_", " ")), change) for change in changes)


def _row(title: str, change: Change) -> Row:
    before, after = _lines(change.before), _lines(change.after)
    kept = [line for line in before if line in after]
    if kept and (isinstance(change.before, list) or isinstance(change.after, list)):
        stay = f"({len(kept)} more in both)"
        before = (*(line for line in before if line not in kept), stay)
        after = (*(line for line in after if line not in kept), stay)
    return Row(title=title, before=_shortened(before), after=_shortened(after))


def _shortened(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The first lines of a long list, and how many more there are."""
    stay = lines[-1:] if lines[-1].endswith("more in both)") else ()
    own = lines[: len(lines) - len(stay)]
    more = (f"(and {len(own) - SHOWN} more)",) if len(own) > SHOWN + 1 else own[SHOWN:]
    return (*own[:SHOWN], *more, *stay)


def _lines(value: Any) -> tuple[str, ...]:
    if value is None:
        return ("not known",)
    if isinstance(value, list | tuple):
        return tuple(_entry(entry) for entry in value) or ("none",)
    if isinstance(value, Mapping):
        if value.keys() == {"low", "high"}:
            return (f"{_said(value['low'])} to {_said(value['high'])}",)
        return (", ".join(f"{name.replace('_', ' ')} {_said(part)}" for name, part in value.items()),)
    return (_said(value),)


def _entry(entry: Any) -> str:
    """A cohort by its figure and where it comes from; a single factor by its name and its direction."""
    if not isinstance(entry, Mapping):
        return _said(entry)
    if "endpoint" in entry:
        unit = "%" if entry["unit"] in {"%", "percent"} else str(entry["unit"])
        return f"{entry['endpoint']} {number(entry['value'])} {unit} ({entry['population']})"
    if "factor" in entry:
        return f"{entry['factor']}: {entry['direction']}" if entry.get("direction") else str(entry["factor"])
    return ", ".join(f"{name.replace('_', ' ')} {_said(part)}" for name, part in entry.items())


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    return _STATUS.get(str(value), str(value).replace("_", " "))
