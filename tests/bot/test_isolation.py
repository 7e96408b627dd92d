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
from bot.forms import Form
from bot.given import Given
from bot.inbox import Delivery, Message, Thread
from bot.installations import purge
from bot.preferences import Preference, Preferences
from bot.quota import Quota, Rates
from bot.records import Records
from bot.store import Store
from bot.usage import usage
from bot.vote import Vote
from chains.answer import Meta
from chains.conversation import Conversation

OURS, THEIRS = Thread(team="T1", channel="C", ts="1.0"), Thread(team="T2", channel="C", ts="1.0")
BY_AN_ID_OF_OURS = re.compile(r"WHERE \w+\.(?:id|delivery) (?:=|IN)")
"""A delivery's own id is random, and comes from a claim that named the workspace."""
META = Meta(knowledge_version="1", rules_version="1", writer="templates", elapsed_ms=1.0)
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
    store.answers.keep(delivery, Conversation(last_text=case), 0.0)
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
    first = put_in(store, OURS, "ours")
    before = everything(engine, "T2")

    assert store.takes_part(OURS)
    assert not store.takes_part(Thread(team="T3", channel="C", ts="1.0"))
    conversation = store.conversation(OURS)
    assert conversation is not None
    assert conversation.last_text == "ours"
    assert store.answers.in_thread("T2-1", OURS) is None
    assert store.answers.thread("T2-1", "T1", "C") is None
    taken = store.claim(OURS, "worker", 10.0, 19.0)
    assert taken is not None
    assert (taken.id, taken.message.text) == ("T1-2", "ours")
    assert store.conversation_for(taken) == conversation
    assert store.hold([(taken.id, "worker"), ("T2-2", "worker")], 20.0) == 1
    assert store.keep(taken, 21.0)
    assert store.posting(taken, 1)
    store.posted(taken, 1, "9.0")
    store.answers.keep(taken, Conversation(last_text="more"), 1.0)
    store.release(taken, 30.0)
    later = store.claim(OURS, "worker", 31.0, 39.0)
    assert later is not None
    store.finish(later, "answered", Conversation(last_text="more"), 1.0)
    store.trail.answered(taken, None)
    assert (store.dependents(first), store.corrections(first)) == ((), ())
    assert store.is_followed(first)
    assert store.answers.anywhere("T1-1") == conversation
    edited = first.message.model_copy(update={"ts": "1.0", "text": "G2 pNET", "revision": "5.0"})
    assert store.revise(edited, 2.0) == OURS
    again = store.claim(OURS, "worker", 40.0, 49.0)
    assert again is not None
    store.drop(again)
    store.reopen(again)
    store.finish(again, "answered", Conversation(last_text="edited"), 3.0)
    store.answers.move("T1-1", "7.0")
    spent(engine, OURS)
    store.erasure.forget(OURS)

    assert everything(engine, "T2") == before


def test_every_query_names_its_workspace_or_a_delivery_of_it(engine: Engine) -> None:
    store = Store(engine)

    with listening(engine) as asked:
        delivery = put_in(store, OURS, "ours")
        store.takes_part(OURS)
        store.conversation(OURS)
        store.answers.in_thread("T1-1", OURS)
        store.answers.thread("T1-1", "T1", "C")
        store.hold([("T1-2", "worker")], 20.0)
        store.keep(delivery, 20.0)
        store.posting(delivery, 1)
        store.posts.begun(delivery.id)
        store.posts.found(delivery.id, 1, "9.0")
        store.posted(delivery, 1, "9.0")
        store.release(delivery, 30.0)
        store.trail.answered(delivery, None)
        store.conversation_for(delivery)
        store.dependents(delivery)
        store.corrections(delivery)
        store.is_followed(delivery)
        store.answers.anywhere("T1-1")
        store.revise(delivery.message.model_copy(update={"revision": "5.0"}), 2.0)
        edited = store.claim(OURS, "worker", 40.0, 49.0)
        assert edited is not None
        store.drop(edited)
        store.reopen(edited)
        store.finish(edited, "answered", Conversation(last_text="edited"), 3.0)
        store.answers.move("T1-1", "7.0")
        spent(engine, OURS)
        behind_buttons(engine, delivery)
        store.erasure.forget(OURS)

    assert len(asked) > 15
    assert [query for query in asked if not ("team" in _where(query) or BY_AN_ID_OF_OURS.search(query))] == []


def behind_buttons(engine: Engine, delivery: Delivery) -> None:
    """What buttons, forms, votes, choices and the Home tab ask of the database."""
    records, preferences, meta = Records(engine), Preferences(engine), META
    records.given.keep(Given(id=delivery.id, team="T1", channel="C", meta=meta), 0.0, delivery)
    records.given.find(delivery.id, "T1", "C", "U0ANNA")
    records.given.get(delivery.id, "T1")
    records.given.exists(delivery.id, "T1")
    records.given.claim_share(delivery.id, "T1", "d")
    records.given.unclaim_share(delivery.id, "T1", "d")
    records.feedback.cast(Vote(team="T1", answer_id=delivery.id, user="U0ANNA", opinion="bad"), meta, 0.0)
    records.forms.find("f", "T1", "U0ANNA")
    preferences.keep("T1", "U0ANNA", Preference(length="full", private=True), 0.0)
    preferences.of("T1", "U0ANNA")
    usage(engine, "T1", 0.0)


def test_what_stands_behind_buttons_is_of_one_workspace_and_goes_when_it_leaves(engine: Engine) -> None:
    records, preferences, store, meta = Records(engine), Preferences(engine), Store(engine), META
    forms = {}
    for thread in (OURS, THEIRS):
        team = thread.team
        delivery = put_in(store, thread, team)
        store.posted(delivery, 1, "9.0")
        store.trail.answered(delivery, None)
        records.given.keep(Given(id=f"{team}-1", team=team, channel="C", meta=meta), 0.0)
        vote = Vote(team=team, answer_id=f"{team}-1", user="U0ANNA", opinion="bad", comment=team)
        records.feedback.cast(vote, meta, 0.0)
        form = Form(team=team, user="U0ANNA", channel="C", ts="1.0", thread_ts="1.0", text=team)
        forms[team] = records.forms.open(form, 0.0)
    preferences.keep("T2", "U0ANNA", Preference(length="full", private=True), 0.0)
    before = everything(engine, "T2")

    assert records.given.find("T2-1", "T1", "C", "U0ANNA") is None
    assert records.given.get("T2-1", "T1") is None
    assert not records.given.exists("T2-1", "T1")
    assert not records.given.claim_share("T2-1", "T1", "d")
    assert records.forms.find(forms["T2"], "T1", "U0ANNA") is None
    assert preferences.of("T1", "U0ANNA") == Preference()
    trail = [entry.line() for entry in store.trail.entries("T1")]
    purge(engine, "T1")

    assert {row[0] for row in everything(engine, "T1")} == {"audit"}  # who was answered; no case
    assert [entry.line() for entry in store.trail.entries("T1")] == trail
    assert everything(engine, "T2") == before


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
