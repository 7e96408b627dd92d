# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Ki-67 owner: whether an index is the tumour's, or that of another tumour, of healthy tissue, of a trial or of a rule."""

import re

from chains.extract.pathology.ki67_words import patterns
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import forms

_WOULD_BE = re.compile(r" (?:index )?(?:(?:would|must|has to) (?:be|exceed|lie|reach)|should exceed)\b")
"""Behind the name of an index that somebody states as a rule: "the Ki-67 would exceed 20 %"."""
_TO_COME = re.compile(
    r"(?: index| staining)?:? (?:is |still |result ){0,2}(?:to follow|pending|awaited|outstanding|tbc|tbd|in progress|not (?:yet )?(?:done|available|reported|known|back))[,;.]"
)
"""Behind an index that is still to come, so that the next percentage is of something else: "to follow, 80 % cellularity"."""
_GRADED_BY = re.compile(r"\b(?:grad(?:e|ed|ing)|g[123])\b[^.;\n]{0,50}\b(?:by|according to|per) (?:the )?$")
_A_GRADE = re.compile(r"(?: index)?(?: (?:it is|is|it's))? ?[:=]? ?(?:g ?)?[123](?!\d|\.\d| ?(?:%|percent))")
CARCINOMA_CHARS = 80
"""How far before an index the neuroendocrine carcinoma may be named that it is of."""
THERE_CHARS = 120
"""How far before "Ki-67 there" the thing may be named that it means."""


def of_another(page: Page, name: re.Match[str]) -> bool:
    """Whether the index is that of another tumour, of a trial or of a rule ("NETTER-2 (Ki-67 10-55 %)")."""
    low, sentence_end = page.sentence(name.start())
    before = page.text[max(low, name.start() - 90) : name.start()]
    another = list(patterns()["another"].finditer(before))
    if another and not re.search(
        r"[.;]|\b(?:nets?|neuro-?endocrine|carcinoid|liver|not an?)\b", before[another[-1].end() :]
    ):
        return True
    panel = patterns()["of_a_breast"].match(page.text, name.end(), sentence_end)
    if panel and not patterns()["of_tumour"].search(page.text, low, panel.end()):
        return not _told_of_a_carcinoma(page, name, panel)
    if _TO_COME.match(page.text, name.end()):
        return True
    if _GRADED_BY.search(before) and _A_GRADE.match(page.text, name.end()):
        return True  # "grade by mitoses 2, by Ki-67 1"
    if _of_other_tissue(page, name, before) or _WOULD_BE.match(page.text, name.end()):
        return True
    criterion = re.match(
        r"[ (]*(?:of |index ){0,12}(?:<|>|between|above|below|over|under|more than|less than|at least|up to|exceeding|\d{1,3} ?%? ?(?:-|to) ?\d)",
        page.text[name.end() : name.end() + 24],
    )
    if (
        criterion
        and re.search(r"\b(?:with|when|where|in|for|if|whenever|once)(?: an?| the| any)? $", before)
        and _as_a_rule(page.text[name.end() : sentence_end])
    ):
        return True
    if criterion and patterns()["of_a_rule"].search(before):
        return True
    of = list(patterns()["study"].finditer(before))
    if not of or (not criterion and patterns()["by_the_book"].search(before)):
        return False
    since = before[of[-1].end() :]
    return not patterns()["own"].search(since) and not re.search(
        r";|\) ?,|,[^,]*," if criterion else r"[:;]|\) ?,|,[^,]*,", since
    )


def _of_other_tissue(page: Page, name: re.Match[str], before: str) -> bool:
    """Whether the index is that of a control, of healthy tissue or of an adenoma told of beside the tumour."""
    known = patterns()
    tissue = list(known["tissue"].finditer(before))
    if (
        tissue
        and not re.search(r"[.;,:]", since := before[tissue[-1].end() :])
        and not known["of_tumour"].search(since)
    ):
        return True
    own = list(known["of_its_own"].finditer(before))
    if own and re.fullmatch(r"[ ,:(=-]{1,3}(?:with |its |the |a ){0,12}", before[own[-1].end() :]):
        return known["of_tumour"].search(before, 0, own[-1].start()) is None
    if known["there"].match(page.text, name.end()) is None:
        return False
    wide = page.folded.text[max(0, name.start() - THERE_CHARS) : name.start()]
    things = [*known["tissue"].finditer(wide), *known["of_its_own"].finditer(wide), *known["another"].finditer(wide)]
    return bool(things) and known["of_tumour"].search(wide, max(thing.end() for thing in things)) is None


def _told_of_a_carcinoma(page: Page, name: re.Match[str], panel: re.Match[str]) -> bool:
    """Whether HER2 stands alone beside the index of a carcinoma named right before: "NEC of the stomach. Ki-67 70 %, HER2 neg"."""
    known = patterns()
    if not known["of_her2_alone"].match(page.text, name.end()) or re.search(
        r"\b[ep]r ?[:=]? ?(?:\d|pos|\+)", panel.group()
    ):
        return False
    low = max(0, name.start() - CARCINOMA_CHARS)
    tumours = list(re.finditer(forms("masks", "neuroendocrine"), page.folded.text[low : name.start()]))
    return bool(tumours) and not known["another_here"].search(page.folded.text, low + tumours[-1].end(), name.start())


def of_tissue(gap: str) -> bool:
    """Whether the words before a value name something else last: "in the lymphocytes about", "of the breast tumour was"."""
    another = list(patterns()["another_here"].finditer(gap))
    if another and not re.search(r"[.;,]|\bnets?\b|neuro|carcinoid|\bvs\b", gap[another[-1].end() :]):
        return True
    tissue = list(patterns()["tissue"].finditer(gap))
    if not tissue:
        return False
    since = gap[tissue[-1].end() :]
    return re.search(r"[.;,]", since) is None and patterns()["of_tumour"].search(since) is None


def speaks_of_another(gap: str) -> bool:
    """Whether the words between the name and a percentage name what else is measured in percent."""
    return patterns()["other"].search(gap) is not None


def _as_a_rule(rest: str) -> bool:
    """Whether a sentence goes on as a rule: "... would be preferred", "... usually get chemotherapy"."""
    return (
        re.search(
            r"\b(?:would|should|recommend(?:ed)?|preferred|usually|generally|are (?:treated|given|offered))\b", rest
        )
        is not None
    )
