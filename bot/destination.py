"""Destination: a file that the command line is to write, refused before any work where it cannot be."""

import os
from collections.abc import Collection
from pathlib import Path


class DestinationError(Exception):
    """The file cannot be written; the message says why and what would be right."""


class Destination:
    """A file whose name has one of the endings, in a folder that can be written to."""

    def __init__(self, option: str, file: Path, endings: Collection[str]) -> None:
        """``option`` is how the person named the file. Raises DestinationError in one line."""
        self._option = option
        self.file = file
        self.ending = file.suffix.lower()
        if self.ending not in endings:
            raise DestinationError(f"{option}: give a file that ends in {' or '.join(endings)}, not {file.name!r}.")
        if file.is_dir():
            raise DestinationError(f"{option}: {str(file)!r} is a folder; give a file in it.")
        if not file.parent.is_dir():
            raise DestinationError(f"{option}: there is no folder {str(file.parent)!r}; make it first.")
        if not os.access(file if file.exists() else file.parent, os.W_OK):
            raise DestinationError(f"{option}: {str(file)!r} cannot be written; give a file in a folder of yours.")

    def beside(self, ending: str) -> Path:
        """A file that goes with this one: ``sheet.md`` and ``sheet-chart.png``."""
        return self.file.with_name(f"{self.file.stem}-{ending}")

    def write(self, content: bytes, file: Path | None = None) -> None:
        """Write the file, or one that goes with it. Raises DestinationError in one line."""
        try:
            (file or self.file).write_bytes(content)
        except OSError as error:
            raise DestinationError(f"{self._option}: {str(file or self.file)!r}: {error.strerror}.") from None
