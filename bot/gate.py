"""Gate: buttons, commands, shortcuts and modals of those whom the bot does not answer end here, with a polite line.

Messages pass: only those that are for the bot are refused, and that is read in ``bot.events``.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse

from bot.admission import SENTENCES, Admission
from bot.failure import incident_id, report
from bot.render.blocks import notice
from bot.webapi import respond


def register(app: App, admission: Admission, executor: Executor) -> None:
    """Stand before every listener."""

    def admit(body: dict[str, Any], context: BoltContext, next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002 - Bolt's name
        reason = None if "event" in body else admission.refusal(body, *home_of(body, context))
        if reason is None:
            return next()
        if url := str(body.get("response_url") or ""):
            executor.submit(_tell, url, SENTENCES[reason])
        return BoltResponse(status=200, body="")

    app.middleware(admit)


def home_of(body: Mapping[str, Any], context: BoltContext) -> tuple[str, str]:
    """The workspace whose installation a request is for, and its organisation: as the authorisation has them."""
    result = context.authorize_result
    team = body.get("team")
    named = team.get("id") if isinstance(team, Mapping) else body.get("team_id")
    if result is None:
        return str(named or ""), ""
    return str(result.team_id or named or ""), str(result.enterprise_id or "")


def _tell(response_url: str, sentence: str) -> None:
    try:
        respond(response_url, notice(sentence)[0])
    except Exception as error:  # noqa: BLE001 - the response_url itself may be gone
        report(incident_id(), error, surface="gate")
