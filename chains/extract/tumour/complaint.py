# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Complaint: what a patient suffers from and what else ails, where that progresses and not the tumour."""

import re
from functools import cache

from chains.extract.text.ailment import ASIDE
from chains.extract.text.mask import BLANK
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import either, forms, table
from chains.extract.tumour.course_words import course_words
from chains.extract.tumour.said_of import sums_up

NAMED_CHARS = 110
"""How far before a state the complaint may be named that it is told of."""
_ADJECTIVE = re.compile(
    r"(?:progress?iv|progressing|progressed|progresses|prog|progression|progress(?!ive disease)|wors)"
)
_GOES_ON = re.compile(
    r" ?(?:\(|on|under|despite|by|per|as per|with|after|while|in|at|since)? ?(?:the )?(?:last |latest |repeat |restaging )?(?:ct|mri?|scans?|imaging|recist|restaging|staging|pet|liver|hepatic|bones?|lungs?|nod(?:es|al)|disease|tumou?r|metasta[a-z]+|mets|lesions?|recist)(?![a-z])"
)
"""Behind a state that is the tumour's, whatever was complained of before."""
_ON = re.compile(r" ?\(?(?:on|under|despite|after|through|while on|with|since)(?: the)? ")
_CULTURE = re.compile(
    r"(?<![a-z])(?:cultur[a-z]*|swabs?|mrsa|urine|msu|sputum|bacteri[a-z]*|microbiolog[a-z]*|germs?|drain fluid|aspirate|bal)(?![a-z])"
)
_BESIDE = re.compile(r" ?(?:(?:is|are|was|were|has|have|been|had|now|slowly|still|further|again|also|clearly) ){0,3}")
"""Between a complaint and what is said of it, whatever it is told to come after: "tinnitus progressed after cisplatin"."""
MASKED_CHARS = 24
_MASKED = re.compile(rf"[{BLANK}{ASIDE}] (?:(?:is|are|was|has|have|been|had|now|slowly|still|further|again) ){{0,3}}$")
"""Right behind another disease, which the text of the tumour leaves out: "his Parkinson's has progressed"."""


@cache
def _named() -> re.Pattern[str]:
    return re.compile(either(table("course")["words"]["complaint"]))


@cache
def _behind() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What progresses, told behind the noun and behind the adjective: "progression of her CKD", "progressive palsy"."""
    what = "|".join((_named().pattern, course_words()["other"].pattern))
    return (
        re.compile(
            rf" (?:of|in) (?:(?:the|his|her|their|its) )?(?:[a-z-]{{1,16}} ){{0,2}}?(?:{what})(?! (?:mets|metasta|lesion|tumou?r))"
        ),
        re.compile(rf" (?:[a-z-]{{1,16}} ){{0,2}}?(?:{_named().pattern})(?! (?:mets|metasta|lesion|tumou?r))"),
    )


@cache
def _of_the_tumour() -> re.Pattern[str]:
    words = course_words()
    known = "|".join(words[name].pattern for name in ("tumour", "imaging"))
    return re.compile(rf"{known}|{forms('masks', 'neuroendocrine')}")


def is_of_a_culture(page: Page, start: int, end: int) -> bool:
    """Whether it is germs that have not grown: "blood cultures: no growth"."""
    low, high = page.sentence(start)
    return page.text[start:end].endswith("growth") and _CULTURE.search(page.text, low, high) is not None


def is_of_a_complaint(page: Page, start: int, end: int) -> bool:
    """Whether a complaint, and no tumour or scan, is named last before what progresses, or right behind it."""
    text = page.text
    low, high = page.sentence(start)
    if not _ADJECTIVE.match(text, start):
        return False
    noun, adjective = _behind()
    if noun.match(text, end, high):
        return True
    told = adjective.match(text, end, high) if text[start:end].endswith("ive") else None
    if told:
        return not _of_the_tumour().search(text, end, told.end())
    if _MASKED.search(text, max(low, start - MASKED_CHARS), start) and not _GOES_ON.match(text, end):
        return True
    begin = max(low, start - NAMED_CHARS)
    last = max((one.end() for one in _named().finditer(text, begin, start)), default=-1)
    if (
        last < 0
        or sums_up(text, low, start)
        or _of_the_tumour().search(text, last, min(high, end + 30))
        or _GOES_ON.match(text, end)
    ):
        return False
    if not text.startswith("progression", start) and _BESIDE.fullmatch(text, last, start):
        return True
    on = _ON.match(text, end)
    if on and page.names("treatments", "treatment", on.end(), on.end() + 1):
        return False
    return not page.names("treatments", "treatment", last, start)
