"""The case of a thread leaves every table on request and by age; no other thread and no other workspace is touched."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import URL, Column, Connection, Engine, Float, MetaData, String, Table, Text, func, insert, select

import bot.serve  # noqa: F401 - brings in every module that puts tables on the metadata
from bot import erasure as erasure_module
from bot.database import METADATA, open_database
from bot.forms import Form
from bot.given import Given
from bot.inbox import Message, Thread
from bot.quota import Quota, Rates
from bot.records import Records
from bot.retention import DAY_S, Retention
from bot.store import Store
from bot.vote import Vote
from chains.answer import Meta
from chains.conversation import Conversation

CASES = ("deliveries", "conversations", "answers", "turns")
HERE = Thread(team="T1", channel="C", ts="1.0")
ELSEWHERE = (
    Thread(team="T2", channel="C", ts="1.0"),
    Thread(team="T1", channel="D", ts="1.0"),
    Thread(team="T1", channel="C", ts="2.0"),
)


@pytest.fixture
def engine(database: URL) -> Iterator[Engine]:
    opened = open_database(database)
    yield opened
    opened.dispose()


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


def test_forget_erases_the_case_and_leaves_every_other_thread_as_it_was(engine: Engine, tmp_path: Path) -> None:
    store = Store(engine)
    for thread in (HERE, *ELSEWHERE):
        answered(store, thread, case="insulinoma" if thread == HERE else "gastrinoma")
    before = [rows(engine, thread) for thread in ELSEWHERE]

    store.erasure.forget(HERE)

    assert [rows(engine, thread) for thread in ELSEWHERE] == before
    assert store.conversation(HERE) is None
    assert store.answers.in_thread("T1/C/1.0/0.0", HERE) is None
    assert [row[0] for row in rows(engine, HERE)] == ["deliveries"]  # known, so that it is not answered twice
    if engine.dialect.name != "sqlite":
        return  # what a Postgres keeps of a deleted row is its own matter (vacuum, write-ahead log)
    files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert [name for name, content in files.items() if b"insulinoma" in content] == []
    assert any(b"gastrinoma" in content for content in files.values())


def test_forget_erases_what_anybody_was_told_privately_about_the_thread_and_of_no_other(engine: Engine) -> None:
    store = Store(engine)
    answered(store, HERE)
    private = [Thread(team="T1", channel="C", ts=f"apart:{name}") for name in ("anna", "ben")]
    about_others = [
        (Thread(team="T1", channel="C", ts="apart:of another"), "2.0"),
        (Thread(team="T1", channel="D", ts="apart:anna"), "1.0"),
        (Thread(team="T2", channel="C", ts="apart:anna"), "1.0"),
    ]
    for thread, about in [*((one, HERE.ts) for one in private), *about_others]:
        answered(store, thread, about=about)
    before = [rows(engine, thread) for thread, _ in about_others]

    store.erasure.forget(HERE)

    assert [store.conversation(thread) for thread in (HERE, *private)] == [None, None, None]
    assert [row[0] for thread in private for row in rows(engine, thread)] == ["deliveries", "deliveries"]
    assert [rows(engine, thread) for thread, _ in about_others] == before


def test_forget_keeps_a_message_that_waits_and_a_redelivery_of_an_old_one_is_still_known(engine: Engine) -> None:
    store = Store(engine)
    answered(store, HERE)
    store.record("next", waiting(HERE, 5.0), 5.0)
    store.erasure.forget(HERE)
    assert not store.record("again", waiting(HERE, 0.0), 6.0)
    taken = store.claim(HERE, "me", 6.0, 9.0)
    assert taken is not None
    assert taken.message.text == "Ki-67 8 %"
    assert store.takes_part(HERE)


def test_a_table_that_names_a_delivery_loses_its_comments_or_its_rows(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the tables of other nouns do: votes with a comment, what is kept of an answer."""
    metadata = MetaData()
    for table in METADATA.sorted_tables:
        table.to_metadata(metadata)
    votes = Table(
        "votes", metadata, Column("team", String(32)), Column("answer_id", String(32)), Column("verdict", String(8)),
        Column("comment", Text, nullable=True), Column("voted_at", Float),
    )  # fmt: skip
    kept = Table(
        "kept", metadata, Column("id", String(32)), Column("team", String(32)), Column("json", Text, nullable=False)
    )
    metadata.create_all(engine)
    monkeypatch.setattr(erasure_module, "METADATA", metadata)
    store = Store(engine)
    here, there = answered(store, HERE), answered(store, ELSEWHERE[0])
    with engine.begin() as connection:
        for team, answer in (("T1", here), ("T2", there)):
            vote = {"team": team, "answer_id": answer, "verdict": "bad", "comment": "wrong site", "voted_at": 1.0}
            connection.execute(insert(votes).values(vote))
            connection.execute(insert(kept).values(id=answer, team=team, json="{}"))

    store.erasure.forget(HERE)

    with engine.connect() as connection:
        left = connection.execute(select(votes.c.team, votes.c.verdict, votes.c.comment).order_by(votes.c.team)).all()
        assert left == [
            ("T1", "bad", None), ("T2", "bad", "wrong site"),
        ]  # fmt: skip
        assert connection.execute(select(kept.c.team)).scalars().all() == ["T2"]


def test_every_table_that_may_hold_a_text_is_erased_or_says_why_not(engine: Engine) -> None:
    named = {table.name for table, _ in erasure_module._tables(HERE)}
    with_texts = {table.name for table in METADATA.sorted_tables if erasure_module._texts(table)}
    append_only = {table.name for table in METADATA.sorted_tables if table.info.get(erasure_module.APPEND_ONLY)}
    assert append_only == {"audit"}
    assert with_texts - named - append_only == {
        "seals",  # a known word under each key
        "slack_bots", "slack_installations",  # sealed tokens, which go when a workspace leaves
    }  # fmt: skip
    counted = {table.name for table in METADATA.sorted_tables} - with_texts
    assert counted == {
        "usage", "model_calls",  # numbers of a minute and a day, no text; those of the minute go with it
        "kin",  # which workspaces are of an organisation
        "posts",  # where an answer stands in Slack, so that it can be removed
        "preferences",  # two choices of a person
        "slack_oauth_states",  # each for ten minutes, and gone within the hour
    }  # fmt: skip


def test_what_buttons_and_forms_know_of_a_case_goes_with_it_and_a_vote_loses_its_words(engine: Engine) -> None:
    store, records = Store(engine), Records(engine)
    here, there = answered(store, HERE), answered(store, ELSEWHERE[0])
    forms = {}
    for thread, answer in ((HERE, here), (ELSEWHERE[0], there)):
        kept(records, thread, answer, 0.0)
        forms[thread.team] = opened_form(records, thread, 0.0)

    store.erasure.forget(HERE)

    assert records.given.get(here, "T1") is None
    assert records.given.get(there, "T2") is not None
    assert records.forms.find(forms["T1"], "T1", "U0ANNA") is None
    assert records.forms.find(forms["T2"], "T2", "U0ANNA") is not None
    assert [(tally.bad, tally.comments) for tally in records.feedback.tallies()] == [(2, ("wrong site",))]


def test_private_lookups_open_forms_and_words_about_them_go_by_age_though_they_are_of_no_thread(
    engine: Engine,
) -> None:
    store, records = Store(engine), Records(engine)
    kept(records, HERE, "old", 1.0)
    kept(records, HERE, "new", 9.0)
    old, new = (opened_form(records, HERE, now) for now in (1.0, 9.0))
    answered(store, HERE, 9.0)
    kept(records, HERE, "T1/C/1.0/9.0", 1.0)  # of a thread that is kept

    assert store.erasure.purge(5.0) == {}

    assert [records.given.exists(one, "T1") for one in ("old", "new", "T1/C/1.0/9.0")] == [False, True, True]
    assert records.forms.find(old, "T1", "U0ANNA") is None
    assert records.forms.find(new, "T1", "U0ANNA") is not None
    assert [(tally.bad, tally.comments) for tally in records.feedback.tallies()] == [(3, ("wrong site",) * 2)]


def kept(records: Records, thread: Thread, answer_id: str, now: float) -> None:
    """What is kept of an answer for its buttons, and a vote on it with words."""
    meta = Meta(knowledge_version="1", rules_version="1", writer="templates", elapsed_ms=1.0)
    given = Given(id=answer_id, team=thread.team, channel=thread.channel, private_to="U0ANNA", meta=meta)
    records.given.keep(given, now)
    vote = Vote(team=thread.team, answer_id=answer_id, user="U0ANNA", opinion="bad", comment="wrong site")
    records.feedback.cast(vote, meta, now)


def opened_form(records: Records, thread: Thread, now: float) -> str:
    """The id of a form that is open on a message of the thread."""
    place = {"channel": thread.channel, "ts": thread.ts, "thread_ts": thread.ts}
    return records.forms.open(Form(team=thread.team, user="U0ANNA", text="insulinoma", **place), now)


def test_what_is_counted_of_a_message_goes_with_its_thread(engine: Engine) -> None:
    store = Store(engine)
    quota = Quota(engine, Rates(person=5, workspace=0), lambda: 0.0)
    for thread in (HERE, ELSEWHERE[0]):
        assert quota.ask(answered(store, thread, 0.0 if thread == HERE else 9.0), thread.team, "U0ANNA") is None
    assert store.erasure.purge(5.0) == {"T1": 1}
    with engine.connect() as connection:
        assert connection.execute(select(METADATA.tables["usage"].c.team)).scalars().all() == ["T2"]


def test_who_asked_in_a_minute_is_forgotten_after_it_even_where_nobody_asks_again_and_nothing_is_purged(
    engine: Engine,
) -> None:
    store, now = Store(engine), [1_000.0]
    quota = Quota(engine, Rates(person=5, workspace=0), lambda: now[0])
    states = SQLAlchemyOAuthStateStore(expiration_seconds=600, engine=engine)
    assert quota.ask("trigger", "T1", "U0ANNA") is None
    states.issue()
    hourly = Retention(store.erasure, store.trail, 0, clock=lambda: now[0])
    hourly.purge()
    assert counted(engine) == (1, 1)
    now[0] += 61.0
    assert quota.ask("another", "T2", "U0BERT") is None
    hourly.purge()
    assert counted(engine) == (1, 1)  # that of the other workspace
    now[0] = time.time() + 601
    hourly.purge()
    assert counted(engine) == (0, 0)


def counted(engine: Engine) -> tuple[int, int]:
    """How many questions of the minute there are, and how many installations that were begun."""
    with engine.connect() as connection:
        usage, states = (
            connection.execute(select(func.count()).select_from(METADATA.tables[name])).scalar_one()
            for name in ("usage", "slack_oauth_states")
        )
    return usage, states


def test_cases_are_purged_when_nothing_has_happened_in_their_thread_for_so_many_days(engine: Engine) -> None:
    store, now = Store(engine), 100 * DAY_S
    old, talked, new = HERE, ELSEWHERE[1], ELSEWHERE[2]
    for thread, day in ((old, 10), (talked, 10), (talked, 90), (new, 95), (ELSEWHERE[0], 60)):
        answered(store, thread, day * DAY_S)

    assert Retention(store.erasure, store.trail, 30, clock=lambda: now).purge() == 2

    assert (rows(engine, old), rows(engine, ELSEWHERE[0])) == ([], [])
    assert len(rows(engine, talked)) == 7
    assert len(rows(engine, new)) == 4
    assert [(entry.team, entry.event, entry.details) for entry in store.trail.entries()] == [
        ("T1", "purged", '{"days": 30, "threads": 1}'), ("T2", "purged", '{"days": 30, "threads": 1}'),
    ]  # fmt: skip


def test_a_message_that_waits_in_an_old_thread_keeps_it(engine: Engine) -> None:
    store = Store(engine)
    answered(store, HERE, 0.0)
    store.record("next", waiting(HERE, 50 * DAY_S), 50 * DAY_S)
    assert store.erasure.purge(40 * DAY_S) == {}
    assert store.conversation(HERE) is not None


def test_several_workers_purging_at_once_erase_once_and_break_nothing(engine: Engine) -> None:
    store = Store(engine)
    for number in range(40):
        answered(store, Thread(team="T1", channel="C", ts=f"{number}.0"))
    counts: list[int] = []
    failures: list[Exception] = []

    def purge() -> None:
        mine = Store(open_database(engine.url))
        try:
            counts.append(Retention(mine.erasure, mine.trail, 1, clock=lambda: 9 * DAY_S).purge())
        except Exception as error:  # noqa: BLE001 - told below
            failures.append(error)

    workers = [threading.Thread(target=purge) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert sum(counts) == 40
    assert sum(json.loads(entry.details)["threads"] for entry in store.trail.entries()) == 40
    with engine.connect() as connection:
        left = [connection.execute(select(func.count()).select_from(METADATA.tables[name])).scalar() for name in CASES]
    assert left == [0, 0, 0, 0]


def test_what_is_erased_by_age_and_its_entry_in_the_trail_stand_together_or_not_at_all(engine: Engine) -> None:
    store = Store(engine)
    answered(store, HERE)

    def breaks(_connection: Connection, _team: str, _threads: int) -> None:
        raise RuntimeError("the worker is killed before the entry is written")

    with pytest.raises(RuntimeError):
        store.erasure.purge(9 * DAY_S, breaks)
    assert (store.conversation(HERE) is not None, [*store.trail.entries()]) == (True, [])
    assert Retention(store.erasure, store.trail, 1, clock=lambda: 9 * DAY_S).purge() == 1
    assert (store.conversation(HERE), [entry.event for entry in store.trail.entries()]) == (None, ["purged"])


def test_retention_of_zero_days_keeps_everything(engine: Engine) -> None:
    store = Store(engine)
    answered(store, HERE)
    retention = Retention(store.erasure, store.trail, 0, every_s=0.01)
    retention.start()
    retention.stop()
    assert len(rows(engine, HERE)) == 4


def test_the_purge_runs_by_itself_at_the_start_and_again(engine: Engine) -> None:
    store, clock = Store(engine), [9 * DAY_S]
    answered(store, HERE, 0.0)
    answered(store, ELSEWHERE[0], 8.5 * DAY_S)
    retention = Retention(store.erasure, store.trail, 1, every_s=0.02, clock=lambda: clock[0])
    retention.start()
    try:
        assert _soon(lambda: rows(engine, HERE) == [])
        assert rows(engine, ELSEWHERE[0]) != []
        clock[0] = 20 * DAY_S
        assert _soon(lambda: rows(engine, ELSEWHERE[0]) == [])
    finally:
        retention.stop()


def _soon(is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return is_so()
