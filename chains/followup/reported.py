"""Reported: a value of the known tumour as a report gives it: "the Whipple path says grade 1", "it is 12 mm on MRI"."""

import re

from chains.extract import Reading
from chains.followup.correction import taking
from chains.followup.words import CLAUSE_CHARS, carriers, completed, pattern
from knowledge.case import CaseDetails

_IN_ONE_WORD = frozenset({"stated_grade", "margin"})
"""Fields that a report gives in one word, which the reader does not take without the words around it."""


def with_reported(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """The reading with the grade, the margin and the size that the message reports, where it does not hold them."""
    doubtful = {conflict.field for conflict in reading.conflicts}
    for match in pattern("reported").finditer(text):
        for carrier in carriers():
            if carrier.field not in _IN_ONE_WORD - doubtful - reading.case.facts().keys():
                continue
            told = carrier.told_at(text, match.end())
            if pattern("of_something_else").match(text, match.end() + len(told)):
                continue
            said = carrier.case_of(told, match.end())
            if said is not None:
                reading = _taking(reading, said, carrier.field)
    return _with_size(text, reading, known)


def _with_size(text: str, reading: Reading, known: CaseDetails) -> Reading:
    """The reading with the size now of a tumour whose size is known: "it has grown, now 18 mm", "12 mm on path"."""
    if known.tumour_size_mm is None or reading.case.tumour_size_mm is not None:
        return reading
    match = pattern("grown_to").search(text) or _measured(text)
    if match is None:
        return reading
    said = completed("primary tumour {}", match["size"], match.start("size"))
    return reading if said.tumour_size_mm is None else _taking(reading, said, "tumour_size_mm")


def _measured(text: str) -> re.Match[str] | None:
    """The one length of a message whose clause says what measured it, and whose sentence speaks of nothing else."""
    lengths = list(pattern("length").finditer(text))
    if len(lengths) != 1 or pattern("other_thing").search(text):
        return None
    at = lengths[0].start()
    start = max(text.rfind(sign, 0, at) for sign in ";.!?\n") + 1
    end = min((place for sign in ",;!?\n" if (place := text.find(sign, lengths[0].end())) >= 0), default=len(text))
    start, end = max(start, at - CLAUSE_CHARS), min(end, at + CLAUSE_CHARS)
    return lengths[0] if pattern("measured_by").search(text, start, end) else None


def _taking(reading: Reading, said: CaseDetails, field: str) -> Reading:
    return reading.model_copy(update={"case": taking(reading.case, said, field, getattr(said, field))})
