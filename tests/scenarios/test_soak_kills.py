"""A bot killed at random moments, again and again, while people ask: nothing is lost and nothing is answered twice."""

import random
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from bot.database import database_url, open_database
from bot.inbox import Thread
from bot.store import Store
from tests.scenarios.counting import count, wait_until_closed
from tests.scenarios.fake_slack import TEAM, FakeSlack
from tests.scenarios.payloads import mention
from tests.scenarios.postman import Postman
from tests.scenarios.worker import Worker
from tests.soak import times

KILLS = times(3, 200)
SEED = 8


class Strike:
    """Kills a worker at one of its next calls of Slack: before Slack does what it is asked, or before it can say so."""

    def __init__(self, slack: FakeSlack, worker: Worker, nth: int, *, is_done: bool) -> None:
        self._slack, self._worker, self._left, self._is_done = slack, worker, nth, is_done
        self._lock, self.struck = threading.Lock(), threading.Event()
        self._answer = slack.called
        slack.called = self  # type: ignore[method-assign]

    def __call__(self, method: str, arguments: dict[str, Any], token: str) -> tuple[int, dict[str, str], str]:
        with self._lock:
            self._left -= 1
            strikes = self._left == 0
        if not strikes:
            return self._answer(method, arguments, token)
        if self._is_done:
            self._answer(method, arguments, token)
        self._worker.kill()
        self.struck.set()
        return 0, {}, ""

    def end(self) -> None:
        self._slack.called = self._answer  # type: ignore[method-assign]


def conversation(slack: FakeSlack, chance: random.Random) -> list[dict[str, Any]]:
    """One to three messages of a thread; one in four answers is long."""
    first = slack.new_ts()
    asked = [mention(first, f"{first}: G2 pNET, prognosis{' at length' if chance.random() < 0.25 else ''}?")]
    for _ in range(chance.randrange(3)):
        asked.append(mention(slack.new_ts(), "and with a Ki-67 of 9 %?", thread_ts=first))
    return asked


def kill(slack: FakeSlack, worker: Worker, chance: random.Random) -> None:
    """At a random moment, or at a random call of Slack."""
    if chance.random() < 0.5:
        time.sleep(chance.uniform(0.0, 0.8))
        worker.kill()
        return
    strike = Strike(slack, worker, chance.randint(1, 12), is_done=chance.random() < 0.7)
    strike.struck.wait(2)
    worker.kill()
    strike.end()


@pytest.mark.soak
def test_a_process_killed_at_random_moments_loses_no_question_and_doubles_no_answer(
    slack: FakeSlack, data: Path
) -> None:
    chance, begun = random.Random(SEED), time.monotonic()  # noqa: S311 - chosen, not hidden
    asked: list[list[dict[str, Any]]] = []
    worker = Worker(slack, data)
    postman = Postman([worker.port], SEED)
    for _ in range(KILLS):
        worker.start()
        worker.wait_until_it_listens()
        new = [conversation(slack, chance) for _ in range(chance.randint(1, 4))]
        asked += new
        postman.bring(new)
        kill(slack, worker, chance)
    worker.start()
    worker.wait_until_it_listens()
    postman.wait(120)
    postman.bring_again([event for one in asked for event in one])
    postman.wait(120)
    engine = open_database(database_url(data, None))
    questions = [event["ts"] for one in asked for event in one]
    wait_until_closed(engine, len(questions), 120)
    postman.stop()
    assert worker.stop() == 0
    counted = count(slack, engine, questions)
    sys.stdout.write(
        f"\n{KILLS} kills in {time.monotonic() - begun:.0f} s: {counted.line()}; "
        f"{postman.brought} events acknowledged, {postman.refused} not; "
        f"{sum(call.method == 'conversations.replies' for call in slack.calls)} looks into a thread\n"
    )
    store = Store(engine)
    turns = {one[0]["ts"]: len(one) for one in asked}
    kept = {ts: store.conversation(Thread(team=TEAM, channel="C0TUMOUR", ts=ts)) for ts in turns}
    store.close()
    assert (counted.lost, counted.doubled) == ([], [])
    assert {ts: one.turns if one else 0 for ts, one in kept.items()} == turns
    assert slack.problems == []
    assert "Traceback" not in worker.log.read_text(errors="replace")
