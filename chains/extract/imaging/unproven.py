# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Unproven: lesions of which the text says that nobody knows yet whether they are metastases ("biopsy next week, not proven yet")."""

import re
from functools import cache

from chains.extract.imaging.spread_sites import find_sites
from chains.extract.text.context import WITHHELD
from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.text.placed import starting
from chains.extract.text.vocabulary import forms

NEXT_CHARS = 40
"""How far into the next sentence the words may begin that leave a lesion open."""

CAUSE_CHARS = 24
"""How far before metastases the word may stand that makes them the cause of something."""

WITHHELD_CHARS = 90
"""How far behind a lesion the word metastasis may stand that is not said of it yet."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    met = r"(?:secondar(?:y|ies)|mets?|metasta[a-z]+|malignan[a-z]+|tumou?r)(?![a-z])"
    harmless = r"(?:cavernomas?|cavernous|ha?emangiomas?|meningiomas?|cysts?|fnh|adenomas?|infarcts?|scar(?:ring)?|arte?i?facts?|granulomas?|degenerat[a-z]+|benign|post-?(?:op|surgical|operative)[a-z]*|inflammat[a-z]+)(?![a-z])"
    biopsy = r"biops(?:y|ies) (?:is |has been |was )?(?:requested|pending|awaited|booked|planned|next|to confirm|this|arranged|asked)"
    return (
        re.compile(
            rf"(?<![a-z])(?:not (?:yet )?(?:been )?(?:histologically |biopsy[ -])?(?:proven|confirmed)(?! to (?:be )?(?:benign|harmless))|unproven|(?:no|without|lacking) (?:tissue |histological |biopsy )?(?:proof|confirmation)(?: yet)?"
            rf"|(?:wonders?|wondering|wondered|queries|queried|worries|worried|asks|asked)(?: about| if| whether| for)?(?: (?:these|they|it|this|that)(?: are| is| could be| may be| might be)?)?(?: possible| an?)? {met}"
            rf"|(?:could|may|might) (?:(?:also|still|just|equally|well) ){{0,2}}(?:be|represent) (?:an? )?(?:[a-z]+ ){{0,2}}?{harmless}"
            rf"|(?:could|may|might) (?:(?:also|still|just|equally|well) ){{0,2}}be (?:an? )?(?:[a-z]+ ){{0,2}}?{met}"
            rf"|possible (?:at best|at most|,? ?(?:but )?not (?:yet )?(?:proven|certain|confirmed|sure))|(?:at best|at most|only|merely|not more than|no more than) possible"
            rf"|(?:can ?not|can ?'?t|could ?n'?t|unable to)(?: be| entirely| completely| safely| fully){{0,2}} (?:exclude|rule out)(?: an?| any)? {met}"
            rf"|(?:i|we) (?:think|believe|suspect|assume|guess) (?:it |this |that |they )?(?:is|are|to be|may be)(?: an?)? {met}[^.;\n]{{0,24}}?{biopsy})"
        ),
        re.compile(r"metasta|(?<![a-z])mets?(?![a-z])|secondar"),
        re.compile(
            r" ?(?:(?:on |by )?(?:the )?(?:mri?|ct|us|pet|radiology|report)(?: says| said)?[ :,]{1,2})?(?:(?:this|it|that|these|those|them|they|i|we|i'd|we'd|would|call|regard|rate|consider|count|as|so|but|to me|in my view|personally|is|are|was|were|has|have|still|also|looks?|looking|like|lesions?|radiologist|honestly|both|all|size|wise)[ ,]{1,2}){0,9}$"
        ),
        # "bone met or haemangioma?", "peritoneal carcinosis versus adhesions"
        re.compile(
            rf"(?: ?\([^()\n]{{1,20}}\))?(?: (?:in|of|at) [a-z0-9 ]{{1,12}})?,? (?:or|vs\.?|versus|d\.?d\.?|d/d|ddx) (?:(?:just|only|merely|an?|the|old|simply|rather|maybe|perhaps|some|else) ){{0,3}}(?:[a-z-]+ ){{0,2}}?(?:{forms('spread', 'harmless')}|{harmless})"
        ),
        re.compile(r"(?<![a-z])(?:due to|from|because of|caused by|related to|for|with) (?:(?:the|her|his|known) )?$"),
    )


def unproven(page: Page, found: list[Found]) -> list[Found]:
    """The facts, with a lesion that the same sentence, or the one right behind it, leaves open only possible."""
    return [_opened(page, fact) for fact in found]


def _opened(page: Page, fact: Found) -> Found:
    if fact.field != "metastases" or fact.value.status != "present":
        return fact
    doubt, named, opening, either, cause = _patterns()
    text = page.folded.text
    _, high = page.sentence(fact.start)
    if either.match(text, fact.end, high) and not cause.search(text, max(0, fact.start - CAUSE_CHARS), fact.start):
        return fact._replace(value=fact.value.model_copy(update={"status": "possible"}))
    if named.search(text, fact.start, fact.end):
        return fact
    if _is_withheld(page, fact.end, high) or (high < len(text) and _is_withheld(page, high, page.sentence(high)[1])):
        return fact._replace(value=fact.value.model_copy(update={"status": "possible"}))
    open_here = doubt.search(text, fact.end, high)
    if open_here and _is_of_another(page, fact, open_here.start()):
        open_here = None
    if open_here is None and high < len(text):
        behind = doubt.search(text, high, min(page.sentence(high)[1], high + NEXT_CHARS))
        open_here = behind if behind and opening.fullmatch(text, high, behind.start()) else None
    return fact._replace(value=fact.value.model_copy(update={"status": "possible"})) if open_here else fact


def _is_of_another(page: Page, fact: Found, start: int) -> bool:
    """Whether another organ is named between a lesion and a doubt: "liver lesions stable, lung nodule may be a met"."""
    return any(site.name != fact.value.site for site in starting(page.kept(find_sites), fact.end, start))


def _is_withheld(page: Page, start: int, end: int) -> bool:
    """Whether what follows does not want to call a lesion a metastasis yet, before it names another organ."""
    word = _patterns()[1].search(page.folded.text, start, min(end, start + WITHHELD_CHARS))
    if word is None or WITHHELD not in page.context(*word.span()):
        return False
    return not starting(page.kept(find_sites), start, word.end())
