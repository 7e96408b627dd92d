"""Slack's side of OAuth: codes and refresh tokens in, tokens of workspaces out, each good once."""

import base64
import time
import uuid
from typing import Any

from tests.scenarios.fake_slack import BOT_USER, FakeSlack

CLIENT_ID, CLIENT_SECRET = "111.222", "oauth-secret"


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
