# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Sampling: each mention of what was cut out or needled - of the primary or of its spread - and the year it was taken."""

import re
from functools import cache
from typing import Literal, NamedTuple

from chains.extract.text.ailment import ASIDE
from chains.extract.text.mask import BLANK
from chains.extract.text.number import YEAR
from chains.extract.text.opening import held, roams, scan, scan_at
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import either, forms, pattern, table
from knowledge.case import Span

_NOT_TAKEN = {"negated", "asked", "planned", "considered", "declined"}
Kind = Literal["primary", "metastasis"]


class Specimen(NamedTuple):
    """A specimen: where it is named, whose it is, the year it was taken, and the label ("A.") that it stands under."""

    start: int
    end: int
    kind: Kind | None
    liver: bool = False
    named: bool = False
    """Whether the words themselves say that it is the primary, rather than an operation that implies it."""
    year: int | None = None
    year_span: Span | None = None
    heads: bool = False
    """Whether it heads its line or labelled part: "LIVER, LEFT LOBE, HEPATECTOMY:"."""
    operation: bool = False
    biopsy: bool = False
    narrated: bool = False
    """Whether it is told as a dated event ("in 2014 he had a Whipple"), not just listed ("Whipple 2014")."""


_BEGINNING = re.compile(r"[\n.;](?:(?<=\n) ?|(?<!\n) )")
"""What stands before a line or a sentence that does not begin the text."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("specimens")
    organ = either(words["primary"])
    rooted = [form for form in words["operation_on_spread"] if not roams(pattern(form))]
    place = either([*words["liver"], *words["elsewhere"], *words["the_primary"], *words["primary"], *words["mass"]])
    little = r"(?:of|from|in|at|on|to|the|a|an|one|two|some|his|her|its|left|right|lower|upper|new|this|that|biops(?:y|ies)|core|cores|needle|guided|ct|us|ultrasound|open|large|larger|largest|#?\d|(?:19|20)\d\d|x|x\d)"
    return {
        "any": re.compile(
            f"{forms('specimens', 'operation_on_spread')}|{forms('specimens', 'operation')}|{forms('specimens', 'sample')}"
        ),
        # the same without what can begin with any word, for texts that do not hold its own word
        "rooted": re.compile(f"{either(rooted)}|{forms('specimens', 'operation')}|{forms('specimens', 'sample')}"),
        # "The ileal tumour had ...", at the beginning of a sentence
        "subject": re.compile(
            rf"(?:^|(?<=[.;\n])|(?<=[.;\n] )|(?<=but ))(?:the |an? |her |his |original |initial |first |index |resected |removed |- ){{0,12}}(?:{organ} (?:tumou?r|primary|nets?|carcinoid|lesion)|(?:primary|original) (?:tumou?r|lesion))(?! (?:with|and) |(?<=primary),)"
        ),
        # "Liver metastasis, 2024: NET, Ki-67 24 %": what heads the line of a count
        "counted": re.compile(
            rf"(?:- |\d[.)] |[a-e][.)] )?(?:the )?(?P<head>(?:{organ} )?(?:primary|original)(?: tumou?r)?|(?:(?:{either(words['liver'])}|{either(words['elsewhere'])}) )?(?:metasta[a-z]+|mets?|deposits?|recurrence)(?: biops[a-z]+)?)(?=(?:(?! and | with |[:\n;%]).){{0,40}}:(?:[^\n.;]|\.(?=\d)){{0,120}}?(?:ki|mib)[ -]?\d)"
        ),
        "removed": re.compile(
            r"(?P<what>(?:(?:p|si|sb|pan)-?)?nets?|tumou?r|carcinoid|insulinoma|gastrinoma|primary)(?: (?:was|had been|which was|of the [a-z]+|fully|completely|surgically)){0,3},? (?:resected|removed|excised|operated)$"
        ),
        "spread": re.compile(forms("specimens", "operation_on_spread")),
        "operation": re.compile(forms("specimens", "operation")),
        "needled": re.compile(r"biops|bx|fn[ab]|core|punct|aspir"),
        "place": re.compile(place),
        "liver": re.compile(forms("specimens", "liver")),
        "elsewhere": re.compile(forms("specimens", "elsewhere")),
        "event": re.compile(forms("specimens", "event_of_spread")),
        "after": re.compile(
            rf"(?:[ ,:(=-]+{little}(?=[ ,:(=-])){{0,6}}(?:(?<=of)(?: [a-z-]+){{1,3}}?|(?<=the)(?: [a-z-]+){{1,2}}?|(?<= a)(?: [a-z-]+){{1,2}}?)?[ ,:(=-]+(?P<place>{place})"
        ),
        "headed": re.compile(r"[^.;:\n]{0,50}(?::|\n|$)"),
        "year": re.compile(rf"{YEAR}|(?<=\d\.)(?:19[5-9]\d|20[0-4]\d)(?![\d%])"),
        "on_a_day": re.compile(
            r"\b(?:in|on|of|from)(?: (?:the )?\d{1,2}(?:st|nd|rd|th)?)?(?: [a-z]+)? ?(?:\d{1,2}[./]){0,2}$"
        ),
        "not_its_year": re.compile(
            r"(?:since|until|till|before|after|born|known|diagnosed in|diagnosis|diagnosed) ?(?:\d{1,2}[./]){0,2}$"
        ),
    }


@cache
def _roaming() -> tuple[str, ...]:
    """The words of those operations whose names can begin with any word."""
    names = [pattern(form) for form in table("specimens")["operation_on_spread"]]
    return tuple(held(form) for form in names if roams(form))


def read_specimens(page: Page) -> list[Specimen]:
    """Every specimen that the text names as taken, in the order of the text."""
    found: list[Specimen] = []
    text, taken = page.folded.text, 0
    begins = [0, *(match.end() for match in _BEGINNING.finditer(text))]
    matches = sorted(
        [
            *scan(_patterns()["any" if any(word in text for word in _roaming()) else "rooted"], text),
            *scan(_patterns()["subject"], text),
            *scan_at(_patterns()["counted"], text, begins, len(text)),
        ],
        key=re.Match.start,
    )
    for place, match in enumerate(matches):
        if page.text[match.start()] in {ASIDE, BLANK} or page.context(*match.span()) & _NOT_TAKEN:
            continue
        following = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        limits = (taken, following)
        one = _specimen(page, match, limits, found[-1] if found else None)
        if one is not None:
            found.append(one)
            taken = taken if match.re is _patterns()["subject"] else one.end
    return found


def read_place(text: str, start: int, end: int) -> Specimen | None:
    """The specimen that a labelled part is where it only names a place: "(A) pancreas tail, (B) liver nodule"."""
    known = _patterns()
    place = known["place"].search(text, start, min(end, start + 40))
    if place is None:
        return None
    liver = known["liver"].search(text, start, min(end, start + 60)) is not None
    spread = liver or known["elsewhere"].fullmatch(place.group()) is not None
    return Specimen(*place.span(), "metastasis" if spread else "primary", liver, heads=True)


def _specimen(page: Page, match: re.Match[str], limits: Span, previous: Specimen | None) -> Specimen | None:
    patterns, text = _patterns(), page.folded.text
    start, end = match.span()
    low, high = page.sentence(start)
    if match.re is patterns["counted"]:
        return _counted(text, match)
    kind: Kind | None
    liver = named = False
    if patterns["spread"].fullmatch(match.group()):
        kind, liver = "metastasis", "hepat" in match.group() or "liver" in match.group()
    elif match.re is patterns["subject"]:
        kind, named = "primary", re.search(r"primary|original", match.group()) is not None
    elif patterns["operation"].fullmatch(match.group()):
        kind = "metastasis" if re.search(r"(?:liver|hepatic) $", text[max(0, start - 9) : start]) else "primary"
        liver = kind == "metastasis"
    else:
        place = _place(page, match, low, limits)
        eus = re.search(r"eus[a-z, -]{0,20}$", text[max(low, start - 28) : start]) is not None
        if (
            place is None
            and (removed := patterns["removed"].search(text, max(low, start - 30), end))
            and removed.end() == end
        ):
            place = removed.span("what")
        if place is not None and eus and place[1] <= start and place[1] <= low + text[low:start].rfind("eus"):
            place = None
        if place is not None:
            words = text[slice(*place)]
            start, end = min(start, place[0]), max(end, place[1])
            liver = patterns["liver"].fullmatch(words) is not None
            kind = "metastasis" if liver or patterns["elsewhere"].fullmatch(words) else "primary"
            liver = liver or (kind == "metastasis" and "liver" in text[start:end])
            named = kind == "primary" and (eus or words.startswith("primar"))
        elif eus or (re.match(r"fn[ab]b?$", match.group()) and "eus" in text[low:start][-40:]):
            kind, named = "primary", True
        elif "biops" in match.group() or "bx" in match.group():
            kind, liver, low = _of_an_event(page, match, low, previous)
            if kind is None:
                return None
        else:
            return None
    year, year_span = _year(page, match, low, high, limits)
    narrated = year_span is not None and (
        "biops" in match.group()
        or year_span[0] < match.start()
        or patterns["on_a_day"].search(text, max(0, year_span[0] - 16), year_span[0]) is not None
    )
    heads = start - (text.rfind("\n", 0, start) + 1) <= 16 and patterns["headed"].match(text, end) is not None
    return Specimen(
        start,
        end,
        kind,
        liver,
        named,
        year,
        year_span,
        heads,
        operation=patterns["operation"].fullmatch(match.group()) is not None,
        biopsy=patterns["needled"].search(match.group()) is not None,
        narrated=narrated,
    )


def _counted(text: str, match: re.Match[str]) -> Specimen:
    """The specimen that heads the line of a count, with the year in its heading."""
    start, end = match.span("head")
    primary = re.search(r"primary|original", match["head"]) is not None
    year = _patterns()["year"].search(text, end, text.find(":", end))
    return Specimen(
        start,
        end,
        "primary" if primary else "metastasis",
        liver=re.search(r"liver|hepat", match["head"]) is not None,
        named=primary,
        year=int(year.group()) if year else None,
        year_span=year.span() if year else None,
        heads=True,
    )


def _place(page: Page, match: re.Match[str], low: int, limits: Span) -> Span | None:
    """What a sample is of: the words right behind it, or else the nearest place before it in its sentence."""
    patterns, text = _patterns(), page.folded.text
    after = patterns["after"].match(text, match.end(), match.end() + 60)
    if after and after.end() <= limits[1] + 1:
        return after.span("place")
    from_ = max(low, limits[0], match.start() - 42)
    before = [m.span() for m in patterns["place"].finditer(text, from_, match.start())]
    before = [
        span for span in before if not re.search(r"[.;]|\b(?:and|with|no|without)\b", text[span[1] : match.start()])
    ]
    if not before:
        return None
    spread = [
        span
        for span in before
        if patterns["liver"].fullmatch(text[slice(*span)]) or patterns["elsewhere"].fullmatch(text[slice(*span)])
    ]
    return spread[-1] if spread and spread[-1][1] >= before[-1][0] - 20 else before[-1]


def _of_an_event(
    page: Page, match: re.Match[str], low: int, previous: Specimen | None
) -> tuple[Kind | None, bool, int]:
    """A bare "biopsy" is of the recurrence just told; a repeated one of what was biopsied before."""
    text = page.folded.text
    line = text.rfind("\n", 0, match.start()) + 1
    events = list(_patterns()["event"].finditer(text, max(line, match.start() - 110), match.start()))
    if events and not re.search(r"\.(?= )", text[events[-1].end() : match.start()]):
        return (
            "metastasis",
            "liver" in events[-1].group() or "hepat" in events[-1].group(),
            max(line, events[-1].start() - 20),
        )
    again = match.group().startswith("re") or re.search(
        r"(?:repeat|second|new|another|re)[ -]$", text[max(0, match.start() - 8) : match.start()]
    )
    if again and previous is not None and previous.kind == "metastasis":
        return previous.kind, previous.liver, low
    return None, False, low


def _year(page: Page, match: re.Match[str], low: int, high: int, limits: Span) -> tuple[int | None, Span | None]:
    """The year of a specimen: right behind its name, or else before it in the same sentence."""
    patterns, text = _patterns(), page.folded.text
    behind = patterns["year"].search(text, match.end(), min(high, limits[1], match.end() + 44))
    if behind and not re.search(
        r"[.;)]|\d ?%|since|until|after|ki-?67|followed|then", text[match.end() : behind.start()]
    ):
        return int(behind.group()), behind.span()
    from_ = max(low, limits[0], match.start() - 70)
    for year in reversed(list(patterns["year"].finditer(text, from_, match.start()))):
        if not patterns["not_its_year"].search(text, max(0, year.start() - 16), year.start()):
            return int(year.group()), year.span()
    return None, None
