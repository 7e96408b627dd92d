"""Footnotes and endnotes of a Word file, put in brackets where the text refers to them."""

from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = (("footnote", RELATIONSHIP_TYPE.FOOTNOTES), ("endnote", RELATIONSHIP_TYPE.ENDNOTES))
_NOT_TEXT = frozenset({f"{_W}del", f"{_W}moveFrom"})


def inline_notes(word: WordDocument) -> None:
    """Put each note in the place of its mark; a mark without a note stays, and says nothing."""
    for kind, relation in _KINDS:
        notes = _notes(word, kind, relation)
        marks = list(word.element.body.iter(f"{_W}{kind}Reference"))
        for mark in marks:
            note = notes.get(mark.get(f"{_W}id", ""))
            if note:
                text = OxmlElement("w:t")
                text.text = f" ({note})"
                mark.getparent().replace(mark, text)


def _notes(word: WordDocument, kind: str, relation: str) -> dict[str, str]:
    """The text of each note by its number; separators and other notes that Word makes itself are left out."""
    found: dict[str, str] = {}
    for related in word.part.rels.values():
        if related.reltype == relation and not related.is_external:
            for note in parse_xml(related.target_part.blob).iter(f"{_W}{kind}"):
                if note.get(f"{_W}type") is None:
                    found[note.get(f"{_W}id", "")] = " ".join("".join(_texts(note)).split())
    return found


def _texts(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}p":
            yield from _texts(child)
            yield " "
        elif child.tag not in _NOT_TEXT:
            yield from _texts(child)
