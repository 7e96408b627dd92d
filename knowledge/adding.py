"""Adding: files and folders onto the shelf, each bad one named in a sentence while the others are taken."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from knowledge.case import Value
from knowledge.folder import files_in
from knowledge.readers.document import UnreadableError
from knowledge.readers.file import load, read_bytes
from knowledge.readers.filename import printable
from knowledge.shelf import Entry, Shelf, content_hash, entry_of

Progress = Callable[[int, int], None]


class Refused(Value):
    """A file that was not taken, and why in one sentence."""

    file: str
    why: str


class Note(Value):
    """A part of a file that was taken which could not be, and why in one sentence."""

    file: str
    what: str


class Added(Value):
    """What became of the files."""

    taken: tuple[str, ...]
    """Names of the files that are new on the shelf."""
    known: tuple[str, ...]
    """Names of the files whose content was there already."""
    replaced: tuple[str, ...]
    """Names of the files that were there with other content, which is gone now."""
    refused: tuple[Refused, ...]
    notes: tuple[Note, ...]
    documents: int
    """Documents of the files that were taken."""

    @property
    def changed(self) -> bool:
        """Whether the store is behind now."""
        return bool(self.taken or self.replaced)


class _Offered(NamedTuple):
    """One file: the name to show, where it comes from, and what gives its content."""

    shown: str
    name: str
    origin: str
    content: Callable[[], bytes]


def add_files(data: Path, chroma_url: str | None, paths: Iterable[Path], progress: Progress | None = None) -> Added:
    """Read every file and keep what can be read; what is on the shelf already is left as it is.

    A file that was added before with other content takes the place of it.
    """
    unlisted: list[Refused] = []
    every = [
        _Offered(printable(file), printable(file.name), printable(file.absolute()), partial(load, file))
        for file in files_in(paths, lambda folder, why: unlisted.append(Refused(file=printable(folder), why=why)))
    ]
    return _add(data, chroma_url, every, unlisted, progress)


def add_contents(
    data: Path, chroma_url: str | None, contents: Iterable[tuple[str, bytes]], progress: Progress | None = None
) -> Added:
    """The same for contents that were fetched, each with the name that it is kept under."""
    every = [_Offered(name, name, f"fetched {name}", partial(bytes, content)) for name, content in contents]
    return _add(data, chroma_url, every, [], progress)


def _add(
    data: Path, chroma_url: str | None, every: Sequence[_Offered], refused: list[Refused], progress: Progress | None
) -> Added:
    tell = progress or (lambda _done, _total: None)
    taken, known, replaced = [], [], []
    notes: list[Note] = []
    documents = 0
    with Shelf(data, chroma_url) as shelf:
        places = _Places(shelf)
        for done, one in enumerate(every, 1):
            said: list[str] = []
            try:
                content = one.content()
                sha256 = content_hash(content)
                if sha256 in places:
                    known.append(one.name)
                else:
                    entry = entry_of(content, one.name, read_bytes(content, one.name, said.append), one.origin)
                    places.take(entry)
                    taken.append(one.name)
                    documents += len(entry.documents)
                if places.put(sha256, one.origin):
                    replaced.append(one.name)
            except UnreadableError as error:
                refused.append(Refused(file=one.shown, why=str(error)))
            else:
                notes.extend(Note(file=one.shown, what=what) for what in said)
            tell(done, len(every))
    return Added(
        taken=tuple(taken),
        known=tuple(known),
        replaced=tuple(replaced),
        refused=tuple(refused),
        notes=tuple(notes),
        documents=documents,
    )


class _Places:
    """Where each entry of the shelf lies, both ways round, so that ten thousand files are looked up."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._of = {sha256: set(places) for sha256, places in shelf.origins().items()}
        self._at: dict[str, set[str]] = {}
        for sha256, places in self._of.items():
            for place in places:
                self._at.setdefault(place, set()).add(sha256)

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._of

    def take(self, entry: Entry) -> None:
        """Keep a new entry."""
        self._shelf.keep(entry)
        self._of[entry.sha256] = set()
        for place in entry.origins:
            self._note(entry.sha256, place)

    def put(self, sha256: str, place: str) -> bool:
        """Note that this content lies at ``place``, and take away what lay there before; True where something did."""
        before = self._at.get(place, set()) - {sha256}
        for other in before:
            self._at[place].discard(other)
            self._of[other].discard(place)
            self._write(other)
        if place not in self._of[sha256]:
            self._note(sha256, place)
            self._write(sha256)
        return bool(before)

    def _note(self, sha256: str, place: str) -> None:
        self._of[sha256].add(place)
        self._at.setdefault(place, set()).add(sha256)

    def _write(self, sha256: str) -> None:
        """Write down where an entry lies; one that lies nowhere any more is removed."""
        places = tuple(sorted(self._of[sha256]))
        entry = self._shelf.entry(sha256) if places else None
        if not places:
            self._shelf.remove(sha256)
            del self._of[sha256]
        elif entry is not None:
            self._shelf.keep(entry.model_copy(update={"origins": places}))
