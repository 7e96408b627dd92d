# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Signs: what receptor imaging shows - Krenning scores, uptake, its change - and the locations that the text names."""

import re
from functools import cache
from typing import Literal, NamedTuple, cast

from chains.extract.found import impossible
from chains.extract.number import ROMAN, WORDS
from chains.extract.page import Page
from chains.extract.vocabulary import LEFT, RIGHT, Index, forms, index, table
from knowledge.case import ImagingLocation, Problem, Span

Kind = Literal["krenning", "uptake", "trend"]


class Place(NamedTuple):
    """A location named in the text."""

    location: ImagingLocation
    start: int
    end: int


class Sign(NamedTuple):
    """Something seen: a Krenning score, uptake, or a change of it."""

    kind: Kind
    value: str
    start: int
    end: int


@cache
def _words() -> Index:
    data = table("imaging")
    return Index(
        {f"{kind}.{name}": list(body["forms"]) for kind in ("uptake", "trend") for name, body in data[kind].items()}
    )


@cache
def _krenning() -> re.Pattern[str]:
    word = forms("imaging", "krenning")
    digit = r"(?P<named>-?\d{1,3}(?!\.\d)|iv|iii|ii|i|zero|one|two|three|four|five)"
    link = r"(?:[ -]?(?:score|scale|grade|index|level|class|category|uptake|sc\.?|of|is|was|=|:|#|at|a|the|and|about|\()){0,8}"
    return re.compile(
        rf"{word}{link} ?{digit}(?![\d%])(?: ?(?:-|to|/|or) ?(?P<high>[0-4](?![\d.%])|iv|iii|ii))?{RIGHT}"
        rf"|{LEFT}(?<!vitamin )k(?:s|rs)? ?-?(?P<short>[0-9])(?!\d)(?!\.\d)(?:(?:-|/)k?(?P<shorthigh>[0-4])(?!\d))?{RIGHT}(?! ?(?:mmol|meq|mg))"
        rf"|{LEFT}grade (?P<graded>[0-4]|iv|iii|ii|i) \(?(?:krenning|uptake)"
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "receptor": re.compile(forms("imaging", "receptor")),
        "fdg": re.compile(forms("imaging", "fdg")),
        "therapy": re.compile(forms("imaging", "not_imaging")),
        "pair": re.compile(rf"{LEFT}(?:score(?: of)? |grade )?(?P<digit>[0-4])(?![\d.%]) ?(?:in|at|for|over|on) (?:the |all |most |multiple |both ){{0,2}}"),
        "heading": re.compile(rf"{forms('imaging', 'krenning')}(?: scores?| grades?)?(?: was| were)? ?:? ?(?=[a-z])"),
        "beside": re.compile(r"[ :=(]{1,2}(?P<digit>[0-4])(?=[ ,;.)\n]|$)(?! ?(?:mm|cm|lesions|x))"),
        "no": re.compile(r"(?:no|not|non|without)[ -]$"),
        "of_uptake": re.compile(r"uptake|avid|intens|activity|bright|hotter"),
    }  # fmt: skip


def find_places(page: Page) -> list[Place]:
    """Every location that the text names, in its order."""
    return [
        Place(cast(ImagingLocation, name), start, end)
        for name, start, end in index("imaging", "location").find(page.text)
    ]


def find_signs(page: Page, places: list[Place]) -> tuple[list[Sign], list[Problem]]:
    """Every sign in the order of the text, and Krenning scores that do not exist."""
    signs, problems = _scores(page, places)
    signs += _heading(page, places)
    for name, start, end in _words().find(page.text):
        kind, _, value = name.partition(".")
        signs += _word(page, places, cast(Kind, kind), value, start, end)
    return sorted(set(signs), key=lambda sign: (sign.start, sign.end, sign.kind)), problems


def speaks_of_receptors(page: Page, signs: list[Sign]) -> bool:
    """Whether the text has receptor imaging at all, so that a word such as "uptake" means it."""
    return bool(_patterns()["receptor"].search(page.text)) or any(sign.kind == "krenning" for sign in signs)


def speaks_of_uptake(page: Page, sign: Sign) -> bool:
    """Whether the words of a change name what changed, and it is the intensity."""
    return _patterns()["of_uptake"].search(page.text, sign.start, sign.end) is not None


def find_tracers(page: Page) -> list[tuple[str, int, int]]:
    """The tracers of imaging; the same names in a treatment are left out."""
    therapies = [match.span() for match in _patterns()["therapy"].finditer(page.text)]
    return [
        (name, start, end)
        for name, start, end in index("imaging", "tracer").find(page.text)
        if not any(a <= start < b for a, b in therapies)
    ]


def _scores(page: Page, places: list[Place]) -> tuple[list[Sign], list[Problem]]:
    signs: list[Sign] = []
    problems: list[Problem] = []
    receptor = _patterns()["receptor"].search(page.text) is not None
    for match in _krenning().finditer(page.text):
        name = "named" if match["named"] else "graded" if match["graded"] else "short"
        span: Span = match.span() if name == "short" else match.span(name)
        if "asked" in page.context(*match.span()):
            continue
        if name == "short" and not (receptor or _near(places, *match.span())):
            continue
        score = _number(match[name])
        if not 0 <= score <= 4:
            if name != "short" or receptor:
                problems.append(impossible(page, "receptor_imaging", *span, "krenning"))
            continue
        high = match["high"] or match["shorthigh"]
        if high and _number(high) != score:
            signs.append(Sign("uptake", "positive", *match.span()))  # "Krenning 3-4" is uptake, but no single score
            continue
        signs.append(Sign("krenning", str(score), *match.span()))
        signs += _pairs(page, match.end(), places)
    return signs, problems


def _number(word: str) -> int:
    return ROMAN[word] if word in ROMAN else WORDS[word] if word in WORDS else int(word)


def _pairs(page: Page, end: int, places: list[Place]) -> list[Sign]:
    """Scores that go on after one: "Krenning 2 at the bed and 3 in the liver"."""
    limit = min(page.sentence(end - 1)[1], end + 90)
    return [
        Sign("krenning", match["digit"], *match.span("digit"))
        for match in _patterns()["pair"].finditer(page.text, end, limit)
        if not re.search(r"krenning[^,;]{0,12}$", page.text[max(end, match.start() - 24) : match.start()])
        and any(0 <= place.start - match.end() <= 12 for place in places)
    ]


def _heading(page: Page, places: list[Place]) -> list[Sign]:
    """Scores under a heading: "Krenning: liver 4, peritoneum 3"."""
    signs: list[Sign] = []
    for match in _patterns()["heading"].finditer(page.text):
        limit = min(page.sentence(match.start())[1], match.end() + 90)
        for place in _within(places, match.end(), limit):
            score = _patterns()["beside"].match(page.text, place.end)
            if score:
                signs.append(Sign("krenning", score["digit"], *score.span("digit")))
    return signs


def _within(places: list[Place], low: int, high: int) -> list[Place]:
    return [place for place in places if low <= place.start < high]


def _word(page: Page, places: list[Place], kind: Kind, value: str, start: int, end: int) -> list[Sign]:
    """The signs that one word of uptake or change gives."""
    contexts = page.context(start, end)
    if "asked" in contexts or value == "physiological" or _is_fdg(page, start) or _is_therapy(page, start):
        return []
    if value == "beside":
        if not any(0 <= start - place.end <= 6 for place in places) or not _has_receptor_word(page, start):
            return []
        value = "negative"
    if kind == "trend" and "negated" in contexts:
        return []
    denied = "negated" in contexts or _patterns()["no"].search(page.text[max(0, start - 8) : start])
    if kind == "uptake" and denied:
        value = "negative"
    sign = Sign(kind, value, start, end)
    more = [Sign("uptake", "positive", start, end)] if kind == "trend" and speaks_of_uptake(page, sign) else []
    return [sign, *more]


def _near(places: list[Place], start: int, end: int) -> bool:
    return any(-30 < place.start - end < 30 or 0 <= start - place.end < 30 for place in places)


def _has_receptor_word(page: Page, position: int) -> bool:
    return _patterns()["receptor"].search(page.text, *page.sentence(position)) is not None


def _is_therapy(page: Page, position: int) -> bool:
    low, high = page.sentence(position)
    return any(a <= position < b for a, b in (m.span() for m in _patterns()["therapy"].finditer(page.text, low, high)))


def _is_fdg(page: Page, position: int) -> bool:
    """Whether a word about uptake speaks of FDG: the tracer named last before it, else first in its sentence."""
    low, high = page.sentence(position)
    fdg = [match.start() for match in _patterns()["fdg"].finditer(page.text, low, high)]
    if not fdg:
        return False
    other = [match.start() for match in _patterns()["receptor"].finditer(page.text, low, high)]
    before = max((at for at in fdg if at <= position), default=-1)
    other_before = max((at for at in other if at <= position), default=-1)
    if before < 0 and other_before < 0:
        return min(fdg) < min(other, default=high)
    return before > other_before
