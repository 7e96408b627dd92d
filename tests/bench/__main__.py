"""``make bench``: cold start, warm latency, memory, the share of each step, retrieval and growth, all from one run."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles

import psutil
from rich.console import Console
from rich.table import Table

from bot.cli import EXAMPLE
from bot.compose import consultant
from bot.settings import Settings
from chains.consult import Consultant
from chains.conversation import Conversation
from chains.turn import Turn
from tests.bench import beside, deciding, growth, load, once, reading, retrieval
from tests.bench.cases import messages


def cold_start(data: Path) -> tuple[float, float]:
    """Seconds from starting the process to the answer on stdout, and the process's peak memory in MB."""
    environment = {**os.environ, "NETBOARD_DATA": str(data)}
    begun = time.perf_counter()
    process = psutil.Popen(
        [sys.executable, "-m", "bot", "ask", EXAMPLE, "--json"], env=environment, stdout=subprocess.PIPE
    )
    peak = 0
    while process.poll() is None:
        try:
            peak = max(peak, process.memory_info().rss)
        except psutil.Error:
            break
        time.sleep(0.005)
    output = process.stdout.read() if process.stdout else b""
    process.wait()
    json.loads(output)
    return time.perf_counter() - begun, peak / 1e6


def warm(made: Consultant, texts: Sequence[str]) -> list[float]:
    """Milliseconds that each message takes, in a process that has answered before."""
    times = []
    for text in texts:
        begun = time.perf_counter()
        made.answer(text)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def shares(made: Consultant, texts: Sequence[str]) -> dict[str, float]:
    """Mean milliseconds that each step of the pipeline takes."""
    spent: dict[str, float] = {}
    for text in texts:
        turn = Turn(text=text, conversation=Conversation(), started=time.perf_counter())
        for name, step in made.steps:
            turn = _timed(spent, name, step, turn)
    return {name: seconds * 1000 / len(texts) for name, seconds in spent.items()}


def _timed(spent: dict[str, float], name: str, step: Callable[[Turn], Turn], turn: Turn) -> Turn:
    begun = time.perf_counter()
    result = step(turn)
    spent[name] = spent.get(name, 0.0) + time.perf_counter() - begun
    return result


def percentile(values: Sequence[float], rank: int) -> float:
    """The value below which ``rank`` percent lie."""
    return quantiles(values, n=100, method="inclusive")[rank - 1]


def main() -> None:
    """Measure and print."""
    table = Table("figure", "value", "aim", title="netboard bench, one run")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        first, _ = cold_start(data)
        cold, peak = cold_start(data)
        made = consultant(Settings(NETBOARD_DATA=data))
        texts = messages(200)
        warm(made, texts[:10])
        times = warm(made, texts)
        compared = beside.rows(made, texts)
        steps = shares(made, texts)
        own = psutil.Process().memory_info().rss / 1e6
    table.add_row("first start, with the build of the store", f"{first:.2f} s", "")
    table.add_row("cold start to first answer", f"{cold:.2f} s", "< 4 s")
    table.add_row("peak memory of that process", f"{peak:.0f} MB", "< 450 MB")
    table.add_row(f"warm answer p50 ({len(times)} messages)", f"{percentile(times, 50):.1f} ms", "< 50 ms")
    table.add_row("warm answer p95", f"{percentile(times, 95):.1f} ms", "< 150 ms")
    table.add_row("warm answer max", f"{max(times):.1f} ms", "")
    table.add_row("memory after the warm run", f"{own:.0f} MB", "< 450 MB")
    for row in (
        *compared,
        *reading.rows(),
        *deciding.rows(),
        *retrieval.rows(),
        *growth.rows(),
        *once.rows(),
        *load.rows(),
    ):
        table.add_row(*row)
    total = sum(steps.values())
    for name, spent in steps.items():
        table.add_row(f"  share of {name}", f"{spent:.2f} ms ({spent / total:.0%})", "")
    Console(highlight=False).print(table)


if __name__ == "__main__":
    main()
