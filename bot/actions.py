"""Actions: what is done with the buttons under an answer."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.inbox import Inbox, Message
from bot.render.blocks import SHOW_MORE
from bot.store import Store


def register(app: App, inbox: Inbox, store: Store) -> None:
    """Listen to "Show more"; any other button (a link, one of an earlier version) is only acknowledged."""

    def on_show_more(ack: Ack, body: dict[str, Any]) -> None:
        message = read(body, store)
        if message is not None:
            inbox.receive(message)
        ack()

    def on_any(ack: Ack) -> None:
        ack()

    app.action(SHOW_MORE)(on_show_more)
    app.action(re.compile(".+"))(on_any)


def read(body: Mapping[str, Any], store: Store) -> Message | None:
    """The request for the longer answer; one for each answer, however often the button is pressed."""
    team = str((body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id") or "")
    container = body.get("container") or {}
    channel = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
    ts = str((body.get("message") or {}).get("ts") or container.get("message_ts") or "")
    pressed = [action for action in body.get("actions") or () if action.get("action_id") == SHOW_MORE]
    answer_id = str(pressed[0].get("value") or "") if pressed else ""
    thread = store.answer_thread(answer_id, team, channel)
    if thread is None or not ts:
        return None
    return Message(
        team=team,
        channel=channel,
        ts=ts,
        thread_ts=thread.ts,
        event_id=f"{SHOW_MORE}:{answer_id}",
        kind="more",
        text=answer_id,
    )
