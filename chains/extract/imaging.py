"""Imaging: what somatostatin receptor imaging and FDG show, location by location."""

import re
from functools import cache
from typing import Literal, NamedTuple

from chains.extract.found import Found, entry, impossible
from chains.extract.number import ROMAN, WORDS
from chains.extract.page import SENTENCE_CHARS, Page
from chains.extract.vocabulary import LEFT, RIGHT, Index, forms, index, table
from knowledge.case import ImagingLocation, Problem, ReceptorImaging, Span


class Place(NamedTuple):
    """A location named in the text."""

    location: ImagingLocation
    start: int
    end: int


class Sign(NamedTuple):
    """Something seen: a Krenning score, uptake, or a change of it."""

    kind: Literal["krenning", "uptake", "trend"]
    value: int | str | None
    start: int
    end: int


@cache
def _places() -> Index:
    return index("imaging", "location")


@cache
def _signs() -> Index:
    data = table("imaging")
    return Index({f"{kind}.{name}": list(body["forms"]) for kind in ("uptake", "trend") for name, body in data[kind].items()}, right=r"(?![a-z0-9])")


@cache
def _krenning() -> re.Pattern[str]:
    word = forms("imaging", "krenning")
    digit = r"(?P<{0}>-?\d{{1,3}}(?!\.\d)|iv|iii|ii|i|zero|one|two|three|four)"
    link = r"(?:[ -]?(?:score|scale|grade|index|level|class|category|uptake|sc\.?|of|is|was|=|:|#|at|a|the|and|about|\())*"
    return re.compile(
        rf"{word}{link} ?{digit.format('named')}(?![\d%])(?: ?(?:-|to|/|–|or) ?(?P<high>[0-4](?![\d.%])|iv|iii|ii))?{RIGHT}"
        rf"|{LEFT}(?<!vitamin )k(?:s|rs)? ?-?(?P<short>[0-9])(?!\d)(?!\.\d)(?:(?:-|/)k?(?P<shorthigh>[0-4])(?!\d))?{RIGHT}(?! ?(?:mmol|meq|mg))"
        rf"|{LEFT}grade (?P<graded>[0-4]|iv|iii|ii|i) \(?(?:krenning|uptake)"
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "receptor": re.compile(forms("imaging", "receptor")),
        "tracer": re.compile(forms("imaging", "tracer_words")),
        "fdg": re.compile(forms("imaging", "fdg")),
        "therapy": re.compile(forms("imaging", "not_imaging")),
        "pair": re.compile(rf"{LEFT}(?:score(?: of)? |grade )?(?P<digit>[0-4])(?![\d.%]) ?(?:in|at|for|over|on) (?:the |all |most |multiple |both )?"),
        "heading": re.compile(rf"{forms('imaging', 'krenning')}(?: scores?| grades?)?(?: was| were)? ?:? ?(?=[a-z])"),
        "beside": re.compile(r"[ :=(]{1,2}(?P<digit>[0-4])(?=[ ,;.)\n]|$)(?! ?(?:mm|cm|lesions|x))"),
        "pair_after": re.compile(r"[^.;\n\d]{0,24}?[ :=(](?P<digit>[0-4])(?![\d.%/]|(?: ?(?:mm|cm|lesions?|cycles?|x|-|to\b)))(?=[ ,;.)\n]|$)"),
        "prepositional": re.compile(r"(?: ?\)?,?)(?: (?:uptake|activity|avidity|lesions?|tracer|seen|was|is|noted|present|intensity|accumulation|found|foci|focus))* ?(?:in|at|within|over|for|of|on) (?:[a-z]+ ){0,3}?$"),
    }


def read_imaging(page: Page) -> tuple[list[Found], list[Problem]]:
    """Receptor imaging by location, the FDG result, and Krenning scores that do not exist."""
    found: list[Found] = []
    problems: list[Problem] = []
    text = page.text
    masked = [match.span() for match in _patterns()["therapy"].finditer(text)]
    places = _all_places(page)
    signs = _all_signs(page, masked, problems, places)
    evidence = bool(_patterns()["receptor"].search(text)) or any(sign.kind == "krenning" for sign in signs)
    found += _fdg(page)
    if not evidence:
        return found, problems
    tracers = _tracers(page, masked)
    for place, own in _associate(page, places, signs):
        found += _compose(page, place, own, tracers)
    return found, problems


def _all_places(page: Page) -> list[Place]:
    return [Place(name, start, end) for name, start, end in _places().find(page.text)]  # type: ignore[arg-type]


def _all_signs(page: Page, masked: list[Span], problems: list[Problem], places: list[Place]) -> list[Sign]:
    text = page.text
    signs: list[Sign] = []
    receptor = bool(_patterns()["receptor"].search(text))
    for match in _krenning().finditer(text):
        word = match["named"] or match["graded"] or match["short"]
        start, end = (match.span("named") if match["named"] else match.span("graded") if match["graded"] else match.span())
        if "asked" in page.context(*match.span()):
            continue
        if match["short"] and not (receptor or _near(places, match.start(), match.end())):
            continue
        digits = ROMAN.get(word) if word in ROMAN else WORDS.get(word) if word in WORDS else int(word)
        high = match["high"] or match["shorthigh"]
        if digits is None or not 0 <= digits <= 4:
            if not match["short"] or receptor:
                problems.append(impossible(page, "receptor_imaging", start, end, "krenning"))
            continue
        if high and (ROMAN.get(high) or int(high)) != digits:
            signs.append(Sign("uptake", "positive", match.start(), match.end()))
            continue
        signs.append(Sign("krenning", digits, match.start(), match.end()))
        signs += _chain(page, match.end(), places, text)
    signs += _header(page, places)
    for name, start, end in _signs().find(text):
        kind, _, value = name.partition(".")
        if any(a <= start < b for a, b in masked) or _is_fdg(page, start):
            continue
        contexts = page.context(start, end)
        if "asked" in contexts or value == "physiological":
            continue
        if value == "beside":
            if not any(0 <= start - place.end <= 6 for place in places) or not _has_receptor_word(page, start):
                continue
            value = "negative"
        if kind == "uptake" and ("negated" in contexts or re.search(r"(?:no|not|non|without)[ -]$", text[max(0, start - 8) : start])):
            value = "negative"
        if kind == "trend" and "negated" in contexts:
            continue
        signs.append(Sign(kind, value, start, end))  # type: ignore[arg-type]
        if kind == "trend" and re.search(r"uptake|avid|intens|activity|bright|hotter", text[start:end]):
            signs.append(Sign("uptake", "positive", start, end))
    return sorted(set(signs), key=lambda sign: (sign.start, sign.end, sign.kind))


def _chain(page: Page, end: int, places: list[Place], text: str) -> list[Sign]:
    """Scores that go on after one: "Krenning 2 at the bed and 3 in the liver", "Krenning: bed 2, liver 3"."""
    signs: list[Sign] = []
    limit = min(page.sentence(end - 1)[1], end + 90)
    for match in _patterns()["pair"].finditer(text, end, limit):
        before = text[max(end, match.start() - 24) : match.start()]
        if re.search(r"krenning[^,;]{0,12}$", before):
            continue
        if any(0 <= place.start - match.end() <= 12 for place in places):
            signs.append(Sign("krenning", int(match["digit"]), match.start("digit"), match.end("digit")))
    return signs


def _header(page: Page, places: list[Place]) -> list[Sign]:
    """Scores under a heading: "Krenning: liver 4, peritoneum 3"."""
    signs: list[Sign] = []
    for match in _patterns()["heading"].finditer(page.text):
        limit = min(page.sentence(match.start())[1], match.end() + 90)
        for place in places:
            if match.end() <= place.start < limit:
                score = _patterns()["beside"].match(page.text, place.end)
                if score:
                    signs.append(Sign("krenning", int(score["digit"]), *score.span("digit")))
    return signs


def _has_receptor_word(page: Page, position: int) -> bool:
    low, high = page.sentence(position)
    return _patterns()["receptor"].search(page.text, low, high) is not None


def _near(places: list[Place], start: int, end: int) -> bool:
    return any(-30 < place.start - end < 30 or 0 <= start - place.end < 30 for place in places)


def _is_fdg(page: Page, position: int) -> bool:
    """Whether a word about uptake speaks of FDG: the nearest tracer named before it, else after it, in its sentence."""
    low, high = page.sentence(position)
    text = page.text
    fdg = [match.start() for match in _patterns()["fdg"].finditer(text, low, high)]
    if not fdg:
        return False
    other = [match.start() for match in _patterns()["receptor"].finditer(text, low, high)]
    before = max([at for at in fdg if at <= position], default=-1)
    other_before = max([at for at in other if at <= position], default=-1)
    if before < 0 and other_before < 0:
        return min(fdg) < min(other, default=10**9)
    return before > other_before


def _tracers(page: Page, masked: list[Span]) -> list[tuple[str, int, int]]:
    return [
        (name, start, end)
        for name, start, end in index("imaging", "tracer").find(page.text)
        if not any(a <= start < b for a, b in masked)
    ]


def _associate(page: Page, places: list[Place], signs: list[Sign]) -> list[tuple[Place, list[Sign]]]:
    """Each sign goes to the location that it speaks of: the nearest in its sentence, borders counted as distance."""
    groups: dict[str, tuple[Place, list[Sign]]] = {}
    scores = [sign for sign in signs if sign.kind == "krenning"]
    for sign in signs:
        low, high = page.sentence(sign.start)
        near = [place for place in places if low <= place.start < high]
        chosen = _choose(page, sign, near, scores) if near else _previous(page, sign, places, low)
        if not chosen:
            if sign.kind == "trend":
                continue
            chosen = [Place("whole_body", sign.start, sign.end)]
        for place in chosen:
            groups.setdefault(place.location, (place, []))[1].append(sign)
    return sorted(groups.values(), key=lambda group: group[0].start)


def _choose(page: Page, sign: Sign, near: list[Place], scores: list[Sign]) -> list[Place]:
    text = page.text
    covering = [place for place in near if place.start < sign.end and sign.start < place.end]
    if covering:
        return covering[:1]
    after = [place for place in near if place.start >= sign.end]
    before = [place for place in near if place.end <= sign.start]
    if after and _patterns()["prepositional"].match(text[sign.end : after[0].start] + "") and len(after[0:1]):
        return _listed(text, after, forward=True)

    def cost(place: Place) -> float:
        low, high = (place.end, sign.start) if place.end <= sign.start else (sign.end, place.start)
        gap = text[low:high]
        other = sum(1 for score in scores if low <= score.start < high and score != sign) if sign.kind == "krenning" else 0
        borders = len(re.findall(r"[,;]|\band\b|\bwhile\b|\bwhereas\b|\bbut\b|\bwith\b(?= krenning)", gap))
        named = 25 if place.end <= sign.start and text[place.end : place.end + 1] == ":" else 0
        enclosed = 40 if place.start >= sign.end and text[sign.start - 1 : sign.start] == "(" else 0
        return len(gap) + 18 * borders + 60 * other + enclosed - named - (4 if place.end <= sign.start else 0)

    best = min([*before[-3:], *after[:2]], key=cost, default=None)
    if best is None:
        return []
    gap = text[best.end : sign.start] if best.end <= sign.start else text[sign.end : best.start]
    if sign.kind == "uptake" and len(re.findall("[,;.]", gap)) >= (1 if best.location == "other" else 2):
        return []
    if best in before:
        return _listed(text, before, forward=False) if best == before[-1] else [best]
    return _listed(text, after, forward=True) if best == after[0] else [best]


def _listed(text: str, places: list[Place], *, forward: bool) -> list[Place]:
    """The locations of one list: "liver and bone lesions"."""
    ordered = places if forward else places[::-1]
    out = [ordered[0]]
    for place in ordered[1:]:
        low, high = (out[-1].end, place.start) if forward else (place.end, out[-1].start)
        if not re.fullmatch(r"(?: (?:lesions?|mets|metasta[a-z]+))?(?:,? ?(?:and|or|/|\+|&) ?|, ?)(?:the |in |in the )?", text[low:high]):
            break
        out.append(place)
    return out


def _previous(page: Page, sign: Sign, places: list[Place], low: int) -> list[Place]:
    """The only location of the sentence before, for a sentence that names none; none for a score of the whole body."""
    if low == 0 or page.folded.text[low - 1 : low] == "":
        return []
    start = page.sentence(low - 1)[0]
    named = [place for place in places if start <= place.start < low]
    if sign.kind == "uptake" and sign.value == "positive" and not re.search("uptake|avid", page.text[sign.start : sign.end]):
        return []
    return named[-1:] if len({place.location for place in named}) == 1 and low - start < SENTENCE_CHARS else []


def _compose(page: Page, place: Place, signs: list[Sign], tracers: list[tuple[str, int, int]]) -> list[Found]:
    scores = [sign for sign in signs if sign.kind == "krenning"]
    contexts = page.context(place.start, place.end)
    shown: list[tuple[list[Sign], Sign | None]] = [([s for s in signs if s.kind != "krenning"], max(scores, key=lambda s: (s.value or 0), default=None))]
    found: list[Found] = []
    for rest, score in shown:
        if score is not None and "hypothetical" not in page.context(score.start, score.end):
            actual = [s for s in scores if "hypothetical" not in page.context(s.start, s.end)]
            if actual:
                score = max(actual, key=lambda s: int(s.value or 0))
        uptakes = [s for s in rest if s.kind == "uptake"]
        trend = next((s for s in rest if s.kind == "trend" and s.value != "stable"), next((s for s in rest if s.kind == "trend"), None))
        positive = next((s for s in uptakes if s.value == "positive"), None)
        negative = next((s for s in uptakes if s.value == "negative"), None)
        uptake: Literal["positive", "negative"] | None = "positive" if positive else "negative" if negative else None
        uptake_span = (positive or negative)[1:] if False else None
        seen = positive or negative
        if score is not None and int(score.value or 0) >= 2:
            uptake, seen = "positive", positive or score
        elif score is not None and score.value == 0:
            uptake, seen = "negative", negative or score
        if score is None and uptake is None and trend is None:
            continue
        if score is None and uptake is None and trend is not None and not _speaks_of_uptake(page, trend):
            continue
        anchor = score or seen or trend
        if anchor is None:
            continue
        start = min(place.start, anchor.start)
        end = max(place.end, anchor.end)
        tracer = _nearest(tracers, start)
        possible = "possible" in contexts or "possible" in page.context(start, max(place.start, anchor.start) + 1)
        value = ReceptorImaging(
            location=place.location,
            krenning=int(score.value) if score is not None and score.value is not None else None,
            uptake=uptake,
            trend=trend.value if trend else None,  # type: ignore[arg-type]
            certainty="possible" if possible else "definite",
            tracer=tracer[0] if tracer else None,
        )
        del uptake_span
        found.append(
            entry(
                "receptor_imaging", value, anchor.start, anchor.end,
                location=(place.start, place.end),
                krenning=(score.start, score.end) if score else None,
                uptake=(seen.start, seen.end) if seen and uptake else None,
                trend=(trend.start, trend.end) if trend else None,
                certainty=(place.start, place.end) if possible else None,
                tracer=(tracer[1], tracer[2]) if tracer else None,
            )
        )
        del end
    return found


def _speaks_of_uptake(page: Page, trend: Sign) -> bool:
    return bool(re.search(r"uptake|avid|intens|activity|bright|hotter", page.text[trend.start : trend.end]))


def _nearest(tracers: list[tuple[str, int, int]], position: int) -> tuple[str, int, int] | None:
    return min(tracers, key=lambda tracer: abs(tracer[1] - position), default=None)


def _fdg(page: Page) -> list[Found]:
    found = []
    for name, start, end in index("imaging", "fdg_result").find(page.text):
        contexts = page.context(start, end)
        if contexts & {"asked", "planned", "considered", "possible"}:
            continue
        value = "negative" if name == "positive" and "negated" in contexts else name
        found.append(Found("fdg", value, start, end))
    return found
