"""Edits and deletions as Slack sends them: message_changed, message_deleted, and the tombstone of a thread's root."""

from typing import Any

HIDDEN = ("event_ts", "channel", "channel_type")


def _inner(event: dict[str, Any]) -> dict[str, Any]:
    """A message as it stands inside another event."""
    kept = {name: value for name, value in event.items() if name not in HIDDEN} | {"type": "message"}
    return kept | {"client_msg_id": "3ea8a9a4-0000-4000-8000-000000000001", "blocks": []}


def _outer(event: dict[str, Any], subtype: str, at: str) -> dict[str, Any]:
    channel = event["channel"]
    kind = "im" if channel.startswith("D") else "channel"
    place = {"channel": channel, "channel_type": kind, "hidden": True, "ts": at, "event_ts": at}
    return {"type": "message", "subtype": subtype, **place}


def edited(event: dict[str, Any], text: str, at: str, **more: Any) -> dict[str, Any]:
    """``event`` edited into ``text`` by its author."""
    before = _inner(event)
    mark = {"user": event.get("user"), "ts": f"{at.partition('.')[0]}.000000"}
    after = before | {"text": text, "edited": mark} | more
    return _outer(event, "message_changed", at) | {"message": after, "previous_message": before}


def unfurled(event: dict[str, Any], at: str) -> dict[str, Any]:
    """``event`` with a preview of a link, which nobody edited."""
    before = _inner(event)
    after = before | {"attachments": [{"id": 1, "from_url": "https://x.org", "title": "X"}]}
    return _outer(event, "message_changed", at) | {"message": after, "previous_message": before}


def deleted(event: dict[str, Any], at: str) -> dict[str, Any]:
    """``event`` deleted."""
    gone = {"deleted_ts": event["ts"], "previous_message": _inner(event)}
    return _outer(event, "message_deleted", at) | gone


def buried(event: dict[str, Any], at: str) -> dict[str, Any]:
    """``event``, under which replies stand, deleted: a tombstone comes in its place."""
    stone = {
        "type": "message", "subtype": "tombstone", "text": "This message was deleted.", "user": "USLACKBOT",
        "hidden": True, "ts": event["ts"], "thread_ts": event["ts"], "parent_user_id": "USLACKBOT", "reply_count": 1,
        "reply_users_count": 1, "latest_reply": at, "reply_users": ["U0BOT"], "is_locked": False, "subscribed": False,
    }  # fmt: skip
    return _outer(event, "message_changed", at) | {"message": stone, "previous_message": _inner(event)}
