"""View: the frame of a modal, within Slack's limits. Its private metadata holds ids and nothing else."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.render.limits import Block
from bot.render.mrkdwn import escape, unbroken

TITLE = 24
VIEW_BLOCKS = 100
METADATA = 3_000
LABEL = 2_000
OPTION = 75

View = dict[str, Any]
"""One view, as JSON: Slack's own shape."""


def view(
    callback: str, title: str, blocks: Sequence[Block], ids: Mapping[str, str], *, submit: str | None = None
) -> View:
    """A modal. Raises ValueError for a title or ids that Slack would refuse."""
    metadata = json.dumps(dict(ids), separators=(",", ":"))
    if len(title) > TITLE or len(metadata) > METADATA or len(blocks) > VIEW_BLOCKS:
        raise ValueError("a modal over Slack's limits")
    shown: View = {
        "type": "modal",
        "callback_id": callback,
        "title": words(title),
        "close": words("Cancel" if submit else "Close"),
        "private_metadata": metadata,
        "blocks": list(blocks),
    }
    return shown | ({"submit": words(submit)} if submit else {})


def ids_of(shown: Mapping[str, Any]) -> dict[str, str]:
    """The ids that a view carries, as Slack gives it back."""
    try:
        found = json.loads(shown.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def words(text: str) -> Block:
    """Plain words, as Slack shows them."""
    return {"type": "plain_text", "text": unbroken(text), "emoji": False}


def paragraph(escaped: str) -> Block:
    """A section of escaped text."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": unbroken(escaped), "verbatim": True}}


def small(escaped: str) -> Block:
    """Escaped text in small print."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": unbroken(escaped), "verbatim": True}]}


def option(value: str, label: str) -> Block:
    """One choice of a list."""
    return {"text": words(label if len(label) <= OPTION else f"{label[: OPTION - 1]}\u2026"), "value": value}


def sentence(callback: str, title: str, text: str) -> View:
    """A modal that says one thing."""
    return view(callback, title, [paragraph(escape(text))], {})
