"""The register: the sources that may be cited, read from one TOML file each and refused as a whole if one is wrong."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from knowledge.case import Value
from knowledge.evidence import Passage, Source, SourceKind
from knowledge.soundness import RegisterError, check_differences, check_links, check_source

__all__ = [
    "FOLDERS",
    "Edition",
    "RegisterError",
    "citable",
    "edition",
    "load_register",
    "passages",
    "passages_of",
    "register_digest",
]

FOLDERS: Mapping[str, SourceKind] = {"guidelines": "guideline", "labels": "drug_label", "research": "research"}


class Edition(Value):
    """Which edition of the register this is, and the day up to which its authors looked."""

    date: date
    edition: str


def load_register(folder: Path | None = None) -> dict[str, Source]:
    """Every source by its id, in order of id; ``folder`` None reads the packaged register.

    Raises RegisterError, in one sentence that names file and field, for a file that is not sound.
    """
    return _read_all(folder) if folder is not None else dict(_packaged())


@cache
def _packaged() -> Mapping[str, Source]:
    """The packaged register, read once a process: it does not change while the program runs."""
    return _read_all(files("knowledge") / "sources")


def _read_all(root: Traversable) -> dict[str, Source]:
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
            check_source(source, name)
            found[source.id] = source
            origin[source.id] = name
    if not found:
        raise RegisterError(f"{root}: no source was found; the register holds one TOML file a source.")
    for source in found.values():
        check_links(source, found, origin[source.id])
        check_differences(source, found, origin[source.id])
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
            strength=statement.strength or source.strength,
            licence=source.licence,
            identifiers_checked=source.checked,
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
        said = first["msg"].removeprefix("Value error, ")
        raise RegisterError(f"{name}: {field}: {said[:1].lower()}{said[1:]}.") from None
