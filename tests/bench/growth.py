"""Growth: build time, query time and memory at 1, 10 and (LARGE=1) 100 thousand passages, embedded and on a server."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from statistics import median, quantiles

import psutil

from knowledge.case import Value
from tests.bench.server import chroma_server
from tests.bench.size import Asked, Built

SIZES, LARGE = (1_000, 10_000), (100_000,)
ROOT = Path(__file__).parents[2]
Row = tuple[str, str, str]


class Measured(Value):
    """What one number of passages costs in one kind of store."""

    passages: int
    built: Built
    asked: Asked
    server_mb: float | None
    """Memory of the Chroma server; None for the embedded store."""


def sizes() -> tuple[int, ...]:
    """The numbers of passages to measure; the largest only where the environment has LARGE=1."""
    return (*SIZES, *LARGE) if os.environ.get("LARGE") == "1" else SIZES


def measured(passages: int, *, served: bool) -> Measured:
    """Build a store of so many passages and ask it, each in a fresh process."""
    with (
        tempfile.TemporaryDirectory() as folder,
        chroma_server(Path(folder) / "server") if served else nullcontext(("", None)) as (url, server),
    ):
        data = Path(folder) / "data"
        return Measured(
            passages=passages,
            built=Built.model_validate_json(_run("build", passages, url, data)),
            asked=Asked.model_validate_json(_run("ask", passages, url, data)),
            server_mb=None if server is None else _memory_mb(server),
        )


def rows() -> list[Row]:
    """The rows of the bench: one a number of passages and kind of store, and how query time grows between them."""
    made: list[Row] = []
    for name, served in (("embedded store", False), ("Chroma server on loopback", True)):
        found = [_told(name, passages, served=served) for passages in sizes()]
        for place, one in enumerate(found):
            each_ms = one.built.build_s * 1000 / one.passages
            built = f"{one.built.build_s:.1f} s, {each_ms:.1f} ms a passage"
            made.append((f"{one.passages:,} passages, {name}: build", built, ""))
            made.append(("  opening the library", f"{one.asked.open_s:.1f} s", ""))
            times = one.asked.question_ms
            p95 = quantiles(times, n=20, method="inclusive")[-1]
            grown = _grown(found[: place + 1])
            made.append(
                (f"  query p50 / p95 ({len(times)} that find)", f"{median(times):.1f} / {p95:.1f} ms{grown}", "")
            )
            made.append(("  first query of a new case, p50", f"{median(one.asked.case_ms):.1f} ms", ""))
            server = "" if one.server_mb is None else f", server {one.server_mb:.0f} MB"
            made.append(("  memory", f"{one.asked.memory_mb:.0f} MB{server}", ""))
    if LARGE[0] not in sizes():
        made.append((f"{LARGE[0]:,} passages", "not measured: make bench LARGE=1", ""))
    return made


def _told(name: str, passages: int, *, served: bool) -> Measured:
    """Measure, and say so on standard error: a hundred thousand passages take minutes."""
    begun = time.perf_counter()
    sys.stderr.write(f"growth: {passages:,} passages, {name} … ")
    sys.stderr.flush()
    found = measured(passages, served=served)
    sys.stderr.write(f"{time.perf_counter() - begun:.0f} s\n")
    return found


def _grown(found: Sequence[Measured]) -> str:
    """How many times the p50 of the tenth part of the passages the last p50 is."""
    if len(found) < 2:
        return ""
    before, after = (median(one.asked.question_ms) for one in found[-2:])
    return f" ({after / before:.1f} times for ten times the passages)"


def _run(what: str, passages: int, url: str, data: Path) -> str:
    command = [sys.executable, "-m", "tests.bench.size", what, str(passages), url, str(data)]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def _memory_mb(server: psutil.Process) -> float:
    return sum(process.memory_info().rss for process in (server, *server.children(recursive=True))) / 1e6
