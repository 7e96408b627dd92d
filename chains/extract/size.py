# ruff: noqa: E501 - a pattern, or a text under test, is checked more easily on one line
"""Size: every length in the text, given to the tumour, to a liver lesion, or to neither."""

import re
from functools import cache

from chains.extract.found import Found, impossible
from chains.extract.number import COMPARATOR, DIGITS
from chains.extract.page import Page
from chains.extract.vocabulary import LEFT, Index, index
from knowledge.case import Problem


@cache
def _length() -> re.Pattern[str]:
    unit = r"(?:mm|cm|millimet(?:er|re)s?|centimet(?:er|re)s?)"
    more = rf" ?-?{unit}? ?(?:x|by|\*) ?"
    return re.compile(
        rf"(?:(?P<cmp>{COMPARATOR}) ?)?(?<![\d.])(?P<minus>(?<= )-)?(?P<a>{DIGITS})(?:{more}(?P<b>{DIGITS}))?(?:{more}(?P<c>{DIGITS}))?[ -]?(?P<unit>{unit})(?![a-z0-9²])(?!\^?2)"
    )


@cache
def _subjects() -> Index:
    return index("sizes", "subject")


@cache
def _earlier() -> re.Pattern[str]:
    return re.compile(
        rf"{LEFT}(?:from|previously|prev\.?|formerly|was|prior|before|earlier|vs\.?|versus|initially|compared (?:to|with))(?: (?:measuring|about|at|of|the))? ?\(?$"
    )


def read_sizes(page: Page) -> tuple[list[Found], list[Problem]]:
    """Sizes of the primary tumour and of liver lesions, in mm; the largest dimension counts."""
    found: list[Found] = []
    problems: list[Problem] = []
    subjects = _subjects().find(page.text)
    for match in _length().finditer(page.text):
        low, high = page.sentence(match.start())
        near = [hit for hit in subjects if hit[2] > low - 1 and hit[1] < high]
        subject = _subject(page, match, near) or _carried(page, match, subjects, low)
        if subject not in {"tumour", "liver"}:
            continue
        contexts = page.context(*match.span())
        if subject == "tumour" and _is_range(page.text[max(low, match.start() - 24) : match.start()]):
            continue
        if contexts & {"asked", "negated"}:
            continue
        factor = 10 if match["unit"].startswith("c") else 1
        size = max(float(match[name]) for name in "abc" if match[name]) * factor
        start = match.start("minus") if match["minus"] else match.start("a")
        if not 0.5 <= size <= 500 or match["minus"]:
            problems.append(
                impossible(
                    page, "tumour_size_mm" if subject == "tumour" else "liver", start, match.end(), "tumour_size_mm"
                )
            )
            continue
        if (
            match["cmp"]
            and re.match(r"<|>|less|more|at least|under|over|below|above|up to|not", match["cmp"])
            and subject == "tumour"
        ):
            continue  # a bound is not a size
        if subject == "liver":
            continue  # the largest liver lesion is read with the liver
        old = _earlier().search(page.text[max(low, match.start() - 30) : match.start()]) is not None
        found.append(
            Found("tumour_size_mm", round(size, 2), start, match.end(), -1 if old or "history" in contexts else 0)
        )
    return found, problems


def _subject(page: Page, match: re.Match[str], near: list[tuple[str, int, int]]) -> str | None:
    text = page.text
    after = next((hit for hit in near if hit[1] >= match.end()), None)
    before = next((hit for hit in reversed(near) if hit[2] <= match.start()), None)
    if after and re.fullmatch(
        r"[ -]?\(?(?:(?:in|at|of|from|the|a|big|large|sized|solid|hypervascular|enhancing|well|circumscribed|defined|arterially|grade|g|\d|left|right|non|functioning|functional|ill|lobulated|hypoechoic|round|solitary|single|max(?:imum)?|diameter|primary|size|axis|long|short|in|largest|dimension|and|greatest|differentiated|arterial|hyperenhancing)[ -]?)*",
        text[match.end() : after[1]],
    ):
        strong = not re.match(r"[ -]?(?:in|at|of|from)\b", text[match.end() : after[1]]) or before is None
        if strong and not (
            before and re.search(r"[:(=]\s*$|(?:size|measur|diameter|largest)[^,;.]*$", text[before[2] : match.start()])
        ):
            return after[0]
    if before and match.start() - before[2] <= 70:
        return before[0]
    if after and after[1] - match.end() <= 25 and not re.search(r"[,;]", text[match.end() : after[1]]):
        return after[0]
    return None


def _carried(page: Page, match: re.Match[str], subjects: list[tuple[str, int, int]], start: int) -> str | None:
    """A line or sentence "Largest 34 mm" speaks of what the sentence before spoke of."""
    if not re.search(r"largest|biggest|measur|size|diameter", page.text[start : match.end()]):
        return None
    previous = page.sentence(start - 1)[0] if start > 0 else 0
    last = [hit for hit in subjects if previous <= hit[1] < start]
    return last[-1][0] if last else None


def _is_range(before: str) -> bool:
    """Whether a length ends a range such as "2-3 cm", which is no size; "from 2 to 3 cm" is a change."""
    return bool(re.search(r"\d ?(?:mm|cm)? ?(?:-|to) ?$", before)) and not re.search(r"from[^,;]{0,14}$", before)
