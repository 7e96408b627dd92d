"""Turnstile: what may stand between a question and its answer - size, rates, a full house - each with a sentence."""

from collections.abc import Callable
from typing import Any

import structlog
from slack_bolt import Ack, App, BoltContext, BoltResponse
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.backlog import backlog
from bot.budget import Budget
from bot.database import AWAY
from bot.failure import incident_id, report, sentence
from bot.inbox import NEVER_REFUSED, Delivery, TryLater, Work
from bot.quota import Quota
from bot.tenant import tenant_of

LOOKUPS = 50
"""Slash commands that may wait in one process."""
BUSY = "I have more questions than I can answer just now. This one was not answered; please ask again in a few minutes."
log = structlog.get_logger()


class Turnstile:
    """Passes a claimed delivery on to whoever answers it, or in its place the sentence that says why not."""

    def __init__(self, work: Work, quota: Quota, budget: Budget, max_characters: int) -> None:
        self._work = work
        self._quota = quota
        self._budget = budget
        self._max_characters = max_characters

    def __call__(self, delivery: Delivery, is_mine: Callable[[], bool]) -> None:
        """Answer a delivery. Raises what the work raises, and TryLater while rates and budgets cannot be counted."""
        try:
            self._pass(delivery, is_mine)
        except AWAY as error:
            log.warning("store_away", delivery=delivery.id, error=type(error).__name__)
            raise TryLater from error

    def _pass(self, delivery: Delivery, is_mine: Callable[[], bool]) -> None:
        instead = None if delivery.message.kind in NEVER_REFUSED else self._refusal(delivery)
        if instead is not None:
            told = delivery.message.model_copy(update={"kind": "told", "text": instead})
            delivery = delivery.model_copy(update={"message": told})
        with self._budget.of(delivery.message.team):
            self._work(delivery, is_mine)

    def _refusal(self, delivery: Delivery) -> str | None:
        message = delivery.message
        if len(message.text) > self._max_characters:
            _note("size", delivery=delivery.id)
            return (
                f"Your message has {len(message.text):,} characters; at most {self._max_characters:,} are read. "
                "It was not answered; please leave out what does not bear on the question and ask again."
            )
        asked = f"{delivery.id}:{delivery.revision}" if delivery.revision else delivery.id  # an edit asks once more
        refused = self._quota.ask(asked, message.team, message.user)
        if refused is None:
            return None
        _note(refused.limit, delivery=delivery.id)
        return refused.sentence


def full_house(engine: Engine, queue: int, clock: Callable[[], float]) -> Callable[[], str | None]:
    """What says that there is no room: the sentence, while so many messages wait or are worked on."""

    def instead() -> str | None:
        if backlog(engine, clock()).queued < queue:
            return None
        _note("busy")
        return BUSY

    return instead


def register(app: App, quota: Quota, waiting: Callable[[], int]) -> None:
    """Hold slash commands to the same rates, and to what may wait in this process; the asker alone is told."""

    def hold(
        body: dict[str, Any],
        ack: Ack,
        context: BoltContext,
        next: Callable[[], BoltResponse],  # noqa: A002 - Bolt's name
    ) -> BoltResponse:
        if not body.get("command"):
            return next()
        if waiting() >= LOOKUPS:
            _note("busy", command=str(body["command"]))
            return ack(BUSY)
        person, team = str(body.get("user_id") or ""), tenant_of(context).id
        try:
            refused = quota.ask(str(body.get("trigger_id") or f"{team}:{person}")[:64], team, person)
        except SQLAlchemyError as error:  # Slack would show a code of its own
            incident = incident_id()
            report(incident, error, command=str(body["command"]))
            return ack(sentence(incident))
        if refused is None:
            return next()
        _note(refused.limit, command=str(body["command"]))
        return ack(refused.sentence)

    app.middleware(hold)


def _note(limit: str, **ids: str) -> None:
    log.info("limited", limit=limit, **ids)
