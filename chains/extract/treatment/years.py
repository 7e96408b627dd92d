# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Years: which date of a text belongs to which treatment, wherever it stands."""

import re
from functools import cache

from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table
from chains.extract.treatment.dates import Date, find_dates
from chains.extract.treatment.gap import ENUMERATOR, is_light, joins, words
from chains.extract.treatment.standing import Named, Standing
from chains.extract.treatment.target import without_target

BEFORE_CHARS, AFTER_CHARS, OPENING_CHARS, EVENT_CHARS = 48, 60, 48, 70
"""How far a date may stand before and after its treatment, behind the start of a sentence, and in "…, so X was added"."""
ANAPHORA_CHARS = 220
"""How far back the date may stand that "since then" means."""
_UNTIL_NOW = re.compile(r"\b(?:until|till|to|up to) (?:now|today|the present|present|date)\b")
_NOT_THEN = re.compile(r"\b(?:now|currently|at present|today|planned|plan|actual)\b|\?")
_ASIDE = re.compile(r"^[^()]{0,40}\)|\([^()]{0,50}\)")
_PARTED = re.compile(r"[,;→(]|\b(?:and|then) ?$")
_OF_THE_NEXT = re.compile(
    r"(?:\band|\bthen|,),? (?:from|in|on|since|by) (?:the )?(?:early |late |mid |spring |summer |autumn |fall |winter |end |beginning )?(?:of |in )?$"
)
_COMPLETED = re.compile(
    r" ?(?:which (?:he|she) |both )?(?:was |were |has |have |been |is ){0,12}(?:last|completed|started|begun|commenced|running|taken|ongoing|continued|given|done|performed|received|initiated|since|finished|in|on|stopped|again|from|until)?(?: (?:last|dose|cycle|one|in|on|since|from|early|late|mid|therapy|treatment|ongoing|the|end|of)){0,12} ?\(?"
)
_OPERATED = re.compile(r"\b(?:laparotomy|laparoscopy|surgery|operat(?:ed|ion)|exploration)(?: on| in)? ?\(?$")
_WITH = re.compile(r"\)?:? ?(?:with|including|by|via|for|:)? ?(?:[a-z]+ ){0,2}$")
_DAY_OR_MONTH = re.compile(r"\d\d[./]\d\d")
_HENCE = re.compile(
    r"(?: [a-z]+){0,3},? (?:so|therefore|hence|thus|whereupon|for which|prompting|leading to|after which|upon which|followed by|when (?:he|she)|,? when (?:he |she )?(?:was )?(?:switched|changed)|treated (?:with|by)|→)\b"
)
_TOGETHER = re.compile(r"\b(?:together with|in combination with|combined with|plus)\b|\+")
_LINKED = re.compile(r"[^,;]*(?:[+/&]|\b(?:and|with|plus)\b)[^,;]*")
_SINCE_BEFORE = re.compile(r"\bsince(?: then| that time)?,? (?:he |she |is |has been |been |on |under |then ){0,3}$")
_SINCE_AFTER = re.compile(r"(?: [a-z0-9.]+){0,6}?,? (?:ever )?since(?: then| that time)?(?= ?[.,;)\n]|$)")


@cache
def _other_event() -> re.Pattern[str]:
    return re.compile(table("treatments")["not_its_year"])


def read_years(page: Page, named: list[Named], standings: list[Standing]) -> list[Date | None]:
    """The date of every treatment named, where the text dates it."""
    text = page.folded.text
    years: list[Date | None] = []
    label: Date | None = None
    label_line = -1
    while len(years) < len(named):
        low, high = page.sentence(named[len(years)].start)
        last = len(years)
        while last < len(named) and named[last].start < high:
            last += 1
        group = named[len(years) : last]
        line = max(text.rfind("\n", 0, low), text.rfind(". ", 0, low))
        if line != label_line:
            label = None
        if label is None and low > 0 and text[low - 1] == ";":
            label = _label_of_line(text, line + 1, low)
        own, label = _in_sentence(text, low, find_dates(text, low, high), group, label)
        label_line = line
        _share(text, group, own)
        years += own
    for place, (one, standing) in enumerate(zip(named, standings, strict=True)):
        date = years[place] or _since_then(page, one, standing)
        years[place] = date if date and _may_date(text, date, one, standing) else None
    return years


def _may_date(text: str, date: Date, one: Named, standing: Standing) -> bool:
    """Whether a treatment of this standing takes the date; a plan is dated by what follows it: not by "12/10", a day."""
    if standing.status == "planned":
        return date.start >= one.end and _DAY_OR_MONTH.fullmatch(text, date.start, date.end) is None
    return standing.status in {"done", "ongoing", None}


def _label_of_line(text: str, start: int, low: int) -> Date | None:
    """A date that opens a line, for what follows a semicolon: "2018: new metastases; octreotide started"."""
    dates = find_dates(text, start, min(low, start + 40))
    return dates[0] if dates and _opens(text[start : dates[0].start]) else None


def _in_sentence(
    text: str, low: int, dates: list[Date], group: list[Named], label: Date | None
) -> tuple[list[Date | None], Date | None]:
    """The dates of the treatments of one sentence, and the date that opens it and holds for what follows."""
    years: list[Date | None] = [None] * len(group)
    parting: list[Date] = []
    for date in dates:
        after = next((place for place, one in enumerate(group) if one.start >= date.end), None)
        before = (len(group) if after is None else after) - 1
        gap_after = text[date.end : group[after].start] if after is not None else ""
        if _OF_THE_NEXT.search(text[max(low, date.start - 40) : date.start]):
            gap_after = gap_after.removeprefix(",")
        if before >= 0 and years[before] is None:
            gap = text[group[before].end : date.start]
            if not (after is not None and _is_of_the_next(gap, gap_after)) and _dates_back(gap):
                years[before] = date
                continue
        parting.append(date)
        if _opens(text[low : date.start]):
            label = date
        elif after is not None and years[after] is None and _directly_before(gap_after):
            years[after] = date
    for place, one in enumerate(group):
        if years[place] is None and label is not None and label.end <= one.start:
            since = _UNTIL_NOW.sub("", text[label.end : one.start]) if label.start >= low else ""
            later = any(label.end < date.start < one.start for date in parting)
            if not later and not _NOT_THEN.search(since):
                years[place] = label
    _lead_on(text, dates, group, years)
    return years, label


def _is_of_the_next(gap: str, gap_after: str) -> bool:
    """Whether a date between two treatments is the next one's: "TACE, 2019 PRRT", "lanreotide and, from 2023, PRRT"."""
    parted = _PARTED.search(gap[-5:]) is not None and _directly_before(gap_after)
    return parted or (gap_after == " " and _OF_THE_NEXT.search(gap[-36:]) is not None)


def _lead_on(text: str, dates: list[Date], group: list[Named], years: list[Date | None]) -> None:
    """ "Progression in 2023, so everolimus was added" dates everolimus; so does "laparotomy 2016 with ileal resection"."""
    for place, one in enumerate(group):
        date = next((date for date in reversed(dates) if date.end <= one.start), None)
        if years[place] is not None or date is None or (place and group[place - 1].start >= date.end):
            continue
        gap = text[date.end : one.start]
        operated = _OPERATED.search(text[max(0, date.start - 24) : date.start]) is not None
        if (operated and _WITH.match(gap)) or (len(gap) < EVENT_CHARS and _HENCE.match(gap)):
            years[place] = date


def _opens(head: str) -> bool:
    """Whether only list marks and words like "in" or "on follow-up in" stand before a date at the start of a sentence."""
    return (
        len(head) <= OPENING_CHARS
        and not re.search(r"[.;]", head)
        and all(word in words("opening") or word.isdigit() for word in re.findall(r"[a-z0-9-]*[a-z0-9]", head))
    )


def _directly_before(gap: str) -> bool:
    """Whether a date stands close enough before a treatment to date it: "2017 Whipple", "in 2019 he underwent …"."""
    return (
        len(gap) <= BEFORE_CHARS
        and not re.search(rf"[,;(→?!]|\.(?= |$)|{ENUMERATOR}", gap)
        and not _other_event().search(gap)
        and not re.search(r"\b(?:and|with|on|of|for|is|now)\b", gap)
    )


def _dates_back(gap: str) -> bool:
    """Whether the words between a treatment and a date let the date be the treatment's."""
    gap = without_target(_ASIDE.sub(" ", gap.removeprefix(":")))
    if len(gap) > AFTER_CHARS or re.search(rf"[;:?!→\n]|\.(?= |$)|\b(?:until|till|up to) $|{ENUMERATOR}", gap):
        return False
    if _other_event().search(gap):
        return False
    inner, comma, tail = gap.rpartition(",")
    if not comma or is_light(gap):
        return True
    return _COMPLETED.fullmatch(tail) is not None and ("," not in inner.strip(" ,") or is_light(inner))


def _share(text: str, group: list[Named], years: list[Date | None]) -> None:
    """Treatments given together share their date: "hemicolectomy + liver resection 2020"."""
    for place in range(len(group) - 2, -1, -1):
        following = years[place + 1]
        gap = text[group[place].end : group[place + 1].start]
        behind = following is not None and following.start >= group[place + 1].end
        if years[place] is None and behind and joins(gap) and _LINKED.fullmatch(gap) and " then " not in gap:
            years[place] = following
    for place in range(1, len(group)):
        before = years[place - 1]
        gap = text[group[place - 1].end : group[place].start]
        behind = before is not None and before.start >= group[place - 1].end
        given = gap.replace("given", "").replace("started", "")
        if years[place] is None and behind and _TOGETHER.search(gap) and joins(given):
            years[place] = before


def _since_then(page: Page, one: Named, standing: Standing) -> Date | None:
    """The date that "since" or "since then" beside a running treatment refers to."""
    if standing.status != "ongoing":
        return None
    text = page.folded.text
    high = page.sentence(one.start)[1]
    before, after = text[max(0, one.start - 24) : one.start], text[one.end : min(high, one.end + 40)]
    if not (_SINCE_BEFORE.search(before) or _SINCE_AFTER.match(after)):
        return None
    dates = find_dates(text, max(0, one.start - ANAPHORA_CHARS, text.rfind("\n", 0, one.start)), one.start)
    return dates[-1] if dates else None
