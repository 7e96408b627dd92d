"""The slash command: acknowledged at once, answered so that only the asker sees it."""

import time
import uuid
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt import Ack, App, BoltContext
from sqlalchemy.exc import SQLAlchemyError

from bot.commands import SLASH, help_for, slash
from bot.desk import shortened
from bot.failure import incident_id, report, sentence
from bot.given import Given, GivenAnswers
from bot.privacy import taken_in
from bot.render import buttons
from bot.render.blocks import messages, notice
from bot.render.limits import SlackMessage
from bot.render.mrkdwn import plain
from bot.tenant import tenant_of
from bot.trail import Trail
from bot.webapi import respond
from knowledge.case import Value

if TYPE_CHECKING:
    from chains.consult import Consultant

log = structlog.get_logger()


class Asker(Value):
    """Who asks, and where."""

    team: str
    channel: str
    user: str
    removed: tuple[str, ...] = ()
    """The kinds of identifiers of a person that were taken out of what they wrote."""


def register(app: App, consultant: "Consultant", given: GivenAnswers, trail: Trail, executor: Executor) -> None:
    """Listen to the slash command."""

    def on_command(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        ack()
        text, kinds = taken_in(plain(str(body.get("text") or "")))
        response_url = str(body.get("response_url") or "")
        channel, user = str(body.get("channel_id") or ""), str(body.get("user_id") or "")
        asker = Asker(team=tenant_of(context).id, channel=channel, user=user, removed=kinds)
        executor.submit(answer, text, asker, consultant, given, trail, lambda message: respond(response_url, message))

    app.command(SLASH)(on_command)


def answer(
    text: str,
    asker: Asker,
    consultant: "Consultant",
    given: GivenAnswers,
    trail: Trail,
    send: Callable[[SlackMessage], None],
) -> None:
    """Look up, send; on failure send the one sentence."""
    begun = time.monotonic()
    try:
        asked = slash(text)
        found = notice(help_for(text)) if asked is None else looked_up(asked, asker, consultant, given, trail)
        for message in found:
            send(message)
        log.info("looked_up", help=asked is None, total_ms=round((time.monotonic() - begun) * 1000))
    except Exception as error:  # noqa: BLE001 - whatever broke, the asker is told
        incident = incident_id()
        report(incident, error, command=SLASH)
        try:
            trail.lookup_failed(asker, incident)
        except SQLAlchemyError as away:  # the asker is told all the same
            report(incident, away, command=SLASH)
        try:
            send(notice(sentence(incident))[0])
        except Exception as second:  # noqa: BLE001 - the response_url itself may be gone
            report(incident, second, command=SLASH)


def looked_up(
    asked: str, asker: Asker, consultant: "Consultant", given: GivenAnswers, trail: Trail
) -> tuple[SlackMessage, ...]:
    """The answer to a lookup, for its asker alone until they share it; it stands in the trail before it is shown."""
    consultation = consultant.look_up(asked)
    found, answer_id = consultation.answer, uuid.uuid4().hex
    trail.looked_up(asker, answer_id, found)
    if not buttons.offered(found, "private"):
        return messages(found)
    parts = messages(found, more_value=answer_id, mode="private")
    kept = Given(
        id=answer_id,
        team=asker.team,
        channel=asker.channel,
        private_to=asker.user,
        meta=found.meta,
        cited=consultation.cited,
        parts=len(parts),
        answer=found,
    )
    given.keep(kept, time.time())
    return shortened(parts, buttons.under(found, answer_id, "private"))
