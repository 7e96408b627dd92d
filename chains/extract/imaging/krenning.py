# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Krenning: the scores that a text gives, one by one, in a row, as a change, or under a heading."""

import re
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from chains.extract.imaging.krenning_lists import legends, listed_scores
from chains.extract.imaging.modality import Modalities
from chains.extract.imaging.places import PLACE_CHARS, Place
from chains.extract.text.found import impossible
from chains.extract.text.number import ROMAN, WORDS
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.placed import starting
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import LEFT, RIGHT, forms
from knowledge.case import Problem, Span

NEAR_CHARS = 30
"""How far from a location a bare score may stand."""
Kind = Literal["krenning", "worded", "uptake", "trend"]
"""``worded`` is a Krenning score told as a comparison with normal organs."""


class Sign(NamedTuple):
    """Something seen: a Krenning score, uptake, or a change of it."""

    kind: Kind
    value: str
    start: int
    end: int
    whole: bool = False
    """Told as the result of an examination: "the Octreoscan was negative"."""


@cache
def _krenning() -> re.Pattern[str]:
    word = forms("imaging", "krenning")
    digit = r"(?P<named>-?\d{1,3}(?!\.\d)|iv|iii|ii|i|zero|one|two|three|four|five)"
    link = r"(?:[ -]?(?:scores?|scale|grades?|index|level|class|category|uptake|sc\.?|of|is|was|were|=|:|#|at|a|the|and|about|\()){0,8}"
    return re.compile(
        rf"{word}{link} ?{digit}(?![\d%])(?: ?(?:-|to|/|or) ?(?P<high>[0-4](?![\d.%])|iv|iii|ii))?{RIGHT}"
        rf"|{word}[^.;:\n\d]{{0,70}}? from (?:an? )?(?P<old>[0-4]) to (?:an? )?(?P<new>[0-4])(?!\d|\.\d|%)"
        rf"|{LEFT}(?<!vitamin )k(?:s|rs)? ?-?(?P<short>[0-9])(?!\d)(?!\.\d)(?:(?:-|/)k?(?P<shorthigh>[0-4])(?!\d))?{RIGHT}(?! ?(?:mmol|meq|mg))"
        rf"|{LEFT}(?:grade |g|gr\.? ?)(?P<graded>[0-4]|iv|iii|ii|i) \(?(?:(?:of|on|in|by|per|acc\.? to|according to) (?:the )?(?=krenning))?(?:krenning|uptake)"
        rf"|{LEFT}(?<!/)(?P<before>[0-4]) ?(?:\(|on the |by |as per )?(?:modified )?{word}(?!{link} ?\d)"
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "pair": re.compile(rf"{LEFT}(?:score(?: of)? |grade )?(?P<digit>[0-4])(?![\d.%]) ?(?:in|at|for|over|on) (?:the |all |most |multiple |both ){{0,2}}"),
        "pair_in_words": re.compile(rf"{LEFT}(?:score(?: of)? |grade )?(?P<digit>zero|one|two|three|four|iv|iii|ii|i) (?:in|at|for|over|on) (?:the |all |most |multiple |both ){{0,2}}"),
        "pair_in_brackets": re.compile(r"(?:[,;/]| and| or)? ?(?:krenning |score |k)?(?P<digit>[0-4]|iv|iii|ii|i) ?\((?=[a-z])"),
        "pair_bare": re.compile(r" ?(?P<by>/|,|;|\+) ?(?P<digit>[0-4])(?![\d.%/]) (?=[a-z])"),
        "many": re.compile(r"lesions|mets|metastas[ei]s|deposits|foci"),
        "taken_back": re.compile(r"(?<![a-z])(?:not|no longer|instead of|rather than|no|never|wrongly|erroneously|mistakenly)(?: (?:an?|the|as|called|given as|graded|really|in fact|any more|actually)){0,2} ?$"),
        "asked_for": re.compile(r"(?<![a-z])(?:requir(?:es?|ed|ing)|needs?|needed|minimum|threshold|cut-?off|criteri(?:on|a)|should be|must be|has to be|have to be|eligible|only (?:if|when|with|for)|unless|whether|means|defined|definition|wants?)(?: (?:an?|the|of|is|with|if|for|when|as|by|in|patients|uptake|score|lesions?|least|at)){0,4} ?$"),
        # another reading, of which the writer gives his own: "Krenning 4 per outside; our reading Krenning 2"
        "reread": re.compile(r"[^.;\n\d]{0,50}?(?:(?<![a-z])(?:per|by|acc\.? to|according to|in|from|on|as per) (?:the )?(?:outside|external|referring|first|original|local)[^.;\n\d]{0,24})?[.;,\n(]{1,2} ?(?:but |while |whereas )?(?:(?:in |on |by |acc\.? to )?(?:our|my)(?: own)? (?:reading|read|re-?read|review|view|opinion|score|assessment|physicists?|nuc(?:lear)? med[a-z]*)|(?:i|we) (?:would )?(?:read|score|call|give|see|find|rate)(?: it| this| that)?)[^.;\n\d]{0,24}(?:krenning|score|k|grade|only|a|as|it|=|:) ?[0-4](?!\.?\d|%)"),
        "denied": re.compile(r",? (?:is|was|are) (?:wrong|incorrect|not (?:right|correct)|a (?:typo|mistake|slip)|an error)(?![a-z])"),
        "from": re.compile(r"(?<![a-z])from ?$"),
        "to": re.compile(r" ?(?:to|→) ?(?:a )?"),
        "row": re.compile(r"(?:(?:,| and|, and|/) ?[0-4]){1,4},? respectively"),
        "or_higher": re.compile(r" ?(?:or|and) (?:higher|above|more|greater)|\+(?=[ ,.;)]|$)"),
        "at_least": re.compile(r"(?:>=? ?|at least |minimum |min\. )$"),
    }  # fmt: skip


def read_scores(page: Page, places: list[Place], modalities: Modalities) -> tuple[list[Sign], list[Problem]]:
    """Every score of the text as a sign, and scores that do not exist."""
    signs: list[Sign] = []
    problems: list[Problem] = []
    receptor = bool(modalities.receptor)
    scale = Taken(len(page.text), page.kept(legends))
    refused: list[Span] = []
    for match in scan(_krenning(), page.text):
        name = next(name for name in ("named", "graded", "before", "short", "new") if match[name])
        span: Span = match.span() if name == "short" else match.span(name)
        if "asked" in page.context(*match.span()) or scale.overlaps(*match.span()):
            continue
        if name == "short" and not (receptor or _near(places, *match.span())):
            continue
        if _is_taken_back(page, *match.span()):
            refused.append(match.span())
            continue
        if name == "new":
            signs += _change(_number(match["old"]), _number(match["new"]), *match.span())
            continue
        score = _number(match[name])
        if not 0 <= score <= 4:
            if name != "short" or receptor:
                problems.append(impossible(page, "receptor_imaging", *span, "krenning"))
            continue
        if _patterns()["or_higher"].match(page.text, match.end()) or _patterns()["at_least"].search(
            page.text[max(0, match.start() - 10) : match.start()]
        ):
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
        signs += _pairs(page, match, places) + _row(page, match.end())
    signs = _each_once(signs)
    bare = listed_scores(page, places, [*refused, *((sign.start, sign.end) for sign in signs)])
    signs = _changes(page, [sign for sign in signs if sign.value])
    return signs + [Sign("krenning", str(_number(page.text[start:end])), start, end) for start, end in bare], problems


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


def _is_taken_back(page: Page, start: int, end: int) -> bool:
    """Whether a score is only named to be denied ("not Krenning 4 as dictated") or as what a treatment asks for."""
    text, low = page.text, page.sentence(start)[0]
    return (
        _patterns()["taken_back"].search(text, max(low, start - 32), start) is not None
        or _patterns()["asked_for"].search(text, max(low, start - 48), start) is not None
        or _patterns()["denied"].match(text, end) is not None
        or _patterns()["reread"].match(text, end) is not None
    )


def _each_once(signs: list[Sign]) -> list[Sign]:
    """The signs without a second one at the same place."""
    return list({(sign.start, sign.kind): sign for sign in reversed(signs)}.values())[::-1]


def _pairs(page: Page, first: re.Match[str], places: list[Place]) -> list[Sign]:
    """Scores that go on after one in its own way: "Krenning 2 at the bed and 3 in the liver", "two for the nodes and
    three for the bone", "4 (liver), 2 (nodes)", "4 liver / 3 nodes"."""
    text, known, end = page.text, _patterns(), first.end()
    limit = min(page.sentence(end - 1)[1], end + 90)
    named = first.groupdict().get("named") or ""
    pairs = list(known["pair_in_words" if named.isalpha() else "pair"].finditer(text, end, limit))
    found = [
        Sign("krenning", str(_number(match["digit"])), *match.span("digit"))
        for match in pairs
        if not re.search(r"krenning[^,;]{0,12}$", text[max(end, match.start() - 24) : match.start()])
        and starting(places, match.end(), match.end() + 13)
    ]
    at, bare = end, text[end : end + 1] == " " and starting(places, end + 1, end + 2)
    bracketed = re.match(r" ?\(", text[end : end + 2])
    while bare or bracketed:  # each in the way of the one before
        place = starting(places, at, min(limit, at + NEAR_CHARS))[:1]
        if not place:
            break
        tail = re.compile(r"(?: (?:lesions?|mets|metastas[ei]s|deposits?|disease|only))?").match(text, place[0].end)
        at = tail.end() if tail else place[0].end
        if bracketed:
            closing = text.find(")", at, min(limit, at + NEAR_CHARS))
            at = closing + 1 if closing >= 0 else limit
        following = known["pair_in_brackets" if bracketed else "pair_bare"].match(text, at, limit)
        named_next = starting(places, following.end(), following.end() + (20 if bracketed else 1)) if following else ()
        if not following or not named_next:
            break
        if bare and known["many"].search(text, named_next[0].start, named_next[0].end + 12):
            break  # "Krenning 4 liver, 2 bone metastases": two of them
        found.append(Sign("krenning", str(_number(following["digit"])), *following.span("digit")))
        at = following.end()
    return found


def _row(page: Page, end: int) -> list[Sign]:
    """Scores that go on after one and are told apart by "respectively": "Krenning 4, 3 and 2 respectively"."""
    match = _patterns()["row"].match(page.text, end)
    if not match:
        return []
    digits = re.compile(r"[0-4]").finditer(page.text, end, match.end())
    return [Sign("krenning", digit.group(), *digit.span()) for digit in digits]


def _near(places: list[Place], start: int, end: int) -> bool:
    near = starting(places, start - NEAR_CHARS - PLACE_CHARS, end + NEAR_CHARS)
    return any(end - place.start < NEAR_CHARS or 0 <= start - place.end < NEAR_CHARS for place in near)
