# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Imaging: what receptor imaging and FDG show, each sign given to the location that it speaks of."""

import re
from functools import cache
from typing import NamedTuple

from chains.extract.imaging.fdg import read_fdg
from chains.extract.imaging.imaging_entry import compose
from chains.extract.imaging.joints import is_of_a_joint
from chains.extract.imaging.krenning import Sign
from chains.extract.imaging.lesser import below_the_rest, is_of_single_lesions
from chains.extract.imaging.modality import Modalities
from chains.extract.imaging.places import Place, find_places, heading_places, is_said_benign
from chains.extract.imaging.signs import find_signs, find_tracers, speaks_of_uptake
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from knowledge.case import Problem

BORDER_COST, SCORE_BETWEEN_COST, BRACKET_COST, DIAGNOSIS_COST, LABEL_GAIN, BEFORE_GAIN = 18, 60, 40, 45, 25, 4
"""What stands between a sign and a location counts as distance, in characters."""


class Told(NamedTuple):
    """A sign told of a location; ``direct`` when it is the nearest one, not a further one of the same list."""

    sign: Sign
    place: Place
    direct: bool


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "any": re.compile(r"kr?e+n+ing|k(?<![a-z]k)[ -]?score|uptake|hypermetabol|k(?<![a-z0-9]k)(?:s|rs)? ?-?\d"),
        "in": re.compile(
            r"(?: ?\)?,?)(?: (?:uptake|activity|avidity|lesions?|tracer|seen|was|is|noted|present|intensity|only|"
            r"accumulation|found|foci|focus)){0,5}"
            r" ?\(?(?:in|at|within|over|for|of|on) (?:[a-z-]+ ){0,3}?"
        ),
        "border": re.compile(r"[,;]|/(?= ?$)|\band\b|\bwhile\b|\bwhereas\b|\bbut\b|\bwith\b(?= krenning)"),
        "list": re.compile(
            r"(?: (?:lesions?|mets|metasta[a-z]+|deposits?))?(?: ?\([a-z ]{1,20}\)|\))?(?:,? ?(?:and|or|/|\+|&|as well as|plus) ?|, ?)(?:(?:also )?(?:in|of|at) )?(?:(?!no |not |without |new )(?:[a-z-]+|\d{1,2}) ){0,3}"
        ),
        "perhaps_a_score": re.compile(r"[^a-z0-9][0-4] (?:the )?$"),
        "several": re.compile(r"(?:(?<=lesions)|(?<=mets)|(?<=metastases)|(?<=deposits)|(?= (?:lesions|mets|metastases|deposits|foci)(?![a-z])))"),
        "joined": re.compile(r"\b(?:and|or|as well as|plus)\b|[/+&]"),
        "own_clause": re.compile(r"[^,;()]{0,24}[,;] ?(?:(?!all|both|which|these|they)[a-z0-9/-]+[ :]{0,2}){1,5}"),
        "clause": re.compile("[,;.]"),
        "each": re.compile(r"\)?,? (?:each|in each|throughout both)(?![a-z])"),
        "both": re.compile(r"(?<![a-z])(?:both|all)(?: with| show(?:ing)?)?,? ?$"),
        "over_all": re.compile(r"\)?,? (?:throughout|everywhere|all over)(?=[ ]?(?:[,.;)\n]|$))"),
        "all": re.compile(r"(?<![a-z])(?:all|everywhere|throughout|overall),? ?$"),
        "them": re.compile(r"(?<![a-z])(?:both|they|these|those|them|all of which|each)(?![a-z])(?! (?:studies|scans|examinations|lobes))"),
        "in_them": re.compile(r"(?: [a-z]+){0,3} (?:in|of|at) (?:both|all of these|all of them|these|them|each)(?![a-z])"),
        "respectively": re.compile(r"(?<![a-z])respectively(?![a-z])"),
        "changed": re.compile(
            r"\)?,? ?(?:is |was |are |has |have |remains? |remained |clearly |slightly ){0,12}(?:(?P<stable>unchanged|stable|(?:the )?same|as before)|(?P<increased>increased|up|higher|risen|more intense)|(?P<decreased>decreased|down|lower|less intense|fallen))(?=[ ]?(?:[,.;)\n]|$)| (?:since|compared|versus|vs|from|than)(?![a-z]))"
        ),
    }  # fmt: skip


_ALL_OF_THEM = re.compile(
    r" ?\(?all(?: of (?:them|these|those)| these| those| lesions)?(?: are| were| is| with|:|,|=)? ?"
)
"""Before a score that stands alone in its sentence and is told of all that the sentence before names: "All Krenning 4"."""


def read_imaging(page: Page) -> tuple[list[Found], list[Problem]]:
    """Receptor imaging by location, the FDG result, and Krenning scores that do not exist."""
    modalities = page.kept(Modalities)
    if not modalities.receptor and not modalities.fdg and not _patterns()["any"].search(page.text):
        return [], []
    places = find_places(page)
    found = read_fdg(page, modalities)
    signs, problems = find_signs(page, places, modalities)
    if modalities.receptor or any(sign.kind == "krenning" for sign in signs):
        signs += _elliptic(page, places, signs)
        tracers = find_tracers(page, modalities)
        for place, own in _associate(page, places, signs):
            found += compose(page, place, own, tracers, places)
    return found, problems


def _associate(page: Page, places: list[Place], signs: list[Sign]) -> list[tuple[Place, list[Sign]]]:
    """Each sign goes to the location that it speaks of; of a list, a sign of a single one goes before that of all."""
    by_sentence: dict[int, list[Place]] = {}
    for place in places:
        by_sentence.setdefault(page.sentence(place.start)[0], []).append(place)
    scores: dict[int, list[Sign]] = {}
    for sign in signs:
        if sign.kind == "krenning":
            scores.setdefault(page.sentence(sign.start)[0], []).append(sign)
    told: list[Told] = []
    for sign in signs:
        low = page.sentence(sign.start)[0]
        near = by_sentence.get(low, [])
        if not any(place.location == "bone" for place in near) and is_of_a_joint(page, sign, near):
            continue
        if sign.value not in {"negative", "0"}:
            near = [place for place in near if "negated" not in page.context(place.start, place.end)]
        if near:
            chosen = _choose(page, sign, near, scores.get(low, []), signs, places)
        else:
            chosen = _carried(page, sign, places, by_sentence, low)
        if (
            not chosen
            and not (sign.kind == "worded" and scores)
            and (sign.kind != "trend" or speaks_of_uptake(page, sign))
            and not (sign.kind == "uptake" and is_said_benign(page, sign.start))
        ):
            chosen = [Place("whole_body", sign.start, sign.end)]
        told += [Told(sign, place, place == chosen[0]) for place in chosen]
    groups: dict[str, list[Told]] = {}
    for one in told:
        if not one.place.benign:
            groups.setdefault(one.place.location, []).append(one)
    out = []
    for own in groups.values():
        direct = {one.sign.kind for one in own if one.direct} & {"krenning", "worded"}
        kept = [one for one in own if one.direct or one.sign.kind not in direct]
        below = set(below_the_rest(page, [one.sign for one in kept]))
        for part in ([one for one in kept if one.sign not in below], [one for one in kept if one.sign in below]):
            if part:
                out.append((part[0].place, [one.sign for one in part]))
    return sorted(out, key=lambda group: group[0].start)


def _choose(
    page: Page, sign: Sign, near: list[Place], scores: list[Sign], signs: list[Sign], places: list[Place]
) -> list[Place]:
    text, patterns = page.text, _patterns()
    covering = [place for place in near if place.start < sign.end and sign.start < place.end]
    if covering:
        return covering[:1]
    if patterns["over_all"].match(text, sign.end):
        return heading_places(page, places, sign.start)[-1:]
    after = [place for place in near if place.start >= sign.end]
    before = [place for place in near if place.end <= sign.start]
    paired = _respectively(page, sign, before, scores)
    if paired:
        return paired
    if before and (
        patterns["each"].match(text, sign.end) or patterns["both"].search(text, max(0, sign.start - 24), sign.start)
    ):
        return before[::-1]
    gap = text[sign.end : after[0].start][:80] if after else ""
    in_next = before and "," in gap and not _in_turn(sign, before, after, near, scores)[1]  # "in liver K3, in bone K2"
    if after and not in_next and patterns["in"].fullmatch(gap):
        return _listed(text, after, signs, forward=True)
    if sign.whole and not (after and text[sign.end : after[0].start].strip() == ""):
        after = []  # a result of the whole examination does not reach for what is told next
        if not before:
            return []
        if (
            sign.value == "negative"
            and patterns["own_clause"].fullmatch(text, before[-1].end, sign.start)
            and not is_of_single_lesions(page, sign)
        ):
            return []  # "mets in liver and nodes, DOTATATE negative" is the result of the examination
    before, after = _in_turn(sign, before, after, near, scores)

    def cost(place: Place) -> float:
        ahead = place.end <= sign.start
        low, high = (place.end, sign.start) if ahead else (sign.end, place.start)
        between = sum(low <= score.start < high for score in scores if score != sign) if sign.kind == "krenning" else 0
        total = (
            high - low + BORDER_COST * len(patterns["border"].findall(text, low, high)) + SCORE_BETWEEN_COST * between
        )
        total += DIAGNOSIS_COST if place.diagnosis else 0
        if ahead:
            return total - BEFORE_GAIN - (LABEL_GAIN if text[place.end : place.end + 1] == ":" else 0)
        return total + (BRACKET_COST if text[sign.start - 1 : sign.start] == "(" else 0)

    best = min([*before[-3:], *after[:2]], key=cost)
    between = (best.end, sign.start) if best.end <= sign.start else (sign.end, best.start)
    clauses = len(patterns["clause"].findall(text, *between))
    if best.diagnosis and clauses:
        return []
    if (
        sign.kind == "uptake"
        and clauses >= (1 if best.location == "other" else 2)
        and not (sign.value == "negative" and is_of_single_lesions(page, sign))
    ):
        return []
    if before and best == before[-1]:
        return _listed(text, before, signs, forward=False)
    return _listed(text, after, signs, forward=True) if after and best == after[0] else [best]


def _in_turn(
    sign: Sign, before: list[Place], after: list[Place], near: list[Place], scores: list[Sign]
) -> tuple[list[Place], list[Place]]:
    """Where several scores stand in a sentence, one order holds: "bed K2, liver K3" or "K2 bed, K3 liver"."""
    if sign.kind != "krenning" or len(scores) < 2:
        return before, after
    location_first = near[0].start < scores[0].start
    if location_first == (near[-1].start < scores[-1].start):
        return (before, []) if location_first else ([], after)
    return before, after


def _respectively(page: Page, sign: Sign, before: list[Place], scores: list[Sign]) -> list[Place]:
    """The location of one of several scores that are told in a row: "liver and bone, Krenning 4 and 2 respectively"."""
    low, high = page.sentence(sign.start)
    if sign.kind != "krenning" or len(scores) < 2 or not _patterns()["respectively"].search(page.text, low, high):
        return []
    return [before[-len(scores) :][scores.index(sign)]] if sign in scores and len(before) >= len(scores) else []


def _listed(text: str, places: list[Place], signs: list[Sign], *, forward: bool) -> list[Place]:
    """The locations of one list: "liver and bone lesions", "liver metastases and in a para-aortic node"."""
    ordered = places if forward else places[::-1]
    out = [ordered[0]]
    joined = 1
    for place in ordered[1:]:
        low, high = (out[-1].end, place.start) if forward else (place.end, out[-1].start)
        if high - low > 48 or not _patterns()["list"].fullmatch(text[low:high]):
            break
        if any(low <= sign.start < high for sign in signs):
            break
        if (
            forward
            and _patterns()["perhaps_a_score"].search(text, max(low - 1, place.start - 8), place.start)
            and not _patterns()["several"].match(text, place.end)
        ):
            break  # "Krenning 4 in the liver and 3 nodes": three nodes, or nodes of score 3
        out.append(place)
        if _patterns()["joined"].search(text, low, high):
            joined = len(out) if forward else max(joined, 2)
    if forward:
        return out[:joined]
    return out if joined > 1 else out[:1]


def _carried(page: Page, sign: Sign, places: list[Place], by_sentence: dict[int, list[Place]], low: int) -> list[Place]:
    """For a sentence that names no location: that of the heading above it, else the only one of the sentence before."""
    if sign.kind == "krenning" and _ALL_OF_THEM.fullmatch(page.text, low, sign.start):
        listed = by_sentence.get(page.sentence(low - 1)[0], []) if low else []
        sure = [place for place in listed if not (place.diagnosis or place.benign)]
        return [place for place in sure if not page.context(place.start, place.end) & {"negated", "possible", "asked"}]
    if _patterns()["all"].search(page.text, low, sign.start):
        return []
    heading = heading_places(page, places, sign.start)
    if heading:
        return [place for place in heading if place.location == heading[-1].location][-1:]
    before = by_sentence.get(page.sentence(low - 1)[0], []) if low else []
    named = [place for place in before if not place.diagnosis]
    if _patterns()["them"].search(page.text, low, sign.end) or _patterns()["in_them"].match(page.text, sign.end):
        return [place for place in named if not place.benign]
    if (
        not named
        or sign.whole
        or (sign.kind == "uptake" and sign.value == "positive" and not speaks_of_uptake(page, sign))
    ):
        return []
    return named[-1:] if len({place.location for place in named}) == 1 else []


def _elliptic(page: Page, places: list[Place], signs: list[Sign]) -> list[Sign]:
    """A change told without its noun: "uptake in liver went up, in the bed unchanged", "Krenning 2, unchanged since"."""
    out = []
    changes = [sign for sign in signs if sign.kind == "trend"]
    scores = [sign.end for sign in signs if sign.kind in {"krenning", "worded"}]
    ends = set(scores)
    earlier = {page.sentence(sign.start)[0]: sign.end for sign in reversed(changes)}
    for end in [place.end for place in places if changes] + scores:
        match = _patterns()["changed"].match(page.text, end)
        if not match or not match.lastgroup:
            continue
        if end in ends or earlier.get(page.sentence(end)[0], end) < end:
            span = match.span(match.lastgroup)
            out += [Sign("trend", match.lastgroup, *span), Sign("uptake", "positive", *span)]
    return out
