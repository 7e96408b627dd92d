# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Nodes and margins: lymph nodes with tumour out of those examined, and the resection margin."""

import re
from functools import cache

from chains.extract.found import Found, impossible
from chains.extract.number import COUNT, number
from chains.extract.page import Page
from chains.extract.vocabulary import LEFT, RIGHT
from knowledge.case import Nodes, Problem


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    node = r"(?:lymph[- ]?nodes?|lnn?s?|nodes?|nodal(?: status| involvement| metastas[ei]s| yield)?|lymphonodes?|lymph glands?)"
    fill = r"(?:(?:regional|peripancreatic|mesenteric|local|harvested|resected|examined|excised|sampled|retrieved|lymph|involved|positive|metastatic|the|of|were|was|total) )*"
    gap = r"(?: ?[:=(,]| (?:were|was|are|is|positive|negative|neg\.?|involved|involvement|metastas[ei]s|with|in|contained|showed|status|found|pos\.?|pn\d|of))* ?\(?"
    return tuple(
        (kind, re.compile(text))
        for kind, text in (
            (
                "ratio",
                rf"(?:{LEFT}|(?<=[0-4xa-d])(?=n[0-3][abc]? ?\())(?:{node}\+?|pn[0-3][abc]?|n[0-3][abc]?(?= ?\()){gap}(?P<a>\d{{1,3}}) ?(?:/|of|out of|from) ?(?:the )?(?P<b>\d{{1,3}})(?![\d/%])(?!\.\d)",
            ),
            (
                "ratio",
                rf"{LEFT}(?<!/)(?<!\.)(?P<a>{COUNT}|none) ?(?:/|of|out of) ?(?:the |a total of )?(?P<b>{COUNT}) ?{fill}{node}",
            ),
            (
                "ratio",
                rf"{LEFT}(?P<a>{COUNT}) (?:positive |involved |metastatic |tumou?r[- ]positive ){node} ?(?:\(|out of|of|/|in) ?(?:the )?(?P<b>{COUNT})\b",
            ),
            (
                "ratio",
                rf"{LEFT}(?P<a>{COUNT}) (?:positive|involved|metastatic) (?:lymph )?(?:nodes?|lns?),? (?:out )?of (?P<b>{COUNT})\b",
            ),
            (
                "reverse",
                rf"{LEFT}(?P<b>{COUNT}) {fill}{node}(?: (?:were )?(?:examined|harvested|resected|removed|sampled|retrieved|excised|dissected))?,?(?: of which| and)? (?P<a>{COUNT}|none) ?(?:of (?:them|these|which) )?(?:were |was |is |are )?(?:positive|involved|metastatic|with (?:tumou?r|metastas[ei]s))",
            ),
            (
                "positive",
                rf"{LEFT}(?P<a>{COUNT}) (?:positive|involved|metastatic|tumou?r[- ]positive) (?:regional |peripancreatic |mesenteric |local )*{node}",
            ),
            (
                "positive",
                rf"{LEFT}(?P<a>{COUNT}) (?:regional |peripancreatic |mesenteric |local )*{node} (?:were |was |are )?(?:positive|involved)",
            ),
            (
                "examined",
                rf"{LEFT}(?P<b>\d{{1,3}}) (?:regional |peripancreatic |mesenteric )*{node} (?:were )?(?:examined|harvested|retrieved|sampled)",
            ),
            (
                "some",
                rf"{LEFT}(?:{node}[ -]?(?:positive|pos\.?)(?! (?:margin|for sstr))|(?:lnn?s?|nodes?) ?\+(?! ?\d)|positive {node}|{node} (?:were |was |are )?(?:positive|involved))",
            ),
            (
                "none",
                rf"{LEFT}(?:{node}[ -]?(?:negative|neg\.?)|(?:lnn?s?|nodes?) ?-(?= ?[,.;)\n]|$)|negative {node}|{node} (?:were |was |are |all )*(?:negative|free|clear|uninvolved)|(?:no|without) (?:positive|involved|metastatic) {node})",
            ),
        )
    )


@cache
def _margins() -> tuple[tuple[str, re.Pattern[str]], ...]:
    margin = r"(?:resection |surgical |all |resected |pancreatic |section |the )*(?:margins?|edges?)"
    free = r"(?:negative|clear|free|uninvolved|tumou?r[- ]free|neg\.?|not involved|clean|free of tumou?r)"
    return (
        (
            "code",
            re.compile(
                rf"{LEFT}r ?-?(?P<code>[012]) ?-?(?:resection|resected|resektion|margins?|status|situation|excision|surgery){RIGHT}|{LEFT}(?:resection(?: status| margins?)?|margins?(?: status)?|residual(?: tumou?r)?(?: status)?|resected|complete|status):? ?\(?(?:was |is )?r(?P<code2>[012]){RIGHT}|{LEFT}r(?P<code3>[012]){RIGHT}(?! ?(?:=|value|residency|\())"
            ),
        ),
        (
            "R0",
            re.compile(
                rf"{LEFT}(?:{margin} (?:were |was |are |is |all )*{free}|{free} {margin}|{margin}:? ?{free}|complete(?:ly)? (?:microscopic )?resect(?:ed|ion) with {free} margins?)"
            ),
        ),
        (
            "R1",
            re.compile(
                rf"{LEFT}(?:{margin} (?:were |was |are |is |microscopically )*(?:positive|involved|pos\.?)|(?:positive|involved|microscopically positive) {margin}|{margin}:? ?(?:positive|involved)|microscopic(?:ally)? (?:residual|incomplete)(?: disease| tumou?r)?)"
            ),
        ),
        (
            "R2",
            re.compile(
                rf"{LEFT}(?:macroscopic(?:ally)? (?:residual|incomplete|positive)|gross(?:ly)? (?:residual|positive|incomplete))"
            ),
        ),
    )


def read_nodes(page: Page) -> tuple[list[Found], list[Problem]]:
    """Node counts, the most telling wording first, and the margin."""
    found: list[Found] = []
    problems: list[Problem] = []
    for place, (kind, pattern) in enumerate(_patterns()):
        for match in pattern.finditer(page.text):
            contexts = page.context(*match.span())
            if contexts & {"asked", "possible"} or (kind in {"some", "positive"} and "negated" in contexts):
                continue
            groups = pattern.groupindex
            positive = _count(match["a"]) if "a" in groups else 0 if kind == "none" else None
            examined = _count(match["b"]) if "b" in groups else None
            if positive is not None and examined is not None and positive > examined:
                problems.append(
                    impossible(
                        page,
                        "nodes",
                        min(match.start("a"), match.start("b")),
                        max(match.end("a"), match.end("b")),
                        "nodes",
                    )
                )
                continue
            value = Nodes(positive=positive, examined=examined)
            start = min(match.start(name) for name in ("a", "b") if name in groups) if groups else match.start()
            end = max(match.end(name) for name in ("a", "b") if name in groups) if groups else match.end()
            found.append(Found("nodes", value, start, end, 20 - place))
    found = [item for item in found if not any(problem.span == page.span(item.start, item.end) for problem in problems)]
    for name, pattern in _margins():
        for match in pattern.finditer(page.text):
            contexts = page.context(match.start(), match.start() + 1)
            if contexts & {"asked", "possible", "planned", "considered"} or ("negated" in contexts and name != "R0"):
                continue
            code = next((match[key] for key in ("code", "code2", "code3") if name == "code" and match[key]), None)
            value_text = f"R{code}" if code else name
            found.append(
                Found("margin", value_text, *match.span(), rank=2 if code else {"R2": 1, "R1": 0, "R0": -1}[name])
            )
    return found, problems


def _count(word: str) -> int:
    return 0 if word == "none" else int(number(word))
