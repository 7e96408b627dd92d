"""Supposition: what a what-if supposes, when the words around it are taken away."""

import re
from itertools import islice

from chains.extract import read_case
from chains.followup.words import FRAGMENT_CHARS, pattern, patterns
from knowledge.case import CaseDetails

TRIES = 4
"""So many beginnings of a supposition are read; each is read to the end of the message."""


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
        case = read_case(" " * begin + text[begin : match.end("what")]).case
        if case.facts().keys() - {"treatments", "sex"}:
            return case
    return None


def supposed(text: str) -> CaseDetails | None:
    """What a what-if supposes ("and if there were bone mets?", "had it been poorly differentiated"), or None."""
    for match in islice(pattern("suppose").finditer(text), TRIES):
        case = read_case(" " * match.end() + text[match.end() :].replace("?", " ")).case
        if case.facts():
            return case
    return None
