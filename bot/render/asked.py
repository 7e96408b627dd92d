"""Asked: what an answer asks back, as buttons under it, and the form in which one question is answered."""

import json
from collections.abc import Mapping
from typing import Any

from bot.render.limits import BUTTON_TEXT, BUTTON_VALUE, VIEW_TITLE, Block
from bot.render.mrkdwn import unbroken
from chains.answer import Answer
from chains.gaps import Gap, gap_of, gaps
from knowledge.case import Value

ACTION = "asked:"
"""Action ids begin so; what follows is the key of the question."""
CALLBACK = "asked"
LONGEST = 500
"""Characters that may be typed into the form."""
_CHOICE, _TYPED = "choice", "typed"
_ANY = "Your answer"


class FormError(Exception):
    """A form that cannot be taken as it is; the message stands at the block ``block``."""

    def __init__(self, block: str, message: str) -> None:
        super().__init__(message)
        self.block = block


class Place(Value):
    """Which question of which answer a form is about. Ids only: Slack shows them to others."""

    key: str
    answer: str
    channel: str
    ts: str
    """The message with the answer."""


def buttons(answer: Answer, answer_id: str) -> Block | None:
    """A button for each question that the answer asks back, ``None`` where it asks nothing.

    Raises ValueError for a value that cannot be an id.
    """
    if len(answer_id) > BUTTON_VALUE:
        raise ValueError("a button's value holds ids only")
    elements = [
        {
            "type": "button",
            "action_id": f"{ACTION}{key}",
            "text": {"type": "plain_text", "text": f"{label[: BUTTON_TEXT - 1]}?", "emoji": False},
            "value": answer_id,
        }
        for key, label in _labelled(answer).items()
    ]
    return {"type": "actions", "elements": elements} if elements else None


def prompt(key: str) -> str:
    """The same in words, for where a form cannot be opened."""
    gap = gap_of(key)
    if gap is None:
        return "Reply in the thread with your answer."
    example = gap.told.replace("{}", gap.example) if gap.told and gap.example else " or ".join(gap.choices.values())
    return f"{gap.ask} Reply in the thread, for example: {example}"


def form(place: Place, label: str = "") -> dict[str, Any]:
    """The modal: choices where the question has few answers, a field where it is free.

    ``label`` is that of the button, for a question that is not one of a fact that is missing.
    """
    gap = gap_of(place.key)
    blocks: list[Block] = []
    if gap is not None and gap.choices:
        blocks.append(_choices(gap))
    if gap is None or gap.told is not None:
        blocks.append(_field(gap, label))
    note = (
        "What you send is added to the case, and a new answer comes in the thread. Leave out names and record numbers."
    )
    blocks.append({"type": "context", "elements": [{"type": "plain_text", "text": note, "emoji": False}]})
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": _plain((gap.short if gap else _ANY)[:VIEW_TITLE]),
        "submit": _plain("Send"),
        "close": _plain("Cancel"),
        "private_metadata": place.model_dump_json(),
        "blocks": blocks,
    }


def place_of(view: Mapping[str, Any]) -> Place:
    """The place that a form was opened for. Raises ValueError for a form that is not ours."""
    return Place.model_validate(json.loads(view.get("private_metadata") or "{}"))


def told(view: Mapping[str, Any]) -> str:
    """What the person answers, as a sentence for the case. Raises FormError, which names the block to mend."""
    gap = gap_of(place_of(view).key)
    values = (view.get("state") or {}).get("values") or {}
    option = (values.get(_CHOICE) or {}).get(_CHOICE, {}).get("selected_option") or {}
    typed = " ".join(str((values.get(_TYPED) or {}).get(_TYPED, {}).get("value") or "").split())
    chosen = _chosen(gap, str(option.get("value") or ""))
    if chosen and typed:
        raise FormError(_TYPED, "Choose an answer or write one, not both.")
    if not chosen and not typed:
        raise FormError(_TYPED if gap is None or gap.told else _CHOICE, "Choose or write an answer.")
    return chosen or (gap.told.replace("{}", typed) if gap and gap.told else typed)


def _labelled(answer: Answer) -> dict[str, str]:
    """Keys and labels of the questions: of a gap its field; of a finding that is not settled its rule."""
    by_ask = {gap.ask: (gap.field, gap.short) for gap in gaps()}
    of_rules = {one.ask: (f"rule_{one.rule}", one.title) for one in answer.findings if one.ask}
    return dict(filter(None, (by_ask.get(ask) or of_rules.get(ask) for ask in answer.questions)))


def _choices(gap: Gap) -> Block:
    options = [{"text": _plain(label), "value": str(number)} for number, label in enumerate(gap.choices)]
    return {
        "type": "input",
        "block_id": _CHOICE,
        "optional": gap.told is not None,
        "label": _plain(gap.ask),
        "element": {"type": "radio_buttons", "action_id": _CHOICE, "options": options},
    }


def _field(gap: Gap | None, named: str) -> Block:
    element: dict[str, Any] = {"type": "plain_text_input", "action_id": _TYPED, "max_length": LONGEST}
    if gap is not None and gap.example:
        element["placeholder"] = _plain(f"for example {gap.example}")
    label = f"{_ANY}: {named}" if gap is None else "Or in your words" if gap.choices else gap.ask
    return {
        "type": "input",
        "block_id": _TYPED,
        "optional": bool(gap is not None and gap.choices),
        "label": _plain(label),
        "element": element,
    }


def _chosen(gap: Gap | None, value: str) -> str:
    sentences = tuple(gap.choices.values()) if gap else ()
    return sentences[int(value)] if value.isdecimal() and int(value) < len(sentences) else ""


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": unbroken(text), "emoji": False}
