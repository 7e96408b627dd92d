"""Amendment: what a person puts right in a case by hand, field by field, with the place of each fact in its words."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chains.contradiction import contradictions
from chains.extract import read_told
from chains.extract.settled import settled
from chains.extract.wording import name_of, phrase_of
from chains.form import BY_KEY, FIELDS, IMAGING, METASTASES, Filled, FormField, Words, ki67_line, treatment_line
from knowledge.case import CaseDetails, Ki67, Liver, Metastasis, ReceptorImaging, Span, Treatment, Value

OPENING = "Corrected by hand: "
_EMPTY: tuple[object, ...] = (None, ())
_CLASSES = ("present", "possible", "absent")


class Amendment(Value):
    """The fields that were changed, what they are now, and the words that stand for it as a message."""

    text: str
    fields: tuple[str, ...]
    case: CaseDetails
    """The new values, each with its place in the words; a field that is empty here was emptied."""


class PutRight(Value):
    """A case once an amendment was taken into it."""

    case: CaseDetails
    changes: tuple[str, ...]
    """What changed, a field each: ``Ki-67 8 % (was 3 %)``."""
    contradictions: tuple[str, ...] = ()
    """What cannot both be true now and could before, each with its question."""


class AmendmentRefusedError(ValueError):
    """Something that was filled in cannot be right; ``faults`` says for each field what would be."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = dict(faults)


def amend(known: CaseDetails, before: Filled, after: Filled) -> Amendment | None:
    """What was changed between the form as it was shown and as it came back; ``None`` where nothing was.

    Fields that were not touched stay as the case has them now, whatever was shown. Raises AmendmentRefusedError.
    """
    touched = [field for field in FIELDS if before.get(field.key, ()) != after.get(field.key, ())]
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for field in touched:
        try:
            _refuse_strange(field, after.get(field.key, ()))
            values[field.field] = _VALUES.get(field.field, _scalar)(known, field, after, touched)
        except _FaultError as fault:
            faults[fault.key] = str(fault)
    if faults:
        raise AmendmentRefusedError(faults)
    changed = {name: value for name, value in values.items() if value != getattr(known, name)}
    return _amendment(changed) if changed else None


def put_right(known: CaseDetails, amendment: Amendment, turn: int) -> PutRight:
    """The case with the amended fields exactly as they were filled in; ``turn`` is that of the amendment."""
    update: dict[str, Any] = {name: getattr(amendment.case, name) for name in amendment.fields}
    if amendment.case.primary_site is not None:
        update["primary_site_basis"] = "stated"
    bare, spans = known.without(frozenset(amendment.fields)), amendment.case.evidence_spans
    update["evidence_spans"] = {**bare.evidence_spans, **spans}
    update["evidence_turns"] = {**bare.evidence_turns, **dict.fromkeys(spans, turn)}
    case = settled(bare.model_copy(update=update))
    before = {one.fields for one in contradictions(known)}
    return PutRight(
        case=case,
        changes=tuple(_change(name, getattr(known, name), getattr(amendment.case, name)) for name in amendment.fields),
        contradictions=tuple(one.sentence for one in contradictions(case) if one.fields not in before),
    )


def _change(name: str, before: Any, after: Any) -> str:
    old, new = ([phrase_of(name, entry) for entry in _entries_of(value)] for value in (before, after))
    put, gone = [one for one in new if one not in old], [one for one in old if one not in new]
    was = ", ".join(one.removeprefix(f"{name_of(name)} ") for one in gone)
    if put:
        return ", ".join(put) + (f" (was {was})" if gone else "")
    return f"{', '.join(gone)} taken back" if gone else f"{', '.join(new)} told more exactly"


def _entries_of(value: Any) -> tuple[Any, ...]:
    if value in _EMPTY:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _amendment(changed: Mapping[str, Any]) -> Amendment:
    """The changed fields with spans that point into the words that tell them."""
    text, spans = OPENING, dict[str, Span]()
    for name, value in changed.items():
        for place, entry in enumerate(_entries_of(value)):
            said = phrase_of(name, entry)
            path = f"{name}[{place}]" if isinstance(value, tuple) else name
            spans[path] = (len(text), len(text) + len(said))
            text += f"{said}; "
        if value in _EMPTY:
            text += f"{name_of(name)} taken back; "
    filled = {name: value for name, value in changed.items() if value not in _EMPTY}
    return Amendment(
        text=text.removesuffix("; ") + ".",
        fields=tuple(changed),
        case=CaseDetails(**filled, evidence_spans=spans),
    )


class _FaultError(ValueError):
    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


def _refuse_strange(field: FormField, words: Words) -> None:
    """Raises _FaultError for a choice that the form does not offer: what comes over the network may say anything."""
    if field.kind in {"choice", "choices"} and not set(words) <= field.options.keys():
        raise _FaultError(field.key, "Choose one of the values that are offered.")


def _scalar(_known: CaseDetails, field: FormField, after: Filled, _touched: Sequence[FormField]) -> Any:
    words = after.get(field.key, ())
    if not words:
        return None
    if field.kind == "choice":
        return int(words[0]) if field.field in {"stated_grade", "ecog"} else words[0]
    return _read(field, words[0])


def _read(field: FormField, words: str) -> Any:
    """The value that the reader finds in a line. Raises _FaultError with what would be right."""
    line = words.strip()
    if re.fullmatch(field.accepts, line, re.IGNORECASE) is None:
        raise _FaultError(field.key, field.hint)
    reading = read_told(field.reads.format(line.removesuffix("%").strip() if "%" in field.reads else line))
    if reading.problems:
        raise _FaultError(field.key, reading.problems[0].message)
    value = getattr(reading.case, field.field)
    if value in _EMPTY or (isinstance(value, tuple) and len(value) != 1):
        raise _FaultError(field.key, field.hint)
    return value


def _entries(field: FormField, after: Filled, kept: Mapping[str, Any]) -> tuple[Any, ...]:
    """The entries of a list, a line each: a line that stands for a known entry keeps all that is known of it."""
    lines = [line.strip() for line in after.get(field.key, ()) if line.strip()]
    return tuple(kept[line] if line in kept else _read(field, line)[0] for line in lines)


def _ki67(known: CaseDetails, field: FormField, after: Filled, _touched: Sequence[FormField]) -> tuple[Ki67, ...]:
    return _entries(field, after, {ki67_line(index): index for index in known.ki67})


def _treatments(
    known: CaseDetails, field: FormField, after: Filled, _touched: Sequence[FormField]
) -> tuple[Treatment, ...]:
    return _entries(field, after, {treatment_line(one): one for one in known.treatments})


def _metastases(
    _known: CaseDetails, _field: FormField, after: Filled, _touched: Sequence[FormField]
) -> tuple[Metastasis, ...]:
    """Every site with the heading that it stands under. Raises _FaultError for one that stands under two."""
    found: dict[str, Metastasis] = {}
    for status in _CLASSES:
        key = f"{METASTASES}.{status}"
        for site in after.get(key, ()):
            if site in found:
                words = BY_KEY[key].options.get(site, site)
                raise _FaultError(key, f"{words} stands under two headings; choose one for each site.")
            found[site] = Metastasis.model_validate({"site": site, "status": status})
    return tuple(found.values())


def _liver(known: CaseDetails, field: FormField, after: Filled, _touched: Sequence[FormField]) -> Liver | None:
    words = after.get(field.key, ())
    read: Liver = _read(field, words[0]) if words else Liver()
    share = {"involvement_low": read.involvement_low, "involvement_high": read.involvement_high}
    liver = (known.liver or Liver()).model_copy(update=share)
    return None if liver == Liver() else liver


def _imaging(
    known: CaseDetails, _field: FormField, after: Filled, touched: Sequence[FormField]
) -> tuple[ReceptorImaging, ...]:
    """What was told of a location that was touched gives way; the other locations stay."""
    places = {one.key.partition(".")[2]: one.key for one in touched if one.field == IMAGING}
    kept = [one for one in known.receptor_imaging if one.location not in places]
    for place, key in places.items():
        for word in after.get(key, ()):
            told = {"krenning": int(word)} if word.isdigit() else {"uptake": word}
            kept.append(ReceptorImaging.model_validate({"location": place, **told}))
    return tuple(kept)


_VALUES: Mapping[str, Callable[[CaseDetails, FormField, Filled, Sequence[FormField]], Any]] = {
    "ki67": _ki67,
    "treatments": _treatments,
    METASTASES: _metastases,
    "liver": _liver,
    IMAGING: _imaging,
}
