"""Three processes on one Postgres, killed and started again while people ask and ask on.

In full size they answer with the real consultant, on one Chroma server; in `make test`, where starting that three times
would take longer than all the rest, with one that answers at once.
"""

import random
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from bot.database import open_database
from bot.inbox import Thread
from bot.store import Store
from chains.conversation import Conversation
from knowledge.case import CaseDetails
from tests import chroma_server, postgres
from tests.scenarios.counting import count, wait_until_closed
from tests.scenarios.fake_slack import TEAM, FakeSlack
from tests.scenarios.payloads import mention, message
from tests.scenarios.postman import Postman
from tests.scenarios.worker import FAKE, REAL, Worker
from tests.soak import IS_FULL, times

WORKERS = 3
THREADS = times(8, 400)
PAUSE_S = (2.0, 8.0) if IS_FULL else (0.3, 0.6)
"""Between a worker that is back and the next kill."""
SEED = 8
SITES = ("pancreatic", "ileal", "rectal", "gastric")
FOLLOW_UPS = (
    "There are bone metastases too. What are the treatment options?",
    "Krenning 4 on DOTATATE PET",
    "What is the evidence for everolimus?",
    "And if the Ki-67 were 30%?",
)


def opening(number: int) -> str:
    """The case that a thread begins with."""
    return f"{age(number)}F, G2 {SITES[number % 4]} NET with liver metastases, Ki-67 {ki67(number)}%. Prognosis?"


def age(number: int) -> int:
    return 40 + number % 40


def ki67(number: int) -> int:
    return 3 + number % 17


def remembered(kept: Conversation | None) -> tuple[object, ...]:
    """What a thread's conversation must still hold; of the consultant that answers at once, the count of turns."""
    case = kept.case if kept else CaseDetails()
    if not IS_FULL:
        return (kept.turns if kept else 0,)
    return case.age_years, [one.low for one in case.ki67], "bone" in {one.site for one in case.metastases}


def expected(number: int) -> tuple[object, ...]:
    """What the messages of this thread told, once."""
    return (age(number), [ki67(number)], True) if IS_FULL else (1 + len(FOLLOW_UPS),)


class Slow:
    """A Slack that takes its time to say that it did what it was asked, as the real one does."""

    def __init__(self, slack: FakeSlack, chance: random.Random) -> None:
        self._answer, self._chance = slack.called, chance
        slack.called = self  # type: ignore[method-assign]

    def __call__(self, method: str, arguments: dict[str, Any], token: str) -> tuple[int, dict[str, str], str]:
        answer = self._answer(method, arguments, token)
        time.sleep(self._chance.uniform(0.02, 0.2))
        return answer


class Reaper:
    """Kills one worker after the other at random moments, and starts it again."""

    def __init__(self, workers: list[Worker], chance: random.Random) -> None:
        self.kills = 0
        self._workers, self._chance = workers, chance
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(timeout=150)

    def _run(self) -> None:
        while not self._stopping.wait(self._chance.uniform(*PAUSE_S)) or not self.kills:
            worker = self._chance.choice(self._workers)
            worker.kill()
            self.kills += 1
            worker.start()
            worker.wait_until_it_listens()


@pytest.fixture
def consultants(tmp_path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The program of a worker, and where its knowledge is."""
    if not IS_FULL:
        yield FAKE, {}
        return
    folder = tmp_path / "chroma"
    folder.mkdir()
    with chroma_server.running(folder) as url:
        yield REAL, {"CHROMA_URL": url}


@pytest.mark.soak
def test_workers_killed_while_people_ask_on_lose_no_question_no_case_and_double_no_answer(
    tmp_path: Path, postgres_server: URL, consultants: tuple[str, dict[str, str]]
) -> None:
    chance, slack = random.Random(SEED), FakeSlack()  # noqa: S311 - chosen, not hidden
    Slow(slack, chance)
    url, (program, knowledge) = postgres.empty_database(postgres_server), consultants
    shared = {"DATABASE_URL": postgres.as_setting(url), **knowledge}
    workers = [Worker(slack, tmp_path / f"worker{number}", program, **shared) for number in range(WORKERS)]
    for worker in workers:
        worker.start()
        if IS_FULL:  # the first one builds the knowledge, the others find it
            worker.wait_until_it_listens()
    for worker in workers:
        worker.wait_until_it_listens()
    begun = time.monotonic()
    asked: list[list[dict[str, Any]]] = []
    for number in range(THREADS):
        first = slack.new_ts()
        later = [message(slack.new_ts(), text, thread_ts=first) for text in FOLLOW_UPS]
        asked.append([mention(first, opening(number)), *later])
    questions = [event["ts"] for one in asked for event in one]
    postman = Postman([worker.port for worker in workers], SEED, senders=6)
    reaper = Reaper(workers, chance)
    engine = open_database(url)
    patience = 120 + len(questions)
    for some in range(0, THREADS, 50):  # people do not all begin at once
        postman.bring(asked[some : some + 50])
        postman.wait(patience)
        wait_until_closed(engine, 5 * min(some + 50, THREADS), patience)
    postman.bring_again([chance.choice(one) for one in asked])
    postman.wait(patience)
    reaper.stop()
    wait_until_closed(engine, len(questions), patience)
    seconds = time.monotonic() - begun
    postman.stop()
    codes = [worker.stop() for worker in workers]
    counted = count(slack, engine, questions)
    store = Store(engine)
    kept = [store.conversation(Thread(team=TEAM, channel="C0TUMOUR", ts=one[0]["ts"])) for one in asked]
    store.close()
    slack.close()
    looks = sum(call.method == "conversations.replies" for call in slack.calls)
    sys.stdout.write(
        f"\n{WORKERS} workers, {reaper.kills} kills, {seconds:.0f} s: {counted.line()}; {postman.brought} events "
        f"acknowledged, {postman.refused} not; {looks} looks into a thread\n"
    )
    assert (counted.lost, counted.doubled) == ([], [])
    assert [remembered(one) for one in kept] == [expected(number) for number in range(THREADS)]
    assert codes == [0] * WORKERS
    assert slack.problems == []
    assert reaper.kills >= 1
    assert all("Traceback" not in worker.log.read_text(errors="replace") for worker in workers)
