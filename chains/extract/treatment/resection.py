# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Resection: an operation that no word names, told by what the pathologist found in its specimen ("pT3 pN1 (4/12), R0")."""

import re

from chains.extract.text.found import Found, entry
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.treatment.standing import UNTOLD
from knowledge.case import Treatment

SPECIMEN_CHARS = 250
"""How far from the depth of a tumour its nodes or its margin may be told."""
LEAST_NODES = 4
"""Fewer nodes than this can be examined without an operation."""
_DEPTH = re.compile(r"(?<![a-z0-9])(?:y ?)?p ?t ?[1-4][abc]?(?![a-z0-9%])(?![^.;\n]{0,30}\?)")
_PROOF = re.compile(
    r"(?<![a-z0-9])(?:(?:local )?r[012](?! ?(?:=|value|resection (?:is )?(?:planned|possible|feasible)))|(?:ln|nodes?|lymph nodes?)[^.;\n]{0,20}?\d{1,2} ?(?:/|of|out of) ?(?P<a>\d{1,2})|\d{1,2} ?/ ?(?P<b>\d{1,2}) ?(?:\)|ln|nodes?|lymph)|(?:sum|total):? ?\d{1,2} ?/ ?(?P<c>\d{1,2})|yp ?n ?\d)(?![a-z0-9%])"
)


_NODES = re.compile(
    r"(?<![a-z0-9])(?:ln|lns|nodes?|lymph nodes?):? ?(?:positive |involved |sampled )?\d{1,2} ?(?:/|of|out of) ?(?P<a>\d{1,2})(?![\d/]|\.\d)|\d{1,2} ?/ ?(?P<b>\d{1,2}) ?(?:ln|lns|nodes?|lymph nodes?)(?![a-z])"
)
_MARGIN = re.compile(
    r"(?<![a-z0-9])(?:r[01](?! ?(?:=|value|resection (?:is )?(?:planned|possible|feasible)|possible|feasible))|(?:all |resection |surgical )?margins?:? (?:(?:are|were|is|all) )?(?:clear|free|negative|neg|positive|pos|involved))(?![a-z0-9%])"
)
_UNREAL = {"hypothetical", "asked", "possible", "history", "planned", "considered"}


def infer_resection(page: Page, found: list[Found]) -> list[Found]:
    """A bare operation where the text tells of the specimen of one, and names none."""
    if any(isinstance(fact.value, Treatment) and fact.value.kind == "surgery" for fact in found):
        return []
    for depth in scan(_DEPTH, page.text):
        start, end = depth.span()
        if page.context(start, end) & _UNREAL:
            continue
        for proof in scan(_PROOF, page.text, max(0, start - SPECIMEN_CHARS), end + SPECIMEN_CHARS):
            nodes = proof["a"] or proof["b"] or proof["c"]
            if nodes is None or int(nodes) >= LEAST_NODES:
                return [_operation(start, end)]
    for nodes_of in scan(_NODES, page.text):
        start, end = nodes_of.span()
        if int(nodes_of["a"] or nodes_of["b"]) < LEAST_NODES or page.context(start, end) & _UNREAL:
            continue
        for margin in scan(_MARGIN, page.text, max(0, start - SPECIMEN_CHARS), end + SPECIMEN_CHARS):
            if not page.context(*margin.span()) & _UNREAL:
                return [_operation(start, end)]
    return []


def _operation(start: int, end: int) -> Found:
    """An operation without a name, as the words from ``start`` to ``end`` tell it."""
    operation = Treatment(name="surgery", kind="surgery", status="done")
    return entry("treatments", operation, start, end, name=(start, end))._replace(rank=UNTOLD)
