# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Places: the locations that a text names, told apart from organs that it only compares with or mentions otherwise."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from chains.extract.imaging.compared import compared_organs, compared_words
from chains.extract.imaging.height import is_a_height
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.placed import starting
from chains.extract.text.taken import Taken
from chains.extract.text.topic import find_topics
from chains.extract.text.vocabulary import index
from knowledge.case import ImagingLocation

PLACE_CHARS = 100
"""How long the name of a location, or of a scan, may be."""


class Place(NamedTuple):
    """A location named in the text."""

    location: ImagingLocation
    start: int
    end: int
    diagnosis: bool = False
    """Named only to say where the tumour came from: "NET of the ileum"."""
    benign: bool = False
    """What is seen there is said to be no tumour: "uptake in the uncinate process, physiological"."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    tumour = r"(?:p-?|si-?|pan-?|gep-?)?(?:nets?|nen|nec|carcinoids?|gastrinomas?|insulinomas?|vipomas?|glucagonomas?|neuro-?endocrine|neoplas[a-z]+|adenoma|cancer|carcinoma)"
    return {
        "compared": re.compile(
            r"(?:(?:than|above|over|below|exceed(?:s|ing)|exceeded|equal(?:s| to)?|relative to|similar to|comparable (?:to|with)|> ?=?|< ?=?) ?(?:in |of |to )?(?:the |that of |that in |normal |surrounding |adjacent |background |uptake (?:of|in) |physiological ){0,12}|(?:background|reference|normal) )$"
        ),
        "segment": re.compile(r"(?<![a-z0-9])seg(?:ment)?s?\.? ?(?:[1-8]|i{1,3}|iv[ab]?|vi{0,3})[ab]?(?![a-z0-9])(?! (?:of the )?(?:lung|right lower|left lower))"),
        "pancreatic": re.compile(r"pancrea[st]|(?<![a-z])(?:panc|p-?nets?|pan-?nets?|insulinoma|vipoma|glucagonoma)(?![a-z])"),
        "background": re.compile(r" (?:background|parenchyma)(?= (?:suv|uptake|activity|¤))"),
        "came_from": re.compile(rf"\b{tumour}(?: tumou?rs?| carcinomas?| neoplas[a-z]+)?(?:,| g[123],?| \(?g[123]\)?)? (?:of|in|from) (?:the )?(?:distal |terminal |proximal |left |right )?$"),
        "kind": re.compile(rf" (?:[a-z-]+ )?{tumour}\b"),
        "not_tumour": re.compile(
            r"(?<![a-z0-9])(?:physiolog[a-z]+|(?:uptake|activity|distribution) (?:is |was |appears )?normal|normal (?:[a-z]+ )?(?:uptake|activity|distribution|biodistribution)|(?:un|non-?)specific|degenerat[a-z]+|benign|inflammat[a-z]+|infectious|accessory spleen|splen(?:osis|ules?|unculus)|ha?emangioma[a-z]*|adenoma[a-z]*|artefact[a-z]*|artifact[a-z]*|reactive|thyroiditis|paget|fracture[a-z]*|arthr[a-z]+|meningioma|not suspicious|no malignan[a-z]+|spillover|fibrous dysplasia|bone island|post-?traumatic)"
        ),
        "unsure": re.compile(r"\b(?:vs\.?|versus|or|cannot|possibl[ey]|metasta[a-z]+ (?:not|possible)|ddx?|d/d|differential)\b|\?"),
        "attributive": re.compile(r"physiolog[a-z]+ (?:[a-z]+ ){0,2}?(?:uptake|activity|accumulation|distribution|excretion)|physiologic(?:al)?(?: elsewhere)?(?= (?:in|of))|normal (?:[a-z]+ )?(?:uptake|activity|distribution|biodistribution)"),
        "border": re.compile(r"[,(]|\bbut\b|\bwhile\b|\bwhereas\b"),
    }  # fmt: skip


def find_places(page: Page) -> list[Place]:
    """Every location that the text speaks of, in its order."""
    treatments = Taken(len(page.text), [hit[1:] for hit in page.named("treatments", "treatment")])
    primary = _primary(page)
    places: list[Place] = []
    for name, start, end in index("imaging", "location").find(page.text):
        low, _ = page.sentence(start)
        if name == "part" and primary != "pancreas":
            continue
        if name != "surgical_bed" and treatments.overlaps(start, end):
            continue
        if page.kept(compared_organs).overlaps(start, end) or is_a_height(page.text, start):
            continue
        if name == "whole_body" or not _is_compared(page, start, end, low):
            location = cast(ImagingLocation, primary if name in {"primary", "part"} else name)
            places.append(Place(location, start, end, _is_diagnosis(page, name, start, end, low)))
    for match in scan(_patterns()["segment"], page.folded.text):
        if page.text[match.start()] != "¤" or page.plain[match.start()] == "¤":
            places.append(Place("liver", *match.span()))
    places.sort(key=lambda place: place.start)
    benign = _benign(page, places)
    return [place._replace(benign=place in benign and place.location != "surgical_bed") for place in places]


def heading_places(page: Page, places: list[Place], position: int) -> list[Place]:
    """The locations that the heading over a place in the text names."""
    for low, high in page.kept(find_topics).heads(position):
        named = list(starting(places, low, high))
        if named:
            return named
    return []


def is_said_benign(page: Page, position: int) -> bool:
    """Whether the sentence at a place calls what it tells physiological, reactive, benign …"""
    return any(True for _ in _not_tumour(page, *page.sentence(position)))


def _not_tumour(page: Page, low: int, high: int) -> Iterator[re.Match[str]]:
    """The words for what is no tumour, but not for the organ that a lesion is compared with."""
    compared = page.kept(compared_words)
    found = scan(_patterns()["not_tumour"], page.text, low, high)
    return (match for match in found if not compared.overlaps(*match.span()))


def _primary(page: Page) -> str:
    """Where "the primary" lies: in the pancreas if the text says so before anything else, else somewhere else."""
    own = _patterns()["pancreatic"].search(page.plain)
    first = next((start for name, start, _ in page.named("sites", "site") if name != "pancreas"), len(page.plain))
    return "pancreas" if own and own.start() < first else "other"


def _is_compared(page: Page, start: int, end: int, low: int) -> bool:
    patterns = _patterns()
    return bool(
        patterns["compared"].search(page.text, max(low, start - 44), start)
        or patterns["background"].match(page.text, end)
    )


def _is_diagnosis(page: Page, name: str, start: int, end: int, low: int) -> bool:
    if name not in {"other", "pancreas"}:
        return False
    patterns = _patterns()
    return bool(
        patterns["came_from"].search(page.text, max(low, start - 60), start) or patterns["kind"].match(page.text, end)
    )


def _benign(page: Page, places: list[Place]) -> set[Place]:
    """The places whose finding is called physiological, degenerative, inflammatory … and not merely perhaps so."""
    text, patterns = page.text, _patterns()
    out: set[Place] = set()
    by_sentence: dict[int, list[Place]] = {}
    for place in places:
        by_sentence.setdefault(page.sentence(place.start)[0], []).append(place)
    for match in _not_tumour(page, 0, len(text)):
        low, high = page.sentence(match.start())
        own = by_sentence.get(low, [])
        if not own or "negated" in page.context(match.end() - 1, match.end()):
            continue
        attributive = patterns["attributive"].match(text, match.start())
        if attributive:
            stop = re.compile(r"\bbut\b|\bkrenning\b|\bno\b").search(text, attributive.end(), high)
            after = [p for p in own if match.start() <= p.start < (stop.start() if stop else high)]
            out.update(after or [p for p in own if p.start < match.start()][-1:])
            continue
        if patterns["unsure"].search(text, max(low, match.start() - 40), min(high, match.end() + 40)):
            continue
        before = [place for place in own if place.start < match.end()]
        if before:
            out.add(before[-1])
            if not patterns["border"].search(text, before[0].end, before[-1].start):
                out.update(before)
        elif own[0].start - match.end() <= 40:
            out.add(own[0])
    return out
