"""The store: Chroma, embedded in a folder or on a server, and the manifest that says which collection is live.

A build writes a new collection and then swaps the manifest in one step, so whatever kills it leaves the old store or
the new one. The embedded store is locked: readers share it, a build has it alone.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import SplitResult, urlsplit

from knowledge.lock import Lock
from knowledge.manifest import Manifest, parsed_manifest

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

PREFIX = "netboard-"
_POINTER = "netboard.manifest"
_SHELF = "netboard.shelf"
_LEAST_FREE = 8 * 1024**2
"""Bytes; a small store needs some of these, and a failure with less than them is of the disk."""
TIMEOUT_S, BUILD_TIMEOUT_S = 15.0, 120.0
"""How long one call of a Chroma server may take: for a reader, who waits for it, and for a build."""
_PAGE = 500
"""Kept texts that are read at once; each may be a whole book."""


class StoreError(RuntimeError):
    """The knowledge store cannot be used; the message is one sentence that says what to do."""


class StoreMissingError(StoreError):
    """There is no built store yet."""


class StoreBusyError(StoreError):
    """Another process holds the embedded store."""


class OtherEmbeddingsError(StoreError):
    """The store was built with other embeddings than those that are set; only a build by name replaces it."""


class Store:
    """One open store. Close it, or use it in a ``with`` block, to give up its lock."""

    def __init__(self, client: "Client", folder: Path | None, where: str, lock: Lock | None) -> None:
        self._client = client
        self._folder = folder
        self._lock = lock
        self.where = where

    @classmethod
    def open(cls, data: Path, chroma_url: str | None, *, write: bool, patience_s: float = 60.0) -> "Store":
        """Open the server at ``chroma_url``, else the embedded store in ``data``.

        ``write`` asks for the embedded store alone. Waits up to ``patience_s`` for another process to give way, then
        raises StoreError.
        """
        if chroma_url:
            address = _address(chroma_url)
            return cls(_server(address, BUILD_TIMEOUT_S if write else TIMEOUT_S), None, _shown(address), None)
        folder = folder_of(data)
        lock = _locked(folder, alone=write, patience_s=patience_s)
        try:
            return cls(_embedded(folder / "chroma"), folder, str(folder), lock)
        except BaseException:
            lock.release()
            raise

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of Chroma and of the lock; a second call does nothing."""
        self._client.close()
        if self._lock is not None:
            self._lock.release()

    @contextmanager
    def sentences(self) -> Iterator[None]:
        """What Chroma raises inside the block, as one sentence; nothing else may be called in it."""
        try:
            yield
        except StoreError:
            raise
        except Exception as error:
            if self._folder is not None and (full := _full(self._folder, error)) is not None:
                raise full from error
            server = "see that the Chroma server runs, or " if self._folder is None else ""
            raise StoreError(
                f"The knowledge store at {self.where} does not answer as it should ({type(error).__name__}); "
                f"{server}run: netboard knowledge build."
            ) from error

    def manifest(self) -> Manifest | None:
        """The manifest of the live collection, or None when nothing was built yet."""
        if self._folder is not None:
            return _read_manifest(self._folder)
        with self.sentences():
            pointers = [c for c in self._client.list_collections() if c.name == _POINTER]
        text = (pointers[0].metadata or {}).get("manifest") if pointers else None
        return parsed_manifest(str(text)) if text else None

    def activate(self, manifest: Manifest) -> None:
        """Make the manifest's collection the live one, in one step."""
        text = manifest.model_dump_json(indent=2)
        if self._folder is not None:
            _write_atomically(self._folder / "manifest.json", text)
            return
        with self.sentences():
            pointer = self._client.get_or_create_collection(_POINTER, embedding_function=None)
            pointer.modify(metadata={"manifest": text})

    def kept(self) -> dict[str, str]:
        """The texts that are kept on a Chroma server beside the passages, by key."""
        with self.sentences():
            shelf = self._client.get_or_create_collection(_SHELF, embedding_function=None)
            found: dict[str, str] = {}
            for start in range(0, shelf.count(), _PAGE):
                rows = shelf.get(include=["documents"], limit=_PAGE, offset=start)
                found.update(zip(rows["ids"], rows["documents"] or [], strict=True))
        return found

    def kept_under(self, key: str) -> str | None:
        """One kept text; None where there is none under the key."""
        with self.sentences():
            shelf = self._client.get_or_create_collection(_SHELF, embedding_function=None)
            texts = shelf.get(ids=[key], include=["documents"])["documents"] or []
        return texts[0] if texts else None

    def keep(self, key: str, text: str) -> None:
        """Keep a text on a Chroma server under a key; the same key is written over."""
        with self.sentences():
            shelf = self._client.get_or_create_collection(_SHELF, embedding_function=None)
            shelf.upsert(ids=[key], documents=[text], embeddings=[1.0])

    def drop_kept(self, key: str) -> None:
        """Drop a kept text; one that is not there is no error."""
        with self.sentences():
            self._client.get_or_create_collection(_SHELF, embedding_function=None).delete(ids=[key])

    @staticmethod
    def write_beside(data: Path, name: str, text: str) -> None:
        """Write a file beside the embedded store, whole or not at all. Raises StoreError where that cannot be."""
        path = folder_of(data) / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_atomically(path, text)
        except OSError as error:
            raise _unwritable(path.parent, error) from None

    def collection(self, name: str) -> "Collection":
        """A collection by name. Raises StoreError when it is gone."""
        with self.sentences():
            return self._client.get_collection(name, embedding_function=None)

    def create(self, name: str, metadata: dict[str, Any]) -> "Collection":
        """A new, empty collection that compares by cosine."""
        with self.sentences():
            return self._client.create_collection(
                name,
                metadata=metadata | {"begun": time.time()},
                configuration={"hnsw": {"space": "cosine"}},
                embedding_function=None,
            )

    def drop_all_but(self, keep: frozenset[str], spared_s: float = 0.0) -> None:
        """Delete netboard's other collections: older ones, and what a killed build left behind.

        Those that were begun less than ``spared_s`` seconds ago stay.
        """
        with self.sentences():
            for collection in self._client.list_collections():
                age_s = time.time() - float((collection.metadata or {}).get("begun") or 0)
                if collection.name.startswith(PREFIX) and collection.name not in keep and age_s >= spared_s:
                    self._client.delete_collection(collection.name)


def folder_of(data: Path) -> Path:
    """Where the embedded store lies inside the data folder."""
    return data / "knowledge"


def refuse_busy(data: Path, chroma_url: str | None, patience_s: float) -> None:
    """Raise StoreBusyError where another process holds the embedded store: before anything that ends in a build."""
    if not chroma_url:
        _locked(folder_of(data), alone=True, patience_s=patience_s).release()


def read_manifest(data: Path, chroma_url: str | None) -> Manifest | None:
    """The manifest alone; the embedded store is neither opened nor locked for it."""
    if not chroma_url:
        return _read_manifest(folder_of(data))
    with Store.open(data, chroma_url, write=False) as store:
        return store.manifest()


def _locked(folder: Path, *, alone: bool, patience_s: float) -> Lock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Lock(folder / "lock", alone=alone, patience_s=patience_s)
    except TimeoutError:
        doing = "is in use by" if alone else "is being built by"
        raise StoreBusyError(
            f"The knowledge store in {folder} {doing} another netboard process; "
            "wait for it or stop it, or set CHROMA_URL to share one store between processes."
        ) from None
    except OSError as error:
        raise _unwritable(folder, error) from None


def _unwritable(folder: Path, error: OSError) -> StoreError:
    return StoreError(f"The folder {folder} cannot be written ({error.strerror}); set NETBOARD_DATA to one that can.")


def unreadable(folder: Path, error: OSError) -> StoreError:
    """A sentence about a folder of the store that this account may not look into."""
    return StoreError(f"The folder {folder} cannot be read ({error.strerror}); set NETBOARD_DATA to one that can.")


def _full(folder: Path, error: BaseException) -> StoreError | None:
    """A sentence about the full disk that Chroma stumbled over; None where that is not what happened."""
    said = str(error).lower()
    told = any(words in said for words in ("disk is full", "no space left", "disk i/o error"))
    if not told and (not folder.exists() or shutil.disk_usage(folder).free >= _LEAST_FREE):
        return None
    return StoreError(
        f"The disk that holds {folder} is full; make room on it or set NETBOARD_DATA to a folder with more, "
        "and run: netboard knowledge build."
    )


def _embedded(folder: Path) -> "Client":
    import chromadb

    try:
        return _closable(chromadb.PersistentClient(str(folder), settings=_quiet()))
    except Exception as error:
        raise _full(folder.parent, error) or StoreError(
            f"The knowledge store in {folder} cannot be opened ({type(error).__name__}); "
            "delete that folder and run: netboard knowledge build."
        ) from error


def _address(url: str) -> SplitResult:
    """The address of a Chroma server. What is none is not repeated: part of it may be a password."""
    parts = urlsplit(url if "//" in url else f"http://{url}")
    try:
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        is_address = False
    if not is_address:
        raise StoreError("CHROMA_URL is not an address such as http://localhost:8000.")
    return parts


def _shown(address: SplitResult) -> str:
    """An address without the user and the password that may stand in it."""
    return f"{address.scheme}://{address.netloc.rpartition('@')[2]}"


def _server(address: SplitResult, timeout_s: float) -> "Client":
    import chromadb

    secure = address.scheme == "https"
    port = address.port or (443 if secure else 8000)
    try:
        return _impatient(
            _closable(chromadb.HttpClient(str(address.hostname), port, ssl=secure, settings=_quiet(plain=not secure))),
            timeout_s,
        )
    except Exception as error:
        told = f"No Chroma server answers at CHROMA_URL {_shown(address)} ({type(error).__name__})."
        raise StoreError(told) from error


def _impatient(client: "Client", timeout_s: float) -> "Client":
    """The client with a limit for each call. Chroma's own waits without end, so that a server that hangs would hold
    every worker; it has no setting for that, and where its inside changes nothing worse comes of it."""
    session = getattr(getattr(client, "_server", None), "_session", None)
    if session is not None:
        session.timeout = timeout_s
    return client


def _closable(client: object) -> "Client":
    """Both kinds of Chroma client are of this class, though their factories promise less."""
    return cast("Client", client)


def _quiet(*, plain: bool = False) -> Any:
    """Chroma's settings with telemetry off, and without the program's own .env file.

    Over plain HTTP nothing is verified, so that the list of all certificate authorities need not be read either.
    """
    from chromadb.config import Settings

    spared: dict[str, Any] = {"chroma_server_ssl_verify": False} if plain else {}
    return Settings(anonymized_telemetry=False, _env_file=None, **spared)


def _read_manifest(folder: Path) -> Manifest | None:
    try:
        text = (folder / "manifest.json").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(folder, error) from None
    return parsed_manifest(text)


def _write_atomically(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
