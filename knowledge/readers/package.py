"""Package: a Word file's zip, looked over before anything in it is unpacked."""

import io
import re
import zipfile
import zlib

from knowledge.readers.document import UnreadableError

MAX_UNPACKED = 128 * 1024**2
MAX_XML = 32 * 1024**2
"""A part in XML takes several times its size in memory once it is parsed."""
MAX_RATIO = 200
"""Packed text is rarely smaller than a fiftieth of itself; a bomb is a thousandth."""
RATIO_FROM = 8 * 1024**2
"""Below this size a ratio does no harm."""
MAX_PARTS = 5_000

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAIN = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabledTemplate\.main|ms-word\.document\.macroEnabled\.main"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template\.main)\+xml"
)


def plain_package(data: bytes, name: str) -> bytes:
    """``data`` as a Word document that python-docx takes; macros and templates are renamed, so that nothing runs.

    Raises UnreadableError for the old binary form, a password, a zip that is damaged or no Word file, and a zip bomb.
    """
    if data.startswith(_OLD):
        if _LOCKED in data:
            raise UnreadableError(f"{name} is protected by a password; save a copy without it and add that.")
        raise UnreadableError(f"{name} is in the old Word form (.doc); open it in Word and save it as .docx.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_size(package.infolist(), name)
            names = package.namelist()
            if _TYPES not in names or not any(part.startswith("word/") for part in names):
                raise UnreadableError(f"{name} is not a Word document; save it as .docx and add that.")
            if any(info.flag_bits & 1 for info in package.infolist()):
                raise UnreadableError(f"{name} is protected by a password; save a copy without it and add that.")
            types = package.read(_TYPES)
            return _as_document(package, _OTHER_MAIN.sub(_MAIN, types)) if _OTHER_MAIN.search(types) else data
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(
            f"{name} is damaged or cut off; copy the file once more or save it as .docx again."
        ) from error


def _check_size(parts: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    swollen = unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)
    heavy = any(part.file_size > MAX_XML for part in parts if part.filename.endswith((".xml", ".rels")))
    if unpacked > MAX_UNPACKED or swollen or heavy or len(parts) > MAX_PARTS:
        raise UnreadableError(
            f"{name} would unpack to far more than a document holds; save it as .docx again, without its pictures."
        )


def _as_document(package: zipfile.ZipFile, types: bytes) -> bytes:
    """The same zip with other content types; every part keeps its bytes, and a macro is only bytes here."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for info in package.infolist():
            copy.writestr(info.filename, types if info.filename == _TYPES else package.read(info))
    return out.getvalue()
