"""Merge: a later turn adds to the case and corrects it; what cannot both be true becomes a conflict with a question."""

from collections.abc import Callable, Iterable
from typing import Any

from chains.extract import Reading
from knowledge.case import CaseDetails, Ki67, Liver, ReceptorImaging, Span, Treatment, Value

_LISTS: dict[str, Callable[[Any], object]] = {
    "ki67": lambda entry: (entry.specimen, entry.year),
    "metastases": lambda entry: entry.site,
    "receptor_imaging": lambda entry: entry.location,
    "treatments": lambda entry: entry.name,
    "markers": lambda entry: entry.name,
}
_NOT_FACTS = {"evidence_spans", "evidence_turns", "primary_site_basis"}
_MAY_CHANGE = {"progression", "ecog", "age_years", "tumour_size_mm", "liver", "nodes", "stated_stage", "functioning"}
"""Fields whose value changes in the course of a disease, or is refined: a new value is news, not a contradiction."""
_NAMES = {
    "primary_site": "primary site", "stated_grade": "grade", "ki67": "Ki-67", "tumour_size_mm": "tumour size", "t": "T", "n": "N", "m": "M",
    "stated_stage": "stage", "metastases": "metastases", "receptor_imaging": "receptor imaging", "age_years": "age", "ecog": "ECOG", "fdg": "FDG PET",
    "tnm_prefix": "TNM prefix", "tumour_extent": "extent of the tumour", "diagnosis_year": "year of diagnosis", "margin": "resection margin",
    "carcinoid_heart_disease": "carcinoid heart disease", "liver": "liver involvement", "nodes": "lymph nodes", "markers": "markers",
}  # fmt: skip


class FieldChange(Value):
    """One fact that a turn added or changed."""

    field: str
    before: str | None
    """The old value in words, or None where there was none."""
    after: str
    words: str
    """The change as a person would say it: ``grade 1 (was 2)``."""


class FieldConflict(Value):
    """Two turns that cannot both be right, and what to ask."""

    field: str
    before: str
    after: str
    sentence: str
    """What clashes, which value was taken, and the question."""


class Merged(Value):
    """The case after a turn."""

    case: CaseDetails
    changes: tuple[FieldChange, ...] = ()
    conflicts: tuple[FieldConflict, ...] = ()


def merge(conversation_case: CaseDetails, reading: Reading, turn: int, *, correcting: bool = False) -> Merged:
    """The newest value wins; without a correcting word a different one is also reported as a conflict.

    ``correcting`` takes every value of the reading as a correction, as for a what-if.
    """
    old, new = conversation_case, reading.case
    values: dict[str, Any] = {}
    spans, turns = dict(old.evidence_spans), dict(old.evidence_turns)
    changes: list[FieldChange] = []
    conflicts: list[FieldConflict] = []
    for field in CaseDetails.model_fields:
        before, after = getattr(old, field), getattr(new, field)
        if field in _NOT_FACTS or after in (None, ()):
            continue
        corrected = correcting or field in reading.corrected
        if field in _LISTS:
            values[field] = _merge_list(field, old, new, spans, turns, turn, changes, conflicts, corrected)
            continue
        if field == "primary_site":
            if before is not None and new.primary_site_basis == "inferred" and before != after:
                continue  # what is stated outranks what an operation implies
            values["primary_site_basis"] = "stated" if before == after and old.primary_site_basis == "stated" else new.primary_site_basis
            _move_spans("primary_site_basis", new, spans, turns, turn)
        value = _merge_liver(before, after) if field == "liver" and before else after
        values[field] = value
        _move_spans(field, new, spans, turns, turn)
        if value == before:
            continue
        changes.append(_change(field, before, value))
        refined = field == "m" and str(after).startswith(str(before)) or (field == "primary_site" and old.primary_site_basis == "inferred")
        if before is not None and not corrected and field not in _MAY_CHANGE and not refined:
            conflicts.append(_conflict(field, _words(field, before), _words(field, value)))
    for conflict in reading.conflicts:
        first, last = ", ".join(conflict.values[:-1]), conflict.values[-1]
        name = _NAMES.get(conflict.field, conflict.field.replace("_", " "))
        sentence = f"The message gives two values for {name}: {_plain(first)} and {_plain(last)}; {_plain(last)} was taken. {conflict.question}"
        conflicts.append(FieldConflict(field=conflict.field, before=first, after=last, sentence=sentence))
    case = old.model_copy(update={**values, "evidence_spans": spans, "evidence_turns": turns})
    return Merged(case=case, changes=tuple(changes), conflicts=tuple(conflicts))


def _merge_list(
    field: str, old: CaseDetails, new: CaseDetails, spans: dict[str, Span], turns: dict[str, int], turn: int,
    changes: list[FieldChange], conflicts: list[FieldConflict], corrected: bool,
) -> tuple[Any, ...]:
    key = _LISTS[field]
    before, after = getattr(old, field), getattr(new, field)
    kept = list(before)
    for place, entry in enumerate(after):
        at = next((index for index, one in enumerate(kept) if key(one) == key(entry)), None)
        if at is None and field == "ki67":
            at = _replaced_index(kept, entry, corrected)
        if at is None:
            kept.append(entry)
            changes.append(_change(field, None, entry))
            _move_entry(field, place, len(kept) - 1, new, spans, turns, turn)
            continue
        merged = _merge_entry(kept[at], entry)
        if merged != kept[at]:
            changes.append(_change(field, kept[at], merged))
            if field in {"ki67", "metastases"} and not corrected and not _follows(kept[at], merged):
                conflicts.append(_conflict(field, _words(field, kept[at]), _words(field, merged)))
        kept[at] = merged
        _move_entry(field, place, at, new, spans, turns, turn)
    return tuple(kept)


def _replaced_index(kept: list[Ki67], entry: Ki67, corrected: bool) -> int | None:
    """The older index that a new one replaces: the one without specimen and year, or the only one when corrected."""
    unnamed = [at for at, one in enumerate(kept) if one.specimen in (None, entry.specimen) and (one.year is None or entry.year is None)]
    if entry.specimen is not None and not corrected:
        unnamed = [at for at in unnamed if kept[at].specimen == entry.specimen or (kept[at].low, kept[at].high) == (entry.low, entry.high)]
    if unnamed:
        return unnamed[0]
    return 0 if corrected and len(kept) == 1 else None


def _merge_entry(before: Any, after: Any) -> Any:
    """The new entry; what it leaves open is taken over from the old one."""
    if isinstance(after, ReceptorImaging | Treatment):
        update = {name: value for name, value in after.model_dump().items() if value is not None}
        return before.model_copy(update=update)
    if isinstance(after, Ki67):
        return after.model_copy(update={"specimen": after.specimen or before.specimen, "year": after.year or before.year})
    return after


def _follows(before: Any, after: Any) -> bool:
    """Whether a change of an entry is news that needs no question: a suspicion that became sure."""
    return getattr(before, "status", None) == "possible" or (isinstance(before, Ki67) and (before.low, before.high) == (after.low, after.high))


def _merge_liver(before: Liver, after: Liver) -> Liver:
    return before.model_copy(update={name: value for name, value in after.model_dump().items() if value is not None})


def _move_spans(field: str, new: CaseDetails, spans: dict[str, Span], turns: dict[str, int], turn: int) -> None:
    for path, span in new.evidence_spans.items():
        if path == field or path.startswith(f"{field}."):
            spans[path] = span
            turns[path] = turn


def _move_entry(field: str, place: int, at: int, new: CaseDetails, spans: dict[str, Span], turns: dict[str, int], turn: int) -> None:
    source, target = f"{field}[{place}]", f"{field}[{at}]"
    for path, span in new.evidence_spans.items():
        if path == source or path.startswith(f"{source}."):
            spans[target + path[len(source) :]] = span
            turns[target + path[len(source) :]] = turn


def _change(field: str, before: Any, after: Any) -> FieldChange:
    told = None if before is None else _words(field, before)
    name = _NAMES.get(field, field.replace("_", " "))
    value = _words(field, after)
    words = value if field in {"metastases", "receptor_imaging", "treatments", "markers", "liver"} else f"{name} {value}"
    return FieldChange(field=field, before=told, after=value, words=f"{words} (was {told})" if told else words)


def _conflict(field: str, before: str, after: str) -> FieldConflict:
    name = _NAMES.get(field, field.replace("_", " "))
    specimen = " and from which specimen and date is each" if field in {"stated_grade", "ki67"} else ""
    sentence = f"Earlier the {name} was {before}, now it is {after}; the newer value was taken. Which one holds{specimen}?"
    return FieldConflict(field=field, before=before, after=after, sentence=sentence)


def _words(field: str, value: Any) -> str:
    """A value as a person would write it."""
    if isinstance(value, Ki67):
        return _range(value.low, value.high, value.operator) + (f" ({value.specimen})" if value.specimen else "")
    if field == "metastases":
        site = _plain(value.site)
        return {"present": f"{site} metastases", "possible": f"possible {site} metastases", "absent": f"no {site} metastases"}[value.status]
    if field == "receptor_imaging":
        parts = [_plain(value.location), f"Krenning {value.krenning}" if value.krenning is not None else f"uptake {value.uptake}" if value.uptake else ""]
        return " ".join(filter(None, [*parts, f"uptake {value.trend}" if value.trend else ""]))
    if field == "treatments":
        return f"{value.name} {value.status}"
    if field == "markers":
        level = f"{_number(value.times_uln)} x ULN" if value.times_uln is not None else " ".join(filter(None, [_number(value.value), value.unit]))
        return f"{value.name} {level}"
    if field == "liver":
        return ", ".join(_liver_words(value))
    if field == "mitoses":
        area = {"2mm2": " per 2 mm2", "10hpf": " per 10 HPF"}.get(value.per or "", "")
        return _range(value.low, value.high, value.operator).removesuffix(" %") + area
    if field == "nodes":
        return f"{'?' if value.positive is None else value.positive} of {'?' if value.examined is None else value.examined} positive"
    if isinstance(value, bool):
        return "present" if value else "absent"
    if isinstance(value, float):
        return f"{_number(value)} mm" if field == "tumour_size_mm" else _number(value)
    return _plain(str(value))


def _liver_words(value: Liver) -> Iterable[str]:
    if value.involvement_low is not None and value.involvement_high is not None:
        same = value.involvement_low == value.involvement_high
        yield f"liver involvement {_number(value.involvement_low)}{'' if same else '-' + _number(value.involvement_high)} %"
    if value.lesion_count is not None:
        yield f"{value.lesion_count} liver lesion{'' if value.lesion_count == 1 else 's'}"
    if value.largest_mm is not None:
        yield f"largest liver lesion {_number(value.largest_mm)} mm"
    if value.lobes is not None:
        yield f"{value.lobes} liver disease"


def _range(low: float, high: float | None, operator: str) -> str:
    if operator == "range":
        return f"{_number(low)}-{_number(high)} %"
    if operator == "<":
        return f"< {_number(high)} %"
    if operator == ">":
        return f"> {_number(low)} %"
    return ("about " if operator == "~" else "") + f"{_number(low)} %"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _plain(text: str) -> str:
    return text.replace("_", " ")
