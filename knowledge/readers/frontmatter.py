"""Front matter: what a Markdown file states of itself above its text, between two lines of three hyphens."""

import re
from typing import get_args

from pydantic import Field

from knowledge.case import Value
from knowledge.evidence import SourceKind
from knowledge.readers.document import UnreadableError

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"^[ \t]*-[ \t]+(.*)$")
_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)


class FrontMatter(Value):
    """What is stated; None or empty where nothing is."""

    title: str = ""
    year: int | None = Field(default=None, ge=1900, le=2100)
    kind: SourceKind | None = None
    authors: str = ""


def parted(text: str, name: str) -> tuple[FrontMatter, str]:
    """The front matter and the text below it. Raises UnreadableError for a year or a kind that is none."""
    block = _BLOCK.match(text)
    pairs = _pairs(block.group(1)) if block else {}
    if block is None or not pairs:
        return FrontMatter(), text
    year, kind = " ".join(pairs.get("year", [])), " ".join(pairs.get("kind", [])).casefold().replace(" ", "_")
    if year and not re.fullmatch(r"(?:19|20)\d\d", year):
        raise UnreadableError(
            f"The front matter of {name} has a year that is none; write it in four digits, as in year: 2023."
        )
    if kind and kind not in _KINDS:
        raise UnreadableError(f"The front matter of {name} has a kind that is none; write one of {', '.join(_KINDS)}.")
    matter = FrontMatter(
        title=" ".join(pairs.get("title", [])),
        year=int(year) if year else None,
        kind=next((each for each in _KINDS if each == kind), None),
        authors=_authors(pairs.get("authors", pairs.get("author", []))),
    )
    return matter, text[block.end() :]


def _pairs(block: str) -> dict[str, list[str]]:
    """The keys with their values: one, a list in brackets, or lines that begin with a hyphen."""
    found: dict[str, list[str]] = {}
    key = ""
    for line in block.split("\n"):
        if (pair := _PAIR.match(line)) is not None:
            key, value = pair.group(1).casefold(), (pair.group(2) or "").strip()
            listed = value.startswith("[") and value.endswith("]")
            found[key] = [
                _unquoted(each) for each in (value[1:-1].split(",") if listed else [value]) if _unquoted(each)
            ]
        elif key and (item := _ITEM.match(line)) is not None:
            found[key].append(_unquoted(item.group(1)))
    return found


def _unquoted(value: str) -> str:
    plain = value.strip()
    quoted = len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "'\""
    return plain[1:-1] if quoted else re.sub(r"\s+#.*$", "", plain)


def _authors(names: list[str]) -> str:
    return f"{names[0]}, et al." if len(names) > 1 else "".join(names)
