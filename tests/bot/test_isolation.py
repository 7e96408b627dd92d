"""Workspaces are apart: no method of the store gives or changes what is another workspace's."""

import inspect
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Engine, event, select

from bot.budget import Budget
from bot.database import METADATA, open_database
from bot.inbox import Delivery, Message, Thread
from bot.quota import Quota, Rates
from bot.store import Store
from chains.conversation import Conversation

OURS, THEIRS = Thread(team="T1", channel="C", ts="1.0"), Thread(team="T2", channel="C", ts="1.0")
BY_AN_ID_OF_OURS = re.compile(r"WHERE \w+\.id (?:=|IN)")
"""A delivery's own id is random, and comes from a claim that named the workspace."""
OF_ALL_WORKSPACES = {"waiting", "close"}
"""What workers ask about the work that is there, whoever's it is; they get threads, which name their workspace."""


@pytest.fixture
def engine(database: URL) -> Iterator[Engine]:
    opened = open_database(database)
    yield opened
    opened.dispose()


def put_in(store: Store, thread: Thread, case: str) -> Delivery:
    """The same events, places and texts in each workspace, as far as Slack's ids can be the same."""
    for number in (1, 2):
        message = Message(
            team=thread.team, channel=thread.channel, ts=f"{number}.0", thread_ts=thread.ts, event_id=f"E{number}",
            kind="question", text=case,
        )  # fmt: skip
        store.record(f"{thread.team}-{number}", message, 0.0)
    delivery = store.claim(thread, "worker", 0.0, 9.0)
    assert delivery is not None
    store.keep_answer(delivery, Conversation(last_text=case), 0.0)
    store.finish(delivery, "answered", Conversation(last_text=case), 0.0)
    return delivery


def spent(engine: Engine, thread: Thread) -> None:
    """One of a minute's questions and one of the day's calls of the model, of the same person's id everywhere."""
    quota = Quota(engine, Rates(person=1, workspace=1), lambda: 10.0)
    assert quota.ask(f"{thread.team}-1", thread.team, "U0ANNA") is None
    assert quota.ask(f"{thread.team}-2", thread.team, "U0ANNA") is not None
    budget = Budget(engine, 1, lambda: 10.0)
    assert budget.spend(thread.team)
    assert not budget.spend(thread.team)


def everything(engine: Engine, team: str) -> list[tuple[Any, ...]]:
    """Each row of a workspace in each table."""
    with engine.connect() as connection:
        return [
            (table.name, *row)
            for table in METADATA.sorted_tables
            if "team" in table.c
            for row in connection.execute(select(table).where(table.c.team == team))
        ]


def test_what_one_workspace_does_another_neither_sees_nor_feels(engine: Engine) -> None:
    store = Store(engine)
    put_in(store, THEIRS, "theirs")
    spent(engine, THEIRS)
    put_in(store, OURS, "ours")
    before = everything(engine, "T2")

    assert store.takes_part(OURS)
    assert not store.takes_part(Thread(team="T3", channel="C", ts="1.0"))
    conversation = store.conversation(OURS)
    assert conversation is not None
    assert conversation.last_text == "ours"
    assert store.answered_conversation("T2-1", OURS) is None
    assert store.answer_thread("T2-1", "T1", "C") is None
    taken = store.claim(OURS, "worker", 10.0, 19.0)
    assert taken is not None
    assert (taken.id, taken.message.text) == ("T1-2", "ours")
    store.hold([taken.id], "worker", 20.0)
    store.posted(taken.id, 1, "9.0")
    store.keep_answer(taken, Conversation(last_text="more"), 1.0)
    store.release(taken.id, 30.0)
    store.finish(taken, "answered", Conversation(last_text="more"), 1.0)
    store.trail.answered(taken, None)
    spent(engine, OURS)
    store.erasure.forget(OURS)

    assert everything(engine, "T2") == before


def test_every_query_names_its_workspace_or_a_delivery_of_it(engine: Engine) -> None:
    store = Store(engine)

    with listening(engine) as asked:
        delivery = put_in(store, OURS, "ours")
        store.takes_part(OURS)
        store.conversation(OURS)
        store.answered_conversation("T1-1", OURS)
        store.answer_thread("T1-1", "T1", "C")
        store.hold(["T1-2"], "worker", 20.0)
        store.posted("T1-2", 1, "9.0")
        store.release("T1-2", 30.0)
        store.trail.answered(delivery, None)
        spent(engine, OURS)
        store.erasure.forget(OURS)

    assert len(asked) > 15
    assert [query for query in asked if not ("team" in _where(query) or BY_AN_ID_OF_OURS.search(query))] == []


def test_no_method_of_the_store_is_left_out_here() -> None:
    named = Path(__file__).read_text(encoding="utf-8")
    methods = {name for name, _ in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")}
    assert {name for name in methods - OF_ALL_WORKSPACES if f"store.{name}(" not in named} == set()


@contextmanager
def listening(engine: Engine) -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile, but those that only add a row."""
    asked: list[str] = []

    def on_execute(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.split(maxsplit=1)[0] in {"SELECT", "UPDATE", "DELETE"} and "_lock(" not in statement:
            asked.append(" ".join(statement.split()))

    event.listen(engine, "before_cursor_execute", on_execute)
    yield asked
    event.remove(engine, "before_cursor_execute", on_execute)


def _where(query: str) -> str:
    return query.partition(" WHERE ")[2]
