"""Slack's side of OAuth: codes and refresh tokens in, tokens out, each good once; and a browser that installs."""

import base64
import html
import sqlite3
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path
from typing import Any

from tests.scenarios.door import Door
from tests.scenarios.fake_slack import BOT_USER, FakeSlack

CLIENT_ID, CLIENT_SECRET = "111.222", "oauth-secret"
MANY = {"SLACK_BOT_TOKEN": None, "SLACK_CLIENT_ID": CLIENT_ID, "SLACK_CLIENT_SECRET": CLIENT_SECRET}
"""Settings of a bot that many install."""


class Authority:
    """Answers oauth.v2.access."""

    def __init__(self, slack: FakeSlack, lifetime_s: int | None = None) -> None:
        """With ``lifetime_s`` the app has token rotation on."""
        self.lifetime_s = lifetime_s
        self.refreshed: list[str] = []
        self.down = False
        self._slack = slack
        self._codes: dict[str, str] = {}
        self._refresh: dict[str, str] = {}

    def code(self, team: str) -> str:
        """What Slack hands to the redirect page once an administrator has agreed."""
        code = uuid.uuid4().hex
        self._codes[code] = team
        return code

    def access(self, arguments: dict[str, Any], authorization: str) -> dict[str, Any]:
        expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if authorization != f"Basic {expected}" or self.down:
            return {"ok": False, "error": "internal_error" if self.down else "invalid_client_id"}
        if arguments.get("grant_type") == "refresh_token":
            team = self._refresh.pop(str(arguments.get("refresh_token")), None)
            if team is not None:
                self.refreshed.append(team)
        else:
            team = self._codes.pop(str(arguments.get("code")), None)
        if team is None:
            return {"ok": False, "error": "invalid_code"}
        token = f"xoxb-{team}-{uuid.uuid4().hex[:8]}"
        self._slack.workspaces = {
            old: of for old, of in self._slack.workspaces.items() if of != team or self.lifetime_s is not None
        } | {token: team}
        answer: dict[str, Any] = {
            "ok": True, "app_id": "A1", "token_type": "bot", "access_token": token, "bot_user_id": BOT_USER,
            "scope": "chat:write,commands", "team": {"id": team, "name": f"Team {team}"}, "enterprise": None,
            "authed_user": {"id": "U0ADMIN"}, "is_enterprise_install": False,
        }  # fmt: skip
        if self.lifetime_s is not None:
            refresh = f"xoxe-1-{uuid.uuid4().hex}"
            self._refresh[refresh] = team
            answer |= {"refresh_token": refresh, "expires_in": self.lifetime_s, "at": time.time()}
        return answer


def get(port: int | None, path: str, cookie: str = "") -> tuple[int, str, Any]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookie} if cookie else {})
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.status, response.read().decode(), response.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers


def begin(port: int | None) -> tuple[str, dict[str, str]]:
    """The install page: the browser's cookie, and what the button sends to Slack."""
    status, page, headers = get(port, "/slack/install")
    assert status == 200
    url = html.unescape(page.partition('<a href="')[2].partition('"')[0])
    return headers["Set-Cookie"].partition(";")[0], dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))


def install(door: Door, authority: Authority, team: str) -> tuple[int, str]:
    cookie, asked = begin(door.port)
    query = urllib.parse.urlencode({"code": authority.code(team), "state": asked["state"]})
    status, page, _ = get(door.port, f"/slack/oauth_redirect?{query}", cookie)
    return status, page


def rows(data: Path, team: str) -> dict[str, int]:
    """How many rows of each table are of a workspace."""
    found = {}
    with sqlite3.connect(data / "netboard.db") as connection:
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            columns = {row[1] for row in connection.execute(f"pragma table_info({table})")}
            for name in {"team", "team_id"} & columns:
                query = f"select count(*) from {table} where {name} = ?"  # noqa: S608 - names of our own tables
                found[table] = connection.execute(query, (team,)).fetchone()[0]
    return found
