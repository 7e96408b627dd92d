"""Once and only once: the inbox over a real store, on SQLite and on Postgres."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import URL, update

from bot.database import METADATA, open_database
from bot.inbox import Delivery, Inbox, Message, Thread, TryLater
from bot.render.buttons import CHART, SHEET, SHOW_MORE
from bot.store import Store
from chains.conversation import Conversation

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


def test_a_message_is_recorded_once_by_event_and_by_place(store: Store) -> None:
    assert store.record("a", asked("1.0", event_id="E1"), 0.0)
    assert not store.record("b", asked("2.0", event_id="E1"), 0.0)
    assert not store.record("c", asked("1.0", event_id="E2"), 0.0)
    assert store.record("d", asked("2.0", event_id="E2"), 0.0)


def test_a_claim_is_exclusive_until_its_lease_runs_out(store: Store) -> None:
    store.record("a", asked(), 0.0)
    assert store.claim(THREAD, "one", 10.0, 16.0) is not None
    assert store.claim(THREAD, "two", 12.0, 18.0) is None
    assert store.hold(["a"], "one", 20.0) == 1
    assert store.claim(THREAD, "two", 17.0, 23.0) is None
    taken = store.claim(THREAD, "two", 21.0, 27.0)
    assert taken is not None
    assert taken.claims == 2
    assert store.hold(["a"], "one", 30.0) == 0


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
    delivery = Delivery(id="a", message=asked(), claims=1, parts_posted=0, created_at=0.0)
    store.answers.keep(delivery, Conversation(turns=1), 0.0)
    store.answers.keep(delivery, Conversation(turns=2), 0.0)
    assert store.answers.in_thread("a", THREAD) == Conversation(turns=2)
    assert store.answers.in_thread("a", THREAD.model_copy(update={"channel": "C2"})) is None
    assert store.answers.thread("a", "T", "C") == THREAD
    assert store.answers.thread("a", "T2", "C") is None


def test_a_conversation_in_an_earlier_form_begins_anew(store: Store, database: URL) -> None:
    delivery = Delivery(id="a", message=asked(), claims=1, parts_posted=0, created_at=0.0)
    store.finish(delivery, "answered", Conversation(turns=1), 0.0)
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
