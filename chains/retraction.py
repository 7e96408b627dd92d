"""Retraction: what a person takes back is taken out of the case, with its spans."""

import re
from collections.abc import Iterable

from chains.extract.wording import phrase_of
from knowledge.case import ENTRIES, CaseDetails

KEYS = {"treatments": "name", "metastases": "site"}
"""Lists of which single entries are taken back, each with what names an entry."""


def without(case: CaseDetails, retracted: Iterable[str]) -> tuple[CaseDetails, tuple[tuple[str, str], ...]]:
    """The case without what is taken back (``ki67``, ``treatments:prrt``), and each (field, words) that went."""
    gone: list[tuple[str, str]] = []
    for item in retracted:
        field, _, key = item.partition(":")
        value = getattr(case, field)
        if value in (None, ()):
            continue
        if not isinstance(value, tuple):
            gone.append((field, phrase_of(field, value)))
            case = case.without(frozenset({field}))
            continue
        keep = tuple(key != "" and getattr(entry, KEYS[field]) != key for entry in value)
        gone += [(field, phrase_of(field, entry)) for entry, stays in zip(value, keep, strict=True) if not stays]
        case = _kept(case, field, keep)
    return case, tuple(gone)


def without_slots(case: CaseDetails, slots: frozenset[str]) -> CaseDetails:
    """The case without some slots: fields, sites of metastases (``metastases.liver``), kinds of treatments."""
    case = case.without(frozenset(slot for slot in slots if "." not in slot))
    for field, named in ENTRIES.items():
        keep = tuple(f"{field}.{getattr(entry, named)}" not in slots for entry in getattr(case, field))
        if not all(keep):
            case = _kept(case, field, keep)
    return case.model_copy(update={"likely": tuple(slot for slot in case.likely if slot not in slots)})


def _kept(case: CaseDetails, field: str, keep: tuple[bool, ...]) -> CaseDetails:
    """The case with some entries of a list; the spans of those that stay move up."""
    moved = {old: new for new, old in enumerate(place for place, stays in enumerate(keep) if stays)}
    pattern = re.compile(rf"{field}\[(\d+)\](.*)")

    def path_after(path: str) -> str | None:
        match = pattern.fullmatch(path)
        if match is None:
            return path
        place = moved.get(int(match[1]))
        return None if place is None else f"{field}[{place}]{match[2]}"

    entries = tuple(entry for entry, stays in zip(getattr(case, field), keep, strict=True) if stays)
    places = {
        name: {after: place for path, place in getattr(case, name).items() if (after := path_after(path)) is not None}
        for name in ("evidence_spans", "evidence_turns")
    }
    return case.model_copy(update={field: entries} | places)
