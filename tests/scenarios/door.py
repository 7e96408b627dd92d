"""Door: the ways by which a payload of Slack comes to the bot, over the websocket or signed to its port."""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass
from typing import Any

from tests.scenarios.fake_slack import SIGNING_SECRET, Call, FakeSlack
from tests.scenarios.payloads import event_body, press, slash


@dataclass
class Door:
    """A way to bring a payload to the bot: over the websocket, or signed to its port."""

    slack: FakeSlack
    port: int | None = None

    def event(self, event: dict[str, Any], *, event_id: str | None = None, retry: int = 0, **more: Any) -> float:
        """Deliver an event; seconds until it was acknowledged. ``more`` is of the outer body."""
        body = event_body(event, event_id, **more)
        if self.port is None:
            return self._acknowledged(self.slack.send_envelope("events_api", body, retry=retry))
        headers = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {}
        return self._post(json.dumps(body), "application/json", headers)

    def command(self, text: str, **more: Any) -> float:
        payload = slash(text, self.slack.response_url()) | more
        if self.port is None:
            return self._acknowledged(self.slack.send_envelope("slash_commands", payload))
        return self._post(urllib.parse.urlencode(payload), "application/x-www-form-urlencoded", {})

    def press(
        self, button: dict[str, Any], post: Call, message_ts: str, *, is_ephemeral: bool = False, **more: Any
    ) -> float:
        payload = press(button, post, message_ts, self.slack.response_url(), is_ephemeral=is_ephemeral) | more
        if self.port is None:
            return self._acknowledged(self.slack.send_envelope("interactive", payload))
        body = urllib.parse.urlencode({"payload": json.dumps(payload)})
        return self._post(body, "application/x-www-form-urlencoded", {})

    def interact(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Bring an interaction to the bot; what it answers with the acknowledgement."""
        if self.port is None:
            envelope_id = str(uuid.uuid4())
            self._acknowledged(self.slack.send_envelope("interactive", payload, envelope_id=envelope_id))
            return self.slack.answers_to[envelope_id]
        body = urllib.parse.urlencode({"payload": json.dumps(payload)})
        status, answer = post_signed(self.port, body, "application/x-www-form-urlencoded")
        assert status == 200
        return json.loads(answer) if answer.startswith("{") else {}

    def _acknowledged(self, seconds: float | None) -> float:
        assert seconds is not None, "not acknowledged"
        return seconds

    def _post(self, body: str, content_type: str, headers: dict[str, str]) -> float:
        assert self.port is not None
        begun = time.monotonic()
        status, _ = post_signed(self.port, body, content_type, headers=headers)
        assert status == 200
        return time.monotonic() - begun


def post_signed(
    port: int,
    body: str | bytes,
    content_type: str = "application/json",
    *,
    secret: str = SIGNING_SECRET,
    age_s: int = 0,
    headers: dict[str, str] | None = None,
) -> tuple[int, str]:
    """A request as Slack signs it; ``headers`` are added last and may spoil it."""
    raw = body.encode() if isinstance(body, str) else body
    timestamp = str(int(time.time()) - age_s)
    signed = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
    own = {"Content-Type": content_type, "X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={signed}"}
    url = f"http://127.0.0.1:{port}/slack/events"
    request = urllib.request.Request(url, data=raw, headers=own | (headers or {}), method="POST")
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
