# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Measure: what a length is the length of - the tumour, a liver lesion, or something else (a node, a margin, a bowel)."""

import re
from bisect import bisect_left
from operator import attrgetter
from typing import Literal, NamedTuple

from chains.extract.pathology.size_owner import (
    is_in_a_staged_row,
    is_of_another_organ,
    is_of_the_tumour_itself,
    is_too_long_for,
    length_mm,
    lies_in_a_node,
)
from chains.extract.pathology.size_words import THINGS, Hit, hits_of, patterns
from chains.extract.pathology.specimens import Specimens
from chains.extract.pathology.subject import carried_over, kinds_before, only_the_tumour, subject_of
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import table

Subject = Literal["tumour", "liver"]
LEAST_DISTANCE_CM = 4
"""From how many cm on a length behind "rectum, polyp" is where the polyp lies."""
POLYP_SENTENCES = 2
"""How many sentences after the one on polyps may say that they are neuroendocrine."""


OPENED = r" ?(?:[,;.(]|$|\n)| (?:at|in|near|involving) (?:the )?(?:tip|base|body|apex|shaft|mid)\b"
"""What stands behind the length that opens a sentence: the end of a clause, or the part of the organ."""
CODES_CHARS = 60
"""How far behind a length the codes of the tumour may stand that it is the size of."""
KNOWN_CHARS = 40
"""How far before a tumour it may be told as known already, so that a specimen named before it is another matter."""
MARGIN_WORDS = 2
"""More words than these between a length and a margin: it is not the margin's ("5 mm snared in 2022 clear margins")."""
NEAR_CHARS = 240
"""How far from a length the noun that it belongs to is looked for."""


class Measured(NamedTuple):
    """What a length belongs to, and whether a thing was named, not only the organ."""

    subject: Subject
    sure: bool = True
    removed: bool = False
    """Whether it was measured on what an operation removed, which counts for more than an endoscopy or a scan."""


def measured(page: Page, length: re.Match[str]) -> Measured | None:
    """What a length belongs to, or nothing where it is neither the tumour's nor a liver lesion's."""
    text = page.folded.text
    low, high = page.sentence(length.start())
    before, after = (
        text[max(low, length.start() - 40) : length.start()],
        text[length.end() : min(high, length.end() + 60)],
    )
    known = patterns()
    if known["distance_after"].match(after):
        return None
    every, begins = page.kept(hits_of)
    hits = [hit for hit in every[bisect_left(begins, low) : bisect_left(begins, high)] if hit.end <= high]
    cm_alone = length["unit"].startswith("c") and not length["b"]
    at = known["distance_before"].search(before)
    if cm_alone and float(length["a"]) >= LEAST_DISTANCE_CM and known["polyp_at"].search(before):
        return None
    if at and (cm_alone or not re.match(r"(?:rect|sigm|colon|anal)", at.group())):
        return None
    thing = _thing(text, length, hits)
    if thing and lies_in_a_node(text, thing, hits):
        return None
    if thing and not is_of_the_tumour_itself(text, thing, length):
        return None
    if thing and is_of_another_organ(text, length, thing, hits):
        return None
    if thing is None or _of_the_next_place(text, length, thing, hits):
        return _unnamed(page, length, hits, low)
    if thing.kind == "none":
        return None
    place = _place(text, length, thing, hits, low)
    subject = _of(page, length, _meant(text, thing, hits), place, low)
    told = text[thing.start : thing.end]
    return Measured(subject, thing.kind != "polyp" and told not in {"one", "ones"}) if subject else None


def _meant(text: str, thing: Hit, hits: list[Hit]) -> Hit:
    """What "one" stands for: the tumours named right before it ("two ileal primaries, the bigger one 17 mm")."""
    if text[thing.start : thing.end] not in {"one", "ones"}:
        return thing
    before = next((hit for hit in reversed(hits) if hit.end <= thing.start and hit.kind in THINGS), thing)
    return before if before.kind == "tumour" else thing


def _thing(text: str, length: re.Match[str], hits: list[Hit]) -> Hit | None:
    """The thing measured: the noun right beside the length, before or behind it, or else the last one before it."""
    first = max(0, length.start() - NEAR_CHARS)
    hits = hits[
        bisect_left(hits, first, key=attrgetter("start")) : bisect_left(
            hits, length.end() + NEAR_CHARS, key=attrgetter("start")
        )
    ]
    shares = [match.span() for match in patterns()["shares"].finditer(text, first, length.start())]
    things = [hit for hit in hits if hit.kind in THINGS and not any(a < hit.start < b for a, b in shares)]
    things = [hit for hit in things if not patterns()["landmark"].search(text, max(0, hit.start - 24), hit.start)]
    earlier = [hit for hit in things if hit.end <= length.start()]
    if (
        earlier
        and earlier[-1].kind == "none"
        and patterns()["diameter"].match(text, length.end())
        and patterns()["edge_told"].fullmatch(text, earlier[-1].end, length.start())
    ):
        return earlier[-2] if len(earlier) > 1 else None
    before = earlier[-1] if earlier else None
    after = next((hit for hit in things if hit.start >= length.end()), None)
    beside = before and patterns()["beside"].fullmatch(_without(text, before.end, length.start(), hits)) is not None
    if beside and before and not re.search(r"\b(?:and|with) ", text[before.end : length.start()]):
        return before
    if (
        after and after.start - length.end() <= 48 and patterns()["between"].fullmatch(text[length.end() : after.start])
    ) and not (before and re.match(r"[ -]?\(?(?:in|at|of)\b", text[length.end() : after.start])):
        coded = before and patterns()["codes"].fullmatch(text, before.end, length.start())
        if before and coded and after.kind == "none" and text.count(" ", length.end(), after.start) > MARGIN_WORDS:
            return before
        return after
    if before and length.start() - before.end <= 90:
        return before
    return None


def _of_the_next_place(text: str, length: re.Match[str], thing: Hit, hits: list[Hit]) -> bool:
    """Whether a place stands between the last length and this one: "mets up to 4 cm, spleen 13 cm"."""
    measured_before = list(patterns()["length"].finditer(text, thing.end, length.start()))
    if not measured_before:
        return False
    between = [
        hit
        for hit in hits
        if hit.kind not in THINGS and measured_before[-1].end() <= hit.start and hit.end <= length.start()
    ]
    return bool(between) and re.search(r"[,;]", text[measured_before[-1].end() : between[-1].start]) is not None


def _without(text: str, start: int, end: int, hits: list[Hit]) -> str:
    """A passage without the places that it names ("mass in the pancreatic head 58 mm")."""
    passage = text[start:end]
    for hit in reversed(hits):
        if hit.kind not in THINGS and start <= hit.start and hit.end <= end:
            passage = (
                re.sub(r"(?:(?:in|of|at|within) (?:the )?)?$", "", passage[: hit.start - start])
                + passage[hit.end - start :]
            )
    return passage


def _place(text: str, length: re.Match[str], thing: Hit, hits: list[Hit], low: int) -> Hit | None:
    """Where the thing lies: beside its name, between it and its length, or right behind."""
    places = [hit for hit in hits if hit.kind not in THINGS]
    first, last = min(thing.start, length.start()), max(thing.end, length.end())
    adjective = next((hit for hit in reversed(places) if hit.end <= thing.start), None)
    if adjective and thing.start - adjective.end <= 3:
        return _taken_with(text, adjective, places)
    within = [hit for hit in places if first <= hit.start and hit.end <= last]
    if within and thing.kind != "tumour":
        return within[-1] if thing.end <= length.start() else within[0]
    if (
        adjective
        and adjective.start >= low
        and thing.kind != "tumour"
        and not re.search(r"[.;]|, (?:no|but|an?) ", text[adjective.end : first])
    ):
        return adjective
    behind = next((hit for hit in places if hit.start >= last), None)
    if behind and behind.start - last <= 60 and patterns()["lies"].fullmatch(text[last : behind.start]):
        return behind
    return next((hit for hit in places if hit.end <= first and _heads(text, hit, low)), None)


def _taken_with(text: str, place: Hit, places: list[Hit]) -> Hit:
    """The organ with the tumour, where what is named right before a tumour only went with it: "body/tail + spleen: NET"."""
    before = places[places.index(place) - 1] if places.index(place) else None
    if before is None or before.kind != "primary" or not text.startswith("spleen", place.start):
        return place
    return before if re.fullmatch(r" ?(?:\+|&|,|and|with) ?(?:the )?", text[before.end : place.start]) else place


def _heads(text: str, hit: Hit, low: int) -> bool:
    """Whether a place heads its line: "Liver: ...", "Right ovary - ..."."""
    return hit.start - low <= 24 and patterns()["heading"].match(text, hit.end) is not None


def _of(page: Page, length: re.Match[str], thing: Hit, place: Hit | None, low: int) -> Subject | None:
    """Whose a thing at a place is."""
    text = page.folded.text
    kind = place.kind if place else None
    end = page.sentence(length.start())[1]
    if thing.kind in {"lesion", "polyp"} and patterns()["benign"].search(
        text, length.end(), min(end, length.end() + 60)
    ):
        return None
    if kind == "other" and _is_thymic_mass(page, place, thing):
        kind = "primary"
    if kind == "lung" or (kind == "other" and _is_hilar_mass(text, place, thing)):
        kind = "primary" if thing.kind != "spread" and page.kept(_has_a_lung_primary) else "other"
    known = patterns()["known_tumour"].search(text[max(low, thing.start - KNOWN_CHARS) : thing.start]) is not None
    of_a_primary = text.startswith("primar", thing.start) or (known and thing.kind == "tumour")
    specimen = page.kept(Specimens).at(length.start()) if kind in {None, "primary"} and not of_a_primary else None
    if specimen is not None and specimen.kind == "metastasis" and (thing.kind == "spread" or specimen.heads):
        return "liver" if specimen.liver else None
    if thing.kind == "spread":
        if kind is None:
            return "liver" if carried_over(page, low) == "liver" else None
        return "liver" if kind == "liver" else None
    if kind == "liver":
        return "liver"
    if kind == "other":
        return "tumour" if thing.kind == "tumour" and place and place.end < thing.start - 3 else None
    if thing.kind == "polyp":
        last = end
        if patterns()["superlative"].search(text, max(low, thing.start - 24), thing.start) and low:
            low = page.sentence(low - 1)[0]  # "gastric NET type 1. Biggest polyp 7 mm"
        for _ in range(POLYP_SENTENCES):
            last = page.sentence(last)[1] if last < len(text) else last
        if patterns()["in_a_polyp"].search(text, low, thing.start):
            return None
        sentence = text[low:last]
        return "tumour" if re.search(r"\bnets?\b|carcinoid|neuro-?endocrine|gastrinoma", sentence) else None
    if thing.kind == "lesion" and kind is None:
        carried = carried_over(page, low)
        if carried in {"other", "none"} and text[thing.start : thing.end] in {"one", "ones"}:
            return None  # "ovarian metastases. The largest one 3 cm"
        return "liver" if carried == "liver" else "tumour"
    return "tumour"


def _is_hilar_mass(text: str, place: Hit | None, thing: Hit) -> bool:
    """Whether a mass lies at the hilum of a lung, where a primary of the bronchus is; a node there is no mass."""
    return place is not None and text[place.start : place.end] == "hilar" and text.startswith("mass", thing.start)


def _has_a_thymic_primary(page: Page) -> bool:
    return patterns()["thymic_primary"].search(page.folded.text) is not None


def _is_thymic_mass(page: Page, place: Hit | None, thing: Hit) -> bool:
    """Whether a mass lies in the mediastinum, where a tumour of the thymus is; a node there is no mass."""
    text = page.folded.text
    if place is None or not text.startswith(("mass", "tumo"), thing.start):
        return False
    return text.startswith("mediastin", place.start) and page.kept(_has_a_thymic_primary)


def _unnamed(page: Page, length: re.Match[str], hits: list[Hit], low: int) -> Measured | None:
    """A length without a noun: of the place named ("segment III 38 mm"), or "largest 34 mm" of what went before."""
    text, known = page.folded.text, patterns()
    places = [hit for hit in hits if hit.kind not in THINGS]
    before = next((hit for hit in reversed(places) if hit.end <= length.start()), None)
    said = known["superlative"].search(text, max(low, length.start() - 40), length.start("unit"))
    if before and length.start() - before.end <= 40:
        if known["healthy"].search(text, max(low, before.start - 20), before.start):
            return None
        part = known["part"].fullmatch(text[before.start : before.end]) is not None
        if _is_the_organs_own(text, before, length):
            return None
        return _at(page, before, (part and not length["c"]) or (length.start() - before.end <= 3 and said is not None))
    behind = next((hit for hit in places if hit.start >= length.end()), None)
    if behind and behind.start - length.end() <= 20 and known["lying"].fullmatch(text[length.end() : behind.start]):
        if behind.kind == "liver":
            return Measured("liver")
        if said or known["incidental"].search(text[low : length.start()]):
            return _at(page, behind, True)
        return _at(page, behind, False) if _is_the_place_of_the_tumour(page, length, behind, low) else None
    if _is_headed(page, length, low):
        return Measured("tumour", True, known["resected"].search(text, low, length.start()) is not None)
    if is_in_a_staged_row(text, length, low):
        return Measured("tumour", True, True)
    operation = known["after_an_operation"].search(text, max(low, length.start() - CODES_CHARS), length.start())
    if operation and known["clause_end"].match(text, length.end()) and _is_coded(page, length):
        return None if is_too_long_for(operation["name"], length) else Measured("tumour", True, True)
    if said is None:
        # "... found at appendicectomy. 18 mm, mesoappendix invaded": a sentence that begins with its length
        opens = known["opening"].fullmatch(text, low, length.start()) and re.match(
            OPENED, text[length.end() : length.end() + 24]
        )
        if opens is None:
            return None
        of_it = only_the_tumour(page, low) or (kinds_before(page, low) == {"primary"} and _is_coded(page, length))
        return Measured("tumour", False) if of_it else None
    specimen = page.kept(Specimens).at(length.start())
    if specimen is not None and specimen.kind == "metastasis":
        return Measured("liver") if specimen.liver else None
    carried = subject_of([hit for hit in hits if hit.end <= length.start()]) or carried_over(page, low)
    if carried is None and known["own_size"].search(text[max(0, low - 1) : length.start()]):
        return Measured("tumour")
    if carried == "liver":
        return Measured("liver")
    return Measured("tumour") if carried in {"tumour", "primary", "lesion", "polyp"} else None


def _is_the_place_of_the_tumour(page: Page, length: re.Match[str], place: Hit, low: int) -> bool:
    """Whether the organ behind a length is where the tumour told before lies: "Insulinoma. 38F, 1.6 cm pancreatic body"."""
    text, known = page.folded.text, patterns()
    if place.kind != "primary" or _is_the_organs_own(text, place, length):
        return False
    alone = known["clause_start"].search(text[low : length.start()]) and known["clause_end"].match(text, place.end)
    return alone is not None and only_the_tumour(page, low)


def _is_headed(page: Page, length: re.Match[str], low: int) -> bool:
    """Whether a length stands behind the label of a report, or the operation that removed the tumour: "Final
    pathology: 4.5 cm, G2", "papillectomy: 13 mm, NET", "right hemicolectomy 5/2: size 48 mm, pT3"."""
    text, known = page.folded.text, patterns()
    if not known["clause_end"].match(text, length.end()):
        return False
    operation = known["operation_label"].search(text[low : length.start()])
    if operation and (
        length_mm(length) >= table("sizes")["specimen_from_mm"] or is_too_long_for(operation["name"], length)
    ):
        return False
    if operation is None and known["report_label"].search(text[low : length.start()]) is None:
        return False
    before, coded = kinds_before(page, low), _is_coded(page, length)
    if operation and coded:
        before -= {"lesion", "polyp"}  # what the operation removed, when an endoscopy had seen it
    return before <= {"tumour", "primary", "lung"} and ("tumour" in before or coded)


def _is_coded(page: Page, length: re.Match[str]) -> bool:
    """Whether the grade, the stage, the Ki-67 or the name of the tumour goes on behind a length: "14 mm, G1"."""
    _, high = page.sentence(length.start())
    return patterns()["coded"].search(page.folded.text, length.end(), min(high, length.end() + CODES_CHARS)) is not None


def _is_the_organs_own(text: str, place: Hit, length: re.Match[str]) -> bool:
    """Whether a length beside an organ alone is too long for its tumour: "appendix 7.2 cm"."""
    return is_too_long_for(text[place.start : place.end], length)


def _has_a_lung_primary(page: Page) -> bool:
    """Whether the tumour of a text began in the lung."""
    return patterns()["lung_primary"].search(page.folded.text) is not None


def _at(page: Page, place: Hit, sure: bool) -> Measured | None:
    """What a length beside a place alone may be of; the length of an organ is not the size of its tumour."""
    kind = place.kind
    if kind == "lung" and page.kept(_has_a_lung_primary):
        kind = "primary"
    return Measured("tumour", sure) if kind == "primary" else Measured("liver") if kind == "liver" else None
