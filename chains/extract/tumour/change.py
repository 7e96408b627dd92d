# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Change: what figures tell of the size of the tumour - "sum 84 → 52 mm", "−47 %", "down by 45 %" - by RECIST's cut-offs.

Source of the cut-offs: RECIST 1.1 (Eisenhauer 2009): a sum at least 30 % smaller, or at least 20 % (and 5 mm) larger.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from chains.extract.text.moment import MONTH
from chains.extract.text.number import DIGITS
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table
from chains.extract.tumour.course_words import course_words

SMALLER, LARGER, LARGER_MM = -30.0, 20.0, 5.0
"""The change of the sum, in percent, that is a response or progression; and in mm what progression needs besides."""
BEFORE_CHARS = 160
"""How far before a row of sizes the lesion may be named."""
SUBJECT_CHARS = 60
"""How far before the figures the lesions may be named."""


class Change(NamedTuple):
    """A change told in figures, and whether it is told of the sum of the lesions."""

    value: str
    start: int
    end: int
    overall: bool


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    unit = r"(?: ?(?P<{}>mm|cm))?"
    subject = r"(?:sums?|sld|diameters?|lesions?|metasta[a-z]+|mets?|targets?|tumou?rs?|deposits?|nodes?|mass|primary|recist|ones|spots)"
    return {
        "pair": re.compile(
            rf"(?<![\d./])(?P<before>{DIGITS})"
            + unit.format("unit")
            + rf" ?(?:→|to|=>) ?(?P<after>{DIGITS})(?! ?(?:%|mg|x|/|months?|weeks?|years?|cycles?))"
            + unit.format("second")
        ),
        # "41 mm (previously 29 mm)"
        "earlier": re.compile(
            rf"(?<![\d./x])(?<!x )(?P<after>{DIGITS})"
            + unit.format("unit")
            + rf"(?: in [a-z ]{{3,16}})?(?: ?\(| ?[,;] ?| )(?:(?<=[(,; ])(?:it )?(?:previously|prev\.?|prior|formerly|earlier)|(?<=\()(?:before|vs\.?|versus|was|were)|(?<=, )(?:before|was|were)|compared (?:to|with))(?: (?:was|at|of|it|to|about|had|been|size)){{0,3}}:? ?(?P<before>{DIGITS})"
            + unit.format("second")
            + r"(?! ?(?:%|mg|x ?\d|/|[.:]\d|months?|weeks?|years?|cycles?|lesions?))(?!\d)"
        ),
        "earlier_hint": re.compile(r"prev|prior|formerly|earlier|before|was|were|vs|compared"),
        "also": re.compile(r" ?(?:[,+&;/]|and) ?(?:(?:the )?(?:other|another|second) (?:one )?)?"),
        "burden": re.compile(
            r"(?<![a-z])(?:tumou?r )?(?:burden|load|volume|involvement|replacement)(?: (?:is|of|in|the|liver|hepatic|estimated|now|at|about|currently)){0,5}[ :,(~]{1,2}(?P<new>\d{1,2}) ?%(?: of (?:the )?liver)?[ ,;(]{1,3}(?:was|were|previously|prior|before|earlier|formerly|from|compared (?:to|with)|versus|vs\.?)[ :,]{1,2}(?:about |approx\.? |~)?(?P<old>\d{1,2}) ?%"
        ),
        "to": re.compile(r"→ ?\d|to ?\d|=> ?\d"),
        "percent": re.compile(
            r"(?P<down>(?<![\d%])[-−–] ?|minus |down (?:by )?(?:about )?|(?:shr[aiu]nk|shrinks?|decreas(?:ed?|ing)|reduced|reduction|shrinkage|regression|smaller)(?: in size)?(?: by| of)?(?: about)? )(?P<less>\d{1,3}) ?(?:%|percent|per cent)"
            r"|(?P<up>(?<![\d%])\+ ?|plus |up (?:by )?(?:about )?|(?:grown|grew|increas(?:ed?|ing)|larger|bigger|growth)(?: in size)?(?: by| of)?(?: about)? )(?P<more>\d{1,3}) ?(?:%|percent|per cent)"
        ),
        "subject": re.compile(rf"\b{subject}\b[^.;\n]{{0,{SUBJECT_CHARS}}}$"),
        "sum": re.compile(r"\b(?:sums?|sld|diameters|recist|overall)\b"),
        "dose": re.compile(
            r"\b(?:dose|mg|weight|kg|ki ?-?67|cga|hb|plt|platelets|pain|stools?|volume of|ef|lvef|suv[a-z]*|hiaa)\b"
        ),
    }


def read_changes(page: Page) -> Iterator[Change]:
    """Every change of the lesions told in figures."""
    known, text = _patterns(), page.text
    pairs = list(known["pair"].finditer(text)) if known["to"].search(text) else []
    for place, match in enumerate(pairs):
        if not (match["unit"] or match["second"]):
            continue
        first, (old, new) = match, _sizes(match)
        if place and known["also"].fullmatch(text, pairs[place - 1].end(), match.start()):
            one = pairs[place - 1]
            if not (one["unit"] or one["second"]) and match["second"]:  # "44 → 30 and 27 → 19 mm"
                scale = 10.0 if match["second"] == "cm" else 1.0
                first, old, new = one, old + float(one["before"]) * scale, new + float(one["after"]) * scale
        yield from _change(page, first.start(), match.end(), old, new)
    for match in known["earlier"].finditer(text) if known["earlier_hint"].search(text) else ():
        if match["unit"] or match["second"]:
            yield from _change(page, match.start(), match.end("after"), *_sizes(match))
    if "20" in text:
        yield from _grown_over_years(page)
    for match in scan(known["burden"], text):
        points = int(match["new"]) - int(match["old"])
        if abs(points) >= table("course")["burden_figure"]["least_points"]:
            yield Change("progressive" if points > 0 else "responding", *match.span(), True)
    for match in scan(known["percent"], text):
        overall = _subject(page, match.start())
        if overall is None:
            continue
        change = -float(match["less"]) if match["less"] else float(match["more"])
        value = _value(change, None, overall=overall)
        if value:
            yield Change(value, *match.span(), overall)


def _sizes(match: re.Match[str]) -> tuple[float, float]:
    """The size before and the one after, in mm."""
    units = [match["unit"] or match["second"], match["second"] or match["unit"]]
    if match.start("after") < match.start("before"):
        units.reverse()
    old, new = (
        float(match[name]) * (10.0 if unit == "cm" else 1.0)
        for name, unit in zip(("before", "after"), units, strict=True)
    )
    return old, new


def _change(page: Page, start: int, end: int, old: float, new: float) -> Iterator[Change]:
    """What two sizes tell, if they are those of the tumour."""
    overall = _subject(page, start)
    if old and overall is not None:
        value = _value(100 * (new - old) / old, new - old, overall=overall)
        if value:
            yield Change(value, start, end, overall)


_YEAR = rf"(?:{MONTH} )?(?P<y{{0}}>20[0-4]\d)(?:[ /-]\d{{{{1,2}}}}(?!\d| ?[mc]m))?"
_SIZE = r"(?P<s{0}>\d{{1,3}}(?:\.\d)?)(?: ?(?P<u{0}>mm|cm))?"
_NEXT = r"(?: ?[,;/→] ?| and | then ){1,2}"


@cache
def _series() -> tuple[re.Pattern[str], ...]:
    """Three and more sizes of one lesion, each with its year, before it or behind: "14 mm (2020), 19 mm (2022), …"."""
    before = [(_YEAR + r"[ :(–-]{{1,3}}(?:was |with |at )?" + _SIZE + r"\)?").format(place) for place in range(4)]
    behind = [
        (_SIZE + r" ?\(?(?:in )?" + _YEAR + r"[^()\d;,]{{0,3}}(?:, ?mine|, ?own)?\)?").format(place)
        for place in range(4)
    ]
    return tuple(
        re.compile(rf"(?<![\d./])(?:{each[0]}){_NEXT}(?:{each[1]}){_NEXT}(?:{each[2]})(?:{_NEXT}(?:{each[3]}))?(?!\d)")
        for each in (before, behind)
    )


def _grown_over_years(page: Page) -> Iterator[Change]:
    """The course of one lesion that a row of sizes with their years tells."""
    text = page.folded.text
    for pattern in _series():
        for match in scan(pattern, text):
            told = [place for place in "0123" if match[f"y{place}"]]
            years = [int(match[f"y{place}"]) for place in told]
            unit = next((match[f"u{place}"] for place in told if match[f"u{place}"]), None)
            if unit is None or years != sorted(years) or years[0] == years[-1]:
                continue
            if not _is_of_a_tumour(page, match.start()):
                continue
            scale = 10 if unit == "cm" else 1
            first, last = (float(match[f"s{place}"]) * scale for place in (told[0], told[-1]))
            value = _value(100 * (last - first) / first, last - first, overall=True) if first else None
            if value != "stable" or abs(last - first) <= table("course")["row"]["same_mm"]:
                yield Change(value or "stable", *match.span(), overall=True)


def _is_of_a_tumour(page: Page, start: int) -> bool:
    """Whether a tumour, and nothing harmless, is named before a row of sizes."""
    low = max(0, start - BEFORE_CHARS)
    text, words = page.folded.text, course_words()
    named = [one.end() for one in words["tumour"].finditer(text, low, start)]
    other = [one.end() for one in words["other"].finditer(text, low, start)]
    near = [one for one in other if one > start - SUBJECT_CHARS]
    if near and (not named or max(named) < max(near)):
        return False
    return bool(named) or re.search(r"(?<![a-z])(?:p-?|pan)?nets?(?![a-z])|neuroendocrine", text) is not None


def _subject(page: Page, start: int) -> bool | None:
    """Whether the figures are those of the sum; ``None`` where they are not those of the tumour."""
    low, _ = page.sentence(start)
    lead = page.text[max(low, start - SUBJECT_CHARS) : start]
    named = _patterns()["subject"].search(lead)
    words = course_words()
    told = page.folded.text[max(low, start - SUBJECT_CHARS) : start]
    if not named or _patterns()["dose"].search(told) or words["uptake"].search(told) or words["other"].search(told):
        return None
    return _patterns()["sum"].search(lead) is not None


def _value(percent: float, mm: float | None, *, overall: bool) -> str | None:
    if percent <= SMALLER:
        return "responding"
    if percent >= LARGER and (mm is None or mm >= LARGER_MM):
        return "progressive"
    return "stable" if overall else None
