"""Reply: a claimed message in, its answer in the thread."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import structlog

from bot.database import AWAY
from bot.desk import Desk, Reply
from bot.failure import incident_id, report, sentence
from bot.inbox import MAX_AGE_S, MAX_CLAIMS, Delivery, TryLater
from bot.placement import Placement
from bot.poster import Clients, Poster
from bot.preferences import Preferences
from bot.progress import Progress
from bot.records import Records
from bot.render.blocks import notice
from bot.render.limits import SlackMessage
from bot.store import Store

if TYPE_CHECKING:
    from chains.consult import Consultant

log = structlog.get_logger()

_LOST = {
    "chart": "The chart was not posted; please ask the question again.",
    "sheet": "The tumour-board sheet was not posted; please ask the question again.",
    "correct": "The case was not corrected; please correct it again.",
    "share": "The answer was not shared; please try again.",
    "deleted": "The answer to the deleted question could not be removed; please delete it by hand.",
}
_LOST_EDIT = "The edited question was not answered; what stands above answers it as it was. Please ask again."
_STATES = {"deleted": "deleted", "refusal": "refused"}
"""How a message ends that is not answered by its kind."""


class Replier:
    """Answers one delivery at a time; the inbox calls it from several threads."""

    def __init__(
        self,
        store: Store,
        consultant: "Consultant",
        clients: Clients,
        progress: Progress,
        preferences: Preferences,
    ) -> None:
        self._store = store
        self._desk = Desk(store, Records(store.engine), consultant, preferences)
        self._progress = progress
        self._poster = Poster(clients)
        self._placement = Placement(store, self._poster)

    def __call__(self, delivery: Delivery, is_mine: Callable[[], bool]) -> None:
        """Think, post, close. Raises TryLater when Slack does not take the reply, or the store is away, now."""
        message, begun = delivery.message, time.monotonic()
        showing = self._progress.of(message.thread)
        try:
            if delivery.claims > MAX_CLAIMS:
                raise RuntimeError("claimed too often")
            if delivery.revision:
                self._clear(delivery)
            # what is asked privately is answered privately: nobody else sees that something is being done
            reply = self._desk.reply(delivery, None if message.only_for else showing.step)
            if not is_mine():
                log.warning("lease_lost", delivery=delivery.id)
                return
            self._store.trail.answered(delivery, reply.answer)
            if reply.answer is not None and reply.answer.unsearched:
                log.warning("not_searched", delivery=delivery.id)
            if not message.only_for:
                self._progress.entitle(message.thread, reply.title)
            thought = time.monotonic()
            if not self._post(delivery, reply, is_mine):
                log.warning("lease_lost", delivery=delivery.id)
                return
        except TryLater:
            raise
        except Exception as error:
            if isinstance(error, AWAY) and time.time() - delivery.created_at < MAX_AGE_S:
                # what cannot be noted is not posted, and what was posted is found again
                log.warning("store_unavailable", delivery=delivery.id, error=type(error).__name__)
                raise TryLater from error
            self._fail(delivery, error, is_mine)  # whatever broke, the asker is told
            return
        finally:
            showing.end()
        if not self._store.finish(delivery, _STATES.get(message.kind, "answered"), reply.conversation, time.time()):
            log.warning("lease_lost", delivery=delivery.id)
            return
        self._tidy(delivery)
        log.info(
            "answered",
            delivery=delivery.id,
            channel=message.channel,
            kind=message.kind,
            parts=len(reply.messages),
            think_ms=round((thought - begun) * 1000),
            total_ms=round((time.monotonic() - begun) * 1000),
        )

    def _clear(self, delivery: Delivery) -> None:
        """Remove what was made of the answer by buttons and corrections: it belongs to the question as it was."""
        own = set(self._store.posts.of(delivery.id).values())  # a correction stands where the answer stood
        for dependent in self._store.dependents(delivery):
            for place in self._store.posts.of(dependent).values():
                if place not in own:
                    self._poster.remove(delivery, place)
        self._store.drop(delivery)

    def _post(self, delivery: Delivery, reply: Reply, is_mine: Callable[[], bool]) -> bool:
        """Post the parts that are not in the thread yet, in the place of what stood there before.

        False when another worker has taken over, or the question was edited or deleted meanwhile.
        """
        done = self._placement.settle(delivery)
        standing = self._store.posts.of(delivery.id)
        places = {**reply.places, **standing}
        for number, part in enumerate(reply.messages, start=1):
            if number <= done:
                continue
            if not is_mine() or not self._part(delivery, part, number, places.get(number)):
                return False
        attached = reply.attachment if not done else None
        if attached is not None and not (is_mine() and self._placement.attach(delivery, attached)):
            return False
        wanted = max(len(reply.messages), 1 if reply.attachment else 0)
        for number in sorted(standing, reverse=True):
            if number > wanted:
                if not is_mine():
                    return False
                self._poster.remove(delivery, standing[number])
                self._store.posts.forget(delivery.id, number)
        for place in reply.gone:
            self._poster.remove(delivery, place, is_vital=False)
        return True

    def _part(self, delivery: Delivery, part: SlackMessage, number: int, place: str | None) -> bool:
        if delivery.message.only_for:
            return self._store.posted(delivery, number, self._poster.whisper(delivery, part))
        return self._placement.put(delivery, part, number, place)

    def _tidy(self, delivery: Delivery) -> None:
        """What is left to do; a courtesy, and the reply stands without it."""
        try:
            self._desk.after(delivery)
        except Exception as error:  # noqa: BLE001 - an address to answer to may have expired
            report(incident_id(), error, delivery=delivery.id)

    def _fail(self, delivery: Delivery, error: Exception, is_mine: Callable[[], bool]) -> None:
        """Tell the asker in one sentence and close the message, unless another worker has it now."""
        incident, message = incident_id(), delivery.message
        report(incident, error, delivery=delivery.id, channel=message.channel, kind=message.kind)
        if not is_mine():
            log.warning("lease_lost", delivery=delivery.id)
            return
        try:
            self._placement.settle(delivery)
            standing = self._store.posts.of(delivery.id)
            lost = _LOST.get(message.kind) or (_LOST_EDIT if delivery.revision and standing else None)
            known = self._desk.lost(delivery, error)
            told = notice(known or sentence(incident, *([lost] if lost else [])))[0]
            self._tell(delivery, told, max(standing, default=0) + 1, is_private=known is not None)
        except TryLater:
            raise
        except Exception as second:  # noqa: BLE001 - Slack refuses even a sentence, as in an archived channel
            report(incident, second, delivery=delivery.id)
        self._store.trail.failed(delivery, incident)
        self._store.finish(delivery, "failed", None, time.time())

    def _tell(self, delivery: Delivery, told: SlackMessage, number: int, *, is_private: bool) -> None:
        """Tell a sentence where the reply would stand; ``is_private``: to the person alone, who can be reached."""
        if delivery.message.only_for or (is_private and delivery.message.response_url):
            self._poster.whisper(delivery, told)
        else:
            self._placement.put(delivery, told, number)
