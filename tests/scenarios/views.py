"""Views: what Slack would refuse in a modal or a Home tab, by Slack's documentation and not by the bot's code."""

import json
import re
from collections.abc import Iterator
from typing import Any

BLOCKS, TITLE, METADATA = 100, 24, 3000
TEXTS = {"section": 3000, "header": 150, "label": 2000, "option": 75, "description": 75, "button": 75, "context": 3000}
ELEMENTS = {
    "button": {"type", "action_id", "text", "value", "style", "accessibility_label"},
    "static_select": {"type", "action_id", "options", "initial_option", "placeholder"},
    "multi_static_select": {"type", "action_id", "options", "initial_options", "placeholder"},
    "checkboxes": {"type", "action_id", "options", "initial_options"},
    "radio_buttons": {"type", "action_id", "options", "initial_option"},
    "plain_text_input": {
        "type", "action_id", "initial_value", "multiline", "min_length", "max_length", "placeholder",
    },
}  # fmt: skip
"""Elements that the bot uses, each with the fields that Slack knows."""
IN_INPUT = {"plain_text_input", "radio_buttons", "checkboxes", "static_select", "multi_static_select"}


def faults_of_view(view: Any) -> list[str]:
    """Everything that is wrong with a view, given as Slack gets it."""
    view = json.loads(view) if isinstance(view, str) else view
    found = []
    if view.get("type") == "modal":
        found += _text(view.get("title"), TITLE, "title")
        for name in ("submit", "close"):
            found += _text(view[name], TITLE, name) if name in view else []
        if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
            found.append("inputs without submit")
    elif view.get("type") != "home":
        found.append(f"a view of type {view.get('type')}")
    if len(view.get("private_metadata", "")) > METADATA or re.search(r"\s", view.get("private_metadata", "")):
        found.append("private_metadata holds more than ids")
    if not 1 <= len(view["blocks"]) <= BLOCKS:
        found.append(f"{len(view['blocks'])} blocks")
    named = [block["block_id"] for block in view["blocks"] if "block_id" in block]
    if len(named) != len(set(named)):
        found.append("a block_id twice")
    # an action_id is one of its block; where Slack makes up the name of the block, it is one of the view
    ids = [(name, element["action_id"]) for name, element in _named_elements(view)]
    if len(ids) != len(set(ids)):
        found.append("an action_id twice")
    return found + [fault for block in view["blocks"] for fault in _block(block)]


def elements(view: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Everything in a view that can be pressed, chosen or filled in."""
    yield from (element for _, element in _named_elements(view))


def _named_elements(view: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each element with the block_id of its block; empty where the bot gave the block none."""
    for block in view["blocks"]:
        inside = [one for one in block.get("elements", ()) if "action_id" in one]
        inside += [block[name] for name in ("accessory", "element") if name in block]
        yield from ((block.get("block_id", ""), one) for one in inside)


def _block(block: dict[str, Any]) -> list[str]:
    kind = block["type"]
    found: list[str] = []
    if kind == "input":
        found += _text(block["label"], TEXTS["label"], "label")
        found += [] if block["element"]["type"] in IN_INPUT else [f"input of {block['element']['type']}"]
    elif kind == "header":
        found += _text(block["text"], TEXTS["header"], "header")
    elif kind == "section":
        found += _text(block["text"], TEXTS["section"], "section", plain=False) if "text" in block else []
        found += [] if "text" in block or block.get("fields") else ["an empty section"]
        found += [fault for field in block.get("fields", ()) for fault in _text(field, 2000, "field", plain=False)]
        found += ["too many fields"] if len(block.get("fields", ())) > 10 else []
    elif kind == "context":
        found += [f for one in block["elements"] for f in _text(one, TEXTS["context"], "context", plain=False)]
    elif kind not in {"divider", "actions"}:
        found.append(f"unknown block {kind}")
    inner = [*(block.get("elements", ()) if kind == "actions" else ())]
    inner += [block[name] for name in ("accessory", "element") if name in block]
    return found + [fault for one in inner for fault in _element(one)]


def _element(element: dict[str, Any]) -> list[str]:
    kind = element["type"]
    if kind not in ELEMENTS:
        return [f"unknown element {kind}"]
    found = [f"unknown field {name} of {kind}" for name in set(element) - ELEMENTS[kind]]
    if "text" in element:
        found += _text(element["text"], TEXTS["button"], "button")
    options = element.get("options", ())
    if kind in {"static_select", "multi_static_select", "checkboxes", "radio_buttons"}:
        most = 100 if kind.endswith("select") else 10
        found += [] if 1 <= len(options) <= most else [f"{len(options)} options of {kind}"]
        chosen = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else [])
        found += [] if all(one in options for one in chosen) else ["chosen what is no option"]
    for option in options:
        found += _text(option["text"], TEXTS["option"], "option")
        found += _text(option["description"], TEXTS["description"], "description") if "description" in option else []
    return found


def _text(text: Any, limit: int, name: str, *, plain: bool = True) -> list[str]:
    kinds = {"plain_text"} if plain else {"plain_text", "mrkdwn"}
    if not isinstance(text, dict) or text.get("type") not in kinds:
        return [f"{name} is no text of the right kind"]
    found = [] if 1 <= len(text["text"]) <= limit else [f"{name} of {len(text['text'])} characters"]
    if text["type"] == "mrkdwn" and re.search(r"<[!@]", text["text"]):
        found.append(f"{name} mentions somebody")
    return found
