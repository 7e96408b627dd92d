"""Threads of Slack with what a store keeps of them, for tests of what is erased and what goes by age."""

from sqlalchemy import Engine, select

import bot.serve  # noqa: F401 - brings in every module that puts tables on the metadata
from bot.database import METADATA
from bot.inbox import Message, Thread
from bot.store import Store
from chains.conversation import Conversation

CASES = ("deliveries", "conversations", "answers", "turns")
HERE = Thread(team="T1", channel="C", ts="1.0")
ELSEWHERE = (
    Thread(team="T2", channel="C", ts="1.0"),
    Thread(team="T1", channel="D", ts="1.0"),
    Thread(team="T1", channel="C", ts="2.0"),
)


def answered(store: Store, thread: Thread, now: float = 0.0, case: str = "G2 pNET", about: str = "") -> str:
    """A message of a thread, answered; the id of its delivery."""
    delivery_id = "/".join((*thread.columns().values(), str(now)))
    store.record(delivery_id, waiting(thread, now, case).model_copy(update={"about": about}), now)
    delivery = store.claim(thread, "me", now, now + 9.0)
    assert delivery is not None
    said = Conversation(last_text=case)
    store.answers.keep(delivery, said, now)
    store.finish(delivery, "answered", said, now)
    return delivery_id


def waiting(thread: Thread, now: float, case: str = "Ki-67 8 %") -> Message:
    return Message(
        team=thread.team, channel=thread.channel, ts=f"{thread.ts}{now}", thread_ts=thread.ts,
        event_id=f"{thread.channel}{thread.ts}{now}", kind="question", text=case, user="U0ANNA",
    )  # fmt: skip


def rows(engine: Engine, thread: Thread) -> list[tuple[object, ...]]:
    """What there is of a thread in every table."""
    found: list[tuple[object, ...]] = []
    with engine.connect() as connection:
        for name in CASES:
            table = METADATA.tables[name]
            mine = [table.c[column] == value for column, value in thread.columns().items()]
            found += [(name, *row) for row in connection.execute(select(table).where(*mine))]
    return found
