"""Reply: a claimed message in, its answer in the thread."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.attachment import Attachment
from bot.desk import Desk, Reply
from bot.failure import incident_id, report, sentence, slack_code
from bot.inbox import MAX_AGE_S, MAX_CLAIMS, Delivery, TryLater
from bot.records import Records
from bot.render.blocks import notice
from bot.render.limits import SlackMessage
from bot.render.mrkdwn import escape
from bot.store import Store
from bot.webapi import may_pass, respond

if TYPE_CHECKING:
    from chains.consult import Consultant

log = structlog.get_logger()

EVENT_TYPE = "netboard_reply"
"""The metadata by which a reply is recognised; its payload holds ids only."""
MAX_UPLOAD_AGE_S = 60.0
"""How long a file that Slack does not take is tried again: words may still get through, and the asker waits."""
_GONE = frozenset({"message_not_found", "cant_update_message", "cant_delete_message", "edit_window_closed"})
"""Slack's codes for what can no longer be changed: somebody removed it, or it is too old."""
_LOST = {
    "chart": ("The chart was not posted; please ask the question again.",),
    "sheet": ("The tumour-board sheet was not posted; please ask the question again.",),
    "correct": ("The case was not corrected; please correct it again.",),
    "share": ("The answer was not shared; please try again.",),
}


class Replier:
    """Answers one delivery at a time; the inbox calls it from several threads."""

    def __init__(self, store: Store, consultant: "Consultant", client: WebClient) -> None:
        self._store = store
        self._desk = Desk(store, Records(store.engine), consultant)
        self._client = client

    def __call__(self, delivery: Delivery, is_mine: Callable[[], bool]) -> None:
        """Think, post, close. Raises TryLater when Slack does not take the reply now."""
        begun = time.monotonic()
        try:
            if delivery.claims > MAX_CLAIMS:
                raise RuntimeError("claimed too often")
            reply = self._desk.reply(delivery)
            thought = time.monotonic()
            if not self._post(delivery, reply, is_mine):
                log.warning("lease_lost", delivery=delivery.id)
                return
        except TryLater:
            raise
        except Exception as error:  # noqa: BLE001 - whatever broke, the asker is told
            self._fail(delivery, error)
            return
        self._store.finish(delivery, "answered", reply.conversation, time.time())
        self._tidy(delivery)
        log.info(
            "answered",
            delivery=delivery.id,
            channel=delivery.message.channel,
            kind=delivery.message.kind,
            parts=len(reply.messages),
            think_ms=round((thought - begun) * 1000),
            total_ms=round((time.monotonic() - begun) * 1000),
        )

    def _post(self, delivery: Delivery, reply: Reply, is_mine: Callable[[], bool]) -> bool:
        """Post the parts that are not in the thread yet. False when another worker has taken over."""
        for number, part in enumerate(reply.messages, start=1):
            if number <= delivery.parts_posted:
                continue
            if not is_mine():
                return False
            self._store.posted(delivery, number, self._put(delivery, part, number, reply.places.get(number)))
        if reply.attachment is not None and not delivery.parts_posted:
            if not is_mine():
                return False
            self._upload(delivery, reply.attachment)
            self._store.posted(delivery, 1, "")
        for place in reply.gone:
            self._remove(delivery, place)
        return True

    def _put(self, delivery: Delivery, part: SlackMessage, number: int, place: str | None) -> str:
        """Put a part in the place of what stands there, or post it; where it stands then."""
        if delivery.message.only_for:
            respond(delivery.message.response_url, part)
            return ""
        if place is not None and self._change(delivery, "chat_update", ts=place, **_content(delivery, part, number)):
            return place
        return self._send(delivery, part, number)

    def _remove(self, delivery: Delivery, place: str) -> None:
        self._change(delivery, "chat_delete", ts=place)

    def _change(self, delivery: Delivery, method: str, **arguments: Any) -> bool:
        """Change what stands in Slack. False where that is no longer possible."""
        try:
            getattr(self._client, method)(channel=delivery.message.channel, **arguments)
        except (SlackApiError, OSError, ValueError) as error:
            if slack_code(error) in _GONE:
                return False
            if self._may_wait(delivery, error, MAX_AGE_S):
                raise TryLater from error
            raise
        return True

    def _tidy(self, delivery: Delivery) -> None:
        """What is left to do; a courtesy, and the reply stands without it."""
        try:
            self._desk.after(delivery)
        except Exception as error:  # noqa: BLE001 - an address to answer to may have expired
            report(incident_id(), error, delivery=delivery.id)

    def _send(self, delivery: Delivery, part: SlackMessage, number: int) -> str:
        message = delivery.message
        try:
            response = self._client.chat_postMessage(
                channel=message.channel,
                thread_ts=message.under,
                unfurl_links=False,
                unfurl_media=False,
                **_content(delivery, part, number),
            )
        except (SlackApiError, OSError, ValueError) as error:
            if self._may_wait(delivery, error, MAX_AGE_S):
                raise TryLater from error
            raise
        return str(response.get("ts") or "")

    def _upload(self, delivery: Delivery, attachment: Attachment) -> None:
        message = delivery.message
        try:
            self._client.files_upload_v2(
                file=attachment.content,
                filename=attachment.filename,
                title=attachment.title,
                alt_txt=attachment.alt,
                initial_comment=escape(attachment.comment),
                channel=message.channel,
                thread_ts=message.under,
            )
        except (SlackApiError, OSError, ValueError) as error:
            if self._may_wait(delivery, error, MAX_UPLOAD_AGE_S):
                raise TryLater from error
            raise

    def _may_wait(self, delivery: Delivery, error: Exception, max_age_s: float) -> bool:
        """Whether the same call may succeed later, and the delivery is not too old for it."""
        if not may_pass(error) or time.time() - delivery.created_at >= max_age_s:
            return False
        log.warning("slack_unavailable", delivery=delivery.id, error=type(error).__name__)
        return True

    def _fail(self, delivery: Delivery, error: Exception) -> None:
        """Tell the asker in one sentence and close the message."""
        incident, message = incident_id(), delivery.message
        report(incident, error, delivery=delivery.id, channel=message.channel)
        known = self._desk.lost(delivery, error)
        told = known or sentence(incident, *_LOST.get(message.kind, ()))
        try:
            if message.only_for or (known and message.response_url):
                respond(message.response_url, notice(told)[0])
            else:
                self._send(delivery, notice(told)[0], 0)
        except TryLater:
            raise
        except Exception as second:  # noqa: BLE001 - Slack refuses even a sentence, as in an archived channel
            report(incident, second, delivery=delivery.id)
        self._store.finish(delivery, "failed", None, time.time())


def _content(delivery: Delivery, part: SlackMessage, number: int) -> dict[str, Any]:
    """A part as Slack takes it; its metadata holds ids only."""
    return {
        "text": part.text,
        "blocks": list(part.blocks),
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"delivery": delivery.id, "part": number}},
    }
