"""Many workspaces: each answered with its own token, never seeing another's, gone when they leave."""

import sqlite3
import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.sealing import reseal
from bot.serve import check
from bot.settings import SetupError
from tests.scenarios.answers import FakeConsultant
from tests.scenarios.authority import CLIENT_ID, MANY, Authority, begin, get, install, rows
from tests.scenarios.conftest import running, settings_for
from tests.scenarios.door import Door
from tests.scenarios.fake_slack import BOT_TOKEN, TEAM, FakeSlack
from tests.scenarios.payloads import mention, message

CASE = "62F pNET, Ki-67 8%, prognosis?"
EAST, WEST = "T0EAST", "T0WEST"


@pytest.fixture
def authority(slack: FakeSlack) -> Iterator[Authority]:
    slack.workspaces, slack.authority = {}, Authority(slack)
    slack.problems.clear()
    yield slack.authority
    assert slack.problems == []
    slack.workspaces, slack.authority = {BOT_TOKEN: TEAM}, None


def of_team(team: str, text: str, ts: str, **more: Any) -> dict[str, Any]:
    return mention(ts, text, **more) | {"team": team}


def test_the_install_page_asks_for_the_scopes_of_the_manifest_and_no_more(
    slack: FakeSlack, data: Path, authority: Authority
) -> None:
    import yaml

    import bot

    manifest = yaml.safe_load((Path(bot.__file__).parent / "manifest.yaml").read_text(encoding="utf-8"))
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        _, asked = begin(door.port)
    assert asked["scope"].split(",") == manifest["oauth_config"]["scopes"]["bot"]
    assert asked["client_id"] == CLIENT_ID
    assert not asked.get("user_scope")


def test_two_workspaces_are_each_answered_with_their_own_token(
    slack: FakeSlack, data: Path, authority: Authority
) -> None:
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        assert install(door, authority, EAST)[0] == 200
        assert install(door, authority, WEST)[0] == 200
        for team in (EAST, WEST):
            ts = slack.new_ts()
            door.event(of_team(team, CASE, ts), team=team)
            (post,) = slack.wait_for_posts(1, ts)
            assert slack.workspaces[post.token] == team
        courtesies = [call for call in slack.calls if call.method == "assistant.threads.setStatus"]
        assert {slack.workspaces.get(call.token) for call in courtesies[-4:]} <= {EAST, WEST}


def test_a_window_is_opened_with_the_token_of_its_workspace(slack: FakeSlack, data: Path, authority: Authority) -> None:
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        install(door, authority, EAST)
        install(door, authority, WEST)
        for team in (EAST, WEST):
            ts, before = slack.new_ts(), len(slack.calls)
            door.event(of_team(team, CASE, ts), team=team)
            (post,) = slack.wait_for_posts(1, ts)
            button = next(one for one in post.buttons if one["action_id"] == "show_sources")
            door.press(
                button, post, slack.new_ts(), team={"id": team, "domain": "x"}, user={"id": "U0ANNA", "team_id": team}
            )
            slack.wait(lambda before=before: [c for c in slack.calls[before:] if c.method == "views.open"], 5)
            (opened,) = [call for call in slack.calls[before:] if call.method == "views.open"]
            assert slack.workspaces[opened.token] == team


def test_workspaces_never_see_each_others_cases(slack: FakeSlack, data: Path, authority: Authority) -> None:
    consultant = FakeConsultant()
    consultant.reads = True
    with running(slack, consultant, data, "http", **MANY) as (door, _):
        install(door, authority, EAST)
        install(door, authority, WEST)
        ts, follow = slack.new_ts(), slack.new_ts()
        door.event(of_team(EAST, CASE, ts), team=EAST)
        (first,) = slack.wait_for_posts(1, ts)
        # the same channel, thread and button ids in another workspace
        door.event(message(follow, "and now?", thread_ts=ts) | {"team": WEST}, team=WEST)
        door.press(
            first.buttons[0], first, slack.new_ts(),
            team={"id": WEST, "domain": "w"}, user={"id": "U0EVE", "team_id": WEST},
        )  # fmt: skip
        assert len(slack.wait_for_posts(2, ts, 0.6)) == 1
        door.event(of_team(WEST, "ECOG 1, prognosis?", follow, thread_ts=ts), team=WEST)
        second = slack.wait_for_posts(2, ts)[1]
    assert "Turn 1 read ECOG 1" in second.arguments["text"]
    assert "ki67" not in second.arguments["text"]
    assert "primary_site" not in second.arguments["text"]


def test_nothing_is_asked_of_slack_before_an_event_is_acknowledged(
    slack: FakeSlack, data: Path, authority: Authority
) -> None:
    consultant = FakeConsultant()
    consultant.delay_s = 0.5
    with running(slack, consultant, data, "http", **MANY) as (door, _):
        install(door, authority, EAST)
        before = len(slack.calls)
        ts = slack.new_ts()
        assert door.event(of_team(EAST, CASE, ts), team=EAST) < 0.4
        assert [call for call in slack.calls[before:] if call.method == "auth.test"] == []
        slack.wait_for_posts(1, ts)


def test_a_workspace_without_the_bot_is_acknowledged_and_not_answered(
    slack: FakeSlack, data: Path, authority: Authority
) -> None:
    consultant = FakeConsultant()
    with running(slack, consultant, data, "http", **MANY) as (door, _):
        assert door.event(of_team("T0NONE", CASE, slack.new_ts()), team="T0NONE") < 1
        time.sleep(0.2)
    assert consultant.asked == []


@pytest.mark.parametrize("wrong", ["no_cookie", "other_state", "state_twice", "bad_code", "denied"])
def test_an_installation_that_is_not_the_browsers_own_is_refused(
    wrong: str, slack: FakeSlack, data: Path, authority: Authority
) -> None:
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        cookie, asked = begin(door.port)
        code, state = authority.code(EAST), asked["state"]
        if wrong == "state_twice":
            query = urllib.parse.urlencode({"code": authority.code(WEST), "state": state})
            assert get(door.port, f"/slack/oauth_redirect?{query}", cookie)[0] == 200
        values = {
            "no_cookie": {"code": code, "state": state},
            "other_state": {"code": code, "state": "x"},
            "state_twice": {"code": code, "state": state},
            "bad_code": {"code": "x", "state": state},
            "denied": {"error": "access_denied", "state": state},
        }[wrong]
        get(
            door.port, f"/slack/oauth_redirect?{urllib.parse.urlencode(values)}", "" if wrong == "no_cookie" else cookie
        )
        ts = slack.new_ts()
        door.event(of_team(EAST, CASE, ts), team=EAST)
        assert slack.wait_for_posts(1, ts, 0.4) == []


def test_a_page_that_breaks_tells_one_sentence_with_an_id(
    slack: FakeSlack, data: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        cookie, asked = begin(door.port)
        monkeypatch.setattr(authority, "access", lambda *_: 1 / 0)
        query = urllib.parse.urlencode({"code": "x", "state": asked["state"]})
        status, page, _ = get(door.port, f"/slack/oauth_redirect?{query}", cookie)
    assert status == 500
    assert page.startswith("Something went wrong on our side (id ")
    assert "netboard was not installed" in page


def test_only_workspaces_on_the_list_may_install(slack: FakeSlack, data: Path, authority: Authority) -> None:
    with running(slack, FakeConsultant(), data, "http", NETBOARD_TEAMS=EAST, **MANY) as (door, _):
        assert install(door, authority, EAST)[0] == 200
        assert install(door, authority, WEST)[0] == 500
    with sqlite3.connect(data / "netboard.db") as connection:
        assert connection.execute("select team_id from slack_bots").fetchall() == [(EAST,)]


def test_a_token_that_runs_out_soon_is_exchanged_once_and_used(
    slack: FakeSlack, data: Path, authority: Authority
) -> None:
    authority.lifetime_s = 60
    consultant = FakeConsultant()
    with running(slack, consultant, data, "http", **MANY) as (door, _):
        install(door, authority, EAST)
        first = set(slack.workspaces)
        authority.lifetime_s = 43_200
        threads = [slack.new_ts() for _ in range(4)]
        senders = [
            threading.Thread(target=door.event, args=(of_team(EAST, CASE, ts),), kwargs={"team": EAST})
            for ts in threads
        ]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        posts = [slack.wait_for_posts(1, ts)[0] for ts in threads]
    assert authority.refreshed == [EAST]
    assert {post.token for post in posts}.isdisjoint(first)


def test_a_token_that_cannot_be_exchanged_serves_while_it_holds(
    slack: FakeSlack, data: Path, authority: Authority
) -> None:
    authority.lifetime_s = 60
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        install(door, authority, EAST)
        authority.down = True
        ts = slack.new_ts()
        door.event(of_team(EAST, CASE, ts), team=EAST)
        assert len(slack.wait_for_posts(1, ts)) == 1
    assert authority.refreshed == []


def test_of_two_workers_that_exchange_an_expired_token_at_once_both_answer_with_the_next_one(
    slack: FakeSlack, data: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.lifetime_s = -10
    both, access = threading.Barrier(2), authority.access

    def at_once(arguments: dict[str, Any], authorization: str) -> dict[str, Any]:
        if arguments.get("grant_type") == "refresh_token":
            both.wait(5)  # each has read the old token by now; Slack takes it from one of them
        return access(arguments, authorization)

    with (
        running(slack, FakeConsultant(), data, "http", **MANY) as (first, _),
        running(slack, FakeConsultant(), data, "http", **MANY) as (second, _),
    ):
        install(first, authority, EAST)
        authority.lifetime_s, old = 43_200, set(slack.workspaces)
        monkeypatch.setattr(authority, "access", at_once)
        threads = [slack.new_ts(), slack.new_ts()]
        for door, ts in zip((first, second), threads, strict=True):
            door.event(of_team(EAST, "grade 8% 3", ts), team=EAST)  # shows no status, which would exchange it too
        posts = [slack.wait_for_posts(1, ts)[0] for ts in threads]
    assert authority.refreshed == [EAST]
    assert all("Grade 2" in post.arguments["text"] for post in posts)
    assert {post.token for post in posts}.isdisjoint(old)


LEAVING = [
    {"type": "app_uninstalled"},
    {"type": "tokens_revoked", "tokens": {"oauth": ["U0ADMIN"], "bot": ["U0BOT"]}},
]


@pytest.mark.parametrize("event", LEAVING)
def test_a_workspace_that_leaves_is_forgotten_and_no_other(
    event: dict[str, Any], slack: FakeSlack, data: Path, authority: Authority
) -> None:
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        for team in (EAST, WEST):
            install(door, authority, team)
            ts = slack.new_ts()
            door.event(of_team(team, CASE, ts), team=team)
            slack.wait_for_posts(1, ts)
        before = rows(data, EAST), rows(data, WEST)
        door.event(event, team=EAST)
        after = rows(data, EAST), rows(data, WEST)
        door.event(event, team=EAST, retry=1)
        door.event(of_team(EAST, CASE, slack.new_ts()), team=EAST)
    assert {table for table, count in before[0].items() if count} >= {
        "deliveries", "conversations", "answers", "posts", "turns", "slack_bots", "slack_installations",
    }  # fmt: skip
    assert {table for table, count in after[0].items() if count} == {"audit"}  # who was answered; no case
    assert after[1] == before[1]


def test_a_person_who_takes_back_their_own_token_ends_nothing(
    slack: FakeSlack, data: Path, authority: Authority
) -> None:
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        install(door, authority, EAST)
        door.event({"type": "tokens_revoked", "tokens": {"oauth": ["U0ANNA"], "bot": []}}, team=EAST)
        assert rows(data, EAST)["slack_bots"] == 1


def test_a_workspace_that_leaves_in_mid_answer_leaves_nothing_behind(
    slack: FakeSlack, data: Path, authority: Authority
) -> None:
    consultant = FakeConsultant()
    consultant.gate = threading.Event()
    with running(slack, consultant, data, "http", **MANY) as (door, _):
        install(door, authority, EAST)
        ts = slack.new_ts()
        door.event(of_team(EAST, CASE, ts), team=EAST)
        slack.wait(lambda: bool(consultant.asked), 3)
        slack.workspaces.clear()
        door.event({"type": "app_uninstalled"}, team=EAST)
        consultant.gate.set()
        time.sleep(0.5)
    assert {table for table, count in rows(data, EAST).items() if count} == set()  # nobody was answered
    assert slack.posts(ts) == []


def test_a_workspace_may_install_again(slack: FakeSlack, data: Path, authority: Authority) -> None:
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        install(door, authority, EAST)
        door.event({"type": "app_uninstalled"}, team=EAST)
        install(door, authority, EAST)
        ts = slack.new_ts()
        door.event(of_team(EAST, CASE, ts), team=EAST)
        assert len(slack.wait_for_posts(1, ts)) == 1


def test_one_workspace_by_token_is_purged_too_when_it_leaves(door: Door, slack: FakeSlack) -> None:
    ts = slack.new_ts()
    door.event(mention(ts, CASE))
    slack.wait_for_posts(1, ts)
    door.event({"type": "app_uninstalled"})
    door.event(message(slack.new_ts(), "and now?", thread_ts=ts))
    assert len(slack.wait_for_posts(2, ts, 0.4)) == 1


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SLACK_CLIENT_SECRET": None}, "SLACK_CLIENT_SECRET"),
        ({"SLACK_CLIENT_ID": None}, "SLACK_CLIENT_ID"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_BOT_TOKEN and SLACK_CLIENT_ID"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_SIGNING_SECRET is needed"),
        ({"SLACK_SIGNING_SECRET": None}, "SLACK_SIGNING_SECRET is needed"),
    ],
)
def test_settings_that_do_not_go_together_are_named_in_one_line(
    changes: dict[str, object], named: str, slack: FakeSlack, data: Path
) -> None:
    with pytest.raises(SetupError) as refused:
        check(settings_for(slack, data, "http", **(MANY | changes)))
    assert str(refused.value).startswith(named)
    assert "\n" not in str(refused.value)


def test_with_a_key_no_token_of_a_workspace_stands_in_the_database_and_older_ones_are_sealed_anew(
    slack: FakeSlack, data: Path, authority: Authority
) -> None:
    key = Fernet.generate_key().decode()
    with running(slack, FakeConsultant(), data, "http", **MANY) as (door, _):
        assert install(door, authority, EAST)[0] == 200
    before = tokens(data)
    with running(slack, FakeConsultant(), data, "http", **MANY, NETBOARD_KEY=key) as (door, service):
        assert install(door, authority, WEST)[0] == 200
        assert reseal(service._store.engine) > 0
    with running(slack, FakeConsultant(), data, "http", **MANY, NETBOARD_KEY=key) as (door, _):
        for team in (EAST, WEST):
            ts = slack.new_ts()
            door.event(of_team(team, CASE, ts), team=team)
            (post,) = slack.wait_for_posts(1, ts)
            assert slack.workspaces[post.token] == team
    assert any(token.startswith("xox") for token in before)
    assert all(token.startswith("sealed:") for token in tokens(data))
    held = b"".join(file.read_bytes() for file in data.iterdir() if file.is_file())
    assert [token for token in slack.workspaces if token.encode() in held] == []


def tokens(data: Path) -> list[str]:
    """Every token as the database has it."""
    columns = {"slack_bots": ("bot_token", "bot_refresh_token"), "slack_installations": ("bot_token", "user_token")}
    with sqlite3.connect(data / "netboard.db") as connection:
        found = [
            row[0]
            for table, names in columns.items()
            for name in names
            for row in connection.execute(f"select {name} from {table}")  # noqa: S608 - names of our own
        ]
    return [token for token in found if token]
