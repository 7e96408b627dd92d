"""Supposition: what a what-if supposes, when the words around it are taken away."""

from chains.extract import read_case
from chains.followup.words import pattern
from knowledge.case import CaseDetails


def supposed(text: str) -> CaseDetails | None:
    """What a what-if supposes ("and if there were bone mets?", "had it been poorly differentiated"), or None."""
    for match in pattern("suppose").finditer(text):
        case = read_case(" " * match.end() + text[match.end() :].replace("?", " ")).case
        if case.facts():
            return case
    return None
