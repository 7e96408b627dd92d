# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Margins held: whether what is told of an edge holds for the whole specimen of the tumour - not for one side alone, a
frozen section, an earlier report or another growth."""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from chains.extract.text.mask import cancers_in
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, forms, pattern, table

BESIDE_CHARS = 50
"""How far from a margin the words may stand that tell when, and by whom, it was read."""


def _one_of(key: str) -> str:
    words = sorted((pattern(word) for word in table("resection")[key]), key=len, reverse=True)
    return f"(?:{'|'.join(words)})"


@cache
def _of_its_time() -> dict[str, re.Pattern[str]]:
    """The words around a margin of a first report, and those before the one that took its place."""
    before, behind, after_all = (_one_of(f"margin_{name}") for name in ("before", "behind", "after_all"))
    return {
        "before": re.compile(rf"{LEFT}{before}\Z"),
        "behind": re.compile(behind),
        "after_all": re.compile(rf"{LEFT}{after_all}\Z"),
        "spread": re.compile(r"liver|hepat|metasta|\bmets?\b|node"),
        "growth": re.compile(rf"{LEFT}{_one_of('other_growth')}{RIGHT}"),
        "tumour": re.compile(
            rf"{forms('masks', 'neuroendocrine')}|{LEFT}(?:tumou?rs?|carcinomas?|primar(?:y|ies)){RIGHT}"
        ),
        "own": re.compile(rf"{forms('masks', 'neuroendocrine')}|(?<![a-z])(?:nec|lcnec|sclc|net|small cell)(?![a-z])"),
        "other": re.compile(rf"{LEFT}r ?-?(?P<code>[012]){RIGHT}"),
    }


class Codes(NamedTuple):
    """The codes of a text that stand behind words of a later reading, where each begins, and how many kinds there are."""

    settled: list[re.Match[str]]
    begins: list[int]
    kinds: int
    spread: list[int]
    """Where words of spread stand: a code behind one is that of a metastasis."""


def codes_of(page: Page) -> Codes:
    """The codes of a text, found once."""
    known, text = _of_its_time(), page.text
    codes = list(known["other"].finditer(text))
    after = known["after_all"]
    settled = [one for one in codes if after.search(text, max(0, one.start() - BESIDE_CHARS), one.start())]
    spread = [one.start() for one in known["spread"].finditer(text)]
    return Codes(settled, [one.start() for one in settled], len({one["code"] for one in codes}), spread)


def is_superseded(page: Page, code: str, start: int, end: int) -> bool:
    """Whether a code gave way to another one of the same specimen: "initially R0, after deeper levels R1"."""
    known, text, codes = _of_its_time(), page.text, page.kept(codes_of)
    if codes.kinds < 2:
        return False
    if known["before"].search(text, max(0, start - BESIDE_CHARS), start) or known["behind"].match(text, end):
        return True
    place = bisect_right(codes.begins, end)
    later = next((one for one in codes.settled[place:] if one["code"] != code), None)
    if later is None or bisect_left(codes.spread, end) < bisect_left(codes.spread, later.start()):
        return False
    return not known["after_all"].search(text, max(0, start - BESIDE_CHARS), start)


def on_frozen_section(page: Page, start: int, end: int) -> bool:
    """Whether words tell of an edge that was looked at during the operation, before the report: "free on frozen section"."""
    during = r"(?:frozen sections?|quick section|intra-?operative(?:ly)?(?: [a-z]+)?)"
    text = page.text
    return (
        re.search(
            rf"{LEFT}{during}(?: (?:of|on|at|the|all|both|showed|shows|had|was|were|found)){{0,4}} ?[:,]? ?$",
            text[max(0, start - BESIDE_CHARS) : start],
        )
        or re.match(rf",? \(?(?:on|in|at|by|per|during)?(?: the)? ?{during}{RIGHT}", text[end : end + BESIDE_CHARS])
    ) is not None


def of_another_growth(page: Page, start: int) -> bool:
    """Whether a margin is that of a growth told of beside the tumour: "his parotid adenoma was removed R1"."""
    low, growths = page.sentence(start)[0], page.kept(growths_of)
    place = bisect_left(growths, low)
    if place == len(growths) or growths[place] >= start:
        return _of_another_cancer(page, low, start)
    return _of_its_time()["tumour"].search(page.folded.text, low, start) is None


def _of_another_cancer(page: Page, low: int, start: int) -> bool:
    """Whether the cancer of the sentence is another one: "colectomy 2020: adenocarcinoma of the cecum, margins negative"."""
    text = page.folded.text
    cancers = cancers_in(text)
    place = bisect_left(cancers, low, key=itemgetter(1))
    if place == len(cancers) or cancers[place][1] >= start or page.kept(_is_mixed):
        return False
    return _of_its_time()["own"].search(text, low, start) is None


def _is_mixed(page: Page) -> bool:
    """Whether a carcinoma of another kind may be a part of the tumour itself."""
    return re.search(r"minen|manec|mixed|component|amphicrine|goblet", page.folded.text) is not None


def growths_of(page: Page) -> list[int]:
    """Where other growths are named in a text."""
    return [one.start() for one in scan(_of_its_time()["growth"], page.folded.text)]


_NO_SPECIMEN = re.compile(r"\b(?:wound|ulcer|incision(?:al)?|scar|flap|stoma|drain|hernia)[ -]$")
_OF_NO_TUMOUR = re.compile(
    r" (?:of|for) (?:[a-z]+ )?(?:dysplasia|adenoma|inflammation|gastritis|metaplasia|infection|necrosis)"
)


def of_another_edge(page: Page, start: int, end: int) -> bool:
    """Whether the edges are those of a wound, or free of something that is no tumour: "ulcer margins", "free of dysplasia"."""
    before = page.text[max(0, start - 12) : start]
    return _NO_SPECIMEN.search(before) is not None or _OF_NO_TUMOUR.match(page.text, end) is not None


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A margin of the sides around a specimen; words on the side beneath; and on margins of which nothing is known."""
    around, deep = _one_of("side_around"), r"(?:deep|vertical|basal|base|radial|bottom|depth|beneath)"
    return (
        re.compile(rf"(?:the |both |all )?{around}(?:(?:,| and| /|/)? ?{around})?(?: resection)? {_one_of('margin')}"),
        re.compile(rf"{LEFT}{deep}{RIGHT}"),
        re.compile(
            rf"{LEFT}{_one_of('side')}(?: resection)?(?: margins?| edges?)?(?: (?:is|are|was|were|status))?[ :,(]{{1,3}}(?:(?:un(?:clear|known|certain)|doubtful|equivocal|(?:not|un)[ -]?(?:be |reliably )?(?:assess|evalua|judge|determin|interpret)[a-z]*)|can ?not be|could not be|cauteri[sz]ed|not (?:be )?(?:given|stated|seen|reported))"
        ),
    )


def is_of_one_side(page: Page, match: re.Match[str]) -> bool:
    """Whether a free margin is not the whole: only the sides around are told free, or another side cannot be judged."""
    around, _, _ = _around()
    sides = page.kept(sides_of)
    return sides.unknown or (not sides.deep and around.match(page.text, match.start()) is not None)


class Sides(NamedTuple):
    """What a whole text tells of the sides of a specimen: whether one cannot be judged, and whether the deep one is named."""

    unknown: bool
    deep: bool


def sides_of(page: Page) -> Sides:
    """What a text tells of the sides, found once."""
    _, deep, unknown = _around()
    return Sides(unknown.search(page.text) is not None, deep.search(page.folded.text) is not None)
