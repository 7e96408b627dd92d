"""People of another organisation where a setting lets them in: all that they press and send works as a colleague's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chains.gaps import gap_of
from tests.scenarios import fake_modals
from tests.scenarios.answers import FakeConsultant, clinical
from tests.scenarios.conftest import MODES, running
from tests.scenarios.door import Door, post_signed
from tests.scenarios.fake_slack import TEAM, Call, FakeSlack
from tests.scenarios.payloads import mention

OTHER, EVE = "T0OTHER", "U0EVE"
CASE = "62F pNET, Ki-67 8%, prognosis?"
ALLOWED, DEFAULT = {"NETBOARD_OUTSIDERS": "true"}, dict[str, str]()


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest, slack: FakeSlack) -> Iterator[str]:
    slack.responses.clear()
    slack.problems.clear()
    yield str(request.param)
    assert slack.problems == []


def outside(payload: dict[str, Any]) -> dict[str, Any]:
    """An interaction of Eve's: a button names our workspace and hers, a form names hers and, in the view, ours."""
    eve = {"id": EVE, "username": "eve", "name": "eve", "team_id": OTHER}
    if payload["type"] == "view_submission":
        view = payload["view"] | {"team_id": OTHER, "app_installed_team_id": TEAM}
        return payload | {"user": eve, "team": {"id": OTHER, "domain": "other"}, "view": view}
    return payload | {"user": eve}


def asked_by_eve(door: Door, slack: FakeSlack) -> Call:
    ts = slack.new_ts()
    guest = {"user": EVE, "user_team": OTHER, "source_team": OTHER, "team": OTHER}
    door.event(mention(ts, CASE) | guest, is_ext_shared_channel=True)
    return slack.wait_for_posts(1, ts)[0]


def views(slack: FakeSlack) -> list[Call]:
    return [call for call in slack.calls if call.method == "views.open"]


def press(door: Door, slack: FakeSlack, post: Call, label: str) -> None:
    (button,) = [one for one in post.buttons if one["text"]["text"] == label]
    door.interact(outside(fake_modals.press(button, post, slack.response_url(), ts=slack.new_ts(), user=EVE)))


def opened(door: Door, slack: FakeSlack, post: Call, label: str) -> dict[str, Any]:
    before = len(views(slack))
    press(door, slack, post, label)
    slack.wait(lambda: len(views(slack)) > before, 5)
    view = views(slack)[before].arguments["view"]
    return json.loads(view) if isinstance(view, str) else view


def test_the_buttons_of_an_answer_do_for_a_guest_what_they_do_for_a_colleague(
    mode: str, slack: FakeSlack, data: Path
) -> None:
    with running(slack, FakeConsultant(), data, mode, **ALLOWED) as (door, _):
        post = asked_by_eve(door, slack)
        press(door, slack, post, "Show more")
        assert "In full" in slack.wait_for_posts(2, post.arguments["thread_ts"])[1].arguments["text"]
        assert "Statement 0" in str(opened(door, slack, post, "Show sources"))
        assert slack.responses == []


def test_a_guest_corrects_the_case(mode: str, slack: FakeSlack, data: Path) -> None:
    with running(slack, FakeConsultant(), data, mode, **ALLOWED) as (door, _):
        post = asked_by_eve(door, slack)
        view = opened(door, slack, post, "Correct the case")
        assert door.interact(outside(fake_modals.submit(view, user=EVE, age_years="62"))) == {}
        shown = slack.wait_until_shown(
            post.arguments["thread_ts"], lambda texts: any("updated by a colleague" in text for text in texts)
        )
    assert "Given anew." in shown[0].arguments["text"]


def test_a_guest_answers_what_an_answer_asks_back(
    mode: str, slack: FakeSlack, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultant, gap = FakeConsultant(), gap_of("ki67")
    assert gap is not None
    monkeypatch.setattr(consultant, "given", lambda reply: clinical(reply, questions=(gap.ask,)))
    with running(slack, consultant, data, mode, **ALLOWED) as (door, _):
        post = asked_by_eve(door, slack)
        (button,) = [one for one in post.buttons if one["action_id"] == "asked:ki67"]
        view = opened(door, slack, post, button["text"]["text"])
        assert door.interact(outside(fake_modals.submit(view, user=EVE, typed="8 %"))) == {}
        slack.wait_for_posts(2, post.arguments["thread_ts"])
    assert consultant.asked[-1] == "Ki-67 8 %"


def test_without_the_setting_a_form_of_a_guest_changes_nothing(slack: FakeSlack, data: Path) -> None:
    """A colleague's form cannot be sent by a guest, but Slack would deliver it."""
    with running(slack, FakeConsultant(), data, "http", **DEFAULT) as (door, _):
        ts = slack.new_ts()
        door.event(mention(ts, CASE), is_ext_shared_channel=True)
        (post,) = slack.wait_for_posts(1, ts)
        before = len(views(slack))
        (button,) = [one for one in post.buttons if one["text"]["text"] == "Correct the case"]
        door.interact(fake_modals.press(button, post, slack.response_url(), ts=slack.new_ts()))
        slack.wait(lambda: len(views(slack)) > before, 5)
        view = views(slack)[before].arguments["view"]
        sent = outside(fake_modals.submit(view, age_years="62")) | {"user": {"id": "U0ANNA", "team_id": OTHER}}
        assert door.port is not None
        assert post_signed(door.port, json.dumps(sent)) == (200, "")
        assert len(slack.wait_for_posts(2, ts, 0.4)) == 1


@pytest.mark.parametrize("label", ["Show more", "Show sources", "Correct the case"])
def test_without_the_setting_a_button_is_answered_with_a_polite_line_alone(
    label: str, mode: str, slack: FakeSlack, data: Path
) -> None:
    with running(slack, FakeConsultant(), data, mode, **DEFAULT) as (door, _):
        ts, before = slack.new_ts(), len(views(slack))
        door.event(mention(ts, CASE), is_ext_shared_channel=True)
        (post,) = slack.wait_for_posts(1, ts)
        press(door, slack, post, label)
        (told,) = slack.wait_for_responses()
        assert "no case from another organisation" in told.arguments["text"]
        assert len(slack.wait_for_posts(2, ts, 0.2)) == 1
        assert len(views(slack)) == before
