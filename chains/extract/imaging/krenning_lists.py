# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Krenning lists: scores that stand bare beside their locations, because the word Krenning stands once for all of them -
before them, behind them, as a heading or in a legend of the scale."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from chains.extract.imaging.places import Place
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.placed import starting
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import LEFT, forms
from knowledge.case import Span

LINE_CHARS = 600
"""How far along its line a list of scores, or a legend of the scale, may go on."""
BELOW_CHARS = 400
"""How far below a heading its scores may stand."""
AHEAD_CHARS = 12
"""How far before a location its score may begin: "4 in the liver"."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    end = r"(?= ?(?:[,;.)\n(/+→]|$|and |but |with |plus |as |[a-z]+(?:: | ?=)))"
    return {
        "word": re.compile(forms("imaging", "krenning")),
        "legend": re.compile(r"0 ?(?:[=:-] ?|\()?(?:none|no(?:t)?|nil|absent|negative)(?![a-z])[^\n]{0,60}?(?<!\d)[12] ?[=:(-]{0,2} ?[a-z<≤]"),
        "heading": re.compile(r"(?: scores?| scale| grades?| grading)?(?: ?\([^()\n]{1,20}\))?(?: (?:by|per|of|for) (?:the )?(?:site|location|lesion|region)s?)? ?:? ?(?=\n|$)"),
        "beside": re.compile(rf"(?:[ :=(]|(?<=[a-z])-){{1,2}}(?:(?:is|was|are|were|now|again|still|currently|today|only|scores?|scored|uptake|about|at|an?(?= )|=|:)[ ]?){{0,3}}(?P<digit>[0-4]|(?<=score )(?:zero|one|two|three|four)|(?<=scores )(?:zero|one|two|three|four)){end}"),
        "ahead": re.compile(rf"{LEFT}(?P<digit>[0-4]) (?P<in>(?:in|at|for|over|on) |\()?(?:the |a )?$"),
        "many": re.compile(r"s$|metasta|mets|lesion"),
        "blank_line": re.compile(r"\n ?\n"),
        "range": re.compile(r" ?(?:scores?|scale)? ?\(?0 ?(?:-|to) ?4\)?"),
    }  # fmt: skip


def legends(page: Page) -> list[Span]:
    """The lines that explain the scale itself: "Krenning score: 0 none, 1 very low, 2 equal to liver ..."."""
    text = page.text
    out = []
    for word in scan(_patterns()["word"], text):
        line = _line_end(text, word.end())
        if _patterns()["legend"].search(text, word.end(), line):
            out.append((word.start(), line))
        else:
            scale = _patterns()["range"].match(text, word.end())
            out += [(word.start(), scale.end())] if scale else []
    return out


def listed_scores(page: Page, places: list[Place], taken: list[Span]) -> list[Span]:
    """Where the digits of bare scores stand; ``taken`` are the scores that stand with the word itself."""
    out: set[Span] = set()
    lines = page.kept(legends)
    of_line = {line[0]: line for line in lines}
    owner = _owners([word.start() for word in scan(_patterns()["word"], page.text)], taken)
    for word in scan(_patterns()["word"], page.text):
        own = owner.get(word.start())
        low, high = page.sentence(word.start())
        if own:
            out |= {*_beside(page, places, own[1], high), *_ahead(page, places, own[1], high)}
            out.update(_behind_semicolons(page, places, high))
            continue
        legend = of_line.get(word.start())
        begin = legend[1] if legend else word.end()
        if page.text[begin : begin + 1] == ":":
            high = _line_end(page.text, begin)
        here = (
            set() if legend and begin >= high else {*_beside(page, places, low, high), *_ahead(page, places, low, high)}
        )
        if not here and (legend or _patterns()["heading"].match(page.text, word.end())):
            here.update(_beside(page, places, begin, _below(page.text, begin)))
        out |= here
    known = Taken(len(page.text), [*taken, *lines])
    return sorted(span for span in out if not known.overlaps(*span))


def _owners(words: list[int], taken: list[Span]) -> dict[int, Span]:
    """For each place of the word Krenning that is part of a score, the span of that score."""
    owner: dict[int, Span] = {}
    for span in taken:
        for word in words[bisect_left(words, span[0]) : bisect_left(words, span[1])]:
            owner.setdefault(word, span)
    return owner


def _beside(page: Page, places: list[Place], low: int, high: int) -> Iterator[Span]:
    """Scores behind their locations: "liver 4, peritoneum 3"."""
    for place in starting(places, low, high):
        score = _patterns()["beside"].match(page.text, place.end)
        if score and "asked" not in page.context(*score.span("digit")):
            yield score.span("digit")


def _behind_semicolons(page: Page, places: list[Place], high: int) -> Iterator[Span]:
    """Scores that go on behind a semicolon: "primary Krenning 3; liver 2"."""
    while page.text[high - 1 : high] == ";":
        begin, high = high, page.sentence(high + 1)[1] if high + 1 < len(page.text) else high + 1
        place = starting(places, begin, begin + 3)[:1]
        score = _patterns()["beside"].match(page.text, place[0].end) if place else None
        if score is None:
            return
        yield score.span("digit")


def _ahead(page: Page, places: list[Place], low: int, high: int) -> Iterator[Span]:
    """Scores before their locations: "4 in the liver, 3 bone"; "3 liver metastases" are three."""
    for place in starting(places, low, high):
        score = _patterns()["ahead"].search(page.text, max(low, place.start - AHEAD_CHARS), place.start)
        if score and (score["in"] or not _patterns()["many"].search(page.text[place.start : place.end])):
            yield score.span("digit")


def _below(text: str, begin: int) -> int:
    """Where what stands below a heading ends."""
    blank = _patterns()["blank_line"].search(text, begin + 1, min(len(text), begin + BELOW_CHARS))
    return blank.start() if blank else min(len(text), begin + BELOW_CHARS)


def _line_end(text: str, position: int) -> int:
    limit = min(len(text), position + LINE_CHARS)
    end = text.find("\n", position, limit)
    return limit if end < 0 else end
