"""Reply: a claimed message in, its answer in the thread."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.commands import help_text
from bot.failure import incident_id, report, sentence
from bot.inbox import MAX_AGE_S, MAX_CLAIMS, Delivery, TryLater
from bot.render.blocks import messages, notice
from bot.render.limits import SlackMessage
from bot.store import Store
from bot.webapi import may_pass
from chains.conversation import Conversation
from knowledge.case import Value

if TYPE_CHECKING:
    from chains.consult import Consultant

log = structlog.get_logger()

EVENT_TYPE = "netboard_reply"
"""The metadata by which a reply is recognised; its payload holds ids only."""


class Reply(Value):
    """What to post, and the conversation after it (``None`` leaves it as it was)."""

    messages: tuple[SlackMessage, ...]
    conversation: Conversation | None = None


class Replier:
    """Answers one delivery at a time; the inbox calls it from several threads."""

    def __init__(self, store: Store, consultant: "Consultant", client: WebClient) -> None:
        self._store = store
        self._consultant = consultant
        self._client = client

    def __call__(self, delivery: Delivery, is_mine: Callable[[], bool]) -> None:
        """Think, post, close. Raises TryLater when Slack does not take the reply now."""
        begun = time.monotonic()
        try:
            if delivery.claims > MAX_CLAIMS:
                raise RuntimeError("claimed too often")
            reply = self._reply(delivery)
            thought = time.monotonic()
            if not self._post(delivery, reply.messages, is_mine):
                log.warning("lease_lost", delivery=delivery.id)
                return
        except TryLater:
            raise
        except Exception as error:  # noqa: BLE001 - whatever broke, the asker is told
            self._fail(delivery, error)
            return
        self._store.finish(delivery, "answered", reply.conversation, time.time())
        log.info(
            "answered",
            delivery=delivery.id,
            channel=delivery.message.channel,
            kind=delivery.message.kind,
            parts=len(reply.messages),
            think_ms=round((thought - begun) * 1000),
            total_ms=round((time.monotonic() - begun) * 1000),
        )

    def _reply(self, delivery: Delivery) -> Reply:
        message = delivery.message
        if message.kind == "lookup":
            if message.text == "help":
                return Reply(messages=notice(help_text()))
            return Reply(messages=messages(self._consultant.factor(message.text)))
        if message.kind == "more":
            earlier = self._store.answered_conversation(message.text, message.thread)
            if earlier is None:
                return Reply(messages=notice("That answer is no longer stored; please ask again."))
            return Reply(messages=messages(self._consultant.more(earlier)))
        consultation = self._consultant.answer(message.text, self._store.conversation(message.thread))
        more_value = None
        if consultation.answer.more:
            self._store.keep_answer(delivery, consultation.conversation, time.time())
            more_value = delivery.id
        return Reply(
            messages=messages(consultation.answer, more_value=more_value), conversation=consultation.conversation
        )

    def _post(self, delivery: Delivery, parts: Sequence[SlackMessage], is_mine: Callable[[], bool]) -> bool:
        """Post the parts that are not in the thread yet. False when another worker has taken over."""
        for number, part in enumerate(parts, start=1):
            if number <= delivery.parts_posted:
                continue
            if not is_mine():
                return False
            self._store.posted(delivery.id, number, self._send(delivery, part, number))
        return True

    def _send(self, delivery: Delivery, part: SlackMessage, number: int) -> str:
        message = delivery.message
        try:
            response = self._client.chat_postMessage(
                channel=message.channel,
                thread_ts=message.thread_ts,
                text=part.text,
                blocks=list(part.blocks),
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"delivery": delivery.id, "part": number}},
            )
        except (SlackApiError, OSError, ValueError) as error:
            if may_pass(error) and time.time() - delivery.created_at < MAX_AGE_S:
                log.warning("slack_unavailable", delivery=delivery.id, error=type(error).__name__)
                raise TryLater from error
            raise
        return str(response.get("ts") or "")

    def _fail(self, delivery: Delivery, error: Exception) -> None:
        """Tell the asker in one sentence and close the message."""
        incident = incident_id()
        report(incident, error, delivery=delivery.id, channel=delivery.message.channel)
        try:
            self._send(delivery, notice(sentence(incident))[0], 0)
        except TryLater:
            raise
        except Exception as second:  # noqa: BLE001 - Slack refuses even a sentence, as in an archived channel
            report(incident, second, delivery=delivery.id)
        self._store.finish(delivery, "failed", None, time.time())
