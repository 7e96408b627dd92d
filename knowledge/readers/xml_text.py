"""The text of marked-up documents: paragraphs without markup, table rows, powers and isotopes that stay readable."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from knowledge.case import Value
from knowledge.readers.xml_table import grid

DROPPED_MARK = "\ue000"
"""Stands, until the paragraph is complete, where the mark of a reference or footnote was left out."""
_BETWEEN = r"[ ,;–—-]*"
_LEFT_OUT = re.compile(
    rf" ?[\[(](?:{_BETWEEN}{DROPPED_MARK})+{_BETWEEN}[\])]| ?{DROPPED_MARK}(?:{_BETWEEN}{DROPPED_MARK})*"
)
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\u00ad\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
_RAISED = re.compile(r"(?!(?:st|nd|rd|th)$)[-−–+]?\w")
"""A power or a footnote's letter, which would change the number that it stands at; not ``19th``, ``®`` or ``*``."""
_WORD = re.compile(r"[^\W\d_]{2}")
NOTE_TYPES = frozenset({"bibr", "fn", "table-fn", "aff", "corresp", "author-notes"})
"""Cross-references whose text is only a mark; those to figures, tables and sections are words of the sentence."""


class Markup(Value):
    """How one format marks its paragraphs; names of elements without namespace."""

    blocks: frozenset[str]
    """Elements that begin a paragraph."""
    labels: frozenset[str] = frozenset()
    """Elements that stand at the head of the next paragraph: a number, a bullet, ``Table 1``."""
    left_out: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    """Footnotes that stand in the sentence; they are put in brackets."""


PLAIN = Markup(blocks=frozenset({"p"}))


def tidy(text: str) -> str:
    """One line: every run of white space is one space, unseen characters and left-out marks are gone."""
    return _LEFT_OUT.sub("", " ".join(_UNSEEN.sub("", text).split())).strip()


def line(element: Element | None, markup: Markup = PLAIN) -> str:
    """The text of an element in one line; empty where there is no such element."""
    return "" if element is None else " ".join(" ".join(paragraphs([element], markup)).split())


def paragraphs(elements: Iterable[Element], markup: Markup = PLAIN) -> list[str]:
    """The paragraphs of some elements, in order; a table is one paragraph with a line a row and ``|`` between cells."""
    writer = _Writer(markup)
    for element in elements:
        writer.visit(element)
    writer.end()
    return writer.done


class _Writer:
    def __init__(self, markup: Markup) -> None:
        self.markup = markup
        self.done: list[str] = []
        self._pieces: list[str] = []
        self._label = ""

    def end(self) -> None:
        """Close the paragraph; a label waits for the text that it belongs to."""
        self._close(keep_label=False)

    def visit(self, element: Element) -> None:
        tag = element.tag
        if tag in self.markup.left_out or tag == "tex-math":
            return
        if tag == "table":
            self._table(element)
        elif tag in self.markup.labels:
            self._close()
            self._label = " ".join(f"{self._label} {line(element, PLAIN)}".split())
        elif tag in self.markup.blocks:
            self._close()
            self._walk(element)
            self._close()
        elif tag in self.markup.notes:
            note = line_within(element)
            self._pieces.append(f" ({note})" if note else "")
        elif tag in {"br", "break"}:
            self._pieces.append(" ")
        elif tag in {"sup", "sub"}:
            self._raised(element)
        elif tag == "xref" and element.get("ref-type") in NOTE_TYPES and not _WORD.search("".join(element.itertext())):
            self._pieces.append(DROPPED_MARK)
        elif tag == "math":
            self._pieces.append(formula(element))
        elif tag in {"inline-formula", "disp-formula"} and not _has_words(element):
            self._pieces.append(" [formula] ")
        else:
            self._walk(element)

    def _walk(self, element: Element) -> None:
        self._pieces.append(element.text or "")
        for child in element:
            self.visit(child)
            tail = child.tail or ""
            self._pieces.append(f" {tail}" if child.tag in self.markup.notes and tail[:1].isalnum() else tail)

    def _close(self, *, keep_label: bool = True) -> None:
        text = tidy("".join(self._pieces))
        self._pieces.clear()
        if text or (self._label and not keep_label):
            self.done.append(f"{self._label} {text}".strip())
            self._label = ""

    def _table(self, table: Element) -> None:
        self._close()
        caption = table.find("caption")
        if caption is not None:
            self._walk(caption)
        self._close(keep_label=False)
        rows = [" | ".join(row).rstrip(" |").lstrip() for row in grid(table, lambda cell: line(cell, self.markup))]
        self.done.extend(["\n".join(row for row in rows if row)] if any(rows) else [])

    def _raised(self, element: Element) -> None:
        """A subscript joins the word before it; what is raised at a number gets a sign: ``CO2``, ``mm2``, ``10^9``."""
        within = _Writer(Markup(blocks=frozenset(), left_out=self.markup.left_out))
        within._walk(element)
        raw = "".join(within._pieces)
        text = tidy(raw)
        before = "".join(self._pieces[-8:])
        if DROPPED_MARK in raw and not any(char.isalnum() for char in text):
            self._pieces.append(DROPPED_MARK)
        elif element.tag == "sup" and before[-1:].isdigit() and _RAISED.match(text):
            self._pieces.append(f"^{text}")
        elif element.tag == "sub" and before.strip():
            while self._pieces and not self._pieces[-1].strip():
                self._pieces.pop()
            self._pieces[-1] = self._pieces[-1].rstrip()
            self._pieces.append(text)
        else:
            self._pieces.append(text)


def line_within(element: Element) -> str:
    """The text of what an element holds, in one line, without TeX."""
    writer = _Writer(PLAIN)
    writer._walk(element)
    writer.end()
    return " ".join(writer.done)


def _has_words(element: Element) -> bool:
    """Whether anything but TeX is written in an element."""
    tex = sum(len(" ".join(part.itertext()).split()) for part in element.iter("tex-math"))
    return len(" ".join(element.itertext()).split()) > tex


def formula(element: Element) -> str:
    """MathML in one line: ``10^9``, ``(a)/(b)``; other marks stand as they are written."""
    parts = [formula(child) for child in element if child.tag not in {"annotation", "annotation-xml"}]
    if element.tag == "mfrac" and len(parts) == 2:
        return f"({parts[0]})/({parts[1]})"
    if element.tag == "msup" and len(parts) == 2:
        return f"{parts[0]}^{parts[1]}"
    if element.tag == "msqrt":
        return f"√({''.join(parts)})"
    return "".join((element.text or "").split()) + "".join(parts) if element.tag != "mtext" else element.text or ""
