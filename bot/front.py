"""Front: where Slack comes in - a websocket or a port - and where machines ask how the bot is."""

from typing import TYPE_CHECKING

from slack_bolt import App
from sqlalchemy import Engine, select

from bot.health import Check, DownError, Health, remembered
from bot.metrics import Metrics
from bot.operations import Operations
from bot.settings import Settings, SetupError, secret
from bot.socketmode import SocketMode
from bot.web import Site, WebServer
from bot.workspaces import Workspaces

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from chains.consult import Consultant

SLACK_FRESH_S = 30.0
"""How long Slack's last answer stands in HTTP mode, where no connection tells whether it is there."""
EVERYWHERE = "0.0.0.0"  # noqa: S104 - Slack calls from outside


def parts(engine: Engine, consultant: "Consultant") -> dict[str, Check]:
    """What an answer needs beside Slack, each with what asks whether it is there."""

    def store() -> None:
        with engine.begin() as connection:  # on SQLite this takes the lock that writing a message down needs
            connection.execute(select(1))

    return {"store": store, "knowledge": consultant.library.check}


def fronts(
    settings: Settings, app: App, served: Workspaces, metrics: Metrics, needed: dict[str, Check]
) -> tuple[SocketMode | WebServer, WebServer | None]:
    """Where Slack comes in, and the server beside it where one is set. Raises SetupError for a port that is taken."""
    port, host = settings.metrics_port, settings.metrics_host
    if app_token := secret(settings.slack_app_token):
        socket = SocketMode(app, served.client, app_token)

        def is_connected() -> None:
            if not socket.connected:
                raise DownError

        health = Health({**needed, "slack": is_connected})
        front: SocketMode | WebServer = socket
    else:

        def answers() -> None:
            served.client.api_test()

        health = Health({**needed, "slack": remembered(answers, SLACK_FRESH_S)})
        site = Site(app, secret(settings.slack_signing_secret), served.flow)
        pages = Operations(health, metrics, site, shows_metrics=port is None)
        front = _server(pages, "PORT", settings.port, EVERYWHERE)
    beside = None if port is None else _server(Operations(health, metrics), "NETBOARD_METRICS_PORT", port, host)
    return front, beside


def _server(site: "WSGIApplication", name: str, port: int, host: str) -> WebServer:
    try:
        return WebServer(site, port, host)
    except OSError as error:
        raise SetupError(f"{name}: {port} cannot be listened on ({error.strerror}); give another one.") from None
