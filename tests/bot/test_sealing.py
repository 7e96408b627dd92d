"""Stored cases are encrypted with the newest key, read with any, and never lost to a wrong one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import URL, Engine, text

from bot.database import open_database
from bot.inbox import Message, Thread
from bot.sealing import SealError, keys_of, reseal, seal
from bot.store import Store
from chains.conversation import Conversation

OLD, NEW, OTHER = (Fernet.generate_key().decode() for _ in range(3))
THREAD = Thread(team="T", channel="C", ts="1.0")
CASE = "G2 pNET of the tail, Ki-67 8%"
READABLE = ("G2 pNET", "of the tail", "Ki-67 8%", "pancreas")
"""Words of the case, and one that is read of it; what is sealed is letters and digits in any order, so "pNET" alone may
stand in it by chance."""
Open = Callable[..., tuple[Engine, Store]]


@pytest.fixture
def opened(database: URL) -> Iterator[Open]:
    engines: list[Engine] = []

    def open_with(*keys: str) -> tuple[Engine, Store]:
        engine = open_database(database)
        engines.append(engine)
        seal(engine, keys)
        return engine, Store(engine)

    yield open_with
    for engine in engines:
        engine.dispose()


def written(store: Store, ts: str = "1.0") -> None:
    """A message that is answered, and one that waits."""
    for number, event in enumerate((f"{ts}a", f"{ts}b")):
        message = Message(
            team="T", channel="C", ts=f"{ts}{number}", thread_ts="1.0", event_id=event, kind="question", text=CASE
        )
        store.record(event, message, 0.0)
    delivery = store.claim(THREAD, "me", 0.0, 9.0)
    assert delivery is not None
    store.answers.keep(delivery, Conversation(last_text=CASE), 0.0)
    store.finish(delivery, "answered", Conversation(last_text=CASE), 0.0)


def stored(engine: Engine) -> str:
    """Everything that the database holds of cases, as it is stored."""
    queries = ("select message from deliveries", "select json from conversations", "select conversation from answers")
    with engine.connect() as connection:
        return "\n".join(str(row[0]) for query in queries for row in connection.execute(text(query)))


def last_text(store: Store) -> str | None:
    conversation = store.conversation(THREAD)
    return conversation.last_text if conversation else None


def test_with_a_key_nothing_of_a_case_stands_in_the_database_and_all_is_read_back(opened: Open, tmp_path: Path) -> None:
    engine, store = opened(NEW)
    written(store)
    waiting = store.claim(THREAD, "me", 10.0, 19.0)
    answered = store.answers.in_thread("1.0a", THREAD)
    assert waiting is not None and waiting.message.text == CASE  # noqa: PT018
    assert (last_text(store), answered and answered.last_text) == (CASE, CASE)
    assert [words for words in READABLE if words in stored(engine)] == []
    held = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert [name for name, body in held.items() if any(words.encode() in body for words in READABLE)] == []


def test_without_a_key_cases_are_plain_and_a_key_that_comes_later_reads_them(opened: Open) -> None:
    engine, store = opened()
    written(store)
    assert [words for words in READABLE if words not in stored(engine)] == []
    engine, store = opened(NEW)
    assert last_text(store) == CASE


def test_a_new_key_in_front_writes_and_the_old_one_behind_it_still_reads(opened: Open) -> None:
    _, store = opened(OLD)
    written(store)
    engine, store = opened(NEW, OLD)
    assert last_text(store) == CASE
    written(store, "2.0")
    sealed = [line for line in stored(engine).splitlines() if line.startswith("sealed:")]
    under = [line for line in sealed if _opens(NEW, line)]
    assert 0 < len(under) < len(sealed)


def test_a_wrong_key_is_one_line_and_nothing_is_lost(opened: Open) -> None:
    engine, store = opened(OLD)
    written(store)
    before = stored(engine)
    with pytest.raises(SealError, match=r"NETBOARD_KEY.*put that key behind the new one") as told:
        opened(OTHER)
    assert "\n" not in str(told.value)
    engine, store = opened(OLD)
    assert stored(engine) == before
    assert last_text(store) == CASE


def test_a_key_that_is_missing_altogether_is_one_line(opened: Open) -> None:
    _, store = opened(OLD)
    written(store)
    with pytest.raises(SealError, match="NETBOARD_KEY is not set, but stored cases are encrypted"):
        opened()


def test_what_is_no_key_is_one_line_that_says_how_to_make_one_and_does_not_quote_it(opened: Open) -> None:
    with pytest.raises(SealError, match="generate_key") as told:
        opened("hunter2")
    assert "hunter2" not in str(told.value)


def test_resealing_puts_everything_under_the_newest_key_so_that_the_old_one_can_go(opened: Open) -> None:
    _, store = opened(OLD)
    written(store)
    engine, _ = opened(NEW, OLD)
    assert reseal(engine) == 4  # the waiting message, the conversation, the answer, the turn
    assert reseal(engine) == 0
    engine, store = opened(NEW)
    assert last_text(store) == CASE
    assert all(_opens(NEW, line) for line in stored(engine).splitlines() if line.startswith("sealed:"))


def test_resealing_without_a_key_is_refused(opened: Open) -> None:
    engine, _ = opened()
    with pytest.raises(SealError, match="not set"):
        reseal(engine)


def test_a_message_that_this_worker_has_no_key_for_is_left_to_another(opened: Open) -> None:
    engine, store = opened(OLD)
    written(store)
    without = open_database(engine.url)  # a worker that was started before the key was there
    with pytest.raises(ValueError, match="JSON"):
        Store(without).claim(THREAD, "other", 10.0, 19.0)
    taken = store.claim(THREAD, "me", 10.0, 19.0)
    assert taken is not None
    assert (taken.message.text, taken.claims) == (CASE, 1)


def test_keys_are_read_from_one_setting() -> None:
    assert keys_of(f" {NEW}, {OLD},") == (NEW, OLD)
    assert keys_of("") == ()


def _opens(key: str, line: str) -> bool:
    try:
        Fernet(key).decrypt(line.removeprefix("sealed:").encode())
    except Exception:  # noqa: BLE001 - under another key
        return False
    return True
