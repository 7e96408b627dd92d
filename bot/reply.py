"""Reply: a claimed message in, its answer in the thread."""

import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.attachment import Attachment, chart, sheet
from bot.commands import help_text
from bot.failure import incident_id, report, sentence
from bot.inbox import MAX_AGE_S, MAX_CLAIMS, Delivery, Message, TryLater
from bot.render.blocks import messages, notice
from bot.render.buttons import offered
from bot.render.limits import SlackMessage
from bot.render.mrkdwn import escape
from bot.store import Store
from bot.webapi import may_pass
from chains.answer import Answer
from chains.conversation import Conversation
from knowledge.case import Value

if TYPE_CHECKING:
    from chains.consult import Consultant

log = structlog.get_logger()

EVENT_TYPE = "netboard_reply"
"""The metadata by which a reply is recognised; its payload holds ids only."""
MAX_UPLOAD_AGE_S = 60.0
"""How long a file that Slack does not take is tried again: words may still get through, and the asker waits."""
FORGOTTEN = (
    "The case of this thread is erased here, and the next message begins a new one; what stands in Slack stays there "
    "until you delete it."
)
_OF_AN_ANSWER = frozenset({"more", "chart", "sheet"})
_LOST = {
    "chart": ("The chart was not posted; please ask the question again.",),
    "sheet": ("The tumour-board sheet was not posted; please ask the question again.",),
}


class Reply(Value):
    """What to post, and the conversation after it (``None`` leaves it as it was)."""

    messages: tuple[SlackMessage, ...] = ()
    attachment: Attachment | None = None
    conversation: Conversation | None = None
    answer: Answer | None = None
    """What was answered, for the audit trail."""


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
            self._store.trail.answered(delivery, reply.answer)
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
        if message.kind == "told":
            return Reply(messages=notice(message.text))
        if message.kind == "forget":
            return self._forgotten(delivery)
        if message.kind == "lookup":
            if message.text == "help":
                return Reply(messages=notice(help_text()))
            found = self._consultant.factor(message.text)
            return Reply(messages=messages(found), answer=found)
        if message.kind in _OF_AN_ANSWER:
            return self._of_an_answer(message)
        consultation = self._consultant.answer(message.text, self._store.conversation(message.thread))
        more_value = None
        if offered(consultation.answer):
            self._store.keep_answer(delivery, consultation.conversation, time.time())
            more_value = delivery.id
        return Reply(
            messages=messages(consultation.answer, more_value=more_value),
            conversation=consultation.conversation,
            answer=consultation.answer,
        )

    def _forgotten(self, delivery: Delivery) -> Reply:
        """Erase the case of the thread; what waits in it begins a new one."""
        message = delivery.message
        self._store.erasure.forget(message.thread)
        self._store.trail.forgotten(
            message.team, message.channel, message.thread_ts, person=message.user, subject=delivery.id
        )
        return Reply(messages=notice(FORGOTTEN))

    def _of_an_answer(self, message: Message) -> Reply:
        """What a button under an earlier answer asks for; ``message.text`` is the id of that answer."""
        earlier = self._store.answered_conversation(message.text, message.thread)
        if earlier is None:
            return Reply(messages=notice("That answer is no longer stored; please ask again."))
        if message.kind == "more":
            longer = self._consultant.more(earlier)
            return Reply(messages=messages(longer), answer=longer)
        answer = self._consultant.again(earlier)
        made = chart(answer) if message.kind == "chart" else sheet(answer, date.today())
        return (
            Reply(messages=notice(made), answer=answer)
            if isinstance(made, str)
            else Reply(attachment=made, answer=answer)
        )

    def _post(self, delivery: Delivery, reply: Reply, is_mine: Callable[[], bool]) -> bool:
        """Post the parts that are not in the thread yet. False when another worker has taken over."""
        for number, part in enumerate(reply.messages, start=1):
            if number <= delivery.parts_posted:
                continue
            if not is_mine():
                return False
            self._store.posted(delivery.id, number, self._send(delivery, part, number))
        if reply.attachment is not None and not delivery.parts_posted:
            if not is_mine():
                return False
            self._upload(delivery, reply.attachment)
            self._store.posted(delivery.id, 1, "")
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
                thread_ts=message.thread_ts,
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
        incident = incident_id()
        report(incident, error, delivery=delivery.id, channel=delivery.message.channel, kind=delivery.message.kind)
        try:
            self._send(delivery, notice(sentence(incident, *_LOST.get(delivery.message.kind, ())))[0], 0)
        except TryLater:
            raise
        except Exception as second:  # noqa: BLE001 - Slack refuses even a sentence, as in an archived channel
            report(incident, second, delivery=delivery.id)
        self._store.trail.failed(delivery, incident)
        self._store.finish(delivery, "failed", None, time.time())
