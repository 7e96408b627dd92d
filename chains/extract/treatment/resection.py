# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Resection: an operation that no word names, told by what the pathologist found in its specimen ("pT3 pN1 (4/12), R0")."""

import re
from itertools import islice

from chains.extract.pathology.margins import read_margins
from chains.extract.text.found import Found, entry
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.treatment.standing import SHARED, UNTOLD
from knowledge.case import Span, Treatment

SPECIMEN_CHARS = 250
"""How far from the depth of a tumour its nodes or its margin may be told."""
LEAST_NODES = 4
"""Fewer nodes than this can be examined without an operation."""
WISH_CHARS = 30
"""How far before a margin somebody may hope for it."""
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
_WISH = re.compile(
    r"(?:\b(?:needs?|wants?|requires?|hop(?:es?|ing) (?:for|of)|aim(?:s|ing)? (?:for|at)|for|to|achieve|obtain|get(?:ting)?|guarantee)(?: (?:the|an?|wide|good|safe))? |\b(?:can|could|will|would|may|might) (?:be |have |give |get )?)$"
)
_OUT_OF_REACH = re.compile(
    r" (?:(?:is|are|was|were) )?(?:(?:can|could|would|will|may|might|cannot|can't|should)(?![a-z])|not? |un|im|hard|difficult|feasible|possible|of (?:at least )?\d)"
)
_ENDOSCOPIC = re.compile(
    r"(?<![a-z])(?:endoscop[a-z]*|gastroscop[a-z]*|colonoscop[a-z]*|[a-z]*papillectomy|polypectomy|polyp|snared?|emr|esd|eftr|ftrd)(?![a-z])"
)
_UNREAL = {"hypothetical", "asked", "possible", "history", "planned", "considered"}


def infer_resection(page: Page, found: list[Found]) -> list[Found]:
    """A bare operation where the text tells of the specimen of one, and names none that was done.

    Edges were cut whatever further operation is thought of; depth and nodes may be those of a staging ahead of one.
    """
    told = {fact.value.status for fact in found if isinstance(fact.value, Treatment) and fact.value.kind == "surgery"}
    if "done" in told:
        return []
    place = None if told else _of_a_specimen(page)
    if place is not None:
        return [_operation(*place, UNTOLD)]
    if told and _ENDOSCOPIC.search(page.text):
        return []  # cut by the endoscope, and the operation that is spoken of is still to be decided on
    edges = (fact for fact in page.kept(read_margins) if not _is_wished(page, fact))
    return [_operation(one.start, one.end, SHARED) for one in islice(edges, 1)]


def _is_wished(page: Page, margin: Found) -> bool:
    """Whether edges are those that somebody hopes for: "if R1", "needs clear margins", "clear margins cannot be had"."""
    return (
        "hypothetical" in page.context(margin.start, margin.end)
        or _WISH.search(page.text, max(0, margin.start - WISH_CHARS), margin.start) is not None
        or _OUT_OF_REACH.match(page.text, margin.end) is not None
    )


def _of_a_specimen(page: Page) -> Span | None:
    """Where a depth with its nodes or its margin, or nodes with a margin, tell of a specimen."""
    for depth in scan(_DEPTH, page.text):
        start, end = depth.span()
        if page.context(start, end) & _UNREAL:
            continue
        for proof in scan(_PROOF, page.text, max(0, start - SPECIMEN_CHARS), end + SPECIMEN_CHARS):
            nodes = proof["a"] or proof["b"] or proof["c"]
            if nodes is None or int(nodes) >= LEAST_NODES:
                return start, end
    for nodes_of in scan(_NODES, page.text):
        start, end = nodes_of.span()
        if int(nodes_of["a"] or nodes_of["b"]) < LEAST_NODES or page.context(start, end) & _UNREAL:
            continue
        for margin in scan(_MARGIN, page.text, max(0, start - SPECIMEN_CHARS), end + SPECIMEN_CHARS):
            if not page.context(*margin.span()) & _UNREAL:
                return start, end
    return None


def _operation(start: int, end: int, rank: int) -> Found:
    """An operation without a name, as the words from ``start`` to ``end`` tell it."""
    operation = Treatment(name="surgery", kind="surgery", status="done")
    return entry("treatments", operation, start, end, name=(start, end))._replace(rank=rank)
