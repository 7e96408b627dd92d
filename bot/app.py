"""App: Bolt with our listeners. Everything it does before Slack is answered is quick: read, write down, hand over."""

from concurrent.futures import Executor
from typing import TYPE_CHECKING

from slack_bolt import App, BoltResponse
from slack_sdk import WebClient

from bot import actions, events, home, slash
from bot.failure import incident_id, report
from bot.inbox import Inbox
from bot.log import bolt_logger
from bot.privacy import PrivateNotes
from bot.store import Store

if TYPE_CHECKING:
    from chains.consult import Consultant

SCOPES_BESIDE_EVENTS = frozenset({"chat:write", "commands", "files:write"})
"""Scopes for what the bot does, beside those of the events that it hears."""


def needed_scopes() -> frozenset[str]:
    """Every scope of the bot token, as the manifest lists them."""
    return SCOPES_BESIDE_EVENTS | {scope for scope in events.EVENT_SCOPES.values() if scope}


def build(
    client: WebClient, signing_secret: str, consultant: "Consultant", inbox: Inbox, store: Store, executor: Executor
) -> App:
    """The Bolt app; calls auth.test once. Raises BoltError when Slack does not accept the token."""
    app = App(
        name="netboard",
        client=client,
        signing_secret=signing_secret,
        logger=bolt_logger(),
        # Slack is answered after the listener: a message that could not be written down is not acknowledged,
        # so Slack sends it again. No listener does work that takes time.
        process_before_response=True,
    )
    events.register(app, inbox, store.takes_part, PrivateNotes(executor))
    actions.register(app, inbox, store)
    slash.register(app, consultant, executor)
    home.register(app, client, executor)
    events.register_rest(app)
    app.error(_on_error)
    return app


def _on_error(error: Exception) -> BoltResponse:
    """A listener or Bolt itself broke: not acknowledged, logged without what Slack sent."""
    report(incident_id(), error, surface="bolt")
    return BoltResponse(status=500, body="")
