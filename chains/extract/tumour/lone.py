# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Lone: a bare "stable" or "progressive" that a treatment, a time or a report beside it makes one of the disease."""

import re

from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.tumour.course_words import course_words

BESIDE_CHARS, REPORT_CHARS = 44, 400
"""How far behind "stable" what lasts may be named; and how far back the examination of which a bare "Stable." speaks."""
_LASTING = re.compile(
    r" ?(?:for|over|since|x|by|through)? ?[>~]? ?(?:the )?(?:(?:past|last|more than|about|at least) )?(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many) ?(?:consecutive )?(?:months?|mo|mths?|mnths?|yrs?|years?|y|scans?|cts?|mris?|gastroscop[a-z]+|endoscop[a-z]+|controls?|follow ?-?ups?)\b"
)
"""How long something stayed as it was: said so barely, it is the disease ("stable > 12 months")."""
_SIZED = re.compile(
    r"\b\d{1,3}(?:\.\d)? ?(?:mm|cm)(?: (?:in |of )?(?:the )?(?:head|tail|body|neck|uncinate|lesion|tumou?r|net|mass|nodule|primary|ileum|rectum|fundus|antrum|lobe))?[, ]{1,2}$"
)
_SINCE_WHEN = re.compile(rf" since (?:early |late )?(?:{MONTH} )?(?:19|20)\d\d")
"""A size and since when it is stable: "17 mm head, stable since 2021" is told of the tumour."""
_NOW_AFTER = re.compile(
    rf"(?:[ ,(-]|x ?\d{{1,2}}|\d{{1,2}}(?: ?(?:cycles|courses|doses|months|mo|years|y))?|{MONTH}|\d{{1,2}}/(?:\d\d|(?:19|20)\d\d)|(?:19|20)\d\d|(?:done|finished|completed|ended|stopped|given|until|in|since|for|last|on|and|cycles?)(?![a-z])){{0,12}}[,;(→-] ?(?:and |but )?(?:now|currently|since then|presently|at present) $"
)
"""From a treatment to the state since then: "4 cycles PRRT finished 5/2024, now stable"."""
NOW_AFTER_CHARS = 60
_AFTER_RESPONSE = re.compile(
    r"(?<![a-z])(?:respon(?:ded|se)|shrunk|shrank|shrinkage|regress(?:ed|ion)|remission|pr|cr)(?![a-z])[^.;:\n→?]{0,36}?(?:[,→-] ?|(?<![a-z])and )(?:(?:and|but|now|currently|since(?: then)?|then|subsequently|thereafter|has|have|been|is|are|was|were|remains?|remained|it|they|he|she|disease|all|stays?|stayed|at present|ever) ){0,5}$"
)
"""From a response to the state since: "responded to CAPTEM, and has been"."""
_GOES_ON = re.compile(
    r" ?(?:[.,;)!\n]|$|(?:disease|since|ever since|until now|so far|to date|for|over|at present|now|on|under|with|without|x)(?![a-z]))"
)
_ENDS = re.compile(r"stable(?= ?(?:[,.;)\n]|$|so|and (?:we|continu)))")
_SINCE_IT = re.compile(r",? (?:ever )?since(?: then)?[ .;!\n]*")
"""Behind "stable" alone in its sentence, right after a treatment: "PRRT x4 completed 2022. Stable since."."""
_UNDER_IT = re.compile(r"\b(?:since|under|on|with|after)(?: (?:the|his|her|starting|start of|switch to))? $")
_TOLD_OF_IT = re.compile(
    r"(?: ?\d{1,3}(?:\.\d)? ?mg| x ?\d)?(?P<colon>:)?,? ?(?:(?:now|so far|all|everything|still|again|currently|until now|meanwhile|disease|it is|since then) ){0,3}"
)
"""From a treatment to the state under it."""
_OPERATIONS = {"surgery"}
_PERSON = re.compile(
    r"(?:^|[ ,;:.(→-])(?:(?:and|but|so|as|right now|now|currently|at present|today) ){0,2}(?:he|she|pt|patient|the patient|they)(?:'s| is| has been| remains?| remained| are)?(?: (?:now|still|currently|been|well|otherwise)){0,2} $"
)
"""A person who is called stable: of the disease where a treatment follows, or where the sentence weighs progression."""
_WEIGHED = re.compile(
    r"(?<![a-z])(?:if|when|once|should|until|unless) (?:he|she|pt|patient|the patient|they|it|pd|there is)?(?: (?:is|has|ever|later|does))?(?: ?pd| progress[a-z]*| grow[a-z]*)(?![a-z])"
)
_ACUTE = re.compile(
    r"(?<![a-z])(?:bp|vitals?|ha?emodynamic[a-z]*|icu|hdu|ward|bleed[a-z]*|bled|transfus[a-z]*|sepsis|septic|crisis|afebrile|fever[a-z]*|discharge[a-z]*|pod|post-?op[a-z]*|drains?|oxygen|sats?|intubat[a-z]*|extubat[a-z]*|pressors?|hypotens[a-z]*)(?![a-z])"
)


def stands_alone(page: Page, low: int, start: int, end: int) -> bool:
    """Whether a bare word is told of the disease by what stands beside it: a treatment, a time, a report."""
    text, words = page.text, course_words()
    if _on_treatment(page, end) or is_under_treatment(page, start, end):
        return True
    if _LASTING.match(text, end):
        return not words["other"].search(text, low, min(page.sentence(start)[1], end + BESIDE_CHARS))
    sentence, stop = page.sentence(start)
    if _is_since_then(page, sentence, start, stop):
        return True
    if _SINCE_WHEN.match(text, end) and _SIZED.search(text, sentence, start):
        return True
    if text[max(sentence, low - 2) : low].strip() == "→":
        return page.names("treatments", "treatment", sentence, start)
    if not text[sentence:start].strip() and _SINCE_IT.fullmatch(text, end, stop):
        before = page.sentence(max(0, sentence - 2))[0]
        last = page.named_within("treatments", "treatment", before, sentence)
        return any(name not in _OPERATIONS for name, _, _ in last) and not words["other"].search(text, before, sentence)
    if text[end:stop].strip(" .;!\n") or text[sentence:start].strip():
        return False
    before = page.sentence(max(0, sentence - 2))[0]
    told = words["imaging"].search(text, max(0, sentence - REPORT_CHARS), sentence)
    return told is not None and not words["other"].search(text, before, sentence)


def _is_since_then(page: Page, sentence: int, start: int, stop: int) -> bool:
    """Whether "now stable" stands behind a systemic treatment: "PRRT x4 finished 5/2024, now stable"."""
    text = page.text
    if _ACUTE.search(text, sentence, stop) or not _ENDS.match(text, start):
        return False
    return any(
        start - NOW_AFTER_CHARS <= last <= start and name not in _OPERATIONS and _NOW_AFTER.fullmatch(text, last, start)
        for name, _, last in page.named_within("treatments", "treatment", sentence, start)
    )


def is_under_treatment(page: Page, start: int, end: int) -> bool:
    """Whether "stable" stands right behind a systemic treatment that it is told of: "since suni stable", "Suni: stable"."""
    text = page.text
    sentence, stop = page.sentence(start)
    if not (_ENDS.match(text, start) or _LASTING.match(text, end)) or _ACUTE.search(text, sentence, stop):
        return False
    for name, first, last in page.named_within("treatments", "treatment", max(sentence, start - BESIDE_CHARS), start):
        told = _TOLD_OF_IT.fullmatch(text, last, start)
        led = _UNDER_IT.search(text, max(sentence, first - 16), first) is not None
        if told and name not in _OPERATIONS and (led or (told["colon"] and not text[sentence:first].strip(" -*"))):
            return True
    return False


def is_of_a_person(page: Page, start: int, end: int) -> bool:
    """Whether a person is called stable and it is the disease that is meant: "she's stable on lanreotide"."""
    text, words = page.folded.text, course_words()
    sentence, stop = page.sentence(start)
    if not _PERSON.search(text, max(sentence, start - BESIDE_CHARS), start):
        return False
    if any(found.search(text, sentence, stop) for found in (_ACUTE, words["other"], words["uptake"])):
        return False
    return _on_treatment(page, end) or _WEIGHED.search(text, sentence, start) is not None


def _on_treatment(page: Page, end: int) -> bool:
    """Whether a treatment follows: "stable on lanreotide" is said of the disease."""
    link = re.match(
        r" (?:(?:again|now|slowly|further|clearly|steadily|for now) )?(?:on|under|with|since|despite) ",
        page.text[end : end + 18],
    )
    place = end + link.end() if link else -1
    return page.names("treatments", "treatment", place, place + 1)


def is_since_treatment(page: Page, end: int) -> bool:
    """Whether "since" and a treatment follow: "progressive in 2022, stable since PRRT"."""
    since = re.compile(r" since (?:the |his |her |starting |start of |first |second |last ){0,3}").match(page.text, end)
    return since is not None and page.names("treatments", "treatment", since.end(), since.end() + 1)


def is_after_response(page: Page, start: int, end: int) -> bool:
    """Whether a bare "stable" goes on from the response that came before it: "responded, now stable"."""
    low, high = page.sentence(start)
    if not _GOES_ON.match(page.text, end) or _ACUTE.search(page.text, low, high):
        return False
    return _AFTER_RESPONSE.search(page.text, max(low, start - NOW_AFTER_CHARS), start) is not None
