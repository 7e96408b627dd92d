"""Mixed: a tumour of two components told by their shares - "NEC 40 % and adenocarcinoma 60 %" - which is a MiNEN.

Each component must make up 30 % or more (WHO 2019/2022: Rindi et al., 10.1007/s12022-022-09708-2).
"""

import re
from collections.abc import Iterator
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.number import number
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, either, table

LEAST, WHOLE = 30.0, 100.0
RANK = 9
"""As of a MiNEN that is named."""
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
    known = _patterns()
    for low, high in page.sentences:
        if "%" not in text[low:high] and "percent" not in text[low:high]:
            continue
        if not known["either"].search(text, low, high):
            continue
        for own in known["neuroendocrine"].finditer(text, low, high):
            if not _share(own):
                continue
            for other in known["other"].finditer(text, low, high):
                if _divided(own, other, known["words"].search(text, low, high) is not None):
                    if not page.context(*own.span()) & _DROPPED:
                        yield Found("histology", "minen", own.start(), own.end(), RANK)
                    return


def _share(component: re.Match[str]) -> float:
    """The percentage beside a component, or nought."""
    told = component["behind"] or component["before"]
    return number(told) if told else 0.0


def _divided(own: re.Match[str], other: re.Match[str], together: bool) -> bool:
    """Whether two components make up one tumour: their shares its whole, or one of them told as a part of the other."""
    ours, theirs = _share(own), _share(other)
    if theirs:
        return ours >= LEAST and theirs >= LEAST and abs(ours + theirs - WHOLE) <= 5 + 10 * together
    told_as_part = together and _patterns()["part"].search(own.group()) is not None
    return LEAST <= ours <= WHOLE - LEAST and told_as_part and other.end() <= own.start()
