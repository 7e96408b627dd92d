# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Signs: what receptor imaging shows - Krenning scores, uptake, its change."""

import re
from functools import cache
from typing import cast

from chains.extract.imaging.compared import compared_organs, compared_words, uptake_comparisons
from chains.extract.imaging.krenning import Kind, Sign, read_scores
from chains.extract.imaging.krenning_lists import legends
from chains.extract.imaging.krenning_words import without_compared, worded_scores
from chains.extract.imaging.modality import Modalities
from chains.extract.imaging.places import PLACE_CHARS, Place
from chains.extract.imaging.spread_sites import told_of_others
from chains.extract.text.page import Page
from chains.extract.text.placed import starting
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import Index, index, table
from knowledge.case import Problem

_ABSENT_BEFORE = re.compile(r" (?:not|absent)[ ]")
"""In the words of a change: uptake that was absent before is new."""

COMPARED = "="
"""Stands in place of a comparison, so that the "normal" of "above normal liver" is no result."""


@cache
def _words() -> Index:
    data = table("imaging")
    return Index(
        {f"{kind}.{name}": list(body["forms"]) for kind in ("uptake", "trend") for name, body in data[kind].items()}
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "degree": re.compile(r"(?:moderate|mild|marked|intense|strong|focal|abnormal|pathological|diffuse|high)ly $|(?:moderate|mild|focal|abnormal|pathological|diffuse)(?:ly)?,? $"),
        "compared": re.compile(r"\b(?:than|compared|comparison|since|previous|previously|prior|last|from (?:19|20)\d\d|versus|vs|again|further|now|earlier|before|meanwhile|interval)\b"),
        "no": re.compile(r"(?:no|not|non|without)[ -]$"),
        "of_uptake": re.compile(r"uptake|avid|intens|activity|bright|hotter|new[^.;,]{1,60}(?:dota|ga-?68|68-?ga|cu-?64|ga pet|sstr|ssr|octreo|receptor)"),
        "result": re.compile(
            r"(?P<fill>[^.;\n]{0,64}?)(?P<before>[ :(,-])(?P<value>positive|pos\.?|\+ve|avid|hot|negative|neg\.?|-ve|cold|clean|clear|unremarkable|normal|nad|(?:without|no) (?:any )?(?:pathological|abnormal|suspicious|relevant) (?:findings?|lesions?|foci|abnormality)|no evidence of (?:disease|recurrence|tumou?r|metastases))(?![a-z0-9])(?! (?:margins?|nodes?|but|cell))|(?: (?:is|was|still|remains?|strongly|clearly|again|also|pet(?:/ct)?|scan)){0,12}(?P<sign> ?\+{1,3}| ?-)(?=[ ,.;:)\n/]|$)"
        ),
        "not_filled": re.compile(r"fdg|¤¤|ki-?67|biops|margin|(?<!pet/)(?<!spect/)\bct\b|\bmri\b|cga|chromogranin|5-hiaa|\bif\b|uptake|krenning"),
    }  # fmt: skip


def find_signs(page: Page, places: list[Place], modalities: Modalities) -> tuple[list[Sign], list[Problem]]:
    """Every sign in the order of the text, and Krenning scores that do not exist."""
    signs, problems = read_scores(page, places, modalities)
    worded = worded_scores(page, places, modalities, [(sign.start, sign.end) for sign in signs])
    for name, start, end in _words().find(page.text):
        kind, _, value = name.partition(".")
        signs += _word(page, places, modalities, cast(Kind, kind), value, start, end)
    taken = Taken(len(page.text), [(sign.start, sign.end) for sign in signs if sign.kind == "uptake"])
    signs += [sign for sign in _results(page, places, modalities) if not taken.overlaps(sign.start, sign.end)]
    signs = without_compared(page, places, signs) + worded
    scale = Taken(len(page.text), page.kept(legends))
    signs = [
        sign for sign in signs if not told_of_others(page, sign.start) and not scale.overlaps(sign.start, sign.end)
    ]
    return sorted(set(signs), key=lambda sign: (sign.start, sign.end, sign.kind)), problems


def speaks_of_uptake(page: Page, sign: Sign) -> bool:
    """Whether the words of a change name what changed, and it is the intensity."""
    return _patterns()["of_uptake"].search(page.text, sign.start, sign.end) is not None


def find_tracers(page: Page, modalities: Modalities) -> list[tuple[str, int, int]]:
    """The tracers of imaging; the same names in a treatment are left out."""
    return [
        (name, start, end)
        for name, start, end in index("imaging", "tracer").find(page.text)
        if not modalities.is_therapy(start)
    ]


def _results(page: Page, places: list[Place], modalities: Modalities) -> list[Sign]:
    """The result that stands with the name of the examination: "the DOTATOC PET after surgery was negative"."""
    signs = []
    signs_of = list(page.text)
    for one in page.kept(uptake_comparisons):
        signs_of[one.start : one.end] = COMPARED * (one.end - one.start)
    text = "".join(signs_of)
    last = -1
    for exam in modalities.receptor:
        if exam.start < last:
            continue
        low, high = page.sentence(exam.start)
        others = modalities.between(exam.end, high)
        following = next((other.start for other in others if other.kind != "receptor"), high)
        match = _patterns()["result"].match(text, exam.end, min(high, following))
        if not match or _patterns()["not_filled"].search(match["fill"] or ""):
            continue
        contexts = page.context(match.end() - 1, match.end())
        if contexts & {"asked", "planned"} or (contexts & {"considered"} and page.is_question(exam.start)):
            continue
        word = (match["value"] or match["sign"]).strip(" .")
        if word in {"clean", "clear", "unremarkable", "normal", "nad"} and _names_place(
            places, exam.end, match.start("value")
        ):
            continue
        positive = word in {"positive", "pos", "+ve", "avid", "hot"} or word.startswith("+")
        if positive and (
            "negated" in contexts
            or re.search(r"\b(?:not|no|non|without)[ -](?:[a-z]+ )?$", page.text[low : match.end() - len(word)])
        ):
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
    if "asked" in contexts or modalities.is_therapy(start):
        return []
    if modalities.kind(start, end) == "fdg" or any(
        abs(start - stain.end) < 20 for stain in starting(modalities.stains, start - PLACE_CHARS, start + 20)
    ):
        return []
    if page.kept(compared_words).overlaps(
        start, end
    ):  # "less intense than liver" is no change, "above liver uptake" no uptake of a lesion
        return [Sign("uptake", "positive", start, end)] if _is_of_what_is_compared(page, start, end) else []
    if value == "beside":
        if not any(
            0 <= start - place.end <= 6 for place in starting(places, start - PLACE_CHARS, start)
        ) or modalities.is_anatomical(start):
            return []
        value = "negative"
    if kind == "trend" and "negated" in contexts and not _ABSENT_BEFORE.search(page.text, start, end):
        return []
    denied = "negated" in contexts or _patterns()["no"].search(page.text[max(0, start - 8) : start])
    if kind == "uptake" and denied:
        value = "negative"
    if kind == "trend" and value == "increased" and _is_degree(page, start):
        return [Sign("uptake", "positive", start, end)]
    sign = Sign(kind, value, start, end)
    more = [Sign("uptake", "positive", start, end)] if kind == "trend" and speaks_of_uptake(page, sign) else []
    return [sign, *more]


def _is_of_what_is_compared(page: Page, start: int, end: int) -> bool:
    """Whether words that overlap a comparison tell of uptake before its organ: "more intense uptake than liver"."""
    organs = page.kept(compared_organs)
    return not organs.overlaps(start, start + 1) and _patterns()["of_uptake"].search(page.text, start, end) is not None


def _is_degree(page: Page, start: int) -> bool:
    """Whether "increased" tells how strong the uptake is, not that it grew: "moderately increased uptake"."""
    low, high = page.sentence(start)
    degree = _patterns()["degree"].search(page.text, max(low, start - 16), start)
    return degree is not None and not _patterns()["compared"].search(page.text, low, high)


def _names_place(places: list[Place], start: int, end: int) -> bool:
    return bool(starting(places, start, end))
