# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Ki-67 values: the numbers that belong to each mention of the index - in its sentence, under its heading, in its column."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from chains.extract.number import COMPARATOR, NUMBER, PERCENT, YEAR, amount
from chains.extract.page import Page
from chains.extract.vocabulary import forms
from knowledge.case import Span

REACH = 80
"""How far after the name its value may stand."""
ROWS = 12
"""How many lines under a heading or a column title are read."""


class KiValue(NamedTuple):
    """A number beside the name of the index, and the words before and after it that describe it."""

    match: re.Match[str]
    name: Span
    lead: Span
    tail: Span
    recount: bool = False
    """Whether the words say that it was counted again."""


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns around a value, from the word list ``proliferation``."""
    name, links = forms("proliferation", "ki67"), forms("proliferation", "links")
    between = forms("proliferation", "between")
    specimens = f"{forms('proliferation', 'primary')}|{forms('proliferation', 'metastasis')}"
    recount = forms("proliferation", "recount")
    return {
        "name": re.compile(name),
        "direct": re.compile(rf"(?:{links}|[ :=(,)\[\]-]|\bis\b){{0,14}}?"),
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
            r"|(?:liver|hepatic) (?:involvement|burden|replacement|volume|infiltration)|(?:of (?:the |all )?(?:tumou?r|lesion|specimen|volume|mass)(?! cells)|necro|fibros|steatos|weight|viable|stroma))"
        ),
        "other": re.compile(forms("proliferation", "other_percentages")),
        "study": re.compile(forms("proliferation", "of_a_study")),
        "another": re.compile(forms("proliferation", "of_another_tumour").removesuffix(r"(?![a-z0-9])")),
        "own": re.compile(r"\b(?:our|this|my|the) (?:patient|case|lady|gentleman|man|woman)\b|\b(?:his|her|she|he)\b"),
        "links_on": re.compile(rf"(?:[ ,:;()\[\]→/&+=~<>.-]|{between}|{links}|{specimens}|{recount}|{YEAR}|\d{{1,2}}[./](?=\d)|\d{{4}}){{0,40}}"),
        "next": re.compile(r"[,;/→&+]|\band\b|\bthen\b|\bto\b|\bvs\.?|\bversus\b|\bbut\b|\((?=[^()]{0,40}\d ?%)"),
        "bracket": re.compile(r" ?\((?![^()]{0,40}\d ?%)[^()]{1,40}\)"),
        "year": re.compile(YEAR),
        "recount": re.compile(recount),
        "specimen": re.compile(specimens),
        "unit": re.compile(
            r" ?(?:mm|cm|m\b|kg|mg|g/|gbq|years?|yrs?|months?|weeks?|cycles?|x\b|/\d|hpf|lesions?|nodes?|mitos|-?year|cells|segments?|ng|u/l)"
        ),
    }


def ki67_values(page: Page) -> list[KiValue]:
    """Every number that the text gives as the index, in the order of the text."""
    found: list[KiValue] = []
    names = [match for match in patterns()["name"].finditer(page.text)]
    if not names:
        return []
    columns = list(_columns(page))
    taken = [value.match.span() for value in columns]
    for name in names:
        if found and name.start() < found[-1].match.end():
            continue
        if _of_another(page, name):
            continue
        own = [value for value in _beside(page, name) if not _overlaps(taken, value.match)]
        if not own:
            own = list(_listed(page, name))
        elif (again := _recounted(page, own[-1])) is not None:
            own.append(again)
        found += own
        taken += [value.match.span() for value in own]
    for value in patterns()["reverse"].finditer(page.text):
        if not any(a < value.end("vlow") and value.start("vlow") < b for a, b in taken):
            found.append(KiValue(value, value.span(), value.span(), (value.end(), value.end())))
    return sorted(found + columns, key=lambda value: value.match.start("vlow"))


def _overlaps(spans: list[Span], match: re.Match[str]) -> bool:
    return any(a < match.end() and match.start() < b for a, b in spans)


def _of_another(page: Page, name: re.Match[str]) -> bool:
    """Whether the index is that of another tumour, of a trial or of a rule ("NETTER-2 (Ki-67 10-55 %)")."""
    low = page.sentence(name.start())[0]
    before = page.text[max(low, name.start() - 90) : name.start()]
    another = list(patterns()["another"].finditer(before))
    if another and not re.search(r"[.;]|\b(?:nets?|neuro-?endocrine|carcinoid|liver|not an?)\b", before[another[-1].end() :]):
        return True
    criterion = re.match(r"[ (]*(?:of |index )*(?:<|>|between|\d{1,3} ?%? ?(?:-|to) ?\d)", page.text[name.end() : name.end() + 24])
    of = list(patterns()["study"].finditer(before))
    if not of:
        return False
    since = before[of[-1].end() :]
    return not patterns()["own"].search(since) and not re.search(r";|\) ?,|,[^,]*," if criterion else r"[:;]|\) ?,|,[^,]*,", since)


def _beside(page: Page, name: re.Match[str]) -> Iterator[KiValue]:
    """The values after one mention of the name, in its sentence: "8 % in the primary and 15 % in the liver biopsy"."""
    known, text = patterns(), page.text
    own_end = end = page.sentence(name.start())[1]
    while text[end - 1 : end] == ";" and end < len(text) and end - own_end < 120:
        end = page.sentence(end)[1]
    following = known["name"].search(text, name.end(), end)
    end = min(end, following.start() if following else end)
    position, start, first = name.end(), name.end(), True
    while position < end:
        value = known["value"].search(text, position, min(end, position + (REACH if first else 50)))
        if value is None:
            return
        gap = text[position : value.start()]
        if value["vhigh"] and " to " in value.group() and gap.rstrip().endswith("from"):
            value = known["single"].match(text, value.start()) or value  # a change, not a range
        if known["of_liver"].match(text, value.end()):
            return
        percent = re.search(PERCENT, value.group())
        denied = re.search(r"\bnot(?: an?)? ?$", gap)
        if denied and percent and re.match(r"[ ,]*but ", text[value.end() : value.end() + 8]):
            position = start = value.end()
            continue  # "not 30 % but 3 %"
        if known["blocker"].search(gap):
            return
        if not first and (not percent or not known["links_on"].fullmatch(gap)):
            if not percent and known["year"].fullmatch(value["vlow"]):
                position = value.end("vlow")
                continue
            return
        if value.start() >= own_end and not _told_apart(text, position, value, end):
            return
        if first and _speaks_of_another(gap):
            return
        if not percent and _not_percent(text, value, gap):
            short = value.end() - value.start() <= 3 and known["direct"].fullmatch(gap) is None
            if known["year"].fullmatch(value["vlow"]) or short or known["unit"].match(text, value.end()):
                position = value.end("vlow")
                continue
            return
        bracket = known["bracket"].match(text, value.end(), end)
        told_of = re.match(rf"(?: ?%| ?percent)? ?\(?(?:in|of|for) (?:the |a |his |her )?(?:previous |earlier )?{known['another'].pattern}", text[value.end() : value.end() + 50])
        if told_of:
            return
        cut = known["next"].search(text, bracket.end() if bracket else value.end(), end)
        close = text.find(")", value.end(), value.end() + 60)
        stop = close if close >= 0 and "(" not in text[value.end() : close] else value.end() + 60
        yield KiValue(
            value,
            name.span(),
            (start, value.start()),
            (value.end(), min(cut.start() if cut else end, stop)),
            known["recount"].search(gap) is not None,
        )
        if cut is None or cut.start() - value.end() > 60:
            return
        start, first = cut.start(), False
        position = cut.start()


def _told_apart(text: str, position: int, value: re.Match[str], end: int) -> bool:
    """Whether a value after a semicolon has its own specimen or year ("< 2 % - primary; 15 % - ovarian met")."""
    around = text[position : min(end, value.end() + 40)]
    return any(patterns()[name].search(around) is not None for name in ("specimen", "year"))


def _speaks_of_another(gap: str) -> bool:
    """Whether the words between the name and a percentage name what else is measured in percent."""
    return patterns()["other"].search(gap) is not None


def _not_percent(text: str, value: re.Match[str], gap: str) -> bool:
    """Whether a number without a percent sign is something other than the index."""
    known = patterns()
    if known["year"].fullmatch(value["vlow"]) or not value["vlow"][0].isdigit():
        return True
    if known["unit"].match(text, value.end()) or text[value.end() : value.end() + 1] == "/":
        return True
    return known["direct"].fullmatch(gap) is None


def _recounted(page: Page, last: KiValue) -> KiValue | None:
    """A value counted again in one of the next sentences: "Manual count now gives 6.8 %"."""
    known, text = patterns(), page.text
    at = last.match.end()
    limit = min(len(text), at + 240)
    following = known["name"].search(text, at, limit)
    again = known["recount"].search(text, at, following.start() if following else limit)
    if again is None:
        return None
    end = page.sentence(again.start())[1]
    for value in known["value"].finditer(text, again.end(), min(end, again.end() + 90)):
        gap = text[again.end() : value.start()]
        if not re.search(PERCENT, value.group()):
            continue
        if known["blocker"].search(gap) or _speaks_of_another(gap) or known["of_liver"].match(text, value.end()):
            return None
        return KiValue(value, again.span(), (again.end(), value.start()), (value.end(), value.end()), recount=True)
    return None


def _listed(page: Page, name: re.Match[str]) -> Iterator[KiValue]:
    """The values in the lines under a heading "Ki-67 over time:", each with its year or its specimen."""
    known, text = patterns(), page.text
    low, end = page.sentence(name.start())
    if not re.search(r":[ \n]*$", text[name.end() : end]) and end < len(text):
        return
    for _ in range(ROWS):
        low, end = page.sentence(end)
        if low < name.end() or end - low > 120:
            return
        value = next((m for m in known["value"].finditer(text, low, end) if re.search(PERCENT, m.group())), None)
        line = text[low:end]
        if value is None or _speaks_of_another(line) or not (known["year"].search(line) or known["specimen"].search(line)):
            return
        yield KiValue(value, (low, low), (low, value.start()), (value.end(), end))
        if end >= len(text):
            return


def _columns(page: Page) -> Iterator[KiValue]:
    """The values in the column of a table that the name of the index heads, each described by its row."""
    if "|" not in page.original and "\t" not in page.original:
        return
    column, offset, rows = None, 0, 0
    for line in page.original.splitlines(keepends=True):
        mark = "|" if "|" in line else "\t"
        cells = line.strip("\n").split(mark)
        named = [at for at, cell in enumerate(cells) if patterns()["name"].search(cell.lower())]
        if len(cells) >= 2 and named and not re.search(r"\d ?%", line):
            column, rows = named[0], 0
        elif column is not None and (len(cells) <= column or rows > ROWS):
            column = None
        elif column is not None:
            rows += 1
            start = offset + sum(len(cell) + 1 for cell in cells[:column])
            cell = tuple(bisect_left(page.folded.starts, at) for at in (start, start + len(cells[column])))
            row = tuple(bisect_left(page.folded.starts, at) for at in (offset, offset + len(line)))
            value = patterns()["value"].search(page.text, *cell)
            if value and not page.text[cell[0] : value.start()].strip(" ,"):
                yield KiValue(value, (row[0], row[0]), (row[0], value.start()), (value.end(), row[1]))
        offset += len(line)
