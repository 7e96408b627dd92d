# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Foreseen: progression that something is kept for or waits for, and that has not come: "PRRT keep for progression"."""

import re

from chains.extract.text.page import Page

LEAD_CHARS = 90
"""How far before a progression the words may begin that keep something for it."""
_ITS_KIND = r"(?:(?:the|a|an|any|first|next|further|later|clear|future|radiological|radiologic|clinical|disease|tumou?r|documented|confirmed|real|proven|true|definite|eventual|possible|subsequent) ){0,4}"
_BETWEEN = r"(?![a-z])(?: ?[:,(]| [a-z0-9¤/+-]{1,20}[:,]?){0,6}? "
_IT_IS = r"(?: (?:there (?:is|was|should be)|(?:he|she|it|they|pt|patient|the disease|the tumou?r) (?:is|are|were|should be)))?"
_KEPT = re.compile(
    rf"(?<![a-z])(?:(?:a?wait(?:ing|s|ed)?|to wait|hold(?: on| off)?|pause)(?: (?:for|until|till|on|first))?(?! list)|(?:keep(?:ing)?|to be kept|we keep|would keep|is kept|are kept)(?! (?:on|going)(?![a-z])){_BETWEEN}(?:for|until|till|in case of|in the (?:case|event) of)"
    rf"|(?:reserv(?:e|ed|es|ing)|in reserve|sav(?:e|ed|ing)|as (?:an? )?(?:reserve|back-?up|fallback)|back-?up|fallback|in (?:the )?(?:drawer|pocket)|up (?:the|our) sleeve|stand-?by){_BETWEEN}(?:for|until|till|on|upon|at|in case of|in the (?:case|event) of|once|when|if)"
    rf"|(?:not|nothing|never|no|none|neither|nor){_BETWEEN}(?:before|unless)"
    rf"|only(?: to be| be| as| given| used| start(?:ed)?| again){{0,3}} (?:on|upon|at|in case of|in the (?:case|event) of|once|when|if|after|with|for)"
    rf"|(?:next|next (?:line|step|option))(?: ?[:=-])?{_BETWEEN}(?:in case of|in the (?:case|event) of|once|when|if|at|upon))"
    rf"{_IT_IS} {_ITS_KIND}$"
)
"""Right before a progression that is waited for; "lanreotide kept on progression" tells of one that came."""
_CAME = re.compile(r"(?<![a-z])(?:since|after|because|was|were|had|showed|shows|despite|now|with|but)(?![a-z])")
"""Between the two: it is told what came."""


def is_foreseen(page: Page, start: int) -> bool:
    """Whether something is kept for a progression, so that none has come yet."""
    text = page.folded.text
    kept = _KEPT.search(text, max(page.sentence(start)[0], start - LEAD_CHARS), start)
    return kept is not None and _CAME.search(text, kept.start(), start) is None
