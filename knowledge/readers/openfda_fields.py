"""The fields of text of one openFDA label, with each text told once and each table as rows.

openFDA repeats a subsection in the field of its section, and a table as running words in its field and as markup in a
field of its own (``adverse_reactions_table``).
"""

import re
from collections.abc import Mapping, Sequence
from functools import reduce

from knowledge.case import Value
from knowledge.readers.document import UnreadableError
from knowledge.readers.label import LABEL
from knowledge.readers.xml_text import paragraphs, tidy
from knowledge.readers.xml_tree import elements

NOT_TEXT = frozenset({"spl_product_data_elements"})
"""Lists of ingredients and packages, not text of the label."""
TABLE = "_table"
SHORTEST = 40
"""Characters; a shorter text may stand in another field by chance and is not taken for a part of it."""
MOST_TEXTS = 400
"""Texts of one label that are compared with each other; labels have fewer than 150."""
_HEADING = re.compile(r"(?:\d+(?:\.\d+)*\s+)?[A-Z][A-Z ,/&-]*|\d+(?:\.\d+)*(?:\s+[^\W\d][\w,/&-]*){1,6}")
"""What may be left at the head of a field when all its text has a field of its own."""


class Table(Value):
    """One table of a label."""

    field: str
    words: str
    """Its text without any white space, by which it is found in the running text."""
    rows: str


def label_fields(result: Mapping[str, object]) -> dict[str, str]:
    """The text of each field by its name, in the order of the label; paragraphs and tables parted by an empty line."""
    tables = _tables(result)
    entries = [
        (name, text)
        for name, value in result.items()
        if isinstance(value, list) and name not in NOT_TEXT and not name.endswith(TABLE)
        for text in texts(value)
    ]
    fields: dict[str, list[str]] = {}
    for (name, _), told in zip(entries, _told_once([text for _, text in entries]), strict=True):
        if text := reduce(_with_rows, tables, told):
            fields.setdefault(name, []).append(text)
    whole = ["".join(text.split()) for _, text in entries] if tables else []
    for table in tables:
        if not any(table.words in text for text in whole):
            fields.setdefault(table.field, []).append(table.rows)
    return {name: "\n\n".join(found) for name, found in fields.items()}


def texts(value: object) -> list[str]:
    """The texts of a value of the answer, each in one line; a single text is taken as a list of one."""
    values = value if isinstance(value, list) else [value]
    return [text for item in values if isinstance(item, str) and (text := tidy(item))]


def _told_once(originals: Sequence[str]) -> list[str]:
    """Each text without those that stand in it as texts of their own; of equal texts the first stays."""
    left = list(originals)
    if len(originals) > MOST_TEXTS:
        return left
    for place in sorted(range(len(originals)), key=lambda index: -len(originals[index])):
        text = originals[place]
        for other in range(len(left)):
            if other == place:
                continue
            if originals[other] == text:
                left[other] = left[other] if other < place else ""
            elif len(text) >= SHORTEST and text in left[other]:
                left[other] = _cut(left[other], text)
    return left


def _cut(whole: str, part: str) -> str:
    left = [text for piece in whole.split(part) if (text := piece.strip())]
    return "\n\n".join(left[1:] if left and _HEADING.fullmatch(left[0]) else left)


def _with_rows(text: str, table: Table) -> str:
    """The text with the table, where it stands in it as running words, put as rows."""
    places = [place for place, char in enumerate(text) if not char.isspace()]
    at = "".join(text.split()).find(table.words)
    if at < 0:
        return text
    before, after = text[: places[at]], text[places[at + len(table.words) - 1] + 1 :]
    return "\n\n".join(part for part in (before.strip(), table.rows, after.strip()) if part)


def _tables(result: Mapping[str, object]) -> list[Table]:
    """The tables of the label, each once; one that is not well-formed stays as running words."""
    found: dict[str, Table] = {}
    for field, value in result.items():
        if not isinstance(value, list) or not field.endswith(TABLE):
            continue
        for item in value:
            try:
                read = [
                    Table(field=field, words="".join(tidy("".join(element.itertext())).split()), rows=rows)
                    for element in elements(str(item).encode(), roots=("table",), item="table", wanted="a table")
                    if "|" in (rows := "\n\n".join(paragraphs([element], LABEL)))
                ]
            except (UnreadableError, UnicodeEncodeError):
                continue
            found.update((table.words, table) for table in read if table.words not in found)
    return list(found.values())
