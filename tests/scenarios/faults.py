"""Faults: what Slack would refuse or show wrongly in a message. Shares no code with the bot."""

import re
from typing import Any

from tests.scenarios import fake_modals

LIMITS = {
    "section": 3000,
    "field": 2000,
    "context": 3000,
    "header": 150,
    "button": 75,
    "value": 2000,
    "all": 12000,
    "text": 4000,
    "alt": 1000,
}


def texts(value: Any) -> list[str]:
    """Every text object's text, in order."""
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    if isinstance(value, dict):
        own = [value["text"]] if value.get("type") in {"mrkdwn", "plain_text"} else []
        return own + [text for key, item in value.items() if isinstance(item, dict | list) for text in texts(item)]
    return []


def faults_of_message(message: dict[str, Any]) -> list[str]:
    """What Slack would refuse or show wrongly in a message."""
    found: list[str] = []
    text, blocks = message.get("text"), message.get("blocks")
    if not isinstance(text, str) or not text.strip():
        found.append("no fallback text")
    elif len(text) >= LIMITS["text"]:
        found.append("fallback text too long")
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= 50:
        return [*found, "not 1 to 50 blocks"]
    found.extend(fault for block in blocks for fault in faults_of_block(block))
    if sum(map(len, texts(blocks))) > LIMITS["all"]:
        found.append("msg_blocks_too_long")
    for shown in [text or "", *texts(blocks)]:
        if re.search(r"<[!@#]", re.sub(r"\b([Ss]hared|updated) by <@U0[A-Z]+>", "", shown)):
            found.append("mention of a channel or a person")
        if re.search(r"&(?!amp;|lt;|gt;)", shown):
            found.append(f"bare ampersand in {shown[:40]!r}")
        if re.sub(r"<https?://[^<>|\s]+\|[^<>|]+>|<@U0[A-Z]+>", "", shown).count("<"):
            found.append("bare or broken <")
    return found


def faults_of_block(block: dict[str, Any]) -> list[str]:
    """What is wrong with one block."""
    allowed = {
        "section": {"type", "text", "fields", "expand", "block_id"},
        "header": {"type", "text", "block_id"},
        "context": {"type", "elements", "block_id"},
        "divider": {"type", "block_id"},
        "actions": {"type", "elements", "block_id"},
        "context_actions": {"type", "elements", "block_id"},
    }
    kind = str(block.get("type"))
    if kind not in allowed:
        return [f"unknown block {kind}"]
    found = [f"unknown field {name} of {kind}" for name in set(block) - allowed[kind]]
    if kind == "section":
        found += faults_of_text(block["text"], LIMITS["section"], {"mrkdwn", "plain_text"})
        if not 1 <= len(block.get("fields", ["none"])) <= 10:
            found.append("section fields")
        for field in block.get("fields", ()):
            found += faults_of_text(field, LIMITS["field"], {"mrkdwn", "plain_text"})
    elif kind == "header":
        found += faults_of_text(block["text"], LIMITS["header"], {"plain_text"})
    elif kind == "context":
        if not 1 <= len(block["elements"]) <= 10:
            found.append("context elements")
        for element in block["elements"]:
            found += faults_of_text(element, LIMITS["context"], {"mrkdwn", "plain_text"})
    elif kind == "context_actions":
        found += fake_modals.faults_of_feedback(block)
    elif kind == "actions":
        if not 1 <= len(block["elements"]) <= 25:
            found.append("actions elements")
        for element in block["elements"]:
            found += faults_of_text(element["text"], LIMITS["button"], {"plain_text"})
            if len(element.get("value", "")) > LIMITS["value"] or len(element.get("action_id", "")) > 255:
                found.append("button value or action_id")
    return found


def faults_of_text(text: dict[str, Any], limit: int, kinds: set[str]) -> list[str]:
    """What is wrong with a text object."""
    found = [] if text.get("type") in kinds else [f"text of type {text.get('type')}"]
    extra = set(text) - {"type", "text", "verbatim" if text.get("type") == "mrkdwn" else "emoji"}
    found += [f"unknown field {name} of text" for name in extra]
    if not 1 <= len(text.get("text", "")) <= limit:
        found.append(f"text of {len(text.get('text', ''))} characters, limit {limit}")
    return found
