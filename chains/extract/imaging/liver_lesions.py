# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Liver lesions: how many, how large the largest, in one lobe or both - wherever the text speaks of the liver."""

import re
from functools import cache

from chains.extract.imaging.lesser import is_one_of_more
from chains.extract.imaging.liver_subject import Subjects
from chains.extract.pathology.size_series import OF_THE_LIVER, is_unnamed
from chains.extract.text.found import Found
from chains.extract.text.number import COUNT, DIGITS, number
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT

_LESION = r"(?:lesions?|mets?|metasta[a-z]+|deposits?|tumou?rs|secondaries|foci|nodules?|filiae)"
_DROPPED = {"asked", "negated"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    unit = r"(?:mm|cm|millimet(?:er|re)s?|centimet(?:er|re)s?)"
    more = rf"(?: ?-?{unit}? ?(?:x|by) ?{DIGITS}){{0,2}}"
    about = r"~|about|around|approximately|approx\.?|at least|ca\.?"
    return {
        "count": re.compile(
            rf"(?:(?P<cmp>>=?|<=?|more than|up to|less than|fewer than|over|{about}) ?)?{LEFT}(?<![\d.])(?:x ?)?(?P<n>{COUNT}|single|solitary)(?: ?(?:-|to) ?(?P<high>{COUNT}))?[ -](?:(?!(?:dominant|index|target|larger|largest|additional|further|more|other|extra|cycles|of|out|cm|mm|years?|months?|weeks?|times|cysts?|per|percent|by|in|with|and|for|to|on|after|before|against|via|at|from)[ -])(?:[a-z-]+|{DIGITS} ?(?:mm|cm))[ -]){{0,4}}?{_LESION}{RIGHT}(?! (?:in|of|to) (?:the )?(?:lung|bone|spine|brain|pelvi|periton|ovar|omen|mesent|thyroid|pancrea|skin|ribs?|lymph|nod))"
        ),
        "times": re.compile(
            rf"{LEFT}(?:(?:liver|hepatic)(?: (?:[a-z]+[ -]){{0,2}}?{_LESION})?|{_LESION})(?: only)?,? ?\(?(?:x ?|n ?= ?|(?:number|count):? ?|: (?=\d{{1,3}}(?: ?[,;.()\n]|$| lesions| metasta| mets)))(?P<n>\d{{1,3}})(?!\d|[.,]\d| ?(?:mm|cm|%|x\b|/|-|years?))|{_LESION}[ ,:(]{{0,2}}(?P<number>{COUNT}) in number|(?:liver|hepatic) \((?P<bracket>\d{{1,2}})\)"
        ),
        "length": re.compile(
            rf"(?:(?P<cmp><=?|>=?|under|below|over|less than|more than|up to|at least) ?)?(?<![\d.])(?P<a>{DIGITS})(?P<more>{more})[ -]?(?P<unit>{unit})(?![a-z0-9²])(?!\^?2)"
        ),
        "cue": re.compile(
            rf"{LEFT}(?:{_LESION}|largest|biggest|max(?:imum|imal|\.)?|index|target|measur[a-z]+|dominant|up to|segments?|seg|s[2-8]|disease|bulky)(?![a-z])"
        ),
        "cue_after": re.compile(rf" (?:[a-z-]+ ){{0,3}}?{_LESION}(?![a-z])"),
        "earlier": re.compile(
            rf"{LEFT}(?:from|previously|prev\.?|formerly|was|were|prior|before|earlier|vs\.?|versus|initially|compared (?:to|with)|had been)(?: (?:measuring|about|at|of|the|only))? ?\(?$"
        ),
        "pair": re.compile(r"(?<![\d.-])(?P<first>\d{1,2}(?:\.\d)?) ?(?:and|,|&|\+) ?$"),
        "changed": re.compile(r" ?(?:→|to \d|increased to|now \d)"),
        "away": re.compile(r" (?:from|away|margin|clear|to the (?:margin|capsule)|slice|growth|thick)"),
        "lobes": re.compile(
            rf"{LEFT}(?P<both>bi-?lobar(?:ly)?|both (?:the )?(?:liver |hepatic )?lobes|bilat(?:eral)? (?:liver|hepatic|lobar|lobes)|(?:right and left|left and right|r and l|r\+l|r & l)(?: hepatic| liver)? lobes?)"
            rf"|{LEFT}(?P<uni>uni-?lobar|one (?:liver |hepatic )?lobe|single (?:liver )?lobe)|{LEFT}(?P<side>right|left|r|l)(?: (?:hepatic|liver))? lobe(?! of (?:the )?(?:lung|thyroid)){RIGHT}"
        ),
        "only": re.compile(
            r"(?:only|all|confined|limited|restricted|exclusively|solely)(?: (?:to|in|of|within|the|located|situated|lying|found)){0,12} ?$"
        ),
        "only_after": re.compile(r" (?:only|exclusively|alone)(?![a-z])"),
        "held": re.compile(
            rf"{LEFT}(?:{COUNT}|several|multiple|numerous|many|all) (?:[a-z-]+ ){{0,4}}?{_LESION}[^.;,]{{0,30}}$|(?:metastases|mets|lesions|tumou?rs|nodules),? (?:in |of |within )?(?:the )?$"
        ),
        "holds": re.compile(rf": [^.;]{{0,40}}?{_LESION}|(?: (?:hepatic|liver))? (?:metasta[a-z]+|mets|lesions|tumou?rs){RIGHT}"),
        "not_liver": re.compile(r"lung|bronch|pulmon|thyroid"),
        "treated": re.compile(
            r"(?:tace|tae|sirt|rfa|mwa|emboli[sz]ation|radioemboli[sz]ation|resection|hepatectomy|ablation|ablated|resected|treated)[^,;.]{0,24}$"
        ),
        "fdg": re.compile(r"fdg[^,;.]{0,12}(?:positive|avid|uptake|\+|activity) in (?:the )?$"),
        "benign": re.compile(r"(?<![a-z])(?:ha?emangioma|cyst|fnh|focal nodular|adenoma|benign)"),
        "old": re.compile(r"(?:previously|formerly|initially|was|were|had|after|removed|resected|treated|ablated)[^,;.]{0,12}$"),
    }  # fmt: skip


def read_liver_lesions(page: Page, subjects: Subjects) -> list[Found]:
    """Number, largest and lobes of the liver lesions, each as its own fact."""
    return [*_counts(page, subjects), *_largest(page, subjects), *_lobes(page)]


def _counts(page: Page, subjects: Subjects) -> list[Found]:
    found = []
    text, patterns = page.text, _patterns()
    for match in scan(patterns["count"], text):
        bound = match["cmp"] and match["cmp"][0] in "<>mulfo"
        if patterns["fdg"].search(text, max(0, match.start() - 30), match.start()):
            continue
        if match["high"] or bound or subjects.within(match.start("n"), match.end(), "other"):
            continue
        subject = subjects.of(match.start("n"), match.end())
        direct = subjects.within(match.start("n"), match.end(), "liver")
        if not direct and (subject is None or subject[0] != "liver" or subjects.ahead(match.end()) == "other"):
            continue
        if _is_benign(page, match.start(), match.end()) or is_one_of_more(page, match.start("n"), match.end()):
            continue
        if page.context(match.start("n"), match.end()) & _DROPPED or _is_part(text, match.start("n"), match["n"]):
            continue
        value = 1 if match["n"] in {"single", "solitary"} else int(number(match["n"]))
        old = _patterns()["old"].search(text, max(0, match.start() - 24), match.start()) is not None
        if 0 < value < 200:
            found.append(Found("liver.lesion_count", value, *match.span("n"), -1 - old))
    for match in scan(_patterns()["times"], text):
        name = match.lastgroup or "n"
        if name == "bracket" and re.search(r"krenning|dota|sstr", text[slice(*page.sentence(match.start()))]):
            continue
        subject = subjects.of(match.start(name), match.end())
        if subject and subject[0] == "liver" and not page.context(*match.span(name)) & _DROPPED:
            found.append(Found("liver.lesion_count", int(number(match[name])), *match.span(name), -1))
    return found


def _is_part(text: str, start: int, count: str) -> bool:
    """Whether a number belongs to a segment, a grade or a score before it."""
    return count.isdigit() and bool(
        re.search(
            r"(?:(?:segments?|seg|s|grade|score|krenning|k|g) ?|[-/]|(?<!\d)\d, ?|(?:seg[a-z]*|s) ?[\dvi]{1,4} ?(?:and|/|,) ?)$",
            text[max(0, start - 16) : start],
        )
    )


def _is_benign(page: Page, start: int, end: int) -> bool:
    """Whether the sentence calls the lesion a cyst, a haemangioma … and names no metastasis after it."""
    _, high = page.sentence(end)
    benign = _patterns()["benign"].search(page.text, end, high)
    return benign is not None and not re.search(r"metasta|mets", page.text[start : benign.start()])


def _largest(page: Page, subjects: Subjects) -> list[Found]:
    found = []
    text, patterns = page.text, _patterns()
    for match in scan(patterns["length"], text):
        subject = subjects.of(match.start(), match.end())
        if subject is None or subject[0] != "liver":
            continue
        low, _ = page.sentence(match.start())
        begin = max(low, match.start() - 120)
        cue = patterns["cue"].search(page.folded.text, begin, match.end()) or patterns["cue_after"].match(
            text, match.end()
        )
        if not cue:
            continue
        if match["cmp"] and match["cmp"] not in {"up to", "at least"}:
            continue
        if _is_benign(page, match.start(), match.end()):
            continue
        if patterns["earlier"].search(text, begin, match.start()) or patterns["away"].match(text, match.end()):
            continue
        if patterns["changed"].match(text, match.end()) or page.context(*match.span()) & _DROPPED:
            continue
        if subjects.lies_elsewhere(match.end()) or is_unnamed(page, match.start("a"), OF_THE_LIVER):
            continue
        factor = 10 if match["unit"].startswith("c") else 1
        sizes = [float(match["a"]), *(float(part) for part in re.findall(DIGITS, match["more"]))]
        pair = patterns["pair"].search(text, begin, match.start())
        sizes += [float(pair["first"])] if pair else []
        size = max(sizes) * factor
        if 0.5 <= size <= 300:
            found.append(Found("liver.largest_mm", round(size, 2), match.start("a"), match.end()))
    return found


def _lobes(page: Page) -> list[Found]:
    found: list[Found] = []
    sides: dict[str, re.Match[str]] = {}
    mentioned: set[str] = set()
    exclusive = False
    text, patterns = page.text, _patterns()
    for match in scan(patterns["lobes"], text):
        low, high = page.sentence(match.start())
        if patterns["not_liver"].search(text, max(low, match.start() - 40), min(high, match.end() + 20)):
            continue
        if page.context(*match.span()) & {"negated", "asked", "possible"}:
            continue
        if match["both"]:
            found.append(Found("liver.lobes", "bilobar", *match.span()))
        elif match["uni"]:
            found.append(Found("liver.lobes", "unilobar", *match.span()))
        elif not patterns["treated"].search(text, max(low, match.start() - 44), match.start()):
            if not patterns["benign"].search(text, low, high):
                mentioned.add(match["side"][0])
            only = patterns["only"].search(text, max(low, match.start() - 44), match.start())
            alone = patterns["only_after"].match(text, match.end())
            held = patterns["held"].search(page.folded.text, max(low, match.start() - 80), match.start())
            held_after = patterns["holds"].match(text, match.end())
            if only or alone or held or held_after or _lists_sides(text, match):
                sides.setdefault(match["side"][0], match)
                exclusive = exclusive or bool(only or alone)
    if len(sides) == 2:
        found += [Found("liver.lobes", "bilobar", *match.span(), -1) for match in sides.values()][:1]
    elif sides and (exclusive or len(mentioned) == 1):
        (match,) = sides.values()
        found.append(Found("liver.lobes", "unilobar", *match.span(), -2))
    return found


def _lists_sides(text: str, match: re.Match[str]) -> bool:
    """Whether the lobe is one of two that are named together: "right lobe and left lobe"."""
    return bool(
        re.match(
            r" (?:and|\+|&) (?:in )?(?:the )?(?:right|left)(?: (?:liver|hepatic))? lobe",
            text[match.end() : match.end() + 32],
        )
        or re.search(
            r"(?:right|left)(?: (?:liver|hepatic))?(?: lobe)? (?:and|\+|&) (?:in )?(?:the )?$",
            text[max(0, match.start() - 34) : match.start()],
        )
    )
