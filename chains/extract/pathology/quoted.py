# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Quoted: passages that are not about the patient's tumour - a grading table, a definition."""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, either, table
from knowledge.case import Span

ROW_CHARS = 60
"""How far apart two rows of one table may stand."""
RULE_CHARS = 90
"""How far before its only row a rule may be named: "by current WHO (NEC > 20 %)"."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    above, below = r"(?:>|over|above|more than|exceeding)=? ?", r"(?:<|below|under|less than|up to|at most)=? ?"
    grade = r"(?:g|grade |gr\.? ?)[ -]?"
    net = r"(?:(?:p|pan|gep)?-?(?:nets?|nens?)[ ,]{0,2}\(?)?"
    label = rf"(?:{net}{grade}(?:[123]|i{{1,3}})|{net}(?:low|intermediate|high) grade|(?:lc|sc)?necs?|sclc|neuro-?endocrine carcinomas?|a?typical(?: carcinoids?)?|[at]c)"
    between = rf"(?:(?!{LEFT}{label}{RIGHT})[^.;\n]|\.(?! )){{0,60}}?"
    cuts = (
        ("g1", rf"{net}(?:{grade}(?:1|i)|low grade)", rf"(?:{below}[23]|0 ?(?:-|to) ?[123](?:\.\d+)?)"),
        ("g2", rf"{net}(?:{grade}(?:2|ii)|intermediate grade)", r"[23] ?(?:%|percent)? ?(?:-|to) ?20"),
        ("g3", rf"{net}(?:{grade}(?:3|iii)|high grade)", rf"(?:{above}20|2[01] ?(?:-|to) ?100)"),
        (
            "nec",
            r"(?:(?:lc|sc)?necs?|sclc|neuro-?endocrine carcinomas?)",
            rf"(?:{above}(?:10|20|50|55)|2[01] ?(?:-|to) ?100)",
        ),
        ("tc", r"(?:typical(?: carcinoids?)?|tc)", rf"(?:{below}2|0 ?(?:-|to) ?1)"),
        ("ac", r"(?:atypical(?: carcinoids?)?|ac)", r"2 ?(?:-|to) ?10"),
    )
    words = table("histology")["quoted"]
    return {
        "row": re.compile(
            rf"{LEFT}(?:{'|'.join(f'(?P<{name}>{head}{RIGHT}{between}{LEFT}{cut})' for name, head, cut in cuts)})(?![\d.]*\d)(?: ?(?:%|percent))?(?: ?(?:mitos[ei]s|/|per)[^,;|\n)]{{0,14}})?"
        ),
        # the rest of a row: ", > 20 % (often > 70 %)", ", poorly differentiated"
        "rest": re.compile(
            rf"(?:[ ,/(]{{0,3}}(?:{above}\d|{below}\d|\d{{1,3}} ?(?:-|to) ?\d|\d{{1,3}} ?(?:%|percent))\d{{0,2}} ?(?:%|percent|mitos[ei]s)?)?(?: ?\([^()\n]{{0,40}}\))?(?:,? (?:poorly|well)[ -]diff[a-z.]{{0,16}})?"
        ),
        "sample": re.compile(either(words["patient"])),
        "rule": re.compile(either(words["rule"])),
        "always": re.compile(either(words["always"])),
    }


def quoted(page: Page) -> list[Span]:
    """The passages in which no grade, index or histology is the patient's."""
    return list(_tables(page))


def _tables(page: Page) -> Iterator[Span]:
    """Grades or histologies that stand in a row with the cut-offs by which they are defined."""
    known, text = _patterns(), page.folded.text
    tables: list[list[re.Match[str]]] = []
    for row in scan(known["row"], text):
        last = tables[-1][-1] if tables else None
        if (
            last is not None
            and row.start() - last.end() <= ROW_CHARS
            and not known["sample"].search(text, last.end(), row.start())
        ):
            tables[-1].append(row)
        else:
            tables.append([row])
    for rows in tables:
        if _defines(text, rows):
            rest = known["rest"].match(text, rows[-1].end())
            yield rows[0].start(), rest.end() if rest else rows[-1].end()


def _defines(text: str, rows: list[re.Match[str]]) -> bool:
    """Whether rows are a rule: several at their cut-offs, one told as what usually holds, or one under a rule's name."""
    known = _patterns()
    kinds = {row.lastgroup for row in rows}
    if len(kinds) > 2 or (len(kinds) == 2 and kinds & {"g2", "ac"}):
        return True
    if any(known["always"].search(row.group()) for row in rows):
        return True
    start = rows[0].start()
    return len(kinds) == 2 and known["rule"].search(text, max(0, start - RULE_CHARS), start) is not None
