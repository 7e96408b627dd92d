"""Statement: what a text says of the course of the disease and when, and which of several statements holds now."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.text.number import YEAR
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import either, table

CURRENT, UNDATED, OLD = 2, 1, 0
NEAR, SENTENCE = 200, 60
"""What grew outweighs what stayed as it was, and a conclusion either, where both are told within so many characters."""
_UNDER = re.compile(r"[^.;,\n→]{0,24}\b(?:on|under|after|despite|during|through|following|to|with) (?:[a-z]+ ){0,2}?")
_ANOTHER_YEAR = re.compile(rf"[,;/-] ?(?:in |since |from )?(?:[a-z]{{3,9}} )?{YEAR}")
"""Behind a treatment, a comma and a year begin the next entry of a list of years."""


class Statement(NamedTuple):
    """One statement: ``era`` is how current it is told to be, ``strength`` how much it speaks of the whole disease."""

    value: str
    start: int
    end: int
    strength: int
    era: int
    year: int
    weight: int = 0


@cache
def course_words() -> dict[str, re.Pattern[str]]:
    """The word lists of the course, compiled."""
    words = table("course")["words"]
    patterns = {name: re.compile(either(forms)) for name, forms in words.items() if isinstance(forms, list)}
    patterns["best"] = re.compile(either(words["best"]) + r" ?(?:a |an )?$")
    patterns["therapy_after"] = re.compile(words["therapy_after"])
    patterns["cause"] = re.compile(
        r"\b(?:upon|at|after|following|due to|because of|owing to|for) "
        r"(?:the |a |further |disease |tumou?r |clear |[a-z]+al )*$"
    )
    patterns["year"] = re.compile(YEAR)
    patterns["old"] = re.compile(
        r"(?:previously|initially|prior|previous|until|had|at first|at that time|then|after)(?: [a-z]+)? ?$"
    )
    return patterns


def when(page: Page, value: str, start: int, end: int) -> tuple[int, int]:
    """The era of a statement and its year, 0 where none is told."""
    known, text = course_words(), page.folded.text
    contexts = page.context(start, end)
    low, high = page.sentence(start)
    lead = text[max(low, start - 60) : start]
    years = [int(match.group()) for match in known["year"].finditer(text, max(low, start - 70), start)]
    after = known["year"].search(text, end, min(high, end + 26))
    year = int(after.group()) if after and not re.search(r"[,;:]", text[end : after.start()]) else 0
    year = year or (years[-1] if years else 0)
    if known["best"].search(lead) or re.match(r"[^,;.\n]{0,14} as (?:the |her |his )?best", text[end : end + 40]):
        return OLD - 1, year
    if value != "progressive" and not after and _achieved(page, start, end):
        return OLD - 1, year
    cause = value == "progressive" and known["cause"].search(text, max(low, start - 34), start)
    if cause or "history" in contexts or known["old"].search(text[max(low, start - 20) : start]):
        return OLD, year
    if known["current"].search(lead) or known["current"].match(text, end + 1):
        return CURRENT, year
    follow = re.match(r"[^,;.\n]{0,40}", text[end:high])
    if follow and known["current"].search(re.sub(r"\bnow\b.*", "", follow.group())):
        return CURRENT, year
    return UNDATED, year


def _achieved(page: Page, start: int, end: int) -> bool:
    """Whether a response or SD is what a finished treatment achieved: "TACE 2023 → PR"; not "on lanreotide, CT SD"."""
    text = page.folded.text
    low, high = page.sentence(start)
    for _, first, last in reversed(page.named("treatments", "treatment")):
        if last <= start and low <= first:
            between = text[last:end] + " " + re.split(r"[,;(]", text[end : min(high, end + 24)])[0]
            if _ANOTHER_YEAR.search(text, last, start):
                return False
            if course_words()["tumour"].search(text, last, start):
                return False
            running = re.search(r"\b(?:since|ongoing|continu[a-z]*|now|current[a-z]*|to date|still|running|under way|(?:on|at|after|c|cycle) ?c?\d(?! ?(?:x|cycles|of))|halfway|so far)\b", between)
            return start - last < 50 and not (
                running or course_words()["imaging"].search(between) or "ongoing" in page.context(first, last)
            )
    return False


def latest(statements: list[Statement]) -> Statement | None:
    """What holds now: said to be current, or of the latest year, or said last; a conclusion outweighs a finding."""
    if not statements:
        return None
    newest = max(one.year for one in statements)

    def order(one: Statement) -> tuple[int, int, int, int]:
        outdated = 0 < one.year < newest
        era = min(one.era, OLD) if outdated else one.era
        return (era, one.strength, one.year if outdated else newest, one.start + one.weight)

    best = max(statements, key=order)
    return best._replace(era=order(best)[0])


def superseded(page: Page, chosen: Statement) -> bool:
    """Whether another treatment was given after the statement, so that the state now is not told."""
    text = page.folded.text
    if chosen.era < OLD:
        return not course_words()["imaging"].search(text, chosen.end, page.sentence(chosen.start)[1])
    last = chosen.end
    for _, start, end in page.named("treatments", "treatment"):
        if start < last:
            continue
        if start - last > 90:
            return False
        if _UNDER.fullmatch(text, last, start):
            last = end
            continue
        if page.context(start, end) & {"planned", "considered", "declined", "asked", "negated", "hypothetical"}:
            return False
        return course_words()["therapy_after"].match(text[last:start]) is not None
    return False
