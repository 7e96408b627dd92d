"""``python -m tests.bench.load``: answers a second, waiting time and memory of real workers behind a Slack on loopback.

``--workers 2`` starts so many processes, on a real Postgres and a Chroma server where there are more than one. The
fake Slack runs on the same cores, so the figures are lower bounds.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from statistics import quantiles

import psutil

from tests import chroma_server, postgres
from tests.bench.__main__ import messages
from tests.scenarios.fake_slack import BOT_TOKEN, SIGNING_SECRET, Door, FakeSlack, mention

ROOT = Path(__file__).parents[2]


def worker(slack: FakeSlack, **settings: str) -> subprocess.Popen[bytes]:
    """One ``netboard serve`` in HTTP mode."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "NETBOARD_"))}
    own = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET, "SLACK_API_URL": slack.api_url}
    limits = {"NETBOARD_PERSON_RATE": "0", "NETBOARD_WORKSPACE_RATE": "0", "NETBOARD_QUEUE": "100000"}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        cwd=ROOT,
        env={**kept, "PYTHONPATH": str(ROOT), **own, **limits, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_until_it_listens(port: int) -> None:
    """Until the port takes connections."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if any(c.laddr.port == port for c in psutil.net_connections("tcp") if c.status == psutil.CONN_LISTEN):
            return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on {port}")


def ask(slack: FakeSlack, doors: list[Door], questions: int, at_once: int) -> tuple[float, list[float]]:
    """Seconds for all, and for each question from its event to its posted answer; so many are open at a time."""
    texts, taken = cycle(messages(200)), iter(range(questions))
    waited: list[float] = []
    lock = threading.Lock()

    def person() -> None:
        while True:
            with lock:
                number = next(taken, None)
                text = next(texts)
            if number is None:
                return
            ts, begun = slack.new_ts(), time.perf_counter()
            doors[number % len(doors)].event(mention(ts, text))
            slack.wait(lambda: any(c.arguments.get("thread_ts") == ts for c in slack.calls[-at_once * 4 :]), 60)  # noqa: B023 - used at once
            waited.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    people = [threading.Thread(target=person) for _ in range(at_once)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return time.perf_counter() - begun, waited


def main() -> None:
    """Measure and print."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--workers", type=int, default=1)
    told.add_argument("--questions", type=int, default=400)
    told.add_argument("--at-once", type=int, default=50)
    chosen = told.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        slack = FakeSlack()
        stack.callback(slack.close)
        shared: dict[str, str] = {}
        if chosen.workers > 1:
            url = postgres.empty_database(stack.enter_context(postgres.running()))
            server = folder / "chroma"
            server.mkdir()
            shared = {
                "DATABASE_URL": postgres.as_setting(url),
                "CHROMA_URL": stack.enter_context(chroma_server.running(server)),
            }
        ports = [3901 + number for number in range(chosen.workers)]
        workers = []
        for number, port in enumerate(ports):
            data = folder / f"data{number}"
            workers.append(worker(slack, PORT=str(port), NETBOARD_DATA=str(data), **shared))
            stack.callback(workers[-1].wait)
            stack.callback(workers[-1].terminate)
            wait_until_it_listens(port)
        doors = [Door(slack, port) for port in ports]
        ask(slack, doors, 20, 4)
        seconds, waited = ask(slack, doors, chosen.questions, chosen.at_once)
        ranks = quantiles(waited, n=100, method="inclusive")
        kept = sum(file.stat().st_size for file in folder.glob("data0/netboard.db*")) / max(1, len(waited) + 20)
        memory = [psutil.Process(one.pid).memory_info().rss / 1e6 for one in workers]
    sys.stdout.write(
        f"{chosen.workers} workers, {len(waited)} questions, {chosen.at_once} open at a time, {os.cpu_count()} cores\n"
        f"{len(waited) / seconds:.1f} answers a second; p50 {ranks[49]:.2f} s, p95 {ranks[94]:.2f} s\n"
        f"memory of a worker: {', '.join(f'{one:.0f} MB' for one in memory)}\n"
        + (f"{kept / 1000:.1f} kB of database a question\n" if kept else "")
    )


if __name__ == "__main__":
    main()
