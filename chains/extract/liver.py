# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Liver: how much of it is involved, how many lesions, in one lobe or both."""

import re
from functools import cache

from chains.extract.found import Found, impossible, legal
from chains.extract.number import COUNT, PERCENT, amount, number, read_amount
from chains.extract.page import Page
from chains.extract.vocabulary import LEFT, RIGHT
from knowledge.case import Problem


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    share = r"(?:tumou?r |metastatic |disease )?(?:involvement|involved|burden|replacement|replaced|load|volume|infiltration|occupied|affected|occupation|extent|tumou?r)"
    lesion = r"(?:lesions?|mets?|metasta[a-z]+|deposits?|tumou?rs|secondaries|foci|nodules|disease|filiae)"
    kind = r"(?:(?:hypervascular|sstr|dotatate|avid|positive|known|small|large|new|krenning|bilobar|separate|discrete|different|distinct|definite|visible|synchronous|intense|intensely)[ -]){0,3}"
    return {
        "share_after": re.compile(
            rf"{LEFT}(?:liver|hepatic|intra-?hepatic)(?: {share}| mets?| metasta[a-z]+| lesions?){{0,2}}(?: ?[:=(,-]| (?:of|is|was|at|involving|replacing|occupying|about|estimated|with|affecting|by|now|approx\.?|the|to be|calculated|measured|tumou?r))* ?"
            rf"(?P<minus>-(?=\d))?{amount('v')}(?P<pct>{PERCENT})(?! (?:of (?:her|his|the)? ?(?:body )?weight|resection|remnant|fat))"
        ),
        "share_before": re.compile(
            rf"{amount('v')}(?P<pct>{PERCENT}) ?(?:\)|(?:of (?:the |her |his |their )?)?(?:liver|hepatic)(?! (?:remnant|resection|resected|function|fat|steatosis|biops))(?: volume| parenchyma)?(?: {share})?|(?:involvement|replacement|infiltration) of (?:the )?liver|(?:tumou?r )?(?:burden|load|involvement) (?:of|in) (?:the )?liver){RIGHT}"
        ),
        "share_words": re.compile(
            rf"{LEFT}(?P<words>(?:less|more) than (?:half|a quarter|one quarter) of (?:the )?liver|(?:over|under) half of (?:the )?liver)"
        ),
        "count_before": re.compile(
            rf"(?:(?P<cmp>>|<|>=|<=|more than|at least|over|up to|less than|fewer than|~|about|around|approximately) ?)?{LEFT}(?<![\d.])(?<!g)(?<!segment )(?<!grade )(?<!score )(?<!krenning )(?P<x>x ?)?(?P<n>{COUNT}|single|solitary)(?: ?(?:-|to) ?(?P<high>{COUNT}))?[ -]{kind}(?:(?:liver|hepatic) (?!dominant){kind}{lesion}|{lesion} (?:in|of|within) (?:the )?(?:liver|(?:right|left) (?:liver )?lobe|both lobes)){RIGHT}"
        ),
        "count_after": re.compile(
            rf"{LEFT}(?:liver|hepatic)(?: {kind}{lesion})? ?\(?(?:x ?|n ?= ?|number:? ?|count:? ?|: (?=\d{{1,3}}(?: ?[,;.()\n]|$| lesions| metasta| mets)))(?P<n>{COUNT})(?!\d|[.,]\d)(?! ?(?:mm|cm|%|x|-|/))"
        ),
        "bilobar": re.compile(
            rf"{LEFT}(?:bi-?lobar(?:ly)?|both (?:liver |hepatic )?lobes|(?:right and left|left and right)(?: hepatic| liver)? lobes?|in both lobes|bilateral (?:liver|hepatic|lobar)){RIGHT}"
        ),
        "unilobar": re.compile(
            rf"{LEFT}(?:uni-?lobar|(?:confined|limited|restricted) to (?:the |one )?(?:right|left)? ?(?:liver |hepatic )?lobe|(?:right|left) (?:liver |hepatic )?lobe only|only (?:in )?the (?:right|left) (?:liver |hepatic )?lobe|one (?:liver )?lobe(?: only)?|single lobe){RIGHT}"
        ),
    }


def read_liver(page: Page) -> tuple[list[Found], list[Problem]]:
    """Parts of the liver field, each as its own fact: ``liver.involvement_low`` and so on."""
    found: list[Found] = []
    problems: list[Problem] = []
    patterns, text = _patterns(), page.text
    for name in ("share_after", "share_before"):
        for match in patterns[name].finditer(text):
            if name == "share_before" and text[match.end() - 1] == ")":
                continue
            _share(page, match, found, problems)
    for match in patterns["share_words"].finditer(text):
        half = 50 if "half" in match["words"] else 25
        low, high = (0, half) if match["words"].startswith(("less", "under")) else (half, 100)
        found.append(Found("liver.involvement_low", float(low), *match.span()))
        found.append(Found("liver.involvement_high", float(high), *match.span()))
    for name in ("count_before", "count_after"):
        for match in patterns[name].finditer(text):
            if name == "count_before" and (
                match["high"] or (match["cmp"] and match["cmp"] not in {"~", "about", "around", "approximately"})
            ):
                continue
            if page.context(match.start("n"), match.end()) & {"negated", "asked"}:
                continue
            if re.search(
                r"(?:positive|avid|uptake|activity) in (?:the )?$", text[max(0, match.start() - 20) : match.start()]
            ):
                continue
            value = 1 if match["n"] in {"single", "solitary"} else int(number(match["n"]))
            if 0 < value < 200 and not re.search(
                r"(?:segments?|seg|s|grade|score|krenning|k|-) ?$",
                text[max(0, match.start("n") - 9) : match.start("n")],
            ):
                found.append(Found("liver.lesion_count", value, *match.span("n")))
    for lobes in ("bilobar", "unilobar"):
        for match in patterns[lobes].finditer(text):
            low, high = page.sentence(match.start())
            if re.search(
                r"lung|bronch|pulmon|thyroid", text[max(low, match.start() - 40) : min(high, match.end() + 20)]
            ):
                continue
            if not page.context(*match.span()) & {"negated", "asked", "possible"}:
                found.append(Found("liver.lobes", lobes, *match.span()))
    return found, problems


def _share(page: Page, match: re.Match[str], found: list[Found], problems: list[Problem]) -> None:
    start = match.start("vcmp") if match["vcmp"] else match.start("vlow")
    end = match.end("pct")
    if page.context(match.start("vlow"), end) & {"negated", "asked"} and not match["vcmp"]:
        return
    if re.search(r"ki ?-?67|mib|proliferat", match.group()):
        return
    read = read_amount(match, "v")
    if not legal("liver", read.low, read.high):
        if page.span(start, end) not in [problem.span for problem in problems]:
            problems.append(impossible(page, "liver", start, end, "liver"))
        return
    found.append(Found("liver.involvement_low", read.low, start, end))
    found.append(Found("liver.involvement_high", 100.0 if read.high is None else read.high, start, end))
