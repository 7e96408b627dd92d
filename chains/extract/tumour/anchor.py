# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Anchor: what ties a change to the tumour, and how well - its clause, the sentence around it, or what stands beside it."""

import re

from chains.extract.text.moment import MONTH
from chains.extract.text.page import Page
from chains.extract.tumour.clause import clause_around, is_of_uptake_alone, names_tumour_or_scan
from chains.extract.tumour.course_words import course_words
from chains.extract.tumour.lone import is_after_response, is_of_a_person, stands_alone
from chains.extract.tumour.statement import IMAGED, SEEN

_FILLER = re.compile(
    r"(?: |,|-|=|i\.e\.|and|so|thus|hence|meaning|everything|situation|picture|appearances|all|both"
    r"|course|under|on|with|\(running\)|\(ongoing\)|\(continuing\)|:|now|currently|still|clearly|slightly|overall|has|have|had|is|are|was|were|been|remain(?:s|ed)?|again|size|sizes|in|number|also|otherwise|largely|essentially|to date|so far|until|since|then|(?:19|20)\d\d|radiologically|appears?|both|the|a|of|with|be){0,12}$"
)
_ORGAN_ONLY = re.compile(
    r" ?(?:(?:the|all|known|both|and|also|now) ){0,2}(?:liver|hepatic|bones?|bony|osseous|skeletal|skeleton|lungs?|pulmonary|nodal|peritoneal|peritoneum|pancreas|pancreatic)(?: (?:is|are|remains?|again|also|all|now)){0,2} "
)
"""Before "stable", in a list of organs of which a scan tells."""
_SAME = re.compile(r"(?:unchanged|same|the same|identical|no change|without change|as before|constant)")
_ITS_LESIONS = re.compile(r" ?\((?:all )?\d{1,2} (?:small |tiny )?(?:lesions?|mets|metastas[ei]s|deposits)")
_SINCE_LAST = re.compile(r"(?: [^ .;\n]+){0,6}? (?:since|compared|vs\.?|as against)\b")
CALLED_AVID = re.compile(
    r"(?<![a-z])(?:the |known |multiple |these ){0,2}(?:sstr|somatostatin receptor|ssr|receptor|dotatate|dotatoc|dota|fdg|tracer)[ -]?(?:2a?[ -])?(?:positive|avid|expressing|pos\.?)(?= (?:[a-z,/+&-]+ ){0,6}(?:lesions?|metasta[a-z]+|mets|disease|tumou?rs?|deposits|nodes))"
)
"""Lesions that are only called by their uptake: "SSTR-positive metastases, stable compared with the previous study"."""
_WHOLE = re.compile(
    r"(?<!extrahepatic )(?<!extra-hepatic )(?<!nodal )(?<!node )(?<!mesenteric )(?<!osseous )(?<!peritoneal )(?<!bone )(?<!pulmonary )(?<!lung )\b(?:disease|dz)\b(?! (?:in|of|at) (?:the )?(?:mesenter|bone|node|lymph|peritone|lung|chest|pelvis|retroperitone))"
)
"""The disease as a whole, not that of the nodes or of the bones."""
_LABELLED = re.compile(
    rf" ?[-*>]? ?(?:{MONTH}|\d{{1,2}}[./]\d{{2,4}}|(?:19|20)\d\d)(?: ?\d{{2,4}})?,? ?(?:[:–-]|→) ?(?:ct|mri|pet)?,? ?:? ?"
)
"""A line of a list of dates: "Jan: new liver mets"."""


def anchor(page: Page, start: int, end: int, *, new: bool) -> tuple[int, bool]:
    """How well a change is tied to the tumour, 0 not at all; and whether it is told of the disease as a whole."""
    words, text = course_words(), page.text
    (low, high), first = clause_around(page, start, end)
    sentence, stop = page.sentence(start)
    if new:
        since = words["since"].search(text, sentence, start) or _SINCE_LAST.match(text, end)
        now = (since or _LABELLED.fullmatch(text, sentence, start)) and not words["uptake"].search(text, sentence, stop)
        return (IMAGED, False) if now or words["imaging"].search(text, sentence, stop) else (0, False)
    own = text[low:high]
    if is_of_uptake_alone(own):
        return 0, False
    stable = text.startswith("stable", start)
    if stable and (is_of_a_person(page, start, end) or is_after_response(page, start, end)):
        return SEEN, True
    organ = stable or _SAME.match(text, start)
    if (
        organ
        and _ORGAN_ONLY.fullmatch(text, low, start)
        and (words["imaging"].search(text, sentence, low) or (not stable and _ITS_LESIONS.match(text, end)))
    ):
        return SEEN, False  # "CT: liver stable, bone stable", "liver same as before (2 lesions)"
    bare = _FILLER.fullmatch(_without_treatments(page, low, start)) is not None
    if not names_tumour_or_scan(own) and bare and stands_alone(page, low, start, end):
        return SEEN, True
    if not names_tumour_or_scan(own) and bare:
        low = first if first < low else sentence
        if _FILLER.match(text, sentence, start) and not text[end:stop].strip(" .;!?\n"):
            low = page.sentence(max(0, sentence - 2))[0]
        elif not names_tumour_or_scan(text[low:high]) and not words["other"].search(text, sentence, low):
            low = sentence
        own = text[low:high] + text[high : min(stop, high + 40)].split(".")[0]
        if words["uptake"].search(CALLED_AVID.sub("", own)):
            return 0, False
    if not names_tumour_or_scan(own) or _of_something_else(text, low, start, end):
        return 0, False
    imaged = words["imaging"].search(text, sentence, high)
    whole = _WHOLE.search(own)
    return IMAGED if imaged or whole else SEEN, whole is not None or not words["tumour"].search(own)


def _without_treatments(page: Page, low: int, high: int) -> str:
    """A stretch of text without the treatments it names: "under lanreotide (running)" leaves only small words."""
    text, kept, at = page.text, [], low
    for _, start, end in page.named("treatments", "treatment"):
        if at <= start and end <= high:
            kept.append(text[at:start])
            at = end
    return " ".join([*kept, text[at:high]])


def _of_something_else(text: str, low: int, start: int, end: int) -> bool:
    """Whether what stayed or grew is a cyst, the weight, the dose: named last before the change, or right after it."""
    named = [match.end() for match in course_words()["other"].finditer(text, low, start)]
    if named and not names_tumour_or_scan(text[named[-1] : start]):
        return True
    return text[end : end + 1] != "\n" and course_words()["other"].match(text, min(end + 1, len(text))) is not None
