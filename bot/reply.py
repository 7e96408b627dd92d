"""Reply: a claimed message in, its answer in the thread."""

import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

import structlog

from bot.admission import SENTENCES, Reason
from bot.attachment import Attachment, chart, sheet
from bot.commands import help_text
from bot.failure import incident_id, report, sentence
from bot.inbox import MAX_CLAIMS, Delivery, Message, TryLater
from bot.poster import Clients, Poster
from bot.progress import Progress, Showing
from bot.render.blocks import messages, notice
from bot.render.buttons import offered
from bot.render.limits import SlackMessage
from bot.render.note import noted
from bot.render.title import title_of
from bot.store import Store
from chains.conversation import Conversation
from knowledge.case import Value

if TYPE_CHECKING:
    from chains.consult import Consultant

log = structlog.get_logger()

TEXT_ONLY = "I read text only: paste the report."
TEXT_WITHOUT_FILES = "I read text only: the attached file was not read."
UPDATED = "Updated after an edit of the question."
STANDS = (
    "Answers to later messages of this thread stand as they were given; what you ask next builds on the edited text."
)
DELETED = (
    "The question was deleted, and its answer with it. What it told of the patient is no longer used in this thread."
)
_OF_AN_ANSWER = frozenset({"more", "chart", "sheet"})
_LOST = {
    "chart": "The chart was not posted; please ask the question again.",
    "sheet": "The tumour-board sheet was not posted; please ask the question again.",
    "deleted": "The answer to the deleted question could not be removed; please delete it by hand.",
}
_LOST_EDIT = "The edited question was not answered; what stands above answers it as it was. Please ask again."


class Reply(Value):
    """What to post, and the conversation after it (``None`` leaves it as it was)."""

    messages: tuple[SlackMessage, ...] = ()
    attachment: Attachment | None = None
    conversation: Conversation | None = None


class Replier:
    """Answers one delivery at a time; the inbox calls it from several threads."""

    def __init__(self, store: Store, consultant: "Consultant", clients: Clients, progress: Progress) -> None:
        self._store = store
        self._consultant = consultant
        self._progress = progress
        self._poster = Poster(clients)

    def __call__(self, delivery: Delivery, is_mine: Callable[[], bool]) -> None:
        """Think, post, close. Raises TryLater when Slack does not take the reply now."""
        begun, showing = time.monotonic(), self._progress.of(delivery.message.thread)
        try:
            if delivery.claims > MAX_CLAIMS:
                raise RuntimeError("claimed too often")
            if delivery.revision:
                self._clear(delivery)
            reply = self._reply(delivery, showing)
            thought = time.monotonic()
            if not self._post(delivery, reply, is_mine):
                log.warning("lease_lost", delivery=delivery.id)
                return
        except TryLater:
            raise
        except Exception as error:  # noqa: BLE001 - whatever broke, the asker is told
            self._fail(delivery, error)
            return
        finally:
            showing.end()
        state = "deleted" if delivery.message.kind == "deleted" else "answered"
        self._store.finish(delivery, state, reply.conversation, time.time())
        log.info(
            "answered",
            delivery=delivery.id,
            channel=delivery.message.channel,
            kind=delivery.message.kind,
            parts=len(reply.messages),
            think_ms=round((thought - begun) * 1000),
            total_ms=round((time.monotonic() - begun) * 1000),
        )

    def _reply(self, delivery: Delivery, showing: Showing) -> Reply:
        message = delivery.message
        if message.kind == "deleted":
            is_marked = self._store.is_followed(delivery) and self._store.posts.of(delivery.id)
            return Reply(messages=notice(DELETED) if is_marked else ())
        if message.kind == "refusal":
            return Reply(messages=notice(SENTENCES[cast(Reason, message.text)]))
        if message.kind == "lookup":
            if message.text == "help":
                return Reply(messages=notice(help_text()))
            return Reply(messages=messages(self._consultant.factor(message.text)))
        if message.kind in _OF_AN_ANSWER:
            return self._of_an_answer(message)
        if message.has_files and not message.text:
            return Reply(messages=notice(TEXT_ONLY))
        known = self._store.conversation_for(delivery)
        consultation = self._consultant.answer(message.text, known, watch=showing.step)
        self._progress.entitle(message.thread, title_of(consultation.answer))
        more_value = None
        if offered(consultation.answer):
            self._store.keep_answer(delivery, consultation.conversation, time.time())
            more_value = delivery.id
        return Reply(
            messages=noted(messages(consultation.answer, more_value=more_value), self._notes(delivery)),
            conversation=consultation.conversation,
        )

    def _notes(self, delivery: Delivery) -> list[str]:
        """What is said above an answer."""
        notes = []
        if delivery.revision and self._store.posts.of(delivery.id):
            notes += [UPDATED, STANDS] if self._store.is_followed(delivery) else [UPDATED]
        return [*notes, TEXT_WITHOUT_FILES] if delivery.message.has_files else notes

    def _of_an_answer(self, message: Message) -> Reply:
        """What a button under an earlier answer asks for; ``message.text`` is the id of that answer."""
        earlier = self._store.answered_conversation(message.text, message.thread)
        if earlier is None:
            return Reply(messages=notice("That answer is no longer stored; please ask again."))
        if message.kind == "more":
            return Reply(messages=messages(self._consultant.more(earlier)))
        answer = self._consultant.again(earlier)
        made = chart(answer) if message.kind == "chart" else sheet(answer, date.today())
        return Reply(messages=notice(made)) if isinstance(made, str) else Reply(attachment=made)

    def _clear(self, delivery: Delivery) -> None:
        """Remove what the buttons under the answer gave: it belongs to the question as it was."""
        dependents = self._store.dependents(delivery)
        for dependent in dependents:
            for place in self._store.posts.of(dependent).values():
                self._poster.remove(delivery, place)
        if dependents:
            self._store.drop(dependents)

    def _post(self, delivery: Delivery, reply: Reply, is_mine: Callable[[], bool]) -> bool:
        """Post the parts that are not in the thread yet, in the place of what stood there before an edit.

        False when another worker has taken over, or the question was edited or deleted meanwhile.
        """
        standing = self._store.posts.of(delivery.id)
        for number, part in enumerate(reply.messages, start=1):
            if number <= delivery.parts_posted:
                continue
            if not is_mine():
                return False
            if delivery.message.user:
                place = self._poster.whisper(delivery, part)
            else:
                place = self._poster.put(delivery, part, number, standing.get(number))
            self._store.posted(delivery, number, place)
        if reply.attachment is not None and not delivery.parts_posted:
            if not is_mine():
                return False
            self._store.posted(delivery, 1, self._poster.upload(delivery, reply.attachment))
        wanted = max(len(reply.messages), 1 if reply.attachment else 0)
        for number in sorted(standing, reverse=True):
            if number > wanted:
                if not is_mine():
                    return False
                self._poster.remove(delivery, standing[number])
                self._store.posts.forget(delivery.id, number)
        return True

    def _fail(self, delivery: Delivery, error: Exception) -> None:
        """Tell the asker in one sentence and close the message."""
        incident = incident_id()
        report(incident, error, delivery=delivery.id, channel=delivery.message.channel)
        try:
            standing = self._store.posts.of(delivery.id)
            lost = _LOST.get(delivery.message.kind) or (_LOST_EDIT if delivery.revision and standing else None)
            told = notice(sentence(incident, *([lost] if lost else [])))[0]
            self._store.posted(delivery, max(standing, default=0) + 1, self._poster.put(delivery, told, 0))
        except TryLater:
            raise
        except Exception as second:  # noqa: BLE001 - Slack refuses even a sentence, as in an archived channel
            report(incident, second, delivery=delivery.id)
        self._store.finish(delivery, "failed", None, time.time())
