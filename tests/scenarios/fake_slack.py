"""A Slack of our own: Web API over HTTP, Socket Mode over a websocket, signed requests; strict about limits.

It shares no code with the bot, so that a wrong idea of Slack's limits in the bot is seen here.
"""

import json
import re
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import defaultdict, deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection
from websockets.sync.server import serve as serve_websocket

from tests.scenarios import fake_modals, views
from tests.scenarios.faults import LIMITS, faults_of_message, texts

TEAM, BOT_USER, BOT_ID, PERSON = "T0NET", "U0BOT", "B0BOT", "U0ANNA"
BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-test-1", "xapp-test-1", "shhh-test"
ARGUMENTS = {
    "api.test": set(),
    "auth.test": set(),
    "apps.connections.open": set(),
    "chat.postMessage": {
        "channel",
        "text",
        "blocks",
        "thread_ts",
        "unfurl_links",
        "unfurl_media",
        "metadata",
        "mrkdwn",
    },
    "chat.update": {"channel", "ts", "text", "blocks", "metadata"},
    "chat.delete": {"channel", "ts"},
    "files.delete": {"file"},
    "assistant.threads.setStatus": {"channel_id", "thread_ts", "status", "loading_messages"},
    "assistant.threads.setTitle": {"channel_id", "thread_ts", "title"},
    "assistant.threads.setSuggestedPrompts": {"channel_id", "title", "prompts"},  # a thread_ts fails in an agent app
    # the client that Bolt gives a listener names the workspace
    "chat.postEphemeral": {"channel", "user", "text", "blocks", "thread_ts", "team_id"},
    "views.publish": {"user_id", "view", "hash"},
    "views.open": {"trigger_id", "view"},
    "views.update": {"view_id", "hash", "view"},
    "files.getUploadURLExternal": {"filename", "length", "alt_txt", "snippet_type"},
    "conversations.replies": {"channel", "ts", "oldest", "limit", "cursor", "include_all_metadata"},
    "conversations.history": {"channel", "oldest", "limit", "cursor", "include_all_metadata"},
    "files.completeUploadExternal": {"files", "channel_id", "channels", "thread_ts", "initial_comment", "blocks"},
}


@dataclass
class Call:
    """One call of the Web API, or one post to a response_url."""

    method: str
    arguments: dict[str, Any]
    at: float
    token: str = ""
    """By which token it was made."""

    @property
    def blocks_text(self) -> str:
        return "\n".join(texts(self.arguments.get("blocks") or []))

    @property
    def buttons(self) -> list[dict[str, Any]]:
        return [e for b in self.arguments.get("blocks") or [] if b["type"] == "actions" for e in b["elements"]]


@dataclass
class Upload:
    """A file on its way into a thread: asked for, then sent, then completed once."""

    filename: str
    length: int
    alt_txt: str | None
    content: bytes | None = None
    shared: dict[str, Any] | None = None
    """The arguments that completed it."""


@dataclass
class Fault:
    """How the next call of a method goes wrong. ``status`` 0 means that the connection is cut."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: str = '{"ok": false, "error": "internal_error"}'


class FakeSlack:
    """The server. ``problems`` collects everything that Slack would not have taken."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.responses: list[Call] = []
        self.problems: list[str] = []
        self.uploads: dict[str, Upload] = {}
        self.standing: dict[str, Call] = {}
        """Messages of the bot as they are read now, by ts."""
        self.page_size = 15
        """As many messages of a thread as Slack gives at a time to apps that are sold outside its Marketplace."""
        self.acks: dict[str, float] = {}
        self.workspaces = {BOT_TOKEN: TEAM}
        """Bot tokens that are good, each with its workspace or organisation."""
        self.enterprise: str | None = None
        """The organisation of those workspaces, as auth.test names it."""
        self.authority: Any = None
        """Who answers oauth.v2.access, where a test has many workspaces."""
        self.answers_to: dict[str, dict[str, Any]] = {}
        """What came back with an acknowledgement over the websocket, as for a modal that was submitted."""
        self.connections_opened = 0
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._changed = threading.Condition()
        self._sockets: list[ServerConnection] = []
        self._web = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._web.handle_error = lambda *_: None  # type: ignore[method-assign] # a worker that was killed hears no answer
        self._websocket: Server = serve_websocket(self._speak, "127.0.0.1", 0)
        for server in (self._web, self._websocket):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        self._count = 0

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self._web.server_port}/api"

    def response_url(self) -> str:
        return f"http://127.0.0.1:{self._web.server_port}/respond/{uuid.uuid4().hex}"

    def close(self) -> None:
        self._web.shutdown()
        self._web.server_close()
        self._websocket.shutdown()

    def fail_next(self, method: str, *faults: Fault) -> None:
        self._faults[method].extend(faults)

    # What the bot calls

    def called(self, method: str, arguments: dict[str, Any], token: str) -> tuple[int, dict[str, str], str]:
        fault = self._faults[method].popleft() if self._faults[method] else None
        if fault is not None:
            return fault.status, fault.headers, fault.body
        if method == "oauth.v2.access" and self.authority is not None:
            return 200, {}, json.dumps(self.authority.access(arguments, token))
        good = {APP_TOKEN} if method == "apps.connections.open" else self.workspaces
        if token not in good:
            return 200, {}, '{"ok": false, "error": "invalid_auth"}'
        result: dict[str, Any] = {"ok": True}
        if method not in ARGUMENTS:
            self.problems.append(f"unexpected method {method}")
            result = {"ok": False, "error": "unknown_method"}
        elif extra := set(arguments) - ARGUMENTS[method] - {"token"}:
            self.problems.append(f"{method} with {sorted(extra)}")
        if method == "auth.test":
            team = self.workspaces[token]
            result |= {"user_id": BOT_USER, "bot_id": BOT_ID, "team_id": team, "user": "netboard", "url": "https://x/"}
            result |= {"enterprise_id": self.enterprise} if self.enterprise else {}
        elif method == "apps.connections.open":
            self.connections_opened += 1
            port = self._websocket.socket.getsockname()[1]
            result["url"] = f"ws://127.0.0.1:{port}/link/?ticket={uuid.uuid4().hex}&app_id=A1"
        elif method == "chat.postMessage":
            self.problems.extend(faults_of_message(arguments))
            self.problems.extend(_faults_of_posting(arguments))
            ts = self.new_ts()
            self.standing[ts] = Call(method, arguments, time.monotonic(), token)
            result |= {"channel": arguments.get("channel"), "ts": ts, "message": {"text": "…"}}
        elif method in {"conversations.replies", "conversations.history"}:
            result |= self._read(arguments)
        elif method == "chat.postEphemeral":
            self.problems.extend(faults_of_message(arguments))
            result |= {"message_ts": self.new_ts()}
        elif method in {"chat.update", "chat.delete"}:
            result = self._change(method, arguments)
        elif method == "files.delete":
            known = self.uploads.pop(str(arguments.get("file")), None)
            result = {"ok": True} if known else {"ok": False, "error": "file_not_found"}
        elif method in {"views.open", "views.update", "views.publish"}:
            self.problems.extend(views.faults_of_view(arguments["view"]))
            self.problems.extend(fake_modals.faults_of_view(arguments["view"]) if method != "views.publish" else ())
            result |= {"view": {**arguments["view"], "id": arguments.get("view_id") or "V0MODAL", "hash": "1.abc"}}
        elif method == "files.getUploadURLExternal":
            result = self._ask_for_upload(arguments)
        elif method == "files.completeUploadExternal":
            result = self._complete_upload(arguments)
        self._note(self.calls, Call(method, arguments, time.monotonic(), token))
        return 200, {}, json.dumps(result)

    def _change(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        ts = str(arguments.get("ts"))
        known = self.standing.get(ts)
        if known is None or known.arguments["channel"] != arguments.get("channel"):
            return {"ok": False, "error": "message_not_found"}
        if method == "chat.delete":
            del self.standing[ts]
        else:
            self.problems.extend(faults_of_message(arguments))
            place = {"channel": arguments["channel"], "thread_ts": known.arguments.get("thread_ts")}
            self.standing[ts] = Call(method, arguments | place, time.monotonic())
        return {"ok": True, "channel": arguments["channel"], "ts": ts}

    def _read(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """A page of a thread, its first message included, or of what stands at the top of a channel."""
        thread, since = arguments.get("ts"), str(arguments.get("oldest") or "")
        found: list[dict[str, Any]] = [{"type": "message", "user": PERSON, "ts": thread, "text": "…"}] if thread else []
        for ts, call in sorted(self.standing.items()):
            said = call.arguments
            if said["channel"] != arguments["channel"] or said.get("thread_ts") != thread or ts <= since:
                continue
            found.append({"type": "message", "bot_id": BOT_ID, "ts": ts, "text": said["text"]})
            if arguments.get("include_all_metadata") in {"1", "true", True}:
                found[-1]["metadata"] = said["metadata"]
        begin, size = int(arguments.get("cursor") or 0), min(int(arguments.get("limit") or 100), self.page_size)
        more = str(begin + size) if len(found) > begin + size else ""
        page = {"messages": found[begin : begin + size], "has_more": bool(more)}
        return page | {"response_metadata": {"next_cursor": more}}

    def _ask_for_upload(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if not arguments.get("filename") or int(arguments.get("length") or 0) < 1:
            return {"ok": False, "error": "missing_argument"}
        if len(arguments.get("alt_txt") or "") > LIMITS["alt"]:
            self.problems.append("alt_txt_too_large")
            return {"ok": False, "error": "alt_txt_too_large"}
        file_id = f"F{uuid.uuid4().hex[:10].upper()}"
        self.uploads[file_id] = Upload(arguments["filename"], int(arguments["length"]), arguments.get("alt_txt"))
        base = self.api_url.removesuffix("/api")
        return {"ok": True, "upload_url": f"{base}/upload/v1/{file_id}", "file_id": file_id}

    def uploaded(self, file_id: str, content: bytes) -> tuple[int, dict[str, str], str]:
        """The bytes of a file, sent without a token to the address that was given for it."""
        fault = self._faults["upload"].popleft() if self._faults["upload"] else None
        if fault is not None:
            return fault.status, fault.headers, fault.body
        upload = self.uploads.get(file_id)
        if upload is None or upload.length != len(content):
            self.problems.append("an upload that was not asked for, or of another length")
            return 400, {}, "bad upload"
        upload.content = content
        return 200, {}, f"OK - {len(content)}"

    def _complete_upload(self, arguments: dict[str, Any]) -> dict[str, Any]:
        files = json.loads(arguments.get("files") or "[]")
        if not files:
            return {"ok": False, "error": "invalid_arguments"}
        if "channels" in arguments and "thread_ts" in arguments:
            self.problems.append("thread_ts with several channels")
        if not re.fullmatch(r"\d+\.\d{6}", str(arguments.get("thread_ts"))) or not arguments.get("channel_id"):
            self.problems.append("a file that is not in a thread")
        for file in files:
            upload = self.uploads.get(file["id"])
            if upload is None or upload.content is None or upload.shared is not None:
                self.problems.append("completed without its bytes, or twice")
                return {"ok": False, "error": "file_not_found"}
            upload.shared = arguments
        return {"ok": True, "files": [{"id": file["id"], "title": file.get("title", "")} for file in files]}

    def responded(self, arguments: dict[str, Any]) -> tuple[int, dict[str, str], str]:
        fault = self._faults["response_url"].popleft() if self._faults["response_url"] else None
        if fault is not None:
            return fault.status, fault.headers, fault.body
        self.problems.extend(faults_of_message(arguments))
        if arguments.get("response_type") != "ephemeral":
            self.problems.append("a response that everybody sees")
        self._note(self.responses, Call("response_url", arguments, time.monotonic()))
        return 200, {}, "ok"

    def _note(self, where: list[Call], call: Call) -> None:
        with self._changed:
            where.append(call)
            self._changed.notify_all()

    # What the tests read

    def posts(self, thread_ts: str | None = None) -> list[Call]:
        found = [call for call in self.calls if call.method == "chat.postMessage"]
        return [call for call in found if thread_ts in {None, call.arguments.get("thread_ts")}]

    def shown(self, thread_ts: str) -> list[Call]:
        """The bot's messages of a thread as they are read now."""
        return [call for call in list(self.standing.values()) if call.arguments.get("thread_ts") == thread_ts]

    def wait_until_shown(self, thread_ts: str, is_so: Any, timeout: float = 8.0) -> list[Call]:
        """Wait until the texts of a thread are so, then a little longer for what must not come."""
        self.wait(lambda: is_so([call.arguments["text"] for call in self.shown(thread_ts)]), timeout)
        time.sleep(0.2)
        return self.shown(thread_ts)

    def wait_for_posts(self, count: int, thread_ts: str, timeout: float = 8.0) -> list[Call]:
        """Wait for so many messages in a thread, then a little longer for one too many."""
        self.wait(lambda: len(self.posts(thread_ts)) >= count, timeout)
        time.sleep(0.15)
        return self.posts(thread_ts)

    def wait_for_files(self, count: int, thread_ts: str, timeout: float = 20.0) -> list[Upload]:
        """Wait for so many files in a thread, then a little longer for one too many."""

        def files() -> list[Upload]:
            found = list(self.uploads.values())
            return [file for file in found if file.shared and file.shared.get("thread_ts") == thread_ts]

        self.wait(lambda: len(files()) >= count, timeout)
        time.sleep(0.15)
        return files()

    def wait_for_responses(self, count: int = 1, timeout: float = 5.0) -> list[Call]:
        self.wait(lambda: len(self.responses) >= count, timeout)
        time.sleep(0.1)
        return list(self.responses)

    def wait(self, is_done: Any, timeout: float) -> None:
        with self._changed:
            self._changed.wait_for(is_done, timeout)

    def new_ts(self) -> str:
        with self._changed:
            self._count += 1
            return f"{1_750_000_000 + self._count}.{self._count:06d}"

    # Socket Mode

    def _speak(self, connection: ServerConnection) -> None:
        self._sockets.append(connection)
        connection.send(json.dumps({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}}))
        try:
            for raw in connection:
                acknowledged = json.loads(raw)
                envelope_id = acknowledged.get("envelope_id")
                with self._changed:
                    self.answers_to[envelope_id] = acknowledged.get("payload") or {}
                    self.acks[envelope_id] = time.monotonic()
                    self._changed.notify_all()
        except ConnectionClosed:
            return

    def send_envelope(
        self, kind: str, payload: dict[str, Any], *, retry: int = 0, envelope_id: str | None = None
    ) -> float | None:
        """Send an envelope over the newest connection; seconds until its acknowledgement, ``None`` without one."""
        envelope_id = envelope_id or str(uuid.uuid4())
        envelope = {"type": kind, "envelope_id": envelope_id, "payload": payload, "accepts_response_payload": False}
        if retry:
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout"}
        begun = time.monotonic()
        self._sockets[-1].send(json.dumps(envelope))
        self.wait(lambda: envelope_id in self.acks, 5)
        return self.acks[envelope_id] - begun if envelope_id in self.acks else None

    def refresh_connection(self) -> None:
        """Tell the bot, as Slack does every few hours, to open another connection; wait until it has."""
        connected = self.connected
        self._sockets[-1].send(json.dumps({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}}))
        self.wait_for_connection(connected + 1)

    def cut_connection(self) -> None:
        """Cut the newest connection without a word; wait until the bot is back."""
        connected = self.connected
        self._sockets[-1].socket.shutdown(socket.SHUT_RDWR)
        self.wait_for_connection(connected + 1)

    @property
    def connected(self) -> int:
        """How many connections have been made so far."""
        return len(self._sockets)

    def wait_for_connection(self, count: int) -> None:
        deadline = time.monotonic() + 8
        while time.monotonic() < deadline and self.connected < count:
            time.sleep(0.02)


def _faults_of_posting(arguments: dict[str, Any]) -> list[str]:
    found = []
    if arguments.get("unfurl_links") is not False or arguments.get("unfurl_media") is not False:
        found.append("link previews are on")
    shared = "Shared by" in " ".join(texts(arguments.get("blocks") or [])[:1])  # a lookup stands under no message
    if not re.fullmatch(r"\d+\.\d{6}", str(arguments.get("thread_ts"))) and not shared:
        found.append("not in a thread")
    metadata = arguments.get("metadata") or {}
    if not re.fullmatch(r"[a-z_]{1,}", str(metadata.get("event_type"))) or "event_payload" not in metadata:
        found.append("no metadata")
    if any(
        re.search(r"\s", str(value)) or len(str(value)) > 64 for value in metadata.get("event_payload", {}).values()
    ):
        found.append("metadata holds more than ids")
    return found


def _handler(slack: FakeSlack) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            token = str(self.headers.get("Authorization") or "").removeprefix("Bearer ")
            self.answer(*slack.called(path.removeprefix("/api/"), dict(urllib.parse.parse_qsl(query)), token))

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path.startswith("/upload/v1/"):
                self.answer(*slack.uploaded(self.path.removeprefix("/upload/v1/"), sent))
                return
            raw = sent.decode()
            is_json = "json" in (self.headers.get("Content-Type") or "")
            arguments = json.loads(raw or "{}") if is_json else dict(urllib.parse.parse_qsl(raw))
            status, headers, body = 200, {}, "ok"
            if self.path.startswith("/respond/"):
                status, headers, body = slack.responded(arguments)
            else:
                token = str(self.headers.get("Authorization") or "").removeprefix("Bearer ")
                status, headers, body = slack.called(self.path.removeprefix("/api/"), arguments, token)
            self.answer(status, headers, body)

        def answer(self, status: int, headers: dict[str, str], body: str) -> None:
            if status == 0:
                self.connection.close()
                return
            self.send_response(status)
            own = {"Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(body.encode()))}
            for name, value in {**own, **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            return

    return Handler
