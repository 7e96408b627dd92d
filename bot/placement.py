"""Placement: each part of a reply stands in Slack once, whatever happens between asking Slack and noting its answer.

Before Slack is asked to post a part, the store notes that it is begun. Where the process ends, or the connection,
before it is known what became of it, whoever has the delivery next looks before it posts: a message carries the ids of
its delivery and part as metadata, and is found by them in its thread; a file has its id before anybody sees it, and is
taken out by that id and put in anew. What only its reader sees can be neither read back nor taken out.
"""

import structlog

from bot.attachment import Attachment
from bot.failure import slack_code
from bot.inbox import Delivery, TryLater
from bot.poster import Poster
from bot.render.limits import SlackMessage
from bot.store import Store
from bot.webapi import FAILED, was_refused

log = structlog.get_logger()


class Placement:
    """Puts parts and files in place for one delivery at a time."""

    def __init__(self, store: Store, poster: Poster) -> None:
        self._store = store
        self._poster = poster

    def settle(self, delivery: Delivery) -> int:
        """Find out what became of the parts that were begun; how many need not be posted any more."""
        begun, done = self._store.posts.begun(delivery.id), delivery.parts_posted
        if not begun:
            return done
        try:
            for file_id in filter(None, begun.values()):
                self._poster.remove(delivery, file_id)
            found = {} if all(begun.values()) else self._poster.find(delivery)
        except FAILED as error:
            # nobody can look here, as where a scope is missing: an answer twice is seen, one that is lost is not
            log.warning("lookup_failed", delivery=delivery.id, error=type(error).__name__, slack=slack_code(error))
            found = {}
        for number in begun:
            place, revision = found.get(number, (None, ""))
            if place is None:
                self._store.posts.forget(delivery.id, number)
            elif revision == delivery.revision and self._store.posted(delivery, number, place):
                done = max(done, number)
            else:  # of the question as it was: the new part takes its place
                self._store.posts.found(delivery.id, number, place)
        log.info("settled", delivery=delivery.id, begun=len(begun), found=len(found))
        return done

    def put(self, delivery: Delivery, part: SlackMessage, number: int, place: str | None = None) -> bool:
        """Put a part in the place of what stands there, else post it. False where another has the delivery now."""
        is_message = place and not place.startswith("F")
        if place and is_message and self._poster.replace(delivery, part, number, place):
            return self._store.posted(delivery, number, place)
        if not self._store.posting(delivery, number):
            return False
        try:
            place = self._poster.post(delivery, part, number)
        except Exception as error:
            self._not_begun(delivery, number, error)
            raise
        return self._posted(delivery, number, place)

    def attach(self, delivery: Delivery, attachment: Attachment) -> bool:
        """Put a file into the thread. False where another has the delivery now."""
        file_id = self._poster.upload(delivery, attachment)
        if not self._store.posting(delivery, 1, file_id):
            return False
        try:
            self._poster.share(delivery, attachment, file_id)
        except Exception as error:
            self._not_begun(delivery, 1, error)
            raise
        return self._posted(delivery, 1, file_id)

    def _posted(self, delivery: Delivery, number: int, place: str) -> bool:
        """Note where a part stands. One that came too late, as after a long halt, is taken out again."""
        if self._store.posted(delivery, number, place):
            return True
        instead = self._store.posts.of(delivery.id).get(number)
        if instead is not None and instead != place:
            self._poster.remove(delivery, place, is_vital=False)
        return False

    def _not_begun(self, delivery: Delivery, number: int, error: Exception) -> None:
        """Where Slack surely did not take a part, nobody need look for it."""
        if was_refused(error.__cause__ if isinstance(error, TryLater) else error):
            self._store.posts.forget(delivery.id, number)
