"""A guideline in Word, split along its headings."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import docx
from docx.document import Document as WordDocument
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle

from knowledge.readers.document import Document, Section, UnreadableError
from knowledge.readers.footnotes import inline_notes
from knowledge.readers.imprint import stated_title, title_from_name, year_of_title
from knowledge.readers.package import plain_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING_STYLE = re.compile(r"^heading ([1-9])$", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"^(?:toc (?:[1-9]|heading)|table of figures)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")
_NOT_TEXT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}txbxContent", f"{_W}pict"})
_PARTS_WITH_TEXT = frozenset(
    {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"}
)


class _Style(NamedTuple):
    """What a paragraph style means here."""

    level: int | None = None
    """1 for a chapter, None for text."""
    title: bool = False
    contents: bool = False


class _Part(NamedTuple):
    """A paragraph or a table as text."""

    style: _Style
    text: str


def read_word(data: bytes, name: str) -> tuple[Document, ...]:
    """The document of one Word file (.docx, .docm); ``name`` is the file's name, for refusals and for want of a title.

    Of tracked changes the inserted text is read and the deleted is not; footnotes stand in brackets; macros are
    ignored. Raises UnreadableError.
    """
    package = plain_package(data, name)
    try:
        word = docx.Document(io.BytesIO(package))
        inline_notes(word)
        parts = list(_parts(word))
        stated = stated_title(word.core_properties.title or "")
    except Exception as error:
        raise UnreadableError(
            f"{name} is damaged and cannot be read as a Word file; save it as .docx once more."
        ) from error
    title = stated or next((stated_title(part.text) for part in parts if part.style.title), "")
    sections = _sections(parts)
    if not sections:
        raise UnreadableError(f"{name} holds no text; add the version with text.")
    return (
        Document(
            form="word",
            kind="guideline",
            title=title or title_from_name(name),
            year=year_of_title(title),
            sections=sections,
        ),
    )


def _sections(parts: list[_Part]) -> tuple[Section, ...]:
    sections: list[Section] = []
    path: list[tuple[int, str]] = []
    gathered: list[str] = []

    def close() -> None:
        if gathered:
            heading = path[-1][1] if path else ""
            sections.append(Section(heading=heading, text="\n\n".join(gathered), locator=_locator(path)))
            gathered.clear()

    for part in parts:
        if part.style.level is not None:
            close()
            while path and path[-1][0] >= part.style.level:
                path.pop()
            path.append((part.style.level, " ".join(part.text.split())))
        elif not part.style.title and not part.style.contents:
            gathered.append(part.text)
    close()
    return tuple(sections)


def _locator(path: list[tuple[int, str]]) -> str:
    if not path:
        return "beginning"
    numbered = _NUMBERED.match(path[-1][1])
    return f"section {numbered.group(1) if numbered else ' > '.join(heading for _, heading in path)}"


def _parts(word: WordDocument) -> Iterator[_Part]:
    styles = _styles(word)
    for element in _blocks(word.element.body):
        if element.tag == f"{_W}tbl":
            text, style = _table(element), _Style()
        else:
            text, style = _paragraph(element), styles.get(_style_id(element), _Style())
            level = _outline_level(element.find(f"{_W}pPr"))
            style = style._replace(level=level) if level is not None else style
        if text:
            yield _Part(style, text)


def _styles(word: WordDocument) -> Mapping[str, _Style]:
    found: dict[str, _Style] = {}
    for style in word.styles:
        if isinstance(style, ParagraphStyle):
            found[style.style_id] = _meaning(style)
    default = next(
        (s for s in word.styles if isinstance(s, ParagraphStyle) and s.element.get(f"{_W}default") == "1"), None
    )
    return {**found, "": found[default.style_id]} if default is not None else found


def _meaning(style: ParagraphStyle) -> _Style:
    """A style of a hospital's own is what the style is that it builds upon."""
    each: object = style
    for _ in range(10):
        if not isinstance(each, ParagraphStyle):
            break
        name = each.name or ""
        if heading := _HEADING_STYLE.match(name):
            return _Style(level=int(heading.group(1)))
        if name.casefold() == "title" or _CONTENTS_STYLE.match(name):
            return _Style(title=name.casefold() == "title", contents=name.casefold() != "title")
        level = _outline_level(each.element.find(f"{_W}pPr"))
        if level is not None:
            return _Style(level=level)
        each = each.base_style
    return _Style()


def _outline_level(properties: BaseOxmlElement | None) -> int | None:
    outline = properties.find(f"{_W}outlineLvl") if properties is not None else None
    value = outline.get(f"{_W}val") if outline is not None else None
    return int(value) + 1 if value is not None and value.isdigit() and int(value) < 9 else None


def _style_id(paragraph: BaseOxmlElement) -> str:
    properties = paragraph.find(f"{_W}pPr")
    style = properties.find(f"{_W}pStyle") if properties is not None else None
    return style.get(f"{_W}val", "") if style is not None else ""


def _blocks(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Paragraphs and tables in order, also those within content controls, tracked insertions and text boxes."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield child
            for box in child.iter(f"{_W}txbxContent"):
                if not _within_another(box, child):
                    yield from _blocks(box)
        elif child.tag == f"{_W}tbl":
            yield child
        elif child.tag in _PARTS_WITH_TEXT:
            yield from _blocks(child)


def _within_another(box: BaseOxmlElement, paragraph: BaseOxmlElement) -> bool:
    """Whether a text box is read with an outer one, or is the copy that is kept for old programs."""
    for above in box.iterancestors():
        if above is paragraph:
            return False
        if above.tag in (f"{_W}txbxContent", f"{_MC}Fallback"):
            return True
    return False


def _paragraph(paragraph: BaseOxmlElement) -> str:
    lines = "".join(_runs(paragraph)).split("\n")
    return "\n".join(line for line in (" ".join(each.split()) for each in lines) if line)


def _runs(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            yield " "
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag not in _NOT_TEXT and tag not in (f"{_W}pPr", f"{_W}rPr"):
            yield from _runs(child)


def _table(table: BaseOxmlElement) -> str:
    rows = []
    for row in _children(table, f"{_W}tr"):
        paragraphs = (map(_paragraph, cell.iter(f"{_W}p")) for cell in _children(row, f"{_W}tc"))
        cells = [" ".join(" ".join(each).split()) for each in paragraphs]
        if any(cells):
            rows.append(" | ".join(cells))
    return "\n".join(rows)


def _children(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    """Rows of a table or cells of a row, also those within content controls; not those of a table within a cell."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _PARTS_WITH_TEXT:
            yield from _children(child, tag)
