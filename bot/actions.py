"""Actions: what is done with the buttons under an answer."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from slack_bolt import Ack, App

from bot.inbox import Inbox, Message
from bot.render.buttons import CHART, SHEET, SHOW_MORE
from bot.store import Store

_KINDS: Mapping[str, Literal["more", "chart", "sheet"]] = {SHOW_MORE: "more", CHART: "chart", SHEET: "sheet"}


def register(app: App, inbox: Inbox, store: Store) -> None:
    """Listen to our buttons; any other (a link, one of an earlier version) is only acknowledged."""

    def on_button(ack: Ack, body: dict[str, Any]) -> None:
        message = read(body, store)
        if message is not None:
            inbox.receive(message)
        ack()

    def on_any(ack: Ack) -> None:
        ack()

    for action in _KINDS:
        app.action(action)(on_button)
    app.action(re.compile(".+"))(on_any)


def read(body: Mapping[str, Any], store: Store) -> Message | None:
    """What a button asks for; once for each answer, however often it is pressed.

    ``None`` for an answer that is not of this channel, and for one that only its asker sees: what the buttons give is
    posted in the thread, where everybody would see it.
    """
    team = str((body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id") or "")
    container = body.get("container") or {}
    channel = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
    ts = str((body.get("message") or {}).get("ts") or container.get("message_ts") or "")
    pressed = [action for action in body.get("actions") or () if action.get("action_id") in _KINDS]
    if not pressed or not ts or container.get("is_ephemeral"):
        return None
    action, answer_id = str(pressed[0]["action_id"]), str(pressed[0].get("value") or "")
    thread = store.answer_thread(answer_id, team, channel)
    if thread is None:
        return None
    return Message(
        team=team,
        channel=channel,
        # each message has one place in the store, and several buttons stand under one answer
        ts=ts if action == SHOW_MORE else f"{ts}:{action}",
        thread_ts=thread.ts,
        event_id=f"{action}:{answer_id}",
        kind=_KINDS[action],
        text=answer_id,
        user=str((body.get("user") or {}).get("id") or ""),
    )
