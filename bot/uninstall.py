"""Uninstall: a workspace or an organisation removed the bot or took its token back; nothing of it is kept."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltContext

from bot.tenant import Tenants


def register(app: App, purge: Callable[[str], int], tenants: Tenants) -> None:
    """Purge a workspace or an organisation before Slack is answered: when that fails, Slack tells it again."""

    def on_uninstalled(context: BoltContext) -> None:
        if leaving := _leaving(context):
            purge(leaving)

    def on_revoked(event: dict[str, Any], context: BoltContext) -> None:
        if loses_the_bot(event):
            on_uninstalled(context)

    def on_access_revoked(event: dict[str, Any]) -> None:
        """An organisation keeps the bot, and takes it away from some of its workspaces."""
        tenants.forget(frozenset(map(str, event.get("team_ids") or ())))

    app.event("app_uninstalled")(on_uninstalled)
    app.event("tokens_revoked")(on_revoked)
    app.event("team_access_revoked")(on_access_revoked)


def _leaving(context: BoltContext) -> str:
    """Who leaves: the organisation where it had installed the bot as a whole."""
    return str((context.enterprise_id if context.is_enterprise_install else context.team_id) or "")


def loses_the_bot(event: Mapping[str, Any]) -> bool:
    """Whether the bot's own token was revoked, and not only that of a person who left."""
    return bool((event.get("tokens") or {}).get("bot"))
