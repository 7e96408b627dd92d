"""Enterprise Grid: an organisation installs the bot as a whole, is found whatever Slack names, and leaves entirely."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios import fake_modals
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.authority import MANY, Authority, install, rows
from tests.scenarios.conftest import MODES, running
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import BOT_TOKEN, BOT_USER, TEAM, Call, FakeSlack
from tests.scenarios.payloads import mention, message

ORG, OTHER_ORG, EAST, WEST, GUEST = "E0ORG", "E0OTHER", "T0EAST", "T0WEST", "T0GUEST"
CASE = "62F pNET, Ki-67 8%, prognosis?"
WHOLE = {"enterprise": {"id": ORG, "name": "Org"}, "is_enterprise_install": True}


class Organisation(Authority):
    """Slack's side of OAuth where an administrator of the organisation chose to install for all of it."""

    def access(self, arguments: dict[str, Any], authorization: str) -> dict[str, Any]:
        answer = super().access(arguments, authorization)
        team = (answer.get("team") or {}).get("id", "")
        if not team.startswith("E"):
            return answer
        return answer | {"team": None, "enterprise": {"id": team, "name": "Org"}, "is_enterprise_install": True}


@pytest.fixture
def authority(slack: FakeSlack) -> Iterator[Organisation]:
    slack.workspaces, slack.authority = {}, Organisation(slack)
    slack.problems.clear()
    slack.responses.clear()
    yield slack.authority
    assert slack.problems == []
    slack.workspaces, slack.authority = {BOT_TOKEN: TEAM}, None


@pytest.fixture
def house(slack: FakeSlack, data: Path, authority: Organisation) -> Iterator[Door]:
    """A bot that one organisation has installed as a whole."""
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        assert install(door, authority, ORG)[0] == 200
        yield door


def outer(workspace: str | None, org: str = ORG, **more: Any) -> dict[str, Any]:
    """The outer body of an event for an organisation's installation; its authorisation names no workspace."""
    authorization = {
        "enterprise_id": org, "team_id": None, "user_id": BOT_USER, "is_bot": True, "is_enterprise_install": True,
    }  # fmt: skip
    return {"enterprise_id": org, "team_id": workspace, "authorizations": [authorization], **more}


def asked(door: Door, slack: FakeSlack, workspace: str, **more: Any) -> Call:
    ts = slack.new_ts()
    door.event(mention(ts, CASE) | {"team": workspace}, **outer(workspace, **more))
    return slack.wait_for_posts(1, ts)[0]


def by(workspace: str, payload: dict[str, Any], team: dict[str, str] | None = None) -> dict[str, Any]:
    """An interaction as an organisation's bot gets it: ``team`` is null, and the person's workspace is named."""
    person = payload["user"] | {"team_id": workspace}
    return payload | WHOLE | {"team": team, "user": person}


def pressed(door: Door, slack: FakeSlack, post: Call, label: str, workspace: str) -> None:
    (button,) = [one for one in post.buttons if one["text"]["text"] == label]
    door.interact(by(workspace, fake_modals.press(button, post, slack.response_url(), ts=slack.new_ts())))


def views(slack: FakeSlack) -> list[Call]:
    return [call for call in slack.calls if call.method == "views.open"]


def test_an_organisation_is_answered_in_each_of_its_workspaces_with_its_one_token(
    slack: FakeSlack, data: Path, authority: Organisation
) -> None:
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        assert install(door, authority, ORG)[0] == 200
        posts = [asked(door, slack, EAST), asked(door, slack, WEST)]
        assert {slack.workspaces[post.token] for post in posts} == {ORG}
        with sqlite3.connect(data / "netboard.db") as connection:
            stored = connection.execute("select enterprise_id, team_id, is_enterprise_install from slack_bots")
            assert stored.fetchall() == [(ORG, None, 1)]


def test_a_thread_is_one_whatever_workspace_of_the_organisation_slack_names(house: Door, slack: FakeSlack) -> None:
    post = asked(house, slack, EAST)
    ts = post.arguments["thread_ts"]
    house.event(message(slack.new_ts(), "and now?", thread_ts=ts) | {"team": WEST}, **outer(WEST))
    posts = slack.wait_for_posts(2, ts)
    assert "Turn 2" in posts[1].arguments["text"]


def test_buttons_forms_and_commands_name_no_workspace_and_work(house: Door, slack: FakeSlack) -> None:
    post = asked(house, slack, EAST)
    asked(house, slack, WEST)
    before = len(views(slack))
    pressed(house, slack, post, "Correct the case", WEST)
    slack.wait(lambda: len(views(slack)) > before, 5)
    opened = views(slack)[before]
    assert slack.workspaces[opened.token] == ORG
    form = fake_modals.submit(opened.arguments["view"], age_years="62")
    form["view"] |= {"team_id": WEST, "app_installed_team_id": None}
    assert house.interact(by(WEST, form)) == {}
    slack.wait_until_shown(post.arguments["thread_ts"], lambda shown: any("updated by" in one for one in shown))
    slack.responses.clear()
    more = {"team_id": WEST, "enterprise_id": ORG, "enterprise_name": "Org", "is_enterprise_install": "true"}
    house.command("grade 8% 3", **more)
    (told,) = slack.wait_for_responses()
    assert "Grade 2" in told.arguments["text"]


def test_home_and_openers_are_shown_with_the_token_of_the_organisation(house: Door, slack: FakeSlack) -> None:
    for tab in ("home", "messages"):
        house.event({"type": "app_home_opened", "user": "W0GRID", "channel": "D0GRID", "tab": tab}, **outer(EAST))
    slack.wait(lambda: any(call.arguments.get("channel_id") == "D0GRID" for call in slack.calls), 5)
    slack.wait(lambda: any(call.arguments.get("user_id") == "W0GRID" for call in slack.calls), 5)
    shown = [
        c for c in slack.calls if {c.arguments.get("channel_id"), c.arguments.get("user_id")} & {"D0GRID", "W0GRID"}
    ]
    assert {call.method for call in shown} == {"views.publish", "assistant.threads.setSuggestedPrompts"}
    assert {slack.workspaces[call.token] for call in shown} == {ORG}


def test_a_colleague_of_another_workspace_is_no_outsider_and_a_guest_is_one(house: Door, slack: FakeSlack) -> None:
    post = asked(house, slack, EAST)
    asked(house, slack, WEST)  # West writes where no guest can
    before = len(views(slack))
    pressed(house, slack, post, "Show sources", WEST)
    slack.wait(lambda: len(views(slack)) > before, 5)
    assert len(views(slack)) == before + 1
    pressed(house, slack, post, "Show sources", GUEST)
    (told,) = slack.wait_for_responses()
    assert "no case from another organisation" in told.arguments["text"]
    ts = slack.new_ts()
    shared = mention(ts, CASE) | {"team": GUEST, "user_team": GUEST}
    house.event(shared, **outer(GUEST, is_ext_shared_channel=True))
    assert slack.wait_for_posts(1, ts, 0.3) == []
    ts = slack.new_ts()
    house.event(mention(ts, CASE) | {"team": WEST, "user_team": ORG}, **outer(EAST, is_ext_shared_channel=True))
    assert len(slack.wait_for_posts(1, ts)) == 1


def test_a_workspace_that_the_organisation_took_the_bot_from_is_none_of_its_own_any_more(
    house: Door, slack: FakeSlack
) -> None:
    post = asked(house, slack, EAST)
    asked(house, slack, WEST)
    house.event({"type": "team_access_revoked", "team_ids": [WEST]}, **outer(EAST))
    pressed(house, slack, post, "Show sources", WEST)
    (told,) = slack.wait_for_responses()
    assert "no case from another organisation" in told.arguments["text"]


@pytest.mark.parametrize(
    "event", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": [BOT_USER], "oauth": []}}]
)
def test_an_organisation_that_leaves_is_forgotten_and_no_other(
    event: dict[str, Any], slack: FakeSlack, data: Path, authority: Organisation
) -> None:
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        for org, workspace in ((ORG, EAST), (OTHER_ORG, GUEST)):
            install(door, authority, org)
            ts = slack.new_ts()
            door.event(mention(ts, CASE) | {"team": workspace}, **outer(workspace, org))
            slack.wait_for_posts(1, ts)
        kept = rows(data, OTHER_ORG)
        assert rows(data, ORG)["deliveries"] == rows(data, ORG)["kin"] == 1
        door.event(event, **outer(EAST))
        assert {table for table, count in rows(data, ORG).items() if count} == {"audit"}
        assert rows(data, OTHER_ORG) == kept
        with sqlite3.connect(data / "netboard.db") as connection:
            for table in ("slack_bots", "slack_installations"):
                left = connection.execute(f"select enterprise_id from {table}").fetchall()  # noqa: S608 - our own
                assert left == [(OTHER_ORG,)]
        ts = slack.new_ts()
        door.event(mention(ts, CASE) | {"team": EAST}, **outer(EAST))
        assert slack.wait_for_posts(1, ts, 0.3) == []


def test_only_organisations_on_the_list_may_install(slack: FakeSlack, data: Path, authority: Organisation) -> None:
    with running(slack, FakeConsultant(), data, "http", NETBOARD_TEAMS=f"{TEAM},{ORG}", **MANY) as (door, _):
        assert install(door, authority, OTHER_ORG)[0] == 500
        assert install(door, authority, ORG)[0] == 200
        assert "Turn 1" in asked(door, slack, EAST).arguments["text"]


def test_the_token_of_an_organisation_is_exchanged_too(slack: FakeSlack, data: Path, authority: Organisation) -> None:
    authority.lifetime_s = 60
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        install(door, authority, ORG)
        first = set(slack.workspaces)
        authority.lifetime_s = 43_200
        posts = [asked(door, slack, EAST), asked(door, slack, WEST)]
    assert authority.refreshed == [ORG]
    assert {post.token for post in posts}.isdisjoint(first)


def test_a_workspace_that_installed_it_itself_keeps_its_own_token_beside_the_organisations(
    slack: FakeSlack, data: Path, authority: Organisation
) -> None:
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        install(door, authority, ORG)
        install(door, authority, EAST)
        ts = slack.new_ts()
        door.event(mention(ts, CASE) | {"team": EAST}, team=EAST, enterprise_id=ORG)
        assert slack.workspaces[slack.wait_for_posts(1, ts)[0].token] == EAST
        assert slack.workspaces[asked(door, slack, EAST).token] == ORG


@pytest.mark.parametrize("mode", MODES)
def test_the_one_token_of_an_organisation_serves_without_oauth(mode: str, slack: FakeSlack, data: Path) -> None:
    slack.workspaces = {BOT_TOKEN: ORG}
    slack.enterprise = ORG
    try:
        with running(slack, FakeConsultant(), data, mode) as (door, _):
            post = asked(door, slack, EAST)
            before = len(views(slack))
            pressed(door, slack, post, "Show sources", EAST)
            slack.wait(lambda: len(views(slack)) > before, 5)
            assert len(views(slack)) == before + 1
            door.event({"type": "app_uninstalled"}, **outer(EAST))
            assert {table for table, count in rows(data, ORG).items() if count} == {"audit"}
    finally:
        slack.workspaces, slack.enterprise = {BOT_TOKEN: TEAM}, None
