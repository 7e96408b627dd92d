# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Dates: the year that a text gives for each treatment, however the date is written and wherever it stands."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.cues import is_light, joins
from chains.extract.page import Page
from chains.extract.status import Named, Standing
from chains.extract.vocabulary import table

ANAPHORA_CHARS = 220
"""How far back the date may stand that "since then" means."""
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"


class Date(NamedTuple):
    """A date, or the first of a range, as a year."""

    year: int
    start: int
    end: int
    closed: bool = False
    """Whether it is a range with an end, so that what it dates is over."""


@cache
def _date() -> re.Pattern[str]:
    one = (
        rf"(?:\d{{1,2}}[./-]){{1,2}}{_YEAR}(?![\d/%])"
        rf"|{_YEAR}(?:[/-](?:0?[1-9]|1[0-2])(?:-\d\d)?)?(?![\d%])(?! ?(?:%|mg|ml|ng|pg|cells|x ?uln|µ|u/|gbq))"
        rf"|{_MONTH}\.?(?:,? | of |-)(?:\d{{1,2}}(?:st|nd|rd|th)?,? )?{_YEAR}(?!\d)"
        rf"|{_MONTH}\.?(?: ?'|-)\d\d(?!\d)"
        r"|(?:0[1-9]|1[0-2])/[0-2]\d(?![\d/%])(?! ?(?:lns?|nodes?|lymph|pos|\+|hpf|mm|l[ny]|involved))"
        r"|'[0-3]\d(?!\d)"
    )
    return re.compile(rf"(?<![\d./,-])(?:{one})(?P<tail>(?: ?(?:-|/) ?| (?:to|until|till|through) )(?:{one}|\d\d(?![\d.%/])))?")


@cache
def _short() -> re.Pattern[str]:
    return re.compile(r"(?<=[/'-])\d\d(?!\d)")


@cache
def _long() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){_YEAR}(?!\d)")


@cache
def _until_now() -> re.Pattern[str]:
    return re.compile(r"\b(?:until|till|to|up to) (?:now|today|the present|present|date)\b")


@cache
def _target() -> re.Pattern[str]:
    """What a treatment is directed at: "ablation of two liver metastases"."""
    return re.compile(
        r"^,? ?(?:to|of|for|in|on) (?:(?:the|a|an|his|her|\d{1,2}|one|two|three|four|several|multiple|solitary|single|left|right|bilobar|both|residual|known|new|small|large|dominant|her|his|x ?\d) )*"
        r"(?:(?:liver|hepatic|bone|brain|spinal|spine|lung|nodal|node|pelvic|bony) )?(?:metasta[a-z]+|mets?|lesions?|lobes?|recurrences?|disease|deposits?|segments?(?: [0-9ivab/-]+)?)"
        r"|^ (?:liver|hepatic)(?: (?:lesions?|mets?|metasta[a-z]+|seg(?:ment)?\.? ?[0-9ivab/-]+))?(?= ?\(| ?,? ?(?:19|20)\d\d| in | ?$)"
    )


@cache
def _other_event() -> re.Pattern[str]:
    return re.compile(table("treatments")["not_its_year"])


def find_dates(text: str, low: int, high: int) -> list[Date]:
    """The dates in a stretch of text; of a range, the first."""
    dates: list[Date] = []
    for match in _date().finditer(text, low, high):
        year = _long().search(match.group()) or _short().search(match.group())
        if year is None:
            continue
        digits = year.group()
        value = int(digits) if len(digits) == 4 else 2000 + int(digits)
        between = text[dates[-1].end : match.start()] if dates else ""
        if dates and (
            between in {"-", " - ", " to ", " until ", " till "}
            or (between == " and " and text[: dates[-1].start].endswith("between "))
        ):
            dates[-1] = dates[-1]._replace(closed=True)
            continue
        dates.append(Date(value, match.start(), match.end(), match["tail"] is not None))
    return dates


def read_years(page: Page, named: list[Named], standings: list[Standing]) -> list[Date | None]:
    """The date of every treatment named, where the text dates it."""
    years: list[Date | None] = [None] * len(named)
    text = page.folded.text
    place = 0
    label: Date | None = None
    label_line = -1
    while place < len(named):
        low, high = page.sentence(named[place].start)
        last = place
        while last < len(named) and named[last].start < high:
            last += 1
        line = max(text.rfind("\n", 0, low), text.rfind(". ", 0, low))
        if line != label_line:
            label = None
        if label is None and low > 0 and text[low - 1] == ";":
            label = _label_of_line(text, line + 1, low)
        dates = find_dates(text, low, high)
        label = _in_sentence(text, low, high, dates, named[place:last], years, place, label)
        label_line = line
        _share(text, named, years, place, last)
        place = last
    for index, one in enumerate(named):
        if years[index] is None and standings[index].status == "ongoing":
            years[index] = _since_then(page, one)
    return [
        date if date and _may_date(date, named[index], standings[index]) else None
        for index, date in enumerate(years)
    ]


def _may_date(date: Date, one: Named, standing: Standing) -> bool:
    """Whether a treatment of this standing takes the date; what is planned is dated only by what follows it."""
    return standing.status in {"done", "ongoing", None} or (standing.status == "planned" and date.start >= one.end)


def _label_of_line(text: str, start: int, low: int) -> Date | None:
    """A date that opens a line, for what follows a semicolon: "2018: new metastases; octreotide started"."""
    dates = find_dates(text, start, min(low, start + 40))
    return dates[0] if dates and _opens(text[start : dates[0].start]) else None


def _in_sentence(
    text: str,
    low: int,
    high: int,
    dates: list[Date],
    group: list[Named],
    years: list[Date | None],
    offset: int,
    label: Date | None,
) -> Date | None:
    own: list[Date] = []
    for date in dates:
        before = max((place for place, one in enumerate(group) if one.end <= date.start), default=None)
        after = min((place for place, one in enumerate(group) if one.start >= date.end), default=None)
        gap_after = text[date.end : group[after].start] if after is not None else ""
        if before is not None and years[offset + before] is None:
            gap = text[group[before].end : date.start]
            parted = re.search(r"[,;→(]|\b(?:and|then) ?$", gap[-5:]) is not None
            to_next = after is not None and (
                (parted and _directly_before(gap_after))
                or (gap_after == ", " and re.search(r"(?:\band|\bthen|,),? (?:from|in|since|by) $", gap[-14:]) is not None)
            )
            if not to_next and _dates_back(gap):
                years[offset + before] = date
                own.append(date)
                continue
        if _opens(text[low : date.start]):
            label = date
        elif after is not None and years[offset + after] is None and _directly_before(gap_after):
            years[offset + after] = date
    for place, one in enumerate(group):
        if years[offset + place] is None and label is not None and label.end <= one.start:
            since = _until_now().sub("", text[label.end : one.start]) if label.start >= low else ""
            later = any(label.end < date.start < one.start for date in dates if date not in own)
            if not later and not re.search(r"\b(?:now|currently|at present|today|planned|plan|actual)\b|\?", since):
                years[offset + place] = label
    _leads_on(text, dates, group, years, offset)
    return label


def _leads_on(text: str, dates: list[Date], group: list[Named], years: list[Date | None], offset: int) -> None:
    """ "Progression in 2023, so everolimus was added" dates everolimus."""
    for place, one in enumerate(group):
        if years[offset + place] is not None:
            continue
        earlier = [date for date in dates if date.end <= one.start]
        if not earlier or any(earlier[-1].end <= other.start < one.start for other in group):
            continue
        gap = text[earlier[-1].end : one.start]
        opened = re.search(r"\b(?:laparotomy|laparoscopy|surgery|operat(?:ed|ion)|exploration)(?: on| in)? ?\(?$", text[max(0, earlier[-1].start - 24) : earlier[-1].start])
        if opened and re.match(r"\)?:? ?(?:with|including|by|via|for|:)? ?(?:[a-z]+ ){0,2}$", gap):
            years[offset + place] = earlier[-1]
            continue
        if len(gap) < 70 and re.match(
            r"(?: [a-z]+){0,3},? (?:so|therefore|hence|thus|whereupon|for which|prompting|leading to|after which|upon which|followed by|when (?:he|she)|,? when (?:he |she )?(?:was )?(?:switched|changed)|treated (?:with|by)|→)\b",
            gap,
        ):
            years[offset + place] = earlier[-1]


def _opens(head: str) -> bool:
    """Whether only list marks and words like "in" or "on follow-up in" stand before a date at the start of a sentence."""
    return len(head) <= 48 and all(
        word
        in {"in", "since", "from", "during", "on", "by", "at", "then", "later", "the", "early", "late", "mid", "summer", "spring", "autumn", "winter", "fall", "follow-up", "follow", "up", "period", "between", "year", "and", "of", "end", "beginning", "again", "finally", "until", "also", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "course", "history", "first", "subsequently", "around", "about", "a", "previously", "timeline", "initially", "treatments", "therapy", "treatment", "prior"}
        or word.isdigit()
        for word in re.findall(r"[a-z0-9-]*[a-z0-9]", head)
    ) and not re.search(r"[.;]", head)


def _directly_before(gap: str) -> bool:
    """Whether a date stands close enough before a treatment to date it: "2017 Whipple", "in 2019 he underwent …"."""
    return (
        len(gap) <= 48
        and not re.search(r"[,;(→?!]|\.(?= |$)|(?<![a-z0-9])\d{1,2}\) ", gap)
        and not _other_event().search(gap)
        and not re.search(r"\b(?:and|with|on|of|for|is|now)\b", gap)
    )


def _dates_back(gap: str) -> bool:
    """Whether the words between a treatment and a date let the date be the treatment's."""
    gap = re.sub(r"^[^()]{0,40}\)|\([^()]{0,50}\)", " ", gap.removeprefix(":"))
    gap = _target().sub(" ", gap, count=1)
    if re.search(r"(?<![a-z0-9])\d{1,2}\) ", gap):
        return False
    if re.search(r"\b(?:until|till|up to) $", gap) or len(gap) > 60 or re.search(r"[;:?!→\n]|\.(?= |$)", gap) or _other_event().search(gap):
        return False
    inner, _, tail = gap.rpartition(",")
    if not _:
        return True
    if is_light(gap):
        return True
    if re.fullmatch(
        r" ?(?:which (?:he|she) |both )?(?:was |were |has |have |been |is )*(?:last|completed|started|begun|commenced|running|taken|ongoing|continued|given|done|performed|received|initiated|since|finished|in|on|stopped|again|from|until)?(?: (?:last|dose|cycle|one|in|on|since|from|early|late|mid|therapy|treatment|ongoing|the|end|of))* ?\(?",
        tail,
    ) is None:
        return False
    return "," not in inner.strip(" ,") or is_light(inner)


def _share(text: str, named: list[Named], years: list[Date | None], first: int, last: int) -> None:
    """Treatments given together share their date: "hemicolectomy + liver resection 2020"."""
    for place in range(last - 2, first - 1, -1):
        following = years[place + 1]
        gap = text[named[place].end : named[place + 1].start]
        if (
            years[place] is None
            and following is not None
            and following.start >= named[place + 1].end
            and joins(gap)
            and re.fullmatch(r"[^,;]*(?:[+/&]|\b(?:and|with|plus)\b)[^,;]*", gap)
            and not re.search(r"\bthen\b", gap)
        ):
            years[place] = following
    for place in range(first + 1, last):
        before = years[place - 1]
        gap = text[named[place - 1].end : named[place].start]
        if (
            years[place] is None
            and before is not None
            and before.start >= named[place - 1].end
            and re.search(r"\b(?:together with|in combination with|combined with|plus)\b|\+", gap)
            and joins(gap.replace("given", "").replace("started", ""))
        ):
            years[place] = before


def _since_then(page: Page, one: Named) -> Date | None:
    """The date that "since" or "since then" beside a running treatment refers to."""
    text = page.folded.text
    high = page.sentence(one.start)[1]
    before, after = text[max(0, one.start - 24) : one.start], text[one.end : min(high, one.end + 40)]
    if not (
        re.search(r"\bsince(?: then| that time)?,? (?:he |she |is |has been |been |on |under |then ){0,3}$", before)
        or re.match(r"(?: [a-z0-9.]+){0,6}?,? (?:ever )?since(?: then| that time)?(?= ?[.,;)\n]|$)", after)
    ):
        return None
    dates = find_dates(text, max(0, one.start - ANAPHORA_CHARS, text.rfind("\n", 0, one.start)), one.start)
    return dates[-1] if dates else None
