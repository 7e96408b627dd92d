"""Workspaces: one with its token from the settings, or many that installed the bot by OAuth, organisations too."""

from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.oauth import OAuthFlow
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.events import EVENT_SCOPES
from bot.installations import Installations
from bot.poster import Clients
from bot.webapi import METHOD_SCOPES, web_client


@dataclass(frozen=True)
class Workspaces:
    """How the bot speaks to the workspaces that it serves."""

    client: WebClient
    """For Bolt; of many workspaces it has no token of its own."""
    clients: Clients
    quick: Clients
    """For courtesies: these neither wait long nor try again."""
    authorize: Callable[..., AuthorizeResult | None] | None = None
    flow: OAuthFlow | None = None


def one(token: str, api_url: str | None) -> Workspaces:
    """The workspace of a bot token."""
    client, quick = web_client(token, api_url), web_client(token, api_url, is_patient=False)
    return Workspaces(client, lambda _team: client, lambda _team: quick)


def many(engine: Engine, client_id: str, client_secret: str, api_url: str | None, teams: frozenset[str]) -> Workspaces:
    """Every workspace or organisation that installs the bot; with ``teams`` only those."""
    installed = Installations(engine, client_id, client_secret, api_url, teams)

    def authorize(context: BoltContext, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        return installed.authorize(enterprise_id, team_id, is_whole=bool(context.is_enterprise_install))

    return Workspaces(
        client=web_client(None, api_url),
        clients=installed.client,
        quick=installed.quick_client,
        authorize=authorize,
        flow=installed.flow(scopes()),
    )


def scopes() -> list[str]:
    """Every scope that the bot asks for: of the events that it hears, the methods that it calls, and the command."""
    needed = {scope for scope in (*EVENT_SCOPES.values(), *METHOD_SCOPES.values()) if scope}
    return sorted(needed | {"commands"})
