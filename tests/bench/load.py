"""Load: answers a second, waiting time and memory of real workers behind a Slack on loopback.

``make bench`` measures two workers with 400 questions; ``make bench LOAD=1`` one worker with 10,000 too, for its
memory. ``python -m tests.bench.load --workers 2`` measures by itself. More than one worker share a real Postgres and a
Chroma server. The fake Slack runs on the same cores, so the figures are lower bounds.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles

import psutil

from knowledge.case import Value
from tests import chroma_server, postgres
from tests.bench import cases
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import BOT_TOKEN, SIGNING_SECRET, FakeSlack
from tests.scenarios.payloads import mention

ROOT = Path(__file__).parents[2]
PATIENCE_S = 120.0
MANY, OPEN = 10_000, 50
STEP = 1_000
"""After so many answers the memory is looked at."""
Row = tuple[str, str, str]


class Loaded(Value):
    """What workers did with so many questions."""

    workers: int
    at_once: int
    seconds: float
    waited: tuple[float, ...]
    """Of each question, seconds from its event to its posted answer."""
    memory_mb: tuple[tuple[float, ...], ...]
    """Of each worker, before the first question and after each thousand."""
    kept_kb: float
    """Of database a question; 0 where that is a server."""

    @property
    def a_second(self) -> float:
        """Answers a second, of all workers together."""
        return len(self.waited) / self.seconds

    def rank(self, percent: int) -> float:
        """The time within which so many percent were answered."""
        return quantiles(self.waited, n=100, method="inclusive")[percent - 1]


class Listening(FakeSlack):
    """A Slack that says when a thread has its reply and keeps nothing, so that its own memory stays as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._replied: dict[str, threading.Event] = {}

    def expect(self, thread_ts: str) -> threading.Event:
        """What is set once that thread has a reply."""
        return self._replied.setdefault(thread_ts, threading.Event())

    def called(self, method: str, arguments: dict[str, object], token: str) -> tuple[int, dict[str, str], str]:
        """Answer a call, and forget it."""
        answer = super().called(method, arguments, token)
        if method == "chat.postMessage":
            replied = self._replied.pop(str(arguments.get("thread_ts")), None)
            if replied is not None:
                replied.set()
            self.standing.clear()
        self.calls.clear()
        return answer


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


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_listens(port: int) -> None:
    """Until the port takes connections."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on {port}")


def ask(slack: Listening, doors: list[Door], questions: int, at_once: int) -> tuple[float, list[float]]:
    """Seconds for all, and for each question from its event to its posted answer; so many are open at a time.

    Raises TimeoutError where one is not answered: a figure without it would flatter.
    """
    texts, taken = cycle(cases.messages(200)), iter(range(questions))
    waited: list[float] = []
    lost: list[str] = []
    lock = threading.Lock()

    def person() -> None:
        while not lost:
            with lock:
                number = next(taken, None)
                text = next(texts)
            if number is None:
                return
            ts = slack.new_ts()
            replied, begun = slack.expect(ts), time.perf_counter()
            deliver(doors[number % len(doors)], mention(ts, text))
            if not replied.wait(PATIENCE_S):
                lost.append(ts)
            waited.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    people = [threading.Thread(target=person) for _ in range(at_once)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    if lost or len(waited) < questions:
        raise TimeoutError(f"{questions - len(waited) + len(lost)} of {questions} questions were not answered")
    return time.perf_counter() - begun, waited


def deliver(door: Door, event: dict[str, object]) -> None:
    """Bring an event to a worker; one that is not acknowledged comes again, as Slack does it."""
    for retry in range(4):
        try:
            door.event(event, event_id=f"Ev{event['ts']}", retry=retry)
        except (OSError, AssertionError):
            continue
        return


@contextmanager
def running(slack: FakeSlack, count: int) -> Iterator[tuple[list[Door], list[psutil.Process], Path]]:
    """So many workers, how to reach them, and where the first has its data."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        shared: dict[str, str] = {}
        if count > 1:
            url = postgres.empty_database(stack.enter_context(postgres.running()))
            (folder / "chroma").mkdir()
            shared = {
                "DATABASE_URL": postgres.as_setting(url),
                "CHROMA_URL": stack.enter_context(chroma_server.running(folder / "chroma")),
            }
        doors, processes = [], []
        for number in range(count):
            port, data = free_port(), folder / f"data{number}"
            begun = worker(slack, PORT=str(port), NETBOARD_DATA=str(data), **shared)
            stack.callback(begun.wait)
            stack.callback(begun.terminate)
            wait_until_it_listens(port)
            doors.append(Door(slack, port))
            processes.append(psutil.Process(begun.pid))
        yield doors, processes, folder / "data0"


def loaded(workers: int, questions: int, at_once: int) -> Loaded:
    """Ask so many questions of so many workers."""
    slack = Listening()
    with running(slack, workers) as (doors, processes, data):
        ask(slack, doors, 20 * workers, 4)  # each has answered before it is measured
        memory = [[one.memory_info().rss / 1e6 for one in processes]]
        seconds, waited = 0.0, list[float]()
        while (left := questions - len(waited)) > 0:
            spent, times = ask(slack, doors, min(STEP, left), at_once)
            seconds, waited = seconds + spent, waited + times
            memory.append([one.memory_info().rss / 1e6 for one in processes])
        kept = sum(file.stat().st_size for file in data.glob("netboard.db*")) / (questions + 20) / 1000
    slack.close()
    return Loaded(
        workers=workers,
        at_once=at_once,
        seconds=seconds,
        waited=tuple(waited),
        memory_mb=tuple(zip(*memory, strict=True)),
        kept_kb=kept,
    )


def rows() -> list[Row]:
    """The rows of ``make bench``."""
    found = loaded(2, 400, OPEN)
    cores = os.cpu_count() or 1
    made = [
        (f"answers a second, 2 workers, {cores} cores", f"{found.a_second:.1f}", ""),
        (f"  p50 / p95 with {OPEN} questions open", f"{found.rank(50):.2f} / {found.rank(95):.2f} s", ""),
    ]
    if os.environ.get("LOAD") != "1":
        return [*made, (f"memory after {MANY:,} answers", "not measured: make bench LOAD=1", "")]
    many = loaded(1, MANY, OPEN)
    return [*made, *_memory(many), (f"database after {MANY:,} answers", f"{many.kept_kb:.1f} kB a question", "")]


def _memory(found: Loaded) -> list[Row]:
    """Whether memory is flat: what the later half of the answers adds to what the first thousand took."""
    mb = found.memory_mb[0]
    half = len(mb) // 2
    grown = (median(mb[-3:]) - median(mb[half - 1 : half + 2])) / (len(mb) - half - 1) if len(mb) > 6 else 0.0
    return [
        (f"memory after {STEP:,} / {MANY:,} answers", f"{mb[1]:.0f} / {mb[-1]:.0f} MB", "flat"),
        ("  growth in the later half", f"{grown:+.1f} MB a thousand answers", "< 1 MB"),
    ]


def main() -> None:
    """Measure and print."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--workers", type=int, default=1)
    told.add_argument("--questions", type=int, default=400)
    told.add_argument("--at-once", type=int, default=OPEN)
    chosen = told.parse_args()
    found = loaded(chosen.workers, chosen.questions, chosen.at_once)
    memory = "; ".join(" ".join(f"{one:.0f}" for one in mb) for mb in found.memory_mb)
    sys.stdout.write(
        f"{found.workers} workers, {len(found.waited)} questions, {found.at_once} open at a time, "
        f"{os.cpu_count()} cores\n"
        f"{found.a_second:.1f} answers a second; p50 {found.rank(50):.2f} s, p95 {found.rank(95):.2f} s\n"
        f"memory of a worker in MB, at first and after each {STEP:,} answers: {memory}\n"
        + (f"{found.kept_kb:.1f} kB of database a question\n" if found.kept_kb else "")
    )


if __name__ == "__main__":
    main()
