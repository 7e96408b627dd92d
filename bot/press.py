"""Press: a button pressed under an answer or in a modal, as Slack tells of it; and a word back to whoever pressed."""

from collections.abc import Mapping
from typing import Any

from bot.failure import incident_id, report
from bot.render.blocks import notice
from bot.render.modals.view import ids_of
from bot.webapi import respond
from knowledge.case import Value
from knowledge.characters import whole


class Press(Value):
    """Who pressed what, and where."""

    team: str
    """Whose bot it is; in a shared channel the person may be of another workspace."""
    user: str
    channel: str
    ts: str
    """The message under which the button stands; empty in a modal."""
    action: str
    value: str
    action_ts: str = ""
    trigger_id: str = ""
    response_url: str = ""
    is_private: bool = False
    """Whether only this person sees the message."""
    view: Mapping[str, Any] | None = None
    """The modal in which the button stands."""

    @property
    def ids(self) -> dict[str, str]:
        """The ids that the modal carries."""
        return ids_of(self.view or {})


def read(body: Mapping[str, Any], team: str) -> Press:
    """The first button of a ``block_actions`` payload, for the bot of ``team``; what is missing is empty."""
    container = body.get("container") or {}
    action: Mapping[str, Any] = next(iter(body.get("actions") or ()), {})
    return Press(
        team=team,
        user=person_of(body),
        channel=str((body.get("channel") or {}).get("id") or container.get("channel_id") or ""),
        ts=str((body.get("message") or {}).get("ts") or container.get("message_ts") or ""),
        action=str(action.get("action_id") or ""),
        value=whole(str(action.get("value") or "")),
        action_ts=str(action.get("action_ts") or ""),
        trigger_id=str(body.get("trigger_id") or ""),
        response_url=str(body.get("response_url") or ""),
        is_private=bool(container.get("is_ephemeral")),
        view=body.get("view"),
    )


def person_of(body: Mapping[str, Any]) -> str:
    """Who pressed a button or sent a form."""
    return str((body.get("user") or {}).get("id") or "")


def tell(response_url: str, sentence: str, surface: str) -> None:
    """Tell whoever acted one sentence that nobody else sees. Where the address is gone that is logged, with no text."""
    try:
        respond(response_url, notice(sentence)[0])
    except Exception as error:  # noqa: BLE001 - the address is good for half an hour and a few answers
        report(incident_id(), error, surface=surface)
