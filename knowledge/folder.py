"""Folder: the files in it and in the folders below, each folder once, with a word about what cannot be looked into."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

Tell = Callable[[Path, str], None]
_LEFT_BY_PROGRAMS = frozenset({"thumbs.db", "desktop.ini"})


def files_in(paths: Iterable[Path], tell: Tell | None = None) -> Iterator[Path]:
    """The files themselves, and those of the folders in order; hidden ones are left out of folders.

    A link to a folder is followed, and a folder that was visited already is not visited again, so that links in a
    circle end. ``tell`` is called with each folder that cannot be listed, and why in one sentence.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder above may not be looked into
            yield from sorted(_below(path, seen, tell or (lambda _folder, _why: None)))
        else:
            yield path


def _below(top: Path, seen: set[tuple[int, int]], tell: Tell) -> Iterator[Path]:
    def unlisted(error: OSError) -> None:
        tell(
            Path(os.fsdecode(error.filename or top)),
            "This folder may not be listed by this account; allow it to read the folder.",
        )

    for folder, folders, files in os.walk(top, onerror=unlisted, followlinks=True):
        try:
            status = os.stat(folder)  # noqa: PTH116 - os.walk gives strings
        except OSError as error:
            unlisted(error)
            folders.clear()
            continue
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in files if not _passed_over(name))


def _passed_over(name: str) -> bool:
    """Hidden files, and those that Windows and Word leave in a folder while they show or edit it."""
    return name.startswith((".", "~$")) or name.casefold() in _LEFT_BY_PROGRAMS
