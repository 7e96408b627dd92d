# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Answered site: the site that answers the one asked before it ("caecal NET? Rather terminal ileum"), or that a search found."""

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import index

ANSWER_CHARS = 90
"""How far behind the question the site may stand that answers it."""


SEARCH_CHARS = 160
"""How far behind an unknown primary the site may stand that was found after all."""
_FIND = re.compile(
    r"\b(?:found (?:it|the (?:primary|culprit))|(?:primary|it) (?:was |is |has been )?(?:now |finally |eventually )?(?:found|identified|located|detected)|(?:shows?|showed|revealed) (?:it|the primary)|turned out to be|mystery solved|solved)(?![a-z])(?! ?\?)"
)
_NO_FIND = re.compile(
    r"\b(?:not|never|no|nothing|n't|without|didn't|if|would|could|may|might|perhaps|possibly|suspected)\b"
)


class Answer(NamedTuple):
    """A site that is told in place of another."""

    site: str
    start: int
    end: int
    queried: str | None
    """The site that was asked about before it, where one was."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    tumour = r"(?: ?-?(?:p?nets?|necs?|nens?|carcinoids?|neuro-?endocrine|tumou?rs?|primary|primaries|origin|ca|carcinoma)){0,3}"
    place = r"(?:the|in|of|at|an?|from|mid|distal|proximal|terminal|middle|upper|lower|left|right|wall|head|tail|body|bulb|base|third)"
    who = r"(?:(?:the |our |said |says |per )?(?:patholog(?:y|ist)|path|histo(?:logy)?|surgeons?|endoscopists?|endoscopy|radiolog(?:y|ist)|op (?:note|report)|reference|second look|review|resection specimen|final (?:report|path(?:ology)?))(?:'s (?:note|report))?(?: (?:says?|said|corrects?|corrected|writes|wrote|thinks|is sure|confirms?|calls it|report))?)"
    strong = rf"(?:rather|actually|in fact|finally|no|nope|not really|correct(?:ion|ed)?|more likely|turns out|turned out|{who})"
    weak = r"(?:probably|likely|clearly|definitely|it|this|that|it's|that's|is|was|to be|more|by now|now|but|i think)"
    return {
        "asked": re.compile(rf"{tumour} ?\?{{1,3}}['\")]?"),
        "lead": re.compile(rf"[ \n–-]{{0,3}}(?:{weak}[ ,:–-]{{1,3}}){{0,3}}{strong}[ ,:.–-]{{1,3}}(?:(?:{weak}|{place}|{strong})[ ,:–-]{{1,3}}){{0,6}}"),
        "at_once": re.compile(rf"[ \n–-]{{1,3}}(?:{place} ){{0,2}}"),
        "told_by": re.compile(rf"{tumour}, ?(?:says?|said|acc(?:ording)?\.? to|as per|per|so|thinks|writes|by) (?:the |our )?[a-z]{{4,14}}"),
        "no_site": re.compile(r" ?(?:nets?|necs?|carcinoids?|tumou?rs?|primary)? ?\?|[ -](?:is |was |looks? |appear(?:s|ed) )?(?:normal|unremarkable|clear|free|neg(?:ative)?|un-?involved|mets?|metasta[a-z]+|nodes?|lesions?|infiltrat|invad|invol|not |thickened|spared)|,? (?:or|vs|versus)(?![a-z])"),
        "found": re.compile(
            r"(?<![a-z])(?<!no )(?<!unknown )primary(?: (?:tumou?r|site))?(?: (?:of|in) (?:the |our |her |his |this )?(?:mrs?|ms|miss|herr|frau|lady|gentleman|patient|pt|man|woman|case)\.?(?: [a-z'-]{2,14})?)?(?: (?:is|was|has been|now|finally|at last|then|eventually|just)){0,3} (?:found|identified|located|detected|discovered)(?: (?:at last|now|finally|after all|last week|today|yesterday|on [a-z0-9-]{2,12}))?[!.:,-]{1,2}"
        ),
        "not_found": re.compile(r"(?<![a-z])(?:not|no|never|none|nothing|without|possible|possibly|maybe|perhaps|suspected|suspicious|if|unless|neg|negative|\?)(?![a-z])"),
    }  # fmt: skip


def _answers(page: Page) -> list[Answer]:
    """Every site that answers a question on another one, or ends the search for the primary."""
    known, text = _patterns(), page.text
    answers: list[Answer] = []
    sites = index("sites", "site").find(text) if "?" in text or "primary" in text else []
    for (site, _, end), (other, first, last) in pairwise(sites):
        asked = known["asked"].match(text, end)
        if asked is None or first - asked.end() > ANSWER_CHARS or known["no_site"].match(text, last):
            continue
        lead = known["lead"].fullmatch(text, asked.end(), first)
        told = known["at_once"].fullmatch(text, asked.end(), first) and known["told_by"].match(text, last)
        if (lead or told) and not page.context(first, last) & {"negated", "asked"}:
            answers.append(Answer(other, first, last, site))
    for found in scan(known["found"], text):
        place = bisect_left(sites, found.end(), key=itemgetter(1))
        behind = sites[place] if place < len(sites) else None
        if (
            behind
            and behind[1] <= found.end() + ANSWER_CHARS
            and known["no_site"].match(text, behind[2]) is None
            and not known["not_found"].search(text, found.end(), behind[1])
        ):
            answers.append(Answer(*behind, None))
    return answers


def with_answers(page: Page, found: list[Found], rank: int) -> list[Found]:
    """The candidates with the sites that answer a question, at this rank, in place of those that were asked about."""
    answers = _answers(page)
    if not answers:
        return found
    until: dict[str, int] = {}
    for answer in answers:
        if answer.queried:
            until[answer.queried] = max(answer.end, until.get(answer.queried, 0))
    left = [one for one in found if one.value != "unknown_primary" and one.start > until.get(one.value, -1)]
    told = [
        Found("primary_site", answer.site, answer.start, answer.end, rank)
        for answer in answers
        if answer.start > until.get(answer.site, -1)
    ]
    return left + told


def ends_the_search(page: Page, unknown: Found, one: Found) -> bool:
    """Whether a site is the end of the search that began with an unknown primary: "capsule found it! … so ileal NET"."""
    if not unknown.end <= one.start <= unknown.end + SEARCH_CHARS:
        return False
    text = page.text
    find = _FIND.search(text, unknown.end, one.start)
    if find is None or page.context(one.start, one.end) & {"possible", "asked", "hypothetical"}:
        return False
    return _NO_FIND.search(text, unknown.end, find.end()) is None
