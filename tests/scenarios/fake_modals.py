"""Slack's modals: what it would refuse in one, and the payloads of buttons, shortcuts and forms as Slack sends them.

Shares no code with the bot, so that a wrong idea of Slack's limits in the bot is seen here.
"""

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.scenarios.fake_slack import Call

TEAM, ANNA, BEN = "T0NET", "U0ANNA", "U0BEN"
_ELEMENTS = {
    "static_select": {"options", "initial_option", "placeholder"},
    "multi_static_select": {"options", "initial_options", "placeholder"},
    "plain_text_input": {"multiline", "max_length", "initial_value", "placeholder"},
    "radio_buttons": {"options", "initial_option"},
    "checkboxes": {"options", "initial_options"},
    "button": {"text", "value", "style"},
}


def faults_of_feedback(block: dict[str, Any]) -> list[str]:
    """What is wrong with a block of feedback buttons."""
    found = [] if 1 <= len(block["elements"]) <= 5 else ["context_actions elements"]
    for element in block["elements"]:
        if set(element) != {"type", "action_id", "positive_button", "negative_button"}:
            found.append(f"feedback buttons with {sorted(element)}")
            continue
        for name in ("positive_button", "negative_button"):
            button = element[name]
            if set(button) - {"text", "value", "accessibility_label"} or not button.get("value"):
                found.append("a feedback button")
            if not 1 <= len(button["text"]["text"]) <= 75 or len(button.get("accessibility_label", "")) > 75:
                found.append("the text of a feedback button")
            if re.search(r"\s", button["value"]) or len(button["value"]) > 64:
                found.append("a feedback button holds more than ids")
    return found


def faults_of_view(view: dict[str, Any]) -> list[str]:
    """What Slack would refuse in a modal, and what must not be in one."""
    known = {"type", "callback_id", "title", "close", "submit", "private_metadata", "blocks"}
    found = [f"unknown field {name} of view" for name in set(view) - known]
    if view.get("type") != "modal" or not 1 <= len(view.get("blocks") or []) <= 100:
        found.append("not a modal of 1 to 100 blocks")
    found += [name for name in ("title", "close", "submit") if len((view.get(name) or {}).get("text", "")) > 24]
    metadata = view.get("private_metadata") or ""
    ids = json.loads(metadata) if metadata else {}
    if len(metadata) > 3000 or any(re.search(r"[^\w.:-]", str(value)) or len(value) > 64 for value in ids.values()):
        found.append("private_metadata holds more than ids")
    inputs = [block for block in view.get("blocks") or [] if block["type"] == "input"]
    if inputs and "submit" not in view:
        found.append("inputs without submit")
    if len({block["block_id"] for block in inputs}) != len(inputs):
        found.append("block_id twice")
    for block in inputs:
        found += _faults_of_input(block)
    return found


def _faults_of_input(block: dict[str, Any]) -> list[str]:
    element = block["element"]
    found = [
        f"field {name} of input"
        for name in set(block) - {*["type", "block_id", "optional", "label", "element", "hint"]}
    ]
    extra = set(element) - {"type", "action_id"} - _ELEMENTS[element["type"]]
    found += [f"field {name} of {element['type']}" for name in extra]
    for name in ("label", "hint"):
        if name in block and not 1 <= len(block[name]["text"]) <= 2000:
            found.append(f"{name} of {len(block[name]['text'])} characters")
    if element["type"] == "plain_text_input":
        return found + ([] if element.get("initial_value", "x") else ["empty initial_value"])
    options = element["options"]
    most = 10 if element["type"] in {"radio_buttons", "checkboxes"} else 100
    if not 1 <= len(options) <= most:
        found.append(f"{len(options)} options")
    found += [
        f"option {o}" for o in options if not 1 <= len(o["text"]["text"]) <= 75 or not 1 <= len(o["value"]) <= 150
    ]
    chosen = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else [])
    if "initial_options" in element and not chosen:
        found.append("empty initial_options")
    return found + [f"{one} is no option" for one in chosen if one not in options]


def press(
    element: dict[str, Any],
    post: "Call",
    response_url: str,
    *,
    ts: str = "1750000001.000001",
    user: str = ANNA,
    private: bool = False,
    channel: str = "C0TUMOUR",
    action_ts: str = "1750000002.000001",
) -> dict[str, Any]:
    """A button under an answer; one that only its asker sees comes without the message."""
    container = {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": private}
    message = {"ts": ts, "thread_ts": post.arguments.get("thread_ts"), "blocks": post.arguments["blocks"]}
    action = {"type": element.get("type", "button"), **element, "block_id": "b1", "action_ts": action_ts}
    return {
        **_pressed_by(user),
        "channel": {"id": channel, "name": "tumour"},
        "container": container,
        "trigger_id": "1.2.3",
        "response_url": response_url,
        "actions": [action],
    } | ({} if private else {"message": message})


def thumb(post: "Call", name: str) -> dict[str, Any]:
    """One of the two thumbs under an answer, as it comes when it is pressed."""
    block = next(block for block in post.arguments["blocks"] if block["type"] == "context_actions")
    element = block["elements"][0]
    return {"type": "feedback_buttons", "action_id": element["action_id"], **element[f"{name}_button"]}


def shortcut(
    text: str, ts: str, response_url: str, *, user: str = ANNA, thread_ts: str | None = None
) -> dict[str, Any]:
    """The message shortcut, used on somebody's message."""
    message = {"type": "message", "user": "U0CARL", "ts": ts, "text": text, "team": TEAM}
    return {
        "type": "message_action",
        "token": "old",
        "action_ts": "1750000002.000002",
        "team": {"id": TEAM, "domain": "x"},
        "user": {"id": user, "username": "anna", "name": "anna", "team_id": TEAM},
        "channel": {"id": "C0TUMOUR", "name": "tumour"},
        "is_enterprise_install": False,
        "enterprise": None,
        "callback_id": "ask_about_case",
        "trigger_id": "1.2.3",
        "response_url": response_url,
        "message_ts": ts,
        "message": message | ({"thread_ts": thread_ts} if thread_ts else {}),
    }


def submit(view: dict[str, Any], *, user: str = ANNA, **filled: Any) -> dict[str, Any]:
    """A modal sent back: everything as it was shown, save what was filled in (a text, a value, or a list of values)."""
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            key = block["block_id"]
            values[key] = {block["element"]["action_id"]: _state(block["element"], filled.get(key, ...))}
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "x"},
        "user": {"id": user, "username": "anna", "name": "anna", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "old",
        "trigger_id": "1.2.4",
        "view": {"id": "V0MODAL", "team_id": TEAM, "hash": "1.abc", **view, "state": {"values": values}},
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": None,
    }


def _state(element: dict[str, Any], filled: Any) -> dict[str, Any]:
    kind = element["type"]
    if kind == "plain_text_input":
        return {"type": kind, "value": element.get("initial_value") if filled is ... else (filled or None)}
    options = {option["value"]: option for option in element["options"]}
    if kind in {"multi_static_select", "checkboxes"}:
        chosen = element.get("initial_options", []) if filled is ... else [options[value] for value in filled]
        return {"type": kind, "selected_options": chosen}
    chosen_one = element.get("initial_option") if filled is ... else (options[filled] if filled else None)
    return {"type": kind, "selected_option": chosen_one}


def _pressed_by(user: str) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "user": {"id": user, "username": "anna", "name": "anna", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "old",
        "team": {"id": TEAM, "domain": "x"},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def turn(view: dict[str, Any], label: str, *, user: str = ANNA) -> dict[str, Any]:
    """A button pressed in a modal."""
    element = next(
        element
        for block in view["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["text"]["text"] == label
    )
    return {
        **_pressed_by(user),
        "container": {"type": "view", "view_id": "V0MODAL"},
        "trigger_id": "1.2.5",
        "view": {"id": "V0MODAL", "team_id": TEAM, "hash": "1.abc", "state": {"values": {}}, **view},
        "actions": [{**element, "block_id": "b2", "action_ts": "1750000003.000001"}],
    }
