# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Krenning words: scores told as a comparison with normal organs - "uptake above liver but below spleen".

The scale of Kwekkeboom and Krenning (Semin Nucl Med 2002;32:84): 0 none, 1 much lower than liver, 2 slightly below or
equal to liver, 3 above liver, 4 above spleen or kidneys."""

import re
from functools import cache

from chains.extract.imaging.compared import uptake_comparisons
from chains.extract.imaging.krenning import Sign
from chains.extract.imaging.modality import Modalities
from chains.extract.imaging.places import Place, heading_places
from chains.extract.text.comparison import NOUNS, Against, Comparison
from chains.extract.text.page import Page
from chains.extract.text.placed import starting
from chains.extract.text.taken import Taken
from knowledge.case import Span

NEAR_CHARS = 60
"""How near a number may stand to the words that only explain it: "Krenning 4 (above spleen)"."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "elsewhere": re.compile(r"(?<![a-z])(?:psma|mibg|f?-?dopa|choline|exendin|fapi|flt|bone (?:scan|scintigraphy)|mdp|hdp|colloid|deauville|lugano|lymphoma)(?![a-z])"),
        "on_elsewhere": re.compile(r" (?:on|in|at|by|with) (?:the |an? )?(?:[a-z0-9]+-)?(?:psma|mibg|f?-?dopa|choline|exendin|fapi|bone scan)"),
        "rule": re.compile(r"(?<![a-z])(?:requir(?:e|es|ed|ing|ement)|needs?|needed|must|should|criteri(?:a|on)|defin(?:ed|ition|es)|threshold|cut-?off|eligib(?:le|ility) (?:if|when|needs)|only (?:if|when|with)|if|unless|whether|means|provided|patients with)(?![a-z])"),
        "lesion": re.compile(r"(?<![a-z])(?:lesions?|nodules?|mass(?:es)?|mets?|metasta[a-z]+|deposits?|foc(?:us|i|al)|tumou?rs?|primary|primaries|p?nets?|implants?|recurren[a-z]+|remnant|disease|nodes?|hot ?spots?)(?![a-z])"),
        "normal_organ": re.compile(r"uncinate|stomach|thyroid|adrenal|spleen|splenic|kidney|pituitary|prostate|uter|breast|heart|myocard|cardiac|muscle|gallbladder|colon|duodenum|jejunum|ileum|small bowel$|rectum|caecum|cecum|lungs?$|brain$"),
        "subject": re.compile(rf"(?P<said>(?<![a-z])(?:with|show[a-z]*|demonstrat[a-z]+|exhibit[a-z]*|faint|mild|moderate|low(?:-grade)?|weak|slight|focal|diffuse|intense|visible|definite|discrete|some|increased|pathological|significant|has|have) (?:[a-z]+ ){{0,2}})?(?P<noun>{NOUNS})(?: (?:in|of|at|within) (?:[a-z0-9/-]+ ?){{1,5}})?,? ?(?:(?:is|was|are|were|remains?|being|seen) )?$"),
        "reaches": re.compile(r"(?: (?:in|of|at|within) (?:[a-z0-9/-]+ ?){1,6}| (?:seen|found|is|was|clearly|that|which)){0,12}? ?"),
        "asked_after": re.compile(r" ?\?"),
        "question": re.compile(r"[ >\"-]{0,3}(?:is|are|was|were|does|do|did|has|have|any|how|what|which|whether|can|could|would)(?![a-z])"),
        "own_noun": re.compile(NOUNS),
    }  # fmt: skip


def worded_scores(page: Page, places: list[Place], modalities: Modalities, stated: list[Span]) -> list[Sign]:
    """The comparisons of somatostatin receptor imaging as scores; ``stated`` are the numbers, which go before words."""
    signs = []
    for one in page.kept(uptake_comparisons):
        contexts = page.context(one.start, one.start + 1) | page.context(one.end - 1, one.end)
        if contexts & {"asked", "planned", "history"} or "negated" in page.context(one.start, one.start + 1):
            continue
        if _is_asked(page, one):
            continue
        if not _is_receptor(page, modalities, one) or not _is_of_lesion(page, places, one):
            continue
        if _is_stated(page, places, one, stated):
            continue
        score = krenning_of(one.against)
        if score is not None:
            signs.append(Sign("worded", str(score), one.start, one.end))
        elif _is_at_least_equal(one):
            signs.append(Sign("uptake", "positive", one.start, one.end))
    return signs


def krenning_of(against: tuple[Against, ...]) -> int | None:
    """The score that a comparison is by the definition of the scale; None where it leaves two of them open."""
    liver = {one.relation for one in against if one.organ == "liver"}
    blood = {one.relation for one in against if one.organ == "blood pool"}
    if any(one.organ in {"spleen", "kidney"} and one.relation == "above" for one in against):
        return 4
    if len(liver) > 1 or len(blood) > 1:
        return None
    if "above" in liver:
        return 3
    if liver & {"equal", "slightly below"}:
        return 2
    if "far below" in liver or (not liver and blood & {"below", "slightly below", "far below"}):
        return 1
    return 2 if "above" in blood and liver & {"below", "at most"} else None


def without_compared(page: Page, places: list[Place], signs: list[Sign]) -> list[Sign]:
    """The signs of uptake without those of which a comparison leaves open whether there is any."""
    signs = [sign for sign in signs if not _is_denied_above(page, places, sign)]
    named = Taken(len(page.text))  # the word "uptake" that only names what is said to be below the liver
    for one in page.kept(uptake_comparisons):
        if krenning_of(one.against) is not None or not any(
            each.organ == "liver" and each.relation in {"below", "at most"} for each in one.against
        ):
            continue
        low, _ = page.sentence(one.start)
        subject = _patterns()["subject"].search(page.text, max(low, one.start - NEAR_CHARS), one.start)
        if subject and not subject["said"]:
            named.add(*subject.span("noun"))
        for match in _patterns()["own_noun"].finditer(page.text, one.start, one.organs[0][0]):
            named.add(*match.span())
    return [sign for sign in signs if not (sign.value == "positive" and named.overlaps(sign.start, sign.end))]


def _is_denied_above(page: Page, places: list[Place], sign: Sign) -> bool:
    """Whether only uptake above an organ is denied: "bone lesions without uptake above liver"; in the liver itself,
    no uptake above the liver is none."""
    if sign.kind != "uptake" or sign.value != "negative":
        return False
    low, high = page.sentence(sign.start)
    for one in page.kept(uptake_comparisons):
        if not sign.start < one.end <= high or not (
            one.start <= sign.end or _patterns()["reaches"].fullmatch(page.text, sign.end, one.start)
        ):
            continue
        organs = {each.organ for each in one.against if each.relation in {"above", "at least", "equal", "at most"}}
        here = starting(places, low, high) or heading_places(page, places, sign.start)
        in_liver = (
            any(place.location == "liver" for place in here)
            and organs <= {"liver", "other", "blood pool"}
            and not _patterns()["lesion"].search(page.folded.text, low, high)
        )
        if organs & {"liver", "spleen", "kidney"} and not in_liver:
            return True
    return False


def _is_asked(page: Page, one: Comparison) -> bool:
    """Whether the comparison itself is the question: "uptake above liver?"; not where the question is of what to do."""
    low, _ = page.sentence(one.start)
    if _patterns()["asked_after"].match(page.folded.text, one.end):
        return True
    return page.is_question(one.start) and _patterns()["question"].match(page.folded.text, low) is not None


def _is_at_least_equal(one: Comparison) -> bool:
    """Whether the score is 2 or more, whichever it is."""
    return any(
        (each.organ == "liver" and each.relation == "at least")
        or (each.organ in {"spleen", "kidney"} and each.relation in {"equal", "at least"})
        for each in one.against
    )


def _is_receptor(page: Page, modalities: Modalities, one: Comparison) -> bool:
    """Whether somatostatin receptor imaging is spoken of; a tracer named last before, whatever it showed, goes on."""
    if page.text[one.start] == "¤" or modalities.kind(one.start, one.end) != "receptor":
        return False
    low, high = page.sentence(one.start)
    text = page.folded.text
    if _patterns()["on_elsewhere"].match(text, one.end):
        return False
    last, inside = modalities.last_tracer(one.end), modalities.last_tracer(high)
    if last and last.kind == "fdg" and (inside is None or inside.start < low):
        return False
    since = last.end if last else low
    return _patterns()["elsewhere"].search(text, since, one.end) is None


def _is_of_lesion(page: Page, places: list[Place], one: Comparison) -> bool:
    """Whether a lesion of the patient is compared, not a normal organ, nor anybody's lesions in a rule."""
    low, high = page.sentence(one.start)
    text, patterns = page.folded.text, _patterns()
    if patterns["rule"].search(text, low, one.start):
        return False
    named = starting(places, low, high)
    if named and not patterns["lesion"].search(text, low, high):
        near = [place for place in named if place.start < one.start][-1:] or named[:1]
        return patterns["normal_organ"].match(text[near[0].start : near[0].end]) is None
    return True


def _is_stated(page: Page, places: list[Place], one: Comparison, stated: list[Span]) -> bool:
    """Whether a number beside the words says the same of the same location: "above spleen (Krenning 4)"."""
    low, high = page.sentence(one.start)
    for start, end in stated:
        if not low <= start < high:
            continue
        gap = (end, one.start) if end <= one.start else (one.end, start)
        if gap[1] - gap[0] <= NEAR_CHARS and not starting(places, *gap):
            return True
    return False
