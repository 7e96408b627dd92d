"""Imaging: what receptor imaging and FDG show, each sign given to the location that it speaks of."""

import re
from functools import cache
from typing import Literal, cast

from chains.extract.found import Found, entry
from chains.extract.page import Page
from chains.extract.signs import (
    Place,
    Sign,
    find_places,
    find_signs,
    find_tracers,
    speaks_of_receptors,
    speaks_of_uptake,
)
from chains.extract.vocabulary import index
from knowledge.case import Problem, ReceptorImaging

BORDER_COST, SCORE_BETWEEN_COST, BRACKET_COST, LABEL_GAIN, BEFORE_GAIN = 18, 60, 40, 25, 4
"""What stands between a sign and a location counts as distance, in characters."""
Uptake = Literal["positive", "negative"]
Trend = Literal["increased", "stable", "decreased", "new"]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "in": re.compile(
            r"(?: ?\)?,?)(?: (?:uptake|activity|avidity|lesions?|tracer|seen|was|is|noted|present|intensity|"
            r"accumulation|found|foci|focus)){0,5}"
            r" ?(?:in|at|within|over|for|of|on) (?:[a-z]+ ){0,3}?"
        ),
        "border": re.compile(r"[,;]|\band\b|\bwhile\b|\bwhereas\b|\bbut\b|\bwith\b(?= krenning)"),
        "list": re.compile(
            r"(?: (?:lesions?|mets|metasta[a-z]+))?(?:,? ?(?:and|or|/|\+|&) ?|, ?)(?:the |in |in the )?"
        ),
        "clause": re.compile("[,;.]"),
    }


def read_imaging(page: Page) -> tuple[list[Found], list[Problem]]:
    """Receptor imaging by location, the FDG result, and Krenning scores that do not exist."""
    found = _fdg(page)
    places = find_places(page)
    signs, problems = find_signs(page, places)
    if speaks_of_receptors(page, signs):
        tracers = find_tracers(page)
        for place, own in _associate(page, places, signs):
            found += _compose(page, place, own, tracers)
    return found, problems


def _associate(page: Page, places: list[Place], signs: list[Sign]) -> list[tuple[Place, list[Sign]]]:
    """Each sign goes to the location that it speaks of: the nearest in its sentence, borders counted as distance."""
    groups: dict[str, tuple[Place, list[Sign]]] = {}
    by_sentence: dict[int, list[Place]] = {}
    for place in places:
        by_sentence.setdefault(page.sentence(place.start)[0], []).append(place)
    scores: dict[int, list[Sign]] = {}
    for sign in signs:
        if sign.kind == "krenning":
            scores.setdefault(page.sentence(sign.start)[0], []).append(sign)
    for sign in signs:
        low = page.sentence(sign.start)[0]
        near = by_sentence.get(low, [])
        if sign.value not in {"negative", "0"}:
            near = [place for place in near if "negated" not in page.context(place.start, place.end)]
        chosen = _choose(page, sign, near, scores.get(low, [])) if near else _previous(page, sign, by_sentence, low)
        if not chosen and sign.kind != "trend":
            chosen = [Place("whole_body", sign.start, sign.end)]
        for place in chosen:
            groups.setdefault(place.location, (place, []))[1].append(sign)
    return sorted(groups.values(), key=lambda group: group[0].start)


def _choose(page: Page, sign: Sign, near: list[Place], scores: list[Sign]) -> list[Place]:
    text, patterns = page.text, _patterns()
    covering = [place for place in near if place.start < sign.end and sign.start < place.end]
    if covering:
        return covering[:1]
    after = [place for place in near if place.start >= sign.end]
    before = [place for place in near if place.end <= sign.start]
    if after and patterns["in"].fullmatch(text[sign.end : after[0].start][:80]):
        return _listed(text, after, forward=True)

    def cost(place: Place) -> float:
        ahead = place.end <= sign.start
        low, high = (place.end, sign.start) if ahead else (sign.end, place.start)
        between = sum(low <= score.start < high for score in scores if score != sign) if sign.kind == "krenning" else 0
        total = (
            high - low + BORDER_COST * len(patterns["border"].findall(text, low, high)) + SCORE_BETWEEN_COST * between
        )
        if ahead:
            return total - BEFORE_GAIN - (LABEL_GAIN if text[place.end : place.end + 1] == ":" else 0)
        return total + (BRACKET_COST if text[sign.start - 1 : sign.start] == "(" else 0)

    best = min([*before[-3:], *after[:2]], key=cost)
    gap = (best.end, sign.start) if best.end <= sign.start else (sign.end, best.start)
    if sign.kind == "uptake" and len(patterns["clause"].findall(text, *gap)) >= (1 if best.location == "other" else 2):
        return []
    if before and best == before[-1]:
        return _listed(text, before, forward=False)
    return _listed(text, after, forward=True) if after and best == after[0] else [best]


def _listed(text: str, places: list[Place], *, forward: bool) -> list[Place]:
    """The locations of one list: "liver and bone lesions"."""
    ordered = places if forward else places[::-1]
    out = [ordered[0]]
    joined = 1
    for place in ordered[1:]:
        low, high = (out[-1].end, place.start) if forward else (place.end, out[-1].start)
        if high - low > 40 or not _patterns()["list"].fullmatch(text[low:high]):
            break
        out.append(place)
        if re.search(r"and|or|[/+&]", text[low:high]):
            joined = len(out) if forward else max(joined, 2)
    if forward:
        return out[:joined]
    return out if joined > 1 else out[:1]


def _previous(page: Page, sign: Sign, by_sentence: dict[int, list[Place]], low: int) -> list[Place]:
    """The only location of the sentence before, for a sentence that names none."""
    if low == 0 or (sign.kind == "uptake" and sign.value == "positive" and not speaks_of_uptake(page, sign)):
        return []
    named = by_sentence.get(page.sentence(low - 1)[0], [])
    return named[-1:] if len({place.location for place in named}) == 1 else []


def _compose(page: Page, place: Place, signs: list[Sign], tracers: list[tuple[str, int, int]]) -> list[Found]:
    """One entry for a location; a supposed score does not hide a real one, and of several the highest counts."""
    scores = [sign for sign in signs if sign.kind == "krenning"]
    actual = [score for score in scores if "hypothetical" not in page.context(score.start, score.end)]
    score = max(actual or scores, key=lambda sign: sign.value, default=None)
    trends = [sign for sign in signs if sign.kind == "trend"]
    trend = next((sign for sign in trends if sign.value != "stable"), trends[0] if trends else None)
    uptake, seen = _uptake(signs, score)
    anchor = score or seen or trend
    if anchor is None or (score is None and seen is None and not (trend and speaks_of_uptake(page, trend))):
        return []
    start = min(place.start, anchor.start)
    possible = "possible" in page.context(place.start, place.end) | page.context(
        start, max(place.start, anchor.start) + 1
    )
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
            krenning=score[2:] if score else None,
            uptake=seen[2:] if seen else None,
            trend=trend[2:] if trend else None,
            certainty=(place.start, place.end) if possible else None,
            tracer=tracer[1:] if tracer else None,
        )
    ]


def _uptake(signs: list[Sign], score: Sign | None) -> tuple[Uptake | None, Sign | None]:
    """Uptake as stated or as the score says it: 2 and more is uptake, 0 is none, 1 says neither."""
    stated = {sign.value: sign for sign in reversed(signs) if sign.kind == "uptake"}
    if score and score.value >= "2":
        return "positive", stated.get("positive", score)
    if score and score.value == "0":
        return "negative", stated.get("negative", score)
    kinds: tuple[Uptake, Uptake] = ("positive", "negative")
    for value in kinds:
        if value in stated:
            return value, stated[value]
    return None, None


def _fdg(page: Page) -> list[Found]:
    found = []
    for name, start, end in index("imaging", "fdg_result").find(page.text):
        contexts = page.context(start, end)
        if not contexts & {"asked", "planned", "considered", "possible"}:
            value = "negative" if name == "positive" and "negated" in contexts else name
            found.append(Found("fdg", value, start, end))
    return found
