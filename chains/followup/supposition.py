"""Supposition: what a what-if supposes, when the words around it are taken away."""

import re
from itertools import islice

from chains.extract import read_told
from chains.followup.blank import of_this_patient
from chains.followup.words import FRAGMENT_CHARS, carriers, completed, pattern, patterns
from knowledge.case import CaseDetails

TRIES = 4
"""So many beginnings of a supposition are read; each to the end of the message, and at most once more."""
OF_NO_CASE = frozenset({"treatments", "sex"})
"""What a what-if names without supposing it."""


def supposed_shortly(text: str) -> CaseDetails | None:
    """What a short message supposes without an "if" ("and with bone mets?", "say it is G3"), or None.

    A treatment alone is asked about, not supposed.
    """
    if len(text.strip()) > FRAGMENT_CHARS:
        return None
    start = len(text) - len(text.lstrip())
    for one in patterns("supposing"):
        match = one.match(text, start)
        if match is None:
            continue
        denies = re.search(r"(?i)\bwithout $", text[: match.start("what")])
        begin = denies.start() if denies else match.start("what")
        case = _read(text, begin, match.end("what"))
        if case.facts().keys() - OF_NO_CASE:
            return case
    return _value(text)


def supposed(text: str) -> CaseDetails | None:
    """What a what-if supposes ("and if there were bone mets?", "had it been poorly differentiated"), or None."""
    for match in islice(pattern("suppose").finditer(text), TRIES):
        case = _read(text, match.end(), len(text))
        if case.facts():
            return case
    return _value(text)


def _read(text: str, start: int, end: int) -> CaseDetails:
    """The case that a part of a message supposes; what it asks of that is left out where it hides the value."""
    part = of_this_patient(" " * start + text[start:end].replace("?", " "))
    case = read_told(part).case
    until = pattern("supposed_until").search(text, start, end)
    if until is None or not text[start : until.start()].strip() or case.facts().keys() - OF_NO_CASE:
        return case
    shorter = read_told(part[: until.start()]).case
    return shorter if shorter.facts().keys() - OF_NO_CASE else case


def _value(text: str) -> CaseDetails | None:
    """The case that a value alone supposes, where it shows of itself what it is: "say it were 26 mm - operate?"."""
    plain = of_this_patient(text)
    for match in islice(pattern("supposed_value").finditer(plain), TRIES):
        at = match.end()
        age = pattern("supposed_age").match(plain, at) if match["person"] else None
        if age is not None:
            return completed("age {}", age.group(), at)
        for carrier in carriers():
            case = carrier.case_of(carrier.told_at(plain, at), at)
            if case is not None:
                return case
    return None
