"""Build: the register into the store, whole or not at all, and only when something changed."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from knowledge.case import Value
from knowledge.embeddings import Embeddings, WordLlamaEmbeddings
from knowledge.evidence import Passage, Source, SourceKind
from knowledge.library import Library, dense_text
from knowledge.register import Edition, edition, passages, register_digest
from knowledge.shelf import all_sources
from knowledge.store import LAYOUT, PREFIX, Manifest, Store, StoreError, read_manifest

Progress = Callable[[int, int], None]
_BATCH = 128
PATIENCE_S = 20.0
"""How long a build waits for readers of the embedded store."""


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
    statements: int
    statements_checked: int
    statements_unchecked: int
    retracted: tuple[str, ...]
    superseded: tuple[str, ...]
    passages: int
    """Passages in the store; retracted and superseded sources have none."""


def build(
    data: Path,
    chroma_url: str | None,
    embeddings: Embeddings,
    register: Mapping[str, Source],
    progress: Progress | None = None,
    released: Edition | None = None,
) -> Manifest:
    """Write the register into a new collection and make it the live one; nothing is done when nothing changed.

    ``released`` None takes the packaged edition. Raises StoreError when another process holds the embedded store.
    """
    released = released or edition()
    wanted = register_digest(register)
    with Store.open(data, chroma_url, write=True, patience_s=PATIENCE_S) as store:
        old = store.manifest()
        if old is not None and _stale_because(old, wanted, released, embeddings) is None and _whole(store, old):
            if not chroma_url:
                store.drop_all_but(frozenset({old.collection}))  # what a killed build left behind
            return old
        found = passages(register)
        new = Manifest(
            collection=f"{PREFIX}{wanted[:12]}-{uuid.uuid4().hex[:8]}",
            digest=wanted,
            date=released.date,
            edition=released.edition,
            embedding=embeddings.name,
            dimension=embeddings.dimension,
            sources=len({passage.source_id for passage in found}),
            passages=len(found),
            built_at=datetime.now(UTC).replace(microsecond=0),
        )
        _write(store, new, embeddings, found, progress)
        store.activate(new)
        # A server may still answer readers from the collection before this one; it goes with the next build.
        store.drop_all_but(frozenset({new.collection} | ({old.collection} if chroma_url and old else set())))
        return new


def status(
    data: Path,
    chroma_url: str | None,
    embeddings: Embeddings | None = None,
    register: Mapping[str, Source] | None = None,
) -> StoreStatus:
    """The state of the store beside the register (None: the packaged one)."""
    register = all_sources(data, chroma_url) if register is None else register
    released, wanted = edition(), register_digest(register)
    manifest = read_manifest(data, chroma_url)
    stale = _stale_because(manifest, wanted, released, embeddings or WordLlamaEmbeddings())
    statements = [statement for source in register.values() for statement in source.statements]
    checked = sum(statement.checked for statement in statements)
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
        sources_unchecked=sum(not source.checked for source in register.values()),
        statements=len(statements),
        statements_checked=checked,
        statements_unchecked=len(statements) - checked,
        retracted=tuple(source.id for source in register.values() if source.retracted),
        superseded=tuple(source.id for source in register.values() if source.superseded_by),
        passages=manifest.passages if manifest else 0,
    )


def open_or_build(
    data: Path,
    chroma_url: str | None,
    embeddings: Embeddings,
    progress: Progress | None = None,
    register: Mapping[str, Source] | None = None,
) -> Library:
    """The library over an up-to-date store, built first when it is missing or stale."""
    register = all_sources(data, chroma_url) if register is None else register
    manifest = read_manifest(data, chroma_url)
    if _stale_because(manifest, register_digest(register), edition(), embeddings) is None:
        try:
            return Library.open(data, chroma_url, embeddings)
        except StoreError:
            pass  # the build repairs it, or says in its own sentence why it cannot
    build(data, chroma_url, embeddings, register, progress)
    return Library.open(data, chroma_url, embeddings)


def _stale_because(manifest: Manifest | None, wanted: str, released: Edition, embeddings: Embeddings) -> str | None:
    if manifest is None:
        return "it has not been built"
    if manifest.layout != LAYOUT:
        return "an older netboard built it"
    if manifest.digest != wanted or (manifest.date, manifest.edition) != (released.date, released.edition):
        return "the register has changed since it was built"
    if (manifest.embedding, manifest.dimension) != (embeddings.name, embeddings.dimension):
        return f"it was built with the embeddings {manifest.embedding}"
    return None


def _whole(store: Store, manifest: Manifest) -> bool:
    try:
        return store.collection(manifest.collection).count() == manifest.passages
    except StoreError:
        return False


def _write(
    store: Store, manifest: Manifest, embeddings: Embeddings, found: tuple[Passage, ...], progress: Progress | None
) -> None:
    tell = progress or (lambda _done, _total: None)
    collection = store.create(
        manifest.collection,
        {"embedding": manifest.embedding, "dimension": manifest.dimension, "digest": manifest.digest},
    )
    tell(0, len(found))
    for start in range(0, len(found), _BATCH):
        batch = found[start : start + _BATCH]
        texts = [dense_text(passage) for passage in batch]
        collection.add(
            ids=[passage.key for passage in batch],
            embeddings=embeddings.embed(texts),
            documents=texts,
            metadatas=[_metadata(passage) for passage in batch],
        )
        tell(start + len(batch), len(found))
    if (count := collection.count()) != len(found):
        raise StoreError(f"The knowledge store in {store.where} took {count} of {len(found)} passages; build it again.")


def _metadata(passage: Passage) -> dict[str, str | int | bool]:
    statement = passage.statement
    return {
        "kind": passage.kind,
        "topic": statement.topic,
        "source": passage.source_id,
        "drug": statement.applies_to.drug or "",
        "checked": statement.checked,
        "year": passage.year,
        "passage": passage.model_dump_json(),
    }
