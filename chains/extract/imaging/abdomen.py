"""Abdomen: whether there is disease outside the abdomen, where a text says so without naming a site."""

import re

from chains.extract.text.found import Found
from chains.extract.text.page import Page
from chains.extract.tumour.voice import is_asked

_OUTSIDE = re.compile(
    r"(?<![a-z])(?:extra ?-?abdominal|outside (?:of )?(?:the |her |his )?abdomen)"
    r"(?: (?:disease|spread|deposits?|lesions?|sites?|mets?|metasta(?:sis|ses|tic(?: disease)?)|involvement|tumou?r))?"
)
_DENIED_AFTER = re.compile(
    r" ?(?::|-|=)? ?(?:none|no|nil|absent|not (?:seen|found|present)|excluded|ruled out)(?![a-z])"
)
_DROPPED = {"asked", "possible", "history", "planned"}


def read_extra_abdominal(page: Page) -> list[Found]:
    """``True`` or ``False`` where it is said; a doubt or a question says nothing."""
    if "abdom" not in page.text:
        return []
    found = []
    for match in _OUTSIDE.finditer(page.text):
        contexts = page.context(*match.span())
        if contexts & _DROPPED or is_asked(page, *match.span()) or page.text[match.end() : match.end() + 1] == "?":
            continue
        denied = "negated" in contexts or _DENIED_AFTER.match(page.text, match.end()) is not None
        found.append(Found("extra_abdominal", not denied, *match.span()))
    return found
