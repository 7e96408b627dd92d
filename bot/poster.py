"""Poster: puts the parts of a reply into their thread, in the place of those that stand there, and takes them out.

Each call is the only one of its kind in the bot; what Slack may take later is tried again (TryLater).
"""

import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.attachment import Attachment
from bot.failure import slack_code
from bot.inbox import MAX_AGE_S, Delivery, TryLater
from bot.render.limits import SlackMessage
from bot.render.mrkdwn import escape
from bot.webapi import ResponseRefusedError, may_pass, respond

if TYPE_CHECKING:
    from collections.abc import Iterator

log = structlog.get_logger()

EVENT_TYPE = "netboard_reply"
"""The metadata by which a reply is recognised; its payload holds ids only."""
MAX_UPLOAD_AGE_S = 60.0
"""How long a file that Slack does not take is tried again: words may still get through, and the asker waits."""
_GONE = frozenset({"message_not_found", "file_not_found", "file_deleted", "thread_not_found"})
"""Slack's codes for what somebody else removed already."""
_FIXED = frozenset({"cant_update_message", "cant_delete_message", "edit_window_closed"})
"""Slack's codes for what stands but can no longer be changed."""

Clients = Callable[[str], WebClient]
"""The client of a workspace, with its own token."""


class Poster:
    """Speaks to the thread of one delivery at a time."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def put(self, delivery: Delivery, part: SlackMessage, number: int, place: str | None = None) -> str:
        """Post a part, or put it in the place of what stands there; where it stands then."""
        message, client = delivery.message, self._clients(delivery.message.team)
        content: dict[str, Any] = {
            "text": part.text,
            "blocks": list(part.blocks),
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"delivery": delivery.id, "part": number}},
        }
        with _patience(delivery, MAX_AGE_S):
            if place and not place.startswith("F"):
                try:
                    client.chat_update(channel=message.channel, ts=place, **content)
                except SlackApiError as error:
                    if slack_code(error) not in _GONE | _FIXED:
                        raise
                else:
                    return place
            response = client.chat_postMessage(
                channel=message.channel,
                thread_ts=message.under,
                unfurl_links=False,
                unfurl_media=False,
                **content,
            )
        return str(response.get("ts") or "")

    def whisper(self, delivery: Delivery, part: SlackMessage) -> str:
        """Tell a part to its reader alone; it stands nowhere, so that nothing can replace it."""
        message = delivery.message
        stands = message.about or message.under
        with _patience(delivery, MAX_AGE_S):
            if message.response_url and _responded(message.response_url, part):
                return ""
            self._clients(message.team).chat_postEphemeral(
                channel=message.channel,
                user=message.only_for,
                # Slack shows what only one person sees in a thread where there is one already
                thread_ts=stands if stands != message.ts else None,
                text=part.text,
                blocks=list(part.blocks),
            )
        return ""

    def upload(self, delivery: Delivery, attachment: Attachment) -> str:
        """Put a file into the thread; its id."""
        message = delivery.message
        with _patience(delivery, MAX_UPLOAD_AGE_S):
            response = self._clients(message.team).files_upload_v2(
                file=attachment.content,
                filename=attachment.filename,
                title=attachment.title,
                alt_txt=attachment.alt,
                initial_comment=escape(attachment.comment),
                channel=message.channel,
                thread_ts=message.under,
            )
        return str((response.get("file") or {}).get("id") or "")

    def remove(self, delivery: Delivery, place: str, *, is_vital: bool = True) -> None:
        """Take a message or a file out of Slack; no matter if somebody did so already.

        With ``is_vital`` false also no matter if Slack does not let it be removed any more.
        """
        client = self._clients(delivery.message.team)
        with _patience(delivery, MAX_AGE_S):
            try:
                if place.startswith("F"):
                    client.files_delete(file=place)
                elif place:
                    client.chat_delete(channel=delivery.message.channel, ts=place)
            except SlackApiError as error:
                if slack_code(error) not in (_GONE if is_vital else _GONE | _FIXED):
                    raise


def _responded(response_url: str, part: SlackMessage) -> bool:
    """Answer to the address that came with the question. False where Slack takes nothing there any more."""
    try:
        respond(response_url, part)
    except ResponseRefusedError as refused:
        log.info("response_refused", status=str(refused))  # it is good for half an hour and five answers
        return False
    return True


@contextmanager
def _patience(delivery: Delivery, max_age_s: float) -> "Iterator[None]":
    """TryLater where the same call may succeed later, and the delivery is not too old for it."""
    try:
        yield
    except (SlackApiError, OSError, ValueError) as error:
        if not may_pass(error) or time.time() - delivery.created_at >= max_age_s:
            raise
        log.warning("slack_unavailable", delivery=delivery.id, error=type(error).__name__)
        raise TryLater from error
