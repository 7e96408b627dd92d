"""Admission: who is answered, and where. Pure.

By default everybody of the workspace that installed the bot, in every channel to which it was invited. Somebody of
another organisation, in a channel that both share, is refused: the answer and the case would leave the house.
"""

import re
from collections.abc import Mapping
from typing import Any, Literal

from bot.tenant import Tenant
from knowledge.case import Value

Reason = Literal["channel", "team", "outsider"]
SENTENCES: Mapping[Reason, str] = {
    "channel": "I do not answer in this channel. Ask me in a channel where I may, or write me a direct message.",
    "team": "I am not set up to answer in this workspace. Whoever runs netboard here can allow it.",
    "outsider": "I answer colleagues of the workspace that installed me, and take no case from another organisation. "
    "Please ask a colleague there.",
}


class Admission(Value):
    """What is allowed by the settings."""

    channels: frozenset[str] = frozenset()
    """Channels in which the bot answers; empty for all. Direct messages are private and always allowed."""
    teams: frozenset[str] = frozenset()
    """Workspaces and organisations which the bot answers; empty for every one that installed it."""
    outsiders: bool = False
    """Whether people of other organisations are answered in shared channels."""

    def refusal(self, body: Mapping[str, Any], tenant: Tenant) -> Reason | None:
        """Why an event, a command or a button is refused."""
        if self.teams and not self.teams & {tenant.id, tenant.workspace, tenant.enterprise}:
            return "team"
        channel = channel_of(body)
        if self.channels and channel and not channel.startswith("D") and channel not in self.channels:
            return "channel"
        return "outsider" if not self.outsiders and self._is_outside(body, tenant) else None

    def _is_outside(self, body: Mapping[str, Any], tenant: Tenant) -> bool:
        """Whether the person is of another workspace or organisation than ours and those on the list.

        Where the channel is shared and nothing tells whose person it is, it counts as one from outside. A channel of
        several workspaces of one organisation is not shared in that sense.
        """
        theirs, is_shared = teams_of(body), body.get("is_ext_shared_channel")
        if not theirs:
            return bool(is_shared)
        if tenant.enterprise and is_shared is False:
            return False
        return not theirs <= tenant.ours | self.teams


def channel_of(body: Mapping[str, Any]) -> str:
    """The channel of an event, a command, a button or a shortcut; empty where there is none."""
    event, container = body.get("event") or {}, body.get("container") or {}
    named = event.get("channel") or (body.get("channel") or {}) or container.get("channel_id") or body.get("channel_id")
    return str(named.get("id") or "") if isinstance(named, Mapping) else str(named or "")


def teams_of(body: Mapping[str, Any]) -> frozenset[str]:
    """The workspaces that Slack names as those of the person who wrote or pressed."""
    event = body.get("event") or {}
    message = event.get("message") or event.get("previous_message") or event
    user = body.get("user")
    named = [message.get(name) for name in ("user_team", "source_team", "team")]
    named += [(message.get("user_profile") or {}).get("team")]
    named += [user.get("team_id")] if isinstance(user, Mapping) else []
    return frozenset(str(team) for team in named if team)


def ids(listed: str | None, kind: str) -> frozenset[str]:
    """The ids of a setting, comma separated. Raises ValueError for one that begins with no letter of ``kind``."""
    found = frozenset(part.strip() for part in (listed or "").split(",") if part.strip())
    for one in sorted(found):
        if not re.fullmatch(rf"[{kind}][A-Z0-9]{{2,}}", one):
            raise ValueError(one)
    return found
