"""Merge: a later turn adds to the case and corrects it; what cannot both be true becomes a conflict with a question."""

from collections.abc import Callable
from typing import Any

from chains.contradiction import contradictions
from chains.extract import Reading
from chains.extract.imaging.lesser import takes_up_less
from chains.extract.parts import PARTS
from chains.extract.settled import settled
from chains.extract.wording import BY_MODEL, name_of, phrase_of, plain, words_of
from chains.retraction import without, without_slots
from knowledge.case import GIVEN, CaseDetails, Ki67, ReceptorImaging, Span, Treatment, Value

LISTS: dict[str, Callable[[Any], object]] = {
    "ki67": lambda entry: (entry.specimen, entry.year),
    "metastases": lambda entry: entry.site,
    "receptor_imaging": lambda entry: entry.location,
    "treatments": lambda entry: entry.name,
    "markers": lambda entry: entry.name,
}
"""Fields that hold several entries, each with what tells two entries of it apart."""
_WEIGHED = {"planned", "considered"}
_KINDS = {"net": {"typical_carcinoid", "atypical_carcinoid"}, "nec": {"lcnec", "sclc"}}
"""A wider word for a tumour, told later, is no other tumour: a carcinoid of the lung is a NET."""
BARE_NAMES = frozenset({"prrt", "chemotherapy", "somatostatin analogue"})
"""Names of a kind of treatment, which give way to a named one of that kind."""
_NOT_FACTS = {"evidence_spans", "evidence_turns", "filled_by_model", "likely", "primary_site_basis"}
AGE_YEARS = 2
"""An age told later in a conversation differs by no more than this."""
_MAY_CHANGE = {"progression", "ecog", "age_years", "tumour_size_mm", "nodes", "stated_stage", "functioning", *PARTS}
_MAY_CHANGE |= {"stable_months", "symptom_grade", "critical_organ", "extra_abdominal", "nlr"}
"""Fields whose value changes in the course of a disease, or is refined: a new value is news, not a contradiction."""


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
    kept, gone = without(conversation_case, reading.retracted)
    old, new = _without_overruled(kept, reading.case)
    values: dict[str, Any] = {}
    spans, turns = dict(old.evidence_spans), dict(old.evidence_turns)
    changes = [FieldChange(field=field, before=told, after="", words=f"{told} taken back") for field, told in gone]
    conflicts: list[FieldConflict] = []
    for field in CaseDetails.model_fields:
        before, after = getattr(old, field), getattr(new, field)
        if field in _NOT_FACTS or after in (None, ()):
            continue
        corrected = correcting or field in reading.corrected
        if field in LISTS:
            same = field in reading.restated
            values[field] = _merge_list(field, old, new, spans, turns, turn, changes, conflicts, corrected, same)
            continue
        if field == "histology" and not corrected and before in _KINDS.get(after, ()):
            continue
        if field == "primary_site":
            if before is not None and new.primary_site_basis == "inferred" and before != after:
                continue  # what is stated outranks what an operation implies
            values["primary_site_basis"] = (
                "stated" if before == after and old.primary_site_basis == "stated" else new.primary_site_basis
            )
            _move_spans("primary_site_basis", new, spans, turns, turn)
        value = _filled(before, after) if before and (field in PARTS or (field == "nodes" and corrected)) else after
        values[field] = value
        _move_spans(field, new, spans, turns, turn)
        if value == before:
            continue
        changes.append(_change(field, before, value))
        refined = (field == "m" and str(after).startswith(str(before))) or (
            field == "primary_site" and (old.primary_site_basis == "inferred" or before == "unknown_primary")
        )
        again = field in reading.restated or _clashes(field, before, value)
        changeable = field in _MAY_CHANGE and not again
        if before is not None and not corrected and not changeable and not refined:
            conflicts.append(_conflict(field, words_of(field, before), words_of(field, value)))
    for conflict in reading.conflicts:
        first, last = (plain(", ".join(values)) for values in (conflict.values[:-1], conflict.values[-1:]))
        name = name_of(conflict.field)
        taken = f"{last} was taken" if new.facts().get(conflict.field) else "neither was taken"
        told = f"The message gives two values for {name}: {first} and {last}; {taken}."
        sentence = f"{told} {conflict.question}"
        conflicts.append(FieldConflict(field=conflict.field, before=first, after=last, sentence=sentence))
    values["filled_by_model"] = tuple(
        f for f in CaseDetails.model_fields if f in {*old.filled_by_model, *new.filled_by_model}
    )
    case = settled(old.model_copy(update={**values, "evidence_spans": spans, "evidence_turns": turns}))
    likely = {*old.likely, *new.likely} & case.slots()
    case = case.model_copy(update={"likely": tuple(sorted(likely))})
    doubted = {name for one in contradictions(conversation_case) for name in one.fields}
    doubted -= {name for one in contradictions(case) for name in one.fields}
    conflicts = [one for one in conflicts if one.field not in doubted]  # what was asked is answered
    conflicts += _contradicting(conversation_case, case, {conflict.field for conflict in conflicts})
    changes = [_marked(change) if change.field in new.filled_by_model else change for change in changes]
    return Merged(case=case, changes=tuple(changes), conflicts=tuple(conflicts))


def _without_overruled(old: CaseDetails, new: CaseDetails) -> tuple[CaseDetails, CaseDetails]:
    """Both cases without what a model filled, or is only likely, in one of them where the other one says it so."""
    overruled = frozenset(old.filled_by_model) & new.facts().keys() - frozenset(new.filled_by_model)
    superfluous = frozenset(new.filled_by_model) & old.facts().keys()
    old, new = old.without(overruled), new.without(superfluous)
    firm = new.slots() - set(new.likely)
    return without_slots(old, firm.intersection(old.likely)), without_slots(new, old.slots().intersection(new.likely))


def _marked(change: FieldChange) -> FieldChange:
    return change.model_copy(update={"words": f"{change.words} {BY_MODEL}"})


def _merge_list(
    field: str,
    old: CaseDetails,
    new: CaseDetails,
    spans: dict[str, Span],
    turns: dict[str, int],
    turn: int,
    changes: list[FieldChange],
    conflicts: list[FieldConflict],
    corrected: bool,
    restated: bool,
) -> tuple[Any, ...]:
    key = LISTS[field]
    before, after = getattr(old, field), getattr(new, field)
    kept = list(before)
    for place, entry in enumerate(after):
        at = next((index for index, one in enumerate(kept) if key(one) == key(entry)), None)
        if field == "receptor_imaging":
            at = _same_lesions(kept, entry, after, corrected)
        if at is None and field == "ki67":
            at = _replaced_index(kept[: len(before)], entry, corrected or restated)  # never one of this turn
        if at is None and field == "treatments":
            at = _same_course(kept, entry)
        if at is None:
            kept.append(entry)
            changes.append(_change(field, None, entry))
            _move_entry(field, place, len(kept) - 1, new, spans, turns, turn)
            continue
        merged = _merge_entry(kept[at], entry)
        if merged != kept[at]:
            changes.append(_change(field, kept[at], merged))
            if field in {"ki67", "metastases"} and not corrected and not _follows(kept[at], merged):
                conflicts.append(_conflict(field, words_of(field, kept[at]), words_of(field, merged)))
        kept[at] = merged
        _move_entry(field, place, at, new, spans, turns, turn)
    return tuple(kept)


def _same_lesions(
    kept: list[ReceptorImaging], entry: ReceptorImaging, told: tuple[ReceptorImaging, ...], corrected: bool
) -> int | None:
    """The entry of the same lesions of a location: those with uptake and those without are told apart.

    No uptake told later, and not as a correction, may be that of some lesions only: it does not hide the others.
    """
    same = [at for at, one in enumerate(kept) if one.location == entry.location]
    lesser = takes_up_less(entry)
    alike = [at for at in same if takes_up_less(kept[at]) == lesser]
    if alike or not same:
        return alike[0] if alike else None
    both = any(one.location == entry.location and takes_up_less(one) != lesser for one in told)
    some = lesser and entry.krenning is None and not corrected and entry.location != "whole_body"
    return None if both or some else same[0]


def _same_course(kept: list[Treatment], entry: Treatment) -> int | None:
    """The one treatment of its kind that a bare word ("PRRT") speaks of, or that names what a bare word told."""
    if entry.kind == "surgery" and entry.status in GIVEN and entry.year is None:  # what was declined or planned is done
        open_ones = [
            at
            for at, one in enumerate(kept)
            if one.kind == "surgery" and "surgery" in (one.name, entry.name) and one.status not in GIVEN
        ]
        return open_ones[0] if len(open_ones) == 1 else None
    same = [at for at, one in enumerate(kept) if one.kind == entry.kind]
    if len(same) != 1 or not {entry.name, kept[same[0]].name} & BARE_NAMES:
        return None
    return same[0]


def _replaced_index(kept: list[Ki67], entry: Ki67, corrected: bool) -> int | None:
    """The older index that a new one replaces: the one without specimen and year, or the only one when corrected."""
    unnamed = [
        at
        for at, one in enumerate(kept)
        if one.specimen in (None, entry.specimen) and (one.year is None or entry.year is None)
    ]
    if entry.specimen is not None and not corrected:
        unnamed = [
            at
            for at in unnamed
            if kept[at].specimen == entry.specimen or (kept[at].low, kept[at].high) == (entry.low, entry.high)
        ]
    if unnamed:
        return unnamed[0]
    return 0 if corrected and len(kept) == 1 else None


def _merge_entry(before: Any, after: Any) -> Any:
    """The new entry; what it leaves open is taken over from the old one."""
    if isinstance(after, ReceptorImaging | Treatment):
        update = {name: value for name, value in after.model_dump().items() if value is not None}
        if isinstance(after, ReceptorImaging) and takes_up_less(after) and not takes_up_less(before):
            update |= {"krenning": after.krenning, "uptake": after.uptake}  # what told of uptake no longer holds
        if isinstance(after, Treatment) and after.name in BARE_NAMES:
            del update["name"]
        if isinstance(after, Treatment) and before.status in GIVEN and after.status in _WEIGHED:
            del update["status"]  # what is weighed again was given all the same
        return before.model_copy(update=update)
    if isinstance(after, Ki67):
        return after.model_copy(
            update={"specimen": after.specimen or before.specimen, "year": after.year or before.year}
        )
    return after


def _follows(before: Any, after: Any) -> bool:
    """Whether a change of an entry is news that needs no question: a suspicion that became sure."""
    return getattr(before, "status", None) == "possible" or (
        isinstance(before, Ki67) and (before.low, before.high) == (after.low, after.high)
    )


def _clashes(field: str, before: Any, after: Any) -> bool:
    """Whether a value that may change cannot have changed so: other nodes of as many, an age years away."""
    if field == "age_years":
        return before is not None and abs(before - after) > AGE_YEARS
    if field != "nodes" or before is None or before.examined is None or before.examined != after.examined:
        return False
    return bool(before.positive != after.positive)


def _filled(before: Any, after: Any) -> Any:
    """The new value; what it leaves open is taken over from the old one."""
    return before.model_copy(update={name: value for name, value in after.model_dump().items() if value is not None})


def _contradicting(before: CaseDetails, after: CaseDetails, told: set[str]) -> list[FieldConflict]:
    """The pairs of fields that contradict each other now and did not before."""
    known = {one.fields for one in contradictions(before)}
    return [
        FieldConflict(field=first, before="", after="", sentence=one.sentence)
        for one in contradictions(after)
        if one.fields not in known and not told & {first := one.fields[0], one.fields[1]}
    ]


def _move_spans(field: str, new: CaseDetails, spans: dict[str, Span], turns: dict[str, int], turn: int) -> None:
    for path, span in new.evidence_spans.items():
        if path == field or path.startswith(f"{field}."):
            spans[path] = span
            turns[path] = turn


def _move_entry(
    field: str, place: int, at: int, new: CaseDetails, spans: dict[str, Span], turns: dict[str, int], turn: int
) -> None:
    source, target = f"{field}[{place}]", f"{field}[{at}]"
    for path, span in new.evidence_spans.items():
        if path == source or path.startswith(f"{source}."):
            spans[target + path[len(source) :]] = span
            turns[target + path[len(source) :]] = turn


def _change(field: str, before: Any, after: Any) -> FieldChange:
    told = None if before is None else words_of(field, before)
    words = phrase_of(field, after) + (f" (was {told})" if told else "")
    return FieldChange(field=field, before=told, after=words_of(field, after), words=words)


def _conflict(field: str, before: str, after: str) -> FieldConflict:
    name = name_of(field)
    specimen = " and from which specimen and date is each" if field in {"stated_grade", "ki67"} else ""
    sentence = (
        f"Earlier the {name} was {before}, now it is {after}; the newer value was taken. Which one holds{specimen}?"
    )
    return FieldConflict(field=field, before=before, after=after, sentence=sentence)
