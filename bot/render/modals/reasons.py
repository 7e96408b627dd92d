"""Reasons: why an answer was not good, asked in a small form; free words are kept only where that is ticked."""

from collections.abc import Mapping
from typing import Any

from bot.render.modals.view import View, option, view, words
from bot.vote import REASONS

REASONS_FORM = "feedback_reasons"
MAX_COMMENT = 1_000
_CHOSEN, _COMMENT, _KEEP = "reasons", "comment", "keep"


def reasons_form(ids: Mapping[str, str]) -> View:
    """The form."""
    blocks = [
        {
            "type": "input",
            "block_id": _CHOSEN,
            "optional": True,
            "label": words("What was not good?"),
            "element": {
                "type": "checkboxes",
                "action_id": "value",
                "options": [option(key, label) for key, label in REASONS.items()],
            },
        },
        {
            "type": "input",
            "block_id": _COMMENT,
            "optional": True,
            "label": words("In your words"),
            "hint": words("Leave out names and record numbers. Kept only if you tick the box below."),
            "element": {
                "type": "plain_text_input",
                "action_id": "value",
                "multiline": True,
                "max_length": MAX_COMMENT,
            },
        },
        {
            "type": "input",
            "block_id": _KEEP,
            "optional": True,
            "label": words("May your words be kept?"),
            "element": {
                "type": "checkboxes",
                "action_id": "value",
                "options": [option("keep", "They may be kept, to better the answers")],
            },
        },
    ]
    return view(REASONS_FORM, "What was not good?", blocks, ids, submit="Send")


def stated(sent: Mapping[str, Any]) -> tuple[tuple[str, ...], str | None]:
    """The reasons that were ticked, and the words that may be kept."""
    values = (sent.get("state") or {}).get("values") or {}

    def element(block: str) -> Mapping[str, Any]:
        return (values.get(block) or {}).get("value") or {}

    ticked = [str(one["value"]) for one in element(_CHOSEN).get("selected_options") or ()]
    said = str(element(_COMMENT).get("value") or "").strip()
    may_be_kept = bool(element(_KEEP).get("selected_options"))
    return tuple(reason for reason in REASONS if reason in ticked), said if said and may_be_kept else None
