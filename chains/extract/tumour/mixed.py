"""Mixed: a tumour of two components told by their shares - "NEC 40 % and adenocarcinoma 60 %" - which is a MiNEN.

From which share on a component makes it one is a figure of the word list, with its source.
"""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.number import number
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, either, table

WHOLE = 100.0
ROUGHLY, ROUGHLY_TOGETHER = 5, 15
"""By how much two shares may miss the whole, and by how much where words say that they make up one tumour."""
_DROPPED = {"negated", "asked", "possible"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("histology")["mixed"]
    share = r"(?:ca\.? |about |approx\.? |~)?(?P<{0}>\d{{1,3}}(?:\.\d)?) ?(?:%|percent)"
    parts = {name: either(words[name]) for name in ("neuroendocrine", "other")}
    part = either([*words["part"], *words["tumour"]])
    return {
        name: re.compile(
            rf"(?:{LEFT}{share.format('before')}(?: of)?(?: an?| the)? ?)?{kind}(?: ?\([a-z]{{2,8}}\))?(?: {part})?"
            rf"(?:(?: ?[:=(]{{1,2}} ?| )(?:of |in |is |was |makes up |accounts for ){{0,2}}{share.format('behind')})?"
        )
        for name, kind in parts.items()
    } | {
        "either": re.compile(either(words["neuroendocrine"])),
        "words": re.compile(either(words["words"])),
        "part": re.compile(either(words["part"])),
    }


def mixed_tumours(page: Page) -> Iterator[Found]:
    """A tumour that a sentence divides into a neuroendocrine part and another one, each large enough."""
    text = page.person
    if "%" not in text and "percent" not in text:
        return
    known, rank = _patterns(), table("histology")["histology"]["minen"]["rank"]
    for low, high in page.sentences:
        if "%" not in text[low:high] and "percent" not in text[low:high]:
            continue
        if not known["either"].search(text, low, high):
            continue
        others = list(known["other"].finditer(text, low, high))
        shares = {_share(other) for other in others} - {0.0}
        bare = next((other.end() for other in others if not _share(other)), high)
        together = bool(others) and known["words"].search(text, low, high) is not None
        for own in known["neuroendocrine"].finditer(text, low, high) if others else ():
            if _makes_a_whole(_share(own), shares, together) or (together and _is_a_part(own, bare)):
                if not page.context(*own.span()) & _DROPPED:
                    yield Found("histology", "minen", own.start(), own.end(), rank)
                return


def _share(component: re.Match[str]) -> float:
    """The percentage beside a component, or nought."""
    told = component["behind"] or component["before"]
    return number(told) if told else 0.0


def _least() -> float:
    return float(table("histology")["mixed"]["least_percent"])


def _makes_a_whole(ours: float, shares: set[float], together: bool) -> bool:
    """Whether a share and that of another component make up one tumour, and both are large enough."""
    miss = ROUGHLY_TOGETHER if together else ROUGHLY
    return ours >= _least() and any(theirs >= _least() and abs(ours + theirs - WHOLE) <= miss for theirs in shares)


def _is_a_part(own: re.Match[str], bare: int) -> bool:
    """Whether a neuroendocrine component is told as a part of another one without a share, which ends at ``bare``."""
    large = _least() <= _share(own) <= WHOLE - _least()
    return large and bare <= own.start() and _patterns()["part"].search(own.group()) is not None
