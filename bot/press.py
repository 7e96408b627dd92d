"""Press: a button pressed under an answer or in a modal, as Slack tells of it."""

from collections.abc import Mapping
from typing import Any

from bot.render.modals.view import ids_of
from knowledge.case import Value
from knowledge.characters import whole


class Press(Value):
    """Who pressed what, and where."""

    team: str
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


def read(body: Mapping[str, Any]) -> Press:
    """The first button of a ``block_actions`` payload; what is missing is empty."""
    user, container = body.get("user") or {}, body.get("container") or {}
    action: Mapping[str, Any] = next(iter(body.get("actions") or ()), {})
    return Press(
        team=team_of(body),
        user=str(user.get("id") or ""),
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


def team_of(body: Mapping[str, Any]) -> str:
    """The workspace that an interaction comes from."""
    return str((body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id") or "")
