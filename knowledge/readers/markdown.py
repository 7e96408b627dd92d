"""A guideline in Markdown, split along its headings."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.readers.document import Document, Section, UnreadableError
from knowledge.readers.frontmatter import parted
from knowledge.readers.imprint import stated_title, title_from_name, year_of_title
from knowledge.readers.text import MAX_BLOCKS, blocks, decoded

_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)


def read_markdown(data: bytes, name: str) -> tuple[Document, ...]:
    """The document of one Markdown file; ``name`` is the file's name, for the refusal and for want of a title.

    The title is that of the front matter, else the only heading of the first level. Raises UnreadableError.
    """
    matter, body = parted(decoded(data, name), name)
    try:
        tokens = MarkdownIt("commonmark", {"maxNesting": 60}).enable("table").parse(body)
    except RecursionError as error:
        raise UnreadableError(f"{name} is nested too deeply to be read; save it as plain Markdown.") from error
    headings = _top_headings(tokens)
    chapters = [text for level, text in headings if level == 1]
    title = matter.title or (stated_title(chapters[0]) if len(chapters) == 1 else "")
    sections = tuple(_sections(tokens)) if headings else blocks(_plain(tokens), name)
    if not sections:
        raise UnreadableError(f"{name} holds headings and no text; add the version with text.")
    if len(sections) > MAX_BLOCKS:
        raise UnreadableError(
            f"{name} has more than {MAX_BLOCKS:,} sections, which is more than a text has; add it in parts."
        )
    return (
        Document(
            form="markdown",
            kind=matter.kind or "guideline",
            title=title or title_from_name(name),
            authors=matter.authors,
            year=matter.year or year_of_title(title),
            sections=sections,
        ),
    )


def _top_headings(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """Level and text of the headings that are not within a quote or a list."""
    return [
        (int(token.tag[1:]), _inline(after))
        for token, after in pairwise(tokens)
        if token.type == "heading_open" and token.level == 0
    ]


def _sections(tokens: Sequence[Token]) -> Iterator[Section]:
    path: list[tuple[int, str]] = []
    start = 0
    for place, token in enumerate([*tokens, None]):
        if token is not None and not (token.type == "heading_open" and token.level == 0):
            continue
        text = _plain(tokens[start:place])
        if text:
            locator = "section " + " > ".join(heading for _, heading in path) if path else "beginning"
            yield Section(heading=path[-1][1] if path else "", text=text, locator=locator)
        if token is not None:
            level = int(token.tag[1:])
            while path and path[-1][0] >= level:
                path.pop()
            path.append((level, _inline(tokens[place + 1])))
            start = place + 3


def _plain(tokens: Sequence[Token]) -> str:
    """Running text of block tokens: paragraphs parted by an empty line, a table's rows as ``a | b``."""
    paragraphs: list[str] = []
    row: list[str] | None = None
    rows: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            rows.append(" | ".join(row))
            row = None
        elif token.type == "table_close":
            paragraphs.append("\n".join(rows))
            rows = []
        elif token.type == "inline":
            text = _inline(token)
            if row is not None:
                row.append(text.replace("\n", " "))
            elif text:
                paragraphs.append(text)
        elif token.type in ("fence", "code_block", "html_block"):
            text = (_TAG.sub(" ", token.content) if token.type == "html_block" else token.content).strip()
            if text:
                paragraphs.append(text)
    return "\n\n".join(paragraphs)


def _inline(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\n")).strip()
