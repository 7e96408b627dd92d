"""Adding: files and folders onto the shelf, each bad one named in a sentence while the others are taken."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from knowledge.case import Value
from knowledge.readers.document import UnreadableError
from knowledge.readers.file import load, read_bytes
from knowledge.shelf import Shelf, content_hash, entry_of

Progress = Callable[[int, int], None]


class Refused(Value):
    """A file that was not taken, and why in one sentence."""

    file: str
    why: str


class Added(Value):
    """What became of the files."""

    taken: tuple[str, ...]
    """Names of the files that are new on the shelf."""
    known: tuple[str, ...]
    """Names of the files whose content was there already."""
    refused: tuple[Refused, ...]
    documents: int
    """Documents of the files that were taken."""


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves and those of the folders, in order; hidden ones are left out of folders."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if file.is_file() and not hidden:
                yield file


def add_files(data: Path, chroma_url: str | None, paths: Iterable[Path], progress: Progress | None = None) -> Added:
    """Read every file and keep what can be read; what is on the shelf already is left as it is."""
    every = list(files_in(paths))
    return _add(data, chroma_url, [(str(file), partial(load, file)) for file in every], progress)


def add_contents(
    data: Path, chroma_url: str | None, contents: Iterable[tuple[str, bytes]], progress: Progress | None = None
) -> Added:
    """The same for contents that were fetched, each with the name that it is kept under."""
    return _add(data, chroma_url, [(name, partial(bytes, content)) for name, content in contents], progress)


def _add(
    data: Path, chroma_url: str | None, every: Sequence[tuple[str, Callable[[], bytes]]], progress: Progress | None
) -> Added:
    tell = progress or (lambda _done, _total: None)
    taken, known, refused = [], [], []
    documents = 0
    with Shelf(data, chroma_url) as shelf:
        held = set(shelf.entries())
        for done, (path, content_of) in enumerate(every, 1):
            name = Path(path).name
            try:
                content = content_of()
                if content_hash(content) in held:
                    known.append(name)
                else:
                    entry = entry_of(content, name, read_bytes(content, name))
                    shelf.keep(entry)
                    held.add(entry.sha256)
                    taken.append(name)
                    documents += len(entry.documents)
            except UnreadableError as error:
                refused.append(Refused(file=path, why=str(error)))
            tell(done, len(every))
    return Added(taken=tuple(taken), known=tuple(known), refused=tuple(refused), documents=documents)
