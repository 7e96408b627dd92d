"""Status: what the store holds beside what it should hold, and how far its register can be trusted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.case import Value
from knowledge.evidence import Source, SourceKind
from knowledge.licence import CARRIES
from knowledge.manifest import LAYOUT, Manifest
from knowledge.register import Edition, edition, load_register, register_digest
from knowledge.shelf import Shelf, sources, with_added
from knowledge.store import read_manifest
from knowledge.strength import STRENGTHS

if TYPE_CHECKING:
    from knowledge.embeddings import Embeddings

HASH_CHARS = 16
"""Of a source's SHA-256; enough to tell that it changed."""


class StoreStatus(Value):
    """What the store holds, whether it is up to date, and how far its register can be trusted."""

    built: bool
    current: bool
    stale_because: str | None
    date: date
    edition: str
    version: str
    """Digest of the packaged register."""
    built_version: str | None
    built_at: datetime | None
    embedding: str | None
    dimension: int | None
    sources: int
    sources_by_kind: dict[SourceKind, int]
    sources_unchecked: int
    unchecked: tuple[str, ...]
    """Ids of the sources of which no identifier was read in a page that names them."""
    statements: int
    statements_checked: int
    statements_unchecked: int
    unchecked_statements: tuple[str, ...]
    """Keys of the statements that were not found in a page of their source."""
    without_edition: tuple[str, ...]
    """Ids of the drug labels of which nobody noted the revision."""
    strengths: dict[str, int]
    """Sources by how they came to what they say, strongest first; ``not_known`` where nobody noted it."""
    licences: dict[str, int]
    """Sources by what may be carried over; ``not_known`` where no licence was read."""
    retracted: tuple[str, ...]
    superseded: tuple[str, ...]
    added_documents: int
    """Documents that a team added, over all files."""
    added_files: tuple[str, ...]
    """Names of the files that they came in."""
    damaged_files: int
    """Entries of added files that cannot be read any more."""
    hashes: dict[str, str]
    """Of each source that the store was built from, by its id."""
    versions: dict[str, str]
    """Of the packages that built the store."""
    new_sources: tuple[str, ...]
    """Ids of the sources that came since the store was built."""
    changed_sources: tuple[str, ...]
    gone_sources: tuple[str, ...]
    passages: int
    """Passages in the store; retracted and superseded sources have none."""


def status(
    data: Path,
    chroma_url: str | None,
    embeddings: "Embeddings | None" = None,
    register: Mapping[str, Source] | None = None,
) -> StoreStatus:
    """The state of the store beside the register (None: the packaged one, and what was added).

    Of the embeddings (None: the bundled ones) the name alone is read, so no provider is asked.
    """
    from knowledge.embeddings import WordLlamaEmbeddings

    with Shelf(data, chroma_url) as shelf:
        entries, damaged = shelf.entries(), shelf.damaged()
    register = with_added(load_register(), sources(entries)) if register is None else register
    released, wanted = edition(), register_digest(register)
    manifest = read_manifest(data, chroma_url)
    hashes, built = source_hashes(register), manifest.hashes if manifest else {}
    stale = stale_because(manifest, wanted, released, embeddings or WordLlamaEmbeddings())
    statements = {f"{source.id}#{one.key}": one for source in register.values() for one in source.statements}
    unchecked = tuple(source.id for source in register.values() if not source.checked)
    unchecked_statements = tuple(key for key, one in statements.items() if not one.checked)
    return StoreStatus(
        built=manifest is not None,
        current=stale is None,
        stale_because=stale,
        date=released.date,
        edition=released.edition,
        version=wanted,
        built_version=manifest.digest if manifest else None,
        built_at=manifest.built_at if manifest else None,
        embedding=manifest.embedding if manifest else None,
        dimension=manifest.dimension if manifest else None,
        sources=len(register),
        sources_by_kind=dict(sorted(Counter(source.kind for source in register.values()).items())),
        sources_unchecked=len(unchecked),
        unchecked=unchecked,
        statements=len(statements),
        statements_checked=len(statements) - len(unchecked_statements),
        statements_unchecked=len(unchecked_statements),
        unchecked_statements=unchecked_statements,
        without_edition=tuple(s.id for s in register.values() if s.kind == "drug_label" and not s.edition),
        strengths=_tally([source.strength for source in register.values()], STRENGTHS),
        licences=_tally([s.licence.terms if s.licence else None for s in register.values()], tuple(CARRIES)),
        retracted=tuple(source.id for source in register.values() if source.retracted),
        superseded=tuple(source.id for source in register.values() if source.superseded_by),
        added_documents=sum(len(entry.documents) for entry in entries.values()),
        added_files=tuple(sorted(entry.file for entry in entries.values())),
        damaged_files=damaged,
        hashes=built,
        versions=manifest.versions if manifest else {},
        new_sources=tuple(sorted(hashes.keys() - built.keys())) if built else (),
        changed_sources=tuple(sorted(name for name in hashes.keys() & built.keys() if hashes[name] != built[name])),
        gone_sources=tuple(sorted(built.keys() - hashes.keys())),
        passages=manifest.passages if manifest else 0,
    )


def stale_because(manifest: Manifest | None, wanted: str, released: Edition, embeddings: "Embeddings") -> str | None:
    """Why what is built is not what would be built, in a few words; None where it is."""
    if manifest is None:
        return "it has not been built"
    if manifest.layout != LAYOUT:
        return "an older netboard built it"
    if manifest.digest != wanted or (manifest.date, manifest.edition) != (released.date, released.edition):
        return "the register has changed since it was built"
    if manifest.embedding != embeddings.name:
        return f"it was built with the embeddings {manifest.embedding}"
    return None


def source_hashes(register: Mapping[str, Source]) -> dict[str, str]:
    """The start of the digest of each source, by its id."""
    return {name: register_digest({name: source})[:HASH_CHARS] for name, source in sorted(register.items())}


def _tally(found: Sequence[str | None], order: Sequence[str]) -> dict[str, int]:
    """How often each word stands, in the order of the vocabulary; ``not_known`` comes last."""
    counts = Counter("not_known" if word is None else word for word in found)
    return {word: counts[word] for word in (*order, "not_known") if counts[word]}
