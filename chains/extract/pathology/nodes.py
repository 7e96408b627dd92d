# ruff: noqa: E501 - a pattern is checked more easily on one line
"""Nodes: lymph nodes with tumour out of those examined."""

import itertools
import re

from chains.extract.pathology.nodes_bare import bare_counts, is_date, may_be_date, stage_denies
from chains.extract.pathology.nodes_listed import listed_counts
from chains.extract.pathology.nodes_revised import revised_counts
from chains.extract.pathology.nodes_words import HINTS, NEEDS, REGION, patterns, station
from chains.extract.text.found import Found, impossible
from chains.extract.text.number import number
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import LEFT
from knowledge.case import Nodes, Problem, Span

TOTAL, SUM, COUNTED, BARE = 40, 30, 20, 8
"""Ranks of a stated total, of a sum over stations, of a single count (less its place in the list), of a bare one."""
_STAGED = re.compile(r"(?:^|[^a-z0-9]|(?<![a-z0-9])[a-z]{0,2}t[0-4x][a-d]?)(?:yp|rp|y|p)?$")
STAGE_CHARS = 8
"""How far before the N of a stage its prefix or its T may begin."""
BEFORE_CHARS, BEHIND_CHARS = 120, 160
"""How far around the first and the last word about nodes the longer patterns are tried."""
_NONE = {"none", "no", "nil"}
STATION_CHARS, LIST_CHARS = 30, 60
"""How far before a count the words may begin that name its station, and how far apart two counts of one list may stand."""
APART_CHARS = 160
"""How far apart the counts of two stations of one report may stand."""
_NOT_ADDED = re.compile(
    r"includ|of which|of these|thereof|sentinel|total|overall|altogether|(?<!\d)(?:19|20)\d\d(?!\d)|\b(?:eus|fna|fnb|previous|earlier|outside|first|re-?count|re-?view|re-?read)\b"
)
"""Between two counts that are not to be added up."""
_STATION = re.compile(rf"\b{REGION}(?= (?:lymph )?nod)|\b(?:lymph )?nodes (?:of|at|along|in|from) the ")
_IMAGED = re.compile(
    r"[^.;\n]{0,24}?(?:\b(?:on|by|in|at) (?:the )?(?:[a-z0-9-]+ )?(?:ct|pet|mri|scan|imaging|ultrasound)\b|\b(?:fdg|pet|dotatate|tracer|sstr)[ -]?(?:positive|avid)|\bavid\b|\benlarged\b|\bsuspicious\b)"
)
"""Behind nodes that were counted on a scan."""
_IMAGED_BEFORE = re.compile(r"\b(?:(?:pet|fdg|sstr|dotatate)[ -](?:positive|avid)|avid|enlarged) $")
"""Before such nodes."""


def read_nodes(page: Page) -> tuple[list[Found], list[Problem]]:
    """Node counts, each without the first of two of which the later one took its place."""
    found, problems = _read(page)
    revised = (
        [fact._replace(rank=TOTAL) for fact in revised_counts(page)] if "nod" in page.text or "ln" in page.text else []
    )
    if not revised:
        return found, problems
    taken = Taken(len(page.text), [(one.start, one.end) for one in revised])
    return [item for item in found if not taken.overlaps(item.start, item.end)] + revised, problems


def _read(page: Page) -> tuple[list[Found], list[Problem]]:
    """Node counts: a stated total first, then a sum over stations, then the most telling wording."""
    found: list[Found] = []
    problems: list[Problem] = []
    wrong: list[Span] = []
    hints = [hint for hint in HINTS if hint in page.text]
    first = max(0, min(map(page.text.find, hints), default=0) - BEFORE_CHARS)
    last = max(map(page.text.rfind, hints), default=0) + BEHIND_CHARS
    for place, (kind, searched) in enumerate(patterns() if hints else ()):
        if not any(need in page.text for need in NEEDS.get(kind, ("",))):
            continue
        if kind == "in_brackets" and len(list(searched.finditer(page.text, first, last))) > 1:
            continue  # each is the count of one station
        at_words = searched.pattern.startswith(LEFT)
        for match in (scan if at_words else re.Pattern.finditer)(searched, page.text, first, last):
            positive, examined = _counts(kind, match)
            if examined == 0 or not _holds(page, kind, match, positive):
                continue
            named = [match.span(name) for name in ("a", "b") if name in searched.groupindex] or [match.span()]
            start, end = min(span[0] for span in named), max(span[1] for span in named)
            if positive is not None and examined is not None and positive > examined:
                if kind != "total" and not any(a < end and start < b for a, b in wrong):
                    wrong.append((start, end))
                    problems.append(impossible(page, "nodes", start, end, "nodes"))
                continue
            rank = TOTAL if kind == "total" else COUNTED - place
            found.append(Found("nodes", Nodes(positive=positive, examined=examined), start, end, rank))
    if wrong and not (found and all(_reads_as_date(page.text[start:end]) for start, end in wrong)):
        return [item for item in found if item.rank >= TOTAL], problems
    if wrong:
        problems = []
    for positive, examined, start, end in bare_counts(page):
        found.append(Found("nodes", Nodes(positive=positive, examined=examined), start, end, BARE))
    stations = list(scan(station(), page.text, first, last)) if hints else []
    sums = _over_stations(page, stations)
    lists = listed_counts(page, first, last) if hints else []
    if sums and any(
        one.counts > len(stations) and one.start <= sums[0].end and sums[0].start < one.end for one in lists
    ):
        sums = []  # which left out a place
    if not sums and hints:
        for counts in lists:
            found = [item for item in found if item.rank >= TOTAL or not counts.start <= item.start < counts.end]
            if counts.total:
                value = Nodes(positive=counts.total[0], examined=counts.total[1])
                sums.append(Found("nodes", value, counts.start, counts.end, SUM))
        sums = sums if len(sums) == 1 else []
    if _leaves_one_out(page, found, sums):
        return [item for item in found if item.rank >= TOTAL], problems
    return found + sums if sums else _without_a_lone_station(found, stations), problems


def _without_a_lone_station(found: list[Found], stations: list[re.Match[str]]) -> list[Found]:
    """The counts without that of one station beside that of the specimen ("station 8a 0/3. Specimen: nodes 1/11"); none
    at all where the station holds more tumour than the specimen."""
    counted = [one for one in found if one.value.positive is not None and one.value.examined is not None]
    if not stations or any(one.rank >= TOTAL for one in found):
        return found
    of_stations = Taken(stations[-1].end() + 1, [it.span() for it in stations])
    alone = [one for one in counted if of_stations.overlaps(one.start, one.end)]
    whole = [one for one in counted if one.rank > BARE and not of_stations.overlaps(one.start, one.end)]
    if not alone or not whole:
        return found
    if max(one.value.positive for one in alone) > max(one.value.positive for one in whole):
        return []
    largest = max(one.value.examined for one in whole)
    set_aside = {id(one) for one in alone if one.value.examined <= largest}
    return [one for one in found if id(one) not in set_aside]


def _leaves_one_out(page: Page, found: list[Found], sums: list[Found]) -> bool:
    """Whether several stations have a count each, and no sum holds all of them: none of them is that of the specimen."""
    counts: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, one.end)):
        counted = one.value.positive is not None and one.value.examined is not None and one.rank > BARE
        if counted and not (counts and one.start < counts[-1].end):
            counts.append(one)
    places = [one for one in counts if _STATION.search(page.text, max(0, one.start - STATION_CHARS), one.end)]
    if len(places) < 2 or any(item.rank >= TOTAL for item in found):
        return False
    if all(any(whole.start <= one.start and one.end <= whole.end for whole in sums) for one in places):
        return False
    return any(
        after.start - before.end <= LIST_CHARS
        and re.fullmatch(r"[ ,;.)\n]{1,4}(?:and |the )?(?:[a-z0-9-]+ ){0,4}[:(]?", page.text[before.end : after.start])
        for before, after in itertools.pairwise(places)
    )


def _reads_as_date(words: str) -> bool:
    """Whether an impossible count is rather the date beside a possible one: "5/12 nodes, 12/5 was the op"."""
    first, _, second = words.partition("/")
    return first.isdigit() and second.isdigit() and may_be_date(first, second)


def _counts(kind: str, match: re.Match[str]) -> tuple[int | None, int | None]:
    """The nodes with tumour and those examined, as far as a wording gives them."""
    groups = match.re.groupindex
    positive = _count(match["a"]) if "a" in groups else 0 if kind in {"none", "clear"} else None
    examined = _count(match["b"]) if "b" in groups else None
    if kind == "split" and examined is not None and positive is not None:
        examined += positive
    return positive, examined


def _holds(page: Page, kind: str, match: re.Match[str], positive: int | None) -> bool:
    """Whether a wording tells nodes of the patient: not asked, not denied, no date, and in step with its N-stage."""
    contexts = page.context(*match.span())
    if contexts & {"asked", "possible"} or (kind in {"some", "positive"} and "negated" in contexts):
        return False
    if _IMAGED_BEFORE.search(page.text, max(0, match.start() - STATION_CHARS), match.start()):
        return False
    if _IMAGED.match(page.text, match.end()) or "sentinel" in page.text[max(0, match.start() - 12) : match.end()]:
        return False
    if kind == "stage":
        staged = _STAGED.search(page.text[max(0, match.start() - STAGE_CHARS) : match.start()])
        return not (staged is None or stage_denies(match["stage"], positive or 0) or is_date(page, match))
    return kind not in {"ratio", "in_brackets", "total", "plus"} or not is_date(page, match)


def _over_stations(page: Page, stations: list[re.Match[str]]) -> list[Found]:
    """The sum where the text gives a count for each of several stations of one dissection."""
    counts = {match["name"] or match["behind"]: match for match in stations}
    pairs = [(int(match["a"] or match["c"]), int(match["b"] or match["d"])) for match in counts.values()]
    if len(pairs) < 2 or any(a > b or not b for a, b in pairs):
        return []
    places = [match.span() for match in counts.values()]
    if any(
        start - end > APART_CHARS or _NOT_ADDED.search(page.text, end, start)
        for (_, end), (start, _) in itertools.pairwise(places)
    ):
        return []
    value = Nodes(positive=sum(a for a, _ in pairs), examined=sum(b for _, b in pairs))
    return [Found("nodes", value, places[0][0], places[-1][1], SUM)]


def _count(word: str) -> int:
    return 0 if word in _NONE else int(number(word))
