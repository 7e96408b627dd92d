"""Heading: where a section of a PDF begins, by a number in front of it or by a bookmark of the file."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from knowledge.case import Value
from knowledge.readers.pages import Page
from knowledge.readers.paragraphs import ends_sentence, full_width

_NUMBERED = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?P<title>(?:[A-Z][a-z]{2,}|[A-Z]{2,}s?\b|[A-Z][a-z]+-\w)[^\t]{0,110})$"
)
_CONTENTS_LINE = re.compile(r"(?:\.\s?){4,}|…|\s\d{1,4}$")
_MAX_WORDS = 14


class Heading(Value):
    """The first line of a section."""

    page: int
    line: int
    """Index among the lines of the page."""
    lines: int = 1
    """How many lines of the page the heading itself takes; 0 when the page does not print it."""
    text: str
    label: str
    """Its number, or its path among the bookmarks: ``4.2``, ``Treatment > PRRT``."""


class Bookmark(Value):
    """One entry of a PDF's outline."""

    title: str
    path: tuple[str, ...]
    """Titles from the outermost entry down to this one."""
    page: int


def number_of(heading: str) -> str | None:
    """The number in front of a heading (``4.2``), or None."""
    match = _NUMBERED.match(heading)
    return match.group("number") if match else None


def numbered_headings(pages: Iterable[Page]) -> list[Heading]:
    """Lines such as ``4.2 PRRT`` that follow each other in number; lists and tables of contents are not taken."""
    found: list[Heading] = []
    last: tuple[int, ...] = ()
    for page in pages:
        for heading in _candidates(page):
            parts = tuple(map(int, heading.label.split(".")))
            if _follows(parts, last):
                found.append(heading)
                last = parts
    return found


def bookmarked_headings(bookmarks: Iterable[Bookmark], pages: Iterable[Page]) -> list[Heading]:
    """Where each bookmark points: at the line that prints its title, else at the top of its page."""
    by_number = {page.number: page for page in pages}
    found: list[Heading] = []
    taken: set[tuple[int, int]] = set()
    after: dict[int, int] = {}
    for bookmark in bookmarks:
        page = by_number.get(bookmark.page)
        if page is None:
            continue
        line, count = _printed(bookmark.title, page, after.get(page.number, 0))
        if (page.number, line) in taken:
            continue
        taken.add((page.number, line))
        after[page.number] = line + count
        text = " ".join(page.lines[line : line + count]) if count else bookmark.title
        label = number_of(text) or number_of(bookmark.title) or " > ".join(bookmark.path)
        found.append(Heading(page=page.number, line=line, lines=count, text=text, label=label))
    return found


def _candidates(page: Page) -> list[Heading]:
    """Numbered lines of a page; of those in an unbroken run, only ones that go deeper line by line."""
    width = full_width(page.lines)
    runs: list[list[Heading]] = []
    for index, line in enumerate(page.lines):
        match = _NUMBERED.match(line)
        if match is None or not _reads_as_heading(match):
            continue
        heading = Heading(page=page.number, line=index, text=line, label=match.group("number"))
        if runs and all(not between for between in page.lines[runs[-1][-1].line + 1 : index]):
            runs[-1].append(heading)
        elif index == 0 or _parted(page.lines[index - 1], width):
            runs.append([heading])
    return [heading for run in runs if _deepens(run) for heading in run]


def _reads_as_heading(match: re.Match[str]) -> bool:
    title = match.group("title")
    if (
        len(title.split()) > _MAX_WORDS
        or ends_sentence(title)
        or title.endswith((",", "-"))
        or _CONTENTS_LINE.search(title)
    ):
        return False
    chapter = "." not in match.group("number")
    return not chapter or (len(title.split()) <= 8 and "," not in title and ". " not in title)


def _parted(before: str, width: int) -> bool:
    """Whether the line before leaves room for a heading: blank, the end of a sentence, or short."""
    return not before or ends_sentence(before) or len(before) < 0.6 * width


def _deepens(run: Sequence[Heading]) -> bool:
    depths = [heading.label.count(".") for heading in run]
    return all(shallow < deep for shallow, deep in pairwise(depths))


def _follows(parts: tuple[int, ...], last: tuple[int, ...]) -> bool:
    if parts[0] == 0:
        return False
    if len(parts) == 1:
        return parts[0] == (last[0] + 1 if last else 1)
    return not last or (parts > last and parts[0] - last[0] <= 2)


def _printed(title: str, page: Page, start: int) -> tuple[int, int]:
    """The line that prints a title and the number of lines it takes; ``(0, 0)`` when no line does."""
    wanted = _key(title)
    for first in range(start, len(page.lines)):
        joined = ""
        for last in range(first, min(first + 4, len(page.lines))):
            joined = f"{joined} {page.lines[last]}".strip()
            if wanted and _key(joined) == wanted:
                return first, last - first + 1
            if len(_key(joined)) > len(wanted):
                break
    return 0, 0


def _key(text: str) -> str:
    unnumbered = re.sub(r"^[\d.]+\s+", "", text)
    return "".join(c for c in unnumbered.casefold() if c.isalnum())
