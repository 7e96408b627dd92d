"""The case of a thread leaves every table on request; no other thread and no other workspace is touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Column, Engine, Float, MetaData, String, Table, Text, insert, select

import bot.serve  # noqa: F401 - brings in every module that puts tables on the metadata
from bot import erasure as erasure_module
from bot.database import METADATA, open_database
from bot.forms import Form
from bot.given import Given
from bot.inbox import Thread
from bot.quota import Quota, Rates
from bot.records import Records
from bot.store import Store
from bot.vote import Vote
from chains.answer import Meta
from tests.threads import ELSEWHERE, HERE, answered, rows, waiting


@pytest.fixture
def engine(database: URL) -> Iterator[Engine]:
    opened = open_database(database)
    yield opened
    opened.dispose()


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
