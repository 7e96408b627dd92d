"""Command: the command line as a person types it, in a process of its own or, without its start, in the test's own.

A process imports and compiles for seconds before it does anything. What a command says and does is the same in the
test's own process; that the two agree, and what only a process of its own can show, test_cli.py has tests of.
"""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from bot.cli import main

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parent.parent
TIMEOUT_S = 60.0


def kept() -> dict[str, str]:
    """What a person's shell has set beside netboard's own settings."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ} | {"PYTHONUTF8": "1"}


def apart(
    words: tuple[str, ...], environment: Mapping[str, str], stdin: str = "", folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """``python -m bot`` in a process of its own, with this environment and nothing else set."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
        cwd=folder,
        env=dict(environment),
    )


def within(
    words: tuple[str, ...], environment: Mapping[str, str], stdin: str = "", folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """The same command line from ``main`` on, in this process: its streams, environment and exit code are its own."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    typed = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    with (
        patch.dict(os.environ, environment, clear=True),
        patch.object(sys, "argv", ["netboard", *words]),
        patch.object(sys, "stdin", typed),
        redirect_stdout(out),
        redirect_stderr(err),
        chdir(folder),
    ):
        code = _left()
    said, complained = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(["netboard", *words], code, said, complained)


def _left() -> int:
    """The exit code with which the command line ends; what nobody foresaw is the test's failure."""
    try:
        main()
    except SystemExit as left:
        return _code(left)
    return 0


def _code(left: SystemExit) -> int:
    assert left.code is None or isinstance(left.code, int)
    return left.code or 0
