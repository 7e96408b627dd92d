"""Liver type: the distribution of liver metastases by Frilling - single, one bulk with smaller ones, disseminated."""

import re
from functools import cache

from chains.extract.text.found import Found
from chains.extract.text.opening import scan
from chains.extract.text.page import Page
from chains.extract.text.unmasked import unmasked
from chains.extract.text.vocabulary import LEFT, table
from chains.extract.tumour.voice import is_asked

BEFORE_CHARS = 24
NAMED, TOLD = 1, 0
_ROMAN = {"1": "I", "2": "II", "3": "III", "i": "I", "ii": "II", "iii": "III"}
_DROPPED = {"negated", "asked", "possible"}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = table("lesions")["liver_type"]
    return {
        name: re.compile(form if name in {"many", "single_not", "single_done"} else f"{LEFT}(?:{form})")
        for name, form in words.items()
    }


def read_liver_type(page: Page) -> list[Found]:
    """The type as named, or as it follows from a single metastasis or from lesions throughout both lobes."""
    found = _named(page)
    text, known = page.text, _patterns()
    if "lobe" in text or "lobar" in text:
        for name, value in (("bulk", "II"), ("spread_out", "III")):
            found += [
                Found("liver.distribution", value, *match.span(), TOLD)
                for match in scan(known[name], text)
                if not page.context(*match.span()) & _DROPPED
            ]
    if ("single" in text or "solitary" in text) and not known["many"].search(text):
        for match in scan(known["single"], text):
            before = text[max(page.sentence(match.start())[0], match.start() - BEFORE_CHARS) : match.start()]
            if (
                is_asked(page, *match.span())
                or page.context(*match.span()) & (_DROPPED | {"history"})
                or text[match.end() : match.end() + 1] == "?"
            ):
                continue
            done = known["single_done"].match(text, match.end())
            if not done and not known["single_not"].search(before + match.group()):
                found.append(Found("liver.distribution", "I", *match.span(), TOLD))
    best = max((one.rank for one in found), default=0)
    values = {one.value for one in found if one.rank == best}
    return [one for one in found if one.rank == best] if len(values) == 1 else []


def _named(page: Page) -> list[Found]:
    """The type by its name, which is blanked elsewhere as a score."""
    text = page.folded.text
    if "frilling" not in text and "type i" not in text:
        return []
    text, known = page.kept(unmasked), _patterns()
    return [
        Found("liver.distribution", _ROMAN[match["type"]], *match.span(), NAMED)
        for name in ("frilling", "typed", "typed_after")
        for match in scan(known[name], text)
        if not page.context(*match.span()) & _DROPPED
    ]
