"""Blood: the ratio of neutrophils to lymphocytes."""

import re
from functools import cache

from chains.extract.text.found import Found, impossible, legal
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, table
from chains.extract.tumour.voice import is_asked
from knowledge.case import Problem


@cache
def _ratio() -> re.Pattern[str]:
    words = table("blood")["nlr"]
    value = r"(?P<minus>-)?(?P<value>\d{1,5}(?:\.\d{1,3})?)(?![\d%/]| ?%|\.\d| ?(?:-|to) ?\d)"
    return re.compile(
        rf"{LEFT}(?:{'|'.join(words['name'])}){words['link']}{value}(?: ?→ ?(?P<later>\d{{1,5}}(?:\.\d{{1,3}})?))?"
    )


def read_nlr(page: Page) -> tuple[list[Found], list[Problem]]:
    """The ratio as measured; a bound or a range is none. Below 0 or above 100 it is a problem."""
    found: list[Found] = []
    problems: list[Problem] = []
    if "nlr" not in page.text and "lymphocyte" not in page.text and "n/l" not in page.text:
        return found, problems
    for match in scan(_ratio(), page.text):
        if (
            is_asked(page, *match.span())
            or page.context(*match.span()) & {"asked", "planned"}
            or page.text[match.end() : match.end() + 1] == "?"
        ):
            continue
        name = "later" if match["later"] else "value"
        value = -float(match[name]) if match["minus"] and name == "value" else float(match[name])
        start = match.start("minus") if match["minus"] else match.start(name)
        if legal("nlr", value):
            found.append(Found("nlr", value, match.start(), match.end(name)))
        else:
            problems.append(impossible(page, "nlr", start, match.end(name), "nlr"))
    return found, problems
