"""Once and only once: the inbox over a real store, on SQLite and on Postgres."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import URL, update

from bot.database import METADATA, open_database
from bot.given import Given
from bot.inbox import Delivery, Inbox, Message, Thread, TryLater
from bot.records import Records
from bot.render.buttons import CHART, SHEET, SHOW_MORE
from bot.store import Store
from chains.conversation import Conversation
from tests.scenarios.answers import META

THREAD = Thread(team="T", channel="C", ts="1.0")


def asked(ts: str = "1.0", *, event_id: str | None = None, text: str = "G2 pNET?", joins: bool = True) -> Message:
    return Message(
        team="T",
        channel="C",
        ts=ts,
        thread_ts="1.0",
        event_id=event_id or f"E{ts}",
        kind="question",
        text=text,
        joins=joins,
    )


@pytest.fixture
def store(database: URL) -> Iterator[Store]:
    opened = Store(open_database(database))
    yield opened
    opened.close()


def claimed(store: Store, owner: str = "one", now: float = 10.0) -> Delivery:
    """The message of these tests, in the hands of a worker; recorded where it is not yet."""
    store.record("a", asked(), 0.0)
    delivery = store.claim(THREAD, owner, now, now + 6.0)
    assert delivery is not None
    return delivery


def test_a_message_is_recorded_once_by_event_and_by_place(store: Store) -> None:
    assert store.record("a", asked("1.0", event_id="E1"), 0.0)
    assert not store.record("b", asked("2.0", event_id="E1"), 0.0)
    assert not store.record("c", asked("1.0", event_id="E2"), 0.0)
    assert store.record("d", asked("2.0", event_id="E2"), 0.0)


def test_a_claim_is_exclusive_until_its_lease_runs_out(store: Store) -> None:
    store.record("a", asked(), 0.0)
    assert store.claim(THREAD, "one", 10.0, 16.0) is not None
    assert store.claim(THREAD, "two", 12.0, 18.0) is None
    assert store.hold([("a", "one")], 20.0) == 1
    assert store.claim(THREAD, "two", 17.0, 23.0) is None
    taken = store.claim(THREAD, "two", 21.0, 27.0)
    assert taken is not None
    assert taken.claims == 2
    assert store.hold([("a", "one")], 30.0) == 0


def test_messages_of_a_thread_are_claimed_in_their_order(store: Store) -> None:
    store.record("b", asked("2.0"), 0.0)
    store.record("a", asked("1.0"), 1.0)
    first = store.claim(THREAD, "one", 1.0, 7.0)
    assert first is not None
    assert first.message.ts == "1.0"
    assert store.claim(THREAD, "two", 2.0, 8.0) is None
    store.finish(first, "answered", Conversation(turns=1), 3.0)
    second = store.claim(THREAD, "two", 3.0, 9.0)
    assert second is not None
    assert second.message.ts == "2.0"
    assert store.conversation(THREAD) == Conversation(turns=1)


def test_the_bot_takes_part_only_where_it_was_addressed(store: Store) -> None:
    assert not store.takes_part(THREAD)
    store.record("a", asked(joins=False), 0.0)
    assert not store.takes_part(THREAD)
    store.record("b", asked("2.0"), 0.0)
    assert store.takes_part(THREAD)
    assert not store.takes_part(THREAD.model_copy(update={"team": "T2"}))


def test_an_answer_is_found_only_from_its_own_thread(store: Store) -> None:
    delivery = claimed(store)
    store.answers.keep(delivery, Conversation(turns=1), 0.0)
    store.answers.keep(delivery, Conversation(turns=2), 0.0)
    assert store.answers.in_thread("a", THREAD) == Conversation(turns=2)
    assert store.answers.in_thread("a", THREAD.model_copy(update={"channel": "C2"})) is None
    assert store.answers.thread("a", "T", "C") == THREAD
    assert store.answers.thread("a", "T2", "C") is None


def test_a_conversation_in_an_earlier_form_begins_anew(store: Store, database: URL) -> None:
    store.finish(claimed(store), "answered", Conversation(turns=1), 0.0)
    engine = open_database(database)
    with engine.begin() as connection:
        connection.execute(update(METADATA.tables["conversations"]).values(json='{"no_longer": 1}'))
    engine.dispose()
    assert store.conversation(THREAD) is None


class Desk:
    """Answers deliveries, and remembers which."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.done: list[str] = []
        self.fail: list[Exception] = []
        self.slow = 0.0

    def __call__(self, delivery: Delivery, is_mine: Callable[[], bool]) -> None:
        time.sleep(self.slow)
        if self.fail:
            raise self.fail.pop()
        assert is_mine()
        self.done.append(delivery.message.ts)
        self.store.finish(delivery, "answered", None, 0.0)


def wait(is_true: Callable[[], bool], seconds: float = 5.0) -> None:
    until = time.monotonic() + seconds
    while not is_true() and time.monotonic() < until:
        time.sleep(0.01)
    assert is_true()


def test_a_hundred_messages_delivered_four_times_at_once_to_two_processes_are_answered_once_each(store: Store) -> None:
    desk = Desk(store)
    inboxes = [Inbox(store, desk, workers=4) for _ in range(2)]
    messages = [
        asked(f"{n}.0").model_copy(update={"thread_ts": f"{n % 7}.0", "event_id": f"E{n}"}) for n in range(100, 200)
    ]

    def deliver(inbox: Inbox) -> None:
        for message in messages:
            inbox.receive(message)

    threads = [threading.Thread(target=deliver, args=(inboxes[n % 2],)) for n in range(4)]
    for inbox in inboxes:
        inbox.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wait(lambda: len(desk.done) >= 100, 20)
    for inbox in inboxes:
        inbox.stop()
    assert sorted(desk.done) == [message.ts for message in messages]


def test_what_could_not_be_delivered_is_tried_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.inbox.RETRY_S", 0.05)
    monkeypatch.setattr("bot.inbox.TICK_S", 0.05)
    desk = Desk(store)
    desk.fail = [TryLater(), TryLater()]
    inbox = Inbox(store, desk)
    inbox.start()
    inbox.receive(asked())
    wait(lambda: desk.done == ["1.0"])
    inbox.stop()


def test_a_lease_is_renewed_while_the_work_runs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.inbox.LEASE_S", 0.3)
    monkeypatch.setattr("bot.inbox.TICK_S", 0.05)
    desk = Desk(store)
    desk.slow = 1.0
    inboxes = [Inbox(store, desk) for _ in range(2)]
    for inbox in inboxes:
        inbox.start()
    inboxes[0].receive(asked())
    wait(lambda: desk.done == ["1.0"])
    for inbox in inboxes:
        inbox.stop()
    assert desk.done == ["1.0"]


def test_what_waits_lines_up_once_however_often_it_comes_and_is_looked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inbox.TICK_S", 0.01)
    claims, gate = list[Thread](), threading.Event()
    claim = store.claim
    monkeypatch.setattr(store, "claim", lambda thread, *rest: claims.append(thread) or claim(thread, *rest))

    def work(delivery: Delivery, is_mine: Callable[[], bool]) -> None:
        gate.wait(10)
        store.finish(delivery, "answered", None, 0.0)

    inbox = Inbox(store, work, workers=1)
    inbox.receive(asked())
    wait(lambda: len(claims) == 1)
    inbox.start()
    others = [asked(f"{n}.0").model_copy(update={"thread_ts": f"{n}.0"}) for n in range(100, 120)]
    for message in others * 3:
        inbox.receive(message)
    time.sleep(0.3)  # some thirty rounds of looking for what waits
    gate.set()
    wait(lambda: not store.waiting(time.time()), 20)
    inbox.stop()
    assert len(claims) < 4 * len(others)


def test_a_start_takes_up_what_an_earlier_process_left(store: Store) -> None:
    store.record("a", asked(), 0.0)
    desk = Desk(store)
    inbox = Inbox(store, desk)
    inbox.start()
    wait(lambda: desk.done == ["1.0"])
    inbox.stop()


@pytest.mark.parametrize(
    "text", ["\x00", "a\x00b", "Grüße – 5 µm ≥ 3 \U0001f9ec", "'; drop table deliveries; --", "%s {x} :y"]
)
def test_whatever_was_written_is_kept_as_it_was(store: Store, text: str) -> None:
    store.record("a", asked(text=text), 0.0)
    taken = store.claim(THREAD, "one", 1.0, 7.0)
    assert taken is not None
    assert taken.message.text == text
    store.finish(taken, "answered", Conversation(turns=1, last_text=text), 2.0)
    assert store.conversation(THREAD) == Conversation(turns=1, last_text=text)


@pytest.mark.parametrize("action", [SHOW_MORE, CHART, SHEET])
def test_the_place_of_a_pressed_button_fits_into_its_column(store: Store, action: str) -> None:
    answer = "a" * 32
    pressed = asked(f"1750000000.000001:{action}", event_id=f"{action}:{answer}")
    assert store.record("f" * 32, pressed, 0.0)


def test_a_worker_that_lost_its_lease_writes_nothing_and_its_successors_work_stands(store: Store) -> None:
    given = Records(store.engine).given
    late, now = claimed(store, "late"), claimed(store, "next", 20.0)
    kept = Given(id="a", team="T", channel="C", meta=META)
    assert not store.keep(late, 99.0)
    assert not store.posting(late, 1)
    assert not store.posted(late, 1, "7.0")
    store.answers.keep(late, Conversation(turns=1), 21.0)
    given.keep(kept, 21.0, late)
    store.release(late, 99.0)
    assert not store.finish(late, "failed", Conversation(turns=1), 21.0)
    assert store.posts.of("a") == store.posts.begun("a") == {}
    assert (store.answers.anywhere("a"), given.get("a", "T"), store.conversation(THREAD)) == (None, None, None)
    assert store.posting(now, 1)
    assert store.posted(now, 1, "8.0")
    given.keep(kept, 21.0, now)
    assert store.finish(now, "answered", Conversation(turns=2), 22.0)
    assert (store.posts.of("a"), given.get("a", "T"), store.conversation(THREAD)) == (
        {1: "8.0"}, kept, Conversation(turns=2),
    )  # fmt: skip


def test_a_worker_that_claims_the_same_message_again_is_another_one(store: Store) -> None:
    """As after a clock that jumped: both are of one process, and one of them answers."""
    jump = 0.0
    seen: list[Delivery] = []
    begun, go_on, mine = threading.Event(), threading.Event(), list[bool]()

    def work(delivery: Delivery, is_mine: Callable[[], bool]) -> None:
        seen.append(delivery)
        if len(seen) == 1:
            begun.set()
            go_on.wait(10)
        mine.append(is_mine() and store.finish(delivery, "answered", None, 0.0))

    inbox = Inbox(store, work, clock=lambda: 100.0 + jump)
    inbox.receive(asked())
    assert begun.wait(5)
    jump = 3_600.0
    inbox.receive(asked())  # delivered once more
    wait(lambda: len(mine) == 1)
    go_on.set()
    wait(lambda: len(mine) == 2)
    inbox.start()  # not before: whoever renews leases would have renewed this one
    inbox.stop()
    assert [one.id for one in seen] == [seen[0].id] * 2
    assert mine == [True, False]


def test_a_case_that_was_erased_is_not_written_back_by_a_worker_that_was_held_up(store: Store) -> None:
    late, now = claimed(store, "late"), claimed(store, "next", 20.0)
    assert store.finish(now, "answered", Conversation(last_text="58M"), 21.0)
    store.erasure.forget(THREAD)
    store.answers.keep(late, Conversation(last_text="58M"), 22.0)
    assert not store.finish(late, "answered", Conversation(last_text="58M"), 22.0)
    assert (store.conversation(THREAD), store.answers.anywhere("a")) == (None, None)


def test_what_is_being_answered_while_its_case_is_erased_is_answered_anew_without_it(store: Store) -> None:
    first = claimed(store)
    store.finish(first, "answered", Conversation(last_text="58M"), 11.0)
    store.record("b", asked("2.0"), 12.0)
    builds_on_it = store.claim(THREAD, "two", 12.0, 18.0)
    assert builds_on_it is not None
    store.erasure.forget(THREAD)
    assert not store.finish(builds_on_it, "answered", Conversation(last_text="58M and more"), 13.0)
    assert store.conversation(THREAD) is None
    anew = store.claim(THREAD, "three", 13.0, 19.0)
    assert anew is not None
    assert (anew.id, anew.message.text) == ("b", "G2 pNET?")


def test_a_part_of_which_it_is_not_known_whether_it_stands_is_told_from_one_that_does(store: Store) -> None:
    delivery = claimed(store)
    assert store.posting(delivery, 1)
    assert (store.posts.begun("a"), store.posts.of("a")) == ({1: ""}, {})
    assert store.posted(delivery, 1, "8.0")
    assert store.posting(delivery, 2, "F9")
    assert (store.posts.begun("a"), store.posts.of("a")) == ({2: "F9"}, {1: "8.0"})
    again = claimed(store, "two", 20.0)
    assert again.parts_posted == 1
    store.posts.found("a", 2, "9.0")
    assert store.posts.of("a") == {1: "8.0", 2: "9.0"}


def test_a_part_posted_while_its_question_was_edited_is_known_so_that_it_can_be_replaced(store: Store) -> None:
    delivery = claimed(store)
    assert store.posting(delivery, 1)
    assert store.revise(asked(text="G3 pNET?").model_copy(update={"revision": "5.0"}), 11.0) == THREAD
    assert not store.posted(delivery, 1, "8.0")
    assert not store.posting(delivery, 2)
    assert (store.posts.begun("a"), store.posts.of("a")) == ({}, {1: "8.0"})
