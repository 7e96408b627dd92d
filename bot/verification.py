"""Verification: ``netboard knowledge verify`` on the terminal; what the register cites, asked of who registered it."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.settings import Settings, SetupError

if TYPE_CHECKING:
    from rich.table import Table

    from knowledge.journal import Check, Identifier

ALL_MATCH, SOME_DO_NOT = 0, 1
LABELS = {"match": "matches", "mismatch": "mismatches", "not_found": "not found", "not_reachable": "not reachable"}
SERVICE = {"pmid": "PubMed", "doi": "Crossref", "set_id": "openFDA"}
KINDS = {"pmid": "PMID", "doi": "DOI", "set_id": "set id"}


def verify_command(
    only: Annotated[list[str] | None, typer.Option("--only", help="A source; repeat it, or part by commas.")] = None,
    write: Annotated[bool, typer.Option("--write/--no-write", help="Write what was found into the register.")] = True,
    again: Annotated[bool, typer.Option("--again", help="Ask anew what an earlier run has asked.")] = False,
    register: Annotated[Path | None, typer.Option("--register", help="Another folder of sources.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
) -> None:
    """Ask PubMed, Crossref and openFDA whether each PMID, DOI and set id leads to the document named here."""
    from knowledge.register import RegisterError
    from knowledge.verify import UnknownSourceError

    names = [name.strip() for part in only or [] for name in part.split(",") if name.strip()]
    try:
        checks, written, unwritten = _verify(names, write, again, register)
    except SetupError as error:
        if as_json:
            _print_json({"reply": str(error), "checks": []})
        raise
    except (UnknownSourceError, RegisterError) as error:
        if as_json:
            _print_json({"reply": str(error), "checks": []})
        sys.stderr.write(f"netboard: {error}\n")
        raise typer.Exit(SOME_DO_NOT) from None
    if as_json:
        _print_json(summary(checks, written))
    else:
        _show(checks, written, write)
    if unwritten:
        raise SetupError(unwritten)
    sound = all(check.outcome == "match" and not check.newly_retracted for check in checks)
    raise typer.Exit(ALL_MATCH if sound else SOME_DO_NOT)


def _verify(
    names: list[str], write: bool, again: bool, folder: Path | None
) -> tuple[tuple["Check", ...], tuple[str, ...], str]:
    """The checks, the names of the files that were corrected, and why others were not. Raises SetupError."""
    from bot.compose import remote
    from knowledge.correction import CorrectionError, apply, corrections
    from knowledge.journal import Journal
    from knowledge.register import load_register
    from knowledge.remote import NoNetworkError
    from knowledge.verify import identifiers, verify

    settings = Settings.load()
    asked = identifiers(load_register(folder), names)
    journal = Journal(settings.data / "knowledge" / "verify.jsonl")
    root = folder or Path(str(files("knowledge") / "sources"))
    try:
        if again:
            journal.forget(asked)
        with remote(settings) as services:
            checks = verify(asked, services, journal, _progress if sys.stderr.isatty() else None)
    except NoNetworkError as error:
        raise SetupError(str(error)) from None
    except OSError as error:
        raise SetupError(f"{error.filename}: {error.strerror}.") from None
    finally:
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
    written: list[str] = []
    try:
        for correction in corrections(checks) if write else ():
            if (file := apply(correction, root)) is not None:
                written.append(file.name)
    except CorrectionError as error:
        return checks, tuple(written), str(error)
    except OSError as error:
        return checks, tuple(written), f"{error.filename}: {error.strerror}; what was found is not written there."
    return checks, tuple(written), ""


def summary(checks: Sequence["Check"], written: Sequence[str]) -> dict[str, Any]:
    """The result for a program: the counts, one entry a check, and the files that were corrected."""
    counts = Counter(check.outcome for check in checks)
    return {
        "reply": _bottom_line(checks),
        "counts": {outcome: counts[outcome] for outcome in LABELS},  # type: ignore[index]
        "checks": [
            {
                "source": check.identifier.source,
                "kind": check.identifier.kind,
                "value": check.identifier.value,
                "candidate": check.identifier.candidate,
                "outcome": check.outcome,
                "title": check.identifier.title,
                "year": check.identifier.year,
                "found_title": check.found_title,
                "found_year": check.found_year,
                "reason": check.reason,
                "retracted": check.retracted,
            }
            for check in checks
        ],
        "written": list(written),
    }


def table(checks: Sequence["Check"]) -> "Table":
    """How many identifiers of each kind match."""
    from rich.table import Table

    shown = Table("identifiers", *LABELS.values(), "together")
    for kind, name in KINDS.items():
        counts = Counter(check.outcome for check in checks if check.identifier.kind == kind)
        if counts:
            shown.add_row(name, *(str(counts[outcome]) for outcome in LABELS), str(counts.total()))  # type: ignore[index]
    return shown


def disagreements(checks: Sequence["Check"]) -> list[str]:
    """What does not match, in plain words, with both titles where there are two."""
    lines = []
    for check in checks:
        named = check.identifier
        head = f"{named.source}, {KINDS[named.kind]} {named.value}{' (from memory)' if named.candidate else ''}"
        if check.newly_retracted:
            lines.append(f"{head}: {SERVICE[named.kind]} marks the article as retracted.")
        if check.outcome == "match":
            continue
        lines.append(f"{head}: {LABELS[check.outcome].removesuffix('es')}: {check.reason.rstrip('.')}.")
        if check.outcome == "mismatch":
            lines.append(f"    register: {named.title} ({named.year})")
            lines.append(f"    found:    {check.found_title or 'no title'} ({check.found_year or 'no year'})")
    return lines


def _bottom_line(checks: Sequence["Check"]) -> str:
    counts = Counter(check.outcome for check in checks)
    if not checks:
        return "There is no identifier to check."
    retracted = len({check.identifier.source for check in checks if check.newly_retracted})
    gone = f" {retracted} source{' is' if retracted == 1 else 's are'} retracted." if retracted else ""
    if counts["match"] == len(checks):
        return f"All {len(checks)} identifiers match.{gone}"
    again = " Run it again to ask what was not reachable." if counts["not_reachable"] else ""
    return f"{counts['match']} of {len(checks)} identifiers match.{gone}{again}"


def _show(checks: Sequence["Check"], written: Sequence[str], write: bool) -> None:
    from rich.console import Console

    sys.stdout.writelines(f"{line}\n" for line in disagreements(checks))
    if checks:
        Console(highlight=False, width=None if sys.stdout.isatty() else 100).print(table(checks))
    sys.stdout.write(f"{_bottom_line(checks)}\n")
    if write:
        sys.stdout.write(f"Corrected: {', '.join(written) or 'nothing'}.\n")


def _progress(number: int, total: int, identifier: "Identifier") -> None:
    sys.stderr.write(f"\r\x1b[Kverifying {number}/{total}: {identifier.source}, {KINDS[identifier.kind]}")
    sys.stderr.flush()


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
