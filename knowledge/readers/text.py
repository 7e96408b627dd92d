"""Plain text, one section a block between blank lines."""

import codecs
import re

from knowledge.readers.document import Document, Section, UnreadableError
from knowledge.readers.imprint import title_from_name

MAX_TEXT_BYTES = 2 * 1024**2
"""The longest guideline has a fourth of this; Markdown made to be slow takes a minute at it."""
MAX_BLOCKS = 20_000

_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_text(data: bytes, name: str) -> tuple[Document, ...]:
    """The document of one text file; ``name`` is the file's name, which is also its title. Raises UnreadableError."""
    return (
        Document(
            form="text", kind="guideline", title=title_from_name(name), sections=blocks(decoded(data, name), name)
        ),
    )


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, in UTF-16 with its mark, or in Windows code page 1252, with ``\\n`` at line ends."""
    if len(data) > MAX_TEXT_BYTES:
        raise UnreadableError(
            f"{name} is larger than {MAX_TEXT_BYTES // 1024**2} MB, which is more than a text is; add it in parts."
        )
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    raise UnreadableError(f"{name} is not a text; save it as text in UTF-8 and add that.")


def blocks(text: str, name: str) -> tuple[Section, ...]:
    """The sections of a text without headings. Raises UnreadableError when there is none, or far too many."""
    found = [block for block in re.split(r"\n[ \t]*\n", text) if block.strip()]
    if not found:
        raise UnreadableError(f"{name} holds no text; add the version with text.")
    if len(found) > MAX_BLOCKS:
        raise UnreadableError(
            f"{name} has more than {MAX_BLOCKS:,} paragraphs, which is more than a text has; add it in parts."
        )
    plain = ("\n".join(line.strip() for line in block.split("\n") if line.strip()) for block in found)
    return tuple(
        Section(heading="", text=each, locator=f"paragraph {place}") for place, each in enumerate(plain, start=1)
    )
