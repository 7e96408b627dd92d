# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Ki-67: the index in percent, for which specimen and of which year."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from chains.extract.found import Found, entry, impossible, legal
from chains.extract.number import COMPARATOR, NUMBER, PERCENT, YEAR, Amount, amount, read_amount
from chains.extract.page import Page
from chains.extract.vocabulary import forms
from knowledge.case import Ki67, Problem, Span

REACH = 80
"""How far after the name its value may stand."""
Specimen = Literal["primary", "metastasis"]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    name = forms("proliferation", "ki67")
    return {
        "name": re.compile(name),
        "direct": re.compile(rf"(?:{forms('proliferation', 'links')}|[ :=(,)\[\]-]|\bis\b){{0,14}}?"),
        "value": re.compile(rf"{amount('v')}(?P<pct>{PERCENT})?"),
        "single": re.compile(
            rf"(?P<vcmp>{COMPARATOR})? ?(?<![\d.])(?P<vlow>{NUMBER})(?P<pct>{PERCENT})?(?P<vhigh>(?!))?"
        ),
        "reverse": re.compile(
            rf"{amount('v')}{PERCENT} ?(?:\(|of )?(?:(?:of|the|tumou?r|tumor|neoplastic|cells|nuclei|nuclear|were|was|are|is|with|a|an|positive|positivity|staining|stain(?:ed)?|labelled|labeled|for|on|index|by) ){{0,9}}{name}"
            rf"(?![^.;\n]{{0,12}}\d)"
        ),
        "blocker": re.compile(forms("proliferation", "blockers")),
        "of_liver": re.compile(
            r" ?(?:%|percent)? ?(?:of (?:the |his |her |their )?(?:whole |total |entire )?(?:liver|hepatic)(?! ?(?:met|les|biops|depos|nod|tum|sam|spec))"
            r"|(?:liver|hepatic) (?:involvement|burden|replacement|volume|infiltration))"
        ),
        "next": re.compile(r"[,;/→&+]|\band\b|\bthen\b|\bto\b|\bvs\.?|\bversus\b|\bbut\b"),
        "year": re.compile(YEAR),
        "primary": re.compile(forms("proliferation", "primary")),
        "metastasis": re.compile(forms("proliferation", "metastasis")),
        "unit": re.compile(
            r" ?(?:mm|cm|m\b|kg|mg|g/|gbq|years?|yrs?|months?|weeks?|cycles?|x\b|/\d|hpf|lesions?|nodes?|mitos|-?year|cells|segments?|ng|u/l)"
        ),
    }


def read_ki67(page: Page) -> tuple[list[Found], list[Problem]]:
    """Every Ki-67 value of the text; a value outside 0 to 100 % is a problem."""
    found: list[Found] = []
    problems: list[Problem] = []
    taken: list[Span] = []
    patterns = _patterns()
    for name in patterns["name"].finditer(page.text):
        if taken and name.start() < taken[-1][1]:
            continue
        for value, lead, tail in _values(page, name):
            taken.append(value.span())
            _add(page, name.span(), value, lead, tail, found, problems)
    for value in patterns["reverse"].finditer(page.text):
        if not any(a < value.end("vlow") and value.start("vlow") < b for a, b in taken):
            taken.append(value.span())
            _add(page, value.span(), value, value.span(), (value.end(), value.end()), found, problems)
    return found, problems


def _values(page: Page, name: re.Match[str]) -> Iterator[tuple[re.Match[str], Span, Span]]:
    """The values that belong to one mention of the name, each with the words before and after that describe it."""
    patterns, text = _patterns(), page.text
    end = page.sentence(name.start())[1]
    following = patterns["name"].search(text, name.end(), end)
    end = min(end, following.start() if following else end)
    position, start, first = name.end(), name.end(), True
    while position < end:
        limit = min(end, position + (REACH if first else 50))
        value = patterns["value"].search(text, position, limit)
        if value is None:
            return
        gap = text[position : value.start()]
        if value["vhigh"] and " to " in value.group() and gap.rstrip().endswith("from"):
            value = (
                patterns["single"].match(text, value.start()) or value
            )  # "from 2 % to 35 %" is a change, not a range
        if patterns["of_liver"].match(text, value.end()):
            return
        if patterns["blocker"].search(gap) or (not first and "." in gap and ". " in gap):
            return
        low = value["vlow"]
        percent = re.search(PERCENT, value.group())
        if not percent and _not_percent(text, value, low, gap, first):
            if patterns["year"].fullmatch(low) or (
                value.end() - value.start() <= 3 and first and patterns["direct"].fullmatch(gap) is None
            ):
                position = value.end("vlow")
                continue
            return
        if not percent and not first:
            return
        bracket = re.compile(r" ?\([^()]{1,40}\)").match(text, value.end(), end)
        cut = patterns["next"].search(text, bracket.end() if bracket else value.end(), end)
        close = text.find(")", value.end(), value.end() + 60)
        stop = close if close >= 0 and "(" not in text[value.end() : close] else value.end() + 60
        tail = (value.end(), min(cut.start() if cut else end, stop))
        yield value, (start, value.start()), tail
        start = position = cut.end() if cut and cut.start() - value.end() <= 60 else value.end()
        if cut is None or cut.start() - value.end() > 60:
            return
        first = False


def _not_percent(text: str, value: re.Match[str], low: str, gap: str, first: bool) -> bool:
    """Whether a number without a percent sign is something other than the index."""
    patterns = _patterns()
    if not first or patterns["year"].fullmatch(low) or not low[0].isdigit():
        return True
    if patterns["unit"].match(text, value.end()) or text[value.end() : value.end() + 1] == "/":
        return True
    return patterns["direct"].fullmatch(gap) is None


def _add(
    page: Page, name: Span, value: re.Match[str], lead: Span, tail: Span, found: list[Found], problems: list[Problem]
) -> None:
    start = value.start("vcmp") if value["vcmp"] else value.start("vlow")
    end = value.end("vhigh") if value["vhigh"] else value.end("vlow")
    percent = re.match(PERCENT, page.text[end : end + 10])
    end += percent.end() if percent else 0
    contexts = page.context(value.start("vlow"), end)
    if "asked" in contexts or re.search(r"\bnot(?: an?)? ?$", page.text[max(0, start - 8) : start]):
        return
    read = read_amount(value, "v")
    minus = (
        page.text[max(0, start - 1) : start] == "-"
        and page.text[max(0, start - 2) : start - 1] in {" ", ":", "="}
        and percent
    )
    if not legal("ki67", read.low, read.high) or (minus and read.high == read.low):
        problems.append(impossible(page, "ki67", start - bool(minus), end, "ki67"))
        return
    if not percent and 0 < read.low < 1 and read.operator == "=":
        problems.append(impossible(page, "ki67", start, end, "ki67_fraction"))
        return
    specimen, specimen_span = _specimen(page, name, lead, tail)
    year, year_span = _year(page, name, lead, tail)
    index = Ki67(low=read.low, high=_high(read), operator=read.operator, specimen=specimen, year=year)
    found.append(entry("ki67", index, start, end, low=(start, end), specimen=specimen_span, year=year_span))


def _high(read: Amount) -> float:
    return 100.0 if read.high is None else read.high


def _specimen(page: Page, name: Span, lead: Span, tail: Span) -> tuple[Specimen | None, Span | None]:
    patterns, text = _patterns(), page.text
    before = (max(page.sentence(name[0])[0], name[0] - 70), name[0])
    for where in (lead, tail, before):
        passage = text[where[0] : where[1]]
        if where == tail and not re.match(r"%? ?[(\[]|%? ?(?:in|on|from|at|of|for)\b", passage):
            continue
        if where == before:
            passage = passage[max(passage.rfind(";"), passage.rfind("\n")) + 1 :]
            passage = " " * (where[1] - where[0] - len(passage)) + passage
        hits: list[tuple[int, Specimen, Span]] = []
        kinds: tuple[Specimen, ...] = ("primary", "metastasis")
        for kind in kinds:
            for match in patterns[kind].finditer(passage):
                if where == before and not re.search(
                    r"biops|specimen|resect|:|histolog|core|fn[ab]|eus|sample|section|patholog",
                    passage[match.start() :],
                ):
                    continue
                hits.append((match.start(), kind, (where[0] + match.start(), where[0] + match.end())))
        if hits:
            _, kind, span = max(hits) if where == before else min(hits)
            return kind, span
    return None, None


def _year(page: Page, name: Span, lead: Span, tail: Span) -> tuple[int | None, Span | None]:
    patterns, text = _patterns(), page.text
    for where in (lead, tail):
        match = patterns["year"].search(text, *where)
        if match and not re.search(r"since |until |after ", text[where[0] : match.start()]):
            return int(match.group()), match.span()
    before = text[max(page.sentence(name[0])[0], name[0] - 45) : name[0]]
    match = re.search(rf"(?:biops[a-z]+|specimen|histology|pathology|fna|sample)[^.;\n\d]{{0,20}}({YEAR})", before)
    if match:
        offset = name[0] - len(before)
        return int(match[1]), (offset + match.start(1), offset + match.end(1))
    return None, None
