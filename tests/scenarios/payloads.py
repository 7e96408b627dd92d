"""Payloads as Slack sends them: events, slash commands and buttons that people press."""

import uuid
from typing import Any

from tests.scenarios.fake_slack import BOT_USER, PERSON, TEAM, Call


def event_body(event: dict[str, Any], event_id: str | None = None, team: str = TEAM, **more: Any) -> dict[str, Any]:
    """An Events API callback for the installation in a workspace."""
    return {
        "token": "old-verification-token",
        "team_id": team,
        "api_app_id": "A1",
        "event": event,
        "type": "event_callback",
        "event_id": event_id or f"Ev{uuid.uuid4().hex[:10].upper()}",
        "event_time": 1_750_000_000,
        "authorizations": [{"team_id": team, "user_id": BOT_USER, "is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        **more,
    }


def mention(
    ts: str, text: str, *, thread_ts: str | None = None, channel: str = "C0TUMOUR", **more: Any
) -> dict[str, Any]:
    """An app_mention event; ``text`` without the mention."""
    event = {"type": "app_mention", "user": PERSON, "text": f"<@{BOT_USER}> {text}", "ts": ts, "channel": channel}
    return event | {"event_ts": ts, "team": TEAM} | ({"thread_ts": thread_ts} if thread_ts else {}) | more


def message(
    ts: str, text: str, *, thread_ts: str | None = None, channel: str = "C0TUMOUR", **more: Any
) -> dict[str, Any]:
    """A message event in a channel, or in a direct message where the channel begins with D."""
    kind = "im" if channel.startswith("D") else "channel"
    event = {"type": "message", "user": PERSON, "text": text, "ts": ts, "channel": channel, "channel_type": kind}
    return event | {"event_ts": ts, "team": TEAM} | ({"thread_ts": thread_ts} if thread_ts else {}) | more


def slash(text: str, response_url: str) -> dict[str, Any]:
    """A slash command."""
    return {
        "token": "old", "team_id": TEAM, "team_domain": "x", "channel_id": "C0TUMOUR", "channel_name": "tumour",
        "user_id": PERSON, "user_name": "anna", "command": "/net", "text": text, "api_app_id": "A1",
        "is_enterprise_install": "false", "response_url": response_url,
        "trigger_id": f"1750000000.2.{uuid.uuid4().hex}",
    }  # fmt: skip


def press(
    button: dict[str, Any], post: Call, message_ts: str, response_url: str, *, is_ephemeral: bool = False
) -> dict[str, Any]:
    """A button pressed under a message of the bot."""
    channel = post.arguments["channel"]
    return {
        "type": "block_actions",
        "user": {"id": PERSON, "username": "anna", "team_id": TEAM},
        "api_app_id": "A1",
        "team": {"id": TEAM, "domain": "x"},
        "channel": {"id": channel, "name": "tumour"},
        "container": {"type": "message", "message_ts": message_ts, "channel_id": channel, "is_ephemeral": is_ephemeral},
        "message": {"ts": message_ts, "thread_ts": post.arguments["thread_ts"], "blocks": post.arguments["blocks"]},
        "actions": [{**button, "type": "button", "block_id": "b1", "action_ts": "1.2"}],
        "trigger_id": "1.2.3",
        "response_url": response_url,
    }
