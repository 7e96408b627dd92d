"""Web: Slack over HTTP, on a production server."""

import json
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.wsgi.http_request import WsgiHttpRequest
from slack_bolt.adapter.wsgi.http_response import WsgiHttpResponse
from slack_bolt.oauth import OAuthFlow
from slack_sdk.signature import SignatureVerifier
from waitress.server import create_server

from bot.failure import incident_id, report, sentence

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

EVENTS_PATH = "/slack/events"
MAX_BODY_BYTES = 1_000_000
THREADS = 8
CONNECTIONS = 500
"""Half of the files that a process may usually have open."""
IDLE_S, LOOKED_AT_S = 15, 5
"""How long a connection may say nothing, and how often that is looked at: Slack sends a request at once, and whoever
only holds connections open is not to keep Slack out."""


class Site:
    """The WSGI application of what Slack posts and, for many workspaces, the pages to install the bot."""

    def __init__(self, app: App, signing_secret: str, flow: OAuthFlow | None = None) -> None:
        self._app = app
        self._pages: dict[str, Callable[[BoltRequest], BoltResponse]] = {}
        if flow is not None:
            self._pages = {flow.install_path: flow.handle_installation, flow.redirect_uri_path: flow.handle_callback}
        self._verifier = SignatureVerifier(signing_secret)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        response = self._answer(WsgiHttpRequest(environ))
        start_response(response.status, response.get_headers())
        return response.get_body()

    def _answer(self, request: WsgiHttpRequest) -> WsgiHttpResponse:
        if request.path in self._pages:
            return self._page(request) if request.method == "GET" else _json(405, {"error": "use GET"})
        if request.path != EVENTS_PATH:
            return _json(404, {"error": "not found"})
        if request.method != "POST":
            return _json(405, {"error": "use POST"})
        try:
            body, headers = request.get_body(), request.get_headers()
        except ValueError:
            return _json(400, {"error": "not UTF-8"})
        if not self._is_signed(body, headers):
            return _json(401, {"error": "invalid request"})
        try:
            bolt_request = BoltRequest(body=body, query=request.query_string, headers=headers)
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
            return _json(400, {"error": "not a Slack payload"})
        response = self._app.dispatch(bolt_request)
        return WsgiHttpResponse(status=response.status, headers=response.headers, body=response.body)

    def _page(self, request: WsgiHttpRequest) -> WsgiHttpResponse:
        """A page of the installation; whoever installs reads one sentence with an id when it breaks."""
        try:
            page = self._pages[request.path](
                BoltRequest(body="", query=request.query_string, headers=request.get_headers())
            )
        except Exception as error:  # noqa: BLE001 - whatever broke, whoever installs is told
            incident = incident_id()
            report(incident, error, surface="install")
            told = sentence(incident, "netboard was not installed; please try again.")
            headers: dict[str, Sequence[str]] = {"content-type": ["text/plain; charset=utf-8"]}
            return WsgiHttpResponse(status=500, headers=headers, body=told)
        return WsgiHttpResponse(status=page.status, headers=page.headers, body=page.body)

    def _is_signed(self, body: str, headers: dict[str, Any]) -> bool:
        """Checked before anything is parsed; Bolt's own check, which fails on odd headers, comes after it."""
        try:
            return self._verifier.is_valid_request(body, headers)
        except (ValueError, TypeError):
            return False


class WebServer:
    """waitress in a thread of its own."""

    def __init__(self, site: "WSGIApplication", port: int, host: str = "0.0.0.0") -> None:  # noqa: S104 - Slack calls from outside
        self._sockets: dict[int, Any] = {}
        self._server = create_server(
            site,
            map=self._sockets,
            host=host,
            port=port,
            threads=THREADS,
            ident="",
            max_request_body_size=MAX_BODY_BYTES,
            connection_limit=CONNECTIONS,
            channel_timeout=IDLE_S,
            cleanup_interval=LOOKED_AT_S,
            asyncore_use_poll=True,  # select ends the whole loop at the first file of a number over 1,023
        )
        self._thread = threading.Thread(target=self._server.run, name="http", daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on; useful when 0 was asked for."""
        return int(self._server.effective_port)

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def stop(self) -> None:
        """Let the requests under way be answered, then close every socket from within the server's own loop."""
        self._server.task_dispatcher.shutdown()  # its threads wake the loop, which must still be there
        with suppress(OSError):  # the loop was awake anyway, and has closed already what would have woken it
            self._server.trigger.pull_trigger(self._close_all)
        self._thread.join(timeout=5)

    def _close_all(self) -> None:
        for channel in list(self._sockets.values()):
            channel.close()


def _json(status: int, body: dict[str, str]) -> WsgiHttpResponse:
    return WsgiHttpResponse(status=status, headers={"content-type": ["application/json"]}, body=json.dumps(body))
