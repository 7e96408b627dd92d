"""Build: the register into the store, whole or not at all, and only when something changed."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from knowledge.case import Value
from knowledge.embeddings import Embeddings, WordLlamaEmbeddings
from knowledge.evidence import Passage, Source, SourceKind
from knowledge.library import Library, dense_text, refuse_other_embeddings
from knowledge.licence import CARRIES
from knowledge.register import Edition, edition, load_register, passages, register_digest
from knowledge.shelf import Shelf, all_sources, sources
from knowledge.store import LAYOUT, PREFIX, Manifest, OtherEmbeddingsError, Store, StoreError, read_manifest
from knowledge.strength import STRENGTHS

Progress = Callable[[int, int], None]
_BATCH = 128
PATIENCE_S = 20.0
"""How long a build waits for readers of the embedded store."""
SPARED_S = 3600.0
"""How long a build on a server leaves young collections alone: another worker may be writing or reading them."""


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
    passages: int
    """Passages in the store; retracted and superseded sources have none."""


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
            built_at=datetime.now(UTC).replace(microsecond=0),
        )
        _write(store, new, embeddings, found, progress)
        store.activate(new)
        # A server may still answer readers from the collection before this one; it goes with a later build.
        kept = {new.collection} | ({old.collection} if chroma_url and old else set())
        store.drop_all_but(frozenset(kept), SPARED_S if chroma_url else 0.0)
        return new


def status(
    data: Path,
    chroma_url: str | None,
    embeddings: Embeddings | None = None,
    register: Mapping[str, Source] | None = None,
) -> StoreStatus:
    """The state of the store beside the register (None: the packaged one, and what was added).

    Of the embeddings (None: the bundled ones) the name alone is read, so no provider is asked.
    """
    with Shelf(data, chroma_url) as shelf:
        entries = shelf.entries()
    register = load_register() | sources(entries) if register is None else register
    released, wanted = edition(), register_digest(register)
    manifest = read_manifest(data, chroma_url)
    stale = _stale_because(manifest, wanted, released, embeddings or WordLlamaEmbeddings())
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
        strengths=_tally([source.strength for source in register.values()], STRENGTHS),
        licences=_tally([s.licence.terms if s.licence else None for s in register.values()], tuple(CARRIES)),
        retracted=tuple(source.id for source in register.values() if source.retracted),
        superseded=tuple(source.id for source in register.values() if source.superseded_by),
        added_documents=sum(len(entry.documents) for entry in entries.values()),
        added_files=tuple(sorted(entry.file for entry in entries.values())),
        passages=manifest.passages if manifest else 0,
    )


def _tally(found: Sequence[str | None], order: Sequence[str]) -> dict[str, int]:
    """How often each word stands, in the order of the vocabulary; ``not_known`` comes last."""
    counts = Counter("not_known" if word is None else word for word in found)
    return {word: counts[word] for word in (*order, "not_known") if counts[word]}


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
    if manifest is not None and _stale_because(manifest, register_digest(register), edition(), embeddings) is None:
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


def _stale_because(manifest: Manifest | None, wanted: str, released: Edition, embeddings: Embeddings) -> str | None:
    if manifest is None:
        return "it has not been built"
    if manifest.layout != LAYOUT:
        return "an older netboard built it"
    if manifest.digest != wanted or (manifest.date, manifest.edition) != (released.date, released.edition):
        return "the register has changed since it was built"
    if manifest.embedding != embeddings.name:
        return f"it was built with the embeddings {manifest.embedding}"
    return None


def _serves(store: Store, manifest: Manifest, wanted: str, released: Edition, embeddings: Embeddings) -> bool:
    """Whether what is built is what would be built."""
    if _stale_because(manifest, wanted, released, embeddings) or manifest.dimension != embeddings.dimension:
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
