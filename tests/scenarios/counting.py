"""Counting: of many questions, how many were answered, lost or doubled: what stands in Slack, against the store."""

import contextlib
import time
from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError

import bot.serve  # noqa: F401 - brings in every module that puts tables on the metadata
from bot.database import METADATA
from tests.scenarios.fake_slack import FakeSlack

_OPEN = ("pending", "claimed")


@dataclass
class Count:
    """What became of some questions, each by its ts."""

    asked: int
    replies: int
    """Questions under which every part of one reply stands, once."""
    lost: list[str]
    """Questions of which no reply stands, or not all of it, or that something went wrong."""
    doubled: list[str]
    """Questions of which a part stands more than once, or parts of two replies."""
    posts: int
    """Messages that Slack took for them."""
    taken_back: int
    """Of these, how many a worker that came too late took out again."""

    def line(self) -> str:
        """The figures in words."""
        return (
            f"{self.asked} questions, {self.replies} replies, {len(self.lost)} lost, {len(self.doubled)} doubled; "
            f"{self.posts} messages posted, {self.taken_back} of them taken back"
        )


def wait_until_closed(engine: Engine, count: int, timeout: float) -> None:
    """Until so many messages are known and none of them waits."""
    table = METADATA.tables["deliveries"]
    until = time.monotonic() + timeout
    while True:
        states = Counter[str]()
        with (
            contextlib.suppress(OperationalError),
            engine.connect() as connection,
        ):  # locked by those who work: look again
            states = Counter(row.state for row in connection.execute(select(table.c.state)))
        if states.total() >= count and not any(states[one] for one in _OPEN):
            return
        assert time.monotonic() < until, dict(states)
        time.sleep(0.2)


def count(slack: FakeSlack, engine: Engine, asked: list[str]) -> Count:
    """Count what became of the questions with these ts."""
    table = METADATA.tables["deliveries"]
    with engine.connect() as connection:
        known = {row.ts: row for row in connection.execute(select(table.c.ts, table.c.id, table.c.parts_posted))}
    standing: dict[str, Counter[int]] = defaultdict(Counter)
    failed = set()
    for call in list(slack.standing.values()):
        ids = call.arguments["metadata"]["event_payload"]
        standing[ids["delivery"]][ids["part"]] += 1
        if call.arguments["text"].startswith("Something went wrong"):
            failed.add(ids["delivery"])
    lost, doubled = [], []
    for ts in asked:
        row = known.get(ts)
        parts = standing.pop(row.id, Counter()) if row else Counter[int]()
        if row is None or not parts or set(parts) != set(range(1, row.parts_posted + 1)) or row.id in failed:
            lost.append(ts)
        if any(times > 1 for times in parts.values()):
            doubled.append(ts)
    doubled += list(standing)  # replies to what nobody asked
    posts = sum(call.method == "chat.postMessage" for call in slack.calls)
    taken_back = sum(call.method == "chat.delete" for call in slack.calls)
    return Count(len(asked), len(set(asked) - set(lost) - set(doubled)), lost, doubled, posts, taken_back)
