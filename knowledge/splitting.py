"""Splitting: the sections of a document as passages short enough to be found and shown, each with where it stands."""

import re
from collections.abc import Iterator

from knowledge.case import Value
from knowledge.readers.document import Document

MOST_CHARS = 1_200
"""A passage is at most this long; a longer paragraph is split between sentences, a longer sentence between words."""
LEAST_CHARS = 40
"""A piece shorter than this says nothing by itself and joins the one before it."""
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9(\"'])")


class Piece(Value):
    """A stretch of one section."""

    heading: str
    text: str
    locator: str


def pieces(document: Document) -> tuple[Piece, ...]:
    """The document in pieces, in its order; no piece reaches over the end of a section."""
    return tuple(
        Piece(heading=section.heading, text=text, locator=section.locator)
        for section in document.sections
        for text in _of(section.text)
    )


def _of(text: str) -> Iterator[str]:
    """Paragraphs put together up to the limit."""
    held = ""
    for part in _parts(text):
        if held and len(held) + len(part) + 1 > MOST_CHARS and len(held) >= LEAST_CHARS:
            yield held
            held = part
        else:
            held = f"{held} {part}".strip()
    if held:
        yield held[:MOST_CHARS] if len(held) > 2 * MOST_CHARS else held


def _parts(text: str) -> Iterator[str]:
    """Paragraphs, sentences of long paragraphs, words of long sentences; none longer than the limit."""
    for paragraph in _PARAGRAPH.split(text):
        flat = " ".join(paragraph.split())
        if len(flat) <= MOST_CHARS:
            if flat:
                yield flat
            continue
        for sentence in _SENTENCE.split(flat):
            yield from _cut(sentence)


def _cut(sentence: str) -> Iterator[str]:
    """A sentence in parts that are short enough, cut between words where there are any."""
    rest = sentence
    while len(rest) > MOST_CHARS:
        space = rest.rfind(" ", 0, MOST_CHARS)
        cut = space if space > 0 else MOST_CHARS
        yield rest[:cut]
        rest = rest[cut:].lstrip()
    if rest:
        yield rest
