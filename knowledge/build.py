"""Build: the register into the store, whole or not at all, and only when something changed."""

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from knowledge.embeddings import Embeddings
from knowledge.evidence import Passage, Source
from knowledge.library import Library, dense_text, refuse_other_embeddings
from knowledge.manifest import Manifest, package_versions
from knowledge.register import Edition, edition, passages, register_digest
from knowledge.shelf import all_sources
from knowledge.status import source_hashes, stale_because
from knowledge.store import PREFIX, OtherEmbeddingsError, Store, StoreError, read_manifest

Progress = Callable[[int, int], None]
_BATCH = 128
PATIENCE_S = 20.0
"""How long a build waits for readers of the embedded store."""
SPARED_S = 3600.0
"""How long a build on a server leaves young collections alone: another worker may be writing or reading them."""


def build(
    data: Path,
    chroma_url: str | None,
    embeddings: Embeddings,
    register: Mapping[str, Source],
    progress: Progress | None = None,
    released: Edition | None = None,
    *,
    same_embeddings: bool = False,
) -> Manifest:
    """Write the register into a new collection and make it the live one; nothing is done when nothing changed.

    ``released`` None takes the packaged edition. Raises StoreError when another process holds the embedded store,
    EmbeddingsError when the embeddings do not answer, and with ``same_embeddings`` OtherEmbeddingsError in place of
    replacing a store that was built with others.
    """
    released = released or edition()
    wanted = register_digest(register)
    with Store.open(data, chroma_url, write=True, patience_s=PATIENCE_S) as store:
        old = store.manifest()
        if same_embeddings and old is not None:
            refuse_other_embeddings(old, embeddings)
        if old is not None and _serves(store, old, wanted, released, embeddings):
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
            hashes=source_hashes(register),
            versions=package_versions(),
            built_at=datetime.now(UTC).replace(microsecond=0),
        )
        _write(store, new, embeddings, found, progress)
        store.activate(new)
        # A server may still answer readers from the collection before this one; it goes with a later build.
        kept = {new.collection} | ({old.collection} if chroma_url and old else set())
        store.drop_all_but(frozenset(kept), SPARED_S if chroma_url else 0.0)
        return new


def open_or_build(
    data: Path,
    chroma_url: str | None,
    embeddings: Embeddings,
    progress: Progress | None = None,
    register: Mapping[str, Source] | None = None,
) -> Library:
    """The library over an up-to-date store, built first when it is missing or the register has changed.

    Raises OtherEmbeddingsError, and changes nothing, when the store was built with other embeddings.
    """
    register = all_sources(data, chroma_url) if register is None else register
    manifest = read_manifest(data, chroma_url)
    if manifest is not None and stale_because(manifest, register_digest(register), edition(), embeddings) is None:
        try:
            return Library.open(data, chroma_url, embeddings)
        except OtherEmbeddingsError:
            raise
        except StoreError:
            pass  # the build repairs it, or says in its own sentence why it cannot
    build(data, chroma_url, embeddings, register, progress, same_embeddings=True)
    return Library.open(data, chroma_url, embeddings)


def refuse_mismatch(data: Path, chroma_url: str | None, embeddings: Embeddings) -> None:
    """Raise OtherEmbeddingsError when the store was built with other embeddings; a store that is not there fits any."""
    manifest = read_manifest(data, chroma_url)
    if manifest is not None:
        refuse_other_embeddings(manifest, embeddings)


def _serves(store: Store, manifest: Manifest, wanted: str, released: Edition, embeddings: Embeddings) -> bool:
    """Whether what is built is what would be built."""
    if stale_because(manifest, wanted, released, embeddings) or manifest.dimension != embeddings.dimension:
        return False
    try:
        with store.sentences():
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
        vectors = embeddings.embed(texts)
        with store.sentences():
            collection.add(
                ids=[passage.key for passage in batch],
                embeddings=vectors,
                documents=texts,
                metadatas=[_metadata(passage) for passage in batch],
            )
        tell(start + len(batch), len(found))
    with store.sentences():
        count = collection.count()
    if count != len(found):
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
