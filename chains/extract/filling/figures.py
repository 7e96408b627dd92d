"""Figures: the numbers of a quote, in digits or words, and whether one stands there alone and plainly."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.text.number import COMPARATOR, DIGITS, PERCENT, ROMAN, WORDS, Amount, amount, read_amount
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, either, table
from knowledge.case import Span

_UNITS = "|".join(word for word, value in WORDS.items() if 1 <= value <= 9)
_TENS = "|".join(word for word, value in WORDS.items() if value >= 20)
_SINGLE = "|".join(sorted(WORDS, key=len, reverse=True))
_NUMERALS = "iii|ii|iv|i"


class Figure(NamedTuple):
    """A number and where it stands."""

    value: float
    start: int
    end: int


class Told(NamedTuple):
    """An amount with its comparator or range, its numbers, and where it stands."""

    amount: Amount
    figures: tuple[Figure, ...]
    start: int
    end: int


@cache
def _token(roman: bool) -> re.Pattern[str]:
    numerals = rf"|{LEFT}(?P<roman>{_NUMERALS}){RIGHT}" if roman else ""
    return re.compile(
        rf"(?<![\d.])(?P<digits>{DIGITS})(?!\d)|{LEFT}(?P<tens>{_TENS})[ -](?P<unit>{_UNITS}){RIGHT}"
        rf"|{LEFT}(?P<word>{_SINGLE}){RIGHT}{numerals}"
    )


def figures(text: str, start: int = 0, end: int | None = None, *, roman: bool = False) -> tuple[Figure, ...]:
    """Every number of a passage of folded text."""
    matches = _token(roman).finditer(text, start, len(text) if end is None else end)
    return tuple(Figure(_value(match), *match.span()) for match in matches)


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        return float(match["digits"])
    if match["tens"]:
        return float(WORDS[match["tens"]] + WORDS[match["unit"]])
    return float(WORDS[match["word"]] if match["word"] else ROMAN[match["roman"]])


def number_claimed(claimed: str, *, roman: bool = False) -> float | None:
    """The one number of a claimed value, or None."""
    found = figures(claimed, roman=roman)
    return found[0].value if len(found) == 1 else None


def lone(page: Page, field: str, quote: Span, *, roman: bool = False) -> Figure | None:
    """The only number of a quote, standing neither in a range nor behind a bound, or None."""
    found = _own(page, field, quote, roman=roman)
    if len(found) != 1 or not _plain(page, found[0]) or _bounded(page, found[0]):
        return None
    return None if _share().match(page.folded.text, found[0].end) else found[0]


def percent_amount(page: Page, field: str, quote: Span) -> Told | None:
    """A share in percent, with comparator or range; the only one of the quote, and its only number."""
    told = _amount(page, field, quote)
    sign = _share().match(page.text, told.end, quote[1]) if told else None
    if told is None or sign is None or not _of_cells().match(page.folded.text, sign.end()):
        return None
    return told._replace(end=sign.end())


def plain_amount(page: Page, field: str, quote: Span) -> Told | None:
    """A count that is no share, with comparator or range; the only number of the quote."""
    told = _amount(page, field, quote)
    return told if told and not _share().match(page.folded.text, told.end) else None


@cache
def _of_cells() -> re.Pattern[str]:
    """What may follow a share of proliferating cells; "12 % necrosis" and "12 % of the liver" are other shares."""
    return re.compile(
        r" ?(?:$|[.,;:)\n]|(?:in|on|by|at|with|and|but|positive|for|which|as|from|today|now|this)\b"
        r"|of (?:the )?(?:tumou?r |neoplastic )?(?:cells|nuclei)\b)"
    )


@cache
def _share() -> re.Pattern[str]:
    return re.compile(rf"{PERCENT}")


def _amount(page: Page, field: str, quote: Span) -> Told | None:
    found = _own(page, field, quote, roman=False)
    if (
        not 1 <= len(found) <= 2
        or not _plain(page, found[0], ahead=len(found) == 1)
        or not _plain(page, found[-1], behind=len(found) == 1)
    ):
        return None
    first, last = found[0], found[-1]
    for match in _amounts().finditer(page.text, page.sentence(first.start)[0]):
        if match.start("vlow") == first.start and match.end() >= last.end:
            read = read_amount(match, "v")
            low, high = (first.value, last.value) if len(found) == 2 else (read.low, read.high)
            numbers = {read.low, read.high} if len(found) == 2 else {read.low or read.high}
            if numbers != {figure.value for figure in found} or (len(found) == 2) != (match["vhigh"] is not None):
                return None
            start = match.start("vcmp") if match["vcmp"] else first.start
            if start < quote[0]:
                return None  # the quote leaves the comparator out
            return Told(Amount(low, high, read.operator), found, start, last.end)
        if match.start() > first.start:
            break
    if len(found) == 1 and not _bounded(page, first):
        return Told(Amount(first.value, first.value, "="), found, first.start, first.end)
    return None


@cache
def _amounts() -> re.Pattern[str]:
    return re.compile(amount("v"))


def _own(page: Page, field: str, quote: Span, *, roman: bool) -> tuple[Figure, ...]:
    """The numbers of the quote that are not part of a name, such as the 67 of Ki-67."""
    names = _names(field)
    taken = [match.span() for match in names.finditer(page.text, *quote)] if names else []
    return tuple(
        figure
        for figure in figures(page.text, *quote, roman=roman)
        if not any(start < figure.end and figure.start < end for start, end in taken)
    )


@cache
def _names(field: str) -> re.Pattern[str] | None:
    names = table("fill")["field"][field].get("names")
    return re.compile(either(names)) if names else None


@cache
def _neighbours() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    number = rf"(?:\d|(?:{_SINGLE}|{_NUMERALS}){RIGHT})"
    joint = r" ?(?:-|/|\bto\b|\bor\b|\band\b|&|→|\bvs\.?|\bversus\b|\bx\b|\bby\b|\+) ?"
    unit = r" ?(?:%|mm\b|cm\b|years?\b)?"
    name = r"(?:g ?|grade |stage |ecog |ps )?"
    return (
        re.compile(rf"(?:\d|\b(?:{_SINGLE}|{_NUMERALS})){unit}{joint}{name}$|[-.,/\d]$(?<!\w-)"),
        re.compile(rf"{unit}{joint}{name}{number}|[.,]?\d|\?| ?(?:hundred|thousand|dozen|and a half|half)\b"),
        re.compile(rf"{LEFT}(?:{COMPARATOR})(?: (?:about|approximately|the|a))? ?$|[<>]=? ?$"),
    )


def _plain(page: Page, figure: Figure, *, ahead: bool = True, behind: bool = True) -> bool:
    """Whether a number is no part of a longer number, a range or an alternative, as the whole text stands."""
    before, after, _ = _neighbours()
    text = page.folded.text
    if behind and before.search(text[max(0, figure.start - 24) : figure.start]):
        return False
    return not (ahead and after.match(text[figure.end : figure.end + 24]))


def _bounded(page: Page, figure: Figure) -> bool:
    """Whether a comparator stands before a number; "about" is none."""
    hit = _neighbours()[2].search(page.folded.text[max(0, figure.start - 30) : figure.start])
    return hit is not None and not re.match(r"~|ap|ab?out|around|roughly|nearly|almost|c|some", hit.group())
