# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Response: the best response that a text tells of a treatment that was given."""

import re
from functools import cache

from chains.extract.text.page import Page
from chains.extract.text.vocabulary import RIGHT
from chains.extract.treatment.gap import is_light
from chains.extract.treatment.standing import Named
from knowledge.case import Span

RESPONSE_CHARS = 170
"""How far behind a treatment its best response may be told."""
_CODE = r"(?:partial (?:response|remission)|complete (?:response|remission)|stable disease|stability|stabili[sz]ation|disease stabili[sz]ation|progressive disease|progression|mixed response|pr|sd|cr|pd)"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    mild = r"(?:a |an |the |only |good |major |marked |clear |nice |sustained |lasting |deep |very good |excellent |minor |durable |prolonged |long |confirmed |radiological |radiologic |recist |initial |an initial |a good |his |her ){0,12}"
    return {
        "best": re.compile(
            rf"(?:best(?: (?:overall )?(?:response|result))?|response|resp\.?|bor|br)(?: (?:was|of|is|on|to it|achieved|being|to this|to treatment|on ct|by recist)){{0,12}}? ?(?:[:=(,→-] ?)? ?{mild}(?P<code>{_CODE}|partial|complete|stable){RIGHT}"
        ),
        "told": re.compile(
            rf"(?:\bwith|\bw/|achiev(?:ed|ing)|obtain(?:ed|ing)|showing|showed|leading to|resulting in|resulted in|reached|→|=|\(|:|\bhad|- ) ?{mild}(?P<code>{_CODE}){RIGHT}(?! since| now| on (?:the )?(?:last|latest|recent))"
        ),
        "bare": re.compile(
            rf"(?<![a-z0-9])(?P<code>partial (?:response|remission)|complete (?:response|remission)|stable disease|pr|cr|sd){RIGHT}(?! (?:since|now|on (?!ct|mri|pet|imaging|recist)))"
        ),
        "achieved": re.compile(
            rf"[,;.–-] ?(?:with |and )?(?:a )?{mild}(?P<code>(?:partial|complete) (?:response|remission)|pr|cr){RIGHT}(?! (?:since|now|on (?!ct|mri|pet|imaging|recist)))"
        ),
        "as_best": re.compile(rf"(?P<code>{_CODE}) as (?:the |a )?best (?:response|result)"),
        "before": re.compile(
            r"(?:(?P<code>(?:partial|complete|mixed) (?:response|remission)|pr|cr)(?: \([^)]{0,20}\))? (?:to|with|after|on|from|under)|best response (?:to|on|with|under)) (?:the )?(?:(?:\d|two|three|four|six) ?(?:x|cycles?|doses?) (?:of )?)?$"
        ),
        "later": re.compile(
            r"\b(?:now|then|currently|again|later|until|subsequent(?:ly)?|but|progress|today|latest|last ct|ct|mri)\b"
        ),
    }


def best_response(page: Page, one: Named, after: int) -> tuple[str, Span] | None:
    """The best response told of a treatment that was given, and where it stands."""
    patterns = _patterns()
    text = page.folded.text
    before = patterns["before"].search(text, max(0, one.start - 60), one.start)
    if before and before["code"]:
        return _code(before["code"]), before.span("code")
    line = text.find("\n", one.end)
    limit = min(after, one.end + RESPONSE_CHARS, line if line >= 0 else len(text))
    best = patterns["as_best"].search(text, one.end, limit) or patterns["best"].search(text, one.end, limit)
    if best:
        return _code(best["code"]), best.span("code")
    sentence = min(limit, page.sentence(one.start)[1], one.end + 60)
    told = patterns["told"].search(text, one.end, sentence)
    if told and patterns["later"].search(text, one.end, told.start("code")):
        told = None
    bare = patterns["bare"].search(text, one.end, sentence)
    if bare and is_light(text[one.end : bare.start()]) and not (told and told.start() < bare.start()):
        return _code(bare["code"]), bare.span("code")
    if told is None:
        told = patterns["achieved"].search(text, one.end, min(limit, page.sentence(one.start)[1]))
        if told and patterns["later"].search(text, one.end, told.start("code")):
            told = None
    return (_code(told["code"]), told.span("code")) if told else None


def _code(words: str) -> str:
    return {
        "partial": "PR",
        "complete": "CR",
        "stable": "SD",
        "stability": "SD",
        "disease": "SD",
        "progressive": "PD",
        "progression": "PD",
        "mixed": "mixed",
    }.get(words.split(maxsplit=1)[0], "SD" if words.startswith("stabili") else words.upper())
