"""Page: the lines of one page of a PDF, without what is printed on most pages."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, StreamObject

from knowledge.case import Value
from knowledge.readers.document import Tell, UnreadableError, untold

MAX_PAGES = 10_000
MAX_PAGE_BYTES = 8 * 1024**2
"""Drawing instructions of one page, unpacked; beyond this it is a drawing and no text."""
MAX_CACHE_BYTES = 64 * 1024**2
"""What pypdf may keep unpacked before it is told to forget it."""
MAX_CHARACTERS = 20_000_000
MAX_PAGE_SECONDS = 15.0
MAX_SECONDS = 600.0

_EDGE = 3
"""Running headers and footers are looked for in this many lines at the top and at the foot."""
_LIGATURES = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\u00a0": " ",
        "\u2011": "-",
        "\u200b": None,
    }
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"\d+")


class Page(Value):
    """One page by its place in the file, the first being 1; an empty line parts paragraphs."""

    number: int
    lines: tuple[str, ...]


def read_pages(
    reader: PdfReader, name: str, clock: Callable[[], float] = time.monotonic, tell: Tell = untold
) -> tuple[Page, ...]:
    """Every page that has text, one read at a time; ``tell`` is told of pages that cannot be read or are pictures.

    Raises UnreadableError for a file with too many pages or too much text, one of whose pages more than half fail,
    and a scan.
    """
    total = len(reader.pages)
    if not total:
        raise UnreadableError(f"{name} has no pages; save the document as PDF once more and add that.")
    if total > MAX_PAGES:
        raise UnreadableError(
            f"{name} has {total:,} pages and at most {MAX_PAGES:,} are read; add its chapters as files of their own."
        )
    found: list[Page] = []
    failed = cached = characters = 0
    end = clock() + MAX_SECONDS
    for index in range(total):
        try:
            page = reader.pages[index]
            cached += drawing_bytes(page)
            lines = _lines(page_text(page, min(end, clock() + MAX_PAGE_SECONDS), clock))
        except Exception:  # noqa: BLE001 - a damaged page makes pypdf raise whatever it stumbles on
            failed += 1
            lines = ()
        if clock() > end:
            raise UnreadableError(
                f"{name} takes more than {MAX_SECONDS / 60:.0f} minutes to read; add its chapters singly."
            )
        if cached > MAX_CACHE_BYTES:
            reader.resolved_objects.clear()
            cached = 0
        characters += sum(map(len, lines))
        if characters > MAX_CHARACTERS:
            raise UnreadableError(
                f"{name} holds more text than is read from one file; add its chapters as files of their own."
            )
        found.append(Page(number=index + 1, lines=lines))
    if failed * 2 > total:
        raise UnreadableError(
            f"{name} is damaged: {failed} of its {total} pages cannot be read; save it as PDF once more."
        )
    pages = without_running_lines(found)
    silent = sum(not page.lines for page in pages) - failed
    if silent * 2 > total or not any(c.isalpha() for page in pages for line in page.lines for c in line):
        raise UnreadableError(
            f"{name} is a scan: its pages hold pictures and no text; add the version with text, or recognise it first."
        )
    if failed:
        tell(f"{failed} of its {total} pages cannot be read and are left out; the others are taken.")
    if silent > 0:
        tell(f"{silent} of its {total} pages hold no text, only pictures or nothing; the others are taken.")
    return tuple(page for page in pages if page.lines)


def drawing_bytes(page: PageObject) -> int:
    """The unpacked size of what draws a page; raises OverflowError beyond MAX_PAGE_BYTES."""
    contents = page.get("/Contents")
    drawn = contents.get_object() if contents is not None else None
    streams = [each.get_object() for each in drawn] if isinstance(drawn, ArrayObject) else [drawn]
    size = 0
    for stream in streams:
        if isinstance(stream, StreamObject):
            size += len(stream.get_data())
        if size > MAX_PAGE_BYTES:
            raise OverflowError
    return size


def page_text(
    page: PageObject,
    end: float,
    clock: Callable[[], float] = time.monotonic,
    visitor: Callable[..., None] | None = None,
) -> str:
    """The text of a page; raises TimeoutError when it is not read by ``end``, a time of ``clock``."""

    def watch(*_: object) -> None:
        if clock() > end:
            raise TimeoutError

    return page.extract_text(visitor_operand_before=watch, visitor_text=visitor)


def without_running_lines(pages: list[Page]) -> list[Page]:
    """``pages`` without headers, footers and page numbers: lines at an edge that most pages repeat.

    A number in such a line may count with the pages. Left and right pages are also judged each on their own, for
    books that print the title on one and the chapter on the other.
    """
    common: set[str] = set()
    for chosen in (pages, pages[::2], pages[1::2]):
        counted = [page for page in chosen if page.lines]
        seen = Counter(
            key for page in counted for key in {k for i in _edge(page) for k in _keys(page.lines[i], page.number)}
        )
        common |= {key for key, times in seen.items() if times >= 3 and times * 2 > len(counted)}
    kept = []
    for page in pages:
        dropped = {i for i in _edge(page) if common.intersection(_keys(page.lines[i], page.number))}
        lines = [line for i, line in enumerate(page.lines) if i not in dropped]
        kept.append(Page(number=page.number, lines=_trimmed(lines)))
    return kept


def _edge(page: Page) -> set[int]:
    written = [i for i, line in enumerate(page.lines) if line]
    return {*written[:_EDGE], *written[-_EDGE:]}


def _keys(line: str, number: int) -> Iterator[str]:
    """What a line has in common with its fellows: its words, and each of its numbers as a distance from the page's."""
    plain = " ".join(line.split()).casefold()
    yield plain
    for match in list(_NUMBER.finditer(plain))[:6]:
        if len(match.group()) < 6:
            yield f"{plain[: match.start()]}\0{int(match.group()) - number}\0{plain[match.end() :]}"


def _trimmed(lines: list[str]) -> tuple[str, ...]:
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return tuple(lines)


def _lines(text: str) -> tuple[str, ...]:
    clean = _CONTROL.sub("", text.translate(_LIGATURES).replace("\f", "\n").replace("\r", "\n"))
    return _trimmed([" ".join(line.split()) for line in clean.split("\n")])
