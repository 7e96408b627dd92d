"""FDG intensity: FDG uptake against receptor uptake of the same lesions, where the text compares the two."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.vocabulary import LEFT, RIGHT, table

_TURNED = {"lower": "higher", "higher": "lower", "equal": "equal"}
_DROPPED = {"negated", "asked", "possible", "considered", "planned"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("imaging")["compared"]
    fdg, receptor, noun = (f"{LEFT}(?:{words[name]}){RIGHT}" for name in ("fdg", "receptor", "uptake"))
    links = "|".join(f"(?P<{name}>{words[name]})" for name in ("lower", "higher", "equal"))
    article = rf"(?:{words['article']} ){{0,12}}"
    link = rf"(?: {noun}| (?:{words['is']})(?![a-z])|-){{0,12}},? ?(?:{links}) ?{article}(?:{words['isotope']})?"
    return {
        "fdg_first": re.compile(rf"{fdg}{link}{receptor}"),
        "receptor_first": re.compile(rf"{receptor}{link}{fdg}"),
        "rule": re.compile(words["rule"]),
    }


def read_fdg_intensity(page: Page) -> list[Found]:
    """How FDG uptake stands against receptor uptake; told of different lesions differently, it is none."""
    text = page.text
    if "fdg" not in text:
        return []
    known = _patterns()
    found = []
    for name in ("fdg_first", "receptor_first"):
        for match in scan(known[name], text):
            if page.context(*match.span()) & _DROPPED or known["rule"].search(text, *page.sentence(match.start())):
                continue
            told = next(value for value in _TURNED if match[value])
            found.append(
                Found("fdg_intensity", told if name == "fdg_first" else _TURNED[told], match.start(), match.end())
            )
    return found if len({one.value for one in found}) == 1 else []
