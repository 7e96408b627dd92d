"""Uninstall: a workspace removed the bot or took its token back; nothing of it is kept."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App


def register(app: App, purge: Callable[[str], int]) -> None:
    """Purge a workspace before Slack is answered: when that fails, Slack tells it again."""

    def on_uninstalled(body: dict[str, Any]) -> None:
        if team := str(body.get("team_id") or ""):
            purge(team)

    def on_revoked(event: dict[str, Any], body: dict[str, Any]) -> None:
        team = str(body.get("team_id") or "")
        if team and loses_the_bot(event):
            purge(team)

    app.event("app_uninstalled")(on_uninstalled)
    app.event("tokens_revoked")(on_revoked)


def loses_the_bot(event: Mapping[str, Any]) -> bool:
    """Whether the bot's own token was revoked, and not only that of a person who left."""
    return bool((event.get("tokens") or {}).get("bot"))
