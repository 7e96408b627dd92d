"""Manners: where it may speak, to whom, how often; and what it never shows to anybody else."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.admission import Admission
from bot.serve import check
from bot.settings import SetupError
from bot.tenant import Tenant
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.changed import deleted, edited
from tests.scenarios.conftest import MODES, running, settings_for
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import BOT_USER, TEAM, Call, FakeSlack, Fault
from tests.scenarios.faults import texts
from tests.scenarios.payloads import mention, message

CASE = "62F pNET, Ki-67 8%, prognosis?"
OTHER = "T0OTHER"
ALLOWED = {"NETBOARD_CHANNELS": "C0TUMOUR, G0BOARD"}


@pytest.fixture(params=MODES)
def listed(request: pytest.FixtureRequest, slack: FakeSlack, consultant: FakeConsultant, data: Path) -> Iterator[Door]:
    """A bot that may answer in two channels."""
    consultant.__init__()  # type: ignore[misc]
    slack.responses.clear()
    slack.problems.clear()
    with running(slack, consultant, data, request.param, **ALLOWED) as (door, _):
        yield door
    assert slack.problems == []


def whispers(slack: FakeSlack, channel: str) -> list[Call]:
    return [c for c in slack.calls if c.method == "chat.postEphemeral" and c.arguments["channel"] == channel]


def new_channel(slack: FakeSlack) -> str:
    return f"C0{slack.new_ts().partition('.')[2]}X"


def test_a_channel_that_is_not_allowed_gets_one_polite_line_ever(
    listed: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    channel = new_channel(slack)
    first, second = slack.new_ts(), slack.new_ts()
    listed.event(mention(first, CASE, channel=channel), event_id=f"Ev{first}")
    (post,) = slack.wait_for_posts(1, first)
    assert post.arguments["text"].startswith("I do not answer in this channel.")
    listed.event(mention(first, CASE, channel=channel), event_id=f"Ev{first}", retry=1)
    listed.event(mention(second, CASE, channel=channel))
    listed.event(message(slack.new_ts(), "why not?", thread_ts=first, channel=channel))
    time.sleep(0.4)
    assert [call for call in slack.posts() if call.arguments["channel"] == channel] == [post]
    assert consultant.asked == []


def test_talk_of_others_in_a_channel_that_is_not_allowed_gets_no_line(listed: Door, slack: FakeSlack) -> None:
    channel = new_channel(slack)
    talk = message(slack.new_ts(), "pNET clinic at nine", channel=channel)
    listed.event(talk)
    listed.event(edited(talk, f"<@{BOT_USER}> {CASE}", slack.new_ts()))
    time.sleep(0.3)
    assert [call for call in slack.posts() if call.arguments["channel"] == channel] == []


@pytest.mark.parametrize("channel", ["C0TUMOUR", "G0BOARD", "D0ANNA"])
def test_allowed_channels_and_direct_messages_are_answered(
    channel: str, listed: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts = slack.new_ts()
    listed.event(message(ts, f"<@{BOT_USER}> {CASE}", channel=channel))
    slack.wait_for_posts(1, ts)
    assert consultant.asked == [CASE]


def test_a_slash_command_in_a_channel_that_is_not_allowed_is_told_to_the_asker_alone(
    listed: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    listed.command("grade 8% 3", channel_id="C0SOCIAL")
    (told,) = slack.wait_for_responses(1)
    assert told.arguments["text"].startswith("I do not answer in this channel.")
    assert consultant.looked_up == []


@pytest.mark.parametrize("mode", MODES)
def test_a_workspace_that_is_not_on_the_list_is_told_so_once(mode: str, slack: FakeSlack, data: Path) -> None:
    consultant = FakeConsultant()
    with running(slack, consultant, data, mode, NETBOARD_TEAMS=OTHER) as (door, _):
        ts = slack.new_ts()
        door.event(mention(ts, CASE))
        (post,) = slack.wait_for_posts(1, ts)
        door.event(mention(slack.new_ts(), CASE, thread_ts=ts))
        time.sleep(0.3)
    assert post.arguments["text"].startswith("I am not set up to answer in this workspace.")
    assert len(slack.posts(ts)) == 1
    assert consultant.asked == []


def test_home_says_to_a_workspace_that_is_not_on_the_list_what_it_is_told_elsewhere(
    slack: FakeSlack, data: Path
) -> None:
    with running(slack, FakeConsultant(), data, "http", NETBOARD_TEAMS=OTHER, NETBOARD_ADMINS="U0ODD") as (door, _):
        door.event({"type": "app_home_opened", "user": "U0ODD", "channel": "D0ODD", "tab": "home"})
        slack.wait(lambda: any(call.arguments.get("user_id") == "U0ODD" for call in slack.calls), 5)
    (view,) = [call.arguments["view"] for call in slack.calls if call.arguments.get("user_id") == "U0ODD"]
    assert texts(view["blocks"]) == [
        "netboard",
        "I am not set up to answer in this workspace. Whoever runs netboard here can allow it.",
    ]
    assert slack.problems == []


@pytest.mark.parametrize("mode", MODES)
def test_who_deletes_a_question_where_the_bot_may_not_answer_any_more_takes_its_answer_along(
    mode: str, slack: FakeSlack, data: Path
) -> None:
    asked = mention(slack.new_ts(), CASE, channel="C0SOCIAL")
    talk = message(slack.new_ts(), "pNET clinic at nine", channel="C0SOCIAL")
    with running(slack, FakeConsultant(), data, mode) as (door, _):
        door.event(asked)
        assert len(slack.wait_for_posts(1, asked["ts"])) == 1
    with running(slack, FakeConsultant(), data, mode, **ALLOWED) as (door, _):
        door.event(deleted(asked, slack.new_ts()))
        door.event(deleted(talk, slack.new_ts()))
        assert slack.wait_until_shown(asked["ts"], lambda shown: not shown) == []
        assert slack.posts(talk["ts"]) == []


SHARED = {"is_ext_shared_channel": True}
FROM_OUTSIDE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"user_team": OTHER, "source_team": OTHER, "team": OTHER}, SHARED),
    ({"user_team": OTHER, "team": TEAM}, SHARED),
    ({"source_team": OTHER, "team": TEAM}, {}),
    ({"user_profile": {"team": OTHER, "display_name": "eve"}, "team": TEAM}, SHARED),
    ({"team": None}, SHARED),
]


@pytest.mark.parametrize(("event", "outer"), FROM_OUTSIDE)
def test_a_person_of_another_organisation_is_refused_politely_and_alone(
    event: dict[str, Any], outer: dict[str, Any], door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    channel, ts = new_channel(slack), slack.new_ts()
    asked = mention(ts, CASE, channel=channel) | {"user": "U0EVE"} | event
    door.event(asked, event_id=f"Ev{ts}", **outer)
    slack.wait(lambda: bool(whispers(slack, channel)), 5)
    door.event(asked, event_id=f"Ev{ts}", retry=1, **outer)
    time.sleep(0.2)
    (told,) = whispers(slack, channel)
    assert told.arguments["user"] == "U0EVE"
    assert "no case from another organisation" in told.arguments["text"]
    assert "pNET" not in str(told.arguments)
    assert slack.posts(ts) == []
    assert consultant.asked == []


def test_a_person_of_another_organisation_is_not_told_what_the_thread_knows(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, CASE), **SHARED)
    (post,) = slack.wait_for_posts(1, ts)
    guest = {"user": "U0EVE", "user_team": OTHER, "team": OTHER}
    door.event(message(slack.new_ts(), "and now?", thread_ts=ts) | guest, **SHARED)
    door.press(post.buttons[0], post, slack.new_ts(), user={"id": "U0EVE", "team_id": OTHER})
    (told,) = slack.wait_for_responses(1)
    assert "no case from another organisation" in told.arguments["text"]
    assert len(slack.wait_for_posts(2, ts, 0.3)) == 1
    assert consultant.asked == [CASE]


def test_an_edit_by_a_person_of_another_organisation_changes_nothing(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    guest = mention(slack.new_ts(), CASE) | {"user": "U0EVE", "user_team": OTHER, "team": OTHER}
    door.event(edited(guest, f"<@{BOT_USER}> pNET, Ki-67 4%", slack.new_ts()), **SHARED)
    time.sleep(0.3)
    assert consultant.asked == []


def test_a_workspace_of_the_same_organisation_is_no_outsider() -> None:
    body = {"event": {"channel": "C1", "user_team": "E0ORG", "team": "T0EAST"}, "is_ext_shared_channel": True}
    assert Admission().refusal(body, Tenant(id="T0EAST", enterprise="E0ORG")) is None
    assert Admission().refusal(body, Tenant(id="T0EAST")) == "outsider"


def test_a_colleague_is_answered_in_a_shared_channel(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, CASE, user_team=TEAM, source_team=TEAM), **SHARED)
    assert len(slack.wait_for_posts(1, ts)) == 1


@pytest.mark.parametrize("setting", [{"NETBOARD_OUTSIDERS": "true"}, {"NETBOARD_TEAMS": f"{TEAM},{OTHER}"}])
def test_a_setting_lets_people_of_another_organisation_in(
    setting: dict[str, str], slack: FakeSlack, data: Path
) -> None:
    with running(slack, FakeConsultant(), data, "http", **setting) as (door, _):
        ts = slack.new_ts()
        door.event(mention(ts, CASE) | {"user": "U0EVE", "user_team": OTHER, "team": OTHER}, **SHARED)
        assert len(slack.wait_for_posts(1, ts)) == 1


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
def test_the_time_that_slack_asks_to_wait_is_waited(method: str, door: Door, slack: FakeSlack) -> None:
    event = mention(slack.new_ts(), CASE)
    limited = Fault(429, {"Retry-After": "2"}, '{"ok": false, "error": "ratelimited"}')
    if method == "chat.postMessage":
        slack.fail_next(method, limited)
    begun = time.monotonic()
    door.event(event)
    slack.wait_for_posts(1, event["ts"])
    if method == "chat.update":
        slack.fail_next(method, limited)
        begun = time.monotonic()
        door.event(edited(event, f"<@{BOT_USER}> pNET, Ki-67 4%", slack.new_ts()))
        slack.wait_until_shown(event["ts"], lambda shown: "Updated" in shown[0])
    (call,) = [one for one in slack.standing.values() if one.arguments.get("thread_ts") == event["ts"]]
    assert 2.0 <= call.at - begun < 4


def test_what_is_answered_to_one_clinician_alone_is_posted_nowhere(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    before = len(slack.posts())
    door.command("grade 8% 3")
    (told,) = slack.wait_for_responses(1)
    assert told.arguments["response_type"] == "ephemeral"
    assert len(slack.posts()) == before


def test_the_case_of_a_direct_message_is_not_known_in_another_persons_or_in_a_channel(
    door: Door, slack: FakeSlack, consultant: FakeConsultant
) -> None:
    consultant.reads = True
    ts = slack.new_ts()
    door.event(message(ts, CASE, channel="D0ANNA"))
    slack.wait_for_posts(1, ts)
    for channel in ("D0EVE", "C0TUMOUR"):
        follow = message(slack.new_ts(), f"<@{BOT_USER}> ECOG 1, prognosis?", thread_ts=ts, channel=channel)
        door.event(follow | {"user": "U0EVE"})
    posts = slack.wait_for_posts(3, ts)
    assert [posts[0].arguments["channel"], *sorted(post.arguments["channel"] for post in posts[1:])] == [
        "D0ANNA",
        "C0TUMOUR",
        "D0EVE",
    ]
    assert all("Turn 1 read ECOG 1" in post.arguments["text"] for post in posts[1:])
    assert all("ki67" not in post.arguments["text"] for post in posts[1:])


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"NETBOARD_CHANNELS": "#tumour"}, "NETBOARD_CHANNELS: '#tumour' is no id; give ids such as C0123ABCD"),
        ({"NETBOARD_CHANNELS": "C0TUMOUR, D0ANNA"}, "NETBOARD_CHANNELS: 'D0ANNA'"),
        ({"NETBOARD_TEAMS": "ourhospital"}, "NETBOARD_TEAMS: 'ourhospital' is no id; give ids such as T0123ABCD"),
    ],
)
def test_a_list_that_holds_no_ids_is_named_in_one_line(
    setting: dict[str, str], said: str, slack: FakeSlack, data: Path
) -> None:
    with pytest.raises(SetupError) as refused:
        check(settings_for(slack, data, "http", **setting))
    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)
