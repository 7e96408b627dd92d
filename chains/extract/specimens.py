# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Specimens: what was cut out or needled, of the primary or of its spread, and when; a figure goes to the one it stands under."""

import re
from bisect import bisect_right
from functools import cache
from typing import Literal, NamedTuple

from chains.extract.number import YEAR
from chains.extract.page import Page
from chains.extract.vocabulary import either, forms, table
from knowledge.case import Span

REACH = 420
"""How many characters a specimen speaks for what follows it."""
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
    narrated: bool = False
    """Whether it is told as a dated event ("in 2014 he had a Whipple"), not just listed ("Whipple 2014")."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("specimens")
    place = either([*words["liver"], *words["elsewhere"], *words["primary"]])
    little = r"(?:of|from|in|at|on|to|the|a|an|one|two|some|his|her|its|left|right|lower|upper|new|this|that|biops(?:y|ies)|core|cores|needle|guided|ct|us|ultrasound|open|large|larger|largest|\d|x|x\d)"
    return {
        "any": re.compile(f"{forms('specimens', 'operation_on_spread')}|{forms('specimens', 'operation')}|{forms('specimens', 'sample')}"),
        # "The ileal tumour had ...", at the beginning of a sentence
        "subject": re.compile(rf"(?:^|(?<=[.;\n])|(?<=[.;\n] )|(?<=but ))(?:the |an? |her |his |original |initial |first |index |resected |removed |- )*(?:{either(words['primary'][1:-1])} (?:tumou?r|primary|nets?|carcinoid|lesion)|(?:primary|original) (?:tumou?r|lesion))(?! (?:with|and) )"),
        "spread": re.compile(forms("specimens", "operation_on_spread")),
        "operation": re.compile(forms("specimens", "operation")),
        "place": re.compile(place),
        "liver": re.compile(forms("specimens", "liver")),
        "elsewhere": re.compile(forms("specimens", "elsewhere")),
        "named": re.compile(forms("specimens", "named_primary")),
        "after": re.compile(rf"(?:[ ,:(=-]+{little}(?=[ ,:(=-])){{0,6}}[ ,:(=-]+(?P<place>{place})"),
        "headed": re.compile(r"[^.;:\n]{0,50}(?::|\n|$)"),
        "colon": re.compile(r"[^.;:\n]{0,40}:"),
        "finding": re.compile(forms("specimens", "finding")),
        "event": re.compile(forms("specimens", "event_of_spread")),
        "reset": re.compile(rf"[.;:\n,] ?(?:-|in |on |the )?{forms('specimens', 'resets')}|\n ?(?:\d{{1,2}}[./])?(?:\d{{1,2}}[./])?{YEAR}|\n ?since "),
        "label": re.compile(r"(?:^|(?<=\n))[ -]{0,3}(?:(?:specimen|pot|part|jar|container|slide|block)s? ?)?(?P<label>[a-h]|\d{1,2}(?:-\d{1,2})?|[ivx]{1,4})(?:[.):]|,(?= (?:[a-z]+ ){1,3}))(?= |\n)"),
        "closing": re.compile(r"\n ?(?:overall|summary|conclusion|comment|note|diagnos[ie]s|final|impression|ki-?67|addendum|background|ihc|immuno[a-z]*|stage|tnm|pt\d)"),
        "year": re.compile(rf"{YEAR}|(?<=\d\.)(?:19[5-9]\d|20[0-4]\d)(?![\d%])"),
        "on_a_day": re.compile(r"\b(?:in|on|of|from)(?: (?:the )?\d{1,2}(?:st|nd|rd|th)?)?(?: [a-z]+)? ?(?:\d{1,2}[./]){0,2}$"),
        "not_its_year": re.compile(r"(?:since|until|till|before|after|born|known|diagnosed in|diagnosis|diagnosed) ?(?:\d{1,2}[./]){0,2}$"),
    }


class Specimens:
    """The specimens of one text, in order, and the labels under which they are listed."""

    def __init__(self, page: Page) -> None:
        self._text = page.folded.text
        self._page = page
        self._labels = [(m.start(), m["label"]) for m in _patterns()["label"].finditer(self._text)]
        if len(self._labels) == 1:
            self._labels = []
        self._found = self._read(page)

    def at(self, position: int) -> Specimen | None:
        """The specimen that a place in the text speaks of, when the text tells."""
        block = self._block(position)
        own = self._last(position, block[0])
        if own is not None or block[1] is None:
            return own
        for start, label in self._labels:
            if label == block[1] and start < block[0]:
                end = next((s for s, _ in self._labels if s > start), len(self._text))
                listed = [one for one in self._found if start <= one.start < end]
                if listed:
                    return listed[-1]
        return None

    def year_of_the_operation(self) -> tuple[int | None, Span | None]:
        """The year of the operation on the primary, when the text gives just one."""
        years = {one.year: one.year_span for one in self._found if one.kind == "primary" and one.year and one.operation}
        return next(iter(years.items())) if len(years) == 1 else (None, None)

    def within(self, start: int, end: int) -> Specimen | None:
        """The first specimen named within a passage."""
        return next((one for one in self._found if start <= one.start < end), None)

    def _block(self, position: int) -> tuple[int, str | None]:
        """The start and the label of the labelled part that holds a place."""
        at = bisect_right([start for start, _ in self._labels], position) - 1
        if at < 0:
            return 0, None
        start, label = self._labels[at]
        closing = _patterns()["closing"].search(self._text, start, position)
        return (closing.start(), None) if closing else (start, label)

    def _last(self, position: int, low: int) -> Specimen | None:
        text, reset = self._text, _patterns()["reset"]
        chosen: Specimen | None = None
        for one in reversed(self._found):
            if one.start >= position:
                continue
            if one.start < low or position - one.end > REACH or reset.search(text, one.end, position):
                break
            if self._unlinked(one.end, position):
                break
            if self._closed(one.start, position):
                chosen = chosen or one
                continue
            if chosen and (one.kind != chosen.kind or (one.year and chosen.year and one.year != chosen.year)):
                return one if not self._closed(one.start, position) else chosen
            return one
        return chosen

    def _unlinked(self, end: int, position: int) -> bool:
        """Whether a place stands in a later sentence of a letter that says nothing of what was found in the specimen."""
        text = self._text
        if _patterns()["colon"].match(text, end):
            return False
        start = self._page.sentence(position)[0]
        return start > end and text[start - 1] == "." and "\n" not in text[end:position] and not _patterns()["finding"].search(text, start, position)

    def _closed(self, start: int, position: int) -> bool:
        """Whether a place stands in brackets that close before another."""
        close = self._text.find(")", start, position)
        return close >= 0 and "(" not in self._text[start:close]

    def _read(self, page: Page) -> list[Specimen]:
        found: list[Specimen] = []
        matches = sorted(
            [*_patterns()["any"].finditer(self._text), *_patterns()["subject"].finditer(self._text)], key=re.Match.start
        )
        for place, match in enumerate(matches):
            if page.text[match.start()] == "¤" or page.context(*match.span()) & {"negated", "asked", "planned", "considered", "declined"}:
                continue
            limits = (
                found[-1].end if found else 0,
                matches[place + 1].start() if place + 1 < len(matches) else len(self._text),
            )
            one = self._specimen(page, match, limits, found[-1] if found else None)
            if one is not None:
                found.append(one)
        return found

    def _specimen(self, page: Page, match: re.Match[str], limits: Span, previous: Specimen | None) -> Specimen | None:
        patterns, text = _patterns(), self._text
        start, end = match.span()
        low, high = page.sentence(start)
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
            place = self._place(match, low, limits)
            eus = re.search(r"eus[a-z, -]{0,20}$", text[max(low, start - 28) : start]) is not None
            if place is not None and eus and place[1] <= start and place[1] <= low + text[low:start].rfind("eus"):
                place = None
            if place is not None:
                words = text[slice(*place)]
                start, end = min(start, place[0]), max(end, place[1])
                liver = patterns["liver"].fullmatch(words) is not None
                kind = "metastasis" if liver or patterns["elsewhere"].fullmatch(words) else "primary"
                liver = liver or (kind == "metastasis" and "liver" in text[start:end])
                named = kind == "primary" and (eus or words.startswith("primar"))
            elif eus or re.match(r"fn[ab]b?$", match.group()) and "eus" in text[low:start][-40:]:
                kind, named = "primary", True
            elif "biops" in match.group() or "bx" in match.group():
                kind, liver, low = self._of_an_event(match, low, previous)
                if kind is None:
                    return None
            else:
                return None
        year, year_span = self._year(match, low, high, limits)
        narrated = year_span is not None and ("biops" in match.group() or year_span[0] < match.start() or patterns["on_a_day"].search(text, max(0, year_span[0] - 16), year_span[0]) is not None)
        heads = start - (text.rfind("\n", 0, start) + 1) <= 16 and patterns["headed"].match(text, end) is not None
        return Specimen(start, end, kind, liver, named, year, year_span, heads, patterns["operation"].fullmatch(match.group()) is not None, narrated)

    def _place(self, match: re.Match[str], low: int, limits: Span) -> Span | None:
        """What a sample is of: the words right behind it, or else the nearest place before it in its sentence."""
        patterns, text = _patterns(), self._text
        after = patterns["after"].match(text, match.end(), match.end() + 60)
        if after and after.end() <= limits[1] + 1:
            return after.span("place")
        from_ = max(low, limits[0], match.start() - 42)
        before = [m.span() for m in patterns["place"].finditer(text, from_, match.start())]
        before = [span for span in before if not re.search(r"[.;]|\b(?:and|with|no|without)\b", text[span[1] : match.start()])]
        if not before:
            return None
        spread = [span for span in before if patterns["liver"].fullmatch(text[slice(*span)]) or patterns["elsewhere"].fullmatch(text[slice(*span)])]
        return spread[-1] if spread and spread[-1][1] >= before[-1][0] - 20 else before[-1]

    def _of_an_event(self, match: re.Match[str], low: int, previous: Specimen | None) -> tuple[Kind | None, bool, int]:
        """A bare "biopsy" is of the recurrence just told; a repeated one of what was biopsied before."""
        text = self._text
        line = text.rfind("\n", 0, match.start()) + 1
        events = list(_patterns()["event"].finditer(text, max(line, match.start() - 110), match.start()))
        if events and not re.search(r"\.(?= )", text[events[-1].end() : match.start()]):
            return "metastasis", "liver" in events[-1].group() or "hepat" in events[-1].group(), max(line, events[-1].start() - 20)
        again = match.group().startswith("re") or re.search(r"(?:repeat|second|new|another|re)[ -]$", text[max(0, match.start() - 8) : match.start()])
        if again and previous is not None and previous.kind == "metastasis":
            return previous.kind, previous.liver, low
        return None, False, low

    def _year(self, match: re.Match[str], low: int, high: int, limits: Span) -> tuple[int | None, Span | None]:
        """The year of a specimen: right behind its name, or else before it in the same sentence."""
        patterns, text = _patterns(), self._text
        behind = patterns["year"].search(text, match.end(), min(high, limits[1], match.end() + 44))
        if behind and not re.search(r"[.;)]|\d ?%|since|until|after|ki-?67|followed|then", text[match.end() : behind.start()]):
            return int(behind.group()), behind.span()
        from_ = max(low, limits[0], match.start() - 70)
        for year in reversed(list(patterns["year"].finditer(text, from_, match.start()))):
            if not patterns["not_its_year"].search(text, max(0, year.start() - 16), year.start()):
                return int(year.group()), year.span()
        return None, None
