# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Said of: whether a change is told of the tumour or of something else, and whether it sums up what was told before."""

import re
from functools import cache

from chains.extract.text.page import Page
from chains.extract.text.vocabulary import forms
from chains.extract.tumour.course_words import course_words

SUM_CHARS = 24
"""How far before "stable" the words may stand by which it sums up."""
_HARMLESS = re.compile(
    r"(?<![a-z])(?<!and a )(?<!and )(?<!known )(?<!renal )(?<!kidney )(?<!old )(?<!plus )(?:benign|ha?emangioma[a-z]*|cysts?|fnh|adenoma[a-z]*|degenerat[a-z]+|bone islands?|fibrous dysplasia"
    r"|splen(?:osis|ules?)|accessory spleen|inflammat[a-z]+|granuloma[a-z]*|fractures?|paget[a-z']*|arte?i?facts?|osteoarthritis)(?![a-z])"
)
_OF_HARMLESS = re.compile(
    rf"{_HARMLESS.pattern}(?: (?:in|of|at) [^,;:.\n]{{1,24}})?(?: ?[,;(-]{{1,2}} ?| )(?:(?:also|is|are|was|remains?|which|has|have|been|still|known|and|benign|looks) ){{0,3}}$"
)
"""Right before what has not changed: "likely bone island, unchanged since 2017"."""
_IS_HARMLESS = re.compile(
    r"(?: (?:for|since|over|in|x|from) [^,;:.\n]{1,20}| \d{1,2} ?(?:y|yrs?|years?|m|mo|months?))? ?[,(-]{1,2} ?(?:(?:most|likely|probably|a|an|known|typical|consistent with|in keeping with|i\.e\.|so|therefore) ){0,3}"
)
"""Between what has not changed and what it is: "sclerotic focus unchanged since 2016, bone island"."""
HARMLESS_CHARS = 90
"""How far before "stable" a harmless finding may begin that it speaks of."""
_BODY_PART = re.compile(
    r" (?:(?:chronic|known|old|mild|minor|healing|healed|mechanical|post-?op(?:erative)?|post-?surgical|post-?treatment|degenerative|vertebral|thoracic|lumbar|cervical|spinal|compression|kidney|renal|heart|cardiac|coronary|benign) ){0,3}"
    r"(?:spine|spinal column|vertebra[a-z]*|fractures?|compression fractures?|changes|alterations|scar[a-z]*|disease(?= of the (?:kidneys?|heart))|kidney disease|heart disease|artery disease|angina|ckd|cad|copd|asthma|failure|aneurysm[a-z]*|effusions?|spondyl[a-z]+|arthr[a-z]+|stents?|drains?|wound|stoma|implants?|osteosynthesis|fixation)(?![a-z])"
)
"""What "stable" may be told of that is no tumour."""
_MALIGNANT = re.compile(r"(?<![a-z])(?:metasta[a-z]+|mets|progress[a-z]*|pd|suspicious|not|no|no longer)(?![a-z])")
_EXPLAINED = re.compile(
    r"[^.;\n]{0,60}[.;:] ?\n? ?(?:(?:so|therefore|thus|hence) )?(?:this|it|that|they|these|both) (?:is|was|are|were|must be|has to be|will be) (?:(?:therefore|thus|clearly|in fact|only|just|most|likely|probably|all|an?|the|typical|benign|vertebral) ){0,3}"
)
"""How the next sentence begins that says what it is that has not changed."""
_ITSELF = re.compile(
    r" (?:(?:is|are|was|were|has|have|had|seems?|becomes?|became|remains?|has been|have been|continues to be) )(?:(?:slowly|rapidly|now|still|also|again|clearly|mildly|increasingly) ){0,2}$"
)
"""Between a thing and what it is said to be: "neuropathy is progressive"."""
_RESPONSE_TO = re.compile(
    r" to (?:(?:the|his|her|their|this|our|first|second|third|last|initial|prior|previous|oral|iv|high|low|dose) ){0,3}(?!treat|therap|chemo|radio|immuno|systemic|embol|date|now|cycle|line|it\b|that\b|them\b|all\b|both\b|regimen|course|combination|agents?\b|drugs?\b|one\b|first\b|second\b|third\b|last\b|initial\b|the\b|his\b|her\b)(?P<what>[a-z][a-z0-9-]{2,24}(?:[ -][a-z0-9-]{1,16}){0,2})"
)
_EASING = {"telotristat", "diazoxide"}
"""Drugs for symptoms, to which no tumour responds."""
_NOUN_ALONE = re.compile(r"(?:^ ?|[.;:,\n(] ?|\band )(?P<noun>(?:[a-z][a-z'-]+ ){0,2}[a-z][a-z'-]+)$")
"""A noun that opens its clause, right before what it is said to be: "cough progressive since May"."""
_CONCLUDING = re.compile(
    r"(?:\bi\.e\.|\bso|\bhence|\bthus|\btherefore|=|→|\bthat is|\bcall(?:ed)? (?:it|this|that)|\bcounts? as|\brated(?: as)?|\bregarded as|\bmeaning)[ ,:]{0,2}$"
)
"""Before "stable" where it sums up what was told before: "has grown by 1 mm in 2 years, i.e. stable"."""


@cache
def _may_be_of_the_tumour() -> re.Pattern[str]:
    """The words for the tumour, its organs, a scan, a time or a treatment; and those that name nothing that ails."""
    words = course_words()
    known = "|".join(words[name].pattern for name in ("tumour", "imaging", "uptake", "current", "since", "no_ailment"))
    return re.compile(rf"{known}|{forms('sites', 'organ_nouns')}|{forms('masks', 'neuroendocrine')}")


def is_said_of_other(text: str, low: int, start: int) -> bool:
    """Whether it is a symptom or another disease that progresses: "neuropathy is progressive", "hearing loss progressive"."""
    copula = _ITSELF.search(text, low, start)
    at = copula.start() if copula else start - 1
    if any(named.end() == at for named in course_words()["other"].finditer(text, low, start)):
        return True
    alone = _NOUN_ALONE.search(text[low:at]) if text.startswith("progressive", start) else None
    return alone is not None and not _may_be_of_the_tumour().search(alone["noun"])


def is_to_something_else(page: Page, end: int) -> bool:
    """Whether a response is one to what is no treatment of the tumour: "partial response to antibiotics"."""
    to = _RESPONSE_TO.match(page.text, end)
    return to is not None and all(
        name in _EASING for name, _, _ in page.named_within("treatments", "treatment", *to.span("what"))
    )


def is_explained(text: str, end: int) -> bool:
    """Whether the next sentence says that what has not changed is no tumour: "... This is a haemangioma"."""
    explained = _EXPLAINED.match(text, end)
    return explained is not None and _HARMLESS.match(text, explained.end()) is not None


def is_harmless(text: str, end: int, stop: int) -> bool:
    """Whether the rest of its sentence calls a new lesion a haemangioma, a cyst … and names no tumour beside it."""
    harmless = _HARMLESS.search(text, end, stop)
    return harmless is not None and _MALIGNANT.search(text, end, stop) is None


def is_of_harmless(text: str, low: int, start: int, end: int) -> bool:
    """Whether it is a bone island, a haemangioma … that has not changed, and no tumour is named beside it."""
    begin = max(low, start - HARMLESS_CHARS)
    before = _OF_HARMLESS.search(text, begin, start)
    behind = None if before else _IS_HARMLESS.match(text, end)
    if not before and not (behind and _HARMLESS.match(text, behind.end())):
        return False
    return _MALIGNANT.search(text, begin, before.start() if before else start) is None


def is_of_a_body_part(text: str, end: int) -> bool:
    """Whether a bare "stable" tells of what holds, heals or ails by itself: "stable spine", "stable post-op changes"."""
    return _BODY_PART.match(text, end) is not None


def sums_up(text: str, low: int, start: int) -> bool:
    """Whether "stable" concludes what was told before it: "has grown by 1 mm in 2 years, i.e. stable"."""
    return _CONCLUDING.search(text, max(low, start - SUM_CHARS), start) is not None
