# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Letterhead: the day on which a document is written, and the treatments that their own dates set before or behind it."""

import re
from typing import NamedTuple

from chains.extract.text.moment import MONTH, MONTHS
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.treatment.standing import AT_A_SITTING, AT_ONCE, ENDED, TOLD, Named, Standing

HEAD_CHARS, BEHIND_CHARS, LEAD_CHARS = 420, 90, 40
"""How far into a document its day may stand, how far behind a treatment its date, and how far before it "first dose of"."""
_YEAR = r"(?:(?:19|20)\d\d|[0-3]\d)"
_DAY = re.compile(
    rf"(?<![\d/.])(?:(?P<iso>20\d\d)[-./](?P<iso_month>\d\d)[-./](?P<iso_day>\d\d)|(?P<a>\d{{1,2}})(?P<sign>[./-])(?P<b>\d{{1,2}})(?P=sign)(?P<year>{_YEAR})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?[ -](?:of )?(?P<name>{MONTH})\.?,?[ -](?P<named>{_YEAR})"
    rf"|(?P<us_name>{MONTH})\.? (?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<us_year>20\d\d))(?![\d/]|\.\d)"
)
_FIRST_DAY = re.compile(
    rf"[^?\n]{{0,60}}?[ ,.;(-]{{1,3}}(?:first|1st|initial) (?:cycle|dose|injection|inj|infusion|session|course|one|tablet)(?: (?:is|on|will be|planned|booked|due|for|set|provisionally|tentative(?:ly)?)){{0,3}}:? (?:the )?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<name>{MONTH})|(?P<us_name>{MONTH}) (?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?)(?![a-z0-9])(?!,? ?(?:'\d\d|(?:19|20)\d\d))"
)
LINE_CHARS = 200
_OP_LINE = re.compile(
    r"(?:^|[\n.] ?)(?:- ?)?(?:op|operation|surgery|procedure|intervention)(?: date| on| done)?[ :(]{1,3}\d[\d./-]{5,9}\)? ?[:,-] ?(?!planned|cancel|postpon)[^\n.]{0,150}$"
)
"""A line that opens with the day of an operation."""
SOON = 300
"""How many months and days, written as one number, a first day may lie behind the document: three months."""
_BORN = re.compile(r"(?:geb\.?|geboren|born|dob|d\.o\.b\.|birth|née?|nacid[oa]|\*)(?: (?:am|on|in))?:? ?$")
_FIRST = re.compile(
    r"\b(?:first|1st|initial|loading|c ?1|cycle (?:1|one|no\.? ?1)|start(?:s|ed|ing)?|begun|commenced|day 1)\b"
)
_ANOTHER = re.compile(
    r"\b(?:ct|mri|pet|scans?|review|clinic|seen|follow|f/u|visit|bloods?|labs?|last|since|until|till|discharged?|board|mdt|mdm|meeting|path(?:ology)?|histolog[a-z]*|echo|progress[a-z]*|next|due|(?:cycle|c|dose|#) ?#?[2-9]|second|third|fourth|2nd|3rd|4th|stopp?[a-z]*|finish[a-z]*|complet[a-z]*|expir[a-z]*|exp)\b"
)
"""What else the date behind a treatment may be that of."""
_LATER = re.compile(
    r"(?:\b(?:second|third|fourth|2nd|3rd|4th|next|last|remaining|further)(?: [a-z]+){0,2}|\b(?:cycle|c|dose|#) ?#?[2-9])(?: of)?(?: the| his| her)? $"
)
_STOPS = re.compile(
    r"\b(?:stopp?[a-z]*|until|till|discontinu[a-z]*|ceased|ended|switch[a-z]*|single|once|test|only|then|last)\b"
)


class _Day(NamedTuple):
    """A date as a sortable number, for each way in which it may be written: day first, and month first."""

    day_first: int
    month_first: int


class Letterhead(NamedTuple):
    """The last day that the head of a document names; 0 where it names none, or where it is not known which way it reads."""

    day_first: int = 0
    month_first: int = 0

    def is_behind(self, day: _Day) -> bool:
        """Whether a day is surely later than the document."""
        pairs = self._pairs(day)
        return bool(pairs) and all(own < other for own, other in pairs)

    def is_reached(self, day: _Day) -> bool:
        """Whether a day is surely not later than the document."""
        pairs = self._pairs(day)
        return bool(pairs) and all(own >= other for own, other in pairs)

    def _pairs(self, day: _Day) -> list[tuple[int, int]]:
        return [(own, other) for own, other in zip(self, day, strict=True) if own and other]


def by_its_date(page: Page, named: list[Named], standings: list[Standing]) -> None:
    """Make planned what is dated behind the day of the document, and ongoing what was begun by then."""
    head: Letterhead | None = None
    text = page.folded.text
    stops = [*(one.start for one in named[1:]), len(text)]
    for place, (one, own, stop) in enumerate(zip(named, standings, stops, strict=True)):
        if own.status == "declined" or own.weight == ENDED:
            continue
        line = text.find("\n", one.end, one.end + BEHIND_CHARS)
        last = min(stop, line if line >= 0 else len(text), one.end + BEHIND_CHARS)
        date = next(scan(_DAY, text, one.end, last), None)
        gap = text[one.end : date.start()] if date else ""
        if date is None or not _is_its_own(gap):
            head = page.kept(letterhead) if head is None else head
            _by_a_first_day(text, head, place, (one, last), standings)
            if one.kind in AT_A_SITTING and own.weight < TOLD:
                _by_its_line(text, head, place, one, standings)
            continue
        day = _read(date)
        if day is None or _ANOTHER.search(gap):
            continue
        head = page.kept(letterhead) if head is None else head
        first = _FIRST.search(gap) or _FIRST.search(text, max(0, one.start - LEAD_CHARS), one.start)
        sitting = one.kind in AT_A_SITTING and not _LATER.search(text, max(0, one.start - LEAD_CHARS), one.start)
        if own.status == "considered" and not first:
            continue
        if own.status != "planned" and (first or sitting) and head.is_behind(day):
            standings[place] = Standing("planned", TOLD)
        elif one.kind == "ssa" and own.status in {None, "done", "planned"} and first and head.is_reached(day):
            if not _STOPS.search(text, date.end(), min(last, date.end() + LEAD_CHARS)) and not _STOPS.search(gap):
                standings[place] = Standing("ongoing", TOLD)
        elif one.kind in AT_ONCE and own.status == "planned" and head.is_reached(day) and own.weight < TOLD:
            standings[place] = Standing("done", TOLD)


def _is_its_own(gap: str) -> bool:
    """Whether a date stands in the sentence of a treatment, or as that of its first cycle in the next one."""
    if "?" in gap:
        return False
    _, stop, rest = gap.rpartition(". ")
    return not stop or _FIRST.match(rest.lstrip()) is not None


def _by_a_first_day(
    text: str, head: Letterhead, place: int, within: tuple[Named, int], standings: list[Standing]
) -> None:
    """Make planned what is told with a first day without its year that lies within some weeks behind the document."""
    one, last = within
    found = _FIRST_DAY.match(text, one.end, last)
    if found is None or standings[place].status not in {None, "done", "ongoing"} or not any(head):
        return
    month = found["name"] or found["us_name"]
    number = (MONTHS.index(month[:3]) + 1) * 100 + int(found["day"] or found["us_day"])
    if all(0 < own % 10000 < number <= own % 10000 + SOON for own in head if own):
        standings[place] = Standing("planned", TOLD)


def _by_its_line(text: str, head: Letterhead, place: int, one: Named, standings: list[Standing]) -> None:
    """What the day of an operation that opens its line makes of what the line names: "Op 23.10.24: sectionectomy + RFA"."""
    line = _OP_LINE.search(text, max(0, one.start - LINE_CHARS), one.start)
    date = next(scan(_DAY, text, line.start(), line.end()), None) if line else None
    day = _read(date) if date else None
    if day is None or standings[place].status == "considered":
        return
    if head.is_reached(day):
        standings[place] = Standing("done", TOLD)
    elif head.is_behind(day):
        standings[place] = Standing("planned", TOLD)


def letterhead(page: Page) -> Letterhead:
    """The day of the document: the last one that its head names, a day of birth aside."""
    text = page.folded.text
    found = [
        day
        for date in scan(_DAY, text, 0, HEAD_CHARS)
        if not _BORN.search(text, max(0, date.start() - 16), date.start())
        and not _is_of_a_treatment(page, date.start())
        and (day := _read(date))
    ]
    if not found:
        return Letterhead()
    order = page.kept(_order)
    ways = ("day_first", "month_first") if order is None else (order,)
    return Letterhead(**{way: max(getattr(day, way) for day in found) for way in ways})


def _is_of_a_treatment(page: Page, position: int) -> bool:
    """Whether a treatment is named before a date in its line, below the title: then it is the date of that."""
    line = page.folded.text.rfind("\n", 0, position)
    return line > 0 and bool(page.named_within("treatments", "treatment", line, position))


def _order(page: Page) -> str | None:
    """Whether the dates of a text name their day first or their month, where one of them can only be read one way."""
    for date in scan(_DAY, page.folded.text):
        if date["a"] and date["sign"] != "." and int(date["a"]) > 12 >= int(date["b"]):
            return "day_first"
        if date["a"] and int(date["b"]) > 12 >= int(date["a"]):
            return "month_first"
    return None


def _read(date: re.Match[str]) -> _Day | None:
    """A date as numbers; None where it is none."""
    if date["iso"]:
        own = _number(date["iso"], date["iso_month"], date["iso_day"])
        return _Day(own, own) if own else None
    if date["name"] or date["us_name"]:
        month = str(MONTHS.index((date["name"] or date["us_name"])[:3]) + 1)
        own = _number(date["named"] or date["us_year"], month, date["day"] or date["us_day"])
        return _Day(own, own) if own else None
    day_first = _number(date["year"], date["b"], date["a"])
    month_first = 0 if date["sign"] == "." and day_first else _number(date["year"], date["a"], date["b"])
    if not (day_first or month_first):
        return None
    return _Day(day_first, month_first or (day_first if date["sign"] == "." else 0))


def _number(year: str, month: str, day: str) -> int:
    """A date as one number that sorts; 0 where there is no such day."""
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return 0
    return (int(year) if len(year) == 4 else 2000 + int(year)) * 10000 + int(month) * 100 + int(day)
