"""Ask: how a message is to be answered that somebody pointed at: to them alone, or in the thread."""

from collections.abc import Mapping
from typing import Any, Literal

from bot.render.modals.view import View, option, paragraph, view, words

ASK = "ask_about"
Where = Literal["private", "thread"]
_CHOICES: Mapping[str, str] = {
    "private": "Only to me; I can share it afterwards",
    "thread": "In the thread of the message, for everybody",
}
_BLOCK = "where"


def ask_form(ids: Mapping[str, str], *, private: bool = True) -> View:
    """The form; ``private`` is what is chosen at first."""
    options = {value: option(value, label) for value, label in _CHOICES.items()}
    choice = {
        "type": "input",
        "block_id": _BLOCK,
        "label": words("Where shall the answer stand?"),
        "element": {
            "type": "radio_buttons",
            "action_id": "value",
            "options": list(options.values()),
            "initial_option": options["private" if private else "thread"],
        },
    }
    introduction = paragraph("The text of the message is read as a case and its question.")
    return view(ASK, "Ask netboard", [introduction, choice], ids, submit="Ask")


def chosen(sent: Mapping[str, Any]) -> Where:
    """Where the answer is to stand; private where nothing was chosen."""
    values = (sent.get("state") or {}).get("values") or {}
    picked = ((values.get(_BLOCK) or {}).get("value") or {}).get("selected_option") or {}
    return "thread" if picked.get("value") == "thread" else "private"
