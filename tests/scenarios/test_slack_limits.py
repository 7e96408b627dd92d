"""Limits as people meet them: too fast, too long, too many at once, no model left for today."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.budget import allowed
from bot.desk import FORGOTTEN
from bot.inbox import WORKERS
from bot.serve import start
from bot.turnstile import BUSY, LOOKUPS
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.conftest import MODES, settings_for
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import TEAM, FakeSlack
from tests.scenarios.payloads import mention, message


@contextmanager
def limited(slack: FakeSlack, consultant: FakeConsultant, data: Path, mode: str, **limits: int) -> Iterator[Door]:
    """A bot with these limits."""
    connected = slack.connected
    service = start(settings_for(slack, data, mode).model_copy(update=limits), consultant)  # type: ignore[arg-type]
    try:
        if mode == "socket":
            slack.wait_for_connection(connected + 1)
        yield Door(slack, service.port)
    finally:
        service.stop()


@pytest.mark.parametrize("mode", MODES)
def test_who_asks_too_fast_is_told_when_to_ask_again_and_others_are_answered(
    mode: str, slack: FakeSlack, data: Path
) -> None:
    consultant = FakeConsultant()
    with limited(slack, consultant, data, mode, person_rate=2) as door:
        ts = slack.new_ts()
        door.event(mention(ts, "one"))
        slack.wait_for_posts(1, ts)
        for number, words in enumerate(("two", "three"), start=2):
            door.event(message(slack.new_ts(), words, thread_ts=ts))
            slack.wait_for_posts(number, ts)
        door.event(message(slack.new_ts(), "four", thread_ts=ts, user="U0BERTA"))
        posts = slack.wait_for_posts(4, ts)
        door.event(message(posts[2].arguments["thread_ts"], "three", thread_ts=ts), retry=1)
    told = [post.arguments["text"] for post in posts]
    assert told[2].startswith("You have asked 2 times within a minute")
    assert "Turn 3 read four" in told[3]
    assert consultant.asked == ["one", "two", "four"]
    assert len(slack.posts(ts)) == 4


@pytest.mark.parametrize("mode", MODES)
def test_a_slash_command_too_many_is_answered_with_its_acknowledgement(mode: str, slack: FakeSlack, data: Path) -> None:
    consultant = FakeConsultant()
    with limited(slack, consultant, data, mode, person_rate=1) as door:
        slack.responses.clear()
        assert door.command("grade 8% 3") < 3
        slack.wait_for_responses(1)
        assert door.command("grade 9% 3") < 3
        time.sleep(0.2)
    assert consultant.looked_up == ["grade 8% 3"]
    assert len(slack.responses) == 1


@pytest.mark.parametrize("mode", MODES)
def test_a_message_that_is_too_long_is_not_read_and_says_what_would_be_right(
    mode: str, slack: FakeSlack, data: Path
) -> None:
    consultant = FakeConsultant()
    with limited(slack, consultant, data, mode, max_characters=300) as door:
        ts = slack.new_ts()
        door.event(mention(ts, "G2 pNET " * 50))
        (post,) = slack.wait_for_posts(1, ts)
    assert post.arguments["text"].startswith("Your message has 399 characters; at most 300 are read.")
    assert consultant.asked == []


@pytest.mark.parametrize("mode", MODES)
def test_a_full_house_is_said_at_once_and_once_and_what_was_asked_before_is_answered(
    mode: str, slack: FakeSlack, data: Path
) -> None:
    consultant = FakeConsultant()
    consultant.gate = threading.Event()
    with limited(slack, consultant, data, mode, queue=WORKERS + 2, person_rate=0) as door:
        before = [slack.new_ts() for _ in range(WORKERS + 2)]
        for ts in before:
            door.event(mention(ts, "G2 pNET?"))
        late = slack.new_ts()
        for retry in range(2):
            assert door.event(mention(late, "G2 pNET?"), event_id=f"EvLate{mode}", retry=retry) < 3
        (busy,) = slack.wait_for_posts(1, late)
        assert busy.arguments["text"].startswith(BUSY[:40])
        consultant.gate.set()
        assert [len(slack.wait_for_posts(1, ts)) for ts in before] == [1] * len(before)
        again = slack.new_ts()
        door.event(mention(again, "G2 pNET?"))
        (answered,) = slack.wait_for_posts(1, again)
        assert "read G2 pNET?" in answered.arguments["text"]
    assert len(slack.posts(late)) == 1
    assert len(consultant.asked) == len(before) + 1


def test_slash_commands_that_pile_up_are_told_that_the_bot_is_busy(slack: FakeSlack, data: Path) -> None:
    released = threading.Event()

    class Stalled(FakeConsultant):
        def look_up(self, text: str) -> Any:
            released.wait(10)
            return super().look_up(text)

    consultant = Stalled()
    with limited(slack, consultant, data, "http", person_rate=0, workspace_rate=0) as door:
        slack.responses.clear()
        for _ in range(LOOKUPS + 3):
            door.command("grade 8% 3")
        released.set()
        slack.wait_for_responses(LOOKUPS, 10)
    assert len(consultant.looked_up) == LOOKUPS


@pytest.mark.parametrize("mode", MODES)
def test_a_button_under_an_answer_works_beyond_every_limit_as_it_could_not_be_pressed_again(
    mode: str, slack: FakeSlack, data: Path
) -> None:
    consultant = FakeConsultant()
    with limited(slack, consultant, data, mode, person_rate=1, queue=3) as door:
        ts = slack.new_ts()
        door.event(mention(ts, "G2 pNET?"))
        (post,) = slack.wait_for_posts(1, ts)
        consultant.gate = threading.Event()
        busy = [slack.new_ts() for _ in range(3)]
        for other, person in zip(busy, ("U1", "U2", "U3"), strict=True):
            door.event(mention(other, "G2 pNET?", user=person))
        door.press(post.buttons[0], post, f"1750000888.00000{MODES.index(mode)}")
        posts = slack.wait_for_posts(2, ts)
        consultant.gate.set()
        assert [len(slack.wait_for_posts(1, other)) for other in busy] == [1, 1, 1]
    assert posts[1].arguments["text"].startswith("In full: G2 pNET?")


@pytest.mark.parametrize("mode", MODES)
def test_a_case_is_erased_on_request_beyond_every_limit(mode: str, slack: FakeSlack, data: Path) -> None:
    consultant = FakeConsultant()
    with limited(slack, consultant, data, mode, person_rate=1, queue=3) as door:
        ts = slack.new_ts()
        door.event(mention(ts, "G2 pNET?"))
        slack.wait_for_posts(1, ts)
        consultant.gate = threading.Event()
        busy = [slack.new_ts() for _ in range(3)]
        for other, person in zip(busy, ("U1", "U2", "U3"), strict=True):
            door.event(mention(other, "G2 pNET?", user=person))
        door.event(message(slack.new_ts(), "!forget", thread_ts=ts))
        posts = slack.wait_for_posts(2, ts)
        consultant.gate.set()
        assert [len(slack.wait_for_posts(1, other)) for other in busy] == [1, 1, 1]
    assert posts[1].arguments["text"] == FORGOTTEN


@pytest.mark.parametrize("mode", MODES)
def test_who_is_refused_is_told_of_identifiers_all_the_same_and_the_trail_has_an_entry_without_sources(
    mode: str, slack: FakeSlack, data: Path
) -> None:
    connected, since, ts = slack.connected, len(slack.calls), slack.new_ts()
    settings = settings_for(slack, data, mode).model_copy(update={"person_rate": 1})
    service = start(settings, FakeConsultant())  # type: ignore[arg-type]
    try:
        if mode == "socket":
            slack.wait_for_connection(connected + 1)
        door = Door(slack, service.port)
        door.event(mention(ts, "G2 pNET?"))
        slack.wait_for_posts(1, ts)
        door.event(message(slack.new_ts(), "Mr John Whitfield, MRN 7719203, prognosis?", thread_ts=ts))
        posts = slack.wait_for_posts(2, ts)
        slack.wait(lambda: any(call.method == "chat.postEphemeral" for call in slack.calls[since:]), 5)
        answered, refused = (json.loads(entry.details) for entry in service._store.trail.entries())
    finally:
        service.stop()
    assert posts[1].arguments["text"].startswith("You have asked 1 times within a minute")
    assert (answered["kind"], refused["kind"], "sources" in refused) == ("question", "told", False)
    assert "name" in refused["identifiers"]
    assert [call.method for call in slack.calls[since:]].count("chat.postEphemeral") == 1
    assert not [call for call in slack.calls[since:] if "Whitfield" in str(call.arguments)]


def test_an_example_that_is_tried_on_home_is_on_the_account_of_its_workspace(slack: FakeSlack, data: Path) -> None:
    may_ask: list[bool] = []

    class Asking(FakeConsultant):
        def answer(self, *asked: Any, **more: Any) -> Any:
            may_ask.append(allowed())
            return super().answer(*asked, **more)

    with limited(slack, Asking(), data, "http", model_calls=1) as door:
        for number in (1, 2):
            door.interact({
                "type": "block_actions", "team": {"id": TEAM}, "user": {"id": "U0ANNA", "team_id": TEAM},
                "view": {"type": "home"}, "container": {"type": "view"}, "trigger_id": "1.2.3",
                "actions": [{"type": "button", "action_id": "home_try:0", "value": "0"}],
            })  # fmt: skip
            slack.wait(lambda number=number: len(may_ask) == number, 5)
    assert may_ask == [True, False]
