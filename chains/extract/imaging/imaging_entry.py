# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Imaging entry: the signs told of one location, as one entry of the case."""

import re
from functools import cache
from typing import Literal, cast

from chains.extract.imaging.krenning import Sign
from chains.extract.imaging.lesser import is_doubted
from chains.extract.imaging.places import Place
from chains.extract.imaging.signs import speaks_of_uptake
from chains.extract.imaging.unsure import is_unsure
from chains.extract.text.found import Found, entry
from chains.extract.text.moment import NEVER, Moment, find_moments
from chains.extract.text.page import Page
from knowledge.case import ReceptorImaging

Uptake = Literal["positive", "negative"]
Trend = Literal["increased", "stable", "decreased", "new"]


NOW_CHARS, DATED_CHARS = 24, 60
"""How far before a score a word such as "now", or a date, may stand."""
_NOW = re.compile(r"(?<![a-z])(?:now|currently|today|at present|presently|meanwhile|this time)(?![a-z])[^.;,]{0,18}$")
_RIGHT_BEHIND = re.compile(r" ?(?:\(|in |on |of |at |\(in )?")


@cache
def _before() -> re.Pattern[str]:
    then = r"at (?:the )?(?:baseline|that time|first (?:scan|cycle)|beginning|start|time)|back then|initially"
    return re.compile(rf" ?\)?,? ?(?:before|previously|earlier|last (?:year|time)|{then})(?![a-z])")


@cache
def _before_treatment() -> re.Pattern[str]:
    """Behind a score that treatment has changed: "K3 liver before PRRT, K1 after"."""
    number = r"(?:(?:k|krenning|score|grade|only|now|down to|is|was)[ :]?){0,12}[0-4]"
    return re.compile(
        rf"[ (]{{0,2}}(?:lesions? |mets |metastases )?\(?(?:before|prior to|pre)[ -](?:(?:the|his|her|any|start of|starting) ){{0,2}}[a-z0-9/-]{{3,16}}\)?[ ,;:→-]{{1,3}}(?:and |but |then |now |is |only ){{0,12}}(?:{number} (?:after|post|now|since|at|in)(?![a-z])|(?:after(?:wards)?|post[a-z-]*|now|since)(?: [a-z0-9]+){{0,2}}[ :]{{1,2}}{number}(?![\d.%]))"
    )


def compose(
    page: Page, place: Place, signs: list[Sign], tracers: list[tuple[str, int, int]], places: list[Place]
) -> list[Found]:
    """One entry for a location; a number goes before words, and of several scores the highest counts."""
    score = _score(page, [sign for sign in signs if sign.kind == "krenning"])
    if score is None:
        denied = ("uptake", "negative") in {(sign.kind, sign.value) for sign in signs}
        words = [sign for sign in signs if sign.kind == "worded" and not (denied and sign.value == "1")]
        score = _score(page, words)
    if score and _before_treatment().match(page.text, max(score.end, place.end)):
        score = None
    trends = [sign for sign in signs if sign.kind == "trend"]
    trend = next((sign for sign in trends if sign.value != "stable"), trends[0] if trends else None)
    uptake, seen = _uptake(signs, score)
    anchor = score or seen or trend
    if anchor is None or (score is None and seen is None and not (trend and speaks_of_uptake(page, trend))):
        return []
    start = min(place.start, anchor.start)
    possible = is_doubted(page, anchor) if uptake == "negative" else is_unsure(page, place, anchor, places)
    tracer = min(tracers, key=lambda one: abs(one[1] - start), default=None)
    value = ReceptorImaging(
        location=place.location,
        krenning=int(score.value) if score else None,
        uptake=uptake,
        trend=cast(Trend, trend.value) if trend else None,
        certainty="possible" if possible else "definite",
        tracer=tracer[0] if tracer else None,
    )
    return [
        entry(
            "receptor_imaging",
            value,
            anchor.start,
            anchor.end,
            location=(place.start, place.end),
            krenning=score[2:4] if score else None,
            uptake=seen[2:4] if seen else None,
            trend=trend[2:4] if trend else None,
            certainty=(place.start, place.end) if possible else None,
            tracer=tracer[1:] if tracer else None,
        )
    ]


def _score(page: Page, scores: list[Sign]) -> Sign | None:
    """The highest of several scores; a supposed or an earlier one does not hide a real one of today."""
    actual = [score for score in scores if "hypothetical" not in page.context(score.start, score.end)]
    recent = [score for score in actual if not _is_old(page, score)]
    if len(recent) > 1:
        recent = _latest(page, recent)
    return max(recent or actual or scores, key=lambda sign: sign.value, default=None)


def _is_old(page: Page, score: Sign) -> bool:
    """Whether a score is told as the earlier one: "previously Krenning 4"."""
    if _before().match(page.text, score.end):
        return True
    return "history" in page.context(score.start, score.end) and not _is_now(page, score)


def _is_now(page: Page, score: Sign) -> bool:
    """Whether a word right before a score tells it of today: "Krenning 4 previously, currently Krenning 2"."""
    low = max(page.sentence(score.start)[0], score.start - NOW_CHARS)
    return _NOW.search(page.folded.text, low, score.start) is not None


def _latest(page: Page, scores: list[Sign]) -> list[Sign]:
    """The scores without those of an earlier date: "2019: Krenning 4 in the liver; 2024: Krenning 1"."""
    dated = [_dated(page, score) for score in scores]
    newest = max(dated)
    now = any(_is_now(page, score) for score in scores)
    return [
        score
        for score, moment in zip(scores, dated, strict=True)
        if not moment.is_before(newest) and not (now and moment != NEVER and not _is_now(page, score))
    ] or scores


def _dated(page: Page, score: Sign) -> Moment:
    """The date told right behind a score, else the last one before it in its sentence."""
    low, high = page.sentence(score.start)
    behind = find_moments(page.folded.text, score.end, min(high, score.end + NOW_CHARS))
    if behind and _RIGHT_BEHIND.fullmatch(page.folded.text, score.end, behind[0].start):
        return behind[0].moment
    before = find_moments(page.folded.text, max(low, score.start - DATED_CHARS), score.start)
    return before[-1].moment if before else NEVER


def _uptake(signs: list[Sign], score: Sign | None) -> tuple[Uptake | None, Sign | None]:
    """Uptake as stated or as the score says it: 2 and more is uptake, 0 is none, 1 says neither."""
    stated = {sign.value: sign for sign in reversed(signs) if sign.kind == "uptake"}
    if score and score.value >= "2":
        return "positive", stated.get("positive", score)
    if score and score.value == "0":
        return "negative", stated.get("negative", score)
    if score and score.value == "1" and "positive" in stated:
        return None, None
    kinds: tuple[Uptake, Uptake] = ("positive", "negative")
    for value in kinds:
        if value in stated:
            return value, stated[value]
    return None, None
