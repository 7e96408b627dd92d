"""The register: the sources that may be cited, read from one TOML file each and refused as a whole if one is wrong."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import get_args

from pydantic import ValidationError

from knowledge.case import Site, Value
from knowledge.evidence import Passage, Source, SourceKind

FOLDERS: Mapping[str, SourceKind] = {"guidelines": "guideline", "labels": "drug_label", "research": "research"}
SITE_GROUPS: frozenset[str] = frozenset({"gep", "midgut", "all"})
OTHER_TUMOURS: frozenset[str] = frozenset({"paraganglioma"})
"""Tumours that are no site of CaseDetails but that a drug label speaks of; statements on them never fit a case."""
SITE_TOKENS: frozenset[str] = frozenset(get_args(Site)) | SITE_GROUPS | OTHER_TUMOURS


class RegisterError(ValueError):
    """The register cannot be used; the message names the file and the field."""


class Edition(Value):
    """Which edition of the register this is, and the day up to which its authors looked."""

    date: date
    edition: str


def load_register(folder: Path | None = None) -> dict[str, Source]:
    """Every source by its id, in order of id; ``folder`` None reads the packaged register.

    Raises RegisterError, in one sentence that names file and field, for a file that is not sound.
    """
    root: Traversable = folder if folder is not None else files("knowledge") / "sources"
    found: dict[str, Source] = {}
    origin: dict[str, str] = {}
    for subfolder, kind in FOLDERS.items():
        shelf = root / subfolder
        if not shelf.is_dir():
            continue
        for file in sorted(shelf.iterdir(), key=lambda f: f.name):
            if not file.name.endswith(".toml"):
                continue
            name = f"{subfolder}/{file.name}"
            source = _read(file, name)
            if source.id in found:
                raise RegisterError(f"{name}: id {source.id!r} is also the id of {origin[source.id]}.")
            if source.kind != kind:
                raise RegisterError(f"{name}: kind is {source.kind!r}, but files in {subfolder} are of kind {kind!r}.")
            if file.name != f"{source.id}.toml":
                raise RegisterError(f"{name}: id is {source.id!r}, so the file should be named {source.id}.toml.")
            _check_statements(source, name)
            found[source.id] = source
            origin[source.id] = name
    if not found:
        raise RegisterError(f"{root}: no source was found; the register holds one TOML file a source.")
    for source in found.values():
        _check_links(source, found, origin[source.id])
    return dict(sorted(found.items()))


def edition(folder: Path | None = None) -> Edition:
    """The edition and date of the register in ``folder`` (None: the packaged one), from its ``register.toml``."""
    root: Traversable = folder if folder is not None else files("knowledge") / "sources"
    return Edition.model_validate(_toml(root / "register.toml", "register.toml"))


def citable(source: Source) -> bool:
    """False for a source that was retracted or that a newer one replaces."""
    return not source.retracted and source.superseded_by is None


def passages(register: Mapping[str, Source]) -> tuple[Passage, ...]:
    """Every statement that may be cited, in order of key's source; retracted and superseded sources are left out."""
    return tuple(passage for source in register.values() if citable(source) for passage in passages_of(source))


def passages_of(source: Source) -> Iterable[Passage]:
    """The statements of one source, each with where it stands."""
    for statement in source.statements:
        yield Passage(
            key=f"{source.id}#{statement.key}",
            source_id=source.id,
            kind=source.kind,
            title=source.title,
            year=source.year,
            pmid=source.pmid,
            statement=statement,
        )


def register_digest(register: Mapping[str, Source]) -> str:
    """A SHA-256 over the content of the register; layout and comments of the files do not change it."""
    digest = hashlib.sha256()
    for identifier in sorted(register):
        digest.update(register[identifier].model_dump_json().encode())
        digest.update(b"\n")
    return digest.hexdigest()


def _toml(file: Traversable, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RegisterError(f"{name}: the file is missing.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegisterError(f"{name}: not readable as TOML ({error}).") from None


def _read(file: Traversable, name: str) -> Source:
    try:
        return Source.model_validate(_toml(file, name))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        raise RegisterError(f"{name}: {field}: {first['msg'].lower()}.") from None


def _check_statements(source: Source, name: str) -> None:
    keys: set[str] = set()
    if not source.statements:
        raise RegisterError(f"{name}: statements: there is none, so nothing could be cited.")
    for statement in source.statements:
        where = f"{name}: statements.{statement.key}"
        if statement.key in keys:
            raise RegisterError(f"{where}: the key is used twice.")
        keys.add(statement.key)
        if not statement.text.strip():
            raise RegisterError(f"{where}.text: the statement is empty.")
        sites = statement.applies_to.sites
        if not sites:
            raise RegisterError(f'{where}.applies_to.sites: name at least one site, or "all".')
        if unknown := [site for site in sites if site not in SITE_TOKENS]:
            raise RegisterError(
                f"{where}.applies_to.sites: {unknown[0]!r} is no site; known are {', '.join(sorted(SITE_TOKENS))}."
            )
        if statement.checked and not statement.checked_in:
            raise RegisterError(f"{where}.checked_in: a checked statement says in what kind of page it was found.")


def _check_links(source: Source, register: Mapping[str, Source], name: str) -> None:
    if source.superseded_by is not None and source.superseded_by not in register:
        raise RegisterError(f"{name}: superseded_by: {source.superseded_by!r} is not in the register.")
    for older in source.supersedes:
        if older not in register:
            raise RegisterError(f"{name}: supersedes: {older!r} is not in the register.")
