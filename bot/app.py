"""App: Bolt with our listeners. Everything it does before Slack is answered is quick: read, write down, hand over."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot import actions, asked, events, gate, home, modals, openers, shortcut, slash, uninstall
from bot.admission import Admission
from bot.failure import incident_id, report
from bot.inbox import Inbox
from bot.log import bolt_logger
from bot.poster import Clients
from bot.privacy import PrivateNotes
from bot.records import Records
from bot.store import Store
from bot.tenant import Tenants

if TYPE_CHECKING:
    from chains.consult import Consultant

NOT_INSTALLED = "netboard is not installed in this workspace any more; an administrator can install it again."


def build(
    client: WebClient,
    signing_secret: str,
    consultant: "Consultant",
    inbox: Inbox,
    store: Store,
    home_tab: home.Home,
    executor: Executor,
    windows: Executor,
    clients: Clients,
    quick: Clients,
    admission: Admission,
    purge: Callable[[str], int],
    authorize: Callable[..., AuthorizeResult | None] | None = None,
) -> App:
    """The Bolt app. For one workspace it calls auth.test once; for many, ``authorize`` finds the installation.
    ``executor`` is for lookups, ``windows`` for what must be open within three seconds; ``quick`` are the clients for
    courtesies.

    Raises BoltError when Slack does not accept the token.
    """
    app = App(
        name="netboard",
        client=client,
        signing_secret=signing_secret,
        logger=bolt_logger(),
        authorize=authorize,  # type: ignore[arg-type] # Bolt takes None for a workspace that is not installed
        user_facing_authorize_error_message=NOT_INSTALLED,
        # Slack is answered after the listener: a message that could not be written down is not acknowledged,
        # so Slack sends it again. No listener does work that takes time.
        process_before_response=True,
    )
    records, notes, tenants = Records(store.engine), PrivateNotes(executor), Tenants(store.engine)
    gate.register(app, admission, tenants, windows)
    events.register(app, inbox, store.takes_part, admission, tenants, home_tab.preferences.applied, notes)
    uninstall.register(app, purge, tenants)
    asked.register(app, inbox, store, clients, windows)
    openers.register(app, quick, windows)
    home.register(app, home_tab, consultant, clients, quick, executor, windows)
    actions.register(app, inbox, store, records.given, windows)
    modals.register(app, inbox, store, records, clients, windows)
    shortcut.register(app, inbox, records, clients, windows, notes)
    actions.register_rest(app)
    slash.register(app, consultant, records.given, store.trail, executor)
    events.register_rest(app)
    app.error(_on_error)
    return app


def _on_error(error: Exception) -> BoltResponse:
    """A listener or Bolt itself broke: not acknowledged, logged without what Slack sent."""
    report(incident_id(), error, surface="bolt")
    return BoltResponse(status=500, body="")
