# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Size: every length in the text, given to the tumour, to a liver lesion, or to neither."""

import re
from functools import cache

from chains.extract.pathology.measure import measured
from chains.extract.pathology.size_owner import is_an_old_nodule, is_of_the_specimen
from chains.extract.pathology.size_report import is_reported
from chains.extract.pathology.size_series import OF_THE_TUMOUR, is_unnamed
from chains.extract.pathology.size_words import patterns
from chains.extract.text.found import Found, impossible
from chains.extract.text.number import COMPARATOR, DIGITS
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT
from knowledge.case import Problem

TREATED_CHARS = 48
"""How far before a length the treatment may begin that is denied in place of the tumour."""


_FROM_TO = re.compile(
    r"^(?!.*(?:gr[eo]w|increas|enlarg|shr[aiu]nk|decreas|reduc|chang|progress|regress|diameter|siz|went|measur)).*\bfrom \d{1,2} ?(?:cm )?to $"
)
"""Before a length that an endoscope has in it, to where the tumour reaches: "tumour from 7 to 13 cm"."""
SUM_CHARS = 50
_SUM = re.compile(
    r"(?<!in )\bsums?\b(?: (?:of|is|was|=|from|target|lesions?|diameters?|the|liver|all|[0-9.]+|mm|cm|→|to|vs|now)){0,10} ?[(:=→]? ?$"
)
"""Before a length that is the sum of several: "7 lesions, sum 120 → 116 mm"."""


@cache
def _length() -> re.Pattern[str]:
    unit = r"(?:mm|cm|millimet(?:er|re)s?|centimet(?:er|re)s?)"
    more = rf" ?-?{unit}? ?(?:x|by|\*) ?"
    return re.compile(
        rf"(?:(?P<cmp>{COMPARATOR}) ?)?(?<![\d.])(?P<minus>(?<= )-)?(?:(?<![a-z0-9.-])(?P<list>(?:{DIGITS}(?:, ?| ?/ ?)){{0,4}}{DIGITS},? (?:and|&) |(?<=\()(?:{DIGITS}, ){{1,5}}|(?:{DIGITS}/){{2}}))?(?P<a>{DIGITS})(?:{more}(?P<b>{DIGITS}))?(?:{more}(?P<c>{DIGITS}))?[ -]?(?P<unit>{unit})(?![a-z0-9²])(?!\^?2)"
    )


@cache
def _earlier() -> re.Pattern[str]:
    return re.compile(
        rf"{LEFT}(?:from|previously|prev\.?|formerly|was|prior|before|earlier|vs\.?|versus|initially|compared (?:to|with))(?: (?:measuring|about|at|of|the))? ?\(?$"
    )


def read_sizes(page: Page) -> tuple[list[Found], list[Problem]]:
    """Sizes of the primary tumour and of liver lesions, in mm; the largest dimension counts."""
    found: list[Found] = []
    problems: list[Problem] = []
    for match in scan(_length(), page.text):
        of = measured(page, match)
        if of is None:
            continue
        subject = of.subject
        low, high = page.sentence(match.start())
        text = page.folded.text
        if subject == "tumour" and (is_an_old_nodule(text, match, low, high) or is_of_the_specimen(text, match, low)):
            continue
        contexts = page.context(*match.span())
        before = page.text[low : match.start()]
        if subject == "tumour" and _is_range(before[-24:]) and not _are_several(before):
            continue
        if subject == "tumour" and (
            _FROM_TO.search(before) is not None
            or _SUM.search(before[-SUM_CHARS:])
            or (match["list"] and before.endswith("between "))
        ):
            continue
        if "asked" in contexts or ("negated" in contexts and not patterns()["treated"].search(before[-TREATED_CHARS:])):
            continue
        factor = 10 if match["unit"].startswith("c") else 1
        together = match["list"] and not match["list"].rstrip().endswith(
            ("and", "&")
        )  # "(2.0, 1.1, 0.6 cm)", "55/45/30 mm"
        listed = re.findall(DIGITS, match["list"] or "") if together or _are_several(before) else []
        size = max(float(one) for one in (*listed, *(match[name] for name in "abc")) if one) * factor
        start = match.start("minus") if match["minus"] else match.start("a")
        field = "tumour_size_mm" if subject == "tumour" else "liver.largest_mm"
        if not 0.5 <= size <= 500 or match["minus"]:
            problems.append(impossible(page, field.partition(".")[0], start, match.end(), "tumour_size_mm"))
            continue
        if subject == "tumour" and is_unnamed(page, match.start("a"), OF_THE_TUMOUR):
            continue
        if subject == "tumour" and (
            _is_bound(page, match) or patterns()["taken_back"].match(page.folded.text, match.end())
        ):
            continue
        if subject == "liver":
            continue  # the largest liver lesion is read with the liver's lesions
        old = _earlier().search(page.text[max(low, match.start() - 30) : match.start()]) is not None
        rank = (
            -2
            if old or "history" in contexts
            else 1
            if of.removed or (of.sure and is_reported(page, match))
            else 0
            if of.sure
            else -1
        )
        found.append(Found("tumour_size_mm", round(size, 2), start, match.end(), rank))
    return found, problems


def _is_bound(page: Page, match: re.Match[str]) -> bool:
    """Whether a length is only a bound; "multiple, up to 6 mm" gives the largest."""
    if not match["cmp"] or not re.match(r"<|>|less|more|at least|under|over|below|above|up to|not", match["cmp"]):
        return False
    return not (match["cmp"] == "up to" and _are_several(page.text[page.sentence(match.start())[0] : match.start()]))


def _are_several(before: str) -> bool:
    """Whether several tumours are measured, so that a bound or a range gives the largest."""
    return (
        re.search(
            r"multipl|multifocal|several|numerous|\bx ?\d|lesions|nets|tumou?rs|polyps|\bfoci\b|\b(?:two|three|four|five) ",
            before,
        )
        is not None
    )


def _is_range(before: str) -> bool:
    """Whether a length ends a range such as "2-3 cm", which is no size; "from 2 to 3 cm" is a change."""
    return bool(re.search(r"\d ?(?:mm|cm)? ?(?:-|to) ?$", before)) and not re.search(r"from[^,;]{0,14}$", before)
