"""Changes: edits and deletions of messages, as Slack tells of them, read into what the inbox has to do. Pure.

Slack sends ``message_changed`` for an edit, but also when a link is unfolded, a thread gets its first reply or a bot
updates itself; and for a deleted message under which replies stand, with a tombstone in its place. ``message_deleted``
comes for every other deletion, those of the bot's own messages included.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bot.inbox import Message
from bot.privacy import taken_in
from bot.render.mrkdwn import plain
from knowledge.case import Value

TOMBSTONE = "tombstone"
MAX_AGE_S = 3_600.0
"""An edit that comes later than this after its message is not answered anew."""
Reading = Callable[[Mapping[str, Any]], Message | None]
"""Reads a message event as a question for the bot, or as none."""


class Change(Value):
    """A message as it is now, and whether it was and is a question for the bot by its words and place."""

    message: Message
    was_for_us: bool
    is_for_us: bool


def read(body: Mapping[str, Any], team: str, reading: Reading) -> Change | None:
    """The edit or deletion by a person that an event tells of, or ``None``."""
    event = body.get("event") or {}
    before, after = event.get("previous_message") or {}, event.get("message") or {}
    subtype, channel, revision = event.get("subtype"), str(event.get("channel") or ""), str(event.get("ts") or "")
    if subtype == "message_deleted":
        ts = str(event.get("deleted_ts") or before.get("ts") or "")
    elif subtype == "message_changed":
        ts = str(after.get("ts") or "")
    else:
        return None
    if not (channel and ts and revision) or _is_machine(before):
        return None

    def as_question(message: Mapping[str, Any]) -> Message | None:
        own = {"type": "message", "channel": channel, "channel_type": event.get("channel_type")}
        return reading({**body, "event": {**message, **own, "hidden": None}})

    was, identity = as_question(before), f"changed:{channel}:{ts}"
    thread_ts = str(after.get("thread_ts") or before.get("thread_ts") or ts)
    user = str(before.get("user") or after.get("user") or "")  # a tombstone is Slackbot's
    place = {"team": team, "channel": channel, "ts": ts, "thread_ts": thread_ts, "event_id": identity, "user": user}
    if subtype == "message_deleted" or after.get("subtype") == TOMBSTONE:
        if before.get("subtype") == TOMBSTONE:
            return None  # the stone itself was taken away
        gone = Message(**place, kind="deleted", text="", revision=revision)
        return Change(message=gone, was_for_us=was is not None, is_for_us=False)
    if _is_machine(after) or not _is_edited(before, after):
        return None
    now = as_question(after)
    text, kinds = taken_in(plain(str(after.get("text") or "")))
    files = bool(after.get("files"))
    edited = now or Message(**place, kind="question", text=text, has_files=files, removed=kinds)
    is_recent = _seconds(revision) - _seconds(ts) <= MAX_AGE_S
    return Change(
        message=edited.model_copy(update={"revision": revision, "event_id": identity}),
        was_for_us=was is not None and is_recent,
        is_for_us=now is not None and (is_recent or was is None),
    )


def _is_machine(message: Mapping[str, Any]) -> bool:
    """Whether another app, a bot, Slack itself or we wrote a message."""
    return bool(message.get("bot_id") or message.get("bot_profile") or message.get("user") == "USLACKBOT") and (
        message.get("subtype") != TOMBSTONE
    )


def _is_edited(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a person changed the words: not an unfolded link, a new reply, a reaction or a pin."""
    if not before:
        return "edited" in after
    return before.get("text") != after.get("text") or bool(before.get("files")) != bool(after.get("files"))


def _seconds(ts: str) -> float:
    try:
        return float(ts)
    except ValueError:
        return 0.0
