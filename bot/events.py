"""Events: what Slack says happened, read into a message for the inbox."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot import changes
from bot.admission import Admission, Reason
from bot.inbox import Inbox, Message, Thread
from bot.lookup import lookup
from bot.privacy import PrivateNotes, forgets, taken_in
from bot.render.mrkdwn import mentions, plain
from bot.tenant import Tenants
from chains.lookup import WORDS

EVENT_SCOPES: Mapping[str, str | None] = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "app_home_opened": None,
    "app_uninstalled": None,
    "team_access_revoked": None,
    "tokens_revoked": None,
}
"""The events that the manifest subscribes to, each with the scope that it needs."""
_QUESTIONS = frozenset({None, "", "file_share", "thread_broadcast"})
"""Subtypes of messages that a person wrote to be read: not edits, joins, topics or other apps' messages."""


TakesPart = Callable[[Thread, str], bool]
"""Whether the bot was asked in a thread before a message with this ts."""


def register(
    app: App,
    inbox: Inbox,
    takes_part: TakesPart,
    admission: Admission,
    tenants: Tenants,
    as_chosen: Callable[[Message], Message],
    notes: PrivateNotes,
) -> None:
    """Listen to mentions and messages; every other event is only acknowledged.

    ``as_chosen`` makes a message one that is answered as its asker wants.
    """

    def on_message(body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        tenant = tenants.of(body, context)

        def reading(payload: Mapping[str, Any]) -> Message | None:
            return read(payload, tenant.id, context.bot_user_id, takes_part)

        message, reason = reading(body), admission.refusal(body, tenant)
        if message is not None:
            if inbox.receive(as_chosen(message) if reason is None else refused(message, reason, body)):
                notes.tell(client, message)
        elif (change := changes.read(body, tenant.id, reading)) is not None:
            if reason is None:
                new = as_chosen(change.message)
                if inbox.change(new, was_for_us=change.was_for_us, is_for_us=change.is_for_us):
                    notes.tell(client, change.message)
            elif change.message.kind == "deleted":  # what was answered before it was refused goes all the same
                inbox.change(as_chosen(change.message), was_for_us=False, is_for_us=False)

    app.event("app_mention")(on_message)
    app.event("message")(on_message)


def register_rest(app: App) -> None:
    """Acknowledge what nobody listens to, so that Slack does not send it again."""

    def ignore() -> None:
        return

    app.event(re.compile(".+"))(ignore)


def read(body: Mapping[str, Any], team: str, bot_user_id: str | None, takes_part: TakesPart) -> Message | None:
    """The question in an event, or ``None`` when it is not for the bot.

    For the bot is a mention, a direct message, a reply in a thread where it takes part, and a lookup after ``!``.
    """
    event = body.get("event") or {}
    channel, ts = str(event.get("channel") or ""), str(event.get("ts") or "")
    if not channel or not ts or not _is_from_a_person(event, bot_user_id):
        return None
    raw = str(event.get("text") or "")
    bot = bot_user_id or _bot_of(body)
    thread = Thread(team=team, channel=channel, ts=str(event.get("thread_ts") or ts))
    is_reply, is_direct = thread.ts != ts, event.get("channel_type") == "im" or channel.startswith("D")
    is_called = is_direct or event.get("type") == "app_mention" or (bot is not None and bot in mentions(raw))
    text = _question(raw, bot or (mentions(raw)[:1] or (None,))[0] if is_called else bot)
    found = lookup(text) if is_called or text.startswith("!") else None
    is_lookup = found is not None and (is_called or is_reply)
    joined = is_called or (is_reply and _is_open(raw, bot) and takes_part(thread, ts))
    to_forget = joined and forgets(text, is_called=is_called)
    if text.startswith("!") and found is None and not to_forget:
        if text[1:].split(None, 1)[:1] and text[1:].split(None, 1)[0].lower() in WORDS:
            text = text[1:]
        elif not is_called:
            return None
    if not (joined or is_lookup):
        return None
    said, kinds = taken_in("!" * text.startswith("!") + found if is_lookup and found else text)
    return Message(
        team=thread.team,
        channel=channel,
        ts=ts,
        thread_ts=thread.ts,
        event_id=str(body.get("event_id") or f"{channel}:{ts}"),
        kind="forget" if to_forget else "lookup" if is_lookup else "question",
        text=said,
        joins=joined,
        user=str(event.get("user") or ""),
        has_files=bool(event.get("files")),
        removed=kinds,
    )


def refused(message: Message, reason: Reason, body: Mapping[str, Any]) -> Message:
    """What is said to somebody who is not answered: to one from outside each time, to a channel or workspace once."""
    update: dict[str, object] = {"kind": "refusal", "text": reason, "joins": False, "has_files": False}
    if reason == "outsider":
        update["only_for"] = str((body.get("event") or {}).get("user") or "")
    else:  # one place in the store for the whole channel, so that the line is posted once
        update |= {"ts": f"refused:{reason}", "event_id": f"refused:{reason}:{message.channel}"}
    return message.model_copy(update=update)


def _is_from_a_person(event: Mapping[str, Any], bot_user_id: str | None) -> bool:
    """Not from a bot, another app, Slack itself or ourselves; not an edit, a deletion or a notice."""
    user = event.get("user")
    if event.get("bot_id") or event.get("bot_profile") or event.get("hidden") or event.get("subtype") not in _QUESTIONS:
        return False
    return bool(user) and user not in {"USLACKBOT", bot_user_id}


def _is_open(raw: str, bot: str | None) -> bool:
    """Whether a thread reply without a mention of the bot is not addressed to somebody else."""
    first = re.match(r"\s*<@([A-Z0-9]+)", raw)
    return first is None or first.group(1) == bot


def _question(raw: str, bot: str | None) -> str:
    return plain(raw, bot).lstrip(",: ")


def _bot_of(body: Mapping[str, Any]) -> str | None:
    """The bot's user, as the event's own list of installations names it."""
    for authorization in body.get("authorizations") or ():
        if authorization.get("is_bot") and authorization.get("user_id"):
            return str(authorization["user_id"])
    return None
