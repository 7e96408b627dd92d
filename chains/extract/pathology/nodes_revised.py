# ruff: noqa: E501 - a pattern is checked more easily on one line
"""Nodes revised: a first count of lymph nodes, and the one that took its place ("0/12 on frozen, 2/12 on final")."""

import re

from chains.extract.pathology.nodes_words import node_word
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from knowledge.case import Nodes

NODES_CHARS = 30
"""How far before the first count the word for lymph nodes may stand."""
_FIRST = r"(?:frozen(?: section)?|initial(?:ly)?|at first|first|preliminary|provisional(?:ly)?|intra-?operative(?:ly)?|original(?:ly)?|outside report)"
_FINAL = r"(?:final(?:ly)?|revised|corrected|amended|updated|definitive(?:ly)?|permanent|paraffin|recount(?:ed)?|addendum|review(?:ed)?|changed)"
_REVISED = re.compile(
    r"(?P<a>\d(?<![\d/.]\d)\d?) ?(?:/|of|out of) ?(?P<b>\d{1,2})(?![\d/.]\d|\d)(?P<gap>[^\d\n]{2,70}?)"
    r"(?<![\d/])(?P<c>\d{1,2}) ?(?:/|of|out of) ?(?P<d>\d{1,2})(?![\d/]|\.\d)(?P<behind>[^\d\n.;]{0,24})"
)
_IS_FIRST = re.compile(rf"(?<![a-z]){_FIRST}(?![a-z])")
_IS_FINAL = re.compile(rf"(?<![a-z]){_FINAL}(?![a-z])")


def revised_counts(page: Page) -> list[Found]:
    """The later count, with the place of both."""
    out = []
    for match in _REVISED.finditer(page.text):
        first = _IS_FIRST.search(match["gap"])
        final = _IS_FINAL.search(match["gap"], first.end() if first else 0) or _IS_FINAL.search(match["behind"])
        if not first and not (final and re.search(r"(?:revised|corrected|amended|changed|updated)", match["gap"])):
            continue
        low = max(0, match.start() - NODES_CHARS)
        if not final or not node_word().search(page.text, low, match.end()):
            continue
        positive, examined = int(match["c"]), int(match["d"])
        if not 0 < examined >= positive or page.context(*match.span()) & {"asked", "hypothetical"}:
            continue
        out.append(Found("nodes", Nodes(positive=positive, examined=examined), match.start(), match.end("d")))
    return out
