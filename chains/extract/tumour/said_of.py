# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Said of: whether a change is told of the tumour or of something else, and whether it sums up what was told before."""

import re

from chains.extract.tumour.statement import course_words

SUM_CHARS = 24
"""How far before "stable" the words may stand by which it sums up."""
_HARMLESS = re.compile(
    r"(?<![a-z])(?<!and a )(?<!and )(?<!known )(?<!renal )(?<!kidney )(?<!old )(?<!plus )(?:benign|ha?emangioma[a-z]*|cysts?|fnh|adenoma[a-z]*|degenerat[a-z]+|bone islands?|fibrous dysplasia"
    r"|splen(?:osis|ules?)|accessory spleen|inflammat[a-z]+|granuloma[a-z]*|fractures?|paget[a-z']*|arte?i?facts?|osteoarthritis)(?![a-z])"
)
_MALIGNANT = re.compile(r"(?<![a-z])(?:metasta[a-z]+|mets|progress[a-z]*|pd|suspicious|not|no|no longer)(?![a-z])")
_EXPLAINED = re.compile(
    r"[^.;\n]{0,60}[.;:] ?\n? ?(?:(?:so|therefore|thus|hence) )?(?:this|it|that|they|these|both) (?:is|was|are|were|must be|has to be|will be) (?:(?:therefore|thus|clearly|in fact|only|just|most|likely|probably|all|an?|the|typical|benign|vertebral) ){0,3}"
)
"""How the next sentence begins that says what it is that has not changed."""
_ITSELF = re.compile(
    r" (?:(?:is|are|was|were|seems?|becomes?|became|remains?|has been|have been|continues to be) )(?:(?:slowly|rapidly|now|still|also|again|clearly|mildly|increasingly) ){0,2}$"
)
"""Between a thing and what it is said to be: "neuropathy is progressive"."""
_CONCLUDING = re.compile(
    r"(?:\bi\.e\.|\bso|\bhence|\bthus|\btherefore|=|→|\bthat is|\bcall(?:ed)? (?:it|this|that)|\bcounts? as|\brated(?: as)?|\bregarded as|\bmeaning)[ ,:]{0,2}$"
)
"""Before "stable" where it sums up what was told before: "has grown by 1 mm in 2 years, i.e. stable"."""


def is_said_of_other(text: str, low: int, start: int) -> bool:
    """Whether it is a symptom or another disease that is said to progress: "neuropathy is progressive"."""
    copula = _ITSELF.search(text, low, start)
    return copula is not None and any(
        named.end() == copula.start() for named in course_words()["other"].finditer(text, low, start)
    )


def is_explained(text: str, end: int) -> bool:
    """Whether the next sentence says that what has not changed is no tumour: "... This is a haemangioma"."""
    explained = _EXPLAINED.match(text, end)
    return explained is not None and _HARMLESS.match(text, explained.end()) is not None


def is_harmless(text: str, end: int, stop: int) -> bool:
    """Whether the rest of its sentence calls a new lesion a haemangioma, a cyst … and names no tumour beside it."""
    harmless = _HARMLESS.search(text, end, stop)
    return harmless is not None and _MALIGNANT.search(text, end, stop) is None


def sums_up(text: str, low: int, start: int) -> bool:
    """Whether "stable" concludes what was told before it: "has grown by 1 mm in 2 years, i.e. stable"."""
    return _CONCLUDING.search(text, max(low, start - SUM_CHARS), start) is not None
