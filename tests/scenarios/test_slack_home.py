"""Home: opened, changed and tried, over every door."""

import json
import threading
import time
import urllib.parse
from typing import Any

import pytest

from tests.scenarios.answers import FakeConsultant
from tests.scenarios.door import Door, post_signed
from tests.scenarios.fake_slack import TEAM, Call, FakeSlack, Fault
from tests.scenarios.payloads import mention, message
from tests.scenarios.views import elements


def act(door: Door, action: dict[str, Any], user: str) -> None:
    """Press or choose something on the Home tab."""
    payload = {
        "type": "block_actions",
        "user": {"id": user, "username": "x", "name": "x", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "old",
        "container": {"type": "view", "view_id": "V0HOME"},
        "trigger_id": "1.2.3",
        "team": {"id": TEAM, "domain": "x"},
        "enterprise": None,
        "is_enterprise_install": False,
        "view": {"id": "V0HOME", "team_id": TEAM, "type": "home", "blocks": [], "private_metadata": "", "hash": "1.a"},
        "actions": [{"block_id": "b1", "action_ts": "1.2", **action}],
    }
    if door.port is None:
        assert door.slack.send_envelope("interactive", payload) is not None, "not acknowledged"
    else:
        body = urllib.parse.urlencode({"payload": json.dumps(payload)})
        assert post_signed(door.port, body, "application/x-www-form-urlencoded")[0] == 200


def choose(door: Door, user: str, *, length: str | None = None, private: bool | None = None) -> None:
    if length is not None:
        option = {"text": {"type": "plain_text", "text": "x"}, "value": length}
        act(door, {"type": "static_select", "action_id": "home_length", "selected_option": option}, user)
    if private is not None:
        options = [{"text": {"type": "plain_text", "text": "x"}, "value": "private"}] if private else []
        act(door, {"type": "checkboxes", "action_id": "home_private", "selected_options": options}, user)


def published(slack: FakeSlack, user: str, count: int = 1) -> list[dict[str, Any]]:
    def found() -> list[Call]:
        return [c for c in slack.calls if c.method == "views.publish" and c.arguments["user_id"] == user]

    slack.wait(lambda: len(found()) >= count, 5)
    return [call.arguments["view"] for call in found()]


@pytest.fixture
def person(slack: FakeSlack) -> str:
    """Somebody who has chosen nothing yet."""
    return f"U{slack.new_ts().replace('.', '')}"


def test_what_is_chosen_on_home_is_shown_there_at_once(door: Door, slack: FakeSlack, person: str) -> None:
    door.event({"type": "app_home_opened", "user": person, "channel": "D0X", "tab": "home"})
    published(slack, person)
    choose(door, person, length="full")
    published(slack, person, 2)
    choose(door, person, private=True)
    last = {one["action_id"]: one for one in elements(published(slack, person, 3)[-1])}
    assert last["home_length"]["initial_option"]["value"] == "full"
    assert last["home_private"]["initial_options"]


def test_the_messages_tab_publishes_nothing(door: Door, slack: FakeSlack, person: str) -> None:
    door.event({"type": "app_home_opened", "user": person, "channel": "D0X", "tab": "messages"})
    time.sleep(0.2)
    assert published(slack, person, 0) == []


def test_who_chose_the_full_answer_is_asked_for_none(
    door: Door, slack: FakeSlack, consultant: FakeConsultant, person: str
) -> None:
    choose(door, person, length="full")
    for user in (person, "U0OTHER"):
        ts = slack.new_ts()
        door.event(message(ts, "58M pNET, prognosis?", channel="D0X", user=user))
        slack.wait_for_posts(1, ts)
    assert consultant.depths == ["full", "short"]


def test_who_chose_private_answers_alone_sees_them_and_nothing_stands_in_the_channel(
    door: Door, slack: FakeSlack, consultant: FakeConsultant, person: str
) -> None:
    choose(door, person, private=True)
    ts, reply_ts = slack.new_ts(), slack.new_ts()
    door.event(mention(ts, "58M pNET, prognosis?", user=person))
    first = whispers(slack, person, 1)[-1]
    door.event(mention(reply_ts, "Ki-67 is 9%", user=person, thread_ts=ts))
    second = whispers(slack, person, 2)[-1]
    assert slack.posts(ts) == []
    assert "Turn 1 read 58M pNET" in first.arguments["text"]
    assert "Turn 2 read Ki-67 is 9%" in second.arguments["text"]
    assert first.arguments.get("thread_ts") is None
    assert second.arguments["thread_ts"] == ts


def test_a_private_answer_is_no_case_of_the_thread_that_others_go_on_in(
    door: Door, slack: FakeSlack, person: str
) -> None:
    choose(door, person, private=True)
    ts = slack.new_ts()
    door.event(mention(ts, "58M pNET, prognosis?", user=person))
    whispers(slack, person, 1)
    door.event(mention(slack.new_ts(), "and what of this?", thread_ts=ts))
    posts = slack.wait_for_posts(1, ts)
    assert ["Turn 1 read and what of this?" in post.arguments["text"] for post in posts] == [True]


def test_a_private_answer_is_given_once_whatever_slack_redelivers_or_refuses(
    door: Door, slack: FakeSlack, person: str
) -> None:
    choose(door, person, private=True)
    slack.fail_next("chat.postEphemeral", Fault(500))
    ts = slack.new_ts()
    event = mention(ts, "58M pNET, prognosis?", user=person)
    door.event(event, event_id=f"Ev{ts}")
    whispers(slack, person, 1)
    door.event(event, event_id=f"Ev{ts}", retry=1)
    door.event({**event, "type": "message", "channel_type": "channel"})
    time.sleep(0.2)
    assert len(whispers(slack, person, 1)) == 1


def whispers(slack: FakeSlack, user: str, count: int) -> list[Call]:
    def found() -> list[Call]:
        return [c for c in slack.calls if c.method == "chat.postEphemeral" and c.arguments["user"] == user]

    slack.wait(lambda: len(found()) >= count, 8)
    return found()


def test_an_example_is_answered_in_a_modal(door: Door, slack: FakeSlack, consultant: FakeConsultant) -> None:
    before = len(modals(slack, 0))
    act(door, {"type": "button", "action_id": "home_try:0", "value": "0"}, "U0ANNA")
    act_update = modals(slack, before + 1)[-1]
    assert consultant.asked[-1].startswith("58M G2 pNET")
    assert "Turn 1 read 58M G2 pNET" in str(act_update.arguments["view"]["blocks"])


def test_an_example_that_breaks_says_so_with_an_id(door: Door, slack: FakeSlack, consultant: FakeConsultant) -> None:
    consultant.error = RuntimeError("the case of Mrs X")
    before = len(modals(slack, 0))
    act(door, {"type": "button", "action_id": "home_try:3", "value": "3"}, "U0ANNA")
    shown = str(modals(slack, before + 1)[-1].arguments["view"]["blocks"])
    assert consultant.looked_up == ["grade 8% 3"]
    assert "Mrs X" not in shown
    assert "id" in shown


def test_an_example_whose_trigger_has_expired_asks_nothing(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    slack.fail_next("views.open", Fault(200, body='{"ok": false, "error": "expired_trigger_id"}'))
    act(door, {"type": "button", "action_id": "home_try:0", "value": "0"}, "U0ANNA")
    act(door, {"type": "button", "action_id": "home_try:99", "value": "99"}, "U0ANNA")
    time.sleep(0.3)
    assert consultant.asked == []


def test_a_window_opens_while_every_worker_makes_a_slow_answer(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, "G2 pNET, prognosis?"))
    (post,) = slack.wait_for_posts(1, ts)

    def windows() -> int:
        return len([call for call in list(slack.calls) if call.method == "views.open"])

    consultant.gate, before = threading.Event(), windows()
    try:
        for _ in range(8):
            act(door, {"type": "button", "action_id": "home_try:0", "value": "0"}, "U0ANNA")
        slack.wait(lambda: windows() == before + 8 and len(consultant.asked) == 5, 5)
        assert len(consultant.asked) == 5  # the question above, and as many as there are workers
        (button,) = [one for one in post.buttons if one["text"]["text"] == "Show sources"]
        door.press(button, post, slack.new_ts())
        act(door, {"type": "button", "action_id": "home_try:3", "value": "3"}, "U0ANNA")
        slack.wait(lambda: windows() == before + 10, 5)
        assert windows() == before + 10
    finally:
        consultant.gate.set()
    slack.wait(lambda: len(consultant.asked) == 9, 8)
    assert len(modals(slack, 9)) >= 9


def modals(slack: FakeSlack, count: int) -> list[Call]:
    slack.wait(lambda: len([c for c in slack.calls if c.method == "views.update"]) >= count, 5)
    return [call for call in slack.calls if call.method == "views.update"]
