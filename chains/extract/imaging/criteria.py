# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Criteria: sites of spread in the list of a study's criteria, or of questions, where only the answer tells of the patient."""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.imaging.spread_sites import spread
from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import index

ANSWER_CHARS = 60
"""How far behind a site, in one sentence, its answer may stand."""

CRITERION_CHARS = 240
"""How long the words of one criterion and its answer may be."""
SPREAD_CHARS = 24
"""How near to a site the word for metastasis stands."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    exam = r"(?:(?:on |the |per |by |in |latest |recent |last |baseline |whole |staging |our ){0,12}(?:brain |liver |spine |bone |chest |head |abdominal |low-?dose ){0,12}(?:mri?|mrt|ct|pet|ceus|us|ultrasound|scans?|scintigraphy|imaging|biopsy|histology)(?:/ct)?(?: ?\([^()\n]{1,20}\)| of (?:the )?[a-z]+| [0-9/.]{2,10})?[ :=-]{0,3}(?:(?:is|was|were|has|shows?|showed|again|also|there) ){0,12})"
    end = r"(?= ?(?:[.,;:)/\n(]|$|→|- |on |in |by |per |at |so |and |but |since |seen|found))"
    absent = rf"(?:neg(?:ative)?|-ve|none|no|nil|absent|excluded|ruled out|clear|clean|n/a|not (?:present|applicable|known|seen|found|there|detected)|never|nope|no (?:evidence|sign)s?|0|unremarkable|denied){end}"
    return {
        "criterion": re.compile(
            r"(?<![a-z])(?:(?:inclusion|exclusion|inclu?|excl|i/e)\.?(?: criteri(?:on|a|um))?(?: (?:no\.? ?|nr\.? ?|# ?)?\d{1,2}[a-z]?|[ie]\d{1,2})?|criteri(?:on|um) (?:no\.? ?|# ?)?[ie]?\d{1,2}[a-z]?) ?(?:[:.)(-]|requires?|is|=|demands|asks|forbids|excludes)"
        ),
        "denied": re.compile(rf"[^→:=?\n]{{0,{ANSWER_CHARS}}}?(?:→|[:=?]| -)[ >-]{{0,2}}{exam}?(?P<answer>{absent})"),
        "unmet": re.compile(rf"[^→:=?\n]{{0,{ANSWER_CHARS}}}?(?:→|[:=?]| -)[ >-]{{0,2}}(?P<answer>(?:is |was )?(?:not (?:met|fulfilled|given|applicable)|unmet){end})"),
        "met": re.compile(rf"[^→:=?\n]{{0,{ANSWER_CHARS}}}?(?:→|[:=?]| -)[ >-]{{0,2}}(?:is |was )?(?P<answer>(?:met|fulfilled|yes|present|confirmed|pos(?:itive)?|\+|true|proven){end})"),
        "direct": re.compile(rf"(?: ?\([^()\n]{{1,20}}\))?(?: (?:disease|lesions?|known))? ?(?:→|[:=?]{{1,3}}| -)[ >-]{{0,2}}{exam}?(?P<answer>{absent})(?![^.;\n]{{0,40}}?(?<![a-z])(?:now|but|then|later|\d{{1,2}} (?:on|in)|before|until)(?![a-z]))"),
        "plain": re.compile(
            r"(?: (?:disease|lesions?))?(?: \((?:no|none|neg(?:ative)?|-ve|nil|0)\)| (?:no(?!\. ?\d)|n|nope|none|nil|neg(?:ative)?|-ve|0|x ?0|zero|lacking|wanting|unfounded)(?= ?(?:[.,;)/\n]|$))| (?:are|is|were|was) (?:now |currently |both |all ){0,2}(?:lacking|wanting|unfounded|nowhere|nil|none|negative|zero|missing(?! from)|not (?:there|to be seen|to be found|an issue))(?![a-z])| missing (?:on|in|at)(?![a-z])|(?:,|:| -)? ?(?:there )?(?:is|are|were|was) (?:indeed |in fact |fortunately |luckily )?(?:none|no such|not any)(?![a-z])|[,:] (?:i|we) (?:see|saw|found|find) none(?![a-z]))(?![^.;\n]{0,40}?(?<![a-z])(?:but|now|then|ago|before|earlier|last (?:year|time|ct|scan)|previous(?:ly)?)(?![a-z]))"
        ),
        "sign": re.compile(r" ?\((?:(?P<present>\+{1,3}|yes|pos(?:itive)?)|-{1,3}|no|neg(?:ative)?|ø)\)"),
        "metastasis": re.compile(r"metasta|(?<![a-z])(?:mets?|disease|spread|deposits?|filiae)(?![a-z])|secondar|carcino[ms]"),
        "minus": re.compile(r"(?: (?:mets?|metastases|lesions?))?[ :]{0,2}\(?(?:-{1,2}|ø)\)?(?= ?(?:[/,;.\n)]|$))"),
        "without": re.compile(r"(?<![a-z])(?:no|without|absence of|free of)(?: (?:known|active|any|evidence of))? ?$"),
        "confirmed": re.compile(r" ?\?[ >-]{0,2}yes(?![a-z])"),
        "spread": re.compile(r"(?<![a-z])(?:metasta[a-z]+|mets?|involvement|disease|lesions?|spread)(?![a-z])"),
    }  # fmt: skip


def read_criteria(page: Page) -> list[Found]:
    """The sites of spread that criteria ask about, with the status that the answer gives."""
    out = []
    text = page.folded.text
    for match in scan(_patterns()["criterion"], text):
        end = text.find("\n", match.end())
        end = min(len(text) if end < 0 else end, match.end() + CRITERION_CHARS)
        following = _patterns()["criterion"].search(text, match.end(), end)
        end = following.start() if following else end
        for site, start, last in index("spread", "site").find(text, match.end(), end):
            if site != "other" and _patterns()["spread"].search(
                text, max(match.end(), start - SPREAD_CHARS), min(end, last + SPREAD_CHARS)
            ):
                status = _answer(text, last, end)
                before = text[max(match.start(), start - SPREAD_CHARS) : start]
                if status and _patterns()["without"].search(before):
                    status = "absent" if status == "present" else None
                out += [spread(site, status, start, last)] if status else []
    return out


def answered(page: Page, found: list[Found]) -> Iterator[Found]:
    """The facts, those that a plain answer denies as denials ("brain mets: none"), without those that words of a criterion told."""
    for fact in found:
        if fact.field != "metastases":
            yield fact
        elif _is_criterion(page, fact.start):
            continue
        elif own := _own_sign(page, fact):
            yield spread(fact.value.site, own, fact.start, fact.end)
        elif fact.value.status != "absent" and any(
            _patterns()[name].match(page.folded.text, fact.end)
            for name in ("direct", "minus", *["plain"] * _names_metastases(page, fact))
        ):
            yield spread(fact.value.site, "absent", fact.start, fact.end)
        elif fact.value.status == "possible" and _patterns()["confirmed"].match(page.folded.text, fact.end):
            yield spread(fact.value.site, "present", fact.start, fact.end)
        else:
            yield fact


def _names_metastases(page: Page, fact: Found) -> bool:
    """Whether a fact names metastases: "liver lesions negative" may only tell that they take up no tracer."""
    return _patterns()["metastasis"].search(page.folded.text, fact.start, fact.end) is not None


def _own_sign(page: Page, fact: Found) -> str | None:
    """The status that a sign right behind its site gives one of a list: "metastases: liver (+), bones (-)"."""
    for site, _, end in index("spread", "site").find(page.folded.text, fact.start, fact.end):
        sign = _patterns()["sign"].match(page.folded.text, end) if site == fact.value.site else None
        if sign:
            return "present" if sign["present"] else "absent"
    return None


def _is_criterion(page: Page, position: int) -> bool:
    """Whether a place stands in a sentence that words a criterion of a study."""
    return _patterns()["criterion"].search(page.folded.text, page.sentence(position)[0], position) is not None


def _answer(text: str, start: int, end: int) -> str | None:
    """The status that stands as an answer behind a site."""
    for name, status in (("denied", "absent"), ("unmet", "absent"), ("met", "present")):
        if _patterns()[name].match(text, start, end):
            return status
    return None
