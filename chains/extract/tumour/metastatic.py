"""Metastatic: whether a text calls the tumour itself metastatic (M1) or localised (M0), without naming a site."""

import re
from functools import cache

from chains.extract.imaging.spread_sites import told_of_others
from chains.extract.text.found import Found
from chains.extract.text.mask import cancers_in, is_neuroendocrine
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import either, forms, table
from chains.extract.tumour.voice import is_asked, is_believed
from knowledge.case import Span

NODES_CHARS, SUBJECT_CHARS, NODES_BEHIND_CHARS = 90, 30, 44
"""How far lymph nodes may be named, so that it may be them that are metastatic: before the word with its tumour
("nodes: metastatic NET"), before the word alone ("nodes were metastatic"), and behind it."""
BEFORE_CHARS = 60
"""How far before the word stands what makes it a risk, a search or a setting."""
_UNTOLD = {"asked", "possible"}
_STEMS = ("metasta", "disseminated", "locali", "confined")
CALLED, DENIED = -1, -2
"""Ranks: a category as written goes before the word, the word before a denial of metastases."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("metastatic")
    between = rf"(?:[ -](?!(?:{words['between_not']})(?![a-z]))[a-z0-9.,%/()-]{{1,20}}){{0,6}}?[ -]"
    tumour = forms("metastatic", "tumour")
    return {
        "called": re.compile(rf"{forms('metastatic', 'called')}(?={between}{tumour}(?P<asked> ?\?)?)"),
        "alone": re.compile(forms("metastatic", "called")),
        "alone_before": re.compile(words["alone_before"]),
        "alone_after": re.compile(words["alone_after"]),
        "localised": re.compile(rf"{forms('metastatic', 'localised')}(?={between}{tumour})"),
        "localised_alone": re.compile(either(words["localised_alone"])),
        **{
            name: re.compile(words[name])
            for name in ("not_told_before", "treated_for", "either_before", "either_after", "nodes", "distant")
        },
    }


def with_metastatic(page: Page, found: list[Found]) -> list[Found]:
    """The facts with what the text calls the tumour; where it says both, the later word holds, and a denial of distant
    metastases behind "metastatic" leaves nothing."""
    if not any(stem in page.text for stem in _STEMS):
        return found
    distant = _distant(found, "present", "possible")
    localised = [] if distant else [Found("m", "M0", *span, DENIED) for span in _localised(page)]
    if _distant(found, "present"):
        return found
    called = [Found("m", "M1", *span, CALLED) for span in _called(page)]
    if not called:
        return found + localised
    last = max(fact.start for fact in called)
    others = [fact for fact in found if fact.field == "m" and fact.value == "M0"]
    if any(_denies(page, fact) for fact in [*others, *localised] if fact.start > last):
        return [fact for fact in found if fact.field != "m"]
    return [fact for fact in found if fact not in others] + called


def _distant(found: list[Found], *statuses: str) -> bool:
    """Whether a metastasis of one of the statuses is named elsewhere than in regional nodes."""
    return any(
        fact.field == "metastases" and fact.value.status in statuses and fact.value.site != "lymph_node_regional"
        for fact in found
    )


def _denies(page: Page, denial: Found) -> bool:
    """Whether a later M0 contradicts the word: as a category, or of distant metastases; not "no disease left"."""
    return denial.rank >= 0 or _patterns()["distant"].search(page.text, denial.start, denial.end) is not None


def _called(page: Page) -> list[Span]:
    """Where the tumour is called metastatic as a fact."""
    patterns, text = _patterns(), page.text
    found = []
    for match in patterns["alone"].finditer(text):
        start, end = match.span()
        low, high = page.sentence(start)
        named = patterns["called"].match(text, start, high)
        if named and named["asked"] and not text[low:start].strip(" ,;:("):
            continue
        if not named and not (
            patterns["alone_before"].search(text, max(0, low - 1), start) and patterns["alone_after"].match(text, end)
        ):
            continue
        if "negated" in page.context(start, end) or not _is_of_the_patient(page, start, end):
            continue
        before = text[max(0, start - (NODES_CHARS if named else SUBJECT_CHARS)) : start]
        if patterns["nodes"].search(before) or patterns["nodes"].search(text[end : end + NODES_BEHIND_CHARS]):
            continue
        found.append((start, end))
    return found


def _localised(page: Page) -> list[Span]:
    """Where the disease is called localised, or is told not to be metastatic."""
    patterns, text = _patterns(), page.text
    found = []
    for name in ("localised", "localised_alone"):
        for match in patterns[name].finditer(text):
            start, end = match.span()
            denied = name == "localised" and "negated" in page.context(start, end)
            if not denied and _is_of_the_patient(page, start, end):
                found.append((start, end))
    return found


def _is_of_the_patient(page: Page, start: int, end: int) -> bool:
    """Whether a word is told of this tumour as found: no risk, no alternative, no belief, no study, no other cancer."""
    patterns, text = _patterns(), page.text
    low, _ = page.sentence(start)
    contexts = page.context(start, end)
    if contexts & _UNTOLD:
        return False
    if "considered" in contexts and not (
        page.is_question(start) or patterns["treated_for"].search(text, max(low, start - BEFORE_CHARS), start)
    ):
        return False
    supposed = "hypothetical" in contexts  # "what if he had metastatic disease"
    if not supposed and patterns["not_told_before"].search(text, max(low, start - BEFORE_CHARS), start):
        return False
    if patterns["either_before"].search(text, max(low, start - BEFORE_CHARS), start):
        return False
    if patterns["either_after"].match(text, end) or is_asked(page, start, end) or is_believed(page, start):
        return False
    if any(not is_neuroendocrine(page.folded.text, place) for _, place, _ in cancers_in(page.folded.text)):
        return False
    return not told_of_others(page, start)
