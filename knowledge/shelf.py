"""The shelf: documents that a team added, kept beside the store and turned into sources that can be found and cited.

Each file is one entry, named by the hash of its content, so that adding it twice changes nothing. In the embedded
store entries are files; on a Chroma server they lie in a collection of their own, for every worker to see.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import Field, ValidationError

from knowledge.case import Value
from knowledge.evidence import Source, Statement
from knowledge.readers.document import Document, Form
from knowledge.register import load_register
from knowledge.splitting import pieces
from knowledge.store import Store, folder_of, unreadable
from knowledge.subject import subject_of

FOLDER = "added"
LAYOUT = 1
KEY_CHARS = 12
_RECORDS: frozenset[Form] = frozenset({"pubmed_xml", "jats", "openfda_json", "spl_xml"})
"""Forms in which a service gives one document, whole, under its identifier."""


class Entry(Value):
    """One added file: its hash, its name, when it was added, and what was read of it."""

    sha256: str
    file: str
    """Name of the file without its folders."""
    added: date
    documents: tuple[Document, ...] = Field(min_length=1)
    origins: tuple[str, ...] = ()
    """Where it was added from: paths of files, or names of what was fetched. Other content from one of them replaces
    this."""
    layout: int = LAYOUT

    @property
    def key(self) -> str:
        """The start of the hash, by which sources of this file are named."""
        return self.sha256[:KEY_CHARS]


def content_hash(data: bytes) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(data).hexdigest()


def entry_of(data: bytes, file: str, documents: tuple[Document, ...], origin: str | None = None) -> Entry:
    """An entry for a file that was read just now."""
    return Entry(
        sha256=content_hash(data),
        file=file,
        added=datetime.now(UTC).date(),
        documents=documents,
        origins=() if origin is None else (origin,),
    )


class Shelf:
    """The entries of one place; open it in a ``with`` block. Raises StoreError where it cannot be read or written."""

    def __init__(self, data: Path, chroma_url: str | None) -> None:
        self._data = data
        self._url = chroma_url
        self._store: Store | None = None

    def __enter__(self) -> "Shelf":
        if self._url:
            self._store = Store.open(self._data, self._url, write=False)
        return self

    def __exit__(self, *_: object) -> None:
        if self._store is not None:
            self._store.close()

    def entries(self) -> dict[str, Entry]:
        """Every entry by its hash, in the order of the hashes; one that cannot be read any more is left out."""
        found = [entry for text in self._texts() if (entry := _parsed(text)) is not None]
        return {entry.sha256: entry for entry in sorted(found, key=lambda entry: entry.sha256)}

    def damaged(self) -> int:
        """How many entries cannot be read any more."""
        return sum(_parsed(text) is None for text in self._texts())

    def origins(self) -> dict[str, tuple[str, ...]]:
        """Where each entry was added from, by its hash."""
        return {sha256: entry.origins for sha256, entry in self.entries().items()}

    def entry(self, sha256: str) -> Entry | None:
        """One entry by its hash, or None."""
        if self._store is not None:
            text = self._store.kept_under(sha256)
        else:
            file = self._folder / f"{sha256}.json"
            text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
        return None if text is None else _parsed(text)

    def keep(self, entry: Entry) -> None:
        """Put an entry on the shelf, whole or not at all."""
        text = entry.model_dump_json()
        if self._store is not None:
            self._store.keep(entry.sha256, text)
        else:
            Store.write_beside(self._data, f"{FOLDER}/{entry.sha256}.json", text)

    def remove(self, sha256: str) -> None:
        """Take an entry off the shelf; it is gone from the store with the next build."""
        if self._store is not None:
            self._store.drop_kept(sha256)
        else:
            (self._folder / f"{sha256}.json").unlink(missing_ok=True)

    def _texts(self) -> Iterable[str]:
        if self._store is not None:
            return self._store.kept().values()
        try:
            files = sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []
            return [file.read_text(encoding="utf-8", errors="replace") for file in files]
        except OSError as error:
            raise unreadable(self._folder, error) from None

    @property
    def _folder(self) -> Path:
        return folder_of(self._data) / FOLDER


def all_sources(data: Path, chroma_url: str | None, register: Mapping[str, Source] | None = None) -> dict[str, Source]:
    """The register (None: the packaged one, read anew) and everything on the shelf."""
    with Shelf(data, chroma_url) as shelf:
        return with_added(load_register() if register is None else register, sources(shelf.entries()))


def sources(found: Mapping[str, Entry]) -> dict[str, Source]:
    """A source for each document of each entry, with its pieces as statements in the document's own words.

    Of records in one form with the same PMID, DOI or set id only the one that was added last is taken: an article may
    come in two sets, and a label in a newer version. An abstract and a full text stay beside each other, and so do two
    files of a team's own, for a supplement bears the DOI of its article.
    """
    latest: dict[tuple[str, ...], Source] = {}
    for entry in sorted(found.values(), key=lambda entry: (entry.added, entry.sha256)):
        for number, one in enumerate(entry.documents, 1):
            source = source_of(entry, number, one)
            same = next(iter(_identifiers(source)), None) if one.form in _RECORDS else None
            record = (one.form, *same) if same else (source.id,)
            before = latest.get(record)
            stays_retracted = before is not None and before.retracted
            latest[record] = source.model_copy(update={"retracted": True}) if stays_retracted else source
    return {source.id: source for source in sorted(latest.values(), key=lambda source: source.id)}


def with_added(register: Mapping[str, Source], added: Mapping[str, Source]) -> dict[str, Source]:
    """The register and what was added; what either knows to be retracted is retracted in both.

    A document of which the register says that a newer one replaces it is replaced, too.
    """
    known = {identifier: source for source in register.values() for identifier in _identifiers(source)}
    told = {identifier for source in added.values() if source.retracted for identifier in _identifiers(source)}
    found = {
        name: source.model_copy(update={"retracted": True}) if told.intersection(_identifiers(source)) else source
        for name, source in register.items()
    }
    for name, source in added.items():
        same = next((known[identifier] for identifier in _identifiers(source) if identifier in known), None)
        state = {"retracted": source.retracted or same.retracted, "superseded_by": same.superseded_by} if same else {}
        found[name] = source.model_copy(update=state)
    return found


def _identifiers(source: Source) -> tuple[tuple[str, str], ...]:
    """What names the document wherever it is: its PMID, DOI and set id, as far as it has them."""
    held = (("pmid", source.pmid), ("doi", source.doi), ("set_id", source.set_id))
    return tuple((kind, value.casefold()) for kind, value in held if value)


def source_of(entry: Entry, number: int, document: Document) -> Source:
    """One document as a source; its identifiers count as checked, as they stand in the document itself."""
    statements = tuple(
        Statement(
            key=f"p{place}",
            text=f"{piece.heading}: {piece.text}" if piece.heading else piece.text,
            topic="document",
            applies_to=subject_of(f"{document.title}. {piece.heading}. {piece.text}", document.drug),
            checked=True,
            checked_in="the added document itself",
            locator=piece.locator,
        )
        for place, piece in enumerate(pieces(document), 1)
    )
    return Source(
        id=f"added-{entry.key}-{number}",
        kind=document.kind,
        title=document.title,
        authors=document.authors or "authors not noted",
        venue=document.venue or entry.file,
        year=document.year or entry.added.year,
        edition=document.edition,
        pmid=document.pmid,
        doi=document.doi,
        set_id=document.set_id,
        checked=any((document.pmid, document.doi, document.set_id)),
        retracted=document.retracted,
        notes=f"Added from {entry.file} on {entry.added.isoformat()}."
        + ("" if document.year else " The document gives no year; the year of adding stands in its place."),
        statements=statements,
    )


def _parsed(text: str) -> Entry | None:
    try:
        entry = Entry.model_validate(json.loads(text))
    except (ValidationError, json.JSONDecodeError):
        return None
    return entry if entry.layout == LAYOUT else None
