"""Poster: puts the parts of a reply into their thread, in the place of those that stand there, and takes them out.

Each call is the only one of its kind in the bot; what Slack may take later is tried again (TryLater).
"""

import re
import time
from collections.abc import Callable, Mapping
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
from bot.webapi import FAILED, ResponseRefusedError, careful, may_pass, respond, send_file

if TYPE_CHECKING:
    from collections.abc import Iterator

log = structlog.get_logger()

EVENT_TYPE = "netboard_reply"
"""The metadata by which a reply is recognised; its payload holds ids only."""
PAGE = 200
"""Messages of a thread that are read at a time. Slack gives fewer, and one call a minute, to apps that are sold outside
its Marketplace."""
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

    def post(self, delivery: Delivery, part: SlackMessage, number: int) -> str:
        """Post a part; where it stands then."""
        message = delivery.message
        with _patience(delivery, MAX_AGE_S):
            response = careful(self._clients(message.team)).chat_postMessage(
                channel=message.channel,
                thread_ts=message.under,
                unfurl_links=False,
                unfurl_media=False,
                **_content(delivery, part, number),
            )
        return str(response.get("ts") or "")

    def replace(self, delivery: Delivery, part: SlackMessage, number: int, place: str) -> bool:
        """Put a part in the place of what stands there. False where that is not possible (any more)."""
        message = delivery.message
        with _patience(delivery, MAX_AGE_S):
            try:
                self._clients(message.team).chat_update(
                    channel=message.channel, ts=place, **_content(delivery, part, number)
                )
            except SlackApiError as error:
                if slack_code(error) not in _GONE | _FIXED:
                    raise
                return False
        return True

    def find(self, delivery: Delivery) -> Mapping[int, tuple[str, str]]:
        """The parts of a reply that stand in Slack: where each does, and the revision of the question it answers."""
        message, client = delivery.message, self._clients(delivery.message.team)
        asked: dict[str, Any] = {"channel": message.channel, "limit": PAGE, "include_all_metadata": True}
        if since := re.match(r"\d+\.\d+", message.ts):
            asked["oldest"] = since.group()
        found: dict[int, tuple[str, str]] = {}
        with _patience(delivery, MAX_AGE_S):
            try:
                if message.under is None:
                    pages = client.conversations_history(**asked)
                else:
                    pages = client.conversations_replies(ts=message.under, **asked)
                for page in pages:
                    for one in page.get("messages") or ():
                        metadata = one.get("metadata") or {}
                        ids = metadata.get("event_payload") or {}
                        if metadata.get("event_type") == EVENT_TYPE and ids.get("delivery") == delivery.id:
                            found[int(ids["part"])] = (str(one["ts"]), str(ids.get("revision") or ""))
            except SlackApiError as error:
                if slack_code(error) not in _GONE:
                    raise
        return found

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
        """Give Slack a file that nobody sees yet; its id."""
        with _patience(delivery, MAX_UPLOAD_AGE_S):
            given = self._clients(delivery.message.team).files_getUploadURLExternal(
                filename=attachment.filename, length=len(attachment.content), alt_txt=attachment.alt
            )
            send_file(str(given["upload_url"]), attachment.content)
        return str(given["file_id"])

    def share(self, delivery: Delivery, attachment: Attachment, file_id: str) -> None:
        """Put a file that was uploaded into the thread."""
        message = delivery.message
        with _patience(delivery, MAX_UPLOAD_AGE_S):
            careful(self._clients(message.team)).files_completeUploadExternal(
                files=[{"id": file_id, "title": attachment.title}],
                channel_id=message.channel,
                thread_ts=message.under,
                initial_comment=escape(attachment.comment),
            )

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


def _content(delivery: Delivery, part: SlackMessage, number: int) -> dict[str, Any]:
    ids = {"delivery": delivery.id, "part": number, "revision": delivery.revision}
    return {
        "text": part.text,
        "blocks": list(part.blocks),
        "metadata": {"event_type": EVENT_TYPE, "event_payload": ids},
    }


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
    except FAILED as error:
        if not may_pass(error) or time.time() - delivery.created_at >= max_age_s:
            raise
        log.warning("slack_unavailable", delivery=delivery.id, error=type(error).__name__)
        raise TryLater from error
