# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Symptoms: whether the tumour caused any before it was treated, and how severe those of tumour or hormones are (CTCAE)."""

import re
from functools import cache

from chains.extract.text.found import Found, impossible
from chains.extract.text.number import ROMAN
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.unmasked import unmasked
from chains.extract.text.vocabulary import LEFT, RIGHT, either, table
from knowledge.case import Problem, Span

BEFORE_CHARS, AFTER_CHARS, LIST_CHARS = 60, 60, 110
"""How far before and behind a word its owner may stand; how long a list of first symptoms may be."""
WORST = 4
TOLD, SINCE = 1, 0
"""Ranks: how the tumour showed itself, over a person who has no symptoms."""
_PRESENTED = ("present", "symptom", "for ", "due to", "because", "led ", "lead", "prompt", "causing", "complicated")
_DROPPED = {"asked", "possible", "planned"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words, grade = table("symptoms")["symptoms"], table("symptoms")["grade"]
    lists = ("symptomatic", "not_symptomatic", "chance", "chance_of", "chance_else", "free", "told_with")
    return {
        **{name: re.compile(either(words[name])) for name in lists},
        **{
            name: re.compile(words[name])
            for name in ("free_after", "free_not_after", "later_after", "other_before", "chance_with", "chance_alone")
        },
        **{name: re.compile(rf"{LEFT}(?:{words[name]})") for name in ("free_not_before", "later_before")},
        "list": re.compile(rf" ?\(?{words['between']}(?P<symptom>{either(words['mechanical'])})"),
        "led_to": re.compile(either(words["mechanical"]) + words["led_to"]),
        "symptoms_first": re.compile(f"{LEFT}{grade['symptoms_first']}"),
        "grade_first": re.compile(f"{LEFT}{grade['grade_first']}"),
        **{name: re.compile(grade[name]) for name in ("range_after", "toxicity")},
        "denied": re.compile(rf"{LEFT}(?:not|no|never|neither|nor|than|isn't|wasn't){RIGHT}[^,;.]{{0,8}}$"),
    }


def read_symptoms(page: Page) -> tuple[list[Found], list[Problem]]:
    """Facts on symptoms; a grade above 4 is a problem."""
    text = page.text
    found: list[Found] = []
    problems: list[Problem] = []
    if "sympt" in page.folded.text:
        found += _free(page) + _symptomatic(page)
        graded, problems = _graded(page)
        found += graded
    if "incidental" in text:
        found += _by_chance(page)
    if any(hint in text for hint in _PRESENTED):
        found += _presented(page)
    return _settled(found), problems


def _settled(found: list[Found]) -> list[Found]:
    """The facts without a first appearance that is told both ways."""
    first = {one.value for one in found if one.field == "symptomatic" and one.rank == TOLD}
    return [one for one in found if one.field != "symptomatic"] if len(first) > 1 else found


def _presented(page: Page) -> list[Found]:
    """The tumour that showed itself by pain, jaundice, bleeding or obstruction, before any treatment is told."""
    text, known = page.text, _patterns()
    told: list[Span] = []
    for match in scan(known["told_with"], text):
        high = page.sentence(match.start())[1]
        last = min(high, match.end() + LIST_CHARS)
        named = known["list"].match(page.kept(unmasked), match.end(), last) if match.end() < last else None
        told += [(match.start(), named.end("symptom"))] if named else []
    if "led" in text or "lead" in text or "prompt" in text:
        told += [match.span() for match in scan(known["led_to"], text)]
    return [
        Found("symptomatic", True, start, end, TOLD)
        for start, end in told
        if not page.context(start, end) & {"asked", "possible"}
        and "negated" not in page.context(end - 1, end)
        and text[end : end + 1] != "?"
        and not _treated_before(page, start)
    ]


def _treated_before(page: Page, start: int) -> bool:
    """Whether a treatment is named before: in the sentence of a presentation, anywhere before what is symptomatic."""
    low = 0 if page.text.startswith("symptomatic", start) else page.sentence(start)[0]
    return page.names("treatments", "treatment", low, start)


def _symptomatic(page: Page) -> list[Found]:
    text, known = page.text, _patterns()
    found = [
        Found("symptomatic", True, *match.span(), TOLD)
        for match in scan(known["symptomatic"], text)
        if not page.context(*match.span()) & (_DROPPED | {"negated"}) and not _treated_before(page, match.start())
    ]
    return found + [
        Found("symptomatic", False, *match.span(), SINCE)
        for match in scan(known["not_symptomatic"], text)
        if not page.context(*match.span()) & _DROPPED
    ]


def _by_chance(page: Page) -> list[Found]:
    """A tumour that was found by chance; not a gallstone, nor a nodule of the adrenal gland."""
    text, known = page.text, _patterns()
    found = []
    for match in scan(known["chance"], text):
        low, high = page.sentence(match.start())
        begin, last = max(low, match.start() - BEFORE_CHARS), min(high, match.end() + AFTER_CHARS)
        if page.context(*match.span()) & (_DROPPED | {"negated"}) or known["denied"].search(text, begin, match.start()):
            continue
        comma = text.find(",", match.end(), last)
        named = known["chance_of"].search(text, begin, last)
        other = known["chance_else"].search(
            text, max(begin, text.rfind(",", begin, match.start()) + 1), comma if comma >= 0 else last
        )
        with_symptoms = known["chance_with"].search(text, begin, last)
        if named is None and other is None and known["chance_alone"].fullmatch(text, low, high):
            low, high = page.sentence(low - 1) if low else page.sentence(min(high + 1, len(text) - 1))
            named, other, with_symptoms = (
                known[name].search(text, low, high) for name in ("chance_of", "chance_else", "chance_with")
            )
        if named and other is None and with_symptoms is None:
            found.append(Found("symptomatic", False, *match.span(), TOLD))
    return found


def _free(page: Page) -> list[Found]:
    """A person without symptoms: grade 0, and no symptoms of the tumour unless a treatment was told before."""
    text, known = page.text, _patterns()
    found = []
    for match in scan(known["free"], text):
        low, high = page.sentence(match.start())
        before = text[max(low, match.start() - BEFORE_CHARS) : match.start()]
        if known["free_not_after"].match(text, match.end(), high) or not known["free_after"].match(
            text, match.end(), high
        ):
            continue
        if (
            known["free_not_before"].search(before)
            or known["other_before"].search(before)
            or known["denied"].search(before)
        ):
            continue
        if page.context(*match.span()) & _DROPPED or text[match.end() : match.end() + 1] == "?":
            continue
        found.append(Found("symptom_grade", 0, *match.span()))
        later = known["later_before"].search(before) or known["later_after"].match(text, match.end(), high)
        if not later and not page.names("treatments", "treatment", 0, match.start() + 1):
            found.append(Found("symptomatic", False, *match.span(), SINCE))
    return found


def _graded(page: Page) -> tuple[list[Found], list[Problem]]:
    """The grade of the symptoms where it is told as that; neither a toxicity nor a grade of the tumour."""
    text, known = page.kept(unmasked), _patterns()
    found: list[Found] = []
    problems: list[Problem] = []
    for name in ("symptoms_first", "grade_first"):
        for match in scan(known[name], text):
            low, high = page.sentence(match.start())
            if known["range_after"].match(text, match.end("grade")) or known["toxicity"].search(text, low, high):
                continue
            if page.context(*match.span()) & (_DROPPED | {"negated"}):
                continue
            told = match["grade"]
            grade = int(told) if told.isdigit() else ROMAN.get(told, WORST + 1)
            if grade > WORST:
                problems.append(impossible(page, "symptom_grade", *match.span(), "symptom_grade"))
            else:
                found.append(Found("symptom_grade", grade, *match.span(), 1))
    return found, problems
