"""Console: how the command line prints - JSON, rich text, a line of progress."""

import io
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
ANSWERED, WRONG_INPUT, WRONG_SETUP = 0, 1, 2
WIDTH = 100
"""Columns where no terminal says how many there are."""


def console() -> "Console":
    """Standard output with styles where it is a terminal."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)


def read_and_write_anything() -> None:
    """A byte that is no character is read as a mark, and a character that a terminal has not is written as one."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def print_json(value: Any) -> None:
    """One JSON value on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def complain(sentence: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"netboard: {sentence}\n")


def progress(doing: str) -> Callable[[int, int], None] | None:
    """A line of progress on standard error for a person at a terminal, else nothing."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        sys.stderr.write(f"\r{doing}: {done}/{total}" + ("\n" if done >= total else ""))
        sys.stderr.flush()

    return show
