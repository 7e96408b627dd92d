"""A guideline in PDF, read page by page along its bookmarks and numbered headings."""

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pypdf import PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import Destination

from knowledge.readers.document import Document, Section, Tell, UnreadableError, untold
from knowledge.readers.headings import Bookmark, Heading, bookmarked_headings, numbered_headings
from knowledge.readers.imprint import doi_of_citation, stated_title, title_from_name, year_of_citation, year_of_title
from knowledge.readers.pages import MAX_PAGE_SECONDS, Page, drawing_bytes, page_text, read_pages
from knowledge.readers.paragraphs import ends_sentence, full_width, paragraph_lines, running_text, words_of

MAX_BOOKMARKS = 5_000
_TAIL_BYTES = 2_048
"""The end mark of a PDF stands within this distance of its end; some programs write a little behind it."""
_LARGER = 1.2
"""A heading on the first page is in letters larger than its text by this factor."""


class _Block:
    """Lines of one page under one heading, before paragraphs are made of them."""

    def __init__(self, heading: str, label: str, page: int, lines: Sequence[str], *, continued: bool) -> None:
        self.heading, self.label, self.page, self.continued = heading, label, page, continued
        self.width = full_width(lines)
        self.groups = paragraph_lines(lines, self.width)


def read_pdf(data: bytes, name: str, tell: Tell = untold) -> tuple[Document, ...]:
    """The document of one PDF file; ``name`` is the file's name, for the refusal and for want of a title.

    A section that runs on over several pages is given page by page, each part with its own locator; a paragraph
    belongs to the page on which it begins. ``tell`` is told how many pages are left out. Raises UnreadableError.
    """
    reader = _opened(data, name)
    first_page = _first_page_heading(reader)
    pages = read_pages(reader, name, tell=tell)
    sections = _sections(pages, _headings(reader, pages)) or _sections(pages, [])
    title, subject = _metadata(reader, "/Title"), _metadata(reader, "/Subject")
    title = stated_title(title) or stated_title(first_page)
    return (
        Document(
            form="pdf",
            kind="guideline",
            title=title or title_from_name(name),
            year=year_of_title(title) or year_of_citation(subject) or year_of_title(first_page),
            doi=doi_of_citation(subject),
            sections=sections,
        ),
    )


def _opened(data: bytes, name: str) -> PdfReader:
    # pypdf tells of each flaw that it mends; what cannot be mended is refused here in our own words.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if b"%%EOF" not in data.rstrip(b"\0 \t\r\n")[-_TAIL_BYTES:]:
        raise UnreadableError(f"{name} is cut off: the end of the PDF is missing; copy or download the file once more.")
    try:
        reader = PdfReader(io.BytesIO(data), root_object_recovery_limit=10_000)
        locked = reader.is_encrypted
        if not locked:
            len(reader.pages)
    except DependencyError:
        locked = True
    except Exception as error:
        raise UnreadableError(f"{name} is damaged and cannot be read as a PDF; save it as PDF once more.") from error
    if locked:
        raise UnreadableError(f"{name} is encrypted; save a copy without password and protection and add that.")
    return reader


def _metadata(reader: PdfReader, field: str) -> str:
    try:
        value = reader.metadata.get(field) if reader.metadata else None
        return re.sub(r"[\x00-\x1f\ud800-\udfff]", " ", str(value)) if isinstance(value, str) else ""
    except Exception:  # noqa: BLE001 - damaged metadata are no metadata
        return ""


def _first_page_heading(reader: PdfReader) -> str:
    """The one passage in the largest letters of the first page; empty unless it is clearly larger and in one piece."""
    pieces: list[tuple[float, str]] = []

    def note(text: str, current: list[float], matrix: list[float], _font: object, size: float) -> None:
        scale = abs(matrix[3] or matrix[1]) * abs(current[3] or current[1])
        if text.strip():
            pieces.append((round(size * scale, 1), text))

    try:
        drawing_bytes(reader.pages[0])
        page_text(reader.pages[0], time.monotonic() + MAX_PAGE_SECONDS, visitor=note)
    except Exception:  # noqa: BLE001 - no heading can be told on a damaged page
        return ""
    if not pieces:
        return ""
    letters: Counter[float] = Counter()
    for size, text in pieces:
        letters[size] += len(text)
    usual, largest = letters.most_common(1)[0][0], max(letters)
    places = [i for i, (size, _) in enumerate(pieces) if size == largest]
    heading = " ".join(" ".join(pieces[i][1] for i in places).split())
    in_one_piece = places == list(range(places[0], places[-1] + 1))
    return heading if largest >= _LARGER * usual and in_one_piece and 8 <= len(heading) <= 300 else ""


def _bookmarks(reader: PdfReader) -> list[Bookmark]:
    found: list[Bookmark] = []

    def walk(entries: Sequence[object], above: tuple[str, ...]) -> None:
        path = above
        for entry in entries:
            if len(found) >= MAX_BOOKMARKS:
                return
            if isinstance(entry, list):
                walk(entry, path)
            elif isinstance(entry, Destination):
                title = " ".join(str(entry.title or "").split())
                page = reader.get_destination_page_number(entry)
                path = (*above, title) if title else above
                if title and page is not None and page >= 0:
                    found.append(Bookmark(title=title, path=path, page=page + 1))

    try:
        walk(reader.outline, ())
    except Exception:  # noqa: BLE001 - a damaged outline is no outline
        return []
    return found


def _headings(reader: PdfReader, pages: Sequence[Page]) -> list[Heading]:
    by_number = {(heading.page, heading.line): heading for heading in numbered_headings(pages)}
    by_bookmark = {(heading.page, heading.line): heading for heading in bookmarked_headings(_bookmarks(reader), pages)}
    merged = by_number | by_bookmark
    return [merged[place] for place in sorted(merged)]


def _blocks(pages: Sequence[Page], headings: Sequence[Heading]) -> Iterator[_Block]:
    heading = label = ""
    on_page: dict[int, list[Heading]] = {}
    for each in headings:
        on_page.setdefault(each.page, []).append(each)
    for page in pages:
        starts = on_page.get(page.number, [])
        cuts = [*(h.line for h in starts), len(page.lines)]
        if cuts[0] > 0:
            yield _Block(heading, label, page.number, page.lines[: cuts[0]], continued=True)
        for start, end in zip(starts, cuts[1:], strict=True):
            heading, label = start.text, start.label
            yield _Block(heading, label, page.number, page.lines[start.line + start.lines : end], continued=False)


def _sections(pages: Sequence[Page], headings: Sequence[Heading]) -> tuple[Section, ...]:
    words = words_of(line for page in pages for line in page.lines)
    blocks = list(_blocks(pages, headings))
    for before, after in pairwise(blocks):
        unfinished = before.groups and not ends_sentence(before.groups[-1][-1])
        if after.continued and after.groups and unfinished and after.groups[0][0][0].islower():
            before.groups[-1].extend(after.groups.pop(0))
    sections = []
    for block in blocks:
        text = "\n\n".join(running_text(group, words, block.width) for group in block.groups)
        locator = f"section {block.label}, page {block.page}" if block.label else f"page {block.page}"
        if text:
            sections.append(Section(heading=block.heading, text=text, locator=locator))
    return tuple(sections)
