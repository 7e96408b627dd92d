"""Headings: what "Current medication:" or "Plan:" says of the treatments listed under it."""

import re
from bisect import bisect_right
from functools import cache

from chains.extract.text.opening import scan_at
from chains.extract.text.vocabulary import table

LIST_LINE_CHARS = 90
"""A line under a heading that stands alone belongs to it where it is shorter than this."""
_BEFORE = re.compile(r"[\n.;](?:(?<=\n)|(?<!\n) )")
"""What stands before a heading that does not begin the text."""
_HEADING = re.compile(
    r"[ \d.)#-]{0,6}(?P<words>[a-z][a-z /&'-]{2,45}?)(?: \([^)\n]{0,20}\))? ?:"
    r"| ?(?P<alone>[a-z][a-z /&'-]{2,40}?) ?(?=\n ?(?:[-+>#]|\d{1,2}[.)]) )"
    r"| ?(?P<bare>[a-z/']{1,16}(?: [a-z&'-]{1,14}){0,2}) ?(?=\n(?!\n))"
)
"""A heading ends with a colon, or stands alone over the items of a list, or in a line of its own."""
_BOARD = re.compile(r"\b(?:tumou?r ?board|board|mdt|mdm|conference|minutes|colloquium)\b")
_ARROW = re.compile(r"\n[ *-]{0,3}→(?![^\n]*(?:\b(?:19|20)\d\d\b|\b\d{1,2}/\d\d))")
"""A line that a board's text begins with an arrow tells what the board wants, unless it is dated."""
NUMBER_CHARS = 6
"""How far before the words of an item its number may begin."""
_NUMBER = re.compile(r"(?:^|\n) ?\d{1,2}[.)] ?$")
_ITEM = re.compile(r"\n ?(?:[-+>#]|\d{1,2}[.)]|\d{1,2} (?=[a-z]))")


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = table("status")["heading"]
    order = ("denied", "declined", "planned", "considered", "ongoing", "done")
    return tuple((name, re.compile(rf"\b(?:{words[name]})")) for name in order)


def kind_of_heading(words: str) -> str | None:
    """The status that a heading gives, if it gives one."""
    return next((name for name, known in _kinds() if known.search(words)), None) if _any_kind().search(words) else None


@cache
def _any_kind() -> re.Pattern[str]:
    return re.compile("|".join(known.pattern for _, known in _kinds()))


class Headings:
    """The headings of a text that give a status, and where each holds."""

    def __init__(self, text: str) -> None:
        found: list[tuple[int, int, str | None]] = []
        begins = [0, *(match.end() for match in _BEFORE.finditer(text))]
        for match in scan_at(_HEADING, text, begins, len(text)):
            status = kind_of_heading(match["words"] or match["alone"] or match["bare"])
            if (
                status is None
                and match["alone"]
                and _NUMBER.search(text, max(0, match.start("alone") - NUMBER_CHARS), match.start("alone"))
            ):
                continue  # "1. PET next week" is an item of the list that "2. …" goes on with, and heads nothing
            if match["bare"] is None or (status is not None and match.start() > 0):
                found.append((match.start(match.lastgroup or 0), match.end(), status))
        self._scopes: list[tuple[int, int, str]] = []
        for place, (_, start, status) in enumerate(found):
            if status is not None:
                after = place + 1
                if status == "denied":  # "Not done and why:" holds for every matter of the list under it
                    while after < len(found) and found[after][2] is None and _is_item(text, found[after][0]):
                        after += 1
                limit = found[after][0] if after < len(found) else len(text)
                self._scopes.append((start, _end_of_list(text, start, limit), status))

        board = _BOARD.search(text) if "→" in text else None
        if board:
            lines = [(match.end(), match.end()) for match in _ARROW.finditer(text, board.end())]
            ends = [(start, at if (at := text.find("\n", start)) >= 0 else len(text), "planned") for start, _ in lines]
            self._scopes = sorted([*self._scopes, *ends])

    def over(self, position: int) -> str | None:
        """The status that the heading over a place gives."""
        place = bisect_right(self._scopes, (position, len(self._scopes) + position, "")) - 1
        if place < 0:
            return None
        _, end, status = self._scopes[place]
        return status if position < end else None


def _is_item(text: str, start: int) -> bool:
    """Whether a heading opens the item of a list."""
    return _ITEM.match(text, max(0, text.rfind("\n", 0, start))) is not None


def _end_of_list(text: str, start: int, limit: int) -> int:
    """The end of a heading's line, or of the list that follows it."""
    end = text.find("\n", start, limit)
    if end < 0:
        return limit
    alone = not text[start:end].strip(" -")
    while end < limit:
        item = _ITEM.match(text, end)
        following = text.find("\n", end + 1, limit)
        if not item and not (alone and (following if following >= 0 else limit) - end < LIST_LINE_CHARS):
            break
        end = following if following >= 0 else limit
    return end
