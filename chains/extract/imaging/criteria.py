# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Criteria: sites of spread in the list of a study's criteria, or of questions, where only the answer tells of the patient."""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.imaging.spread_sites import spread
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from knowledge.case import Span

ANSWER_CHARS = 60
"""How far behind a site, in one sentence, its answer may stand."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    exam = r"(?:(?:on |the |per |by |in |latest |recent |last |baseline |whole |staging |our )*(?:brain |liver |spine |bone |chest |head |abdominal |low-?dose )*(?:mri?|mrt|ct|pet|ceus|us|ultrasound|scans?|scintigraphy|imaging|biopsy|histology)(?:/ct)?(?: ?\([^()\n]{1,20}\)| of (?:the )?[a-z]+| [0-9/.]{2,10})?[ :=-]{0,3}(?:(?:is|was|were|has|shows?|showed|again|also|there) )*)"
    end = r"(?= ?(?:[.,;:)/\n(]|$|→|- |on |in |by |per |at |so |and |but |since |seen|found))"
    absent = rf"(?:neg(?:ative)?|-ve|none|no|nil|absent|excluded|ruled out|clear|clean|n/a|not (?:present|applicable|known|seen|found|there|detected)|never|nope|no (?:evidence|sign)s?|0|unremarkable|denied){end}"
    return {
        "criterion": re.compile(
            r"(?<![a-z])(?:(?:inclusion|exclusion|inclu?|excl|i/e)\.?(?: criteri(?:on|a|um))?(?: (?:no\.? ?|nr\.? ?|# ?)?\d{1,2}[a-z]?|[ie]\d{1,2})?|criteri(?:on|um) (?:no\.? ?|# ?)?[ie]?\d{1,2}[a-z]?) ?(?:[:.)(-]|requires?|is|=|demands|asks|forbids|excludes)"
        ),
        "denied": re.compile(rf"[^→:=?\n]{{0,{ANSWER_CHARS}}}?(?:→|[:=?]| -)[ >-]{{0,2}}{exam}?(?P<answer>{absent})"),
        "unmet": re.compile(rf"[^→:=?\n]{{0,{ANSWER_CHARS}}}?(?:→|[:=?]| -)[ >-]{{0,2}}(?P<answer>(?:is |was )?(?:not (?:met|fulfilled|given|applicable)|unmet){end})"),
        "met": re.compile(rf"[^→:=?\n]{{0,{ANSWER_CHARS}}}?(?:→|[:=?]| -)[ >-]{{0,2}}(?:is |was )?(?P<answer>(?:met|fulfilled|yes|present|confirmed|pos(?:itive)?|\+|true|proven){end})"),
        "direct": re.compile(rf"(?: ?\([^()\n]{{1,20}}\))?(?: (?:disease|lesions?|known))? ?(?:→|[:=?]{{1,3}}| -)[ >-]{{0,2}}{exam}?(?P<answer>{absent})"),
    }  # fmt: skip


def answered(page: Page, found: list[Found]) -> Iterator[Found]:
    """The facts, each with the status that the answer behind it gives; a criterion without an answer tells nothing."""
    for fact in found:
        if fact.field != "metastases" or fact.value.status == "absent":
            yield fact
            continue
        criterion = _criterion(page, fact.start)
        answer = _answer(page, fact, criterion)
        if answer:
            status, span = answer
            yield spread(fact.value.site, status, fact.start, span[1])
        elif not criterion:
            yield fact


def _criterion(page: Page, position: int) -> bool:
    """Whether a place stands in a line that words a criterion of a study."""
    low, high = page.sentence(position)
    line = page.folded.text.rfind("\n", 0, position) + 1
    return _patterns()["criterion"].search(page.folded.text, min(low, line), high) is not None


def _answer(page: Page, fact: Found, criterion: bool) -> tuple[str, Span] | None:
    """The status that stands as an answer behind a site."""
    text, patterns = page.folded.text, _patterns()
    _, high = page.sentence(fact.start)
    line = text.find("\n", fact.end)
    high = max(high, len(text) if line < 0 else line)
    if not criterion:
        match = patterns["direct"].match(text, fact.end, high)
        return ("absent", match.span("answer")) if match else None
    for name, status in (("denied", "absent"), ("unmet", "absent"), ("met", "present")):
        match = patterns[name].match(text, fact.end, high)
        if match:
            return status, match.span("answer")
    return None
