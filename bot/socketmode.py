"""Socket Mode: envelopes in over a websocket, acknowledgements out on the same one.

The SDK's clients were tried against a server that refreshes, closes and cuts connections. The built-in one
acknowledged nothing for three seconds after a refresh, took a minute to see a cut connection and lost fragmented
messages; the one over websocket-client called apps.connections.open three times for one refresh and lost track of
which connection it read. Here a refresh opens the next connection while the old one is still read, without a gap.
"""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import structlog
from slack_bolt import App, BoltResponse
from slack_bolt.adapter.socket_mode.internals import run_bolt_app
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import connect
from websockets.sync.connection import Connection

from bot.failure import incident_id, report, slack_code

OPEN_TIMEOUT_S = 10
PING_INTERVAL_S = 5
PING_TIMEOUT_S = 15
"""A peer that answers no ping for so long is gone, even if TCP has not noticed."""
OVERLAP_S = 10.0
"""How long an old connection is read on after Slack asked for a new one; Slack closes it sooner."""
MAX_PAUSE_S = 30.0
MAX_MESSAGE_BYTES = 16 * 2**20

log = structlog.get_logger()


class SocketMode:
    """Keeps a connection to Slack open and gives each envelope to Bolt."""

    def __init__(self, app: App, client: WebClient, app_token: str, *, workers: int = 10) -> None:
        self._app = app
        self._client = client
        self._app_token = app_token
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="envelope")
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._open: set[Connection] = set()
        self._readers: set[threading.Thread] = set()

    def start(self) -> None:
        """Ask for the first address and connect. Raises what the Web API raises; a lost websocket is tried again."""
        self._begin(self._address())

    def stop(self) -> None:
        """Acknowledge what has come, then close."""
        self._stopping.set()
        self._pool.shutdown(wait=True)
        with self._lock:
            connections, readers = list(self._open), list(self._readers)
        for connection in connections:
            connection.close()
        for reader in readers:
            reader.join(timeout=OPEN_TIMEOUT_S)

    @property
    def connected(self) -> bool:
        """Whether a connection to Slack is open now."""
        with self._lock:
            return bool(self._open) and not self._stopping.is_set()

    def _address(self) -> str:
        return str(self._client.apps_connections_open(app_token=self._app_token)["url"])

    def _begin(self, address: str | None) -> None:
        reader = threading.Thread(target=self._run, args=(address,), name="socket", daemon=True)
        with self._lock:
            self._readers.add(reader)
        reader.start()

    def _run(self, address: str | None) -> None:
        """Connect, read, connect again; ends when another reader has taken over or the bot stops."""
        pause, begun = 0.0, time.monotonic()
        try:
            while not self._stopping.wait(pause):
                begun = time.monotonic()
                try:
                    if self._read(address or self._address()):
                        return
                except Exception as error:  # noqa: BLE001 - whatever it was, the bot must come back by itself
                    log.warning("socket_failed", error=type(error).__name__, slack=slack_code(error))
                address = None
                pause = 0.1 if time.monotonic() - begun > MAX_PAUSE_S else min(max(2 * pause, 0.5), MAX_PAUSE_S)
        finally:
            with self._lock:
                self._readers.discard(threading.current_thread())

    def _read(self, address: str) -> bool:
        """Read one connection to its end. True when a successor was opened."""
        until: float | None = None
        with connect(
            address,
            open_timeout=OPEN_TIMEOUT_S,
            ping_interval=PING_INTERVAL_S,
            ping_timeout=PING_TIMEOUT_S,
            close_timeout=1,
            max_size=MAX_MESSAGE_BYTES,
        ) as connection:
            with self._lock:
                self._open.add(connection)
            log.info("socket_open")
            try:
                while until is None or time.monotonic() < until:
                    try:
                        message = json.loads(connection.recv(timeout=until and max(until - time.monotonic(), 0)))
                    except TimeoutError:
                        break  # nothing more on the old connection
                    if message.get("type") == "disconnect":
                        if until is None and not self._stopping.is_set():
                            log.info("socket_refresh", reason=str(message.get("reason"))[:40])
                            self._begin(None)
                            until = time.monotonic() + OVERLAP_S
                    elif message.get("envelope_id"):
                        with suppress(RuntimeError):  # stopping; not acknowledged, so Slack sends it again
                            self._pool.submit(self._handle, connection, message)
            except ConnectionClosed as closed:
                log.info("socket_closed", code=closed.rcvd.code if closed.rcvd else None)
            finally:
                with self._lock:
                    self._open.discard(connection)
        return until is not None

    def _handle(self, connection: Connection, message: dict[str, Any]) -> None:
        try:
            request = SocketModeRequest.from_dict(message)
            if request is None:
                return
            response = run_bolt_app(self._app, request)
            if response.status == 200:
                connection.send(json.dumps(_acknowledgement(request.envelope_id, response)))
        except WebSocketException:
            log.warning("not_acknowledged")  # the connection went meanwhile; Slack sends the envelope again
        except Exception as error:  # noqa: BLE001 - not acknowledged, so Slack sends it again
            report(incident_id(), error, surface="socket")


def _acknowledgement(envelope_id: str, response: BoltResponse) -> dict[str, Any]:
    """The envelope's id, and what Bolt answers to it if it answers anything."""
    if not response.body:
        return {"envelope_id": envelope_id}
    is_json = response.headers.get("content-type", [""])[0].startswith("application/json")
    return {"envelope_id": envelope_id, "payload": json.loads(response.body) if is_json else {"text": response.body}}
