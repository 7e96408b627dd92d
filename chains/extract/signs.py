# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Signs: what receptor imaging shows - Krenning scores, uptake, its change."""

import re
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple, cast

from chains.extract.found import impossible
from chains.extract.modality import Modalities
from chains.extract.number import ROMAN, WORDS
from chains.extract.page import Page
from chains.extract.places import Place
from chains.extract.vocabulary import LEFT, RIGHT, Index, forms, index, table
from knowledge.case import Problem, Span

Kind = Literal["krenning", "uptake", "trend"]


class Sign(NamedTuple):
    """Something seen: a Krenning score, uptake, or a change of it."""

    kind: Kind
    value: str
    start: int
    end: int
    whole: bool = False
    """Told as the result of an examination: "the Octreoscan was negative"."""


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
    link = r"(?:[ -]?(?:scores?|scale|grades?|index|level|class|category|uptake|sc\.?|of|is|was|were|=|:|#|at|a|the|and|about|\()){0,8}"
    return re.compile(
        rf"{word}{link} ?{digit}(?![\d%])(?: ?(?:-|to|/|or) ?(?P<high>[0-4](?![\d.%])|iv|iii|ii))?{RIGHT}"
        rf"|{LEFT}(?<!vitamin )k(?:s|rs)? ?-?(?P<short>[0-9])(?!\d)(?!\.\d)(?:(?:-|/)k?(?P<shorthigh>[0-4])(?!\d))?{RIGHT}(?! ?(?:mmol|meq|mg))"
        rf"|{LEFT}(?:grade |g|gr\.? ?)(?P<graded>[0-4]|iv|iii|ii|i) \(?(?:krenning|uptake)"
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "pair": re.compile(rf"{LEFT}(?:score(?: of)? |grade )?(?P<digit>[0-4])(?![\d.%]) ?(?:in|at|for|over|on) (?:the |all |most |multiple |both ){{0,2}}"),
        "heading": re.compile(rf"{forms('imaging', 'krenning')}(?: scores?| grades?)?(?: was| were)? ?:? ?(?=[a-z])"),
        "beside": re.compile(r"[ :=(]{1,2}(?P<digit>[0-4])(?=[ ,;.)\n]|$)(?! ?(?:mm|cm|lesions|x))"),
        "from": re.compile(r"(?<![a-z])from ?$"),
        "to": re.compile(r" ?(?:to|→) ?(?:a )?"),
        "row": re.compile(r"(?:(?:,| and|, and|/) ?[0-4]){1,4},? respectively"),
        "or_higher": re.compile(r" ?(?:or|and) (?:higher|above|more|greater)|\+(?=[ ,.;)]|$)"),
        "at_least": re.compile(r"(?:>=? ?|at least |minimum |min\. )$"),
        "no": re.compile(r"(?:no|not|non|without)[ -]$"),
        "of_uptake": re.compile(r"uptake|avid|intens|activity|bright|hotter"),
        "result": re.compile(
            r"(?P<fill>[^.;\n]{0,64}?)(?P<before>[ :(,-])(?P<value>positive|pos\.?|\+ve|avid|hot|negative|neg\.?|-ve|cold|clean|clear|unremarkable|normal)(?![a-z0-9])(?! (?:margins?|nodes?|but|cell))|(?: (?:is|was|still|remains?|strongly|clearly|again|also|pet(?:/ct)?|scan))*(?P<sign> ?\+{1,3}| ?-)(?=[ ,.;:)\n/]|$)"
        ),
        "not_filled": re.compile(r"fdg|¤¤|ki-?67|biops|margin|\bct\b|\bmri\b|cga|chromogranin|5-hiaa|\bif\b|uptake|krenning"),
    }  # fmt: skip


def find_signs(page: Page, places: list[Place], modalities: Modalities) -> tuple[list[Sign], list[Problem]]:
    """Every sign in the order of the text, and Krenning scores that do not exist."""
    signs, problems = _scores(page, places, modalities)
    signs += _heading(page, places)
    for name, start, end in _words().find(page.text):
        kind, _, value = name.partition(".")
        signs += _word(page, places, modalities, cast(Kind, kind), value, start, end)
    taken = [(sign.start, sign.end) for sign in signs if sign.kind == "uptake"]
    signs += [sign for sign in _results(page, places, modalities) if not any(a < sign.end and sign.start < b for a, b in taken)]
    return sorted(set(signs), key=lambda sign: (sign.start, sign.end, sign.kind)), problems


def speaks_of_uptake(page: Page, sign: Sign) -> bool:
    """Whether the words of a change name what changed, and it is the intensity."""
    return _patterns()["of_uptake"].search(page.text, sign.start, sign.end) is not None


def find_tracers(page: Page, modalities: Modalities) -> list[tuple[str, int, int]]:
    """The tracers of imaging; the same names in a treatment are left out."""
    return [
        (name, start, end)
        for name, start, end in index("imaging", "tracer").find(page.text)
        if not any(a <= start < b for a, b in modalities.therapies)
    ]


def _scores(page: Page, places: list[Place], modalities: Modalities) -> tuple[list[Sign], list[Problem]]:
    signs: list[Sign] = []
    problems: list[Problem] = []
    receptor = bool(modalities.receptor)
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
        if _patterns()["or_higher"].match(page.text, match.end()) or _patterns()["at_least"].search(page.text[max(0, match.start() - 10) : match.start()]):
            signs.append(Sign("uptake", "positive" if score >= 2 else "", *match.span()))
            continue
        high = match["high"] or match["shorthigh"]
        if high and _patterns()["from"].search(page.text[max(0, match.start() - 8) : match.start()]):
            signs += _change(score, _number(high), *match.span())
            continue
        if high and _number(high) != score:
            signs.append(Sign("uptake", "positive", *match.span()))  # "Krenning 3-4" is uptake, but no single score
            continue
        signs.append(Sign("krenning", str(score), *match.span()))
        signs += _pairs(page, match.end(), places) + _row(page, match.end())
    return _changes(page, [sign for sign in signs if sign.value]), problems


def _changes(page: Page, signs: list[Sign]) -> list[Sign]:
    """The scores without an earlier one that a change starts from: "from Krenning 4 to Krenning 2"."""
    out = list(signs)
    scores = [sign for sign in signs if sign.kind == "krenning"]
    for old, new in pairwise(scores):
        if _patterns()["to"].fullmatch(page.text, old.end, new.start) and old in out:
            out.remove(old)
            out += _change(int(old.value), int(new.value), old.start, new.end)[1:]
    return out


def _change(old: int, new: int, start: int, end: int) -> list[Sign]:
    """The later score, and the change."""
    trend = "increased" if new > old else "decreased" if new < old else "stable"
    return [Sign("krenning", str(new), start, end), Sign("trend", trend, start, end)]


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


def _row(page: Page, end: int) -> list[Sign]:
    """Scores that go on after one and are told apart by "respectively": "Krenning 4, 3 and 2 respectively"."""
    match = _patterns()["row"].match(page.text, end)
    if not match:
        return []
    digits = re.compile(r"[0-4]").finditer(page.text, end, match.end())
    return [Sign("krenning", digit.group(), *digit.span()) for digit in digits]


def _heading(page: Page, places: list[Place]) -> list[Sign]:
    """Scores under a heading: "Krenning: liver 4, peritoneum 3"."""
    signs: list[Sign] = []
    for match in _patterns()["heading"].finditer(page.text):
        limit = min(page.sentence(match.start())[1], match.end() + 90)
        for place in [place for place in places if match.end() <= place.start < limit]:
            score = _patterns()["beside"].match(page.text, place.end)
            if score:
                signs.append(Sign("krenning", score["digit"], *score.span("digit")))
    return signs


def _results(page: Page, places: list[Place], modalities: Modalities) -> list[Sign]:
    """The result that stands with the name of the examination: "the DOTATOC PET after surgery was negative"."""
    signs = []
    last = -1
    for exam in modalities.receptor:
        if exam.start < last:
            continue
        low, high = page.sentence(exam.start)
        following = next((other.start for other in modalities.exams if other.start >= exam.end and other.kind != "receptor"), high)
        match = _patterns()["result"].match(page.text, exam.end, min(high, following))
        if not match or _patterns()["not_filled"].search(match["fill"] or ""):
            continue
        contexts = page.context(match.end() - 1, match.end())
        if contexts & {"asked", "planned"} or (contexts & {"considered"} and page.is_question(exam.start)):
            continue
        word = (match["value"] or match["sign"]).strip(" .")
        if word in {"clean", "clear", "unremarkable", "normal"} and _names_place(places, exam.end, match.start("value")):
            continue
        positive = word in {"positive", "pos", "+ve", "avid", "hot"} or word.startswith("+")
        if positive and ("negated" in contexts or re.search(r"\b(?:not|no|non|without)[ -](?:[a-z]+ )?$", page.text[low : match.end() - len(word)])):
            positive = False
        if positive and match["value"] == "avid" and match["fill"] and "," in match["fill"]:
            continue
        start = match.start("value") if match["value"] else exam.start
        last = match.end()
        signs.append(Sign("uptake", "positive" if positive else "negative", start, match.end(), whole=True))
    return signs


def _word(
    page: Page, places: list[Place], modalities: Modalities, kind: Kind, value: str, start: int, end: int
) -> list[Sign]:
    """The signs that one word of uptake or change gives."""
    contexts = page.context(start, end)
    if "asked" in contexts or any(a <= start < b for a, b in modalities.therapies):
        return []
    if modalities.kind(start, end) == "fdg" or any(abs(start - stain.end) < 20 for stain in modalities.stains):
        return []
    if value == "beside":
        if not any(0 <= start - place.end <= 6 for place in places) or modalities.is_anatomical(start):
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


def _names_place(places: list[Place], start: int, end: int) -> bool:
    return any(start <= place.start < end for place in places)


def _near(places: list[Place], start: int, end: int) -> bool:
    return any(-30 < place.start - end < 30 or 0 <= start - place.end < 30 for place in places)
