"""Ki-67 bare: values told without the name of the index - of a hot spot, or in percent beside the grade."""

import re
from collections.abc import Iterator

from chains.extract.pathology.ki67_owner import of_tissue, speaks_of_another
from chains.extract.pathology.ki67_rows import KiValue
from chains.extract.pathology.ki67_words import patterns
from chains.extract.text.number import PERCENT, number
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.taken import Taken
from chains.extract.text.vocabulary import table

RULE_CHARS = 80
"""How far before the patient's own value the index may be named with a rule's."""
LIMIT_CHARS = 24
"""How far before a grade the word may stand by which its percentage is a limit."""
SAMPLE_CHARS = 130
"""How far before the value of another sample the index may be named."""


def in_hot_spots(page: Page, taken: Taken) -> Iterator[KiValue]:
    """The values of a hot spot in a text on the index: "... shows heterogeneity with a hot spot of 11 %"."""
    for spot in scan(patterns()["hot_spot"], page.text):
        low, high = page.sentence(spot.start())
        if not taken.overlaps(*spot.span("vlow")) and not patterns()["of_a_share"].search(page.text, low, high):
            taken.add(*spot.span())
            yield KiValue(spot, spot.span(), (spot.start(), spot.start("vlow")), (spot.end(), spot.end()))


def performed(page: Page, name: re.Match[str]) -> Iterator[KiValue]:
    """The value behind the colon of a sentence that tells how the index came about: "has now been done ... : 3.8 %"."""
    value = patterns()["performed"].match(page.text, name.end(), page.sentence(name.start())[1])
    if value is None or speaks_of_another(value["gap"]) or of_tissue(value["gap"]):
        return
    told = patterns()["part"].sub("", value["gap"])
    if not patterns()["blocker"].search(told) and not patterns()["of_tissue"].match(page.text, value.end()):
        yield KiValue(value, name.span(), (name.end(), value.start("vlow")), (value.end(), value.end()))


def set_against_a_rule(page: Page, taken: Taken) -> Iterator[KiValue]:
    """The patient's value behind that of a rule: "the trial needs a Ki-67 < 55 %, ours is 40"."""
    for ours in scan(patterns()["ours"], page.text):
        low = page.text.rfind("\n", 0, ours.start()) + 1
        named = patterns()["name"].search(page.folded.text, max(low, ours.start() - RULE_CHARS), ours.start())
        if named and named.end() < page.sentence(ours.start())[0] and not re.search(PERCENT, ours.group()):
            continue  # in a sentence of its own the percent sign must tell what is meant
        if named and not taken.overlaps(*ours.span("vlow")):
            taken.add(*ours.span())
            yield KiValue(ours, ours.span(), (ours.start(), ours.start("vlow")), (ours.end(), ours.end()))


def in_another_sample(page: Page, taken: Taken) -> Iterator[KiValue]:
    """The value of another sample, told behind the first one: "20 % was the FNA. Resection specimen = 4 %".

    Without a percent sign it must stand in brackets: "ki 14 on liver bx (primary bx in 2020 was 6)".
    """
    for other in scan(patterns()["other_sample"], page.text):
        low = max(page.text.rfind("\n\n", 0, other.start()) + 1, other.start() - SAMPLE_CHARS)
        named = list(patterns()["name"].finditer(page.text, low, other.start()))
        if not named or taken.overlaps(*other.span("vlow")):
            continue
        bracketed = page.text[other.start()] == "(" and page.text.startswith(")", other.end())
        if not bracketed and not re.search(PERCENT, other.group()):
            continue
        between = page.text[named[-1].end() : other.start()]
        if patterns()["of_a_share"].search(between) or speaks_of_another(between):
            continue
        taken.add(*other.span())
        yield KiValue(other, other.span(), (other.start(), other.start("vlow")), (other.end(), other.end()))


def of_another_time(page: Page, taken: Taken, found: list[KiValue]) -> Iterator[KiValue]:
    """The value of another time, part or laboratory right behind one: "was 9 (2020), now 22 on repeat".

    Without a percent sign it must be told of a sample, where the one before had none either.
    """
    known = patterns()
    for first in found:
        end = first.match.end()
        other = known["of_another_time"].match(page.text, end)
        if other is None or taken.overlaps(*other.span("vlow")):
            continue
        percent = re.search(PERCENT, page.text[other.start("vlow") : other.end()])
        if not percent and (re.search(PERCENT, first.match.group()) or not (other["told"] or other["where"])):
            continue
        if other.end() > page.sentence(first.match.start())[1] and not percent:
            continue
        taken.add(*other.span())
        yield KiValue(other, other.span(), (other.start(), other.start("vlow")), (other.end(), other.end()))


def beside_a_grade(page: Page, taken: Taken) -> Iterator[KiValue]:
    """A bare percentage beside the grade that it explains: "NET G2, 8 %."; it must fit that grade."""
    for graded in scan(patterns()["graded"], page.text):
        low, high = page.sentence(graded.start())
        fits = table("proliferation")["grades"][graded["grade"]]
        value = number(graded["vlow"])
        if taken.overlaps(*graded.span("vlow")) or not fits[0] <= value <= fits[1]:
            continue
        if graded["vhigh"] and [value, number(graded["vhigh"])] in table("proliferation")["explained"]["ranges"]:
            continue  # "G2 (3-20 %)" is what the grade means
        if patterns()["a_limit"].search(page.text, max(low, graded.start() - LIMIT_CHARS), graded.start()):
            continue  # "cut-off G1/G2: 3 %"
        if page.context(*graded.span()) & {"asked", "negated"} or speaks_of_another(page.text[low:high]):
            continue
        if patterns()["of_a_share"].search(page.text, low, high):
            continue
        yield KiValue(graded, graded.span(), (graded.start(), graded.start("vlow")), (graded.end(), graded.end()))
