"""The slash command: acknowledged at once, answered so that only the asker sees it."""

import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt import Ack, App

from bot.commands import SLASH, help_text, slash
from bot.failure import incident_id, report, sentence
from bot.privacy import taken_in
from bot.render.blocks import messages, notice
from bot.render.limits import SlackMessage
from bot.render.mrkdwn import plain
from bot.webapi import respond

if TYPE_CHECKING:
    from chains.consult import Consultant

log = structlog.get_logger()
MAX_RESPONSES = 5
"""Slack takes no more on one response_url."""


def register(app: App, consultant: "Consultant", executor: Executor) -> None:
    """Listen to the slash command."""

    def on_command(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        text, _ = taken_in(plain(str(body.get("text") or "")))
        response_url = str(body.get("response_url") or "")
        executor.submit(answer, text, consultant, lambda message: respond(response_url, message))

    app.command(SLASH)(on_command)


def answer(text: str, consultant: "Consultant", send: Callable[[SlackMessage], None]) -> None:
    """Look up, send; on failure send the one sentence."""
    begun = time.monotonic()
    try:
        asked = slash(text)
        found = notice(help_text()) if asked is None else messages(consultant.factor(asked))
        for message in found[:MAX_RESPONSES]:
            send(message)
        log.info("looked_up", help=asked is None, total_ms=round((time.monotonic() - begun) * 1000))
    except Exception as error:  # noqa: BLE001 - whatever broke, the asker is told
        incident = incident_id()
        report(incident, error, command=SLASH)
        try:
            send(notice(sentence(incident))[0])
        except Exception as second:  # noqa: BLE001 - the response_url itself may be gone
            report(incident, second, command=SLASH)
