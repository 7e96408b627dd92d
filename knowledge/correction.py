"""Correction: what a verification found, written back into a source's file, line by line; the rest stays as it is."""

import os
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from knowledge.case import Value
from knowledge.journal import Check
from knowledge.record import IdentifierKind
from knowledge.register import FOLDERS

_TABLE = re.compile(r"\s*\[")
_NOTES = re.compile(r'(\s*notes\s*=\s*")((?:[^"\\]|\\.)*)("\s*)')
"""Notes on one line, as the register has them."""
_SERVICE: dict[IdentifierKind, str] = {"pmid": "PubMed", "doi": "Crossref", "set_id": "openFDA"}
_WORTH_KEEPING: tuple[IdentifierKind, ...] = ("pmid", "doi")
"""Kinds that a source can hold as a candidate."""


class CorrectionError(ValueError):
    """A file cannot be corrected line by line; the message names it. Nothing was written."""


class Correction(Value):
    """The lines of one source's file to change."""

    source: str
    checked: bool | None = None
    """``None`` leaves it as it is."""
    confirmed: tuple[IdentifierKind, ...] = ()
    """Candidates that are identifiers now."""
    doubted: tuple[IdentifierKind, ...] = ()
    """Identifiers that are candidates now, so that they are not printed."""
    retracted: bool = False
    """True where the article was found to be retracted; nothing makes it sound again but a person."""
    note: str = ""
    """Of a retracted one: which service says so, and on which day it was asked."""


def corrections(checks: Iterable[Check]) -> tuple[Correction, ...]:
    """One for each source with a result. ``checked`` keeps its meaning: some identifier leads to this document.

    A source with a match and nothing against it is checked, and its matching candidates become identifiers. An
    identifier that leads elsewhere or nowhere becomes a candidate; a source with no other match is then not checked.
    Nothing becomes true where anything disagrees. A service that was not reached changes nothing. A source whose own
    identifier leads to it and is marked as retracted is retracted.
    """
    by_source: dict[str, list[Check]] = {}
    for check in checks:
        by_source.setdefault(check.identifier.source, []).append(check)
    return tuple(_correction(source, found) for source, found in by_source.items())


def _correction(source: str, found: list[Check]) -> Correction:
    against = [check for check in found if check.outcome in ("mismatch", "not_found")]
    matches = [check for check in found if check.outcome == "match"]
    doubted = tuple(c.identifier.kind for c in against if not c.identifier.candidate)
    unsettled = any(c.outcome == "not_reachable" and not c.identifier.candidate for c in found)
    standing = any(not c.identifier.candidate for c in matches) or unsettled
    held = {c.identifier.kind for c in found if not c.identifier.candidate}
    rivals = {c.identifier.kind for c in found if c.identifier.candidate}
    return Correction(
        source=source,
        checked=True if matches and not against else False if doubted and not standing else None,
        confirmed=()
        if against
        else tuple(c.identifier.kind for c in matches if c.identifier.candidate and c.identifier.kind not in held),
        doubted=tuple(kind for kind in doubted if kind in _WORTH_KEEPING and kind not in rivals),
        retracted=any(check.newly_retracted for check in matches),
        note=_note(next((check for check in matches if check.newly_retracted), None)),
    )


def _note(check: Check | None) -> str:
    if check is None:
        return ""
    day = f" on {check.asked.isoformat()}" if check.asked else ""
    return f"Marked as retracted in {_SERVICE[check.identifier.kind]} when asked{day}."


def apply(correction: Correction, register: Path) -> Path | None:
    """Change the source's file in ``register``; the file, or ``None`` where it says so already.

    Raises CorrectionError, or OSError where the file cannot be written.
    """
    file = next(found for folder in FOLDERS if (found := register / folder / f"{correction.source}.toml").exists())
    before = file.read_bytes().decode("utf-8")
    after = corrected(before, correction)
    if _expected(tomllib.loads(before), correction) == tomllib.loads(before):
        return None
    if tomllib.loads(after) != _expected(tomllib.loads(before), correction):
        raise CorrectionError(f"{file.name} is laid out in a way that cannot be corrected line by line.")
    draft = file.with_suffix(".toml.new")
    draft.write_bytes(after.encode("utf-8"))
    os.replace(draft, file)  # noqa: PTH105 - says that the old file is replaced at once, whole
    return file


def corrected(text: str, correction: Correction) -> str:
    """The text with its lines changed; only those before the first table are the source's own. Pure."""
    lines = text.splitlines(keepends=True)
    end = next((number for number, line in enumerate(lines) if _TABLE.match(line)), len(lines))
    renamed: dict[str, str] = {f"{kind}_candidate": kind for kind in correction.confirmed}
    renamed |= {kind: f"{kind}_candidate" for kind in correction.doubted}
    held = set()
    for number, line in enumerate(lines[:end]):
        key = re.match(r"\s*([\w-]+)(?=\s*=)", line)
        if key is None:
            continue
        held.add(key[1])
        if correction.retracted and key[1] == "retracted":
            lines[number] = re.sub(r"(=\s*)false", r"\g<1>true", line, count=1)
        if correction.note and key[1] == "notes" and (notes := _NOTES.fullmatch(line)):
            lines[number] = notes[1] + f"{notes[2]} {correction.note}".strip() + notes[3]
        if key[1] in renamed:
            lines[number] = line[: key.start(1)] + renamed[key[1]] + line[key.end(1) :]
        elif key[1] == "checked" and correction.checked is not None:
            lines[number] = re.sub(r"(=\s*)(?:true|false)", rf"\g<1>{str(correction.checked).lower()}", line, count=1)
    added = ["retracted = true"] if correction.retracted and "retracted" not in held else []
    added += [f'notes = "{correction.note}"'] if correction.note and "notes" not in held else []
    if added:
        after = next((place for place, line in enumerate(lines[:end]) if re.match(r"\s*checked\s*=", line)), end - 1)
        end_of_line = "\r\n" if lines[after].endswith("\r\n") else "\n"
        lines[after + 1 : after + 1] = [line + end_of_line for line in added]
    return "".join(lines)


def _expected(source: dict[str, Any], correction: Correction) -> dict[str, Any]:
    expected = dict(source)
    for kind in correction.confirmed:
        expected[kind] = expected.pop(f"{kind}_candidate")
    for kind in correction.doubted:
        expected[f"{kind}_candidate"] = expected.pop(kind)
    if correction.checked is not None:
        expected["checked"] = correction.checked
    if correction.retracted:
        expected["retracted"] = True
        if correction.note:
            expected["notes"] = f"{expected.get('notes', '')} {correction.note}".strip()
    return expected
