# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Compared: where uptake is held against a normal organ; the organ is no lesion, and its normal uptake no finding."""

import re
from functools import cache

from chains.extract.imaging.modality import Modalities
from chains.extract.text.comparison import NOUNS, Comparison, comparisons_in
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lesion = r"(?:lesions?|nodes?|lnn?s?|nodules?|mass(?:es)?|foc(?:us|i)|spots?|deposits?|mets?|metasta[a-z]+|tumou?rs?|primary|foc(?:us|i) of (?:[a-z]+ )?uptake|focal (?:[a-z]+ )?uptake|liver|bones?|pancreas)"
    return {
        "uptake": re.compile(rf"(?<![a-z]){NOUNS}(?![a-z])|avid|(?<![a-z])(?:intens|tracer|accumulat|hot(?![a-z])|hotter|bright|suv|expressi|light(?:s|ing)? up|lit up|krenning)"),
        "noun": re.compile(rf"(?<![a-z])(?:{NOUNS}|tracer|suv[a-z]*|krenning)(?![a-z])"),
        "other_measure": re.compile(r"(?<![a-z])(?:signal|enhanc[a-z]*|wash-?out|attenuat[a-z]+|densit[a-z]+|(?:hyper|hypo|iso)-?(?:dense|attenuating|echo[a-z]*|intens[a-z]*)|echogenic[a-z]*|t[12]w?|adc|perfusion|size|diameter|larger|bigger|smaller|volume|stiff[a-z]*|hounsfield|ratio|fat)(?![a-z])[^,;:()]{0,30}$"),
        "lies": re.compile(r"(?:\d ?[cm]m|located|situated|lying|lies|lie|directly|immediately|cranial|caudal|cent(?:red|ered)|extend(?:s|ing)|adjacent|anterior|posterior|medial|lateral|space|recess) $"),
        "lesion": re.compile(rf"(?<![a-z]){lesion} $"),
        "organ_before": re.compile(r"(?<![a-z])(?:liver|hepatic|bones?|bony|skelet[a-z]+|nodes?|nodal|lnn?s?|lungs?|periton[a-z]+|pancreas|spleen|kidneys?) ?$"),
        "uptake_of_organ": re.compile(rf"{NOUNS} (?:in |of |at )?(?:the )?[a-z]+ ?$"),
        "equal_before": re.compile(rf"(?<![a-z]){NOUNS} ?$"),
    }  # fmt: skip


def uptake_comparisons(page: Page) -> list[Comparison]:
    """The comparisons of a text that speak of uptake, in whatever scan; not of where something lies, nor of its size."""
    return [one for one in comparisons_in(page.folded.text) if _is_of_uptake(page, one)]


def compared_words(page: Page) -> Taken:
    """The words of these comparisons."""
    taken = Taken(len(page.text))
    for one in page.kept(uptake_comparisons):
        taken.add(one.start, one.end)
    return taken


def compared_organs(page: Page) -> Taken:
    """The words for the organs with which uptake is compared."""
    taken = Taken(len(page.text))
    for one in page.kept(uptake_comparisons):
        for organ in one.organs:
            taken.add(*organ)
    return taken


def _is_of_uptake(page: Page, one: Comparison) -> bool:
    text, patterns = page.folded.text, _patterns()
    low, _ = page.sentence(one.start)
    if patterns["other_measure"].search(text, low, one.start) or patterns["other_measure"].search(
        text, one.start, one.organs[0][0]
    ):
        return False
    told = patterns["uptake"].search(text, low, one.end) is not None
    if one.sign:
        return _is_sign_of_uptake(page, one, low)
    if one.bare:
        if patterns["lies"].search(text, low, one.start):
            return False
        if one.article and patterns["lesion"].search(text, low, one.start):
            return False
        if text[one.start : one.start + 4] in {"over", "unde"}:
            return False
    modalities = page.kept(Modalities)
    if told or not modalities.kind(one.start, one.end):
        return told
    return not one.bare or not (one.article or modalities.is_anatomical(one.start))


def _names_scan(page: Page, low: int, high: int) -> bool:
    return any(exam.kind != "other" for exam in page.kept(Modalities).between(low, high))


def _is_sign_of_uptake(page: Page, one: Comparison, low: int) -> bool:
    """Whether a sign compares uptake: "mets in bone > liver" tells where most of them are."""
    text, patterns = page.folded.text, _patterns()
    before = text[max(low, one.start - 60) : one.start]
    if text[one.start] in "=~":
        return patterns["equal_before"].search(before) is not None
    if patterns["organ_before"].search(before):
        return patterns["uptake_of_organ"].search(before) is not None
    liver_alone = {against.organ for against in one.against} == {"liver"}
    normal = text[one.start : one.end].strip("<>= ") != "liver"
    if liver_alone and not normal:
        return patterns["noun"].search(text, low, one.start) is not None
    return patterns["uptake"].search(text, low, one.start) is not None or _names_scan(page, low, one.start)
