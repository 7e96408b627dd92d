"""Forms: a modal that the bot opened, sent back as Slack sends it."""

import json
import urllib.parse
import uuid
from typing import Any

from tests.scenarios.door import Door, post_signed
from tests.scenarios.fake_slack import PERSON, TEAM, Call


def submission(view: dict[str, Any], values: dict[str, Any], view_id: str) -> dict[str, Any]:
    """The payload of a modal that was sent: ``values`` by block and action, as Slack's state."""
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "x"},
        "user": {"id": PERSON, "username": "anna", "name": "anna", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "old",
        "trigger_id": "1.2.4",
        "view": {
            **view,
            "id": view_id,
            "team_id": TEAM,
            "app_id": "A1",
            "bot_id": "B0BOT",
            "hash": "1750000000.abcdef",
            "state": {"values": values},
            "root_view_id": view_id,
            "previous_view_id": None,
            "external_id": "",
        },
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }


def typed(value: str | None) -> dict[str, Any]:
    """What was typed into the form of a question."""
    return {"typed": {"typed": {"type": "plain_text_input", "value": value}}}


def send(door: Door, opened: Call, values: dict[str, Any], view_id: str | None = None) -> str:
    """Send a modal that was opened; its id."""
    name = view_id or f"V{uuid.uuid4().hex[:10].upper()}"
    view = opened.arguments["view"]
    payload = submission(json.loads(view) if isinstance(view, str) else view, values, name)
    if door.port is None:
        assert door.slack.send_envelope("interactive", payload) is not None, "not acknowledged"
    else:
        body = urllib.parse.urlencode({"payload": json.dumps(payload)})
        assert post_signed(door.port, body, "application/x-www-form-urlencoded")[0] == 200
    return name
