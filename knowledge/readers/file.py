"""A file of a hospital's share, read by the reader that its content calls for."""

import re
import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from knowledge.readers.document import Document, Form, Tell, UnreadableError, untold
from knowledge.readers.filename import printable
from knowledge.readers.gzipped import GZIP, unpacked

MAX_BYTES = 64 * 1024**2

_HEAD_BYTES = 64 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)([^>]*)")
_ANSWER_OF_OPENFDA = re.compile(rb'"(?:results|error)"\s*:')
_BY_EXTENSION: dict[str, Form] = {".md": "markdown", ".markdown": "markdown", ".txt": "text", ".text": "text"}
_PROMISED = {".pdf": "a PDF", ".docx": "a Word file", ".docm": "a Word file", ".doc": "a Word file"}
_WANTED = "PDF, Word (.docx), Markdown, plain text, PubMed or JATS XML, openFDA JSON or SPL XML"
_READERS: dict[Form, tuple[str, str]] = {
    "pubmed_xml": ("pubmed", "read_pubmed"),
    "jats": ("jats", "read_jats"),
    "openfda_json": ("openfda", "read_openfda"),
    "spl_xml": ("spl", "read_spl"),
    "pdf": ("pdf", "read_pdf"),
    "word": ("word", "read_word"),
    "markdown": ("markdown", "read_markdown"),
    "text": ("text", "read_text"),
}
_NAMED: frozenset[Form] = frozenset({"pdf", "word", "markdown", "text"})
"""The forms whose readers also take the file's name."""
_OF_MANY: frozenset[Form] = frozenset({"pubmed_xml", "jats", "openfda_json", "pdf"})
"""The forms whose readers tell of parts that they leave out."""


def read_file(path: Path) -> tuple[Document, ...]:
    """The documents of one file, each with its sections.

    Raises UnreadableError, in one sentence, for a file that is too large (it is then not read), empty, not to be
    opened, of no known form, or that its reader cannot take.
    """
    return read_bytes(load(path), printable(path.name))


def read_bytes(data: bytes, name: str, tell: Tell = untold) -> tuple[Document, ...]:
    """The documents in the content of a file, which may be packed with gzip.

    ``tell`` is called with a sentence for each part that is left out while the rest is taken. Raises UnreadableError,
    in one sentence, as ``read_file`` does.
    """
    if data.startswith(GZIP):
        data, name = unpacked(data, name, MAX_BYTES)
    form = form_of(data, name)
    module, function = _READERS[form]
    # Imported when called for: pypdf, python-docx and the XML readers are heavy, and a folder rarely holds all forms.
    reader = getattr(import_module(f"knowledge.readers.{module}"), function)
    given = (data, name) if form in _NAMED else (data,)
    told = {"tell": tell} if form in _OF_MANY else {}
    return cast(Callable[..., tuple[Document, ...]], reader)(*given, **told)


def form_of(data: bytes, name: str) -> Form:
    """The form of a file by what it holds, and only then by its extension. Raises UnreadableError for any other."""
    extension = Path(name).suffix.casefold()
    found = _by_content(data, name) or _BY_EXTENSION.get(extension)
    if found is not None:
        return found
    if extension in _PROMISED:
        raise UnreadableError(
            f"{name} is not {_PROMISED[extension]}, though its name says so; save the document once more."
        )
    raise UnreadableError(f"{name} is of a form that is not read; add it as {_WANTED}.")


def load(path: Path) -> bytes:
    """The content of a file. Raises UnreadableError, in one sentence, for one that is too large, empty or not there."""
    name = printable(path.name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(f"{name} is not a file; give the path of a document.")
        _check_size(status.st_size, name)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableError(f"{name} is not there; check the path.") from error
    except PermissionError as error:
        raise UnreadableError(f"{name} may not be read by this account; allow it to read the file.") from error
    except OSError as error:
        raise UnreadableError(
            f"{name} cannot be read from where it lies; copy it to a local folder and add that."
        ) from error
    _check_size(len(data), name)
    return data


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise UnreadableError(
            f"{name} has {-(-size // 1024**2):,} MB and at most {MAX_BYTES // 1024**2} MB are read; "
            "add it in parts or without its pictures."
        )
    if not size:
        raise UnreadableError(f"{name} is empty; copy the file once more.")


def _by_content(data: bytes, name: str) -> Form | None:
    if b"%PDF-" in data[:16]:
        return "pdf"
    if data.startswith(_ZIP):
        if b"word/" in data:
            return "word"
        raise UnreadableError(f"{name} is a zip or an Office file other than Word; unpack it or save it as PDF.")
    if data.startswith(_OLE):
        return "word"
    head = _head(data)
    if head.startswith("<"):
        return _by_root(head, name)
    if head.startswith(("{", "[")) and _ANSWER_OF_OPENFDA.search(data):
        return "openfda_json"
    return None


def _head(data: bytes) -> str:
    """The beginning of a file as text, for looking at only."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return data[:_HEAD_BYTES].decode(encoding, errors="replace").lstrip()


def _by_root(head: str, name: str) -> Form | None:
    """The form of an XML file by its first element."""
    root = _ROOT.search(re.sub(r"<!--.*?-->|<\?.*?\?>", "", head, flags=re.DOTALL))
    element, attributes = (root.group(1), root.group(2)) if root else ("", "")
    if element in {"PubmedArticleSet", "PubmedArticle", "PubmedBookArticle"}:
        return "pubmed_xml"
    if element in {"article", "pmc-articleset"}:
        return "jats"
    if element == "document" and "urn:hl7-org:v3" in attributes:
        return "spl_xml"
    if element.casefold() == "html":
        raise UnreadableError(f"{name} is a web page; save it as PDF or as plain text.")
    return None
