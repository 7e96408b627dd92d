"""Privacy as people in Slack meet it: the private note, what is kept, and forgetting a case."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot import log as bot_log
from bot.desk import FORGOTTEN
from bot.serve import start
from bot.settings import SetupError
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import MODES, running, settings_for
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import BOT_USER, PERSON, Call, FakeSlack, Fault
from tests.scenarios.payloads import mention, message

CASE = "Mr John Whitfield, MRN 7719203, G2 pNET with Ki-67 8%, prognosis?"
LEFT = "Mr [name], MRN [record number], G2 pNET with Ki-67 8%, prognosis?"
SECRETS = ("Whitfield", "7719203")


def notes(slack: FakeSlack, since: int) -> list[Call]:
    """The private notes since then, given a moment to come."""
    slack.wait(lambda: any(call.method == "chat.postEphemeral" for call in slack.calls[since:]), 3)
    time.sleep(0.15)
    return [call for call in slack.calls[since:] if call.method == "chat.postEphemeral"]


def test_what_is_answered_is_the_message_without_identifiers_and_its_writer_alone_is_told(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts, since = slack.new_ts(), len(slack.calls)
    door.event(mention(ts, CASE))
    posts = slack.wait_for_posts(1, ts)
    (note,) = notes(slack, since)
    assert consultant.asked == [LEFT]
    assert (note.arguments["user"], note.arguments["channel"]) == (PERSON, "C0TUMOUR")
    assert "a name and a record or insurance number" in note.arguments["text"]
    assert [secret for secret in SECRETS if secret in str([call.arguments for call in slack.calls[since:]])] == []
    assert len(posts) == 1


def test_a_mention_that_comes_twice_and_is_redelivered_brings_one_note(door: Door, slack: FakeSlack) -> None:
    ts, since = slack.new_ts(), len(slack.calls)
    door.event(message(ts, f"<@{BOT_USER}> {CASE}"))
    door.event(mention(ts, CASE), event_id=f"Ev{ts}")
    door.event(mention(ts, CASE), event_id=f"Ev{ts}", retry=1)
    slack.wait_for_posts(1, ts)
    assert len(notes(slack, since)) == 1


def test_a_message_without_identifiers_brings_no_note(door: Door, slack: FakeSlack) -> None:
    ts, since = slack.new_ts(), len(slack.calls)
    door.event(mention(ts, "58M G2 pNET, Krenning 3, s/p Whipple: prognosis?"))
    slack.wait_for_posts(1, ts)
    said = [call.method for call in slack.calls[since:] if call.method.startswith("chat.")]
    assert said == ["chat.postMessage"]


@pytest.mark.parametrize("fault", [
    Fault(200, body='{"ok": false, "error": "user_not_in_channel"}'), Fault(500), Fault(0),
])  # fmt: skip
def test_a_note_that_slack_does_not_take_costs_no_answer(door: Door, slack: FakeSlack, fault: Fault) -> None:
    ts = slack.new_ts()
    slack.fail_next("chat.postEphemeral", *[fault] * 4)
    door.event(mention(ts, CASE))
    assert len(slack.wait_for_posts(1, ts)) == 1
    time.sleep(0.3)
    slack._faults["chat.postEphemeral"].clear()


@pytest.mark.parametrize("ask", [
    lambda ts, first: mention(ts, "forget", thread_ts=first),
    lambda ts, first: message(ts, "!forget", thread_ts=first),
], ids=["mention", "mark"])  # fmt: skip
def test_forget_is_answered_in_one_sentence_and_the_next_message_starts_anew(
    door: Door, slack: FakeSlack, consultant: FakeConsultant, ask: Callable[[str, str], dict[str, object]]
) -> None:
    first = slack.new_ts()
    door.event(mention(first, "G2 pNET, Ki-67 8%"))
    slack.wait_for_posts(1, first)
    door.event(message(slack.new_ts(), "and liver metastases?", thread_ts=first))
    assert "Turn 2 read" in slack.wait_for_posts(2, first)[1].arguments["text"]
    door.event(ask(slack.new_ts(), first))
    posts = slack.wait_for_posts(3, first)
    assert posts[2].arguments["text"] == FORGOTTEN
    door.event(message(slack.new_ts(), "G1 rectal NET", thread_ts=first))
    assert "Turn 1 read" in slack.wait_for_posts(4, first)[3].arguments["text"]
    door.press(posts[0].buttons[0], posts[0], "1750099999.000001")  # of an answer that is not stored any more
    time.sleep(0.2)
    assert len(slack.posts(first)) == 4
    assert consultant.asked == ["G2 pNET, Ki-67 8%", "and liver metastases?", "G1 rectal NET"]


def test_forget_in_a_thread_of_others_is_theirs(door: Door, slack: FakeSlack) -> None:
    first, since = slack.new_ts(), len(slack.calls)
    door.event(message(slack.new_ts(), "!forget", thread_ts=first))
    time.sleep(0.2)
    here = [call for call in slack.calls[since:] if call.arguments.get("thread_ts") == first]  # not of an earlier test
    assert here == []


@pytest.mark.parametrize("mode", MODES)
def test_with_a_key_the_store_holds_nothing_to_read_even_while_a_message_waits(
    mode: str, slack: FakeSlack, data: Path
) -> None:
    settings = settings_for(slack, data, mode)
    keyed = settings.model_copy(update={"key": SecretStr(Fernet.generate_key().decode())})
    consultant = FakeConsultant()
    connected = slack.connected
    service = start(keyed, consultant)
    try:
        if mode == "socket":
            slack.wait_for_connection(connected + 1)
        ts = slack.new_ts()
        Door(slack, service.port).event(mention(ts, "insulinoma of the tail"))
        slack.wait_for_posts(1, ts)
        assert [file.name for file in data.iterdir() if b"insulinoma" in file.read_bytes()] == []
    finally:
        service.stop()
    with pytest.raises(SetupError, match="NETBOARD_KEY is not set, but stored cases are encrypted"):
        start(settings, consultant)


def test_an_old_case_is_purged_when_the_bot_starts(slack: FakeSlack, data: Path) -> None:
    with running(slack, FakeConsultant(), data, "http") as (door, service):
        ts = slack.new_ts()
        door.event(mention(ts, "insulinoma of the tail"))
        slack.wait_for_posts(1, ts)
        with service._store.engine.begin() as connection:
            for change in ("update deliveries set created_at = 1", "update conversations set updated_at = 1"):
                connection.exec_driver_sql(change)
    with running(slack, FakeConsultant(), data, "http") as (_, service):
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and any(b"insulinoma" in file.read_bytes() for file in data.iterdir()):
            time.sleep(0.05)
        assert [file.name for file in data.iterdir() if b"insulinoma" in file.read_bytes()] == []
        assert [entry.event for entry in service._store.trail.entries()] == ["answered", "purged"]


@pytest.mark.parametrize(("keys", "said"), [((), "stored_plain"), ((Fernet.generate_key().decode(),), "stored_sealed")])
def test_the_log_says_at_the_start_whether_cases_are_encrypted_and_shows_no_key(
    slack: FakeSlack, data: Path, keys: tuple[str, ...], said: str
) -> None:
    stream = io.StringIO()
    bot_log.configure(stream)
    settings = settings_for(slack, data, "http").model_copy(update={"key": SecretStr(",".join(keys))})
    start(settings, FakeConsultant()).stop()
    bot_log.configure()
    assert said in stream.getvalue()
    assert [key for key in keys if key in stream.getvalue()] == []
